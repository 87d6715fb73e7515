"""A conversation page by page: first-level comments in one of the orders, each with the answers that are not folded away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

from django.conf import settings
from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from participation.comments.models import Comment, Folded, Thread
from participation.comments.queries.orders import Place, beyond, cursor_of, fields, read_cursor, sql_order
from participation.comments.queries.single import shown
from participation.comments.states import CommentState, Order
from participation.common.kept import Kept

# More than so many answers are folded: the first and the last of them are shown.
FOLD_ABOVE, FIRST_ANSWERS, LAST_ANSWERS = 8, 3, 2
# However many answers there are, no more than these rows are read.
ANSWERS = """
    (SELECT id FROM comments_comment WHERE parent_id = root.id ORDER BY created_at, id LIMIT %s)
    UNION (SELECT id FROM comments_comment WHERE parent_id = root.id ORDER BY created_at DESC, id DESC LIMIT %s)
"""
ANSWERS_READ = (FOLD_ABOVE + 1, LAST_ANSWERS)
# One text that is another after every change of the first page's comments, their authors or the decisions on them.
FIRST_PAGE = """
    WITH root AS (
        SELECT id FROM comments_comment WHERE thread_id = %s AND parent_id IS NULL ORDER BY {order} LIMIT %s
    )
    SELECT md5(string_agg(
        concat_ws(' ', comment.id, comment.xmin, comment.ctid, author.xmin, author.ctid, decision.xmin, decision.ctid),
        ',' ORDER BY comment.id
    ))
    FROM (SELECT id FROM root UNION ALL SELECT answer.id FROM root, LATERAL ({answers}) answer) shown
    JOIN comments_comment comment ON comment.id = shown.id
    LEFT JOIN accounts_user author ON author.id = comment.author_id
    LEFT JOIN moderation_decision decision ON decision.id = comment.decision_id
"""
_first_pages: Kept[ThreadPage] = Kept(100)


@dataclass
class ThreadPage:
    """First-level comments in order, each with `.shown_replies` and `.folded`. earlier, later: cursors, where there is more."""

    roots: list[Comment] = field(default_factory=list)
    earlier: str = ""
    later: str = ""

    @property
    def comments(self) -> list[Comment]:
        """Every comment of the page."""
        return [comment for root in self.roots for comment in (root, *root.shown_replies)]


@dataclass(frozen=True)
class Asked:
    """Which page somebody asks for. after, before: cursors; at, until: first-level comments that it begins or ends with."""

    order: Order = Order.OLDEST
    after: str = ""
    before: str = ""
    at: int | None = None
    until: int | None = None

    @property
    def is_first(self) -> bool:
        """Whether no place is named."""
        return not (self.after or self.before or self.at or self.until)


def thread_page(thread: Thread, asked: Asked | None = None, *, size: int | None = None) -> ThreadPage:
    """One page of a conversation. Not to be changed: the next reader gets it too.

    One query for a first page while nothing in it changes, else three; three for any other. A place that is not in this
    conversation is the first page.
    """
    asked, size = asked or Asked(), size or settings.THREADS_PER_PAGE
    if not asked.is_first and (page := _page_at(thread, asked, size)) is not None:
        return page
    with connection.cursor() as cursor:
        sql = FIRST_PAGE.format(order=sql_order(asked.order), answers=ANSWERS)
        cursor.execute(sql, [thread.pk, size + 1, *ANSWERS_READ])
        (version,) = cursor.fetchone()
    if version is None:
        return ThreadPage()
    key = (thread.pk, asked.order, size)
    return _first_pages.get(key, version, lambda: _forwards(thread, asked.order, Q(), size))


def is_on_first_page(root: Comment) -> bool:
    """Whether a first-level comment stands on the page that its anchor shows."""
    first = Comment.objects.filter(thread=root.thread_id, parent__isnull=True).order_by(*fields(Order.OLDEST))
    return root.pk in first.values_list("pk", flat=True)[: settings.THREADS_PER_PAGE]


def is_folded(reply: Comment) -> bool:
    """Whether an answer is one of those that are folded away."""
    root = Comment(pk=reply.parent_id)
    _attach_replies([root])
    return all(shown.pk != reply.pk for shown in root.shown_replies)


def last_root(thread: Thread) -> Comment | None:
    """The newest first-level comment."""
    return Comment.objects.filter(thread=thread, parent__isnull=True).order_by("created_at", "id").last()


def answers_page(root: Comment, *, at: int | None = None, after: int | None = None, before: int | None = None) -> list[Comment]:
    """Answers to a first-level comment from one of them on, or behind one, up to another; a page and one more."""
    found = shown().filter(parent=root)
    if begin := at or after:
        found = found.filter(beyond(Place(begin), Order.OLDEST, itself=bool(at)))
    if before:
        found = found.filter(beyond(Place(before), Order.OLDEST, backwards=True))
    return list(found.order_by("created_at", "id")[: settings.ANSWERS_PER_PAGE + 1])


def _page_at(thread: Thread, asked: Asked, size: int) -> ThreadPage | None:
    backwards, itself = bool(asked.before or asked.until), bool(asked.at or asked.until)
    place = _place(asked)
    if place is None:
        return None
    where = beyond(place, asked.order, backwards=backwards, itself=itself)
    if not backwards:
        page = _forwards(thread, asked.order, where, size)
        if not page.roots:
            return None
        page.earlier = cursor_of(page.roots[0], asked.order)
        return page
    before = _backwards(thread, asked.order, where, size)
    if before is not None and (asked.before or not _ends_with_last(thread, place, asked.order)):
        before.later = cursor_of(before.roots[-1], asked.order)
    return before


def _forwards(thread: Thread, order: Order, where: Q | RawSQL, size: int) -> ThreadPage:
    found = list(_roots(thread, where).order_by(*fields(order))[: size + 1])
    page = ThreadPage(found[:size], later=cursor_of(found[size - 1], order) if len(found) > size else "")
    _attach_replies(page.roots)
    return page


def _backwards(thread: Thread, order: Order, where: Q | RawSQL, size: int) -> ThreadPage | None:
    """The page before a place; None when that is the first one, which is shown from its beginning."""
    found = list(_roots(thread, where).order_by(*fields(order, backwards=True))[: size + 1])
    if len(found) <= size:
        return None
    roots = found[:size][::-1]
    _attach_replies(roots)
    return ThreadPage(roots, earlier=cursor_of(roots[0], order))


def _ends_with_last(thread: Thread, place: Place, order: Order) -> bool:
    return not _roots(thread, beyond(place, order)).exists()


def _roots(thread: Thread, where: Q | RawSQL) -> QuerySet[Comment]:
    return shown().filter(where, thread_id=thread.pk, parent__isnull=True)


def _place(asked: Asked) -> Place | None:
    root_id = asked.at or asked.until
    return Place(root_id) if root_id else read_cursor(asked.after or asked.before)


def _attach_replies(roots: Sequence[Comment]) -> None:
    by_root: dict[int, list[Comment]] = {root.pk: [] for root in roots}
    if roots:
        sql = f"SELECT answer.id FROM unnest(%s::bigint[]) AS root(id), LATERAL ({ANSWERS}) answer"  # noqa: S608 - fixed words
        read = RawSQL(sql, [list(by_root), *ANSWERS_READ])  # noqa: S611 - ids are parameters
        for reply in shown().filter(pk__in=read).order_by("created_at", "id"):
            by_root[cast(int, reply.parent_id)].append(reply)
    for root in roots:
        root.shown_replies, root.folded = _fold(root, by_root[root.pk])


def _fold(root: Comment, read: list[Comment]) -> tuple[list[Comment], Folded | None]:
    if len(read) <= FOLD_ABOVE:
        return read, None
    kept = [*read[:FIRST_ANSWERS], *read[-LAST_ANSWERS:]]
    number = root.reply_count - sum(reply.state == CommentState.VISIBLE for reply in kept)
    return kept, Folded(after=kept[FIRST_ANSWERS - 1].pk, before=kept[FIRST_ANSWERS].pk, number=number)
