"""Commitments."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommitmentsConfig(AppConfig):
    """Commitments."""

    name = "proposals.commitments"
    label = "commitments"
    verbose_name = _("Commitments")

    def ready(self) -> None:
        """Offer promises to proposals, projects, districts, followers and the record."""
        from districts import panels
        from participation.audit import labels
        from participation.notifications.announcing import register_news
        from participation.projects import features
        from proposals import answer_parts, page_parts
        from proposals.commitments import feature, pages
        from proposals.commitments.answering import PROMISES_IN_ANSWER
        from proposals.commitments.audit_labels import AUDIT_LABELS
        from proposals.commitments.news import NEWS

        features.register(feature.COMMITMENTS)
        labels.register(AUDIT_LABELS)
        panels.register_panel(pages.district_panel, key="promises", order=20)
        page_parts.register(pages.PROMISES)
        page_parts.register(pages.QUESTIONS)
        answer_parts.register(PROMISES_IN_ANSWER)
        for kind in NEWS:
            register_news(kind)
