"""The site's addresses and the floors."""

from django.urls import path

from benchmarks import floor
from participation.urls import handler500
from participation.urls import urlpatterns as site

urlpatterns = [path("floor/empty/", floor.empty), path("floor/insert/", floor.insert), *site]

__all__ = ["handler500", "urlpatterns"]
