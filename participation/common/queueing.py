"""Queueing of background work by the task's name, so that services need not import tasks."""

import atexit
import logging
import os
import threading
from typing import Any

from celery import current_app
from django.conf import settings
from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


def enqueue(name: str, *args: Any, countdown: float | None = None) -> None:
    """Queue the task after the current transaction commits; a broker that is down is logged, not raised.

    Every task queued here must also be reached by a periodic one, because the message can be lost.

    name: the task's registered name, such as "notifications.send_queued".
    args: identifiers only, JSON-serialisable.
    countdown: seconds to wait before the task may start.
    """
    transaction.on_commit(lambda: _send(name, args, countdown))


def enqueue_gathered(name: str, item: int, *, seconds: float) -> None:
    """Queue one task for everything that is named within some seconds, after the current transaction commits.

    A message per write would cost more than the write. The task gets a list of items, each once. What a process has
    gathered is lost if it is killed, so a periodic task must reach it too.

    name: the task's registered name. item: an identifier.
    seconds: how long the first item waits for others.
    """
    transaction.on_commit(lambda: _gathered.take(name, item, seconds))


class Gathered:
    """Items that wait for their task, in this process. Safe to use from any thread and after a fork."""

    def __init__(self) -> None:
        self._reset()

    def take(self, name: str, item: int, seconds: float) -> None:
        """Remember an item; the first of a task sets the clock."""
        if getattr(settings, "CELERY_TASK_ALWAYS_EAGER", False):
            _send(name, ([item],), None)
            return
        if self._process != os.getpid():  # a forked process has the memory but not the clocks
            self._reset()
        with self._lock:
            waiting = self._waiting.setdefault(name, set())
            if not waiting:
                clock = threading.Timer(seconds, self.send, [name])
                clock.daemon = True
                clock.start()
            waiting.add(item)

    def send(self, name: str) -> None:
        """Queue the task for what waits now."""
        with self._lock:
            items = sorted(self._waiting.pop(name, ()))
        if items:
            _send(name, (items,), None)

    def send_all(self) -> None:
        """A command that ends right after its last write still has its tasks queued."""
        for name in list(self._waiting):
            self.send(name)

    def _reset(self) -> None:
        self._process = os.getpid()
        self._lock = threading.Lock()
        self._waiting: dict[str, set[int]] = {}


_gathered = Gathered()
atexit.register(_gathered.send_all)


def _send(name: str, args: tuple[Any, ...], countdown: float | None) -> None:
    if getattr(settings, "CELERY_TASK_ALWAYS_EAGER", False):  # send_task itself never runs a task in place
        current_app.loader.import_default_modules()
        current_app.tasks[name].apply(args=args)
        return
    try:
        current_app.send_task(name, args=args, countdown=countdown)
    except (OperationalError, OSError) as error:
        logger.warning("Task %s was not queued, a periodic run will do it: %s", name, error)
