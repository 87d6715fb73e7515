"""Reading conversations: page by page, and what changed since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.db import connection
from django.db.models import Count, Q, QuerySet

from districts.queries import paths_around
from participation.comments.anchors import find_anchor
from participation.comments.models import Comment, Thread
from participation.comments.querysets import CommentQuerySet
from participation.comments.states import Stance
from participation.common.kept import Kept

if TYPE_CHECKING:
    from typing import Any

    from django.contrib.auth.models import AnonymousUser

    from participation.accounts.models import User
    from participation.projects.models import Project


@dataclass
class ThreadPage:
    """First-level comments in order, each with `.shown_replies`. `next_after` is the cursor of the next page, if any."""

    roots: list[Comment] = field(default_factory=list)
    next_after: int | None = None

    @property
    def comments(self) -> list[Comment]:
        """Every comment of the page."""
        return [comment for root in self.roots for comment in (root, *root.shown_replies)]


def readable_thread(thread_id: int, user: User | AnonymousUser) -> tuple[Thread, Any] | None:
    """The thread with its project and its anchor; None when there is none that this person may read."""
    thread = Thread.objects.select_related("project__lead_district").filter(pk=thread_id).first()
    anchor = find_anchor(thread, user) if thread else None
    return (thread, anchor) if thread and anchor is not None else None


def readable_comment(comment_id: int, user: User | AnonymousUser) -> tuple[Comment, Any] | None:
    """A comment in whatever state, with its thread and anchor; None when this person may not read the thread."""
    comment = _shown().select_related("thread__project__lead_district").filter(pk=comment_id).first()
    anchor = find_anchor(comment.thread, user) if comment else None
    return (comment, anchor) if comment and anchor is not None else None


# One text that is another after every change of the first page's comments, their authors or the decisions on them.
FIRST_PAGE = """
    WITH root AS (
        SELECT id FROM comments_comment WHERE thread_id = %s AND parent_id IS NULL ORDER BY created_at, id LIMIT %s
    )
    SELECT md5(string_agg(
        concat_ws(' ', comment.id, comment.xmin, comment.ctid, author.xmin, author.ctid, decision.xmin, decision.ctid),
        ',' ORDER BY comment.id
    ))
    FROM (
        SELECT id FROM root
        UNION ALL SELECT answer.id FROM comments_comment answer JOIN root ON answer.parent_id = root.id
    ) shown
    JOIN comments_comment comment ON comment.id = shown.id
    LEFT JOIN accounts_user author ON author.id = comment.author_id
    LEFT JOIN moderation_decision decision ON decision.id = comment.decision_id
"""
_first_pages: Kept[ThreadPage] = Kept(100)


def thread_page(thread: Thread, *, after: int | None = None, size: int | None = None) -> ThreadPage:
    """One page of first-level comments, oldest first, with all their replies. Not to be changed: the next reader gets it too.

    One query for the first page while nothing in it changes, else three; three for a later one.
    after: the id of the last first-level comment of the page before.
    """
    size = size or settings.THREADS_PER_PAGE
    if after is not None:
        return _read_page(thread, _later_than(thread, after), size)
    with connection.cursor() as cursor:
        cursor.execute(FIRST_PAGE, [thread.pk, size + 1])
        (version,) = cursor.fetchone()
    if version is None:
        return ThreadPage()
    return _first_pages.get((thread.pk, size), version, lambda: _read_page(thread, Q(), size))


def _read_page(thread: Thread, where: Q, size: int) -> ThreadPage:
    found = list(_shown().filter(where, thread_id=thread.pk, parent__isnull=True).order_by("created_at", "id")[: size + 1])
    page = ThreadPage(found[:size], found[size - 1].pk if len(found) > size else None)
    _attach_replies(page.roots)
    return page


def page_start(root: Comment) -> int | None:
    """The `after` cursor of the page on which a first-level comment stands; None for the first page."""
    before = Comment.objects.filter(thread_id=root.thread_id, parent__isnull=True).filter(
        Q(created_at__lt=root.created_at) | Q(created_at=root.created_at, pk__lt=root.pk)
    )
    full_pages = before.count() // settings.THREADS_PER_PAGE
    if not full_pages:
        return None
    return before.order_by("created_at", "id").values_list("pk", flat=True)[full_pages * settings.THREADS_PER_PAGE - 1]


def last_root(thread: Thread) -> Comment | None:
    """The newest first-level comment."""
    return Comment.objects.filter(thread=thread, parent__isnull=True).order_by("created_at", "id").last()


def changed_comments(thread: Thread, *, after: int, limit: int) -> list[Comment]:
    """What changed since `after`, in reading order, first-level comments first; at most `limit` + 1 of them."""
    changed = list(_shown().filter(thread=thread).changed_after(after)[: limit + 1])
    return sorted(changed, key=lambda comment: (comment.parent_id is not None, comment.created_at, comment.pk))


def stance_counts(thread: Thread) -> dict[str, int]:
    """How many visible first-level comments take each side."""
    counted = (
        Comment.objects.readable()
        .filter(thread=thread, parent__isnull=True)
        .exclude(stance="")
        .values_list("stance")
        .annotate(Count("pk"))
        .order_by()
    )
    return dict.fromkeys(Stance.values, 0) | dict(counted)


# Asked for ninety comments at once on every page of a conversation; clock_timestamp(), because a role may be as new as this.
KNOWN = """
    SELECT person,
        EXISTS (SELECT FROM accounts_verification fact
            WHERE fact.user_id = person AND fact.revoked_at IS NULL AND upper(fact.municipality) = upper(%s)
            AND (fact.expires_at IS NULL OR fact.expires_at > clock_timestamp())),
        EXISTS (SELECT FROM districts_districtrole role JOIN districts_district district ON district.id = role.district_id
            WHERE role.user_id = person AND role.starts_at <= clock_timestamp()
            AND (role.ends_at IS NULL OR role.ends_at > clock_timestamp())
            AND (role.project_id IS NULL OR role.project_id = %s) AND district.path = ANY(%s))
    FROM unnest(%s::bigint[]) AS person
"""


def verified_and_staff(user_ids: Iterable[int], project: Project) -> tuple[frozenset[int], frozenset[int]]:
    """Which of these people are vouched for as residents of the city, and which work for the project's district. One query."""
    paths = paths_around(project.lead_district)
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, [settings.CITY_NAME, project.pk, paths, sorted(user_ids)])
        rows = cursor.fetchall()
    return frozenset(row[0] for row in rows if row[1]), frozenset(row[0] for row in rows if row[2])


def comments_by(user: User) -> QuerySet[Comment]:
    """A person's own comments, newest first, whatever their state."""
    return Comment.objects.filter(author=user).select_related("thread__project").order_by("-created_at", "-id")


def _shown() -> CommentQuerySet:
    """Comments with what readers see of their author and of a decision, and nothing more: these are the hot rows."""
    unseen = (
        "author__password",
        "author__email",
        "author__language",
        "author__last_login",
        "author__date_joined",
        "decision__explanation",
        "decision__automatic",
        "decision__case",
        "decision__decided_by",
        "decision__action",
    )
    return cast(CommentQuerySet, Comment.objects.select_related("author", "decision").defer(*unseen))


def _attach_replies(roots: list[Comment]) -> None:
    by_root: dict[int, list[Comment]] = {root.pk: [] for root in roots}
    if roots:
        for reply in _shown().filter(parent__in=list(by_root)).order_by("created_at", "id"):
            by_root[cast(int, reply.parent_id)].append(reply)
    for root in roots:
        root.shown_replies = by_root[root.pk]


def _later_than(thread: Thread, root_id: int) -> Q:
    """First-level comments behind the given one; all of them when it is not of this thread."""
    moment = Comment.objects.filter(thread=thread, pk=root_id).values_list("created_at", flat=True).first()
    if moment is None:
        return Q()
    return Q(created_at__gt=moment) | Q(created_at=moment, pk__gt=root_id)
