"""Sealing: afterwards nothing that the database, its hidden columns or the disk hold leads from a voter to a choice."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from districts.models import District
from districts.states import Level
from participation.audit.models import Entry
from participation.common.refusals import Conflict
from participation.projects.models import Phase
from proposals.voting.counting.receipts import NO_HEAD, next_head
from proposals.voting.keys import KeyMissing, has_key, key_of, tracker_hash
from proposals.voting.models import Annulment, BallotPaper, CastHint, ChainLink, Participation, Receipt, Round, Turnout
from proposals.voting.services import add_link, cast_ballot, close_round, finish_sealing, seal_round
from proposals.voting.voters import Hint, Voter
from tests.factories.accounts import UserFactory
from tests.factories.districts import DistrictFactory
from tests.voting.conftest import Vote, opened, stranger

pytestmark = pytest.mark.django_db(transaction=True)
VOTERS = 12


@pytest.fixture
def vote() -> Vote:
    """A round with twelve ballots, closed and decided, whose days for objections are over."""
    if not District.objects.filter(level=Level.CITY).exists():
        DistrictFactory(level=Level.CITY, code="091", slug="koko-kaupunki", name="Koko kaupunki", parent=None, path="091/")
    return opened()


@pytest.fixture
def cast(vote: Vote) -> dict[int, tuple[Voter, str]]:
    """Number -> voter and receipt, each having chosen by their number."""
    given = {}
    for number in range(VOTERS):
        voter = stranger(vote, f"v{number}", age=20 + 5 * number)
        receipt = cast_ballot(
            round_id=vote.round.pk,
            voter=voter,
            choices=vote.choices(number % 3),
            nonce=uuid.uuid4(),
            hint=Hint("192.0.2.1", "a browser"),
        )
        given[number] = (voter, receipt.tracker)
    return given


def decide(vote: Vote) -> None:
    Phase.objects.update(ends_at=timezone.now())
    close_round(round_id=vote.round.pk, by=None)
    Round.objects.update(state="decided", decided_at=timezone.now() - timedelta(days=15))


def joined(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0])


def test_while_the_round_is_open_only_the_key_and_hidden_columns_lead_from_who_to_what(
    vote: Vote, cast: dict[int, tuple[Voter, str]]
) -> None:
    """What sealing has to sever is really there, or the tests below would prove nothing."""
    assert joined("SELECT count(*) FROM voting_participation p JOIN voting_ballotpaper b ON b.xmin = p.xmin") == VOTERS
    voter, _tracker = cast[4]
    paper = BallotPaper.objects.get(ref=key_of(vote.round.pk).paper(voter.key, vote.kallio.pk))
    assert paper.items == [vote.items["kallio"][1].pk]


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT count(*) FROM voting_participation",
        "SELECT count(*) FROM voting_casthint",
        "SELECT count(*) FROM voting_kiosksession",
        "SELECT count(*) FROM voting_votingcode",
        "SELECT count(*) FROM voting_ballotpaper WHERE ref IS NOT NULL",
        "SELECT count(*) FROM voting_receipt WHERE ref IS NOT NULL OR body IS NOT NULL",
        "SELECT count(*) FROM voting_receipt r JOIN voting_ballotpaper b ON b.xmin = r.xmin",
        "SELECT count(*) FROM voting_turnout t JOIN voting_ballotpaper b ON b.xmin = t.xmin",
        "SELECT count(DISTINCT xmin::text) - 1 FROM voting_ballotpaper",
        "SELECT count(DISTINCT xmin::text) - 1 FROM voting_receipt",
    ],
)
def test_after_sealing_no_join_is_left(vote: Vote, cast: dict[int, tuple[Voter, str]], statement: str) -> None:
    decide(vote)
    seal_round(round_id=vote.round.pk, by=None)
    assert joined(statement) == 0


def test_the_order_of_the_rows_and_their_keys_are_new(vote: Vote, cast: dict[int, tuple[Voter, str]]) -> None:
    """Twelve rows in the order of before come by chance once in 479 million runs."""
    key = key_of(vote.round.pk)
    hashes = [tracker_hash(tracker) for _voter, tracker in cast.values()]
    before = {bytes(row.ref): row.pk for row in BallotPaper.objects.all()}
    in_order = [before[key.paper(voter.key, vote.kallio.pk)] for voter, _tracker in cast.values()]
    decide(vote)
    seal_round(round_id=vote.round.pk, by=None)
    assert not set(in_order) & set(BallotPaper.objects.values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("SELECT tracker_hash FROM voting_receipt ORDER BY ctid")
        assert [bytes(row[0]) for row in cursor.fetchall()] != hashes
        cursor.execute("SELECT items[1] FROM voting_ballotpaper ORDER BY ctid")
        chosen = [row[0] for row in cursor.fetchall()]
    assert sorted(chosen) == sorted(vote.items["kallio"][number % 3].pk for number in range(VOTERS))


def test_the_key_is_destroyed_and_the_rows_lie_in_another_file(vote: Vote, cast: dict[int, tuple[Voter, str]]) -> None:
    def files() -> set[str]:
        tables = ("ballotpaper", "receipt", "participation", "casthint", "kiosksession", "votingcode")
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_relation_filepath('voting_' || name) FROM unnest(%s::text[]) name", [list(tables)])
            return {row[0] for row in cursor.fetchall()}

    before = files()
    decide(vote)
    seal_round(round_id=vote.round.pk, by=None)
    assert not files() & before
    assert not has_key(vote.round.pk)
    with pytest.raises(KeyMissing):
        key_of(vote.round.pk)


def test_turnout_stays_as_numbers(vote: Vote, cast: dict[int, tuple[Voter, str]]) -> None:
    decide(vote)
    seal_round(round_id=vote.round.pk, by=None)
    assert sum(Turnout.objects.values_list("voters", flat=True)) == VOTERS
    assert set(Turnout.objects.values_list("channel", "age_band")) == {
        ("web", "18-29"),
        ("web", "30-44"),
        ("web", "45-64"),
        ("web", "65-"),
    }


def test_receipts_are_still_found(vote: Vote, cast: dict[int, tuple[Voter, str]]) -> None:
    link = add_link(round_id=vote.round.pk)
    decide(vote)
    seal_round(round_id=vote.round.pk, by=None)
    _voter, tracker = cast[7]
    assert Receipt.objects.get(tracker_hash=tracker_hash(tracker)).state == "counted"
    hashes = [bytes(one).hex() for one in link.receipts.values_list("tracker_hash", flat=True)]
    assert link.head == next_head(NO_HEAD, hashes)


def test_it_waits_for_the_days_of_objections_and_for_annulments(vote: Vote, cast: dict[int, tuple[Voter, str]]) -> None:
    with pytest.raises(Conflict):
        seal_round(round_id=vote.round.pk, by=None)
    decide(vote)
    Round.objects.update(decided_at=timezone.now() - timedelta(days=13))
    with pytest.raises(Conflict):
        seal_round(round_id=vote.round.pk, by=None)
    Round.objects.update(decided_at=timezone.now() - timedelta(days=15))
    Annulment.objects.create(round=vote.round, reason="x", selected={}, voters=1, proposed_by=UserFactory())
    with pytest.raises(Conflict):
        seal_round(round_id=vote.round.pk, by=None)
    assert Participation.objects.count() == VOTERS
    assert has_key(vote.round.pk)


def test_a_sealing_that_died_goes_on(vote: Vote, cast: dict[int, tuple[Voter, str]]) -> None:
    from proposals.voting.services.sealing import _sever

    decide(vote)
    _sever(vote.round.pk, None)  # and here the process dies
    assert Round.objects.get().state == "sealing"
    finish_sealing(round_id=vote.round.pk)
    voting_round = Round.objects.get()
    assert (voting_round.state, has_key(voting_round.pk)) == ("sealed", False)
    assert finish_sealing(round_id=vote.round.pk).sealed_at == voting_round.sealed_at


def test_links_bind_every_receipt_once(vote: Vote, cast: dict[int, tuple[Voter, str]]) -> None:
    first = add_link(round_id=vote.round.pk)
    assert add_link(round_id=vote.round.pk) is None
    cast_ballot(round_id=vote.round.pk, voter=stranger(vote, "new"), choices=vote.choices(0), nonce=uuid.uuid4())
    second = add_link(round_id=vote.round.pk)
    assert (first.number, first.receipts_count, second.number, second.receipts_count) == (1, VOTERS, 2, 1)
    hashes = [bytes(one).hex() for one in second.receipts.values_list("tracker_hash", flat=True)]
    assert second.head == next_head(first.head, hashes)
    assert ChainLink.objects.count() == 2


def test_the_record_and_the_logs_say_nothing_of_voters(
    vote: Vote, cast: dict[int, tuple[Voter, str]], caplog: pytest.LogCaptureFixture
) -> None:
    decide(vote)
    seal_round(round_id=vote.round.pk, by=None)
    told = "".join(str((entry.action, entry.actor_id, entry.object_type, entry.data)) for entry in Entry.objects.all())
    for voter, tracker in cast.values():
        for secret in (voter.key.hex(), tracker, tracker_hash(tracker).hex()):
            assert secret not in told
            assert secret not in caplog.text
    assert CastHint.objects.count() == 0
    assert str(settings.VOTING_KEYS_DIR) not in told
