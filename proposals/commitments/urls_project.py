"""Addresses under projects/<slug>/promises/."""

from django.urls import path

from proposals.commitments import views

app_name = "project_promises"
urlpatterns = [
    path("", views.project_list, name="list"),
    path("due.ics", views.project_calendar, name="calendar"),
]
