"""Voting places: two that are open, paper that was handed out, a bundle in the box and one in which two readings differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from districts.services import assign_role
from districts.states import Role
from participation.accounts.models import User
from participation.accounts.services import open_account
from participation.demo.content.polling import CLERKS, PLACES, VISITORS
from proposals.voting.models import Pot, Round, VotingPlace
from proposals.voting.readings import Reading
from proposals.voting.services.bundles import close_bundle
from proposals.voting.services.desk import issue_paper, replace_sheet
from proposals.voting.services.papers import enter_sheet, open_bundle
from proposals.voting.services.places import save_place
from proposals.voting.showing import Shown
from proposals.voting.states import BallotKind, RollSource, RoundState

if TYPE_CHECKING:
    from participation.demo.steps.context import Context


def make_polling(context: Context) -> None:
    """For a vote that is open and lets people vote at desks; elsewhere nothing happens."""
    rounds = Round.objects.filter(state=RoundState.OPEN, sources__contains=[RollSource.DESK])
    for voting_round in rounds.select_related("project__lead_district"):
        fill_places(voting_round, context.cast["aino"], [_clerk(context, voting_round, *told) for told in CLERKS])


def fill_places(voting_round: Round, by: User, clerks: list[User]) -> None:
    """Places of a round, with their paper."""
    pots = list(Pot.objects.filter(round=voting_round, district__parent__isnull=False).select_related("district"))
    for number, names, address, sheets in PLACES:
        if number < len(pots):
            pot = pots[number]
            place = save_place(round_id=voting_round.pk, by=by, names=names, address=address, district_id=pot.district_id)
            _hand_out(place, clerks[0], VISITORS if number == 0 else len(sheets))
            _enter(place, pot, sheets, clerks, differs=number > 0)


def _hand_out(place: VotingPlace, by: User, visitors: int) -> None:
    for visitor in range(visitors):
        shown = Shown(identifier=f"DEMO-{place.pk}-{visitor}", age=30 + visitor, district=place.district)
        issue_paper(place_id=place.pk, shown=shown, by=by)
    if visitors == VISITORS:
        replace_sheet(place_id=place.pk, by=by)


def _enter(place: VotingPlace, pot: Pot, sheets: tuple[int, ...], clerks: list[User], *, differs: bool) -> None:
    today = timezone.localdate()
    bundle = open_bundle(place_id=place.pk, number=1, day=today, sheets=len(sheets), by=clerks[0])
    for serial, marked in enumerate(sheets, 1):
        for by in clerks:
            seen = Reading(is_blank=True) if differs and serial == 1 and by == clerks[1] else _reading(pot, marked)
            enter_sheet(bundle_id=bundle.pk, serial=serial, reading=seen, by=by)
    if not differs:
        close_bundle(bundle_id=bundle.pk, by=clerks[0])


def _reading(pot: Pot, marked: int) -> Reading:
    items = tuple(pot.items.order_by("pk").values_list("pk", flat=True)[: min(marked, pot.round.most_choices)])
    if not items:
        return Reading(is_blank=True)
    points = (1,) * len(items) if pot.round.kind == BallotKind.CUMULATIVE else ()
    return Reading({pot.pk: (items, points)})


def _clerk(context: Context, voting_round: Round, name: str, public_name: str, language: str) -> User:
    """Somebody who serves for the project; the password is the one of the cast."""
    email = f"{name}@example.org"
    user = User.objects.filter(email=email).first()
    if user is None:
        user = open_account(email=email, public_name=public_name, language=language, confirmed=True)
        joined = context.cast["carla"].date_joined
        User.objects.filter(pk=user.pk).update(password=context.cast["carla"].password, date_joined=joined)
    district = voting_round.project.lead_district
    assign_role(user=user, district=district, role=Role.CLERK, given_by=context.cast["aino"], project=voting_round.project)
    return user
