"""Two votes with voting places for the pages about them: one that is open, and one whose days for objections are over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from districts.models import District
from participation.accounts.models import User
from participation.projects.models import Project
from proposals.voting.keys import key_of
from proposals.voting.models import PaperBundle, PaperSheet, Pot, Round, VotingPlace
from proposals.voting.readings import Reading
from proposals.voting.rules import Choice
from proposals.voting.services import SeedBallot, count_round, publish_rules, seed_ballots
from proposals.voting.services.papers import enter_sheet, open_bundle
from proposals.voting.states import Channel, RollSource
from proposals.voting.voters import Voter
from tests.factories.projects import PhaseFactory
from tests.factories.voting import ItemFactory, PlaceFactory, PotFactory, RoundFactory

OPEN, OVER = "polling-corner", "polled-corner"


@dataclass(frozen=True)
class PollingKeys:
    """What the addresses need to know. Absent before `furnish_polling`, and then zero. over: the project that can be sealed."""

    project: int = 0
    place: int = 0
    bundle: int = 0
    sheet: str = "00000000-0000-0000-0000-000000000000"
    pot: int = 0
    over: int = 0


def polling_keys() -> PollingKeys:
    """Look them up."""
    project = Project.objects.filter(slug=OPEN).first()
    if project is None:
        return PollingKeys()
    place = VotingPlace.objects.get(round__project=project)
    return PollingKeys(
        project=project.pk,
        place=place.pk,
        bundle=PaperBundle.objects.get(place=place).pk,
        sheet=str(PaperSheet.objects.get(state="differs").pk),
        pot=Pot.objects.filter(round__project=project).order_by("pk")[0].pk,
        over=Project.objects.get(slug=OVER).pk,
    )


def furnish_polling(district: District, aino: User, two: list[User]) -> None:
    """Make both; `two` have read a sheet differently."""
    place = _vote(OPEN, district)
    bundle = open_bundle(place_id=place.pk, number=1, day=timezone.localdate(), sheets=2, by=aino)
    for by, reading in zip(two, (Reading(is_blank=True), Reading(is_invalid=True)), strict=True):
        enter_sheet(bundle_id=bundle.pk, serial=1, reading=reading, by=by)
    over = _vote(OVER, district).round
    _vote_in(over)
    ago = timezone.now() - timedelta(days=20)
    Round.objects.filter(pk=over.pk).update(state="closed", closed_at=ago)
    count_round(round_id=over.pk)
    Round.objects.filter(pk=over.pk).update(state="decided", decided_at=ago)


def _vote_in(over: Round) -> None:
    """A dozen ballots, and something that does not fit beside what wins."""
    pot = over.pots.get()
    item = pot.items.order_by("pk")[0]
    key = key_of(over.pk)
    voters = [Voter(key=key.voter(f"v{n}"), source=RollSource.DESK, channel=Channel.WEB, age=30) for n in range(12)]
    seed_ballots(round_id=over.pk, ballots=[SeedBallot(one, [Choice(item.pk)], timezone.localdate()) for one in voters])


def _vote(slug: str, district: District) -> VotingPlace:
    project = Project.objects.get(slug=slug)
    PhaseFactory(project=project, features=["vote"], position=50)
    voting_round = RoundFactory(project=project, sources=["identity", "code", "desk"])
    pot = PotFactory(round=voting_round, district=district)
    ItemFactory(pot=pot)
    ItemFactory(pot=pot, cost=95_000)
    publish_rules(round_id=voting_round.pk, by=None)
    return PlaceFactory(round=voting_round, district=district)
