"""The clock: reminders before the due date, the coordinator after it, then every week; each once."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from celery import current_app
from django.conf import settings
from django.utils import timezone

from districts.models import Unit
from districts.states import Role
from participation.accounts.models import User
from participation.audit.models import Entry
from participation.notifications.models import OutboxMessage
from proposals.commitments import services
from proposals.commitments.models import Commitment
from proposals.commitments.tasks import daily
from proposals.models import Proposal
from tests.cast import Town, person
from tests.factories.commitments import called_done, make_late
from tests.factories.districts import DistrictRoleFactory, city


@pytest.fixture
def parker(town: Town, parks: Unit) -> User:
    """Works for the parks in Kallio."""
    user = person("parker")
    DistrictRoleFactory(user=user, district=town.kallio, role=Role.EDITOR, unit=parks)
    return user


@pytest.fixture
def cecilia(town: Town) -> User:
    """Coordinates the whole city."""
    user = person("cecilia")
    DistrictRoleFactory(user=user, district=city(), role=Role.COORDINATOR)
    return user


def told() -> list[tuple[str, str]]:
    """(moment, address) of every mail."""
    return sorted((key.split(".")[3], address) for key, address in OutboxMessage.objects.values_list("key", "address"))


def on_day(number: int) -> int:
    """Run the daily task so many days from now, twice, as a worker would that was started again."""
    with time_machine.travel(timezone.now() + timedelta(days=number), tick=False):
        written = daily()
        assert daily() == 0
    return written


def test_the_unit_is_reminded_twice_before(commitment: Commitment, parker: User, carla: User) -> None:
    assert on_day(10) == 0
    assert on_day(16) == 2
    assert told() == [("soon14", "parker@example.org"), ("soon14", "parks@example.org")]
    assert on_day(20) == 0
    assert on_day(28) == 2
    assert "due in 2 days" in OutboxMessage.objects.get(key__contains="soon3", recipient=parker).subject


def test_where_nobody_is_known_the_coordinator_is_reminded(commitment: Commitment, carla: User) -> None:
    Unit.objects.update(email="")
    assert on_day(16) == 1
    assert told() == [("soon14", "carla@example.org")]


def test_the_day_after_it_goes_to_the_nearest_coordinator_then_weekly(commitment: Commitment, carla: User, cecilia: User) -> None:
    assert on_day(30) == 1  # due today: the unit
    assert on_day(31) == 2
    assert ("late0", "carla@example.org") in told()
    assert on_day(33) == 0
    assert on_day(38) == 2
    assert ("late1", "carla@example.org") in told()
    assert not [moment for moment, address in told() if address == cecilia.email]
    on_day(60)
    assert ("late4", cecilia.email) in told()
    assert Entry.objects.filter(action="commitment.late").count() == 1


def test_a_moved_date_starts_the_clock_again(commitment: Commitment, carla: User) -> None:
    on_day(31)
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        services.move_due_date(
            commitment_id=commitment.pk, due_on=timezone.localdate() + timedelta(days=40), reason={"fi": "Myöhässä."}, by=carla
        )
    assert on_day(32) == 0
    assert on_day(72) == 2
    assert Entry.objects.filter(action="commitment.late").count() == 2


@pytest.mark.parametrize("change", ["done", "given-up", "withdrawn"])
def test_what_is_over_or_gone_is_left_alone(commitment: Commitment, carla: User, change: str) -> None:
    make_late(commitment, 5)
    if change == "done":
        called_done(commitment, carla)
    elif change == "given-up":
        services.give_up(commitment_id=commitment.pk, reasons={"fi": "Ei onnistu."}, by=carla)
    else:
        Proposal.objects.update(state="withdrawn")
    assert daily() == 0


def test_a_dispute_comes_back_every_week_until_it_is_answered(commitment: Commitment, carla: User, ben: User) -> None:
    asked = called_done(commitment, carla)
    services.answer_question(round_id=asked.pk, resident=ben, is_done=False, language="en")
    services.settle(round_id=asked.pk)
    assert OutboxMessage.objects.filter(recipient=carla).count() == 1
    assert on_day(3) == 0
    assert on_day(7) == 1
    services.explain(commitment_id=commitment.pk, text={"fi": "Korjaamme."}, by=carla)
    assert on_day(14) == 0


def test_one_that_fails_does_not_take_back_the_others(commitment: Commitment, carla: User) -> None:
    """Each promise is a transaction of its own: what was written before a worker died stays, and is not written again."""
    make_late(commitment, 1)
    assert daily() == 2
    assert daily() == 0


def test_the_scheduler_knows_the_tasks() -> None:
    current_app.loader.import_default_modules()
    for name in ("promises", "settle-questions-about-promises"):
        assert settings.CELERY_BEAT_SCHEDULE[name]["task"] in current_app.tasks


def test_mail_is_in_the_language_of_who_reads_it(commitment: Commitment, carla: User) -> None:
    User.objects.filter(pk=carla.pk).update(language="sv")
    make_late(commitment, 1)
    daily()
    mail = OutboxMessage.objects.get(recipient=carla)
    assert mail.language == "sv"
    assert "Bänkarna på plats" in mail.subject
