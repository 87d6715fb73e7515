"""Conversations."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommentsConfig(AppConfig):
    """Conversations."""

    name = "participation.comments"
    label = "comments"
    verbose_name = _("Conversations")

    def ready(self) -> None:
        """Offer conversations to projects, moderation, live pages and the record."""
        from participation.audit import labels
        from participation.comments import anchors, content_kind, feature, following, project_anchor
        from participation.comments.audit_labels import AUDIT_LABELS
        from participation.live import topics
        from participation.moderation import contents
        from participation.notifications import followables
        from participation.notifications.announcing import NewsKind, register_news
        from participation.projects import features

        anchors.register(project_anchor.PROJECT)
        labels.register(AUDIT_LABELS)
        contents.register(content_kind.COMMENT)
        features.register(feature.CONVERSATION)
        register_news(NewsKind(key="comment.posted", label=_("A new comment")))
        register_news(NewsKind(key="comment.mentioned", label=_("Somebody mentions you in a conversation"), by_mail=False))
        topics.register("thread", may_subscribe=project_anchor.may_listen, current_seq=project_anchor.current_seq)
        followables.register(following.THREAD)
        followables.register(following.COMMENT)
