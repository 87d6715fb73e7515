"""Addresses outside the languages."""

from django.conf import settings
from django.contrib.sitemaps import views as sitemaps_views
from django.urls import path, re_path
from django.views.static import serve

from participation.pages import views
from participation.pages.sitemaps import SITEMAPS

urlpatterns = [
    path("", views.choose_language, name="choose_language"),
    path("healthz", views.healthz, name="healthz"),
    path("readiness", views.readiness, name="readiness"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemaps_views.index, {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap"}, name="sitemap_index"),
    path("sitemap-<section>.xml", sitemaps_views.sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    # Pictures of the city's own, in the sizes pages use. Residents' files lie in another folder and have views of their own.
    re_path(r"^media/(?P<path>images/[^/]+)$", serve, {"document_root": settings.MEDIA_ROOT}),
]
