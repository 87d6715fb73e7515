"""What is a draft, withdrawn, hidden, held, deleted or members' own is behind no door of the site.

The doors come from the URLconf and from the feature registry. They are first walked through while everything is public,
so that whatever is cached is cached then, and so that it is known that they would show it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from participation.pages.sitemaps import SITEMAPS
from tests.doors.addresses import addresses, patterns
from tests.doors.world import MARK, World, make_disappear

LANGUAGES = ("fi", "sv", "en")


def served(client: Client, address: str) -> str:
    """What an address tells: the body and where it leads to. Never an error of ours."""
    response = client.get(address)
    assert response.status_code < 500, f"{address}: {response.status_code}"
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if body.startswith(b"PK"):  # a workbook: what is told stands packed in its parts
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            body = b"".join(archive.read(name) for name in archive.namelist())
    return f"{body.decode(errors='replace')} {response.get('Location', '')}"


def leaks(client: Client, doors: Iterable[str]) -> dict[str, str]:
    """Address -> what of the secrets it tells."""
    found = {}
    for door in doors:
        text = served(client, door)
        if MARK.lower() in text.lower():
            start = text.lower().index(MARK.lower())
            found[door] = text[start : start + 60]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_gone_is_behind_any_door(
    world: World, language: str, django_capture_on_commit_callbacks: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("ERROR", "django.request")  # hundreds of addresses answer 404, as they should
    anybody, ben = Client(), Client()
    ben.force_login(world.ben)
    before = addresses(world, language)
    shown = leaks(anybody, before)
    assert {row.pk for row in world.proposals.values()} <= points(anybody, world)
    assert any("titles.json" in door for door in shown)
    assert leaks(ben, [door for door in before if "/profile/news/" in door]), "Ben is told of nothing"
    assert len(shown) > 40, "the doors show little even of what is public: is the world still right?"
    kinds = (
        "/proposals/",
        "/threads/",
        "?q=",
        "?sort=random",
        "/report/",
        "/feed/",
        "/following/feed/",
        ".csv",
        ".xlsx",
        ".geojson",
    )
    for kind in kinds:
        assert any(kind in door for door in shown), f"no address with {kind} shows anything"
    with django_capture_on_commit_callbacks(execute=True):
        make_disappear(world)
    after = list(dict.fromkeys([*before, *addresses(world, language)]))
    assert leaks(anybody, after) == {}
    assert leaks(ben, after) == {}
    for reader in (anybody, ben):
        for address in world.gone_addresses():
            assert reader.get(f"/{language}/{address}").status_code == 404, address
    assert points(anybody, world) == points(ben, world) == {world.proposals["plain"].pk}
    named = "".join(served(anybody, reverse("sitemap", kwargs={"section": section})) for section in SITEMAPS)
    assert f"/{language}/projects/{world.open.slug}/proposals/{world.proposals['plain'].pk}/" in named
    for word in (*world.gone_addresses(), *(f"/{slug}/" for slug in world.out_of_sight)):
        assert word not in named


def points(client: Client, world: World) -> set[int]:
    """Ids of the proposals on the maps of all projects; those that nobody may see have no map."""
    found = set()
    for project in world.projects:
        answer = client.get(reverse("proposals:points", kwargs={"project": project.slug}))
        found |= {row[0] for row in answer.json()} if answer.status_code == 200 else set()
    return found


def test_every_pattern_is_known(world: World) -> None:
    """A view that nobody told these tests about fails here, not by being left out."""
    assert {"home", "project_list", "proposals:detail", "comments:thread_comments"} <= {pattern.name for pattern in patterns()}
    assert addresses(world, "fi")
