"""The queue's live topic: who may listen, and who is told."""

import pytest

from participation.accounts.models import User
from participation.comments.models import Comment
from participation.live import topics
from participation.moderation.queries import district_and_above, watched_district_ids
from participation.moderation.topics import may_watch
from tests.cast import Town, person
from tests.factories.districts import DistrictRoleFactory, city
from tests.factories.moderation import hide, open_case


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[dict]:
    """Events handed to the live service."""
    events: list[dict] = []
    monkeypatch.setattr("participation.moderation.topics.live.publish", lambda **event: events.append(event))
    return events


def test_moderators_of_the_district_listen_and_nobody_else(
    town: Town,
    mira: User,
    otto: User,
    carla: User,
    anna: User,
    aino: User,
) -> None:
    assert [may_watch(user, town.kallio.pk) for user in (mira, otto, carla, anna, aino)] == [True, False, False, False, True]
    assert topics.may_subscribe(mira, f"moderation.{town.kallio.pk}")
    assert not topics.may_subscribe(otto, f"moderation.{town.kallio.pk}")
    assert not may_watch(mira, 10**9)


def test_moderator_of_one_project_does_not_hear_of_the_others(town: Town) -> None:
    user = person("project-moderator")
    DistrictRoleFactory(user=user, district=town.kallio, project=town.project)
    assert not may_watch(user, town.kallio.pk)
    assert watched_district_ids(user) == []


def test_report_and_decision_are_told_to_the_district_and_those_above(
    comment: Comment,
    town: Town,
    ben: User,
    mira: User,
    sent: list[dict],
) -> None:
    case = open_case(comment, ben)
    expected = [
        {"topic": f"moderation.{pk}", "type": "case.changed", "id": case.pk} for pk in sorted([city().pk, town.kallio.pk])
    ]
    assert sent == expected
    sent.clear()
    hide(case, mira)
    assert sent == expected


def test_administrators_listen_to_the_whole_city(town: Town, aino: User, mira: User) -> None:
    assert watched_district_ids(aino) == [city().pk]
    assert watched_district_ids(mira) == [town.kallio.pk]
    assert district_and_above(city().pk) == [city().pk]
