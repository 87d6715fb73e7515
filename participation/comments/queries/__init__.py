"""Reading conversations: page by page in several orders, and what changed since."""

from participation.comments.queries.numbers import own_votes, stance_counts, votes_on
from participation.comments.queries.orders import cursor_of, order_of
from participation.comments.queries.pages import (
    Asked,
    ThreadPage,
    answers_page,
    is_folded,
    is_on_first_page,
    last_root,
    thread_page,
)
from participation.comments.queries.people import verified_and_staff
from participation.comments.queries.single import (
    changed_comments,
    comments_by,
    mail_choice,
    readable_comment,
    readable_thread,
    shown,
    versions_of,
    wants_mention_mail,
)

__all__ = [
    "Asked",
    "ThreadPage",
    "answers_page",
    "changed_comments",
    "comments_by",
    "cursor_of",
    "is_folded",
    "is_on_first_page",
    "last_root",
    "mail_choice",
    "order_of",
    "own_votes",
    "readable_comment",
    "readable_thread",
    "shown",
    "stance_counts",
    "thread_page",
    "verified_and_staff",
    "versions_of",
    "votes_on",
    "wants_mention_mail",
]
