"""What one version of a proposal says, as facts for readers and as the plain text whose fingerprint is kept.

The text of a version never changes, so neither does the way it is put together: `plain_text` is a promise to everybody who has
written a fingerprint down.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, TypedDict

from django.conf import settings
from django.utils.translation import override

from participation.common.languages import words_of
from proposals.states import Authorship

if TYPE_CHECKING:
    from django.db.models import Model

    from proposals.models import FieldAnswer, Proposal


class Fact(TypedDict):
    """One thing beside title and text.

    key: which one, the same in every version, such as "place" or "field 7". label: of a project's own field, in the city's
    main language as it was then. says: the words. digest: of a picture or a document, SHA-256 of the file.
    """

    key: str
    label: str
    says: str
    digest: str


def facts_of(proposal: Proposal) -> list[Fact]:
    """What a saved proposal says beside title and text, nothing left empty. Four queries."""
    found = [*_place(proposal), *_theme(proposal), *_authorship(proposal), *_answers(proposal)]
    for image in proposal.images.select_related("stored"):
        found.append(_fact(f"picture {image.pk}", image.alt_text, digest=image.stored.digest))
    for paper in proposal.papers.select_related("stored"):
        found.append(_fact(f"document {paper.pk}", paper.title, digest=paper.stored.digest))
    return found


def _fact(key: str, says: str, *, label: str = "", digest: str = "") -> Fact:
    return {"key": key, "label": label, "says": " ".join(says.split()), "digest": digest}


def _place(proposal: Proposal) -> Iterable[Fact]:
    if proposal.place:
        yield _fact("place", proposal.place)
    if proposal.latitude is not None and proposal.longitude is not None:
        yield _fact("point", f"{proposal.latitude:.5f}, {proposal.longitude:.5f}")
    if proposal.district.level != "city":
        yield _fact("district", _named(proposal.district, "name"))


def _theme(proposal: Proposal) -> Iterable[Fact]:
    if proposal.category:
        yield _fact("theme", _named(proposal.category, "name"))


def _authorship(proposal: Proposal) -> Iterable[Fact]:
    if proposal.authorship == Authorship.GROUP:
        yield _fact("group", proposal.on_behalf_of)
    elif proposal.authorship == Authorship.SCHOOL_CLASS:
        yield _fact("class", f"{proposal.school_class}, {proposal.on_behalf_of}")


def _answers(proposal: Proposal) -> Iterable[Fact]:
    for answer in proposal.answers.select_related("field", "option", "stored").order_by("field__position", "field_id"):
        digest = answer.stored.digest if answer.stored else ""
        yield _fact(f"field {answer.field_id}", _answered(answer), label=_named(answer.field, "label"), digest=digest)


def _answered(answer: FieldAnswer) -> str:
    if answer.option is not None:
        return _named(answer.option, "label")
    if answer.number is not None:
        return f"{answer.number:f}"
    return answer.text


def _named(row: Model, field: str) -> str:
    """In the city's main language, whoever is writing."""
    with override(settings.LANGUAGE_CODE):
        words = words_of(row, field)
    return words.get(settings.LANGUAGE_CODE) or next(iter(words.values()), "")


def without(facts: Sequence[Fact], hidden: Collection[str], words: str) -> list[Fact]:
    """The facts with these words in place of what hidden files are called; `hidden` holds their keys."""
    return [{**fact, "says": words, "digest": ""} if fact["key"] in hidden else fact for fact in facts]


def plain_text(title: str, body: str, facts: Sequence[Fact] = ()) -> str:
    """Title, an empty line, the text; and, where there are any, an empty line and the facts, one a line."""
    lines = [f"{fact['label'] or fact['key']}: {fact['says']}{_sealed(fact['digest'])}" for fact in facts]
    return f"{title}\n\n{body}" + ("\n\n" + "\n".join(lines) if lines else "")


def _sealed(digest: str) -> str:
    return f" (SHA-256 {digest})" if digest else ""


def digest(title: str, body: str, facts: Sequence[Fact] = ()) -> str:
    """The fingerprint of a version: SHA-256 of its plain text in UTF-8, hexadecimal."""
    return hashlib.sha256(plain_text(title, body, facts).encode()).hexdigest()
