"""Where identity providers send people back, outside the languages: one address to register with them."""

from django.urls import path

from participation.accounts import views

urlpatterns = [path("oidc/<str:provider_id>/login/callback/", views.finish_social_login, name="openid_connect_callback")]
