"""What the rest of the site shows of a vote: never how it stands, and nothing that grows with it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from participation.accounts.models import User
from participation.projects.queries import readable_project
from proposals.voting import feature
from proposals.voting.keys import destroy_key
from proposals.voting.models import Participation
from tests.factories.proposals import ProposalFactory
from tests.factories.voting import ItemFactory
from tests.voting.conftest import Vote, cast
from tests.voting.pages import BASE, Voter

pytestmark = pytest.mark.django_db


def queries_of(browser: Voter, tail: str) -> int:
    """How many it takes to open a page for the second time."""
    browser.opens(tail)
    with CaptureQueriesContext(connection) as seen:
        browser.opens(tail)
    return len(seen)


def test_pages_cost_the_same_at_one_and_at_many(vote: Vote, anna: User) -> None:
    browser = Voter()
    browser.force_login(anna)
    ItemFactory(pot=vote.kallio, proposal=ProposalFactory(project=vote.round.project))
    browser.adds(vote.items["kallio"][0])
    pages = ("", "where/", f"pots/{vote.kallio.pk}/", "review/", "rules/", "receipt/")
    few = {tail: queries_of(browser, tail) for tail in pages}
    for _n in range(8):
        ItemFactory(pot=vote.kallio, proposal=ProposalFactory(project=vote.round.project))
    browser.adds(*vote.items["kallio"][1:])
    many = {tail: queries_of(browser, tail) for tail in pages}
    assert few == many
    assert max(many.values()) <= 17, many


def test_the_project_says_vote_now_and_where_the_money_goes(vote: Vote) -> None:
    request = RequestFactory().get("/")
    project = readable_project("budjetti", request_user())
    actions = list(feature.now(request, project, project.phase_list))
    assert [action.url for action in actions] == [BASE.replace("/en/", "/fi/")] or actions[0].url.endswith("/vote/")
    with CaptureQueriesContext(connection) as seen:
        panel = feature.panel(request, project)
    assert panel is not None
    assert len(seen) == 1, "the round was read for what one can do now"
    assert len(panel.context["pots"]) == 3


def request_user() -> object:
    """Nobody."""
    from django.contrib.auth.models import AnonymousUser

    return AnonymousUser()


def test_what_is_exported_is_that_and_how_one_voted_and_nothing_more(vote: Vote, anna: User) -> None:
    cast(vote, anna, vote.choices(0))
    row = Participation.objects.get()
    assert feature.export(anna) == [{"project": "budjetti", "day": row.day.isoformat(), "channel": "web", "times": 1}]
    destroy_key(vote.round.pk)
    assert feature.export(anna) == []


def test_erasing_an_account_does_not_give_a_second_vote(vote: Vote, anna: User) -> None:
    cast(vote, anna, vote.choices(0))
    feature.erase(anna)
    assert Participation.objects.count() == 1


def test_nobody_is_shown_how_a_vote_stands(vote: Vote, anna: User, ben: User) -> None:
    """The pages are the same, whatever has been voted."""
    browser = Voter()
    pages = ("where/", f"pots/{vote.kallio.pk}/?seed=a", f"pots/{vote.kallio.pk}/?seed=a&sort=cheapest", "rules/")
    before = [strip(browser.opens(tail)) for tail in pages]
    for who in (anna, ben):
        cast(vote, who, vote.choices(2))
    assert [strip(browser.opens(tail)) for tail in pages] == before


def strip(page: str) -> str:
    """Without what differs each time."""
    import re

    return re.sub(r'(csrfmiddlewaretoken" value|nonce|seed)="?=?[^"&]*', "", page)
