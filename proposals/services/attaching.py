"""The pictures and documents of a proposal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, TypeVar

from django.conf import settings
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participation.common.models import max_length
from participation.common.refusals import Invalid
from participation.common.text import clean_name
from participation.files.documents import CleanDocument
from participation.files.models import AttachmentState
from participation.files.pictures import CleanPicture
from participation.files.services import clean_document_upload, clean_upload, forget_file, store_picture
from proposals.models import Proposal, ProposalDocument, ProposalImage

if TYPE_CHECKING:
    from participation.accounts.models import User

ALT_LENGTH = max_length(ProposalImage, "alt_text")
TITLE_LENGTH = max_length(ProposalDocument, "title")
Row = TypeVar("Row", ProposalImage, ProposalDocument)


@dataclass(frozen=True, kw_only=True)
class FilesChange:
    """What to do with the files of a proposal; what it does not name stays.

    pictures, documents: new ones with their words. alts, titles: other words for those that are there, by their ids;
    picture_ids_gone, document_ids_gone: those that are taken away.
    """

    pictures: tuple[tuple[CleanPicture, str], ...] = ()
    documents: tuple[tuple[CleanDocument, str], ...] = ()
    alts: Mapping[int, str] = field(default_factory=dict)
    titles: Mapping[int, str] = field(default_factory=dict)
    picture_ids_gone: frozenset[int] = frozenset()
    document_ids_gone: frozenset[int] = frozenset()


NO_CHANGE = FilesChange()


def with_picture(change: FilesChange | None, image: IO[bytes] | None, alt: str) -> FilesChange:
    """A change, and one picture more. Decodes it: to be called before any row is locked. Raises Invalid at "image"."""
    change = change or NO_CHANGE
    if image is None:
        return change
    new, refused = read_pictures([image], alt)
    if refused:
        raise refused[0]
    return FilesChange(**{**vars(change), "pictures": (*change.pictures, *new)})


def read_pictures(uploads: Iterable[IO[bytes]], alt: str) -> tuple[tuple[tuple[CleanPicture, str], ...], list[Invalid]]:
    """The pictures that can be taken, the first of them with the words, and why the others cannot."""
    found: list[tuple[CleanPicture, str]] = []
    refused = []
    for upload in uploads:
        try:
            found.append((clean_upload(upload), alt if not found else ""))
        except Invalid as refusal:
            refused.append(_named(upload, refusal, "image"))
    return tuple(found), refused


def read_documents(uploads: Iterable[IO[bytes]], title: str) -> tuple[tuple[tuple[CleanDocument, str], ...], list[Invalid]]:
    """The same for documents; one that nobody has named is called as its file was."""
    found: list[tuple[CleanDocument, str]] = []
    refused = []
    for upload in uploads:
        try:
            found.append((clean_document_upload(upload), (title if not found else "") or _called(upload)))
        except Invalid as refusal:
            refused.append(_named(upload, refusal, "document"))
    return tuple(found), refused


def _called(upload: IO[bytes]) -> str:
    name = str(getattr(upload, "name", "") or "").rsplit("/", 1)[-1]
    return name.removesuffix(".pdf").removesuffix(".PDF")[:TITLE_LENGTH]


def _named(upload: IO[bytes], refusal: Invalid, at: str) -> Invalid:
    name = str(getattr(upload, "name", "") or "").rsplit("/", 1)[-1]
    words = f"{clean_name(name)[:60]}: {refusal.message}" if name else refusal.message
    return Invalid(words, field=at, code=refusal.code)


def apply_files(proposal: Proposal, change: FilesChange, *, uploaded_by: User | None) -> bool:
    """Carry the change out inside the caller's transaction, the proposal's row being locked; return whether anything changed.

    Files that moderators have hidden stay as they are, and count. Raises Invalid when there would be more files than a
    proposal can have.
    """
    if change == NO_CHANGE:
        return False
    all_images, all_papers = list(proposal.images.select_related("stored")), list(proposal.papers.select_related("stored"))
    images, papers = _visible(all_images), _visible(all_papers)
    hidden_images, hidden_papers = len(all_images) - len(images), len(all_papers) - len(papers)
    gone = _take_away(images, change.picture_ids_gone) + _take_away(papers, change.document_ids_gone)
    _require_room(hidden_images + len(images), len(change.pictures), settings.PROPOSAL_PICTURES, "image")
    _require_room(hidden_papers + len(papers), len(change.documents), settings.PROPOSAL_DOCUMENTS, "document")
    described = sum([_say(image, "alt_text", change.alts, ALT_LENGTH, "alt") for image in images])
    described += sum([_say(paper, "title", change.titles, TITLE_LENGTH, "title") for paper in papers])
    for picture, alt in change.pictures:
        stored = store_picture(picture=picture, uploaded_by=uploaded_by)
        words = clean_name(alt, field="image_alt", limit=ALT_LENGTH)
        ProposalImage.objects.create(proposal=proposal, stored=stored, alt_text=words, position=_next(proposal.images))
    for paper, title in change.documents:
        stored = store_picture(picture=paper, uploaded_by=uploaded_by)
        words = clean_name(title, field="document_title", limit=TITLE_LENGTH) or _("Document")
        ProposalDocument.objects.create(proposal=proposal, stored=stored, title=words, position=_next(proposal.papers))
    return bool(gone or described or change.pictures or change.documents)


def _visible(rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if row.state == AttachmentState.VISIBLE]


def _take_away(rows: list[Row], ids: Iterable[int]) -> int:
    """Delete those rows and their files, and leave the others in the list."""
    gone = [row for row in rows if row.pk in ids]
    for row in gone:
        row.delete()
        forget_file(row.stored)
        rows.remove(row)
    return len(gone)


def _require_room(there: int, new: int, most: int, at: str) -> None:
    if new and there + new > most:
        raise Invalid(room_message(there, new, most, at), field=at, code="too_many")


def room_message(there: int, new: int, most: int, at: str) -> str:
    """What somebody is told who chose too many files. at: "image" or "document"."""
    room = max(0, most - there)
    if at == "image":
        chosen = ngettext("You chose %(n)d picture.", "You chose %(n)d pictures.", new) % {"n": new}
        limit = _("A proposal can have %(most)d pictures, so there is room for %(room)d more. None of them was kept.")
    else:
        chosen = ngettext("You chose %(n)d document.", "You chose %(n)d documents.", new) % {"n": new}
        limit = _("A proposal can have %(most)d documents, so there is room for %(room)d more. None of them was kept.")
    return f"{chosen} {limit % {'most': most, 'room': room}}"


def _say(row: ProposalImage | ProposalDocument, column: str, words: Mapping[int, str], limit: int, name: str) -> bool:
    """Write other words for a file; an empty title leaves the old one."""
    if row.pk not in words:
        return False
    said = clean_name(words[row.pk], field=f"{name}_{row.pk}", limit=limit)
    if said == getattr(row, column) or (not said and column == "title"):
        return False
    setattr(row, column, said)
    row.save(update_fields=[column])
    return True


def _next(rows: object) -> int:
    last = rows.aggregate(last=Max("position"))["last"]  # type: ignore[attr-defined]
    return 0 if last is None else last + 1


def move(proposal: Proposal, *, kind: str, file_id: int, up: bool) -> bool:
    """Let a file change places with its neighbour inside the caller's transaction; return whether it had one."""
    rows: list[ProposalImage] | list[ProposalDocument]
    rows = _visible(proposal.images.all()) if kind == "picture" else _visible(proposal.papers.all())
    place = next((number for number, row in enumerate(rows) if row.pk == file_id), None)
    if place is None:
        return False
    other = place - 1 if up else place + 1
    if not 0 <= other < len(rows):
        return False
    mine, theirs = rows[place], rows[other]
    mine.position, theirs.position = theirs.position, mine.position
    mine.save(update_fields=["position"])
    theirs.save(update_fields=["position"])
    return True


def forget_files(proposal: Proposal) -> None:
    """Take all its files away, hidden ones and those that answer a field among them."""
    for row in (*proposal.images.select_related("stored"), *proposal.papers.select_related("stored")):
        row.delete()
        forget_file(row.stored)
    for answer in proposal.answers.filter(stored__isnull=False).select_related("stored"):
        stored = answer.stored
        answer.delete()
        if stored is not None:
            forget_file(stored)
