"""What rooms above add to the form with which the city answers a proposal: what it promises in the same act.

Such a room registers a part in its `AppConfig.ready()`; proposals never import it. An answer and what its parts make stand or
fall together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from proposals.services import respond_officially

if TYPE_CHECKING:
    from django.http import QueryDict

    from participation.accounts.models import User
    from proposals.models import OfficialResponse, Proposal


@dataclass(frozen=True, kw_only=True)
class AnswerPart:
    """One room's part of the form.

    form: (what was sent or None, the proposal) -> a form or a formset, whose fields begin with the part's key.
    template: shows it as `form`; in the admin.
    save: (the answer that was given, the valid form, who answers); puts a refusal of a service at its field and raises it on.
    """

    key: str
    order: int = 100
    template: str
    form: Callable[[QueryDict | None, Proposal], Any]
    save: Callable[[OfficialResponse, Any, User], None]


@dataclass(frozen=True)
class FilledPart:
    """A part with its form, as the template shows it."""

    part: AnswerPart
    form: Any


_parts: dict[str, AnswerPart] = {}


def register(part: AnswerPart) -> None:
    """Add a part; raises ValueError on a second of that key."""
    if part.key in _parts:
        raise ValueError(f"Answer part {part.key!r} is registered already.")
    _parts[part.key] = part


def filled_parts(data: QueryDict | None, proposal: Proposal) -> list[FilledPart]:
    """Every part in its order, with what was sent."""
    ordered = sorted(_parts.values(), key=lambda part: (part.order, part.key))
    return [FilledPart(part, part.form(data, proposal)) for part in ordered]


@transaction.atomic
def answer_with_parts(*, parts: list[FilledPart], author: User, **answer: Any) -> OfficialResponse:
    """Answer and do what the parts say, all or nothing. Raises whatever Refusal a service answers with."""
    response = respond_officially(author=author, **answer)
    for filled in parts:
        filled.part.save(response, filled.form, author)
    return response
