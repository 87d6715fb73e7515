"""Writing a draft step by step, perhaps in two windows at once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from participation.common.refusals import Conflict
from proposals.services.attaching import NO_CHANGE, FilesChange, apply_files, move
from proposals.services.content import Content, SomeWords
from proposals.services.guided import NO_ANSWERS, AnswersChange, apply_answers
from proposals.services.rows import locked, require_one_of_its_authors, require_own_draft
from proposals.steps import ROW_FIELDS, Step

if TYPE_CHECKING:
    from participation.accounts.models import User
    from proposals.models import Proposal

MOVED = "moved"
MARK_LENGTH = 32


@transaction.atomic
def save_step(
    *,
    proposal_id: int,
    author: User,
    step: Step,
    seen: str,
    files: FilesChange = NO_CHANGE,
    answers: AnswersChange = NO_ANSWERS,
    **words: Unpack[SomeWords],
) -> Proposal:
    """Keep what one step says of a draft; the rest of it stays.

    seen: the `mark_of` this step when its form was shown, or "" to write over whatever is there.
    author: one of its authors.
    words: the step's fields, as in `Content`.
    Raises Invalid with the field, NotAllowed for somebody else's draft, and Conflict: with the code "moved" when the same
    step was changed in another window, or by a co-author, since it was seen, "published" or "deleted" when it is a draft no
    more.
    """
    draft = locked(proposal_id)
    require_own_draft(draft, author)
    before = Content.of(draft)
    wanted = replace(before, **words).clean(draft.project_id, complete=False)
    is_moved = bool(seen) and seen != mark_of(draft, step)
    wanted.fill(draft)
    draft.save()
    changed = apply_files(draft, files, uploaded_by=author)
    changed = apply_answers(draft, answers, uploaded_by=author) or changed or wanted != before
    if changed and is_moved:  # whoever says the same has nothing to lose; what was written goes back with the transaction
        raise _moved(draft)
    return draft


@transaction.atomic
def attach(*, proposal_id: int, author: User, seen: str, files: FilesChange) -> tuple[Proposal, str]:
    """Add files to a draft before anything else of the step is looked at, so that they are kept whatever is wrong with that.

    Returns the draft, and the mark that its step has to be seen with now: another window's changes still count.
    Raises as `save_step` does.
    """
    draft = locked(proposal_id)
    require_own_draft(draft, author)
    is_moved = bool(seen) and seen != mark_of(draft, Step.MORE)
    apply_files(draft, files, uploaded_by=author)
    return draft, seen if is_moved or not seen else mark_of(draft, Step.MORE)


@transaction.atomic
def move_file(*, proposal_id: int, by: User, kind: str, file_id: int, up: bool) -> bool:
    """Put a picture or a document one place up or down, in a draft or a public proposal; return whether it moved.

    kind: "picture" or "document". Raises NotAllowed for anyone but its authors.
    """
    proposal = locked(proposal_id)
    require_one_of_its_authors(proposal, by)
    return move(proposal, kind=kind, file_id=file_id, up=up)


def require_seen(draft: Proposal, step: Step, seen: str) -> None:
    """Raise Conflict with the code "moved" unless the locked draft says in this step what its author has seen."""
    if seen and seen != mark_of(draft, step):
        raise _moved(draft)


def _moved(proposal: Proposal) -> Conflict:
    if proposal.coauthor_ids:
        return Conflict(_("This has been changed meanwhile: in another window, or by a co-author."), code=MOVED)
    return Conflict(_("You have changed this draft in another window meanwhile."), code=MOVED)


def mark_of(draft: Proposal, step: Step) -> str:
    """A short text that is another when the draft says something else in this step. Three queries where it has files."""
    says: list[object] = [getattr(draft, name) for name in ROW_FIELDS[step]]
    says += (list(rows) for rows in _hanging_on(draft, step))
    return hashlib.sha256(json.dumps(says, default=str).encode()).hexdigest()[:MARK_LENGTH]


def _hanging_on(draft: Proposal, step: Step) -> Iterable[Iterable[object]]:
    """Answers and files; in which order the files are shown is no words of theirs."""
    if step in (Step.DETAILS, Step.PREVIEW):
        yield draft.answers.order_by("field_id").values_list("field_id", "text", "option_id", "number", "stored__key")
    if step in (Step.MORE, Step.PREVIEW):
        yield draft.images.order_by("pk").values_list("stored__key", "alt_text")
        yield draft.papers.order_by("pk").values_list("stored__key", "title")
