"""Addresses under report/: what residents see of moderation. The staff's are registered with the admin."""

from django.urls import path

from participation.moderation import views

app_name = "moderation"
urlpatterns = [
    path("thanks/", views.thanks, name="thanks"),
    path("follow/<str:token>/", views.follow, name="follow"),
    path("decision/<int:pk>/", views.decision, name="decision"),
    path("<slug:kind>/<int:pk>/", views.report, name="report"),
]
