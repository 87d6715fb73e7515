"""What hangs on proposals beside their words, and who writes them together."""

from __future__ import annotations

import io
from contextlib import suppress
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import Image, ImageDraw

from participation.common.refusals import PhaseClosed
from participation.demo.content.writing import ADDED, ANSWERS, COSTS, DOCUMENTS, FIELDS, PICTURES
from participation.demo.pictures import DRAWINGS, HEIGHT, PAPER, WIDTH
from participation.demo.steps.context import Context
from participation.demo.steps.ideas import MadeIdea
from proposals.models import FormField, Proposal
from proposals.services import (
    AnswersChange,
    FilesChange,
    answer_invitation,
    edit_proposal,
    invite_coauthor,
    save_draft,
    save_field,
)
from proposals.services.attaching import apply_files, read_documents, read_pictures
from proposals.services.content import Content
from proposals.services.guided import Given, apply_answers
from proposals.services.rows import locked
from proposals.states import FieldKind, ProposalState

OPEN, BUDGET = "kallio-kaikille", "helsinkilaisten-budjetti"


def make_writing(context: Context, ideas: dict[str, list[MadeIdea]]) -> None:
    """Fields and answers, pictures and a document, co-authors, and an invitation that waits for Anna."""
    written = {made.idea.title: made.proposal for made in ideas.get(OPEN, ()) if not made.idea.withdrawn}
    if OPEN in context.made:
        asked = [save_field(project_id=context.made[OPEN].project.pk, by=None, **spec) for spec in FIELDS]
        for title, (number, helper) in ANSWERS.items():
            if title in written:
                chosen = list(asked[0].options.all())[number].pk
                _fill(written[title], {asked[0].pk: chosen, asked[1].pk: helper}, _files(title))
    _estimate_costs(ideas.get(BUDGET, ()))
    _write_together(context, written)


def _fill(proposal: Proposal, answers: dict[int, Given], files: FilesChange) -> None:
    with transaction.atomic():
        row = locked(proposal.pk)
        apply_files(row, files, uploaded_by=row.author)
        apply_answers(row, AnswersChange(answers), uploaded_by=row.author)


def _files(title: str) -> FilesChange:
    """What is drawn for it; everything is cleaned as if a resident had sent it."""
    pictures = [read_pictures([_drawn(key, "PNG")], alt)[0][0] for key, alt in PICTURES.get(title, ())]
    documents = [read_documents([_drawn(key, "PDF")], name)[0][0] for key, name in DOCUMENTS.get(title, ())]
    return FilesChange(pictures=tuple(pictures), documents=tuple(documents))


def _drawn(key: str, kind: str) -> SimpleUploadedFile:
    canvas = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    DRAWINGS[key](ImageDraw.Draw(canvas))
    content = io.BytesIO()
    canvas.save(content, kind)
    return SimpleUploadedFile(f"{key}.{kind.lower()}", content.getvalue())


def _estimate_costs(ideas: list[MadeIdea] | tuple[()]) -> None:
    for number, made in enumerate(made for made in ideas if made.topic is None):
        asked = FormField.objects.filter(project=made.proposal.project_id, kind=FieldKind.COST).first()
        cost = COSTS[number % len(COSTS)]
        if asked and cost and made.proposal.state == ProposalState.PUBLISHED:
            _fill(made.proposal, {asked.pk: Decimal(cost)}, FilesChange())


def _write_together(context: Context, written: dict[str, Proposal]) -> None:
    anna, ben = context.cast["anna"], context.cast["ben"]
    ours = next((row for row in reversed(list(written.values())) if row.author_id == anna.pk), None)
    if ours is not None:
        asked = invite_coauthor(proposal_id=ours.pk, by=anna, whom=ben.email or "")
        answer_invitation(invitation_id=asked.pk, by=ben, accept=True)
        said = Content.of(Proposal.objects.get(pk=ours.pk))
        with suppress(PhaseClosed):  # later in the story nothing is collected any more
            edit_proposal(proposal_id=ours.pk, editor=ben, **{**vars(said), "body": said.body + ADDED})
    if OPEN in context.made:
        draft = save_draft(
            project_id=context.made[OPEN].project.pk,
            author=ben,
            title="Yhteinen grillipaikka Tokoinrantaan",
            body="Sellainen, jonka varaa viikoksi kerrallaan.",
            language="fi",
        )
        invite_coauthor(proposal_id=draft.pk, by=ben, whom=anna.email or "")
        invite_coauthor(proposal_id=draft.pk, by=ben, whom="naapuri@example.org")
