"""The author sees why, nobody else does, and the profile leads there."""

import json

import pytest
from django.test import Client
from django.utils import translation

from participation.accounts.models import User
from participation.comments.models import Comment
from participation.moderation import contributions, services
from tests.factories.moderation import hide, open_case


@pytest.fixture
def decision(comment: Comment, ben: User, mira: User):
    """Anna's comment, hidden by Mira after Ben's report."""
    return hide(open_case(comment, ben), mira)


def test_author_reads_what_when_why_and_whom_to_ask(client: Client, decision, anna: User, comment: Comment) -> None:
    client.force_login(anna)
    response = client.get(f"/en/report/decision/{decision.pk}/")
    text = response.content.decode()
    assert response.status_code == 200
    for words in (comment.body, decision.explanation, "It insults or threatens somebody", "Kallio", "feedback@example.org"):
        assert words in text
    for private in ("Mira", "Ben"):
        assert private not in text


def test_nobody_else_gets_it(client: Client, decision, ben: User, mira: User, aino: User) -> None:
    path = f"/en/report/decision/{decision.pk}/"
    assert client.get(path).status_code == 302
    for user in (ben, mira, aino):
        client.force_login(user)
        assert client.get(path).status_code == 404


def test_report_that_led_nowhere_is_not_shown(client: Client, comment: Comment, anna: User, ben: User, mira: User) -> None:
    kept = services.decide(case_id=open_case(comment, ben).pk, action="keep", by=mira)
    client.force_login(anna)
    assert client.get(f"/en/report/decision/{kept.pk}/").status_code == 404
    assert contributions.contributions(anna) == []


def test_automatic_hold_says_so_and_a_later_decision_is_pointed_out(
    client: Client,
    comment: Comment,
    anna: User,
    mira: User,
) -> None:
    held = services.hold_automatically(kind="comment", object_id=comment.pk, ground="spam")
    client.force_login(anna)
    path = f"/en/report/decision/{held.pk}/"
    assert "Automatically, without a person" in client.get(path).content.decode()
    kept = services.decide(case_id=held.case_id, action="keep", by=mira)
    assert "does not hold any more" in client.get(path).content.decode()
    assert "shown again" in client.get(f"/en/report/decision/{kept.pk}/").content.decode()


def test_profile_lists_decisions_and_own_reports(decision, anna: User, ben: User) -> None:
    with translation.override("en"):
        [line] = contributions.contributions(anna)
        [report] = contributions.contributions(ben)
    assert (line.url, line.state) == (f"/en/report/decision/{decision.pk}/", "Hidden")
    assert report.url.startswith("/en/report/follow/")
    assert report.title == "It insults or threatens somebody"


def test_profile_asks_no_more_for_more(comment: Comment, anna: User, ben: User, mira: User, django_assert_num_queries) -> None:
    case = hide(open_case(comment, ben), mira).case
    with django_assert_num_queries(2):
        contributions.contributions(anna)
    again = services.restore(case_id=case.pk, by=mira).case
    hide(open_case(comment, ben), mira)
    assert again != case
    with django_assert_num_queries(2):
        assert len(contributions.contributions(anna)) == 3


def test_export_is_json(decision, anna: User, ben: User) -> None:
    assert json.loads(json.dumps(contributions.export(anna)))["decisions"][0]["action"] == "hide"
    assert json.loads(json.dumps(contributions.export(ben)))["reports"][0]["reason"] == "insult"
