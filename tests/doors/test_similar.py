"""Similar proposals are asked for by POST, so the walk through the addresses does not meet them: the same for them."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from proposals.models import Proposal
from proposals.queries.similar import Words, similar_to
from tests.doors.world import MARK, WORD, World, make_disappear


def told(client: Client, world: World) -> str:
    """What every project's fragment tells of the word that all secrets have."""
    sent = {"title": f"{WORD} {MARK}", "body": WORD}
    addresses = [reverse("proposals:similar", kwargs={"project": project.slug}) for project in world.projects]
    answers = [client.post(address, sent) for address in addresses]
    return "".join(answer.content.decode() for answer in answers if answer.status_code == 200)


def test_nothing_gone_is_similar(world: World, django_capture_on_commit_callbacks: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("ERROR", "django.request")
    anybody, ben = Client(), Client()
    ben.force_login(world.ben)
    for client in (anybody, ben):
        assert MARK in told(client, world)
    with django_capture_on_commit_callbacks(execute=True):
        make_disappear(world)
    for client in (anybody, ben):
        assert MARK not in told(client, world)
    words = Words(title=f"{WORD} {MARK}", language="fi", project_id=world.open.pk)
    for reader in (AnonymousUser(), world.ben):
        gone = {row.pk for name, row in world.proposals.items() if name != "plain"}
        assert gone.isdisjoint(found.proposal.pk for found in similar_to(words, user=reader, least=0, most=50))


def test_a_draft_is_not_similar_even_to_its_author(world: World) -> None:
    make_disappear(world)
    draft = Proposal.objects.get(pk=world.proposals["draft"].pk)
    words = Words(title=draft.title, body=draft.body, language="fi", project_id=world.open.pk)
    assert draft.pk not in {found.proposal.pk for found in similar_to(words, user=world.anna, least=0)}
