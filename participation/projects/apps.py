"""Participation projects."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    """Participation projects."""

    name = "participation.projects"
    label = "projects"
    verbose_name = _("Participation projects")

    def ready(self) -> None:
        """Let the page types find their views and listen to publishing."""
        from participation.projects import signals, views  # noqa: F401 - registers itself
