"""Addresses under projects/<slug>/proposals/."""

from django.urls import path

from proposals.exporting import views

app_name = "exporting"
urlpatterns = [
    path("export.csv", views.proposals_csv, name="csv"),
    path("export.xlsx", views.proposals_xlsx, name="xlsx"),
    path("export.geojson", views.proposals_geojson, name="geojson"),
    path("comments.csv", views.comments_csv, name="comments"),
    path("supports.csv", views.supports_csv, name="supports"),
]
