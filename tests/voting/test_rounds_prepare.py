"""Preparing a round by its services: rules, pots, items, publishing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from districts.models import District
from districts.queries import city_root
from participation.accounts.models import User
from participation.audit.models import Entry
from participation.common.refusals import Conflict, Invalid, NotAllowed
from participation.projects.models import Phase, Project
from participation.projects.states import Blueprint
from proposals.assessment.models import Assessment
from proposals.models import Proposal
from proposals.voting.building import build, desk
from proposals.voting.keys import has_key
from proposals.voting.language_gaps import language_gaps
from proposals.voting.models import BudgetItem, Pot, Round
from proposals.voting.services import (
    ItemWords,
    add_item,
    add_items,
    cancel_round,
    edit_item,
    edit_round,
    number_items,
    publish_rules,
    remove_item,
    set_pots,
    share_by_population,
)
from proposals.voting.sharing import shares
from tests.factories.districts import DistrictFactory
from tests.factories.projects import PhaseFactory, ProjectFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.voting import ItemFactory, RoundFactory
from tests.voting.conftest import Vote, opened, prepared

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def draft(db: None) -> Vote:
    """A round in preparation."""
    return prepared()


def assessed(vote: Vote, by: User, **fields: Any) -> Proposal:
    """A proposal of the project that can be done, for 10,000 euros in Kallio. fields: of the assessment or the proposal."""
    known = {"feasibility": "feasible", "cost_low": 5_000, "cost_high": 10_000, "state": "concluded"}
    known |= {name: fields.pop(name) for name in list(fields) if name in known or name == "reasons"}
    proposal = ProposalFactory(project=vote.round.project, **{"district": vote.kallio.district, **fields})
    Assessment.objects.create(proposal=proposal, concluded_at=timezone.now(), concluded_by=by, **known)
    return proposal


def words(vote: Vote, **changes: Any) -> ItemWords:
    """An item in the city's words."""
    return ItemWords(**{"titles": {"fi": "Penkki"}, "texts": {}, "cost": 5, "pot_id": vote.kallio.pk, **changes})


# --- Rules


def test_rules_are_checked_and_recorded(draft: Vote, cora: User, mona: User) -> None:
    edit_round(round_id=draft.round.pk, by=cora, values={"most_choices": 9, "sources": ["desk", "identity", "desk"]})
    draft.round.refresh_from_db()
    assert (draft.round.most_choices, draft.round.sources) == (9, ["desk", "identity"])
    assert Entry.objects.get(action="round.edit").data == {"changed": ["most_choices", "sources"]}
    for wrong in (
        {"kind": "raffle"},
        {"most_choices": 0},
        {"points": 5000},
        {"sources": []},
        {"sources": ["post"]},
        {"seed": "x"},
    ):
        with pytest.raises(Invalid) as refusal:
            edit_round(round_id=draft.round.pk, by=cora, values=wrong)
        assert refusal.value.field == next(iter(wrong))
    with pytest.raises(NotAllowed):
        edit_round(round_id=draft.round.pk, by=mona, values={"most_choices": 3})


def test_published_rules_cannot_be_edited(cora: User) -> None:
    vote = opened()
    for act in (
        lambda: edit_round(round_id=vote.round.pk, by=cora, values={"most_choices": 9}),
        lambda: set_pots(round_id=vote.round.pk, by=cora, amounts={vote.kallio.district_id: 5}),
        lambda: add_items(round_id=vote.round.pk, by=cora, proposal_ids=[]),
        lambda: remove_item(item_id=vote.items["kallio"][0].pk, by=cora),
        lambda: edit_item(item_id=vote.items["kallio"][0].pk, by=cora, words=words(vote)),
        lambda: cancel_round(round_id=vote.round.pk, by=cora),
    ):
        with pytest.raises(Conflict):
            act()


# --- Pots


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(1, 10**10), st.dictionaries(st.integers(1, 40), st.integers(1, 700_000), min_size=1))
def test_shares_add_up_and_are_next_to_exact(total: int, weights: dict[int, int]) -> None:
    found, whole = shares(total, weights), sum(weights.values())
    assert sum(found.values()) == total
    assert all(abs(found[key] - total * weight / whole) < 1 + 1e-6 * total for key, weight in weights.items())
    assert all(found[key] in (total * weight // whole, total * weight // whole + 1) for key, weight in weights.items())


def test_populations_that_do_not_divide(draft: Vote, cora: User) -> None:
    District.objects.filter(pk=draft.kallio.district_id).update(population=29_321)
    District.objects.filter(pk=draft.malmi.district_id).update(population=24_312)
    made = share_by_population(round_id=draft.round.pk, by=cora, total=1_000_001, level="peruspiiri", city_percent=20)
    by_district = {pot.district_id: pot.budget for pot in made}
    assert sum(by_district.values()) == 1_000_001
    assert by_district[city_root().pk] == 200_000
    assert by_district[draft.kallio.district_id] == 437_358
    assert {pot.pk for pot in made} == {draft.kallio.pk, draft.malmi.pk, draft.city.pk}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"total": 0}, "total"),
        ({"total": 1}, "total"),
        ({"city_amount": 100}, "city_amount"),
        ({"city_amount": 1, "city_percent": 1}, "city_amount"),
        ({"city_percent": 100}, "city_percent"),
        ({"level": "osa-alue"}, "level"),
        ({"level": "city"}, "level"),
    ],
)
def test_sharing_that_cannot_be(draft: Vote, cora: User, wrong: dict[str, Any], field: str) -> None:
    District.objects.exclude(parent=None).update(population=10)
    with pytest.raises(Invalid) as refusal:
        share_by_population(round_id=draft.round.pk, by=cora, **{"total": 100, "level": "peruspiiri", **wrong})
    assert refusal.value.field == field
    assert Pot.objects.get(pk=draft.kallio.pk).budget == 100_000


def test_a_district_without_population_is_named(draft: Vote, cora: User) -> None:
    with pytest.raises(Invalid, match="Kallio"):
        share_by_population(round_id=draft.round.pk, by=cora, total=100, level="peruspiiri")


def test_pots_do_not_lie_in_one_another(draft: Vote, cora: User) -> None:
    outer = DistrictFactory(level="suurpiiri", name="Keskinen", code="3")
    inner = DistrictFactory(parent=outer, name="Alppi", code="333", path=f"{outer.path}333/")
    amounts = {pot.district_id: pot.budget for pot in Pot.objects.filter(round=draft.round)}
    with pytest.raises(Invalid, match="lies in"):
        set_pots(round_id=draft.round.pk, by=cora, amounts={**amounts, outer.pk: 5, inner.pk: 5})
    assert len(set_pots(round_id=draft.round.pk, by=cora, amounts={**amounts, inner.pk: 5})) == 4
    with pytest.raises(Invalid):
        set_pots(round_id=draft.round.pk, by=cora, amounts={**amounts, 999_999: 5})
    with pytest.raises(Invalid):
        set_pots(round_id=draft.round.pk, by=cora, amounts={**amounts, inner.pk: -5})


# --- Items


def test_items_of_assessed_proposals_each_looked_at(draft: Vote, cora: User) -> None:
    good = assessed(draft, cora, title="A hut", language="en", latitude=60.2, longitude=24.9)
    fi = assessed(draft, cora, title="Laituri", language="fi")
    changed = assessed(draft, cora, feasibility="with_changes", reasons="Pienempi.")
    elsewhere = assessed(draft, cora, district=DistrictFactory(name="Kaukana"))
    refused = {
        assessed(draft, cora, feasibility="not_feasible", reasons="Ei."): "can be done",
        assessed(draft, cora, cost_low=None, cost_high=None): "no cost",
        assessed(draft, cora, language="ar"): "by hand",
        assessed(draft, cora, cost_high=500_000): "more than there is",
        assessed(draft, cora, state="in_progress"): "not a published",
        ProposalFactory(): "not a published",
    }
    wanted = [good, fi, changed, elsewhere, *refused]
    outcomes = {one.proposal_id: one for one in add_items(round_id=draft.round.pk, by=cora, proposal_ids=[p.pk for p in wanted])}
    assert [outcomes[one.pk].done for one in wanted] == [True] * 4 + [False] * 6
    assert all(words in outcomes[one.pk].reason for one, words in refused.items())
    item = BudgetItem.objects.get(proposal=good)
    assert (item.title, item.title_en, item.cost, item.pot_id) == ("", "A hut", 10_000, draft.kallio.pk)
    assert (item.latitude, item.text_en) == (60.2, good.body)
    assert BudgetItem.objects.get(proposal=fi).title == "Laituri"
    assert BudgetItem.objects.get(proposal=elsewhere).pot_id == draft.city.pk
    again = add_items(round_id=draft.round.pk, by=cora, proposal_ids=[good.pk, 2**40])
    assert not any(one.done for one in again)


def test_a_cost_given_by_staff_and_a_long_text(draft: Vote, cora: User) -> None:
    proposal = assessed(draft, cora, cost_low=None, cost_high=None, body="sana " * 1999, language="sv")
    assert add_items(round_id=draft.round.pk, by=cora, proposal_ids=[proposal.pk], costs={proposal.pk: 777})[0].done
    item = BudgetItem.objects.get(proposal=proposal)
    assert item.cost == 777
    assert len(item.text_sv) <= 4000
    assert item.text_sv.endswith("sana…")


def test_adding_asks_the_same_however_many(draft: Vote, cora: User) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    add_items(round_id=draft.round.pk, by=cora, proposal_ids=[])
    numbers = []
    for number in (1, 3):
        wanted = [assessed(draft, cora).pk for _n in range(number)]
        with CaptureQueriesContext(connection) as asked:
            add_items(round_id=draft.round.pk, by=cora, proposal_ids=wanted)
        numbers.append(len(asked))
    assert numbers[0] == numbers[1]


def test_two_coordinators_at_one_item(draft: Vote, cora: User, cyril: User) -> None:
    from proposals.voting.services.items import mark_of

    item = draft.items["kallio"][0]
    seen = mark_of(BudgetItem.objects.get(pk=item.pk))
    edit_item(item_id=item.pk, by=cyril, words=words(draft, titles={"fi": "Toinen"}), seen=seen)
    with pytest.raises(Conflict):
        edit_item(item_id=item.pk, by=cora, words=words(draft), seen=seen)
    remove_item(item_id=item.pk, by=cyril)
    with pytest.raises(Conflict):
        edit_item(item_id=item.pk, by=cora, words=words(draft))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"titles": {}}, "title"),
        ({"titles": {"fi": "a\x00"}}, "title"),
        ({"titles": {"fi": "a" * 161}}, "title"),
        ({"texts": {"sv": "a" * 4001}}, "text_sv"),
        ({"cost": 0}, "cost"),
        ({"cost": 100_001}, "cost"),
        ({"pot_id": 999_999}, "pot"),
        ({"category_id": 999_999}, "category"),
    ],
)
def test_words_that_cannot_be(draft: Vote, cora: User, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        add_item(round_id=draft.round.pk, by=cora, words=words(draft, **wrong))
    assert refusal.value.field == field


def test_items_are_numbered_pot_by_pot(draft: Vote, cora: User) -> None:
    ItemFactory(pot=draft.kallio, number=900)
    assert number_items(round_id=draft.round.pk, by=cora) == 10
    numbers = list(
        BudgetItem.objects.filter(round=draft.round).order_by("pot__position", "number").values_list("number", flat=True)
    )
    assert numbers == list(range(1, 11))


def test_language_gaps_of_who_coordinates(draft: Vote, cora: User, audrey: User) -> None:
    assert {gap.missing for gap in language_gaps(cora)} == {("sv", "en")}
    assert not list(language_gaps(audrey))
    publish_rules(round_id=draft.round.pk, by=cora)
    assert not list(language_gaps(cora))


# --- Publishing


def test_what_is_missing_blocks(draft: Vote, cora: User) -> None:
    phase = Phase.objects.get(project=draft.round.project)
    Phase.objects.filter(pk=phase.pk).update(ends_at=None)
    with pytest.raises(Invalid, match="needs an end"):
        publish_rules(round_id=draft.round.pk, by=cora)
    Phase.objects.filter(pk=phase.pk).update(ends_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(Invalid, match="ended already"):
        publish_rules(round_id=draft.round.pk, by=cora)
    Phase.objects.filter(pk=phase.pk).update(ends_at=timezone.now() + timedelta(days=1))
    BudgetItem.objects.filter(pk=draft.items["city"][0].pk).update(cost=200_000)
    with pytest.raises(Invalid, match="cost more"):
        publish_rules(round_id=draft.round.pk, by=cora)


def test_frozen_words_cannot_be_changed_by_anybody(cora: User) -> None:
    from django.db import IntegrityError

    vote = opened()
    with pytest.raises(IntegrityError):
        BudgetItem.objects.filter(pk=vote.items["city"][0].pk).update(cost=1)


# --- The blueprint


def test_the_blueprint_builds_a_round_and_a_way_to_it(cora: User, mona: User) -> None:
    project = ProjectFactory(blueprint=Blueprint.BUDGET, lead_district=city_root())
    build(project, Blueprint.BUDGET, {})
    row = Round.objects.get(project=project)
    assert (row.state, has_key(row.pk)) == ("draft", True)
    assert [link.url for link in desk(cora, project)] == [f"/admin/voting/{project.pk}/"]
    assert not list(desk(mona, project))
    other = ProjectFactory(lead_district=city_root())
    build(other, Blueprint.IDEAS, {})
    assert not list(desk(cora, other))
    PhaseFactory(project=other)
    assert list(desk(cora, Project.objects.get(pk=other.pk)))
    assert not RoundFactory._meta.model.objects.filter(project=other).exists()
