"""The one picture of a proposal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from participation.common.refusals import Invalid
from participation.files.pictures import CleanPicture
from participation.files.services import clean_upload, forget_file, store_picture
from proposals.models import Proposal, ProposalImage

if TYPE_CHECKING:
    from participation.accounts.models import User


@dataclass(frozen=True)
class PictureChange:
    """What to do with the picture: put a new one, take it away, or only describe it anew (None leaves its words)."""

    picture: CleanPicture | None = None
    alt: str | None = None
    remove: bool = False

    @classmethod
    def from_upload(cls, upload: IO[bytes] | None, alt: str | None, *, remove: bool = False) -> PictureChange:
        """Decode the upload before any row is locked. Raises Invalid with the field "image"."""
        words = None if alt is None else alt.strip()[:200]
        if upload is None:
            return cls(alt=words, remove=remove)
        try:
            return cls(picture=clean_upload(upload), alt=words)
        except Invalid as refusal:
            raise Invalid(refusal.message, field="image", code=refusal.code) from refusal


def apply_picture(proposal: Proposal, change: PictureChange, *, uploaded_by: User | None) -> bool:
    """Carry the change out inside the caller's transaction; return whether anything changed."""
    image = proposal.images.select_related("stored").first() if proposal.pk else None
    if change.picture is not None:
        _put(proposal, image, change, uploaded_by)
        return True
    if image is not None and change.remove:
        image.delete()
        forget_file(image.stored)
        return True
    if image is not None and change.alt is not None and change.alt != image.alt_text:
        image.alt_text = change.alt
        image.save(update_fields=["alt_text"])
        return True
    return False


def _put(proposal: Proposal, image: ProposalImage | None, change: PictureChange, uploaded_by: User | None) -> None:
    assert change.picture is not None
    stored = store_picture(picture=change.picture, uploaded_by=uploaded_by)
    if image is None:
        ProposalImage.objects.create(proposal=proposal, stored=stored, alt_text=change.alt or "")
        return
    replaced = image.stored
    image.stored, image.alt_text = stored, change.alt or ""
    image.save()
    forget_file(replaced)
