"""Conversations made ready for templates: one look at the database per question, none per comment."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, ngettext

from participation.comments import rules
from participation.comments.anchors import find_anchor, kind_of
from participation.comments.forms import CommentForm
from participation.comments.queries import Asked, ThreadPage, own_votes, stance_counts, thread_page
from participation.comments.shown import People, Scene, ShownComment
from participation.comments.staff_forms import FreezeForm, SlowForm
from participation.comments.states import Order, Slow, Stance, ThreadState
from participation.projects.hindrances import closed
from participation.projects.queries import with_phases
from participation.projects.states import Action

if TYPE_CHECKING:
    from django.http import HttpRequest

    from participation.comments.models import Comment, Thread
    from participation.projects.models import Project

STANCE_MARKS = {Stance.FOR: "f", Stance.NEUTRAL: "n", Stance.AGAINST: "a"}
# Sorting two comments tells nobody anything.
SORTED_FROM = 3


def thread_context(
    request: HttpRequest,
    *,
    thread: Thread,
    project: Project,
    anchor: Any = None,
    asked: Asked | None = None,
    page: ThreadPage | None = None,
    form: CommentForm | None = None,
    reply_form: CommentForm | None = None,
) -> dict[str, Any]:
    """What `comments/_thread.html` needs: the page of comments that was asked for, forms, counts, live attributes.

    page: the comments, where another page than one of the conversation is shown.
    At most seven queries, five while the comments do not change, one less for who is not signed in; one more when `anchor` is
    left out and its authors' comments can be told.
    """
    thread.project = project  # with its district, which else every rule would ask for
    asked = asked or Asked()
    page = page or thread_page(thread, asked)
    shown = scene(request, thread=thread, project=project, comments=page.comments, anchor=anchor)
    rows = stance_rows(thread) if project.asks_stance else []
    context = {
        "thread": thread,
        "project": project,
        "comments": [ShownComment(root, shown) for root in page.roots],
        "conversation_open": shown.is_open,
        "hindrance": None if Action.COMMENT in project.open_actions else closed(project, Action.COMMENT),
        "asks_stance": project.asks_stance,
        "stance_rows": rows,
        "stance_sentence": stance_sentence(rows),
        "comment_form": form or CommentForm(asks_stance=project.asks_stance, name=writer_name(request)),
        "reply_form": reply_form,
        "reply_to": reply_form.answers if reply_form else None,
        "blank_reply_form": CommentForm(parent=0, name=writer_name(request)),
        "login_url": f"{reverse('account_login')}?{urlencode({'next': _way_back(request, thread)})}",
        "back": request.get_full_path() if request.method == "GET" else reverse("comments:thread", args=[thread.pk]),
        "slow": Slow(thread.slow_seconds).label if thread.slow_seconds else "",
        "staff_box": partial(_staff_box, request, thread),  # asked for by those alone who may enter the admin
        **_paging(thread, page, asked),
    }
    # The template reads `conversation.…`, whether a page puts this dictionary beside its own things or under that name.
    return {**context, "conversation": context}


def writer_name(request: HttpRequest) -> str:
    """The name under which the reader's own comments would appear; empty when signed out."""
    return request.user.display_name if request.user.is_authenticated else ""


def scene(request: HttpRequest, *, thread: Thread, project: Project, comments: Sequence[Comment], anchor: Any = None) -> Scene:
    """Who reads these comments, and what is known about their authors."""
    if not hasattr(project, "open_actions"):
        with_phases([project])
    return Scene(
        thread=thread,
        project=project,
        user=request.user,
        people=People.of(comments, project=project, writers=_anchor_writers(request, thread, anchor)),
        is_open=rules.conversation_is_open(thread, project.open_actions),
        asks_stance=project.asks_stance,
        language=get_language() or settings.LANGUAGE_CODE,
        own_votes=own_votes(request.user, [comment.pk for comment in comments]),
    )


def stance_rows(thread: Thread) -> list[dict[str, Any]]:
    """How first-level comments stand, for `comments/_stances.html`; empty when nobody took a side."""
    counts = stance_counts(thread)
    if not any(counts.values()):
        return []
    return [{"label": Stance(key).label, "value": counts[key], "kind": STANCE_MARKS[Stance(key)]} for key in STANCE_MARKS]


def stance_sentence(rows: Sequence[dict[str, Any]]) -> str:
    """The same in one sentence."""
    if not rows:
        return ""
    values = {row["kind"]: row["value"] for row in rows}
    total = sum(values.values())
    return ngettext(
        "Of %(total)d comment that says so, %(for)d is for, %(against)d against and %(unsure)d unsure or asking.",
        "Of %(total)d comments that say so, %(for)d are for, %(against)d against and %(unsure)d unsure or asking.",
        total,
    ) % {"total": total, "for": values["f"], "against": values["a"], "unsure": values["n"]}


def _staff_box(request: HttpRequest, thread: Thread) -> dict[str, Any] | None:
    """What moderators and coordinators can do with the whole conversation; None for everybody else."""
    may_freeze, may_slow = rules.may_freeze(request.user, thread), rules.may_slow(request.user, thread)
    if not (may_freeze or may_slow):
        return None
    return {
        "may_freeze": may_freeze,
        "is_frozen": thread.state == ThreadState.FROZEN,
        "freeze_form": FreezeForm(),
        "slow_form": SlowForm(initial={"seconds": thread.slow_seconds}) if may_slow else None,
    }


def _paging(thread: Thread, page: ThreadPage, asked: Asked) -> dict[str, Any]:
    url = reverse("comments:thread", args=[thread.pk])
    sort = {} if asked.order == Order.OLDEST else {"sort": asked.order.value}

    def link(**place: str) -> str:
        query = urlencode({**sort, **place})
        return f"{url}{'?' if query else ''}{query}#conversation"

    newest = f"{url}?page=last#conversation" if asked.order == Order.OLDEST else f"{url}?sort=newest#conversation"
    is_first, is_last = asked.is_first or not page.earlier, not page.later
    return {
        "thread_url": url,
        "comments_url": reverse("comments:thread_comments", args=[thread.pk]),
        "votes_url": reverse("comments:votes", args=[thread.pk]),
        "next_url": link(after=page.later) if page.later else "",
        "earlier_url": link(before=page.earlier) if page.earlier else "",
        "first_url": "" if is_first else link(),
        "last_url": newest,
        "is_last_page": is_last,
        # Where a new first-level comment belongs on this page, if it does.
        "newcomers": {Order.OLDEST: "end" if is_last else "", Order.NEWEST: "start" if is_first else ""}.get(asked.order, ""),
        "orders": _orders(thread, url, asked.order),
    }


def _orders(thread: Thread, url: str, chosen: Order) -> list[dict[str, Any]]:
    """The orders to choose from; none where there is little to sort."""
    if thread.visible_count < SORTED_FROM:
        return []
    offered = [order for order in Order if order != Order.BRIDGING or thread.has_sides]
    return [
        {
            "label": order.label,
            "url": f"{url}{'' if order == Order.OLDEST else f'?sort={order.value}'}#conversation",
            "chosen": order == chosen,
        }
        for order in offered
    ]


def _anchor_writers(request: HttpRequest, thread: Thread, anchor: Any) -> frozenset[int]:
    kind = kind_of(thread.anchor)
    if kind.writer_ids is None:
        return frozenset()
    anchor = anchor if anchor is not None else find_anchor(thread, request.user)
    return kind.writer_ids(anchor) if anchor is not None else frozenset()


def _way_back(request: HttpRequest, thread: Thread) -> str:
    """Where to come back to after signing in: this page's form, or, from a fragment, the whole conversation."""
    if request.method == "GET" and not request.headers.get("HX-Request"):
        return f"{request.get_full_path()}#say"
    return reverse("comments:thread", args=[thread.pk])
