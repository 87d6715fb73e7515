"""Naming somebody in a comment: who is meant, and that they are told once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from participation.accounts.models import User
from participation.comments.anchors import find_anchor, kind_of
from participation.comments.models import Comment, Mention, NoMentionMail, Thread
from participation.comments.services.numbering import change, locked
from participation.comments.states import CommentState
from participation.common.models import max_length
from participation.common.queueing import enqueue
from participation.common.trying import attempt, due
from participation.notifications.announcing import announce
from participation.notifications.services import queue_mail

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

MOST = 5  # people in one comment
MOST_WORDS = 5  # of a name
BATCH = 200
DAY = timedelta(days=1)
AT = re.compile(r"(?<![\w@./])@(?=\w)")
QUOTED = re.compile(r"^\s{0,3}>.*$", re.MULTILINE)
ENDS = ".,:;!?)*_\"'”’»"
# Of several people with one name the one who spoke last is meant, under the same comment before elsewhere. Only those who take
# part in the conversation, and the authors of what it is about: so nobody is called by somebody whom they have never met.
MEANT = """
    SELECT DISTINCT ON (lower(person.public_name)) person.id, person.public_name
    FROM accounts_user person
    LEFT JOIN LATERAL (
        SELECT max(said.id) AS latest, bool_or(COALESCE(said.parent_id, said.id) = %(root)s) AS near
        FROM comments_comment said
        WHERE said.author_id = person.id AND said.thread_id = %(thread)s AND said.state = 'visible' AND said.on_behalf_of = ''
    ) there ON TRUE
    WHERE person.is_active AND person.erased_at IS NULL AND person.id <> %(author)s
      AND (person.public_name = ANY(%(names)s) OR lower(person.public_name) = ANY(%(folded)s))
      AND (there.latest IS NOT NULL OR person.id = ANY(%(writers)s))
    ORDER BY lower(person.public_name), there.near DESC NULLS LAST, there.latest DESC NULLS LAST
"""


class Named(NamedTuple):
    """Somebody, and their name as it stands in the text."""

    person_id: int
    name: str


def find_mentions(body: str, *, thread: Thread, anchor: Any, author: User | None, root_id: int | None) -> list[Named]:
    """Who is meant by the @names of a text, in its order, at most five; no query where there is no @."""
    places = list(_places(QUOTED.sub("", body)))
    if not places or author is None:
        return []
    names = sorted({name for names in places for name in names})
    writers = kind_of(thread.anchor).writer_ids
    asked: dict[str, Any] = {
        "root": root_id or 0,
        "thread": thread.pk,
        "author": author.pk,
        "names": names,
        "folded": [name.lower() for name in names],
        "writers": sorted(writers(anchor)) if writers and anchor is not None else [],
    }
    with connection.cursor() as cursor:
        cursor.execute(MEANT, asked)
        known = {name.lower(): person_id for person_id, name in cursor.fetchall()}
    found: dict[int, Named] = {}
    for names_here in places:  # the longest first
        name = next((name for name in names_here if name.lower() in known), None)
        if name is not None and len(found) < MOST:
            found.setdefault(known[name.lower()], Named(known[name.lower()], name))
    return list(found.values())


def keep_mentions(comment: Comment, mentions: Sequence[Named], *, aloud: bool = True) -> None:
    """Keep who is named, and have those told who are named for the first time. Who is no longer named stays known: the words
    that named them are in the history.

    aloud: False for what was said long ago.
    """
    if not mentions:
        return
    known = set(comment.mentions.values_list("person_id", flat=True))
    new = [mention for mention in mentions if mention.person_id not in known]
    told = None if aloud else timezone.now()
    Mention.objects.bulk_create(
        Mention(comment=comment, person_id=mention.person_id, name=mention.name, told_at=told) for mention in new
    )
    if new and aloud:
        announce(
            kind="comment.mentioned",
            subject=("thread", comment.thread_id),
            targets=[("user", mention.person_id) for mention in new],
            actor=comment.author,
            data={"comment": comment.pk},
        )
        enqueue("comments.tell_mentioned", comment.pk)


def tell_mentioned(comment_id: int | None = None) -> int:
    """Write the mails that wait: those of a comment, or all that a lost task has left; returns how many were written.

    One that cannot be written is put off.
    """
    waiting = due(Mention.objects.filter(told_at__isnull=True))
    if comment_id is not None:
        waiting = waiting.filter(comment=comment_id)
    return sum(_tell(mention_id) for mention_id in waiting.order_by("pk").values_list("pk", flat=True)[:BATCH])


def want_mention_mail(*, person: User, wanted: bool) -> None:
    """Whether somebody gets a mail when they are named."""
    if wanted:
        NoMentionMail.objects.filter(person=person).delete()
    else:
        NoMentionMail.objects.get_or_create(person=person)


def forget_mentions(*, person: User) -> int:
    """Let nothing in what others wrote lead to an erased person; returns how many comments did.

    The mark of the name goes, and the row behind it. The words stay as they were typed, there and in the history: erasing an
    account rewrites nobody else's words, whose fingerprints would not fit them any more. A name that was only typed (a sixth one,
    one in a quote, one without an @) was never resolved and never marked: it leads nowhere, and may be somebody else's as well.
    Whom such words hurt can report them.
    """
    NoMentionMail.objects.filter(person=person).delete()
    mentions = list(Mention.objects.filter(person=person).order_by("comment__thread", "pk").select_related("comment"))
    for mention in mentions:
        _forget(mention)
    return len(mentions)


def _places(text: str) -> Iterator[list[str]]:
    """For every @ what could be a name behind it, the longest first."""
    longest = max_length(User, "public_name")
    for match in list(AT.finditer(text))[: 4 * MOST]:
        words = text[match.end() : match.end() + longest + 1].split("\n")[0].split(" ")[:MOST_WORDS]
        starts = [" ".join(words[:count]) for count in range(len(words), 0, -1)]
        yield [name for start in starts for name in dict.fromkeys((start, start.rstrip(ENDS))) if 0 < len(name) <= longest]


@transaction.atomic
def _tell(mention_id: int) -> bool:
    """Decide about one mail, once: another worker passes over a mention that is being decided about."""
    waiting = due(Mention.objects.filter(pk=mention_id, told_at__isnull=True))
    mention = waiting.select_for_update(skip_locked=True).first()
    return mention is not None and attempt(mention, lambda: _decide(mention), otherwise=False)


def _decide(mention: Mention) -> bool:
    # Its row is the person's turn: two mails at once are counted one after the other.
    person = User.objects.select_for_update(no_key=True).get(pk=mention.person_id)
    comment = Comment.objects.select_related("thread__project").get(pk=mention.comment_id)
    mention.told_at = timezone.now()
    mention.mailed = _wants_mail(person) and _may_be_told(comment, person)
    mention.save(update_fields=["told_at", "mailed"])
    if mention.mailed:
        context = {"comment": comment, "most": settings.MENTION_MAILS_PER_DAY}
        queue_mail(recipient=person, template="comment_mentioned", context=context, key=f"mention.{comment.pk}.{person.pk}")
    return mention.mailed


def _wants_mail(person: User) -> bool:
    if not person.is_active or not person.email or NoMentionMail.objects.filter(person=person).exists():
        return False
    today = Mention.objects.filter(person=person, mailed=True, told_at__gt=timezone.now() - DAY).count()
    return today < settings.MENTION_MAILS_PER_DAY


def _may_be_told(comment: Comment, person: User | AnonymousUser) -> bool:
    return comment.state == CommentState.VISIBLE and find_anchor(comment.thread, person) is not None


@transaction.atomic
def _forget(mention: Mention) -> None:
    thread, comment = locked(mention.comment.thread_id, mention.comment_id)
    mention.delete()
    called = mention.name.lower()
    if called in {other.name.lower() for other in comment.mentions.all()}:
        return  # after an edit the same name means somebody else
    kept = [name for name in comment.mentioned if name.lower() != called]
    if kept != comment.mentioned:
        comment.mentioned = kept
        change(thread, comment, "comment.changed")
