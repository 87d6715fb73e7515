"""A round of the size of OmaStadi, played by the clock: from 1,600 proposals to the seal, and counted again by the script.

Most ballots come by the set-based twin, which `test_seeding.py` holds against casting; some hundreds are cast one by one.
"""

from __future__ import annotations

import random
import subprocess
import sys
import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client
from django.utils import timezone

from districts.models import District
from districts.states import Level
from participation.common.refusals import Conflict, NotAllowed, PhaseClosed
from participation.projects.models import Phase
from proposals.models import Proposal
from proposals.services import ProposalSeed, seed_proposals
from proposals.services.content import Content
from proposals.voting.keys import has_key, key_of, tracker_hash
from proposals.voting.models import BallotPaper, BudgetItem, CastHint, Participation, Pot, PotResult, Receipt, Round, VotingPlace
from proposals.voting.rules import Choice
from proposals.voting.selections import Selection
from proposals.voting.services import (
    SeedBallot,
    add_link,
    cast_ballot,
    close_round,
    count_round,
    publish_result,
    publish_rules,
    seal_round,
    seed_ballots,
)
from proposals.voting.services.annulling import propose_annulment, settle_annulment
from proposals.voting.states import Channel, RollSource
from proposals.voting.voters import Hint, Voter
from tests.factories.accounts import UserFactory
from tests.factories.districts import DistrictFactory
from tests.factories.projects import PhaseFactory, ProjectFactory
from tests.factories.voting import RoundFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("whole-round")]
PROPOSALS, ITEMS, VOTERS, DISTRICTS, CHOICES = 1600, 640, 47_000, 7, 5
ONE_BY_ONE = 300
FRAUD = 320
CHANNELS = ((Channel.WEB, 0.8), (Channel.KIOSK, 0.1), (Channel.CODE, 0.1))


class Town:
    """Seven districts with pots, their items, and people who vote."""

    def __init__(self) -> None:
        self.chance = random.Random(7)
        root = District.objects.filter(level=Level.CITY).first() or DistrictFactory(
            level=Level.CITY, code="091", slug="koko-kaupunki", name="Koko kaupunki", parent=None, path="091/"
        )
        self.project = ProjectFactory(slug="suuri-budjetti", blueprint="budget", lead_district=root)
        self.phase = PhaseFactory(project=self.project)
        sources = [RollSource.IDENTITY, RollSource.CODE, RollSource.DESK]
        self.round = RoundFactory(project=self.project, sources=sources, age_from=13, most_choices=CHOICES)
        self.districts = [
            DistrictFactory(name=f"Suurpiiri {n}", slug=f"suurpiiri-{n}", code=f"9{n}", population=60_000 + 9_000 * n)
            for n in range(DISTRICTS)
        ]
        whole = sum(district.population for district in self.districts)
        self.pots = [
            Pot.objects.create(round=self.round, district=one, budget=8_000_000 * one.population // whole, position=n)
            for n, one in enumerate(self.districts)
        ]
        self.city = Pot.objects.create(round=self.round, district=root, budget=2_000_000, position=99)
        self.place = VotingPlace.objects.create(round=self.round, name="Keskustakirjasto", district=root)
        self._propose()
        self.items = {pot.pk: list(pot.items.order_by("number").values_list("pk", flat=True)) for pot in (*self.pots, self.city)}

    def _propose(self) -> None:
        """1,600 proposals, of which every second or third is on the ballot."""
        rows = [
            ProposalSeed(
                content=Content(title=f"Ehdotus {n}", body="Lisää penkkejä.", language="fi"),
                at=timezone.now() - timedelta(hours=1),
                district_id=self.districts[n % DISTRICTS].pk,
            )
            for n in range(PROPOSALS)
        ]
        made = seed_proposals(project_id=self.project.pk, rows=rows)
        chosen = self.chance.sample(made, ITEMS)
        pots = {pot.district_id: pot for pot in self.pots}
        BudgetItem.objects.bulk_create(
            BudgetItem(
                round=self.round, pot=self.city if n % 10 == 0 else pots[one.district_id], proposal=one, number=n + 1,
                title=one.title, cost=self.chance.randrange(20_000, 400_000, 1_000),
            )
            for n, one in enumerate(chosen)
        )  # fmt: skip

    def voter(self, number: int, channel: Channel = Channel.WEB, key: bytes | None = None) -> Voter:
        source = {Channel.WEB: RollSource.IDENTITY, Channel.CODE: RollSource.CODE, Channel.KIOSK: RollSource.DESK}[channel]
        return Voter(
            key=key or self.key.voter(f"person:{number}"),
            source=source,
            channel=channel,
            age=13 + number % 80,
            place=self.place if channel == Channel.KIOSK else None,
        )

    def choices(self) -> list[Choice]:
        """Up to five of a district, and up to five of the whole city; what is popular is chosen more often."""
        pot = self.chance.choice(self.pots)
        return [*self._some(self.items[pot.pk]), *self._some(self.items[self.city.pk])]

    def _some(self, items: list[int]) -> list[Choice]:
        number = self.chance.randint(1, CHOICES)
        return [Choice(pk) for pk in {items[int(len(items) * self.chance.random() ** 2)] for _n in range(number)}]

    def ballots(self, begin: int, end: int) -> Iterator[SeedBallot]:
        channels, weights = zip(*CHANNELS, strict=True)
        for number in range(begin, end):
            channel = self.chance.choices(channels, weights)[0]
            yield SeedBallot(self.voter(number, channel), self.choices(), timezone.localdate())

    def open(self) -> None:
        self.round = publish_rules(round_id=self.round.pk, by=None)
        self.key = key_of(self.round.pk)


def test_a_round_of_a_whole_city(client: Client, tmp_path: Path) -> None:
    town = Town()
    assert (Proposal.objects.count(), BudgetItem.objects.count()) == (PROPOSALS, ITEMS)
    town.open()
    rules = town.round.rules_digest

    # Half of the people vote, the deadline is moved, the other half comes on the last evening.
    assert seed_ballots(round_id=town.round.pk, ballots=town.ballots(0, VOTERS // 2)) == VOTERS // 2
    first_link = add_link(round_id=town.round.pk)
    receipts: dict[int, str] = {}
    for number in range(ONE_BY_ONE):  # who changes their mind, by another door than before
        voter = town.voter(number, Channel.CODE)
        given = cast_ballot(round_id=town.round.pk, voter=voter, choices=town.choices(), nonce=uuid.uuid4())
        assert given.is_change
        receipts[number] = given.tracker
    Phase.objects.filter(pk=town.phase.pk).update(ends_at=timezone.now() + timedelta(days=3))
    seed_ballots(round_id=town.round.pk, ballots=town.ballots(VOTERS // 2, VOTERS - FRAUD))

    # Somebody votes for others, from one network, and is found by that.
    stuffed = [town.voter(0, key=town.key.voter(f"bought:{n}")) for n in range(FRAUD)]
    favourite = [Choice(town.items[town.pots[0].pk][-1])]
    for voter in stuffed:
        cast_ballot(round_id=town.round.pk, voter=voter, choices=favourite, nonce=uuid.uuid4(), hint=Hint("203.0.113.9", "one"))
    assert Participation.objects.count() == VOTERS
    with pytest.raises(Conflict):
        close_round(round_id=town.round.pk, by=None)
    Phase.objects.filter(pk=town.phase.pk).update(ends_at=timezone.now())
    with pytest.raises(PhaseClosed):
        cast_ballot(round_id=town.round.pk, voter=town.voter(VOTERS), choices=town.choices(), nonce=uuid.uuid4())
    close_round(round_id=town.round.pk, by=None)
    add_link(round_id=town.round.pk)
    _annul(town, FRAUD)

    count_round(round_id=town.round.pk)
    publish_result(round_id=town.round.pk, by=None)
    results = {result.pot_id: result for result in PotResult.objects.all()}
    assert sum(results[pot.pk].annulled for pot in town.pots) == FRAUD
    assert results[town.city.pk].ballots == VOTERS - FRAUD

    # Everybody can count again, before sealing and after it.
    before = _recounted(client, tmp_path, town)
    Round.objects.update(decided_at=timezone.now() - timedelta(days=town.round.objection_days, minutes=1))
    seal_round(round_id=town.round.pk, by=None)
    assert _recounted(client, tmp_path, town) == before
    assert not has_key(town.round.pk)
    assert not Participation.objects.exists()
    assert Round.objects.get().rules_digest == rules
    for tracker in receipts.values():
        assert Receipt.objects.get(tracker_hash=tracker_hash(tracker)).state == "counted"
    assert first_link.receipts.count() == first_link.receipts_count == VOTERS // 2
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM voting_ballotpaper p JOIN voting_receipt r ON r.xmin = p.xmin")
        assert cursor.fetchone()[0] == 0


def _annul(town: Town, number: int) -> None:
    people = [UserFactory(is_superuser=True) for _n in range(2)]
    CastHint.objects.update(minute=F("minute") - timedelta(minutes=2))  # those of this very minute cannot be told apart yet
    network = town.key.hint("network", "203.0.113.9").hex()
    why = dict.fromkeys(("fi", "sv", "en"), "From one network somebody voted for others.")
    one = propose_annulment(round_id=town.round.pk, selection=Selection(by="network", value=network), reasons=why, by=people[0])
    assert one.voters == number
    with pytest.raises(NotAllowed):
        settle_annulment(annulment_id=one.pk, by=people[0], approve=True)
    settle_annulment(annulment_id=one.pk, by=people[1], approve=True)
    assert BallotPaper.objects.filter(annulment=one.pk).count() == number


def _recounted(client: Client, folder: Path, town: Town) -> dict[int, str]:
    """Every pot's file, counted again by the published script: it ends with 0 only when the winners are the published ones."""
    base = f"/en/projects/{town.project.slug}/vote"
    script = folder / "recount.py"
    script.write_bytes(b"".join(client.get(f"{base}/recount.py")))
    said = {}
    for pot in (*town.pots, town.city):
        file = folder / f"{pot.pk}.pb"
        file.write_bytes(b"".join(client.get(f"{base}/results/{pot.pk}.pb")))
        run = subprocess.run([sys.executable, "-I", str(script), str(file)], capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stdout + run.stderr
        said[pot.pk] = file.read_text()
    return said
