"""Districts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DistrictsConfig(AppConfig):
    """Districts."""

    name = "districts"
    label = "districts"
    verbose_name = _("Districts")

    def ready(self) -> None:
        """Let the page types find their views, rights follow pages, and the record say in words what was done."""
        from districts import following, signals, views  # noqa: F401 - registers itself
        from districts.audit_labels import AUDIT_LABELS
        from participation.audit import labels
        from participation.notifications import followables

        labels.register(AUDIT_LABELS)
        followables.register(following.DISTRICT)
