"""Who may no longer read hears no more: open sockets are asked anew when the right to listen goes."""

from __future__ import annotations

import asyncio

import pytest
from asgiref.sync import sync_to_async

from districts.services import end_role
from participation.accounts.models import User
from participation.live import consumers
from participation.live.hub import hub
from participation.live.services import publish
from participation.moderation.services import decide, open_case_for
from participation.moderation.states import Reason
from participation.projects.services import change_settings, set_project_state
from participation.projects.states import ProjectState, Visibility
from proposals.models import Proposal
from proposals.services import withdraw_proposal
from tests.cast import Town
from tests.factories.comments import own_thread
from tests.factories.proposals import ProposalFactory
from tests.live.conftest import Open, open_socket  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def proposal(transactional_db: None, town: Town, anna: User) -> Proposal:
    return ProposalFactory(project=town.project, author=anna)


def hide(proposal: Proposal, by: User) -> None:
    """A moderator hides it."""
    case = open_case_for(kind="proposal", object_id=proposal.pk, by=by)
    decide(case_id=case.pk, action="hide", ground=Reason.INSULT, explanation="It insults.", by=by)


async def test_the_conversation_of_a_hidden_proposal_is_let_go_of(
    open_socket: Open,  # noqa: F811
    proposal: Proposal,
    mira: User,
) -> None:
    socket = await open_socket()
    topic = f"thread.{proposal.thread_id}"
    await socket.subscribe(topic)
    await sync_to_async(hide)(proposal, mira)
    frames = [await socket.receive(), await socket.receive()]
    assert {"topic": topic, "type": "thread.state"} in frames
    assert {"error": "forbidden", "topic": topic} in frames
    await sync_to_async(publish)(topic=topic, type="comment.shown", seq=9, id=9)
    assert await socket.is_silent()


async def test_so_is_that_of_a_withdrawn_one(open_socket: Open, proposal: Proposal, anna: User) -> None:  # noqa: F811
    socket = await open_socket()
    topic = f"thread.{proposal.thread_id}"
    await socket.subscribe(topic)
    await sync_to_async(withdraw_proposal)(proposal_id=proposal.pk, by=anna)
    assert {"error": "forbidden", "topic": topic} in [await socket.receive(), await socket.receive()]


@pytest.mark.parametrize("closing", ["members", "draft"])
async def test_a_project_that_is_closed_to_readers_is_let_go_of(
    open_socket: Open,  # noqa: F811
    town: Town,
    carla: User,
    closing: str,
) -> None:
    thread = await sync_to_async(own_thread)(town.project)
    stranger, member = await open_socket(), await open_socket(carla)
    await stranger.subscribe(thread.topic)
    await member.subscribe(thread.topic)
    if closing == "members":
        await sync_to_async(change_settings)(project_id=town.project.pk, by=carla, visibility=Visibility.MEMBERS)
    else:
        await sync_to_async(set_project_state)(project_id=town.project.pk, state=ProjectState.DRAFT, by=carla)
    assert await stranger.receive() == {"error": "forbidden", "topic": thread.topic}
    assert await member.is_silent()


async def test_a_moderator_whose_role_has_ended_hears_nothing_of_the_queue(
    open_socket: Open,  # noqa: F811
    town: Town,
    mira: User,
) -> None:
    socket = await open_socket(mira)
    assert "subscribed" in await socket.subscribe(f"moderation.{town.kallio.pk}")
    role = await mira.district_roles.aget()
    await sync_to_async(end_role)(role=role, by=None)
    assert await socket.closed_with() == 4401
    again = await open_socket(mira)
    assert "error" in await again.subscribe(f"moderation.{town.kallio.pk}")


async def test_nothing_is_handed_on_before_the_answer(
    open_socket: Open,  # noqa: F811
    town: Town,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whoever asked for a topic that is not theirs heard its events until the refusal came."""
    topic = f"moderation.{town.kallio.pk}"
    really = consumers._look_up

    async def slow(user, asked):
        hub().dispatch([{"topic": topic, "type": "case.changed", "id": 7}])
        await asyncio.sleep(0)
        return await really(user, asked)

    monkeypatch.setattr(consumers, "_look_up", slow)
    socket = await open_socket()
    assert await socket.subscribe(topic) == {"error": "forbidden", "topic": topic}
    assert await socket.is_silent()


async def test_what_came_before_a_yes_is_not_lost(
    open_socket: Open,  # noqa: F811
    town: Town,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    thread = await sync_to_async(own_thread)(town.project)
    event = {"topic": thread.topic, "seq": 1, "type": "comment.shown", "id": 7}
    really = consumers._look_up

    async def slow(user, asked):
        answer = await really(user, asked)
        hub().dispatch([event])
        return answer

    monkeypatch.setattr(consumers, "_look_up", slow)
    socket = await open_socket()
    assert await socket.subscribe(thread.topic) == {"subscribed": thread.topic, "seq": 0}
    assert await socket.receive() == event


async def test_a_flood_of_questions_ends_the_socket(open_socket: Open, town: Town) -> None:  # noqa: F811
    """A thousand subscriptions a second kept the database busy for one browser."""
    socket = await open_socket()
    for number in range(consumers.FRAMES_AT_ONCE + 100):
        await socket.send({"unsubscribe": f"thread.{number}"})
    assert await socket.closed_with() == 1013
