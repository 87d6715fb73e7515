"""Addresses of voting under /<lang>/projects/<slug>/vote/."""

from django.urls import path

from proposals.voting import views

app_name = "voting"
urlpatterns = [
    path("", views.ballot, name="ballot"),
    path("rules/", views.rules, name="rules"),
    path("rules.json", views.rules_text, name="rules_text"),
]
