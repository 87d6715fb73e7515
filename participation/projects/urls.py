"""Addresses under /<lang>/projects/."""

from django.urls import path

from participation.projects import views

urlpatterns = [
    path("", views.project_list, name="project_list"),
    path("<slug:project>/", views.project, name="project"),
]
