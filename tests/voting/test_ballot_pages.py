"""The ballot's way from the first step to the receipt, for every kind of ballot, without scripts."""

from __future__ import annotations

import re

import pytest

from participation.accounts.models import User
from proposals.models import Proposal
from proposals.voting.models import BallotPaper, Participation, Receipt
from tests.factories.proposals import ProposalFactory
from tests.factories.voting import ItemFactory
from tests.voting.conftest import Vote, opened
from tests.voting.pages import BASE, Voter, text_of, tracker_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def voter(anna: User) -> Voter:
    """Anna, signed in."""
    browser = Voter()
    browser.force_login(anna)
    return browser


def in_box(pot: object) -> list[list[int]]:
    return list(BallotPaper.objects.filter(pot=pot).values_list("items", flat=True))


def test_from_the_first_step_to_the_receipt(vote: Vote, voter: Voter) -> None:
    start = voter.opens()
    assert "Begin to choose" in start
    assert "Helsinki time, UTC" in start
    assert vote.round.rules_digest in start
    assert "joined by a key that only the site uses, and severed when the round is sealed" in start
    where = voter.opens("where/")
    assert "Kallio" in where
    assert "100,000\u00a0€" in where
    items = vote.items["kallio"]
    page = voter.opens(f"pots/{vote.kallio.pk}/")
    assert all(item.title in page for item in items)
    assert "30,000\u00a0€" in page
    voter.adds(items[2], items[0])
    assert "3 choices left" in voter.opens(f"pots/{vote.kallio.pk}/")
    given = voter.sends()
    assert Receipt.objects.count() == 1
    assert tracker_in(given).count("-") == 6
    assert items[0].title not in text_of(given), "a receipt proves that a ballot is in the box, not what it says"
    assert in_box(vote.kallio) == [[items[0].pk, items[2].pk]]
    assert "You have not chosen anything yet" in voter.opens("review/"), "the basket goes with the ballot"


def test_nothing_of_the_basket_is_in_an_address_or_a_row_and_scripts_cannot_read_it(vote: Vote, voter: Voter) -> None:
    response = voter.does("add", vote.items["kallio"][0])
    cookie = response.cookies["basket-en"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == BASE
    assert not cookie["max-age"]
    assert not cookie["expires"]
    assert str(vote.items["kallio"][0].pk) not in re.sub(r"#.*", "", response["Location"]).split("pots/")[1].split("/", 1)[1]
    assert not BallotPaper.objects.exists()
    assert "no-store" in voter.get(f"{BASE}review/")["Cache-Control"]


def test_the_basket_goes_along_into_another_language(vote: Vote, voter: Voter) -> None:
    voter.adds(vote.items["kallio"][0])
    response = voter.get(BASE.replace("/en/", "/sv/") + "review/")
    assert vote.items["kallio"][0].title in text_of(response)


def test_a_basket_that_somebody_has_changed_is_an_empty_one(vote: Vote, voter: Voter) -> None:
    voter.cookies["basket-en"] = "W1sxLDBdXQ:forged"
    assert "0 chosen" in voter.opens(f"pots/{vote.kallio.pk}/")


def test_what_costs_more_than_is_left_cannot_be_added(anna: User, voter: Voter) -> None:
    vote = opened(kind="knapsack")
    dear = ItemFactory(pot=vote.malmi, cost=90_000)  # after the rules: only so that the test has one
    voter.adds(*vote.items["malmi"])
    page = voter.opens(f"pots/{vote.malmi.pk}/")
    assert "10,000\u00a0€ left" in page
    assert "Costs 80,000\u00a0€ more than you have left" in page
    refused = voter.does("add", dear)
    assert refused.status_code == 422
    assert "80,000 euros more than there is" in text_of(refused)
    assert dear.title not in voter.opens("review/")


def test_two_windows_that_are_too_dear_together_are_refused_whole(anna: User, voter: Voter) -> None:
    """Each window shows a basket that fits; a form that says both at once is not taken."""
    vote = opened(kind="knapsack")
    dear = ItemFactory(pot=vote.kallio, cost=90_000)
    voter.adds(vote.items["kallio"][0])
    form = voter.form()
    form["choices"] += f",{dear.pk}:0"
    refused = voter.sends(form)
    assert refused.status_code == 422
    assert "20,000 euros more than there is" in text_of(refused)
    assert not BallotPaper.objects.exists()
    assert not Participation.objects.exists()


def test_of_two_windows_what_a_page_showed_is_what_it_sends(vote: Vote, voter: Voter) -> None:
    first, second = vote.items["kallio"][:2]
    voter.adds(first)
    form = voter.form()
    voter.does("remove", first)
    voter.adds(second)
    tracker_in(voter.sends(form))
    assert in_box(vote.kallio) == [[first.pk]]


def test_points(anna: User, voter: Voter) -> None:
    vote = opened(kind="cumulative", points=10)
    first, second = vote.items["kallio"][:2]
    voter.does("points", first, points="7")
    refused = voter.does("points", second, points="4")
    assert refused.status_code == 422
    assert "You can share 10 points" in text_of(refused)
    for nonsense in ("-1", "x", "", "1.5", "99999", "\x00"):
        assert voter.does("points", second, points=nonsense).status_code == 422
    voter.does("points", second, points="3")
    voter.does("points", first, points="6")
    assert "1 point left" in voter.opens(f"pots/{vote.kallio.pk}/")
    tracker_in(voter.sends())
    paper = BallotPaper.objects.get()
    assert dict(zip(paper.items, paper.points, strict=True)) == {first.pk: 6, second.pk: 3}
    voter.does("points", first, points="2")
    voter.does("points", first, points="0")
    assert "You have not chosen anything yet" in voter.opens("review/")


def test_an_order_is_changed_by_buttons(anna: User, voter: Voter) -> None:
    vote = opened(kind="ordinal")
    a, b, c = vote.items["kallio"]
    voter.adds(a, b, c)
    for do, item in (("up", c), ("down", a), ("up", c), ("down", b)):
        voter.post(f"{BASE}review/", {"do": do, "item": item.pk})
    assert "Your choice number 2" in voter.opens(f"pots/{vote.kallio.pk}/")
    tracker_in(voter.sends())
    assert in_box(vote.kallio) == [[c.pk, a.pk, b.pk]]


def test_a_double_click_gives_the_same_receipt(vote: Vote, voter: Voter) -> None:
    voter.adds(vote.items["kallio"][0])
    form = voter.form()
    first = tracker_in(voter.sends(form))
    again = voter.sends(form)
    assert tracker_in(again) == first
    assert "sent twice and counts once" in text_of(again)
    assert Participation.objects.get().times == 1
    form["choices"] = f"{vote.items['kallio'][1].pk}:0"
    other = voter.sends(form)
    assert other.status_code == 422
    assert "sent already" in text_of(other)


def test_whoever_has_voted_is_told_so_and_can_change_it(vote: Vote, voter: Voter) -> None:
    first, second = vote.items["kallio"][:2]
    voter.votes(first)
    start = voter.opens()
    assert re.search(r"You voted on \d+ \w+ \d{4} \(Website\)\. You can change it\.", start)
    voter.post(f"{BASE}change/", {"from": "earlier"})
    assert first.title in voter.opens("review/")
    voter.adds(second)
    given = voter.sends()
    assert "replaced your earlier ballot" in text_of(given)
    assert in_box(vote.kallio) == [[first.pk, second.pk]]
    voter.adds(first)
    voter.post(f"{BASE}change/", {"from": "nothing"})
    assert "You have not chosen anything yet" in voter.opens("review/")


def test_earlier_points_and_orders_come_back(anna: User, voter: Voter) -> None:
    vote = opened(kind="cumulative")
    voter.does("points", vote.items["kallio"][1], points="4")
    voter.sends()
    voter.post(f"{BASE}change/", {"from": "earlier"})
    assert "6 points left" in voter.opens("review/")


def test_nobody_gets_the_choices_of_another(vote: Vote, voter: Voter, ben: User) -> None:
    voter.votes(vote.items["kallio"][0])
    other = Voter()
    other.force_login(ben)
    other.post(f"{BASE}change/", {"from": "earlier"})
    assert "You have not chosen anything yet" in other.opens("review/")


def test_each_reader_has_an_order_that_stays_and_can_search(vote: Vote, voter: Voter) -> None:
    path = f"pots/{vote.kallio.pk}/"
    titles = [item.title for item in vote.items["kallio"]]

    def order(tail: str) -> list[str]:
        page = voter.opens(path + tail)
        return sorted((title for title in titles if f">{title}<" in page), key=lambda title: page.index(f">{title}<"))

    assert order("?seed=abc") == order("?seed=abc")
    assert len({tuple(order(f"?seed={seed}")) for seed in range(12)}) > 2
    found = voter.opens(f"{path}?q={titles[1].split()[0][:6]}ksi+{titles[1].split()[1]}")
    assert titles[1] in found
    assert "Nothing was found" in voter.opens(f"{path}?q=%00nichts")
    assert order("?sort=cheapest&seed=abc")


def test_with_scripts_only_the_part_comes_back_and_says_what_has_changed(vote: Vote, voter: Voter) -> None:
    item = vote.items["kallio"][0]
    part = voter.get(f"{BASE}pots/{vote.kallio.pk}/", headers={"HX-Request": "true"})
    assert "<html" not in text_of(part)
    response = voter.post(
        f"{BASE}pots/{vote.kallio.pk}/", {"do": "add", "item": item.pk}, headers={"HX-Request": "true"}, follow=True
    )
    assert 'id="ballot"' in text_of(response)
    assert "1 chosen" in response["HX-Trigger"]


@pytest.mark.parametrize("posted", [{}, {"do": "add"}, {"do": "add", "item": "x"}, {"do": "fly", "item": "1"}, {"item": "\x00"}])
def test_what_no_button_sends_is_refused(vote: Vote, voter: Voter, posted: dict[str, str]) -> None:
    assert voter.post(f"{BASE}pots/{vote.kallio.pk}/", posted).status_code == 422
    assert voter.post(f"{BASE}review/", posted).status_code == 422


@pytest.mark.parametrize(
    "choices", ["", "\x00", "1", "1:2:3", "a:b", "-1:0", "9" * 30 + ":0", ",".join(["1:0"] * 25_000), "1:-5", "😀:0"]
)
def test_choices_that_are_none_are_refused_and_nothing_breaks(vote: Vote, voter: Voter, choices: str) -> None:
    voter.adds(vote.items["kallio"][0])
    refused = voter.sends(voter.form() | {"choices": choices})
    assert refused.status_code == 422
    assert not Participation.objects.exists()
    assert voter.sends(voter.form() | {"form": "not-a-number"}).status_code == 422


def test_two_districts_are_one_too_many(vote: Vote, voter: Voter) -> None:
    voter.adds(vote.items["kallio"][0])
    refused = voter.does("add", vote.items["malmi"][0])
    assert refused.status_code == 422
    assert "one district only" in text_of(refused)
    voter.adds(vote.items["city"][0])


def test_what_is_taken_off_the_ballot_leaves_the_basket_with_a_word(vote: Vote, voter: Voter) -> None:
    first, second = vote.items["kallio"][:2]
    voter.adds(first, second)
    vote.round.items.filter(pk=first.pk).update(withdrawn_at=vote.round.published_at, withdrawn_because="Maa on myyty")
    review = voter.opens("review/")
    assert "Not on the ballot any more" in review
    assert "Maa on myyty" in review
    tracker_in(voter.sends())
    assert in_box(vote.kallio) == [[second.pk]]


def test_an_item_leads_to_its_proposal_as_long_as_everybody_may_read_that(vote: Vote, voter: Voter) -> None:
    proposal = ProposalFactory(project=vote.round.project)
    item = ItemFactory(pot=vote.kallio, proposal=proposal)
    link = f"/en/projects/budjetti/proposals/{proposal.pk}/"
    assert link in voter.opens(f"pots/{vote.kallio.pk}/")
    Proposal.objects.update(state="withdrawn")
    page = voter.opens(f"pots/{vote.kallio.pk}/")
    assert link not in page
    assert item.title in page
