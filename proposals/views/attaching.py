"""Files that come with a step of writing: kept before anything else is looked at, and put in order by two buttons."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from proposals.services import attach, move_file
from proposals.services.attaching import FilesChange, read_documents, read_pictures

if TYPE_CHECKING:
    from django.http import HttpRequest, QueryDict

    from participation.common.refusals import Invalid
    from proposals.forms import StepForm
    from proposals.models import Proposal

MOVE = re.compile(r"(up|down)-(picture|document)-(\d{1,12})")
NEW = ("image", "document")


def brings_files(request: HttpRequest) -> bool:
    """Whether new pictures or documents were sent."""
    return any(request.FILES.getlist(name) for name in NEW)


def take_files(request: HttpRequest, draft: Proposal, form: StepForm, seen: str) -> tuple[QueryDict, list[Invalid]]:
    """Keep the files of a form whose number and sizes are right.

    Returns what was typed, without the words that went with the files and with the new mark, and why some files were not kept.
    Raises the refusals of `attach`.
    """
    words = {name: form.cleaned_data.get(name, "") for name in ("image_alt", "document_title")}
    pictures, refused = read_pictures(_good(form, "image"), words["image_alt"])
    documents, also_refused = read_documents(_good(form, "document"), words["document_title"])
    _draft, mark = attach(
        proposal_id=draft.pk, author=request.user, seen=seen, files=FilesChange(pictures=pictures, documents=documents)
    )
    typed = request.POST.copy()
    typed["seen"] = mark
    if pictures:
        typed["image_alt"] = ""
    if documents:
        typed["document_title"] = ""
    return typed, [*refused, *also_refused]


def _good(form: StepForm, name: str) -> list:
    return [] if name in form.errors else form.cleaned_data.get(name) or []


def wants_to_move(request: HttpRequest) -> bool:
    """Whether one of the buttons was pressed that put a file up or down."""
    return MOVE.fullmatch(request.POST.get("do", "")) is not None


def move_as_asked(request: HttpRequest, proposal: Proposal) -> None:
    """Do what that button says."""
    found = MOVE.fullmatch(request.POST.get("do", ""))
    if found:
        move_file(proposal_id=proposal.pk, by=request.user, kind=found[2], file_id=int(found[3]), up=found[1] == "up")
