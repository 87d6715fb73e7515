"""Sockets as browsers open them, and a Valkey that a test may kill."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from participation.accounts.models import User
from participation.asgi import application
from participation.live.hub import hub

SECONDS = 10.0  # how long to wait for what must come; never how long it may take


class Socket:
    """One browser's socket."""

    def __init__(self, path: str, headers: list[tuple[bytes, bytes]]) -> None:
        scope = {"type": "websocket", "path": path, "query_string": b"", "headers": headers, "subprotocols": []}
        self.communicator = ApplicationCommunicator(application, scope)

    async def open(self) -> None:
        """Shake hands. Raises ConnectionRefusedError."""
        await self.communicator.send_input({"type": "websocket.connect"})
        answer = await self.communicator.receive_output(timeout=SECONDS)
        if answer["type"] != "websocket.accept":
            raise ConnectionRefusedError(answer)

    async def go_away(self) -> None:
        """The browser leaves."""
        await self.communicator.send_input({"type": "websocket.disconnect", "code": 1001})
        await self.communicator.wait(timeout=SECONDS)

    async def send(self, frame: Any) -> None:
        await self.send_raw({"text": frame if isinstance(frame, str) else json.dumps(frame)})

    async def send_raw(self, message: dict[str, Any]) -> None:
        await self.communicator.send_input({"type": "websocket.receive", **message})

    async def receive(self) -> dict[str, Any]:
        output = await self.communicator.receive_output(timeout=SECONDS)
        assert output["type"] == "websocket.send", output
        return json.loads(output["text"])

    async def subscribe(self, topic: str) -> dict[str, Any]:
        await self.send({"subscribe": topic})
        return await self.receive()

    async def closed_with(self) -> int:
        output = await self.communicator.receive_output(timeout=SECONDS)
        assert output["type"] == "websocket.close", output
        return output["code"]

    async def is_silent(self) -> bool:
        """Whether nothing comes, after something else has come through the same way."""
        return await self.communicator.receive_nothing(timeout=0.3)


Open = Callable[..., Awaitable[Socket]]


@pytest.fixture
async def open_socket(transactional_db: None) -> AsyncIterator[Open]:
    """`await open_socket(user)` opens a socket with that person's session, or without one."""
    opened: list[Socket] = []

    async def open_one(user: User | None = None, *, origin: str = "http://testserver", path: str = "/ws/live/") -> Socket:
        headers = [(b"origin", origin.encode()), (b"host", b"testserver")]
        if user is not None:
            key = await sync_to_async(session_of)(user)
            headers.append((b"cookie", f"{settings.SESSION_COOKIE_NAME}={key}".encode()))
        socket = Socket(path, headers)
        await socket.open()
        opened.append(socket)
        return socket

    yield open_one
    for socket in opened:
        await socket.go_away()
    task = hub()._task
    if task is not None:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def session_of(user: User) -> str:
    """Sign somebody in; returns the session's key."""
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.save()
    return store.session_key
