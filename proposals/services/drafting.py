"""Writing a draft step by step, perhaps in two windows at once."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import IO, TYPE_CHECKING, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from participation.common.refusals import Conflict
from proposals.services.content import Content, SomeWords
from proposals.services.pictures import PictureChange, apply_picture
from proposals.services.rows import locked, require_own_draft
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
    image: IO[bytes] | None = None,
    image_alt: str | None = None,
    remove_image: bool = False,
    **words: Unpack[SomeWords],
) -> Proposal:
    """Keep what one step says of a draft; the rest of it stays.

    seen: the `mark_of` this step when its form was shown, or "" to write over whatever is there.
    words: the step's fields, as in `Content`.
    Raises Invalid with the field, NotAllowed for somebody else's draft, and Conflict: with the code "moved" when the same
    step was changed in another window since it was seen, "published" or "deleted" when it is a draft no more.
    """
    picture = PictureChange.from_upload(image, image_alt, remove=remove_image)
    draft = locked(proposal_id)
    require_own_draft(draft, author)
    before = Content.of(draft)
    wanted = replace(before, **words).clean(draft.project_id, complete=False)
    if wanted != before or step == Step.MORE:  # whoever says the same has nothing to lose
        require_seen(draft, step, seen)
    wanted.fill(draft)
    draft.save()
    apply_picture(draft, picture, uploaded_by=author)
    return draft


def require_seen(draft: Proposal, step: Step, seen: str) -> None:
    """Raise Conflict with the code "moved" unless the locked draft says in this step what its author has seen."""
    if seen and seen != mark_of(draft, step):
        raise Conflict(_("You have changed this draft in another window meanwhile."), code=MOVED)


def mark_of(draft: Proposal, step: Step) -> str:
    """A short text that is another when the draft says something else in this step. One query where it has a picture."""
    says: list[object] = [getattr(draft, name) for name in ROW_FIELDS[step]]
    if step in (Step.MORE, Step.PREVIEW):
        says += draft.images.values_list("stored__key", "alt_text")
    return hashlib.sha256(json.dumps(says, default=str).encode()).hexdigest()[:MARK_LENGTH]
