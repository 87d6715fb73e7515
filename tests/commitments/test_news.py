"""What followers are told when a promise is moved, given up or taken up again."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.formats import date_format
from django.utils.translation import override

from participation.accounts.models import User
from participation.common.origin import Origin
from participation.common.refusals import Refusal
from participation.notifications.models import Follow, News
from proposals.commitments import services
from proposals.commitments.models import Commitment
from proposals.models import Proposal
from tests.factories.commitments import called_done, in_days
from tests.notifications.conftest import spread

WHY = {"fi": "Salaiset syyt.", "en": "Secret reasons."}
LANGUAGES = ("fi", "sv", "en", "ar")


@pytest.fixture
def reader(client: Client, ben: User, commitment: Commitment) -> Client:
    """Ben, who follows the proposal, in his browser."""
    Follow.objects.create(user=ben, kind="proposal", object_id=commitment.proposal_id)
    client.force_login(ben)
    return client


def told(reader: Client, language: str = "en") -> str:
    """What his page of news says."""
    spread()
    return reader.get(f"/{language}/profile/news/").content.decode()


def day(number: int, language: str = "en") -> str:
    """A day as this language writes it."""
    with override(language):
        return date_format(in_days(number), "DATE_FORMAT")


def test_a_moved_date_is_told_with_both_dates(reader: Client, commitment: Commitment, carla: User) -> None:
    services.move_due_date(commitment_id=commitment.pk, due_on=in_days(60), reason=WHY, by=carla)
    assert f"A promise is now due on {day(60)}, not on {day(30)}, and the city says why" in told(reader)
    for language in LANGUAGES:
        page = told(reader, language)
        assert day(60, language) in page
        assert day(30, language) in page


def test_giving_up_is_told_with_the_day_it_was_due(reader: Client, commitment: Commitment, carla: User) -> None:
    services.give_up(commitment_id=commitment.pk, reasons=WHY, by=carla)
    assert f"The city gives up a promise that was due on {day(30)}, and says why" in told(reader)
    assert all(day(30, language) in told(reader, language) for language in LANGUAGES)


@pytest.mark.parametrize("before", ["given up", "called done"])
def test_taking_up_again_is_told_with_both_dates(reader: Client, commitment: Commitment, carla: User, before: str) -> None:
    if before == "given up":
        services.give_up(commitment_id=commitment.pk, reasons=WHY, by=carla)
    else:
        called_done(commitment, carla)
    services.reopen(commitment_id=commitment.pk, due_on=in_days(90), reason=WHY, by=carla)
    words = f"The city takes a promise up again: now due on {day(90)}, not on {day(30)}, and the city says why"
    assert words in told(reader)
    assert all(day(90, language) in told(reader, language) for language in LANGUAGES)


def test_the_news_are_in_the_proposals_feed_and_carry_no_reason(
    client: Client, commitment: Commitment, carla: User, page: str
) -> None:
    services.move_due_date(commitment_id=commitment.pk, due_on=in_days(60), reason=WHY, by=carla)
    services.give_up(commitment_id=commitment.pk, reasons=WHY, by=carla)
    services.reopen(commitment_id=commitment.pk, due_on=in_days(90), reason=WHY, by=carla)
    feed = client.get(f"{page}feed/").content.decode()
    for words in ("now due on", "gives up a promise", "takes a promise up again"):
        assert words in feed
    assert "ecret" not in feed
    assert not [row for row in News.objects.all() if "ecret" in str(row.data) or "alaiset" in str(row.data)]


def test_who_did_it_is_not_told_and_history_is_no_news(commitment: Commitment, carla: User, ben: User) -> None:
    for person in (carla, ben):
        Follow.objects.create(user=person, kind="proposal", object_id=commitment.proposal_id)
    common = {"commitment_id": commitment.pk, "by": carla, "origin": Origin.SEED}
    services.move_due_date(due_on=in_days(60), reason=WHY, **common)
    services.give_up(reasons=WHY, **common)
    services.reopen(due_on=in_days(90), reason=WHY, **common)
    assert not News.objects.filter(kind__in=["commitment.moved", "commitment.given_up", "commitment.reopened"]).exists()
    services.give_up(**common | {"reasons": WHY, "origin": Origin.WEB})
    spread()
    assert [row.user for row in News.objects.get(kind="commitment.given_up").notifications.all()] == [ben]


def test_what_is_refused_is_not_told(commitment: Commitment, carla: User, anna: User) -> None:
    for by, reason in ((anna, WHY), (carla, {})):
        with pytest.raises(Refusal):
            services.move_due_date(commitment_id=commitment.pk, due_on=in_days(60), reason=reason, by=by)
        with pytest.raises(Refusal):
            services.give_up(commitment_id=commitment.pk, reasons=reason, by=by)
    assert set(News.objects.values_list("kind", flat=True)) == {"proposal.answered", "commitment.made"}


@pytest.mark.parametrize("data", [{}, {"due_on": "", "was_due_on": None}, {"due_on": "soon", "was_due_on": 7}])
def test_news_without_dates_still_says_what_happened(
    reader: Client, commitment: Commitment, proposal: Proposal, carla: User, data: dict[str, object]
) -> None:
    services.move_due_date(commitment_id=commitment.pk, due_on=in_days(60), reason=WHY, by=carla)
    News.objects.filter(kind="commitment.moved").update(data=data)
    assert "A promise has another due date, and the city says why" in told(reader)
