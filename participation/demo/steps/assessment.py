"""What the city's experts look at: some of it is found out, some is under way, one is late and two wait for somebody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from districts.models import District, Unit
from districts.services import assign_role
from districts.states import Role
from participation.accounts.models import User
from participation.accounts.services import open_account
from participation.demo.content.assessment import ASSESSMENTS, ASSESSOR
from participation.demo.steps.context import Context
from participation.demo.steps.ideas import MadeIdea
from proposals.assessment.models import Assessment
from proposals.assessment.services import Work, add_note, assign, conclude, move, save_work, start_assessment
from proposals.assessment.states import AssessmentState

BEGAN_DAYS_AGO = 12


def make_assessments(
    context: Context, ideas: dict[str, list[MadeIdea]], districts: dict[str, District], units: dict[str, Unit]
) -> int:
    """Assess before the city answers; returns how many there are. Once ideas are collected no more, all are concluded."""
    assessor = _assessor(context, districts)
    number = 0
    for told in ASSESSMENTS:
        made = next((one for one in ideas.get(told["project"], []) if one.idea.title == told["idea"]), None)
        if made is not None:
            _assess(context, made, told, assessor, units)
            number += 1
    return number


def _assessor(context: Context, districts: dict[str, District]) -> User:
    """Somebody who assesses in Kallio and Alppila; the password is the one of the cast."""
    name, public_name, language = ASSESSOR
    user = open_account(email=f"{name}@example.org", public_name=public_name, language=language, confirmed=True)
    joined = context.cast["carla"].date_joined
    User.objects.filter(pk=user.pk).update(password=context.cast["carla"].password, date_joined=joined)
    for code in ("301", "302"):
        assign_role(user=user, district=districts[code], role=Role.ASSESSOR, given_by=context.cast["aino"])
    return user


def _assess(context: Context, made: MadeIdea, told: dict[str, Any], assessor: User, units: dict[str, Unit]) -> None:
    by = context.cast["aino"]
    state = told["state"] if context.sizes.stage == "collecting" else AssessmentState.CONCLUDED
    row = start_assessment(proposal_id=made.proposal.pk, by=by, unit_id=units[told["unit"]].pk)
    if state != AssessmentState.NEW:
        assign(assessment_id=row.pk, assessor_id=assessor.pk, by=by)
    for note in told["notes"]:
        add_note(assessment_id=row.pk, author=assessor, text=note)
    work = _work(row, told, units)
    if state in (AssessmentState.IN_PROGRESS, AssessmentState.WAITING):
        save_work(assessment_id=row.pk, by=assessor, seen="", work=work)
    if state == AssessmentState.WAITING:
        move(assessment_id=row.pk, state=state, by=assessor)
    if state == AssessmentState.CONCLUDED:
        conclude(assessment_id=row.pk, by=assessor, seen="", work=work)
    _date(context, made, row.pk, told, state)


def _work(row: Assessment, told: dict[str, Any], units: dict[str, Unit]) -> Work:
    criteria = list(row.proposal.project.criteria.order_by("position"))
    low, high = told["cost"] or (None, None)
    yearly_low, yearly_high = told["yearly"] or (None, None)
    return Work(
        feasibility=told["feasibility"],
        reasons=told["reasons"],
        cost_low=low,
        cost_high=high,
        yearly_low=yearly_low,
        yearly_high=yearly_high,
        unit_id=units[told["unit"]].pk,
        scores={criterion.pk: value for criterion, value in zip(criteria, told["scores"], strict=True)},
    )


def _date(context: Context, made: MadeIdea, pk: int, told: dict[str, Any], state: str) -> None:
    """The verbs act today; the story says when it was, and that one promise was missed."""
    over = told["project"] == "alppipuiston-leikkipaikka" or state != told["state"]
    began = made.at + timedelta(days=40) if over else max(made.at + timedelta(days=1), context.day(-BEGAN_DAYS_AGO))
    since = min(began + timedelta(days=5), context.today)
    began = min(began, since)
    rows = Assessment.objects.filter(pk=pk)
    rows.update(started_at=began, state_since=since)
    if state == AssessmentState.CONCLUDED:
        rows.update(concluded_at=since)
    elif told["due"] is not None:
        rows.update(due_on=context.day(told["due"]).date())
