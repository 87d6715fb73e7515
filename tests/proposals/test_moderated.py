"""A proposal that moderation takes away is gone behind every door, and comes back when it is restored."""

from __future__ import annotations

import io

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from PIL import Image

from participation.accounts.models import User
from participation.comments.services import post_comment
from participation.common.refusals import Conflict
from participation.live.topics import may_subscribe
from participation.moderation import contents
from participation.moderation.models import Case
from participation.moderation.services import decide, report, restore
from participation.moderation.states import DecisionAction, Reason
from participation.projects.features import features
from proposals.models import Proposal
from proposals.services import edit_proposal, submit_proposal
from proposals.states import ProposalState
from tests.cast import Town


@pytest.fixture
def proposal(town: Town, anna: User, ben: User, settings, tmp_path) -> Proposal:
    settings.MEDIA_ROOT = tmp_path
    image = io.BytesIO()
    Image.new("RGB", (20, 20)).save(image, "PNG")
    image.seek(0)
    row = submit_proposal(
        project_id=town.project.pk,
        author=anna,
        title="Unspeakable words",
        body="b",
        language="en",
        district_id=town.kallio.pk,
        image=image,
        image_alt="Unspeakable picture",
    )
    post_comment(thread_id=row.thread_id, author=ben, body="Unspeakable comment", language="en")
    return row


def act(proposal: Proposal, action: str, by: User) -> None:
    notice = report(kind="proposal", object_id=proposal.pk, reporter=None, contact_email="", reason=Reason.INSULT, language="en")
    decide(case_id=notice.case_id, action=action, ground=Reason.INSULT, explanation="It insults a neighbour.", by=by)


def doors(proposal: Proposal) -> list[str]:
    base = f"/en/projects/kallion-ideat/proposals/{proposal.pk}/"
    return [
        base,
        f"{base}image/",
        f"{base}history/",
        f"{base}support/?card=1",
        f"/en/threads/{proposal.thread_id}/",
        f"/en/threads/{proposal.thread_id}/comments/?after=0",
    ]


def test_hidden_is_behind_no_door(client: Client, proposal: Proposal, mira: User, ben: User) -> None:
    for door in doors(proposal):
        assert client.get(door).status_code == 200, door
    act(proposal, DecisionAction.HIDE, mira)
    for person in (None, ben):
        if person:
            client.force_login(person)
        for door in doors(proposal):
            assert client.get(door).status_code == 404, door
    for door in ("/en/projects/kallion-ideat/proposals/", "/sv/projects/kallion-ideat/proposals/?q=unspeakable"):
        assert "Unspeakable" not in client.get(door).content.decode()
    assert not may_subscribe(ben, f"proposal.{proposal.pk}")
    assert not may_subscribe(ben, f"thread.{proposal.thread_id}")
    feature = next(feature for feature in features() if feature.key == "proposals")
    assert list(feature.sitemap()) == []
    assert list(feature.doors(proposal.project)) == ["projects/kallion-ideat/proposals/"]


def test_its_author_sees_why(client: Client, proposal: Proposal, mira: User, anna: User) -> None:
    act(proposal, DecisionAction.HIDE, mira)
    client.force_login(anna)
    page = client.get(doors(proposal)[0]).content.decode()
    assert "It insults a neighbour." in page
    assert "Unspeakable comment" not in page


def test_restored_is_back(client: Client, proposal: Proposal, mira: User) -> None:
    act(proposal, DecisionAction.HIDE, mira)
    case = proposal_case(proposal)
    restore(case_id=case, explanation="It was quoted.", by=mira)
    assert client.get(doors(proposal)[0]).status_code == 200


def proposal_case(proposal: Proposal) -> int:
    return Case.objects.get(object_type="proposals.proposal", object_id=proposal.pk).pk


def test_hidden_cannot_be_edited_back(proposal: Proposal, mira: User, anna: User) -> None:
    act(proposal, DecisionAction.HIDE, mira)
    with pytest.raises(Conflict):
        edit_proposal(proposal_id=proposal.pk, editor=anna, title="New", body="b", language="en")
    proposal.refresh_from_db()
    assert (proposal.title, proposal.state) == ("Unspeakable words", ProposalState.HIDDEN)


def test_nothing_is_hidden_without_a_decision(proposal: Proposal) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(state=ProposalState.HIDDEN)


def test_drafts_are_no_content_to_moderate(proposal: Proposal) -> None:
    Proposal.objects.filter(pk=proposal.pk).update(state=ProposalState.DRAFT)
    assert contents.kind_by_key("proposal").load(proposal.pk) is None
