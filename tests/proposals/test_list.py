"""The list: four orders, filters, search, and as many queries for a thousand as for one."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from districts.models import District
from participation.accounts.models import User
from participation.projects.models import Project
from proposals.models import Proposal
from proposals.queries.orders import SORTS
from proposals.states import ProposalState
from tests.cast import Town
from tests.factories.districts import DistrictFactory, square
from tests.factories.projects import CategoryFactory
from tests.factories.proposals import ProposalFactory, many_proposals

URL = "/en/projects/kallion-ideat/proposals/"


def titles(response: object) -> list[str]:
    return [proposal.title for proposal in response.context["proposals"]]


def walk(client: Client, address: str) -> list[int]:
    """Ids on all pages, in order, by following the link to the next page."""
    found: list[int] = []
    while address:
        response = client.get(address)
        assert response.status_code == 200
        found += [proposal.pk for proposal in response.context["proposals"]]
        address = URL + response.context["next_url"] if response.context["next_url"] else ""
    return found


@pytest.mark.parametrize("sort", SORTS)
def test_pages_hold_every_proposal_once(client: Client, town: Town, sort: str) -> None:
    rows = many_proposals(town.project, 2 * settings.PROPOSALS_PER_PAGE + 3)
    for number, row in enumerate(rows):
        Proposal.objects.filter(pk=row.pk).update(support_count=number % 5, comment_count=number % 3)
    found = walk(client, f"{URL}?sort={sort}")
    assert len(found) == len(set(found)) == len(rows)


def test_random_order_is_the_default_stable_and_different_by_seed(client: Client, town: Town) -> None:
    many_proposals(town.project, 60)
    first = walk(client, f"{URL}?seed=abc")
    assert walk(client, f"{URL}?seed=abc") == first
    assert walk(client, f"{URL}?seed=xyz") != first
    assert client.get(URL).context["wish"].sort == "random"


def test_random_order_keeps_its_seed_in_its_links(client: Client, town: Town) -> None:
    many_proposals(town.project, 30)
    response = client.get(URL)
    query = parse_qs(urlsplit(response.context["next_url"]).query)
    assert query["seed"] == [response.context["wish"].seed]


def test_new_proposals_do_not_move_what_was_read(client: Client, town: Town) -> None:
    many_proposals(town.project, 45)
    before = client.get(f"{URL}?seed=abc")
    seen = [proposal.pk for proposal in before.context["proposals"]]
    many_proposals(town.project, 10)
    rest = walk(client, URL + before.context["next_url"])
    assert not set(seen) & set(rest)


def test_newest_support_and_discussed(client: Client, town: Town) -> None:
    now = timezone.now()
    ProposalFactory(project=town.project, title="old", published_at=now - timedelta(days=2), support_count=5)
    ProposalFactory(project=town.project, title="new", published_at=now, comment_count=9)
    assert titles(client.get(f"{URL}?sort=newest")) == ["new", "old"]
    assert titles(client.get(f"{URL}?sort=support")) == ["old", "new"]
    assert titles(client.get(f"{URL}?sort=discussed")) == ["new", "old"]


@pytest.mark.parametrize(
    "after", ["x", "1", "99999999999999999999_1", "1_2_3", "nan_1", "-5_1", "0.5_0", "\x00", "%00", "5_" + "9" * 30]
)
@pytest.mark.parametrize("sort", [*SORTS, "nonsense"])
def test_broken_cursors_are_no_error(client: Client, town: Town, sort: str, after: str) -> None:
    ProposalFactory(project=town.project)
    assert client.get(URL, {"sort": sort, "after": after, "district": "\x00", "category": "x", "q": "\x00a"}).status_code == 200


def test_district_counts_everything_below_it(client: Client, town: Town) -> None:
    part = DistrictFactory(parent=town.kallio, level="osa-alue", code="3011", slug="sornainen", name="Sörnäinen")
    ProposalFactory(project=town.project, title="here", district=town.kallio)
    ProposalFactory(project=town.project, title="below", district=part)
    ProposalFactory(project=town.project, title="elsewhere", district=town.malmi)
    assert sorted(titles(client.get(f"{URL}?district=kallio"))) == ["below", "here"]


def test_theme(client: Client, town: Town) -> None:
    parks = CategoryFactory(slug="puistot")
    ProposalFactory(project=town.project, title="park", category=parks)
    ProposalFactory(project=town.project, title="street")
    assert titles(client.get(f"{URL}?category=puistot")) == ["park"]


@pytest.mark.parametrize(
    ("language", "title", "body", "words"),
    [
        ("fi", "Lisää penkkejä rantaan", "", "penkki"),
        ("fi", "Rannalle istuimia", "Toivomme uusia penkkejä ja pöytiä.", "penkki"),
        ("fi", "Puistoon valot", "", "puisto valo"),
        ("fi", "Lisää penkkejä rantaan", "", "penkkeja"),
        ("sv", "Fler bänkar vid stranden", "", "bänk"),
        ("en", "More benches by the shore", "", "bench"),
        ("fi", "Sähköpotkulaudoille parkkeja", "", "sähköpotkulauta"),
    ],
)
def test_words_are_found_in_other_forms(client: Client, town: Town, language: str, title: str, body: str, words: str) -> None:
    ProposalFactory(project=town.project, title=title, body=body, language=language)
    ProposalFactory(project=town.project, title="Something else", body="Nothing of it.", language=language)
    assert titles(client.get(URL, {"q": words})) == [title]


@pytest.mark.parametrize("sort", SORTS)
def test_pages_of_a_search_hold_every_find_once_in_the_lists_order(client: Client, town: Town, sort: str) -> None:
    rows = many_proposals(town.project, 2 * settings.PROPOSALS_PER_PAGE + 3)
    for number, row in enumerate(rows):
        Proposal.objects.filter(pk=row.pk).update(support_count=number % 5, comment_count=number % 3)
    found = walk(client, f"{URL}?sort={sort}&q=text&seed=abc")
    assert found == walk(client, f"{URL}?sort={sort}&seed=abc")
    assert len(found) == len(set(found)) == len(rows)


@pytest.mark.parametrize("words", ["& | !", "a:*", "'", "\\", "<->", "%", "__", "🦆", "x" * 5000, "((", "penkki -", "ja"])
def test_odd_words_are_no_error(client: Client, town: Town, words: str) -> None:
    ProposalFactory(project=town.project)
    assert client.get(URL, {"q": words}).status_code == 200


@pytest.mark.parametrize("state", [ProposalState.DRAFT, ProposalState.WITHDRAWN])
def test_only_published_proposals_are_listed(client: Client, town: Town, anna: User, state: str) -> None:
    ProposalFactory(project=town.project, author=anna, state=state)
    client.force_login(anna)
    assert titles(client.get(URL)) == []


def test_located_proposals_are_on_the_map(client: Client, town: Town) -> None:
    District.objects.filter(pk=town.kallio.pk).update(boundary=square(24.9, 60.15, 0.1))
    ProposalFactory(project=town.project, latitude=60.18, longitude=24.95)
    ProposalFactory(project=town.project)
    assert len(client.get(URL).context["map"]["pins"]) == 1


def test_the_form_remembers_what_was_asked(client: Client, town: Town) -> None:
    page = client.get(f"{URL}?district=kallio&q=a%22b").content.decode()
    assert '<option value="kallio" selected lang="fi">Kallio</option>' in page
    assert 'value="a&quot;b"' in page


def test_cards_are_not_kept_beyond_what_they_show(client: Client, town: Town, anna: User) -> None:
    row = ProposalFactory(project=town.project, author=anna, title="<b>First</b>")
    assert "&lt;b&gt;First" in client.get(URL).content.decode()
    Proposal.objects.filter(pk=row.pk).update(title="Second", support_count=41)
    User.objects.filter(pk=anna.pk).update(public_name="Anna the Second")
    page = client.get(URL).content.decode()
    assert "First" not in page
    assert all(words in page for words in ("Second", "41", "Anna the Second"))
    assert "kannatusta" in client.get(URL.replace("/en/", "/fi/")).content.decode()


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("query", ["", "?sort=support", "?q=proposal&district=kallio&sort=newest"])
def test_as_many_queries_for_a_thousand_as_for_one(client: Client, town: Town, anna: User, query: str) -> None:
    client.force_login(anna)
    client.get(URL + query)
    many_proposals(town.project, 1)
    one = queries_of(client, URL + query)
    many_proposals(town.project, 2)
    three = queries_of(client, URL + query)
    many_proposals(town.project, 997)
    assert queries_of(client, URL + query) == three == one <= 12


def test_a_project_out_of_sight_has_no_list(client: Client, town: Town) -> None:
    Project.objects.update(state="draft")
    assert client.get(URL).status_code == 404
