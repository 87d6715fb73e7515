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
        from participation.notifications import announcing, followables, personal
        from participation.projects import features, following, language_gaps, signals, views  # noqa: F401 - registers itself
        from participation.projects.audit_labels import AUDIT_LABELS

        labels.register(AUDIT_LABELS)
        features.register(
            features.Feature(key="projects", label=_("Projects"), order=10, language_gaps=language_gaps.language_gaps)
        )
        followables.register(following.PROJECT)
        for kind in following.NEWS_KINDS:
            announcing.register_news(kind)
        # What people follow lies below projects, whose registry asks every room about what it keeps of a person.
        features.register(
            features.Feature(key="following", label=_("Following"), order=940, export=personal.export, erase=personal.erase)
        )
