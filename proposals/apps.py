"""Proposals."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProposalsConfig(AppConfig):
    """Proposals."""

    name = "proposals"
    label = "proposals"
    verbose_name = _("Proposals")

    def ready(self) -> None:
        """Offer proposals to projects, conversations, moderation, live pages and the record."""
        from districts import panels
        from participation.audit import labels
        from participation.comments import anchors
        from participation.live import topics
        from participation.moderation import contents
        from participation.notifications import announcing, followables, searching
        from participation.projects import features
        from proposals import anchor, content_kind, feature, file_kinds, following, page_parts
        from proposals.audit_labels import AUDIT_LABELS
        from proposals.importing.feature import IMPORTS
        from proposals.importing.page_part import SOURCE_PART

        anchors.register(anchor.PROPOSAL_ANCHOR)
        contents.register(content_kind.PROPOSAL_CONTENT)
        for file_kind in file_kinds.FILE_KINDS:
            contents.register(file_kind)
        features.register(feature.PROPOSALS)
        features.register(IMPORTS)
        page_parts.register(SOURCE_PART)
        labels.register(AUDIT_LABELS)
        panels.register_panel(feature.district_panel, key="participation", order=30)
        topics.register("proposal", may_subscribe=anchor.may_listen)
        followables.register(following.PROPOSAL)
        followables.register(following.CATEGORY)
        for kind in following.NEWS_KINDS:
            announcing.register_news(kind)
        searching.register_matcher("proposal.published", following.FINDING_SEARCHES)
