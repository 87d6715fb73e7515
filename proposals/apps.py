"""Proposals."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProposalsConfig(AppConfig):
    """Proposals."""

    name = "proposals"
    label = "proposals"
    verbose_name = _("Proposals")

    def ready(self) -> None:
        """Offer proposals to projects, conversations, moderation and live pages."""
        from participation.comments import anchors
        from participation.live import topics
        from participation.moderation import contents
        from participation.projects import features
        from proposals import anchor, content_kind, feature

        anchors.register(anchor.PROPOSAL_ANCHOR)
        contents.register(content_kind.PROPOSAL_CONTENT)
        features.register(feature.PROPOSALS)
        topics.register("proposal", may_subscribe=anchor.may_listen)
