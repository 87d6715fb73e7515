"""Addresses under /<lang>/projects/."""

from django.urls import path

from participation.projects import feeds, views

urlpatterns = [
    path("", views.project_list, name="project_list"),
    path("feed/", feeds.ProjectsFeed(), name="projects_feed"),
    path("<slug:project>/", views.project, name="project"),
    path("<slug:project>/feed/", feeds.ProjectFeed(), name="project_feed"),
]
