"""Single comments as one reader sees them: their HTML, and what it depends on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.template.loader import get_template
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from participation.comments import rules
from participation.comments.queries import verified_and_staff
from participation.comments.rendering import FORM, around_form, rendered, with_answers
from participation.comments.states import CommentState, Stance
from participation.common.markup import render_markup

if TYPE_CHECKING:
    from participation.comments.models import Comment, Folded, Thread
    from participation.projects.models import Project


@dataclass(frozen=True, kw_only=True)
class People:
    """What is known about the authors of a set of comments."""

    verified: frozenset[int]
    staff: frozenset[int]
    writers: frozenset[int]

    @classmethod
    def of(cls, comments: Sequence[Comment], *, project: Project, writers: frozenset[int]) -> People:
        """One query, however many comments."""
        ids = {comment.author_id for comment in comments if comment.author_id}
        if not ids:
            return cls(verified=frozenset(), staff=frozenset(), writers=writers)
        verified, staff = verified_and_staff(ids, project)
        return cls(verified=verified, staff=staff, writers=writers)


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
        self.reply_count = comment.reply_count
        self.agree_count, self.disagree_count = comment.agree_count, comment.disagree_count
        self.replies = [ShownComment(reply, scene) for reply in getattr(comment, "shown_replies", ())]
        self.folded: Folded | None = getattr(comment, "folded", None)

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
            comment.agree_count,
            comment.disagree_count,
            self.is_bridge,
            self.own_vote,
            self.votes_by,
            scene.can_quote,
        )

    def _whole(self) -> str:
        own = rendered.get(self.fingerprint, lambda: get_template("comments/_comment.html").render({"comment": self}))
        answers = [reply.html for reply in self.replies]
        if self.folded is not None:
            place = next(n for n, reply in enumerate(self.replies) if reply.pk == self.folded.before)
            answers.insert(place, more_answers(self._scene, self.pk, self.folded))
        return with_answers(own, answers)

    @property
    def body(self) -> SafeString:
        return SafeString("") if self.is_gone else render_markup(self._comment.body, tuple(self._comment.mentioned))

    @property
    def posted_seq(self) -> int:
        """The thread's number when it was said: greater than that of a page that was loaded before."""
        return self._comment.posted_seq

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
        return self._comment.author_id in self._scene.people.writers

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
    def can_quote(self) -> bool:
        return self._scene.can_quote and not self.is_gone

    @property
    def has_history(self) -> bool:
        return self.edited_at is not None

    @property
    def is_bridge(self) -> bool:
        """Whether both sides of the conversation agree with it."""
        return self._scene.thread.has_sides and self._comment.bridge > 0

    @property
    def own_vote(self) -> int:
        """What the reader said of it: 1, -1, or 0."""
        return self._scene.own_votes.get(self.pk, 0)

    @property
    def votes_by(self) -> str:
        """How the reader says it: by the "form", after signing in by a "link", or not at all."""
        if not self._scene.is_open or self.is_gone or self.is_own:
            return ""
        return "form" if rules.may_react(self._scene.user, self._comment) else "link"

    @property
    def votes_form(self) -> str:
        return f"votes-{self._scene.thread.pk}"

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
    own_votes: Mapping[int, int] = field(default_factory=dict)

    @property
    def can_quote(self) -> bool:
        """Whether the reader may write."""
        return self.is_open and self.user.is_authenticated

    @cached_property
    def _patterns(self) -> dict[str, str]:
        """Addresses with a 0 for the id: turning ninety of them round one by one costs more than the page's queries."""
        patterns = {
            "here": reverse("comments:comment", args=[0]),
            "edit": reverse("comments:edit", args=[0]),
            "delete": reverse("comments:delete", args=[0]),
            "history": reverse("comments:history", args=[0]),
            "react": reverse("comments:react", args=[0]),
            "report": reverse("moderation:report", args=["comment", 0]),
        }
        return {name: pattern.replace("/0/", "/{}/") for name, pattern in patterns.items()}

    @cached_property
    def _thread_url(self) -> str:
        return reverse("comments:thread", args=[self.thread.pk])

    @cached_property
    def _login_url(self) -> str:
        return reverse("account_login")

    def urls_of(self, comment: Comment) -> dict[str, str]:
        """The addresses of a comment's actions."""
        urls = {name: pattern.format(comment.pk) for name, pattern in self._patterns.items()}
        root = comment.parent_id or comment.pk
        urls["reply"] = f"{self._thread_url}?reply={comment.pk}#reply-{comment.pk}"
        urls["quote"] = f"{self._thread_url}?reply={root}&quote={comment.pk}#reply-{root}"
        urls["sign_in"] = f"{self._login_url}?next={urls['here']}"
        return urls


def more_answers(scene: Scene, root_id: int, folded: Folded) -> SafeString:
    """What stands in the place of folded answers: a link that brings them."""
    url = f"{reverse('comments:answers', args=[root_id])}?after={folded.after}&before={folded.before}"
    key = ("more answers", scene.language, url, folded.number)
    context = {"url": url, "number": folded.number, "root": root_id}
    return SafeString(rendered.get(key, lambda: get_template("comments/_more_answers.html").render(context)))
