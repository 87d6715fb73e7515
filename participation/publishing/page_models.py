"""The part of a page type that makes every way of publishing ask for every language."""

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import FieldPanel

from participation.publishing import services
from participation.publishing.forms import EveryLanguageForm

SCHEDULED = "wagtail.publish.scheduled"  # how the scheduler's publishing is called in Wagtail's log
REASON_PANEL = FieldPanel(services.REASON_FIELD)


class InEveryLanguage:
    """Mix in before Page, and begin `content_panels` with REASON_PANEL."""

    base_form_class = EveryLanguageForm

    def publish(self, revision: Any, user: Any = None, *args: Any, **kwargs: Any) -> Any:
        """Publish or schedule a revision. Raises LanguagesMissing."""
        if kwargs.get("log_action") == SCHEDULED:
            services.note_scheduled(page=self)
        else:
            services.require_languages(page=self, by=user, at=revision.as_object().go_live_at)
        return super().publish(revision, user, *args, **kwargs)
