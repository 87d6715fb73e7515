"""The one WebSocket of a page: JSON text frames in, pointers out."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections import deque
from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer

from participation.live import topics
from participation.live.hub import Hub, hub

logger = logging.getLogger(__name__)

CLOSE_BAD_FRAME = 4400
CLOSE_TOO_SLOW = 1013
MOST_BYTES = 4096
MOST_TOPICS = 50
MOST_UNSENT = 200
# A page subscribes to a handful of topics when it opens; this many at once, and this many more each second, is generous.
FRAMES_AT_ONCE = 120
FRAMES_PER_SECOND = 10
HEARING_SECONDS = 1.0


class LiveConsumer(AsyncWebsocketConsumer):
    """One socket. Events reach it through the hub of its process, not through a channel layer of its own."""

    channel_layer_alias = None  # no receiving task and no group per socket: 1,000 idle ones have to stay small

    async def connect(self) -> None:
        user = self.scope["user"]
        self.user_id: int | None = user.pk
        self.topics: set[str] = set()
        self._held: dict[str, list[str]] = {}  # what came of a topic while it is looked up whether this person may listen
        self._leaving = False
        self._unsent: deque[str] = deque()
        self._frames_left, self._counted_at = float(FRAMES_AT_ONCE), time.monotonic()
        self._tasks: set[asyncio.Task[None]] = set()
        self._sending: asyncio.Task[None] | None = None
        self._hub: Hub = hub()
        self._hub.join(self)
        await self.accept()

    async def disconnect(self, code: int) -> None:
        if hasattr(self, "_hub"):
            self._hub.leave(self)
        if sending := getattr(self, "_sending", None):
            sending.cancel()

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Subscribe or unsubscribe; anything else closes the socket."""
        if self._leaving:
            return
        frame = _read(text_data)
        if frame is None:
            await self.close(CLOSE_BAD_FRAME)
            return
        if self._floods():
            self.dismiss(CLOSE_TOO_SLOW)
            return
        verb, topic = frame
        if verb == "unsubscribe":
            self._hub.unsubscribe(self, topic)
        else:
            await self._subscribe(topic)

    def _floods(self) -> bool:
        """Whether this frame is one too many: every subscription asks the database."""
        now = time.monotonic()
        earned = (now - self._counted_at) * FRAMES_PER_SECOND
        self._frames_left, self._counted_at = min(FRAMES_AT_ONCE, self._frames_left + earned) - 1, now
        return self._frames_left < 0

    def deliver(self, topic: str, text: str) -> None:
        """Queue a frame. A browser that does not keep up is sent away: it will catch up when it comes back.

        What comes of a topic before it is known whether this person may listen waits for the answer.
        """
        held = self._held.get(topic)
        waiting = self._unsent if held is None else held
        waiting.append(text)
        if len(waiting) > MOST_UNSENT:
            waiting.clear()
            self.dismiss(CLOSE_TOO_SLOW)
        elif held is not None:
            return
        elif self._sending is None or self._sending.done():
            self._sending = asyncio.create_task(self._send_all())

    def dismiss(self, code: int) -> None:
        """Close the socket from our side."""
        self._leaving = True
        self._hub.leave(self)
        self._keep(asyncio.create_task(self._close_quietly(code)))

    def recheck(self, topic: str) -> None:
        """Ask again whether this person may listen."""
        self._keep(asyncio.create_task(self._recheck(topic)))

    def _keep(self, task: asyncio.Task[None]) -> None:
        """The event loop alone would let a task be collected before it is done."""
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _subscribe(self, topic: str) -> None:
        if topic not in self.topics and len(self.topics) >= MOST_TOPICS:
            await self._say(error="too_many", topic=topic)
            return
        # Listen first and read the number after: a change in between is then heard or counted, never neither.
        await self._hub.wait_until_hearing(HEARING_SECONDS)
        if topic not in self.topics:
            self._held[topic] = []
        self._hub.subscribe(self, topic)
        try:
            allowed, seq = await _look_up(self.scope["user"], topic)
        finally:
            held = self._held.pop(topic, [])
        if not allowed:
            self._hub.unsubscribe(self, topic)
            await self._say(error="forbidden", topic=topic)
            return
        await self._say(subscribed=topic, **({} if seq is None else {"seq": seq}))
        for text in held:
            self.deliver(topic, text)

    async def _recheck(self, topic: str) -> None:
        allowed, _seq = await _look_up(self.scope["user"], topic)
        if not allowed and topic in self.topics:
            self._hub.unsubscribe(self, topic)
            await self._say(error="forbidden", topic=topic)

    async def _send_all(self) -> None:
        while self._unsent:
            await self._send_quietly(self._unsent.popleft())

    async def _say(self, **frame: Any) -> None:
        await self._send_quietly(json.dumps(frame))

    async def _send_quietly(self, text: str) -> None:
        try:
            await self.send(text_data=text)
        except OSError as error:  # the browser left while we were looking something up
            logger.debug("The socket was closed already: %s", error)

    async def _close_quietly(self, code: int) -> None:
        try:
            await self.close(code)
        except Exception as error:  # noqa: BLE001 - the browser may have gone at the same moment, whatever the server calls it
            logger.debug("The socket was closed already: %s", error)


def _read(text: str | None) -> tuple[str, str] | None:
    """The verb and topic of a well-formed frame, else None."""
    if text is None or len(text) > MOST_BYTES or len(text.encode(errors="replace")) > MOST_BYTES:
        return None
    try:
        frame = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(frame, dict) or len(frame) != 1:
        return None
    verb, topic = next(iter(frame.items()))
    return (verb, topic) if verb in {"subscribe", "unsubscribe"} and isinstance(topic, str) else None


@database_sync_to_async
def _look_up(user: Any, topic: str) -> tuple[bool, int | None]:
    """Whether the person may listen and, if so, the topic's current number."""
    if not topics.may_subscribe(user, topic):
        return False, None
    return True, topics.current_seq(topic)
