"""Sign-in's addresses under each language: /<lang>/accounts/…"""

from django.urls import include, path

from participation.accounts import views

urlpatterns = [
    path("", include("allauth.account.urls")),
    path("2fa/", include("allauth.mfa.urls")),
    path("social/", include("allauth.socialaccount.urls")),
    path("oidc/<str:provider_id>/login/", views.start_social_login, name="openid_connect_login"),
]
