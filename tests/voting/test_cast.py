"""Casting a ballot: what is kept of it, changing it, and what is refused whole."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from participation.accounts.models import User
from participation.audit.models import Entry
from participation.common.refusals import Conflict, Invalid, NotAllowed, PhaseClosed
from participation.notifications.models import OutboxMessage
from participation.projects.models import Phase
from proposals.voting.keys import destroy_key, tracker_hash
from proposals.voting.models import BallotPaper, Participation, Receipt
from proposals.voting.queries.voters import voter_by_account
from proposals.voting.rules import Choice
from proposals.voting.services import cast_ballot
from tests.factories.voting import ItemFactory
from tests.voting.conftest import Vote, cast, opened, stranger

pytestmark = pytest.mark.django_db


def papers(vote: Vote) -> dict[int, list[int]]:
    """Pot -> items, of every paper of the round."""
    return {paper.pot_id: paper.items for paper in BallotPaper.objects.filter(round=vote.round)}


def test_a_ballot_is_a_participation_a_paper_for_each_pot_and_a_receipt(vote: Vote, anna: User) -> None:
    given = cast(vote, anna, [*vote.choices(2, 0), *vote.choices(1, pot="city")])
    kallio, city = vote.items["kallio"], vote.items["city"]
    assert papers(vote) == {vote.kallio.pk: [kallio[0].pk, kallio[2].pk], vote.city.pk: [city[1].pk]}
    row = Participation.objects.get()
    assert (row.channel, row.times, row.day) == ("web", 1, timezone.localdate())
    receipt = Receipt.objects.get()
    assert bytes(receipt.tracker_hash) == tracker_hash(given.tracker)
    assert tracker_hash(given.tracker.lower().replace("-", " ")) == tracker_hash(given.tracker)
    assert not given.is_change


def test_the_last_ballot_counts_and_the_first_receipt_says_that_it_was_replaced(vote: Vote, anna: User) -> None:
    first = cast(vote, anna, [*vote.choices(0), *vote.choices(0, pot="city")])
    second = cast(vote, anna, vote.choices(1))
    assert papers(vote) == {vote.kallio.pk: [vote.items["kallio"][1].pk]}
    assert second.is_change
    states = dict(Receipt.objects.values_list("tracker_hash", "state"))
    assert {bytes(key): state for key, state in states.items()} == {
        tracker_hash(first.tracker): "replaced",
        tracker_hash(second.tracker): "counted",
    }
    assert Participation.objects.get().times == 2


def test_the_same_form_sent_twice_gives_the_same_receipt_and_changes_nothing(vote: Vote, anna: User) -> None:
    nonce = uuid.uuid4()
    first = cast(vote, anna, vote.choices(0), nonce)
    again = cast(vote, anna, vote.choices(0), nonce)
    assert again.tracker == first.tracker
    assert again.is_repeat
    assert Participation.objects.get().times == 1
    assert Receipt.objects.count() == 1


def test_the_same_form_with_other_choices_is_refused(vote: Vote, anna: User) -> None:
    nonce = uuid.uuid4()
    cast(vote, anna, vote.choices(0), nonce)
    with pytest.raises(Conflict):
        cast(vote, anna, vote.choices(1), nonce)
    assert papers(vote) == {vote.kallio.pk: [vote.items["kallio"][0].pk]}


def test_an_old_form_does_not_undo_a_newer_ballot(vote: Vote, anna: User) -> None:
    nonce = uuid.uuid4()
    cast(vote, anna, vote.choices(0), nonce)
    cast(vote, anna, vote.choices(1))
    again = cast(vote, anna, vote.choices(0), nonce)
    assert (again.is_repeat, again.counts) == (True, False)
    assert papers(vote) == {vote.kallio.pk: [vote.items["kallio"][1].pk]}


@pytest.mark.parametrize(
    ("numbers", "code"), [([], "empty"), ([0, 0], "twice"), ([0, 1, 2], "too_many_choices"), ([-1], "unknown")]
)
def test_a_bad_ballot_is_refused_whole(anna: User, numbers: list[int], code: str) -> None:
    vote = opened(most_choices=2)
    choices = [Choice(vote.items["kallio"][n].pk if n >= 0 else 10**9) for n in numbers]
    with pytest.raises(Invalid) as refused:
        cast(vote, anna, choices)
    assert refused.value.code == code
    assert not BallotPaper.objects.exists()
    assert not Participation.objects.exists()


def test_an_item_of_another_round_is_refused(vote: Vote, anna: User) -> None:
    other = ItemFactory()
    with pytest.raises(Invalid) as refused:
        cast(vote, anna, [*vote.choices(0), Choice(other.pk)])
    assert refused.value.code == "unknown"
    assert not Participation.objects.exists()


def test_two_districts_are_one_too_many(vote: Vote, anna: User) -> None:
    with pytest.raises(Invalid) as refused:
        cast(vote, anna, [*vote.choices(0), *vote.choices(0, pot="malmi")])
    assert refused.value.code == "districts"


def test_where_the_home_district_counts_another_one_is_refused(anna: User) -> None:
    vote = opened(districts="own")
    with pytest.raises(NotAllowed) as refused:
        cast(vote, anna, vote.choices(0))
    assert refused.value.code == "no_district"
    at_home = stranger(vote, "resident", district=vote.kallio.district)
    cast(vote, at_home, vote.choices(0))
    with pytest.raises(NotAllowed) as refused:
        cast(vote, at_home, vote.choices(0, pot="malmi"))
    assert refused.value.code == "other_district"


def test_a_basket_dearer_than_the_pot_is_refused_with_what_is_too_much(anna: User) -> None:
    vote = opened(kind="knapsack")
    ItemFactory(pot=vote.kallio, cost=50_000)
    dear = vote.kallio.items.get(cost=50_000)
    with pytest.raises(Invalid) as refused:
        cast(vote, anna, [*vote.choices(0, 1), Choice(dear.pk)])
    assert refused.value.code == "over_budget"
    assert "10" in str(refused.value.message)
    cast(vote, anna, vote.choices(0, 1, 2))


def test_points_are_shared_up_to_their_number(anna: User) -> None:
    vote = opened(kind="cumulative", points=10)
    first, second = (item.pk for item in vote.items["kallio"][:2])
    for bad in ([Choice(first, 11)], [Choice(first, 6), Choice(second, 5)], [Choice(first, 0)], [Choice(first, -3)]):
        with pytest.raises(Invalid):
            cast(vote, anna, bad)
    cast(vote, anna, [Choice(second, 3), Choice(first, 7)])
    paper = BallotPaper.objects.get()
    assert dict(zip(paper.items, paper.points, strict=True)) == {first: 7, second: 3}


def test_an_order_is_kept_as_the_voter_gave_it(anna: User) -> None:
    vote = opened(kind="ordinal")
    wanted = [vote.items["kallio"][n].pk for n in (2, 0, 1)]
    cast(vote, anna, [Choice(pk) for pk in wanted])
    assert BallotPaper.objects.get().items == wanted


def test_without_a_verification_nobody_votes(vote: Vote, nils: User) -> None:
    with pytest.raises(NotAllowed) as refused:
        cast(vote, nils, vote.choices(0))
    assert refused.value.code == "not_verified"


def test_who_is_suspended_after_the_page_was_opened_does_not_vote(vote: Vote, anna: User) -> None:
    voter = voter_by_account(vote.round, anna)
    anna.is_active = False
    with pytest.raises(NotAllowed):
        cast_ballot(round_id=vote.round.pk, voter=voter, choices=vote.choices(0), nonce=uuid.uuid4())


@pytest.mark.parametrize(
    ("rule", "born_years_and_days_ago", "allowed"),
    [("birthday", (13, 0), True), ("birthday", (13, -1), False), ("year", None, True), ("year", (12, 400), False)],
)
def test_the_age_is_reached_by_the_rule(rule: str, born_years_and_days_ago: tuple[int, int] | None, allowed: bool) -> None:
    vote = opened(age_from=13, age_rule=rule)
    today = timezone.localdate()
    if born_years_and_days_ago is None:
        born = date(today.year - 13, 12, 31)
    else:
        years, days = born_years_and_days_ago
        born = today.replace(year=today.year - years) - timedelta(days=days)
        if rule == "year":
            born = date(today.year - years, 1, 1)
    voter = stranger(vote, "young", born=born)
    if allowed:
        cast(vote, voter, vote.choices(0))
    else:
        with pytest.raises(NotAllowed) as refused:
            cast(vote, voter, vote.choices(0))
        assert refused.value.code == "too_young"


def test_without_a_known_age_an_age_limit_is_not_met(anna: User) -> None:
    vote = opened(age_from=13)
    with pytest.raises(NotAllowed) as refused:
        cast(vote, anna, vote.choices(0))
    assert refused.value.code == "no_age"


def test_after_the_end_of_the_phase_nothing_is_taken(vote: Vote, anna: User) -> None:
    Phase.objects.update(ends_at=timezone.now())
    with pytest.raises(PhaseClosed):
        cast(vote, anna, vote.choices(0))


def test_before_the_rules_are_published_nothing_is_taken(anna: User) -> None:
    vote = opened()
    with pytest.raises(IntegrityError, match="draft"), transaction.atomic():  # the database knows, too
        vote.round.__class__.objects.update(state="draft")
    vote.round.__class__.objects.update(state="cancelled")
    with pytest.raises(PhaseClosed):
        cast(vote, anna, vote.choices(0))


def test_without_the_key_nobody_votes_and_nothing_breaks(vote: Vote, anna: User) -> None:
    voter = voter_by_account(vote.round, anna)
    destroy_key(vote.round.pk)
    with pytest.raises(NotAllowed) as refused:
        cast(vote, voter, vote.choices(0))
    assert refused.value.code == "no_key"


def test_the_mail_says_that_the_vote_has_arrived_and_nothing_of_it(vote: Vote, anna: User) -> None:
    given = cast(vote, anna, vote.choices(0))
    message = OutboxMessage.objects.get()
    assert message.recipient == anna
    assert given.tracker not in message.text
    assert vote.items["kallio"][0].title not in message.text


def test_the_record_holds_nothing_of_a_ballot(vote: Vote, anna: User) -> None:
    before = Entry.objects.count()
    cast(vote, anna, vote.choices(0))
    assert Entry.objects.count() == before


def test_two_accounts_of_one_identity_are_one_voter(vote: Vote, anna: User, ben: User) -> None:
    """The verification's digest makes the key, and not the account."""
    anna.verifications.update(kind="strong")
    ben.verifications.update(subject_digest=anna.verifications.get().subject_digest)
    cast(vote, anna, vote.choices(0))
    cast(vote, ben, vote.choices(1))
    assert Participation.objects.count() == 1
    assert papers(vote) == {vote.kallio.pk: [vote.items["kallio"][1].pk]}
