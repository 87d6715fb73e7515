"""The common room: small things without tables."""

from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig as DjangoStaticFilesConfig


class CommonConfig(AppConfig):
    """Template tags, base classes and helpers."""

    name = "participation.common"
    label = "common"


class StaticFilesConfig(DjangoStaticFilesConfig):
    """Leaves out django-htmx's own scripts: we use its headers only, and one of them names a module that is not there."""

    ignore_patterns = [*DjangoStaticFilesConfig.ignore_patterns, "django_htmx"]
