"""From ballots to a public result, and the published files counted again by the published script."""

from __future__ import annotations

import json
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from participation.accounts.models import User
from participation.common.refusals import Conflict, NotAllowed
from participation.notifications.models import News
from participation.projects.models import Phase
from proposals.voting import recount
from proposals.voting.canonical import digest
from proposals.voting.counting.rules import count
from proposals.voting.models import Annulment, BallotPaper, PaperBundle, PotResult, Round, VotingPlace
from proposals.voting.outcomes import from_json, to_json
from proposals.voting.queries.elections import counting_rules, election_in
from proposals.voting.rules import Choice
from proposals.voting.services import cast_ballot, check_count, close_round, count_round, publish_result
from tests.factories.accounts import UserFactory
from tests.factories.proposals import ProposalFactory
from tests.voting.conftest import Vote, opened, stranger

pytestmark = pytest.mark.django_db
BASE = "/en/projects/budjetti/vote"


def voted(vote: Vote, *, voters: int = 12) -> Vote:
    """Every voter chooses in Kallio and in the whole city; the first item of each gets the most."""
    for number in range(voters):
        choices = [*vote.choices(*{0, number % 3}), *vote.choices(number % 2, pot="city")]
        if vote.round.kind == "cumulative":
            choices = [Choice(one.item_id, 1 + number % 4) for one in choices]
        cast_ballot(round_id=vote.round.pk, voter=stranger(vote, f"v{number}"), choices=choices, nonce=uuid.uuid4())
    return vote


def closed(vote: Vote) -> Vote:
    """After the end of the phase."""
    Phase.objects.update(ends_at=timezone.now())
    close_round(round_id=vote.round.pk, by=None)
    return vote


def decided(vote: Vote) -> Vote:
    """With a public result."""
    closed(vote)
    count_round(round_id=vote.round.pk)
    publish_result(round_id=vote.round.pk, by=None)
    return vote


def test_nothing_is_counted_before_the_close(vote: Vote) -> None:
    voted(vote)
    with pytest.raises(Conflict):
        count_round(round_id=vote.round.pk)
    with pytest.raises(Conflict):
        close_round(round_id=vote.round.pk, by=None)
    assert not PotResult.objects.exists()


def test_the_count_says_who_won_and_why(vote: Vote) -> None:
    decided(voted(vote))
    result = PotResult.objects.get(pot=vote.kallio)
    records = from_json(result.outcome).records
    first = records[str(vote.items["kallio"][0].number)]
    assert (result.ballots, first.supporters, first.place, first.chosen) == (12, 12, 1, True)
    assert PotResult.objects.get(pot=vote.malmi).ballots == 0


@pytest.mark.parametrize("rule", ["greedy", "equal_shares"])
@pytest.mark.parametrize("kind", ["approval", "knapsack", "cumulative", "ordinal"])
def test_an_outcome_survives_being_kept(kind: str, rule: str) -> None:
    vote = voted(opened(kind=kind, rule=rule, points=20))
    outcome = count(election_in(vote.round, vote.kallio), counting_rules(vote.round))
    kept = from_json(json.loads(json.dumps(to_json(outcome))))
    assert (kept.winners, kept.records, kept.share, kept.spent) == (
        outcome.winners,
        outcome.records,
        outcome.share,
        outcome.spent,
    )


@pytest.mark.parametrize(
    ("kind", "rule", "completion"),
    [
        ("approval", "greedy", "none"),
        ("approval", "equal_shares", "add_one"),
        ("knapsack", "equal_shares", "utilitarian"),
        ("cumulative", "equal_shares", "none"),
        ("ordinal", "greedy", "none"),
    ],
)
def test_the_published_script_comes_to_the_same_winners(
    client: Client, tmp_path: Path, kind: str, rule: str, completion: str
) -> None:
    vote = decided(voted(opened(kind=kind, rule=rule, completion=completion, points=20)))
    for pot in (vote.kallio, vote.city):
        file = tmp_path / f"{pot.pk}.pb"
        file.write_bytes(b"".join(client.get(f"{BASE}/results/{pot.pk}.pb")))
        script = tmp_path / "recount.py"
        script.write_bytes(b"".join(client.get(f"{BASE}/recount.py")))
        run = subprocess.run([sys.executable, "-I", str(script), str(file)], capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stdout + run.stderr
        changed = file.read_text().replace(";1\nVOTES", ";0\nVOTES", 1)
        if changed != file.read_text():
            file.write_text(changed)
            assert subprocess.run([sys.executable, str(script), str(file)], capture_output=True, check=False).returncode == 1


def test_the_script_is_the_one_in_the_code(client: Client, vote: Vote) -> None:
    assert b"".join(client.get(f"{BASE}/recount.py")).decode() == Path(recount.__file__).read_text()


def test_the_rules_are_published_byte_for_byte(client: Client, vote: Vote) -> None:
    text = b"".join(client.get(f"{BASE}/rules.json")).decode()
    assert digest(text) == vote.round.rules_digest


def test_the_receipts_of_what_counts_are_published(client: Client, vote: Vote) -> None:
    voted(vote)
    assert client.get(f"{BASE}/results/receipts.txt").status_code == 404
    decided(vote)
    hashes = b"".join(client.get(f"{BASE}/results/receipts.txt")).decode().split()
    assert len(hashes) == 12
    assert hashes == sorted(hashes)


def test_ballots_of_a_small_pot_are_not_published(client: Client, vote: Vote) -> None:
    decided(voted(vote, voters=9))
    assert client.get(f"{BASE}/results/{vote.kallio.pk}.pb").status_code == 404
    assert client.get(f"{BASE}/results/{vote.kallio.pk}.csv").status_code == 404
    assert "Fewer than 10 people voted here" in client.get(f"{BASE}/results/").content.decode()


@pytest.mark.parametrize("address", ["results/", "results/receipts.txt", "results/1.pb", "results/1.csv"])
def test_no_door_shows_a_result_before_it_is_public(client: Client, vote: Vote, aino: User, address: str) -> None:
    closed(voted(vote))
    count_round(round_id=vote.round.pk)
    address = address.replace("1", str(vote.kallio.pk))
    for who in (None, aino):
        if who:
            client.force_login(who)
        assert client.get(f"{BASE}/{address}").status_code in (302, 404)


def test_the_page_says_what_was_chosen(client: Client, vote: Vote) -> None:
    decided(voted(vote))
    for language, words in (("en", "What was chosen"), ("fi", ""), ("sv", "")):
        page = client.get(BASE.replace("/en/", f"/{language}/") + "/results/")
        assert page.status_code == 200
        assert vote.items["kallio"][0].title in page.content.decode()
        assert words in page.content.decode()


def test_the_page_tells_of_annulments_and_leads_to_public_proposals_alone(client: Client, vote: Vote, aino: User) -> None:
    public, gone = ProposalFactory(project=vote.round.project), ProposalFactory(project=vote.round.project, state="withdrawn")
    items = vote.round.items.filter(pot=vote.kallio).order_by("number")
    for item, proposal in zip(items, (public, gone), strict=False):
        item.proposal = proposal
        item.save()
    decided(voted(vote))
    ben = UserFactory()
    facts = {"selected": {}, "voters": 3, "proposed_by": aino, "settled_by": ben, "settled_at": timezone.now()}
    Annulment.objects.create(round=vote.round, reason="Yhdestä verkosta", state="approved", **facts)
    page = client.get(f"{BASE}/results/").content.decode()
    assert "Yhdestä verkosta" in page
    assert "3 ballots annulled" in page
    assert f"/proposals/{public.pk}/" in page
    assert f"/proposals/{gone.pk}/" not in page


def test_the_page_costs_as_many_queries_for_more_items(client: Client, vote: Vote, django_assert_max_num_queries) -> None:
    decided(voted(vote))
    client.get(f"{BASE}/results/")
    with django_assert_max_num_queries(15):
        client.get(f"{BASE}/results/")


def test_ballots_that_come_after_the_count_are_noticed(vote: Vote, django_capture_on_commit_callbacks) -> None:
    closed(voted(vote))
    count_round(round_id=vote.round.pk)
    assert check_count(round_id=vote.round.pk) == []
    BallotPaper.objects.filter(pot=vote.kallio).first().delete()
    assert check_count(round_id=vote.round.pk) == [vote.kallio.pk]
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(Conflict):
        publish_result(round_id=vote.round.pk, by=None)
    assert Round.objects.get().state == "closed"
    assert check_count(round_id=vote.round.pk) == [], "it was counted again"
    publish_result(round_id=vote.round.pk, by=None)
    assert Round.objects.get().state == "decided"


def test_paper_that_is_not_in_the_box_is_waited_for(vote: Vote, aino: User) -> None:
    closed(voted(vote))
    count_round(round_id=vote.round.pk)
    place = VotingPlace.objects.create(round=vote.round, name="Kirjasto", district=vote.kallio.district)
    PaperBundle.objects.create(place=place, number=1, day=timezone.localdate(), sheets_counted=1, opened_by=aino)
    with pytest.raises(Conflict):
        publish_result(round_id=vote.round.pk, by=None)


def test_only_who_runs_the_round_publishes(vote: Vote, anna: User) -> None:
    closed(voted(vote))
    count_round(round_id=vote.round.pk)
    with pytest.raises(NotAllowed):
        publish_result(round_id=vote.round.pk, by=anna)


def test_followers_are_told_once(vote: Vote) -> None:
    decided(voted(vote))
    assert News.objects.filter(kind="vote.decided").count() == 1
