"""Merging of proposals."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MergingConfig(AppConfig):
    """Merging of proposals."""

    name = "proposals.merging"
    label = "merging"
    verbose_name = _("Merging of proposals")

    def ready(self) -> None:
        """Add to a proposal's page, to what concerns a person, to the news and to the record."""
        from participation.audit import labels
        from participation.notifications.announcing import NewsKind, register_news
        from participation.projects import features
        from proposals import page_parts
        from proposals.merging import feature, parts
        from proposals.merging.audit_labels import AUDIT_LABELS
        from proposals.merging.queries.lineage import WRITERS_OF_SOURCES
        from proposals.queries.authors import register_writers

        labels.register(AUDIT_LABELS)
        features.register(feature.MERGING)
        register_writers(WRITERS_OF_SOURCES)
        register_news(NewsKind(key="proposal.merged", label=_("A proposal became part of a joint one")))
        for part in parts.PARTS:
            page_parts.register(part)
