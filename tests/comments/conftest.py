"""A conversation to talk in."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from participation.comments.models import Thread
from tests.cast import Town
from tests.factories.comments import own_thread


@pytest.fixture
def thread(town: Town) -> Thread:
    """The own conversation of Kallio's project."""
    return own_thread(town.project)


def together(count: int, action: Callable[[int], object]) -> list[object]:
    """Run `action(0) … action(count - 1)` at once, each on a database connection of its own; return what they return or raise."""

    ready = Barrier(count)

    def run(number: int) -> object:
        try:
            connection.ensure_connection()  # which takes longer than what is raced
            ready.wait(30)
            return action(number)
        except Exception as error:  # noqa: BLE001 - the test looks at it
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))
