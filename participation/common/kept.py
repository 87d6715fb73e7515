"""What was read from rows, kept in each process's memory until one of those rows changes.

The version is asked of the database every time, so nothing old comes out: a row's `xmin` and `ctid` are others after every
change, whoever made it. Asking for the version of forty rows costs a tenth of reading them into objects.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Generic, TypeVar

from django.db import connection

Key = TypeVar("Key", bound=Hashable)
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
        return self.get_many({key: version}, lambda _missing: {key: load()})[key]

    def get_many(self, versions: Mapping[Key, str], load: Callable[[list[Key]], Mapping[Key, Value]]) -> dict[Key, Value]:
        """The values of these versions by key; what is not in memory is loaded together.

        What `load` does not find is missing.
        """
        database = connection.settings_dict["NAME"]
        values: dict[Key, Value] = {}
        for key, version in versions.items():
            kept = self._values.get((database, key))
            if kept is not None and kept[0] == version:
                values[key] = kept[1]
        missing = [key for key in versions if key not in values]
        if missing:
            loaded = load(missing)
            if len(self._values) + len(loaded) > self._most:
                self._values.clear()
            self._values |= {(database, key): (versions[key], value) for key, value in loaded.items()}
            values |= loaded
        return values
