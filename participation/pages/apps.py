"""The site's own pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    """The site's own pages."""

    name = "participation.pages"
    label = "pages"
    verbose_name = _("The site's own pages")

    def ready(self) -> None:
        """Let the page types find their views, and the record say in words what happened to accounts."""
        from participation.audit import labels
        from participation.pages import views  # noqa: F401 - registers itself
        from participation.pages.parity.gaps import language_gaps
        from participation.pages.profile.audit_labels import AUDIT_LABELS
        from participation.projects import features

        labels.register(AUDIT_LABELS)
        features.register(features.Feature(key="pages", label=self.verbose_name, order=5, language_gaps=language_gaps))
