"""Somebody who signed in in order to support is one tap away from it, and nothing was done for them."""

from __future__ import annotations

from django.test import Client

from participation.accounts.models import User
from tests.cast import Town
from tests.factories.proposals import ProposalFactory


def test_supporting_leads_through_sign_in_and_back(client: Client, anna: User, town: Town) -> None:
    proposal = ProposalFactory(project=town.project)
    page = f"/en/projects/kallion-ideat/proposals/{proposal.pk}/"
    answer = client.post(f"{page}support/")
    back = f"{page}?then=support"
    assert answer.url.endswith(f"?next={page}%3Fthen%3Dsupport")
    assert "One tap and your support counts" not in client.get(back).content.decode()
    client.force_login(anna)
    html = client.get(back).content.decode()
    assert "One tap and your support counts" in html
    assert 'id="support-do" type="submit" autofocus' in html
    assert not proposal.supports.exists()
    client.post(f"{page}support/")
    assert "One tap and your support counts" not in client.get(back).content.decode()
