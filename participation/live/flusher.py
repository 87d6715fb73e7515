"""One thread per process carries what was marked to the broker, so that no request waits for it.

The first event goes at once; those of the next 50 ms go together, in one message. While the broker is away, events wait
(a late pointer does no harm) and the oldest are dropped beyond a limit: listeners catch up by themselves when it is back.
"""

from __future__ import annotations

import atexit
import json
import logging
import os
import threading
import time
from typing import Any

from redis.exceptions import RedisError

from participation.live import broker

logger = logging.getLogger(__name__)

COALESCE_SECONDS = 0.05
RETRY_SECONDS = 0.5
MOST_WAITING = 5_000
MOST_PER_MESSAGE = 500
LOG_EVERY_SECONDS = 30.0

Event = dict[str, Any]


class Flusher:
    """Marked events and the thread that sends them. Safe to use from any thread and after a fork."""

    def __init__(self) -> None:
        self._reset()
        self._last_log = float("-inf")

    def mark(self, event: Event) -> None:
        """Take an event; one that says the same as a waiting one changes nothing. Returns at once."""
        if self._process != os.getpid():  # a forked worker has the memory but not the thread
            self._reset()
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._start()
            self._waiting[json.dumps(event, separators=(",", ":"))] = None
            while len(self._waiting) > MOST_WAITING:
                self._waiting.pop(next(iter(self._waiting)))
        self._marked.set()

    def flush(self) -> bool:
        """Send what waits now, in order; False when the broker did not take it, and it still waits."""
        while True:
            with self._lock:
                batch = list(self._waiting)[:MOST_PER_MESSAGE]
            if not batch:
                return True
            try:
                self._broker().publish(broker.channel(), f"[{','.join(batch)}]")
            except (RedisError, OSError) as error:
                self._complain(error)
                return False
            with self._lock:
                for line in batch:
                    self._waiting.pop(line, None)

    def _reset(self) -> None:
        self._process = os.getpid()
        self._lock = threading.Lock()
        self._marked = threading.Event()
        self._waiting: dict[str, None] = {}
        self._thread: threading.Thread | None = None
        self._client: Any = None

    def _start(self) -> None:
        self._thread = threading.Thread(target=self._run, name="live-flusher", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while True:
            self._marked.wait()
            self._marked.clear()
            sent = self.flush()
            time.sleep(COALESCE_SECONDS if sent else RETRY_SECONDS)
            if not sent:
                self._marked.set()

    def _broker(self) -> Any:
        if self._client is None:
            self._client = broker.sender()
        return self._client

    def _complain(self, error: Exception) -> None:
        now = time.monotonic()
        if now - self._last_log >= LOG_EVERY_SECONDS:
            self._last_log = now
            logger.warning("Live updates wait, the broker does not answer: %s", error)


flusher = Flusher()


@atexit.register
def _send_the_rest() -> None:
    """A command that ends right after its last write still tells the browsers."""
    flusher.flush()
