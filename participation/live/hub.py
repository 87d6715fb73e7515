"""Who listens in this process. One subscription to Valkey feeds every socket of an event loop."""

from __future__ import annotations

import asyncio
import json
import logging
import random
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, Protocol
from weakref import WeakKeyDictionary

from participation.live import broker

logger = logging.getLogger(__name__)

FIRST_RETRY_SECONDS = 0.1
LONGEST_RETRY_SECONDS = 3.0
# "Service restart": the browser comes back by itself and catches up.
CLOSE_RESTART = 1012
# The person signed out or was suspended: the browser comes back as who it now is.
CLOSE_SIGNED_OUT = 4401


class Listener(Protocol):
    """A socket, as the hub sees it. `deliver` and `dismiss` return at once."""

    user_id: int | None
    topics: set[str]

    def deliver(self, topic: str, text: str) -> None: ...
    def dismiss(self, code: int) -> None: ...
    def recheck(self, topic: str) -> None: ...


class Hub:
    """The listeners of one event loop, and the task that hears the broker."""

    def __init__(self) -> None:
        self._listeners: set[Listener] = set()
        self._topics: dict[str, set[Listener]] = defaultdict(set)
        self._task: asyncio.Task[None] | None = None
        self._hearing = asyncio.Event()

    def join(self, listener: Listener) -> None:
        """A socket has opened."""
        self._listeners.add(listener)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._hear_for_ever(), name="live-hub")

    def leave(self, listener: Listener) -> None:
        """A socket has closed; the last one ends the subscription."""
        self._listeners.discard(listener)
        for topic in list(listener.topics):
            self.unsubscribe(listener, topic)
        if not self._listeners and self._task is not None:
            self._task.cancel()
            self._task = None
            self._hearing.clear()

    def subscribe(self, listener: Listener, topic: str) -> None:
        """From now on the socket gets the topic's events."""
        listener.topics.add(topic)
        self._topics[topic].add(listener)

    def unsubscribe(self, listener: Listener, topic: str) -> None:
        """The socket gets no more events of the topic."""
        listener.topics.discard(topic)
        self._topics[topic].discard(listener)
        if not self._topics[topic]:
            del self._topics[topic]

    async def wait_until_hearing(self, seconds: float) -> bool:
        """Wait until the broker is heard; False when it is not there by then."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._hearing.wait(), seconds)
        return self._hearing.is_set()

    def dispatch(self, events: Iterable[dict[str, Any]]) -> None:
        """Hand events on to whom they concern."""
        for event in events:
            if "disconnect" in event:
                self._dismiss(event["disconnect"])
                continue
            if "recheck" in event:
                self._recheck_everybody()
                continue
            text = json.dumps(event, separators=(",", ":"))
            for listener in tuple(self._topics.get(event["topic"], ())):
                if event["type"] == "thread.state":  # who may read it may have changed as well
                    listener.recheck(event["topic"])
                listener.deliver(event["topic"], text)

    def _recheck_everybody(self) -> None:
        for listener in tuple(self._listeners):
            for topic in tuple(listener.topics):
                listener.recheck(topic)

    def _dismiss(self, user_id: int) -> None:
        for listener in [one for one in self._listeners if one.user_id == user_id]:
            listener.dismiss(CLOSE_SIGNED_OUT)

    async def _hear_for_ever(self) -> None:
        missed = False
        pause = FIRST_RETRY_SECONDS
        while True:
            try:
                async with broker.listener() as client, client.pubsub(ignore_subscribe_messages=True) as pubsub:
                    await pubsub.subscribe(broker.channel())
                    await pubsub.get_message(timeout=broker.SEND_SECONDS)  # the broker's word that we are subscribed
                    self._hearing.set()
                    pause = FIRST_RETRY_SECONDS
                    if missed:
                        self._start_over()
                    await self._hear(pubsub)
            except Exception as error:  # noqa: BLE001 - whatever it is, without this task nobody would hear anything again
                logger.warning("Live updates pause, the broker is away: %s", error)
            self._hearing.clear()
            missed = True
            await asyncio.sleep(pause * random.uniform(0.5, 1))  # noqa: S311 - only spreads the retries
            pause = min(pause * 2, LONGEST_RETRY_SECONDS)

    async def _hear(self, pubsub: Any) -> None:
        async for message in pubsub.listen():
            if message["type"] != "message":
                continue
            try:
                self.dispatch(json.loads(message["data"]))
            except Exception:
                logger.exception("A live message could not be handed on")

    def _start_over(self) -> None:
        """Events were missed: every browser reconnects, is known anew, and catches up."""
        for listener in tuple(self._listeners):
            listener.dismiss(CLOSE_RESTART)


_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()


def hub() -> Hub:
    """The hub of the running event loop."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = Hub()
    return _hubs[loop]
