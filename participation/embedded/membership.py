"""Joining and leaving: the first one in starts the servers, the last one out stops them."""

from __future__ import annotations

import atexit
import contextlib
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .binaries import find_binaries
from .credentials import Credentials
from .errors import EmbeddedError
from .locks import UserLock, gate, in_use
from .paths import Layout, default_state
from .postgres import Postgres
from .valkey import Valkey


@dataclass(frozen=True)
class Services:
    """Where the two servers are reached: ``DATABASE_URL`` and ``REDIS_URL``."""

    database_url: str
    redis_url: str


@dataclass(frozen=True)
class Status:
    """What runs: process ids, None for what does not; ``in_use`` when somebody has joined."""

    postgres_pid: int | None
    valkey_pid: int | None
    in_use: bool


@dataclass(frozen=True)
class Pair:
    """The two servers of one state folder."""

    layout: Layout
    postgres: Postgres
    valkey: Valkey

    @classmethod
    def at(cls, state: Path | None, *, fast: bool) -> Pair:
        """Find the programs and the places; starts nothing."""
        layout = Layout.of(state or default_state(fast=fast))
        with gate(layout.gate):
            layout.prepare()
            programs = find_binaries(layout)
        return cls(layout, Postgres(layout, programs.postgres, fast=fast), Valkey(layout, programs.valkey, fast=fast))

    def start(self) -> Services:
        """Start what does not run. Call it behind the gate."""
        known = self.postgres.known()
        if known is None:
            self.valkey.discard()
            known = self.postgres.make()
        self.postgres.ensure_running()
        self.valkey.ensure_running()
        return self.services(known)

    def services(self, known: Credentials) -> Services:
        """Return the addresses."""
        return Services(self.postgres.url(known.app_password), self.valkey.url)

    def stop(self) -> None:
        """Stop both, the second also when the first does not go. Call it behind the gate."""
        try:
            self.valkey.stop()
        finally:
            self.postgres.stop()


class Membership:
    """One use of a pair of servers, from joining to ``leave``."""

    def __init__(self, pair: Pair) -> None:
        self._pair = pair
        self._process = os.getpid()
        with gate(pair.layout.gate):
            self._lock = UserLock(pair.layout.users)
            try:
                self.services = pair.start()
            except BaseException:
                self._lock.leave()
                with contextlib.suppress(EmbeddedError):  # what went wrong first is what matters
                    _stop_unless_used(pair)
                raise

    @property
    def is_ours(self) -> bool:
        """False in a forked child, which must neither leave for its parent nor rely on it."""
        return self._process == os.getpid()

    def leave(self) -> None:
        """Give the use up; stop the servers when it was the last one."""
        if not self.is_ours:
            return
        with contextlib.suppress(FileNotFoundError), gate(self._pair.layout.gate):  # the folder may be gone
            self._lock.leave()
            _stop_unless_used(self._pair)


def _stop_unless_used(pair: Pair) -> None:
    if not in_use(pair.layout.users):
        pair.stop()


@contextlib.contextmanager
def _readable_errors() -> Iterator[None]:
    """Say in our words what the file system refuses, too."""
    try:
        yield
    except OSError as error:
        where = f": {error.filename}" if error.filename else ""
        raise EmbeddedError(f"The embedded services cannot be used: {error.strerror or error}{where}") from error


_joined: dict[Path, Membership] = {}


def join_services(state: Path | None = None, *, fast: bool = False) -> Services:
    """Start or join the servers of ``state`` until this process ends; asked again, the answer is the same.

    ``state`` is PARTICIPATION_STATE_DIR or a folder of the project when it is not given. ``fast`` gives
    safety up for speed, for tests; it counts for whoever starts the servers. Raises EmbeddedError.
    """
    with _readable_errors():
        key = (state or default_state(fast=fast)).absolute()
        membership = _joined.get(key)
        if membership is None or not membership.is_ours:
            membership = _joined[key] = Membership(Pair.at(state, fast=fast))
            atexit.register(_leave_at_exit, membership)
        return membership.services


def _leave_at_exit(membership: Membership) -> None:
    try:
        with _readable_errors():
            membership.leave()
    except EmbeddedError as error:
        sys.stderr.write(f"{error}\n")


@contextlib.contextmanager
def ensure_services(state: Path | None = None, *, fast: bool = False) -> Iterator[Services]:
    """Start or join the servers of ``state`` for the length of a ``with`` block; see ``join_services``."""
    with _readable_errors():
        membership = Membership(Pair.at(state, fast=fast))
    try:
        yield membership.services
    finally:
        with _readable_errors():
            membership.leave()


def restart_valkey(state: Path | None = None, *, fast: bool = False) -> None:
    """Stop Valkey if it runs and start it again, at the same address; for those who have joined."""
    with _readable_errors():
        pair = Pair.at(state, fast=fast)
        with gate(pair.layout.gate):
            pair.valkey.stop()
            pair.valkey.ensure_running()


def stop_services(state: Path | None = None, *, fast: bool = False) -> bool:
    """Stop servers that a killed process left behind; False, and nothing is done, when somebody uses them."""
    with _readable_errors():
        pair = Pair.at(state, fast=fast)
        with gate(pair.layout.gate):
            _stop_unless_used(pair)
            return not in_use(pair.layout.users)


def service_status(state: Path | None = None, *, fast: bool = False) -> Status:
    """Return what runs now."""
    with _readable_errors():
        pair = Pair.at(state, fast=fast)
        return Status(pair.postgres.pid(), pair.valkey.pid(), in_use(pair.layout.users))


def running_services(state: Path | None = None, *, fast: bool = False) -> Services | None:
    """Return the addresses of the servers if both run; starts nothing and does not join."""
    with _readable_errors():
        pair = Pair.at(state, fast=fast)
        known = pair.postgres.known()
        runs = pair.postgres.pid() is not None and pair.valkey.pid() is not None
        return pair.services(known) if known and runs else None
