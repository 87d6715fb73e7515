"""Addresses of voting under /<lang>/projects/<slug>/vote/."""

from django.urls import path

from proposals.voting import views

app_name = "voting"
urlpatterns = [path("", views.ballot, name="ballot")]
