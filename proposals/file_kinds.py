"""Pictures and documents of proposals as content that can be reported and decided about, each by itself."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from participation.common.text import excerpt
from participation.files.models import AttachmentState
from participation.moderation.contents import ContentKind, Description, ShownFile
from proposals.addresses import address
from proposals.models import FieldAnswer, Proposal, ProposalDocument, ProposalImage
from proposals.services.hiding import FileRow, apply_to_file
from proposals.states import ProposalState

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet
    from django.utils.functional import Promise

    from participation.accounts.models import User


def file_called(row: FileRow) -> str:
    """The words that its authors gave a file; of an answer, what was asked."""
    if isinstance(row, ProposalImage):
        return row.alt_text
    return row.title if isinstance(row, ProposalDocument) else str(row.field)


def _find(model: type[FileRow], row_id: int, user: User | AnonymousUser) -> FileRow | None:
    """The file while readers get it and this person can see its proposal."""
    row = _rows(model).filter(pk=row_id, state=AttachmentState.VISIBLE).first()
    seen = row is not None and Proposal.objects.visible_to(user).filter(pk=row.proposal_id).exists()
    return row if seen else None


def _load(model: type[FileRow], row_id: int) -> FileRow | None:
    """The file whatever its state, unless it belongs to a draft, which nobody but its authors has seen."""
    return _rows(model).filter(pk=row_id).exclude(proposal__state=ProposalState.DRAFT).first()


def _describe(key: str, row: FileRow) -> Description:
    """What moderators and mails need to know of it. Its author is who put it there, else who wrote the proposal."""
    proposal, stored = row.proposal, row.stored
    assert stored is not None  # `_rows` finds nothing else
    called = file_called(row)
    return Description(
        project_id=proposal.project_id,
        district_id=proposal.district_id,
        author=stored.uploaded_by or proposal.author,
        label=" – ".join(filter(None, [excerpt(called), proposal.title])),
        address=address(proposal),
        text="\n\n".join(filter(None, [called, proposal.title])),
        language=proposal.language,
        state=AttachmentState(row.state).label,
        file=ShownFile(
            is_picture=stored.content_type.startswith("image/"),
            address=reverse("proposals:file", args=[proposal.project.slug, proposal.pk, stored.key]),
            staff_address=reverse("proposals_reported_file", args=[key, row.pk]),
        ),
    )


def _rows(model: type[FileRow]) -> QuerySet[Any]:
    rows = model.objects.filter(stored__isnull=False).defer("proposal__search")
    return rows.select_related("stored__uploaded_by", "proposal__project", "proposal__author")


def _kind(key: str, label: str | Promise, model: type[FileRow]) -> ContentKind:
    return ContentKind(
        key=key,
        label=label,
        model=model._meta.label_lower,
        find=partial(_find, model),
        load=partial(_load, model),
        describe=partial(_describe, key),
        apply=partial(apply_to_file, model),
        is_file=True,
    )


FILE_KINDS = (
    _kind("picture", _("Picture of a proposal"), ProposalImage),
    _kind("document", _("Document of a proposal"), ProposalDocument),
    _kind("answer", _("File in the details of a proposal"), FieldAnswer),
)
