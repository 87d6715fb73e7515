"""The page tree of each language."""

from django.urls import path, re_path
from wagtail.urls import serve_pattern

from participation.pages import routing, views

urlpatterns = [
    path("", views.home, name="home"),
    # Wagtail's own form for pages behind a password stays Wagtail's; its sign-in does not, ours is the only one.
    re_path(serve_pattern.replace("^", "^(?!_util/authenticate_with_password/)", 1), routing.serve, name="page"),
]
