"""What the city promises in its answers, how it keeps it, and what residents say. All of it is history."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from districts.models import Unit
from participation.accounts.models import User
from participation.common.origin import Origin
from participation.demo.content.promises import PLEDGES
from participation.demo.pictures import add_picture
from participation.demo.shapes import Pledge, Told
from participation.demo.steps.context import Context
from participation.demo.steps.ideas import MadeIdea
from proposals.commitments import services
from proposals.commitments.models import Commitment, NotePicture, ProgressNote, Round
from proposals.commitments.services import Promise, Step
from proposals.models import OfficialResponse, Proposal
from proposals.services import respond_officially

OFFICE_HOURS = timedelta(hours=10)


def make_promises(context: Context, ideas: dict[str, list[MadeIdea]], units: dict[str, Unit]) -> int:
    """Make those whose proposals there are; returns how many."""
    made = 0
    for pledge in PLEDGES:
        found = next((one for one in ideas.get(pledge.project, []) if one.idea.title == pledge.idea), None)
        response = _response(context, pledge, found.proposal, units) if found else None
        if response is not None:
            _keep(context, pledge, _make(context, pledge, response, units[pledge.unit]))
            made += 1
    return made


def _by(context: Context, pledge: Pledge) -> User:
    return context.cast["carla" if context.made[pledge.project].plan.district == "301" else "aino"]


def _response(context: Context, pledge: Pledge, proposal: Proposal, units: dict[str, Unit]) -> OfficialResponse | None:
    """The newest answer there is; else the pledge's own. None where the city has said nothing yet."""
    response = proposal.responses.first()
    if response is not None or pledge.answer is None:
        return response
    answer = pledge.answer
    response = respond_officially(
        proposal_id=proposal.pk,
        unit_id=units[answer.unit].pk,
        author=_by(context, pledge),
        status=answer.status,
        text=answer.text["fi"],
        translations={language: text for language, text in answer.text.items() if language != "fi"},
    )
    OfficialResponse.objects.filter(pk=response.pk).update(created_at=context.day(-6) + OFFICE_HOURS)
    response.refresh_from_db()
    return response


def _make(context: Context, pledge: Pledge, response: OfficialResponse, unit: Unit) -> Commitment:
    told = Promise(title=pledge.title, text=pledge.text, unit_id=unit.pk, due_on=_date(context, pledge.due))
    at = min(response.created_at, context.day(pledge.due) - timedelta(days=30))
    return services.make_commitment(response_id=response.pk, promise=told, by=_by(context, pledge), origin=Origin.SEED, at=at)


def _keep(context: Context, pledge: Pledge, commitment: Commitment) -> None:
    """What has happened since, in the order in which it did."""
    by, pk = _by(context, pledge), commitment.pk
    if pledge.steps:
        services.set_milestones(commitment_id=pk, steps=[_step(context, *step) for step in pledge.steps], by=by)
    if pledge.moved:
        day, due, reason = pledge.moved
        services.move_due_date(
            commitment_id=pk, due_on=_date(context, due), reason=reason, by=by, origin=Origin.SEED, at=_at(context, day)
        )
    for told in pledge.notes:
        note = services.note_progress(
            commitment_id=pk, text=told.text, percent=pledge.percent, by=by, origin=Origin.SEED, at=_at(context, told.day)
        )
        _show(told, note, by)
    if pledge.given_up:
        day, reasons = pledge.given_up
        services.give_up(commitment_id=pk, reasons=reasons, by=by, origin=Origin.SEED, at=_at(context, day))
    if pledge.done:
        _finish(context, pledge, pledge.done, commitment, by)
    if not (pledge.notes or pledge.moved or pledge.given_up or pledge.done):
        Commitment.objects.filter(pk=pk).update(changed_at=commitment.created_at)  # its steps were told with it


def _step(context: Context, title: dict[str, str], due: int, reached: int | None) -> Step:
    return Step(title=title, due_on=_date(context, due), reached_on=None if reached is None else _date(context, reached))


def _finish(context: Context, pledge: Pledge, done: Told, commitment: Commitment, by: User) -> None:
    at = _at(context, done.day)
    asked = services.mark_done(
        commitment_id=commitment.pk, done_on=_date(context, done.day), text=done.text, by=by, origin=Origin.SEED, at=at
    )
    _show(done, commitment.notes.get(kind="done"), by)
    if pledge.answers is None:
        return
    _answer(pledge, asked, at + timedelta(days=2))
    services.settle(round_id=asked.pk, at=asked.closes_at + timedelta(minutes=10))


def _answer(pledge: Pledge, asked: Round, at: datetime) -> None:
    """As many as there are supporters of, first those who say no, so that a small city disputes the same promise."""
    yes, no = pledge.answers or (0, 0)
    supports = asked.commitment.proposal.supports.order_by("pk").select_related("resident")[: yes + no]
    for number, support in enumerate(supports):
        language, words = pledge.words[number] if number < min(no, len(pledge.words)) else (support.resident.language, "")
        services.answer_question(
            round_id=asked.pk,
            resident=support.resident,
            is_done=number >= no,
            words=words,
            language=language,
            origin=Origin.SEED,
            at=at + timedelta(hours=number),
        )


def _show(told: Told, note: ProgressNote, by: User) -> None:
    if told.picture:
        NotePicture.objects.create(note=note, image=add_picture(told.picture, uploaded_by=by))


def _date(context: Context, day: int) -> date:
    return context.day(day).date()


def _at(context: Context, day: int) -> datetime:
    return context.day(day) + OFFICE_HOURS
