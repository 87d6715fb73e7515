"""Districts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DistrictsConfig(AppConfig):
    """Districts."""

    name = "districts"
    label = "districts"
    verbose_name = _("Districts")

    def ready(self) -> None:
        """Let the page types find their views, and rights follow pages."""
        from districts import signals, views  # noqa: F401 - registers itself
