"""Addresses under /<lang>/district/."""

from django.urls import path

from districts import views

app_name = "districts"
urlpatterns = [
    path("", views.district_list, name="list"),
    path("choose/", views.choose, name="choose"),
    path("at/", views.at, name="at"),
    path("boundaries.json", views.boundaries, name="boundaries"),
    path("search/", views.search, name="search"),
]
