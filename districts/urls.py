"""Addresses under /<lang>/district/."""

from django.urls import path

from districts import feeds, views

app_name = "districts"
urlpatterns = [
    path("", views.district_list, name="list"),
    path("choose/", views.choose, name="choose"),
    path("at/", views.at, name="at"),
    path("boundaries.json", views.boundaries, name="boundaries"),
    path("<slug:district>/feed/", feeds.DistrictFeed(), name="feed"),
    path("search/", views.search, name="search"),
]
