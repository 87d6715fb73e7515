"""Published rules: changed with a reason by two people, and in no other way."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from participation.accounts.models import User
from participation.audit.models import Entry
from participation.common.refusals import Conflict, Invalid, NotAllowed, PhaseClosed
from participation.projects.models import Phase
from participation.projects.services import add_phase, close_phase_now, edit_phase, extend_phase, move_phase, open_phase_now
from proposals.voting.canonical import digest
from proposals.voting.keys import tracker_hash
from proposals.voting.models import BudgetItem, Receipt, Round, RulesChange
from proposals.voting.presentation import change_lines, moment_words
from proposals.voting.queries.staff import public_changes
from proposals.voting.services import cancel_round, close_round, propose_change, settle_change, withdraw_item
from proposals.voting.states import RoundState
from tests.voting.conftest import Vote, cast, opened, prepared

WHY = {"fi": "Palvelu oli poikki.", "sv": "Tjänsten låg nere.", "en": "The service was down."}


def later(**more: int) -> datetime:
    """A moment to come, on a whole minute."""
    return timezone.now().replace(second=0, microsecond=0) + timedelta(**more)


def agreed(vote: Vote, by: User, second: User, **changes: Any) -> RulesChange:
    """A change proposed and put in force."""
    named = {name.replace("__", "."): value for name, value in changes.items()}
    change = propose_change(round_id=vote.round.pk, by=by, changes=named, reasons=WHY)
    change = settle_change(change_id=change.pk, by=second, approve=True)
    vote.round.refresh_from_db()
    return change


def phase_of(vote: Vote) -> Phase:
    """When people vote."""
    return Phase.objects.get(project=vote.round.project)


def test_the_desk_cannot_move_a_published_vote(vote: Vote, cora: User) -> None:
    """V09. Without `require_may_change` in `projects.services._save_phase` every one of these went through."""
    phase, before = phase_of(vote), phase_of(vote).ends_at
    for act in (
        lambda: extend_phase(phase_id=phase.pk, ends_at=later(days=9), by=cora),
        lambda: close_phase_now(phase_id=phase.pk, by=cora),
        lambda: move_phase(phase_id=phase.pk, by=cora, starts_at=timezone.now()),
        lambda: move_phase(phase_id=phase.pk, by=cora, keep_end=False),
        lambda: edit_phase(phase_id=phase.pk, by=cora, values={"features": ["comment"]}),
        lambda: add_phase(
            project_id=phase.project_id,
            by=cora,
            values={"title": "Toinen", "features": ["vote"], "starts_at": later(days=1), "ends_at": later(days=2)},
        ),
    ):
        with pytest.raises(Conflict):
            act()
    assert phase_of(vote).ends_at == before
    edit_phase(phase_id=phase.pk, by=cora, values={"title": "Äänestys"})
    open_phase_now(phase_id=phase.pk, by=cora)
    assert str(phase_of(vote)) == "Äänestys"
    seconds = phase.starts_at
    edit_phase(phase_id=phase.pk, by=cora, values={"starts_at": seconds.replace(second=0, microsecond=0)})
    assert phase_of(vote).starts_at == seconds


def test_before_publishing_dates_are_free(db: None, cora: User) -> None:
    vote = prepared()
    extend_phase(phase_id=phase_of(vote).pk, ends_at=later(days=9), by=cora)
    assert phase_of(vote).ends_at == later(days=9)


def test_the_desks_form_says_why(vote: Vote, cora: User, enter: Any) -> None:
    phase = phase_of(vote)
    url = reverse("phase_edit", args=[phase.project_id, phase.pk])
    sent = {"title_fi": "Vaihe", "starts_at": "2026-01-01T10:00", "ends_at": "2031-01-01T10:00", "features": ["vote"]}
    sent |= {"title_sv": "Skede", "title_en": "Phase"}
    page = enter(cora).post(url, sent)
    assert "part of its published rules" in page.content.decode()


def test_two_people_move_the_end_and_receipts_stay(vote: Vote, anna: User, cora: User, cyril: User) -> None:
    given, old, end = cast(vote, anna, vote.choices(0)), vote.round.rules_digest, later(days=9)
    change = propose_change(round_id=vote.round.pk, by=cora, changes={"closes": end}, reasons=WHY)
    assert phase_of(vote).ends_at != end
    with pytest.raises(NotAllowed):
        settle_change(change_id=change.pk, by=cora, approve=True)
    change = settle_change(change_id=change.pk, by=cyril, approve=True)
    vote.round.refresh_from_db()
    assert phase_of(vote).ends_at == end
    assert (change.old_digest, change.new_digest) == (old, vote.round.rules_digest)
    assert digest(vote.round.rules_text) == vote.round.rules_digest != old
    assert end.astimezone(UTC).isoformat() in vote.round.rules_text
    assert Receipt.objects.get(tracker_hash=tracker_hash(given.tracker)).state == "counted"
    assert cast(vote, anna, vote.choices(1)).is_change
    assert [one.pk for one in public_changes(vote.round)] == [change.pk]
    assert change_lines(change, {})[0].label
    assert set(Entry.objects.values_list("action", flat=True)) >= {"round.change_propose", "round.change_approve"}
    with pytest.raises(Conflict):
        settle_change(change_id=change.pk, by=cyril, approve=False)


def test_a_reason_in_every_language(vote: Vote, cora: User) -> None:
    for missing in WHY:
        with pytest.raises(Invalid) as refusal:
            propose_change(round_id=vote.round.pk, by=cora, changes={"objection_days": 3}, reasons={**WHY, missing: " \u200b"})
        assert refusal.value.field.startswith("reason")
    assert not RulesChange.objects.exists()


def test_one_change_waits_at_a_time_and_can_be_taken_back(vote: Vote, cora: User, cyril: User) -> None:
    first = propose_change(round_id=vote.round.pk, by=cora, changes={"objection_days": 3}, reasons=WHY)
    with pytest.raises(Conflict):
        propose_change(round_id=vote.round.pk, by=cyril, changes={"objection_days": 4}, reasons=WHY)
    settle_change(change_id=first.pk, by=cora, approve=False)
    assert not public_changes(vote.round)
    agreed(vote, cora, cyril, objection_days=5)
    assert vote.round.objection_days == 5


def test_what_people_vote_by_is_not_changed_once_they_can(vote: Vote, cora: User, cyril: User) -> None:
    for name, value in (("most_choices", 9), ("age_from", 3), ("rule", "equal_shares"), (f"pot.{vote.kallio.pk}", 5)):
        with pytest.raises(Conflict):
            propose_change(round_id=vote.round.pk, by=cora, changes={name: value}, reasons=WHY)
    for name, value in (
        ("kind", "ordinal"),
        ("seed", "1"),
        ("pot.x", 5),
        ("pot.99999", 5),
        ("withdrawn.99999", True),
        ("opens", 3),
    ):
        with pytest.raises(Invalid):
            propose_change(round_id=vote.round.pk, by=cora, changes={name: value}, reasons=WHY)
    with pytest.raises(Invalid):
        propose_change(round_id=vote.round.pk, by=cora, changes={"sources": ["identity"]}, reasons=WHY)
    agreed(vote, cora, cyril, sources=["identity", "code"])
    assert '"sources":["code","identity"]' in vote.round.rules_text


def test_before_the_opening_more_can_be_changed(db: None, cora: User, cyril: User) -> None:
    vote = prepared()
    Phase.objects.filter(project=vote.round.project).update(starts_at=later(days=1), ends_at=later(days=5))
    from proposals.voting.services import publish_rules

    vote.round = publish_rules(round_id=vote.round.pk, by=cora)
    agreed(vote, cora, cyril, age_from=15, **{f"pot__{vote.kallio.pk}": 90_000})
    agreed(vote, cora, cyril, opens=later(days=2))
    assert (vote.round.age_from, phase_of(vote).starts_at) == (15, later(days=2))
    assert '"budget":90000' in vote.round.rules_text
    for wrong in ({f"pot.{vote.kallio.pk}": 10}, {"opens": later(days=7)}, {"opens": later(days=-7)}, {"most_choices": 0}):
        with pytest.raises(Invalid):
            propose_change(round_id=vote.round.pk, by=cora, changes=wrong, reasons=WHY)


def test_an_item_is_withdrawn_by_two(vote: Vote, anna: User, cora: User, cyril: User) -> None:
    item = vote.items["kallio"][0]
    change = withdraw_item(item_id=item.pk, by=cora, reasons=WHY)
    cast(vote, anna, vote.choices(0))
    settle_change(change_id=change.pk, by=cyril, approve=True)
    item = BudgetItem.objects.get(pk=item.pk)
    assert (item.is_on_ballot, item.withdrawn_because, item.withdrawn_because_sv) == (False, WHY["fi"], WHY["sv"])
    with pytest.raises(Invalid):
        cast(vote, anna, vote.choices(0))
    with pytest.raises(Invalid):
        withdraw_item(item_id=item.pk, by=cora, reasons=WHY)


def test_a_closed_vote_is_opened_again_by_two(vote: Vote, anna: User, cora: User, cyril: User) -> None:
    given = cast(vote, anna, vote.choices(0))
    Phase.objects.filter(project=vote.round.project).update(ends_at=timezone.now())
    with pytest.raises(PhaseClosed):
        cast(vote, anna, vote.choices(1))
    waiting = propose_change(round_id=vote.round.pk, by=cora, changes={"closes": later(days=1)}, reasons=WHY)
    close_round(round_id=vote.round.pk, by=None)
    with pytest.raises(Conflict):  # it was proposed while the vote was open
        settle_change(change_id=waiting.pk, by=cyril, approve=True)
    settle_change(change_id=waiting.pk, by=cyril, approve=False)
    agreed(vote, cora, cyril, closes=later(days=2))
    assert (vote.round.state, vote.round.closed_at) == (RoundState.OPEN, None)
    assert cast(vote, anna, vote.choices(1)).is_change
    assert Receipt.objects.get(tracker_hash=tracker_hash(given.tracker)).state == "replaced"


def test_a_close_that_has_passed_is_not_put_in_force(vote: Vote, cora: User, cyril: User) -> None:
    change = propose_change(round_id=vote.round.pk, by=cora, changes={"closes": timezone.now() + timedelta(hours=1)}, reasons=WHY)
    RulesChange.objects.filter(pk=change.pk).update(
        changes={"closes": [change.changes["closes"][0], (timezone.now() - timedelta(seconds=1)).astimezone(UTC).isoformat()]}
    )
    with pytest.raises(Invalid):
        settle_change(change_id=change.pk, by=cyril, approve=True)
    with pytest.raises(Invalid):
        propose_change(round_id=vote.round.pk, by=cora, changes={"closes": timezone.now()}, reasons=WHY)


def test_calling_a_published_vote_off_takes_two(vote: Vote, cora: User, cyril: User) -> None:
    with pytest.raises(Conflict):
        cancel_round(round_id=vote.round.pk, by=cora)
    agreed(vote, cora, cyril, cancelled=True)
    assert vote.round.state == RoundState.CANCELLED


def test_wrong_people(vote: Vote, cora: User, mona: User, audrey: User) -> None:
    change = propose_change(round_id=vote.round.pk, by=cora, changes={"objection_days": 3}, reasons=WHY)
    for person in (mona, audrey):
        with pytest.raises(NotAllowed):
            settle_change(change_id=change.pk, by=person, approve=True)
        with pytest.raises(NotAllowed):
            propose_change(round_id=vote.round.pk, by=person, changes={"objection_days": 3}, reasons=WHY)


def test_the_deadline_stays_when_the_clocks_change(vote: Vote, cora: User, cyril: User) -> None:
    """V10: noon in Helsinki on the last Sunday of October is 10 o'clock UTC, a day before it is 9."""
    city = ZoneInfo("Europe/Helsinki")
    sunday = datetime(2031, 10, 26, 12, 0, tzinfo=city)
    agreed(vote, cora, cyril, closes=sunday)
    assert phase_of(vote).ends_at.astimezone(UTC).hour == 10
    assert '"closes":"2031-10-26T10:00:00+00:00"' in vote.round.rules_text
    agreed(vote, cora, cyril, closes=datetime(2031, 10, 25, 12, 0, tzinfo=city))
    assert '"closes":"2031-10-25T09:00:00+00:00"' in vote.round.rules_text
    twice = [datetime(2031, 10, 26, 3, 30, tzinfo=city, fold=fold).astimezone(UTC).isoformat() for fold in (0, 1)]
    shown = [moment_words(one) for one in twice]
    assert shown[0] != shown[1]
    assert "UTC+0300" in shown[0]
    assert "UTC+0200" in shown[1]


def test_changing_in_the_admin(vote: Vote, cora: User, cyril: User, enter: Any) -> None:
    url = reverse("voting_changes", args=[vote.round.project_id])
    end = timezone.localtime(later(days=9))
    shown = enter(cora).get(url)
    assert "closes" in shown.context["form"].fields
    assert "most_choices" not in shown.context["form"].fields
    sent = {"closes": end.strftime("%Y-%m-%dT%H:%M"), "sources": ["identity"], "objection_days": 14, "reason": WHY["fi"]}
    page = enter(cora).post(url, sent)
    assert page.status_code == 422
    assert WHY["fi"] in page.content.decode()
    sent |= {"reason_sv": WHY["sv"], "reason_en": WHY["en"]}
    assert enter(cora).post(url, {**sent, "closes": "2031-10-26T03:30"}).status_code == 422  # comes twice that night
    assert enter(cora).post(url, sent).status_code == 302
    change = RulesChange.objects.get()
    assert set(change.changes) == {"closes"}
    assert "another coordinator has to agree" in enter(cora).get(url).content.decode()
    approve = reverse("voting_change_act", args=[vote.round.project_id, change.pk, "approve"])
    enter(cora).post(approve)
    assert phase_of(vote).ends_at != end
    assert "Agree" in enter(cyril).get(url).content.decode()
    enter(cyril).post(approve)
    assert phase_of(vote).ends_at == end
    assert WHY["en"] in enter(cora).get(url).content.decode()


@pytest.mark.django_db(transaction=True)
def test_publishing_holds_the_dates_that_become_rules(cora: User) -> None:
    """A phase that is moved while the rules are being published is not moved: it waits, then sees that they are there.

    Seen red: without the lock of the phases in `publish_rules` the move went through, and rules and phase differed.
    """
    from threading import Thread

    from proposals.voting.services import publish_rules

    vote = prepared()
    phase = phase_of(vote)
    refused: list[Conflict] = []

    def move() -> None:
        try:
            move_phase(phase_id=phase.pk, by=cora, ends_at=later(days=9))
        except Conflict as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    with transaction.atomic():
        publish_rules(round_id=vote.round.pk, by=None)
        thread = Thread(target=move)
        thread.start()
        thread.join(0.6)
        assert thread.is_alive()
    thread.join(10)
    assert refused
    stored = Round.objects.get(pk=vote.round.pk)
    assert phase_of(vote).ends_at.isoformat() in stored.rules_text


@pytest.mark.django_db(transaction=True)
def test_two_settle_one_change_at_once(cora: User, cyril: User) -> None:
    """One of them does it, the other hears that it is done. Without `select_for_update` on the round both would."""
    from threading import Barrier, Thread

    from tests.voting.conftest import coordinator

    vote, third = opened(), coordinator("cleo")
    change = propose_change(round_id=vote.round.pk, by=cora, changes={"closes": later(days=3)}, reasons=WHY)
    start, said = Barrier(2), []

    def settle(by: User, approve: bool) -> None:
        start.wait()
        try:
            settle_change(change_id=change.pk, by=by, approve=approve)
            said.append("done")
        except Conflict:
            said.append("late")
        finally:
            connection.close()

    threads = [Thread(target=settle, args=(cyril, True)), Thread(target=settle, args=(third, False))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert sorted(said) == ["done", "late"]
