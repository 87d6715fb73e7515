"""Atom feeds of projects, districts, themes and proposals: what everybody may read, and not sent twice."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from participation.accounts.models import User
from participation.moderation.services import hold_automatically
from proposals.models import Proposal
from proposals.services import respond_officially, submit_proposal
from tests.cast import Town
from tests.factories.districts import UnitFactory
from tests.factories.projects import CategoryFactory

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def publish(town: Town, author: User, title: str = "Penkkejä rantaan", **words: object) -> Proposal:
    given = {"body": "Rannalla ei voi istua.", "language": "fi", "district_id": town.kallio.pk, **words}
    return submit_proposal(project_id=town.project.pk, author=author, title=title, **given)


@pytest.fixture
def proposal(town: Town, anna: User, carla: User) -> Proposal:
    """Published and answered."""
    theme = CategoryFactory(project=town.project, slug="puistot")
    row = publish(town, anna, category_id=theme.pk)
    respond_officially(proposal_id=row.pk, unit_id=UnitFactory().pk, author=carla, status="accepted", text="Kyllä.")
    return row


FEEDS = [
    "projects/feed/",
    "projects/kallion-ideat/feed/",
    "projects/kallion-ideat/proposals/feed/",
    "projects/kallion-ideat/proposals/feed/?category=puistot&q=penkki&district=kallio",
    "district/kallio/feed/",
    "projects/kallion-ideat/proposals/{pk}/feed/",
]


def read(client: Client, path: str) -> ET.Element:
    response = client.get(f"/en/{path}")
    assert response.status_code == 200, path
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(response.content)


def titles(client: Client, path: str) -> list[str]:
    return [entry.findtext(f"{ATOM}title") or "" for entry in read(client, path).iter(f"{ATOM}entry")]


@pytest.mark.parametrize("path", FEEDS)
def test_every_feed_says_what_it_is_and_in_which_language(client: Client, proposal: Proposal, path: str) -> None:
    feed = read(client, path.format(pk=proposal.pk))
    assert feed.get(LANG) == "en"
    assert feed.findtext(f"{ATOM}title")
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Kuuluu, Helsinki"
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    assert ids
    assert len(set(ids)) == len(ids)
    for entry in feed.iter(f"{ATOM}entry"):
        link = entry.find(f"{ATOM}link")
        assert link is not None
        assert (link.get("href") or "").startswith("http://testserver/en/")
    if "projects/feed" not in path:
        named = [title for title in feed.iter(f"{ATOM}title") if title.text == proposal.title and title.get(LANG)]
        assert {title.get(LANG) for title in named} == {"fi"}


@pytest.mark.parametrize("path", FEEDS)
def test_what_one_has_already_is_not_sent_again(client: Client, proposal: Proposal, path: str) -> None:
    address = f"/en/{path.format(pk=proposal.pk)}"
    first = client.get(address)
    assert first["Cache-Control"] == "no-cache"
    assert first["Last-Modified"]
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_what_happens_in_a_project_and_a_district(client: Client, proposal: Proposal) -> None:
    for path in ("projects/kallion-ideat/feed/", "district/kallio/feed/"):
        said = [entry.findtext(f"{ATOM}summary") for entry in read(client, path).iter(f"{ATOM}entry")]
        assert said == ["The city has answered: Accepted", "A new proposal"]
    assert titles(client, "district/malmi/feed/") == []


def test_the_lists_own_question(client: Client, town: Town, anna: User, proposal: Proposal) -> None:
    publish(town, anna, "Laituri", body="Veneille.")
    base = "projects/kallion-ideat/proposals/feed/"
    assert titles(client, base) == ["Laituri", "Penkkejä rantaan"]
    assert titles(client, f"{base}?q=penkki") == titles(client, f"{base}?category=puistot") == ["Penkkejä rantaan"]
    assert titles(client, f"{base}?district=malmi") == []
    assert titles(client, f"{base}?bbox=24,60,25,61") == []


def test_pages_name_their_feeds(client: Client, proposal: Proposal) -> None:
    pages = {
        "projects/": "/en/projects/feed/",
        "projects/kallion-ideat/proposals/": "/en/projects/kallion-ideat/proposals/feed/",
        "projects/kallion-ideat/proposals/?q=penkki": "/en/projects/kallion-ideat/proposals/feed/?q=penkki",
        f"projects/kallion-ideat/proposals/{proposal.pk}/": f"/en/projects/kallion-ideat/proposals/{proposal.pk}/feed/",
    }
    for page, feed in pages.items():
        html = client.get(f"/en/{page}").content.decode()
        assert f'<link rel="alternate" type="application/atom+xml" title="Feed" href="{feed}">' in html


def test_what_is_hidden_is_in_no_feed(client: Client, proposal: Proposal) -> None:
    hold_automatically(kind="proposal", object_id=proposal.pk, ground="spam")
    for path in FEEDS[:-1]:
        assert "Penkkejä" not in client.get(f"/en/{path}").content.decode()
    assert client.get(f"/en/{FEEDS[-1].format(pk=proposal.pk)}").status_code == 404


def test_members_own_is_nobodys_feed(client: Client, town: Town, proposal: Proposal, aino: User) -> None:
    town.project.visibility = "members"
    town.project.save()
    client.force_login(aino)
    for path in FEEDS[1:4]:
        assert client.get(f"/en/{path}").status_code == 404
    assert titles(client, "projects/feed/") == titles(client, "district/kallio/feed/") == []


def test_signs_that_xml_cannot_hold(client: Client, town: Town, anna: User) -> None:
    publish(town, anna, "Penkki & <b>laituri</b>", body="Yksi\x0bkaksi\x1b\ufffe <script>")
    for path in ("projects/kallion-ideat/proposals/feed/", "projects/kallion-ideat/feed/"):
        assert titles(client, path) == ["Penkki & <b>laituri</b>"]


@pytest.mark.parametrize("path", ["projects/none/feed/", "district/none/feed/", "projects/kallion-ideat/proposals/99/feed/"])
def test_what_is_not_there(client: Client, town: Town, path: str) -> None:
    assert client.get(f"/en/{path}").status_code == 404


def test_the_number_of_queries_stays(client: Client, town: Town, anna: User, proposal: Proposal) -> None:
    def ask(path: str) -> int:
        client.get(f"/en/{path}")
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/en/{path}")
        return len(captured.captured_queries)

    before = {path: ask(path) for path in FEEDS[:-1]}
    publish(town, anna, "Toinen"), publish(town, anna, "Kolmas")
    assert {path: ask(path) for path in FEEDS[:-1]} == before
    assert max(before.values()) <= 10
