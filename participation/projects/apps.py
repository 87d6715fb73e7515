"""Participation projects."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    """Participation projects."""

    name = "participation.projects"
    label = "projects"
    verbose_name = _("Participation projects")

    def ready(self) -> None:
        """Let the page types find their views, listen to publishing, and say in words what is recorded."""
        from participation.audit import labels
        from participation.projects import signals, views  # noqa: F401 - registers itself
        from participation.projects.audit_labels import AUDIT_LABELS

        labels.register(AUDIT_LABELS)
