"""What has to be true before a page of the city goes live."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublishingConfig(AppConfig):
    """Pages in every language that the law asks for, or a reason why not."""

    name = "participation.publishing"
    label = "publishing"
    verbose_name = _("Publishing in every language")

    def ready(self) -> None:
        """Listen to publishing, and say in words what is recorded."""
        from participation.audit import labels
        from participation.publishing import signals  # noqa: F401 - registers itself
        from participation.publishing.audit_labels import AUDIT_LABELS

        labels.register(AUDIT_LABELS)
