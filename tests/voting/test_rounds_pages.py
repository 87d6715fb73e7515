"""A vote in the admin: who sees what, and that nothing typed is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from participation.accounts.models import User
from proposals.voting.models import BudgetItem, Pot, Round
from tests.cast import person
from tests.voting.conftest import Vote, opened, prepared

PAGES = ("voting_round", "voting_rules", "voting_pots", "voting_items", "voting_publish", "voting_changes", "voting_codes")
WORKING = ("voting_items_add", "voting_item_new")


def at(name: str, vote: Vote, *more: object) -> str:
    """The address of a page of the vote."""
    return reverse(name, args=[vote.round.project_id, *more])


@pytest.fixture
def draft(db: None) -> Vote:
    """A round in preparation."""
    return prepared()


def test_coordinators_see_every_page_and_auditors_read(enter: Any, draft: Vote, cora: User, audrey: User) -> None:
    for name in (*PAGES, *WORKING):
        assert enter(cora).get(at(name, draft)).status_code == 200, name
    for name in PAGES:
        page = enter(audrey).get(at(name, draft))
        assert page.status_code == 200, name
        assert 'method="post"' not in page.content.decode().split("<main", 1)[1].split("</main", 1)[0], name
    for name in WORKING:
        assert enter(audrey).get(at(name, draft)).status_code in (302, 404)
    assert "budjetti" in enter(audrey).get(reverse("voting_rounds")).content.decode()


def test_every_page_holds_after_publishing(enter: Any, cora: User, audrey: User) -> None:
    vote = opened()
    for name in PAGES:
        assert enter(cora).get(at(name, vote)).status_code == 200, name
        assert enter(audrey).get(at(name, vote)).status_code == 200, name
    item = vote.items["kallio"][0]
    assert "Withdraw it" in enter(cora).get(at("voting_item", vote, item.pk)).content.decode()
    assert "Withdraw it" not in enter(audrey).get(at("voting_item", vote, item.pk)).content.decode()


def test_others_find_nothing(enter: Any, draft: Vote, mona: User) -> None:
    for name in (*PAGES, *WORKING):
        assert enter(mona).get(at(name, draft)).status_code in (302, 404), name
    assert enter(mona).get(reverse("voting_rounds")).status_code == 302


def test_auditors_change_nothing(enter: Any, draft: Vote, audrey: User) -> None:
    client, item = enter(audrey), draft.items["kallio"][0]
    for url in (
        at("voting_rules", draft),
        at("voting_pots", draft),
        at("voting_items", draft),
        at("voting_publish", draft),
        at("voting_item_act", draft, item.pk, "remove"),
        at("voting_round_act", draft, "cancel"),
        at("voting_codes_act", draft, "print"),
    ):
        assert client.post(url, {"name": "x", "number": 1, "layout": "cards"}).status_code == 302, url
    draft.round.refresh_from_db()
    assert draft.round.state == "draft"
    assert BudgetItem.objects.filter(pk=item.pk).exists()


def test_a_project_without_a_vote_can_begin_one(enter: Any, draft: Vote, cora: User) -> None:
    client = enter(cora)
    client.post(at("voting_round_act", draft, "cancel"))
    page = client.get(at("voting_round", draft))
    assert "no vote yet" in page.content.decode()
    assert client.get(at("voting_rules", draft)).status_code == 404
    client.post(at("voting_round_act", draft, "create"))
    assert Round.objects.current().filter(project=draft.round.project).exists()
    client.post(at("voting_round_act", draft, "create"))
    assert Round.objects.current().filter(project=draft.round.project).count() == 1


def test_what_rules_refuse_keeps_what_was_typed(enter: Any, draft: Vote, cora: User) -> None:
    sent = {
        "kind": "ordinal",
        "most_choices": "7",
        "points": "10",
        "rule": "equal_shares",
        "satisfaction": "cost",
        "completion": "none",
        "tie_break": "lot",
        "districts": "own",
        "sources": ["identity", "code"],
        "age_from": "15",
        "age_rule": "birthday",
        "objection_days": "10",
        "small_pot": "10",
    }
    client = enter(cora)
    page = client.post(at("voting_rules", draft), sent)
    assert page.status_code == 422
    assert 'value="7"' in page.content.decode()
    assert "Method of Equal Shares goes with" in page.content.decode()
    assert client.post(at("voting_rules", draft), {**sent, "most_choices": "0"}).status_code == 422
    assert client.post(at("voting_rules", draft), {**sent, "kind": "\x00"}).status_code == 422
    assert client.post(at("voting_rules", draft), {**sent, "kind": "approval"}).status_code == 302
    draft.round.refresh_from_db()
    assert (draft.round.kind, draft.round.most_choices, draft.round.sources) == ("approval", 7, ["code", "identity"])


def test_two_coordinators_at_the_rules(enter: Any, draft: Vote, cora: User, cyril: User) -> None:
    first = enter(cora).get(at("voting_rules", draft)).context["form"].initial
    sent = {**{name: value for name, value in first.items() if value is not None}, "hides_turnout": ""}
    assert enter(cyril).post(at("voting_rules", draft), {**sent, "most_choices": 8}).status_code == 302
    page = enter(cora).post(at("voting_rules", draft), {**sent, "most_choices": 3})
    assert page.status_code == 422
    assert "Somebody else has changed the rules" in page.content.decode()
    again = {**sent, "most_choices": 3, "seen": page.context["form"]["seen"].value()}
    assert enter(cora).post(at("voting_rules", draft), again).status_code == 302
    draft.round.refresh_from_db()
    assert draft.round.most_choices == 3


def test_pots_by_hand_and_their_refusals(enter: Any, draft: Vote, cora: User) -> None:
    client, kallio = enter(cora), draft.kallio
    amounts = {f"pot_{pot.district_id}": pot.budget for pot in Pot.objects.filter(round=draft.round)}
    field = f"pot_{kallio.district_id}"
    gone = client.post(at("voting_pots", draft), {**amounts, field: ""})
    assert gone.status_code == 422
    assert "has items" in gone.content.decode()
    assert client.post(at("voting_pots", draft), {**amounts, field: "lots"}).status_code == 422
    assert client.post(at("voting_pots", draft), {**amounts, field: "250 000 €"}).status_code == 302
    kallio.refresh_from_db()
    assert kallio.budget == 250_000
    shared = client.post(at("voting_pots_act", draft, "share"), {"total": "1000000", "level": "peruspiiri"})
    assert shared.status_code == 422
    assert 'value="1000000"' in shared.content.decode()


def test_an_item_in_the_citys_words(enter: Any, draft: Vote, cora: User) -> None:
    client = enter(cora)
    sent = {"title": "Penkki", "title_sv": "Bänk", "cost": "12 000", "pot": draft.kallio.pk, "latitude": "60,2"}
    page = client.post(at("voting_item_new", draft), sent)
    assert page.status_code == 422
    assert 'value="Bänk"' in page.content.decode()
    page = client.post(at("voting_item_new", draft), {**sent, "longitude": "24,9"})
    assert page.status_code == 302
    item = BudgetItem.objects.get(title="Penkki")
    assert (item.cost, item.latitude, item.title_sv) == (12_000, 60.2, "Bänk")
    assert client.post(at("voting_item_act", draft, item.pk, "remove")).status_code == 302
    assert not BudgetItem.objects.filter(pk=item.pk).exists()
    assert client.post(at("voting_item", draft, item.pk), sent).status_code == 404


def test_publishing_asks_for_what_was_seen(enter: Any, draft: Vote, cora: User, cyril: User) -> None:
    seen = enter(cora).get(at("voting_publish", draft)).context["digest"]
    BudgetItem.objects.filter(pk=draft.items["kallio"][0].pk).update(cost=10)
    page = enter(cora).post(at("voting_publish", draft), {"seen": seen})
    assert page.status_code == 422
    assert "since you looked" in page.content.decode()
    assert enter(cyril).post(at("voting_publish", draft), {"seen": page.context["digest"]}).status_code == 302
    draft.round.refresh_from_db()
    assert draft.round.state == "open"


def test_what_is_missing_is_said(enter: Any, draft: Vote, cora: User) -> None:
    BudgetItem.objects.filter(pot=draft.malmi).delete()
    page = enter(cora).get(at("voting_publish", draft)).content.decode()
    assert "Every pot needs something to vote on. Empty: Malmi." in page
    assert 'name="seen"' not in page
    assert enter(cora).post(at("voting_publish", draft), {"seen": "x"}).status_code == 422


def test_lists_ask_the_same_however_long(enter: Any, draft: Vote, audrey: User, django_assert_max_num_queries: Any) -> None:
    client = enter(audrey)
    counts = []
    for _n in range(2):
        numbers = []
        for name in ("voting_rounds", "voting_items", "voting_round", "voting_codes", "voting_publish"):
            url = reverse(name) if name == "voting_rounds" else at(name, draft)
            client.get(url)
            with django_assert_max_num_queries(60) as asked:
                client.get(url)
            numbers.append((name, len(asked)))
        counts.append(numbers)
        from tests.factories.projects import ProjectFactory
        from tests.factories.voting import ItemFactory, RoundFactory

        for _m in range(2):
            ItemFactory(pot=draft.kallio)
            RoundFactory(project=ProjectFactory(lead_district=draft.round.project.lead_district))
    assert counts[0] == counts[1]


def test_bad_addresses(enter: Any, draft: Vote, cora: User) -> None:
    client = enter(cora)
    assert client.get(at("voting_item", draft, 999999)).status_code == 404
    assert client.get(reverse("voting_round", args=[999999])).status_code == 404
    assert client.post(at("voting_codes_act", draft, "steal")).status_code == 404
    assert client.post(at("voting_change_act", draft, 99, "approve")).status_code == 404
    assert person("x") is not None
