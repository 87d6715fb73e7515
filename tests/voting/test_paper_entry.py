"""Paper: handed out, counted, typed in by two people, settled by a third, and put into the box together."""

from __future__ import annotations

import uuid
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from districts.states import Role
from participation.accounts.models import User
from participation.accounts.services import subject_digest
from participation.common.refusals import Conflict, Invalid, NotAllowed, PhaseClosed
from participation.projects.models import Phase
from proposals.voting.models import BallotPaper, CodeBatch, PaperIssue, PaperSheet, Participation, Receipt, SheetEntry
from proposals.voting.queries.papers import next_serial
from proposals.voting.queries.reconciling import reconciled
from proposals.voting.queries.turnout import public_turnout, turnout
from proposals.voting.queries.voters import voter_by_account, voter_by_code
from proposals.voting.readings import Reading, typed_choices
from proposals.voting.rules import Choice
from proposals.voting.services import cast_ballot, close_round
from proposals.voting.services.bundles import close_bundle
from proposals.voting.services.desk import hand_over_ballot, issue_paper, replace_sheet, take_back_sheet
from proposals.voting.services.papers import correct_count, enter_sheet, open_bundle, settle_sheet
from tests.proposals.races import all_at_once
from tests.voting.conftest import cast
from tests.voting.desks import (
    IDENTIFIER,
    clerk,
    entered_twice,
    everywhere,
    library,
    marks,
    papers_of,
    shown,
    staff,
    staffed,
    with_code,
)

pytestmark = pytest.mark.django_db


def known_at_desk(user: User) -> User:
    user.verifications.update(subject_digest=subject_digest(source="person", subject=IDENTIFIER))
    return user


def test_paper_takes_the_web_ballot_out_and_ends_all_other_ways(anna: User) -> None:
    vote, by = staffed(), clerk()
    place = library(vote)
    cast(vote, known_at_desk(anna), vote.choices(0))
    assert issue_paper(place_id=place.pk, shown=shown(), by=by)
    assert papers_of(vote) == []
    assert Receipt.objects.get().state == "replaced"
    assert Participation.objects.get().channel == "paper"
    for act in (partial(cast, vote, anna, vote.choices(1)), partial(issue_paper, place_id=place.pk, shown=shown(), by=by),
                partial(hand_over_ballot, place_id=place.pk, shown=shown(), by=by)):  # fmt: skip
        with pytest.raises(NotAllowed):
            act()
    assert PaperIssue.objects.get().given == 1
    assert everywhere(IDENTIFIER) == []


@pytest.mark.django_db(transaction=True)
def test_paper_that_meets_a_web_ballot_on_its_way_leaves_no_electronic_one(anna: User) -> None:
    """Red without its guard: with the removal of the earlier ballot left out, it was in the box beside the paper."""
    vote, by = staffed(), clerk()
    place = library(vote)
    voter = voter_by_account(vote.round, known_at_desk(anna))
    acts = [
        partial(cast_ballot, round_id=vote.round.pk, voter=voter, choices=vote.choices(n % 3), nonce=uuid.uuid4())
        for n in range(6)
    ]
    found = all_at_once([*acts, partial(issue_paper, place_id=place.pk, shown=shown(), by=by), *acts])
    assert not [one for one in found if isinstance(one, Exception) and not hasattr(one, "code")], found
    assert Participation.objects.get().channel == "paper"
    assert papers_of(vote) == []
    assert not Receipt.objects.filter(state="counted").exists()
    assert PaperIssue.objects.get().given == 1


@pytest.mark.django_db(transaction=True)
def test_paper_handed_out_twice_at_once_is_one_sheet() -> None:
    """Red without its guard: with the condition on the channel left out of the statement, six sheets were counted."""
    vote, by = staffed(), clerk()
    place = library(vote)
    found = all_at_once([partial(issue_paper, place_id=place.pk, shown=shown(), by=by)] * 6)
    assert sum(one is False for one in found) == 1, found
    assert PaperIssue.objects.get().given == 1


def test_spoiled_and_unused_sheets_are_counted(db: None) -> None:
    vote, by = staffed(), clerk()
    place = library(vote)
    with pytest.raises(Conflict):
        take_back_sheet(place_id=place.pk, by=by)
    issue_paper(place_id=place.pk, shown=shown(), by=by)
    replace_sheet(place_id=place.pk, by=by)
    row = PaperIssue.objects.get()
    assert (row.given, row.spoiled) == (2, 1)
    take_back_sheet(place_id=place.pk, by=by)
    with pytest.raises(Conflict):
        take_back_sheet(place_id=place.pk, by=by)


def test_a_bundle_that_agrees_goes_into_the_box_whole(db: None) -> None:
    vote, one, two = staffed(), clerk("one"), clerk("two")
    place = library(vote)
    readings = [marks(vote, 0, 1), marks(vote, 2), Reading(is_blank=True), Reading(is_invalid=True)]
    bundle = entered_twice(place, readings, one, two)
    assert papers_of(vote) == []
    close_bundle(bundle_id=bundle.pk, by=one)
    first, second, third = (item.pk for item in vote.items["kallio"])
    assert papers_of(vote) == [("paper", [first, second]), ("paper", [third])]
    assert dict(PaperSheet.objects.values_list("serial", "because")) == {1: "", 2: "", 3: "blank", 4: "invalid"}
    assert not SheetEntry.objects.exists()
    with pytest.raises(Conflict):
        close_bundle(bundle_id=bundle.pk, by=two)
    with pytest.raises(Conflict):
        enter_sheet(bundle_id=bundle.pk, serial=1, reading=marks(vote, 1), by=two)


def test_a_bundle_that_does_not_add_up_stays_out_and_says_what_is_missing(db: None) -> None:
    vote, one, two, three = staffed(), clerk("one"), clerk("two"), clerk("three")
    place = library(vote)
    bundle = open_bundle(place_id=place.pk, number=1, day=timezone.localdate(), sheets=3, by=one)
    enter_sheet(bundle_id=bundle.pk, serial=1, reading=marks(vote, 0), by=one)
    for by, number in ((one, 0), (two, 1)):
        sheet = enter_sheet(bundle_id=bundle.pk, serial=2, reading=marks(vote, number), by=by)
    with pytest.raises(Invalid) as refused:
        close_bundle(bundle_id=bundle.pk, by=one)
    assert "1, 3" in str(refused.value.message)
    enter_sheet(bundle_id=bundle.pk, serial=1, reading=marks(vote, 0), by=two)
    with pytest.raises(Invalid):
        correct_count(bundle_id=bundle.pk, sheets=1, by=one)
    correct_count(bundle_id=bundle.pk, sheets=2, by=one)
    with pytest.raises(Invalid) as refused:
        close_bundle(bundle_id=bundle.pk, by=one)
    assert refused.value.code == "differs"
    with pytest.raises(NotAllowed):
        settle_sheet(sheet_id=sheet.pk, reading=marks(vote, 1), by=two)
    settle_sheet(sheet_id=sheet.pk, reading=marks(vote, 2), by=three)
    with pytest.raises(Conflict):
        settle_sheet(sheet_id=sheet.pk, reading=marks(vote, 2), by=three)
    close_bundle(bundle_id=bundle.pk, by=one)
    assert [items for _channel, items in papers_of(vote)] == [[vote.items["kallio"][0].pk], [vote.items["kallio"][2].pk]]


def test_one_person_cannot_enter_a_sheet_twice_but_may_mend_their_own(db: None) -> None:
    vote, one, two, three = staffed(), clerk("one"), clerk("two"), clerk("three")
    bundle = open_bundle(place_id=library(vote).pk, number=1, day=timezone.localdate(), sheets=2, by=one)
    enter_sheet(bundle_id=bundle.pk, serial=1, reading=marks(vote, 0), by=one)
    assert enter_sheet(bundle_id=bundle.pk, serial=1, reading=marks(vote, 1), by=one).state == "entered"
    assert (next_serial(bundle, one.pk), next_serial(bundle, two.pk)) == (2, 1)
    assert enter_sheet(bundle_id=bundle.pk, serial=1, reading=marks(vote, 1), by=two).state == "agreed"
    with pytest.raises(Conflict):
        enter_sheet(bundle_id=bundle.pk, serial=1, reading=marks(vote, 1), by=three)
    with pytest.raises(Invalid):
        enter_sheet(bundle_id=bundle.pk, serial=3, reading=marks(vote, 1), by=one)
    assert (next_serial(bundle, one.pk), next_serial(bundle, two.pk), next_serial(bundle, three.pk)) == (2, 2, 2)


@pytest.mark.django_db(transaction=True)
def test_three_who_type_a_sheet_at_once_are_two_and_a_refusal() -> None:
    """Red without its guard: with the lock on the bundle left out, all three were let in."""
    vote = staffed()
    people = [clerk(name) for name in ("one", "two", "three")]
    bundle = open_bundle(place_id=library(vote).pk, number=1, day=timezone.localdate(), sheets=1, by=people[0])
    found = all_at_once([partial(enter_sheet, bundle_id=bundle.pk, serial=1, reading=marks(vote, 0), by=by) for by in people])
    assert sum(isinstance(one, Conflict) for one in found) == 1, found
    assert PaperSheet.objects.get().state == "agreed"


@pytest.mark.django_db(transaction=True)
def test_a_bundle_put_into_the_box_twice_at_once_is_there_once() -> None:
    """Red without its guard: with the lock on the bundle left out, the others found the entries gone, as an error."""
    vote, one, two = staffed(), clerk("one"), clerk("two")
    bundle = entered_twice(library(vote), [marks(vote, 0), marks(vote, 1)], one, two)
    found = all_at_once([partial(close_bundle, bundle_id=bundle.pk, by=one)] * 4)
    assert sum(isinstance(one, Conflict) for one in found) == 3, found
    assert BallotPaper.objects.count() == 2


def test_a_posted_sheet_is_held_against_the_roll(db: None) -> None:
    vote, one, two = staffed(age_from=13), clerk("one"), clerk("two")
    batch = CodeBatch.objects.create(round=vote.round, name="Letters", made_by=one)
    old, young = timezone.localdate().replace(year=1990, day=1), timezone.localdate().replace(day=1)
    for code, born in (("AAAA", old), ("BBBB", old), ("CCCC", young)):
        with_code(vote, code, batch=batch, born=born)
    cast(vote, voter_by_code(vote.round, "BBBB"), vote.choices(0))
    codes = ("AAAA", "AAAA", "BBBB", "CCCC", "DDDD")
    bundle = entered_twice(library(vote), [marks(vote, 1, code=code) for code in codes], one, two)
    close_bundle(bundle_id=bundle.pk, by=one)
    assert dict(PaperSheet.objects.values_list("serial", "because")) == {
        1: "", 2: "voted", 3: "voted", 4: "not_allowed", 5: "unknown_code",
    }  # fmt: skip
    assert sorted(Participation.objects.values_list("channel", flat=True)) == ["code", "paper"]
    with pytest.raises(NotAllowed):
        cast(vote, voter_by_code(vote.round, "AAAA"), vote.choices(2))


def test_two_who_read_another_code_differ(db: None) -> None:
    vote, one, two = staffed(), clerk("one"), clerk("two")
    bundle = open_bundle(place_id=library(vote).pk, number=1, day=timezone.localdate(), sheets=1, by=one)
    enter_sheet(bundle_id=bundle.pk, serial=1, reading=marks(vote, 0, code="AAAA"), by=one)
    assert enter_sheet(bundle_id=bundle.pk, serial=1, reading=marks(vote, 0, code="AAAB"), by=two).state == "differs"


def test_a_withdrawn_item_is_left_out_and_the_others_count(db: None) -> None:
    vote, one, two = staffed(), clerk("one"), clerk("two")
    gone, kept = vote.items["kallio"][:2]
    bundle = entered_twice(library(vote), [marks(vote, 0, 1), marks(vote, 0)], one, two)
    gone.withdrawn_at, gone.withdrawn_because = timezone.now(), "Not possible"
    gone.save()
    close_bundle(bundle_id=bundle.pk, by=one)
    assert papers_of(vote) == [("paper", [kept.pk])]
    assert PaperSheet.objects.get(serial=2).because == "withdrawn"


def test_paper_is_entered_after_the_close_and_not_after_the_decision(db: None) -> None:
    vote, one, two = staffed(), clerk("one"), clerk("two")
    place = library(vote)
    Phase.objects.update(ends_at=timezone.now())
    close_round(round_id=vote.round.pk, by=None)
    bundle = entered_twice(place, [marks(vote, 0)], one, two)
    vote.round.refresh_from_db()
    vote.round.state, vote.round.decided_at = "decided", timezone.now()
    vote.round.save()
    for act in (partial(close_bundle, bundle_id=bundle.pk, by=one),
                partial(open_bundle, place_id=place.pk, number=2, day=timezone.localdate(), sheets=1, by=one)):  # fmt: skip
        with pytest.raises(PhaseClosed):
            act()
    assert papers_of(vote) == []


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.MODERATOR, Role.ASSESSOR])
def test_others_do_not_type_in_paper(role: Role) -> None:
    vote = staffed()
    with pytest.raises(NotAllowed):
        open_bundle(place_id=library(vote).pk, number=1, day=timezone.localdate(), sheets=1, by=staff("other", role))


@pytest.mark.parametrize(
    ("line", "kind", "expected"),
    [
        ("1 2,3;  ", "approval", [(11, 0), (12, 0), (13, 0)]),
        ("3 1", "ordinal", [(13, 0), (11, 0)]),
        ("1=3 2:4", "cumulative", [(11, 3), (12, 4)]),
        ("", "approval", []),
        ("1 x", "approval", None),
        ("4", "approval", None),
        ("1", "cumulative", None),
        ("1=2", "approval", None),
        ("🗳️", "approval", None),
        ("9" * 30, "approval", None),
    ],
)
def test_a_line_of_numbers_is_read_or_refused(line: str, kind: str, expected: list[tuple[int, int]] | None) -> None:
    vote = staffed(kind=kind)
    numbers = {1: 11, 2: 12, 3: 13}
    if expected is None:
        with pytest.raises(Invalid) as refused:
            typed_choices(line, vote.round, numbers)
        assert refused.value.field == "numbers"
    else:
        assert typed_choices(line, vote.round, numbers) == [Choice(*one) for one in expected]


def test_both_ways_are_in_every_number_and_the_paper_adds_up(anna: User) -> None:
    vote, one, two = staffed(), clerk("one"), clerk("two")
    place, empty = library(vote), library(vote)
    cast(vote, anna, vote.choices(0))
    for number in range(3):
        issue_paper(place_id=place.pk, shown=shown(f"PASS{number}"), by=one)
    replace_sheet(place_id=place.pk, by=one)
    bundle = entered_twice(place, [marks(vote, 0), Reading(is_blank=True)], one, two)
    close_bundle(bundle_id=bundle.pk, by=one)
    lines = {total.place.pk: total for total, _days in reconciled(vote.round)}
    line = lines[place.pk]
    assert (line.given, line.spoiled, line.sheets, line.missing) == (4, 1, 2, 1)
    assert (line.by_state["counted"], line.because["blank"], lines[empty.pk].given) == (1, 1, 0)
    numbers = turnout(vote.round)
    assert numbers.voters == 4
    assert {group.key: group.voters for group in numbers.by_channel} == {"web": 1, "paper": 3}
    assert [(str(pot), group.by_channel) for pot, group in numbers.by_pot if group.voters] == [("Kallio", {"web": 1, "paper": 1})]
    assert public_turnout(vote.round) == 4


def test_turnout_is_kept_from_the_public_where_the_rules_say_so(anna: User) -> None:
    vote = staffed(hides_turnout=True)
    cast(vote, anna, vote.choices(0))
    assert public_turnout(vote.round) is None
    vote.round.state = "closed"
    assert public_turnout(vote.round) == 1


@pytest.mark.parametrize("places", [1, 3])
def test_the_reconciliation_asks_five_questions(places: int) -> None:
    vote = staffed()
    for _number in range(places):
        library(vote)
    with CaptureQueriesContext(connection) as asked:
        reconciled(vote.round)
    assert len(asked) == 5
