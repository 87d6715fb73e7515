"""For whom a proposal speaks: one's own name, a group, a school class whose pupils are not named."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from participation.accounts.models import User
from proposals.models import Proposal
from proposals.services import publish_draft, save_draft
from proposals.states import Authorship
from tests.cast import Town
from tests.factories.proposals import ProposalFactory
from tests.proposals.test_steps import at


@pytest.fixture
def anna_client(client: Client, anna: User, town: Town) -> Client:
    client.force_login(anna)
    return client


@pytest.fixture
def draft(town: Town, anna: User) -> Proposal:
    return save_draft(project_id=town.project.pk, author=anna, title="A hut", body="Warm.", language="en")


SAID = [
    ({"authorship": "self"}, "Anna", ""),
    ({"authorship": "group", "on_behalf_of": "The sauna club"}, "Anna, on behalf of The sauna club", "Group or association"),
    (
        {"authorship": "class", "on_behalf_of": "Kallio school", "school_class": "5B"},
        "Class 5B, Kallio school (teacher: Anna)",
        "School class",
    ),
    ({"on_behalf_of": "The sauna club"}, "Anna, on behalf of The sauna club", "Group or association"),  # an older form
]


@pytest.mark.parametrize(("sent", "signature", "badge"), SAID)
def test_it_is_said_on_the_page_and_in_lists(
    anna_client: Client, anna: User, draft: Proposal, sent: dict, signature: str, badge: str
) -> None:
    assert anna_client.post(at(draft, "more"), {**sent, "language": "en"}).status_code == 302
    publish_draft(proposal_id=draft.pk, author=anna)
    page = anna_client.get(f"/en/projects/kallion-ideat/proposals/{draft.pk}/").content.decode()
    assert signature in page
    assert badge in page
    assert signature in anna_client.get("/en/projects/kallion-ideat/proposals/").content.decode()


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"authorship": "group"}, "on_behalf_of"),
        ({"authorship": "class", "on_behalf_of": "Kallio school"}, "school_class"),
        ({"authorship": "class", "school_class": "5B"}, "on_behalf_of"),
        ({"authorship": "class", "on_behalf_of": "Kallio school", "school_class": "x" * 41}, "school_class"),
        ({"authorship": "king"}, "authorship"),
    ],
)
def test_what_is_missing_is_said_at_the_field_and_drafts_are_kept(
    anna_client: Client, draft: Proposal, sent: dict, field: str
) -> None:
    refused = anna_client.post(at(draft, "more"), {**sent, "language": "en"})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, [field])
    if sent.get("authorship") in Authorship.values and len(sent.get("school_class", "")) < 40:
        assert anna_client.post(at(draft, "more"), {**sent, "language": "en", "do": "later"}).status_code == 302
        assert anna_client.post(at(draft, "preview")).status_code == 422


def test_a_draft_keeps_the_names_while_one_changes_ones_mind(anna_client: Client, anna: User, draft: Proposal) -> None:
    sent = {"authorship": "self", "on_behalf_of": "The sauna club", "language": "en"}
    anna_client.post(at(draft, "more"), sent)
    draft.refresh_from_db()
    assert (draft.authorship, draft.on_behalf_of, draft.signature) == ("self", "The sauna club", "Anna")
    publish_draft(proposal_id=draft.pk, author=anna)
    draft.refresh_from_db()
    assert draft.on_behalf_of == ""


def test_the_database_wants_the_names_of_what_is_public(town: Town) -> None:
    proposal = ProposalFactory(project=town.project)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(authorship="class", on_behalf_of="Kallio school")
