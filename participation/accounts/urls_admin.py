"""The admin's own doors in and out lead to the site's, so that none of them walks round the second factor."""

from django.urls import path, re_path

from participation.accounts import views

urlpatterns = [
    path("login/", views.admin_login),
    path("logout/", views.admin_logout),
    re_path(r"^password_reset/", views.admin_password_reset),
]
