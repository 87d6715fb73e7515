"""Conversations made ready for templates: one look at the database per question, none per comment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from participation.comments import rules
from participation.comments.anchors import find_anchor, kind_of
from participation.comments.forms import CommentForm
from participation.comments.queries import ThreadPage, stance_counts, thread_page, verified_and_staff
from participation.comments.rendering import FORM, around_form, rendered, with_answers
from participation.comments.states import CommentState, Stance
from participation.common.text import render_plain_text
from participation.projects.hindrances import closed
from participation.projects.queries import with_phases
from participation.projects.states import Action

if TYPE_CHECKING:
    from django.http import HttpRequest

    from participation.comments.models import Comment, Thread
    from participation.projects.models import Project

STANCE_MARKS = {Stance.FOR: "f", Stance.NEUTRAL: "n", Stance.AGAINST: "a"}


@dataclass(frozen=True, kw_only=True)
class People:
    """What is known about the authors of a set of comments."""

    verified: frozenset[int]
    staff: frozenset[int]
    author_id: int | None

    @classmethod
    def of(cls, comments: Sequence[Comment], *, project: Project, author_id: int | None) -> People:
        """One query, however many comments."""
        ids = {comment.author_id for comment in comments if comment.author_id}
        if not ids:
            return cls(verified=frozenset(), staff=frozenset(), author_id=author_id)
        verified, staff = verified_and_staff(ids, project)
        return cls(verified=verified, staff=staff, author_id=author_id)


class ShownComment:
    """One comment as one reader sees it. The words of a comment that is gone are not reachable from here."""

    def __init__(self, comment: Comment, scene: Scene) -> None:
        self._comment = comment
        self._scene = scene
        self.pk = comment.pk
        self.parent_id = comment.parent_id
        self.created_at = comment.created_at
        self.edited_at = comment.edited_at
        self.changed_seq = comment.changed_seq
        self.is_gone = comment.state in CommentState.GONE
        self.is_deleted = comment.state == CommentState.DELETED
        self.is_held = comment.state == CommentState.HELD
        self.replies = [ShownComment(reply, scene) for reply in getattr(comment, "shown_replies", ())]

    @property
    def html(self) -> SafeString:
        """The comment with its answers."""
        return SafeString(self._whole().replace(FORM, "", 1))

    @property
    def around_form(self) -> tuple[SafeString, SafeString]:
        """The comment in two parts; between them the form for an answer is put."""
        return around_form(self._whole())

    @property
    def fingerprint(self) -> tuple[Any, ...]:
        """Everything that `comments/_comment.html` shows."""
        comment, scene = self._comment, self._scene
        return (
            comment.pk,
            comment.changed_seq,
            comment.state,
            comment.body,
            comment.edited_at,
            comment.decision_id,
            self.name,
            scene.language,
            scene.asks_stance,
            scene.thread.pk,
            self.is_staff,
            self.is_verified,
            self.is_by_anchor_author,
            self.is_own,
            self.can_edit,
            self.can_delete,
            self.can_answer,
        )

    def _whole(self) -> str:
        own = rendered.get(self.fingerprint, lambda: get_template("comments/_comment.html").render({"comment": self}))
        return with_answers(own, [reply.html for reply in self.replies])

    @property
    def body(self) -> SafeString:
        return SafeString("") if self.is_gone else render_plain_text(self._comment.body)

    @property
    def name(self) -> str:
        comment = self._comment
        return comment.on_behalf_of or (comment.author.display_name if comment.author else _("Name not known"))

    @property
    def language(self) -> str:
        """The language of the body where it is not the page's."""
        return "" if self._comment.language == self._scene.language else self._comment.language

    @property
    def stance(self) -> str:
        shown = self._scene.asks_stance and self._comment.stance and not self.is_gone
        return str(Stance(self._comment.stance).label) if shown else ""

    @property
    def is_staff(self) -> bool:
        return self._comment.author_id in self._scene.people.staff

    @property
    def is_verified(self) -> bool:
        return self._comment.author_id in self._scene.people.verified

    @property
    def is_by_anchor_author(self) -> bool:
        return self._comment.author_id is not None and self._comment.author_id == self._scene.people.author_id

    @property
    def is_own(self) -> bool:
        return rules.is_author(self._scene.user, self._comment)

    @property
    def hidden_at(self) -> Any:
        return self._comment.decision.decided_at if self._comment.decision else None

    @property
    def ground(self) -> str:
        decision = self._comment.decision
        return str(decision.get_ground_display()) if decision and decision.ground else ""

    @property
    def can_edit(self) -> bool:
        return self._scene.is_open and rules.may_edit(self._scene.user, self._comment)

    @property
    def can_delete(self) -> bool:
        return rules.may_delete(self._scene.user, self._comment)

    @property
    def can_answer(self) -> bool:
        return self._scene.is_open and self.parent_id is None

    @property
    def urls(self) -> dict[str, str]:
        """Where its actions lead."""
        return self._scene.urls_of(self._comment)


@dataclass
class Scene:
    """Who reads which conversation: what all comments on a page have in common."""

    thread: Thread
    project: Project
    user: Any
    people: People
    is_open: bool
    asks_stance: bool
    language: str

    @cached_property
    def _patterns(self) -> dict[str, str]:
        """Addresses with a 0 for the id: turning ninety of them round one by one costs more than the page's queries."""
        patterns = {
            "here": reverse("comments:comment", args=[0]),
            "edit": reverse("comments:edit", args=[0]),
            "delete": reverse("comments:delete", args=[0]),
            "report": reverse("moderation:report", args=["comment", 0]),
        }
        return {name: pattern.replace("/0/", "/{}/") for name, pattern in patterns.items()}

    @cached_property
    def _thread_url(self) -> str:
        return reverse("comments:thread", args=[self.thread.pk])

    def urls_of(self, comment: Comment) -> dict[str, str]:
        """The addresses of a comment's actions."""
        urls = {name: pattern.format(comment.pk) for name, pattern in self._patterns.items()}
        urls["reply"] = f"{self._thread_url}?reply={comment.pk}#reply-{comment.pk}"
        return urls


def thread_context(
    request: HttpRequest,
    *,
    thread: Thread,
    project: Project,
    anchor: Any = None,
    after: int | None = None,
    form: CommentForm | None = None,
    reply_form: CommentForm | None = None,
) -> dict[str, Any]:
    """What `comments/_thread.html` needs: the page of comments behind `after`, forms, counts, live attributes.

    At most six queries, four while the comments do not change; one more when `anchor` is left out and its author's
    comments can be told.
    """
    page = thread_page(thread, after=after)
    shown = scene(request, thread=thread, project=project, comments=page.comments, anchor=anchor)
    context = {
        "thread": thread,
        "project": project,
        "comments": [ShownComment(root, shown) for root in page.roots],
        "conversation_open": shown.is_open,
        "hindrance": None if Action.COMMENT in project.open_actions else closed(project, Action.COMMENT),
        "asks_stance": project.asks_stance,
        "stance_rows": stance_rows(thread) if project.asks_stance else [],
        "comment_form": form or CommentForm(asks_stance=project.asks_stance, name=writer_name(request)),
        "reply_form": reply_form,
        "reply_to": reply_form.answers if reply_form else None,
        "blank_reply_form": CommentForm(parent=0, name=writer_name(request)),
        "login_url": f"{reverse('account_login')}?{urlencode({'next': _way_back(request, thread)})}",
        **_paging(thread, page, after),
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
        people=People.of(comments, project=project, author_id=_anchor_author(request, thread, anchor)),
        is_open=rules.conversation_is_open(thread, project.open_actions),
        asks_stance=project.asks_stance,
        language=get_language() or settings.LANGUAGE_CODE,
    )


def stance_rows(thread: Thread) -> list[dict[str, Any]]:
    """How first-level comments stand, for `components/_stance.html`; empty when nobody took a side."""
    counts = stance_counts(thread)
    if not any(counts.values()):
        return []
    return [{"label": Stance(key).label, "value": counts[key], "kind": STANCE_MARKS[Stance(key)]} for key in STANCE_MARKS]


def _paging(thread: Thread, page: ThreadPage, after: int | None) -> dict[str, Any]:
    url = reverse("comments:thread", args=[thread.pk])
    return {
        "thread_url": url,
        "comments_url": reverse("comments:thread_comments", args=[thread.pk]),
        "next_url": f"{url}?after={page.next_after}#conversation" if page.next_after else "",
        "first_url": f"{url}#conversation" if after else "",
        "last_url": f"{url}?page=last#conversation",
        "is_last_page": page.next_after is None,
    }


def _anchor_author(request: HttpRequest, thread: Thread, anchor: Any) -> int | None:
    kind = kind_of(thread.anchor)
    if kind.author_id is None:
        return None
    anchor = anchor if anchor is not None else find_anchor(thread, request.user)
    return kind.author_id(anchor) if anchor is not None else None


def _way_back(request: HttpRequest, thread: Thread) -> str:
    """Where to come back to after signing in: this page's form, or, from a fragment, the whole conversation."""
    if request.method == "GET" and not request.headers.get("HX-Request"):
        return f"{request.get_full_path()}#say"
    return reverse("comments:thread", args=[thread.pk])
