"""The socket's protocol: who may listen to what, and what closes it."""

from __future__ import annotations

import pytest
from asgiref.sync import sync_to_async
from django.test import Client

from participation.accounts.models import User
from participation.asgi import application
from participation.comments.models import Thread
from participation.comments.services import apply_decision, freeze_thread
from participation.live import topics
from participation.live.consumers import MOST_TOPICS
from participation.live.services import disconnect_user, publish
from participation.projects.models import Project
from participation.projects.states import ProjectState
from tests.cast import Town
from tests.factories.comments import decision_on, own_thread, say
from tests.live.conftest import Open

pytestmark = pytest.mark.django_db(transaction=True)
tell = sync_to_async(publish)


@pytest.fixture
def thread(transactional_db: None, town: Town) -> Thread:
    return own_thread(town.project)


async def test_subscriber_is_told_where_the_thread_stands_and_what_happens(open_socket: Open, thread: Thread, anna: User) -> None:
    await sync_to_async(say)(thread, anna, "Before")
    socket = await open_socket()
    assert await socket.subscribe(thread.topic) == {"subscribed": thread.topic, "seq": 1}
    comment = await sync_to_async(say)(thread, anna, "Secret words")
    assert await socket.receive() == {"topic": thread.topic, "seq": 2, "type": "comment.shown", "id": comment.pk}


async def test_what_is_not_listened_to_does_not_come(open_socket: Open, town: Town, thread: Thread, anna: User) -> None:
    other = await sync_to_async(Thread.objects.create)(project=town.project, anchor="survey")
    first, second = await open_socket(), await open_socket()
    await first.subscribe(thread.topic)
    await second.subscribe(thread.topic)
    await second.send({"unsubscribe": thread.topic})
    await second.subscribe(f"thread.{thread.pk}")
    await second.send({"unsubscribe": thread.topic})
    await tell(topic=other.topic, type="comment.shown", seq=1, id=1)
    await tell(topic=thread.topic, type="comment.shown", seq=1, id=2)
    assert (await first.receive())["id"] == 2
    assert await second.is_silent()


async def test_rolled_back_changes_are_not_told(open_socket: Open, thread: Thread, anna: User) -> None:
    from django.db import transaction

    def fail() -> None:
        with transaction.atomic():
            say(thread, anna, "Never")
            transaction.set_rollback(True)

    socket = await open_socket()
    await socket.subscribe(thread.topic)
    await sync_to_async(fail)()
    await tell(topic=thread.topic, type="comment.shown", seq=5, id=5)
    assert (await socket.receive())["seq"] == 5


@pytest.mark.parametrize(
    "topic", ["thread.999999", "thread.x", "thread.", "nothing.1", "", "thread.1.2", "thread.-1", "x" * 3000]
)
async def test_forbidden_and_unknown_topics_are_answered_alike(open_socket: Open, thread: Thread, topic: str) -> None:
    socket = await open_socket()
    assert await socket.subscribe(topic) == {"error": "forbidden", "topic": topic}


async def test_a_draft_is_followed_by_those_who_may_read_it(open_socket: Open, thread: Thread, anna: User, carla: User) -> None:
    await sync_to_async(Project.objects.update)(state=ProjectState.DRAFT)
    for user in (None, anna):
        assert "error" in await (await open_socket(user)).subscribe(thread.topic)
    assert "subscribed" in await (await open_socket(carla)).subscribe(thread.topic)


async def test_permission_is_asked_again_when_the_threads_state_changes(open_socket: Open, thread: Thread, anna: User) -> None:
    socket = await open_socket(anna)
    await socket.subscribe(thread.topic)
    await sync_to_async(freeze_thread)(thread_id=thread.pk, by=None)
    assert (await socket.receive())["type"] == "thread.state"
    await sync_to_async(Project.objects.update)(state=ProjectState.DRAFT)
    await tell(topic=thread.topic, type="thread.state", seq=0)
    assert (await socket.receive())["type"] == "thread.state"
    assert await socket.receive() == {"error": "forbidden", "topic": thread.topic}
    await tell(topic=thread.topic, type="comment.shown", seq=1, id=1)
    assert await socket.is_silent()


@pytest.mark.parametrize(
    "frame",
    [
        "",
        "x",
        "[]",
        "1",
        "null",
        '"subscribe"',
        "{}",
        '{"subscribe": 1}',
        '{"subscribe": null}',
        '{"subscribe": ["thread.1"]}',
        '{"say": "thread.1"}',
        '{"subscribe": "thread.1", "unsubscribe": "thread.1"}',
        '{"subscribe": "' + "x" * 4100 + '"}',
        '{"subscribe": "' + "ä" * 2100 + '"}',
        "[" * 4000,
    ],
)
async def test_bad_frames_close_the_socket(open_socket: Open, frame: str) -> None:
    socket = await open_socket()
    await socket.send(frame)
    assert await socket.closed_with() == 4400


async def test_binary_frames_close_the_socket(open_socket: Open) -> None:
    socket = await open_socket()
    await socket.send_raw({"bytes": b'{"subscribe": "thread.1"}'})
    assert await socket.closed_with() == 4400


async def test_one_socket_cannot_listen_to_everything(open_socket: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    kind = topics.TopicKind(prefix="test", may_subscribe=lambda user, number: True)
    monkeypatch.setitem(topics._kinds, "test", kind)
    socket = await open_socket()
    for number in range(MOST_TOPICS):
        assert await socket.subscribe(f"test.{number}") == {"subscribed": f"test.{number}"}
    assert await socket.subscribe("test.99") == {"error": "too_many", "topic": "test.99"}
    assert await socket.subscribe("test.0") == {"subscribed": "test.0"}


async def test_other_sites_and_other_addresses_are_refused(open_socket: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(application.application_mapping["websocket"], "allowed_origins", ["testserver"])
    await open_socket()
    for kwargs in ({"origin": "https://elsewhere.example"}, {"path": "/ws/other/"}):
        with pytest.raises(ConnectionRefusedError):
            await open_socket(**kwargs)


async def test_signing_out_closes_this_persons_sockets_only(open_socket: Open, thread: Thread, anna: User, ben: User) -> None:
    annas, bens, nobodys = await open_socket(anna), await open_socket(ben), await open_socket()
    for socket in (annas, bens, nobodys):
        await socket.subscribe(thread.topic)

    def sign_out() -> None:
        client = Client()
        client.force_login(anna)
        client.post("/en/accounts/logout/")

    await sync_to_async(sign_out)()
    assert await annas.closed_with() == 4401
    await tell(topic=thread.topic, type="comment.shown", seq=1, id=1)
    for socket in (bens, nobodys):
        assert (await socket.receive())["id"] == 1


async def test_suspended_people_come_back_as_nobody(open_socket: Open, thread: Thread, carla: User) -> None:
    await sync_to_async(Project.objects.update)(state=ProjectState.DRAFT)
    socket = await open_socket(carla)
    await socket.subscribe(thread.topic)
    await sync_to_async(User.objects.filter(pk=carla.pk).update)(is_active=False)
    await sync_to_async(disconnect_user)(carla.pk)
    assert await socket.closed_with() == 4401
    again = await open_socket(carla)
    assert await again.subscribe(thread.topic) == {"error": "forbidden", "topic": thread.topic}


async def test_hidden_words_never_travel(open_socket: Open, thread: Thread, anna: User, mira: User) -> None:
    socket = await open_socket()
    await socket.subscribe(thread.topic)
    comment = await sync_to_async(say)(thread, anna, "Harjukatu 7")
    frames = [await socket.receive()]

    def hide() -> None:
        apply_decision(comment_id=comment.pk, decision=decision_on(comment, by=mira))

    await sync_to_async(hide)()
    frames.append(await socket.receive())
    assert frames[1] == {"topic": thread.topic, "seq": 2, "type": "comment.gone", "id": comment.pk}
    assert "Harjukatu" not in str(frames)


async def test_slow_browsers_are_sent_away(open_socket: Open, monkeypatch: pytest.MonkeyPatch, thread: Thread) -> None:
    from participation.live import consumers
    from participation.live.hub import hub

    monkeypatch.setattr(consumers, "MOST_UNSENT", 3)
    socket = await open_socket()
    await socket.subscribe(thread.topic)
    hub().dispatch({"topic": thread.topic, "seq": number, "type": "comment.shown", "id": 1} for number in range(9))
    assert await socket.closed_with() == 1013


async def test_hearing_begins_anew_after_the_last_socket_has_gone(open_socket: Open, thread: Thread) -> None:
    first = await open_socket()
    await first.subscribe(thread.topic)
    await first.go_away()
    second = await open_socket()
    await second.subscribe(thread.topic)
    await tell(topic=thread.topic, type="comment.shown", seq=1, id=1)
    assert (await second.receive())["id"] == 1
