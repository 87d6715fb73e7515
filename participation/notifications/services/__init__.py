"""The only writers of mail, of what people follow and of what they are told."""

from participation.notifications.services.digesting import plan_digests, write_digests
from participation.notifications.services.following import change_follow, follow, unfollow
from participation.notifications.services.mailing import (
    forget_mail,
    mark_failed,
    mark_sent,
    queue_mail,
    queue_mails,
    render_mail,
)
from participation.notifications.services.pruning import forget_person, prune
from participation.notifications.services.reading import mark_all_read, mark_read
from participation.notifications.services.retrying import try_again
from participation.notifications.services.searches import change_search, end_search, save_search
from participation.notifications.services.spreading import spread_next
from participation.notifications.services.telling import mail_at_once
from participation.notifications.services.wishes import choose_rhythm, resume_mail, stop_mail

__all__ = [
    "change_follow",
    "change_search",
    "choose_rhythm",
    "end_search",
    "follow",
    "forget_mail",
    "forget_person",
    "mail_at_once",
    "mark_all_read",
    "mark_failed",
    "mark_read",
    "mark_sent",
    "plan_digests",
    "prune",
    "queue_mail",
    "queue_mails",
    "render_mail",
    "resume_mail",
    "save_search",
    "spread_next",
    "stop_mail",
    "try_again",
    "unfollow",
    "write_digests",
]
