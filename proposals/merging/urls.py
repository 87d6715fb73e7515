"""Addresses under projects/<slug>/proposals/merge/."""

from django.urls import path

from proposals.merging import views

app_name = "merging"
urlpatterns = [
    path("from/<int:pk>/", views.start, name="start"),
    path("<int:pk>/", views.merger, name="merger"),
    path("<int:pk>/write/", views.write, name="write"),
    path("<int:pk>/act/", views.act, name="act"),
    path("<int:pk>/choose/", views.choose, name="choose"),
    path("choose/<str:token>/", views.choose_by_link, name="choose_by_link"),
]
