"""Addresses under feedback/. The staff's are registered with the admin."""

from django.urls import path

from participation.feedback import views

app_name = "feedback"
urlpatterns = [
    path("", views.send, name="send"),
    path("thanks/", views.thanks, name="thanks"),
]
