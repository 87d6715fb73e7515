"""What was read from rows, kept in each process's memory until one of those rows changes.

The version is asked of the database every time, so nothing old comes out: a row's `xmin` and `ctid` are others after every
change, whoever made it. Asking for the version of forty rows costs a tenth of reading them into objects.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from django.db import connection

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """A bounded memory of values with their versions. Whoever takes one out copies what they want to change."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: dict[Hashable, tuple[str, Value]] = {}

    def get(self, key: Hashable, version: str, load: Callable[[], Value]) -> Value:
        """The value of this version, from memory or loaded.

        version: read from the database before `load` reads, so that what is kept is never older than it says.
        """
        place = (connection.settings_dict["NAME"], key)
        found = self._values.get(place)
        if found is None or found[0] != version:
            found = (version, load())
            if len(self._values) >= self._most:
                self._values.clear()
            self._values[place] = found
        return found[1]
