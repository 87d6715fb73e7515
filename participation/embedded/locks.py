"""Two locks of a state folder: who starts or stops, and who uses.

Both are ``flock`` locks, which the kernel drops whatever way a process dies, so that no file has to
be cleaned up after a crash. Python opens files as not inheritable: the servers never hold a lock.
"""

from __future__ import annotations

import contextlib
import fcntl
import time
from collections.abc import Iterator
from pathlib import Path

from .errors import EmbeddedError

PAUSE_SECONDS = 0.02


@contextlib.contextmanager
def gate(path: Path, patience_seconds: float = 180) -> Iterator[None]:
    """Let one process at a time make, start or stop the servers.

    Raises EmbeddedError when another one has not finished after ``patience_seconds``.
    """
    give_up = time.monotonic() + patience_seconds
    with path.open("a") as file:
        while not _try_lock(file.fileno(), fcntl.LOCK_EX):
            if time.monotonic() > give_up:
                raise EmbeddedError(f"Another process has held {path} for {patience_seconds:.0f} seconds.")
            time.sleep(PAUSE_SECONDS)
        yield


class UserLock:
    """One use of the servers, held until ``leave`` or the end of the process. Taken behind the gate."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("a")
        fcntl.flock(self._file, fcntl.LOCK_SH)

    def leave(self) -> None:
        """Give the use up. A forked child that inherited it goes on holding it."""
        self._file.close()


def in_use(path: Path) -> bool:
    """Say whether anybody uses the servers.

    Asked through a file of its own: turning one's own shared lock into an exclusive one would succeed
    even while a forked child still shares it. Ask behind the gate, or the answer may be old at once.
    """
    with path.open("a") as probe:
        return not _try_lock(probe.fileno(), fcntl.LOCK_EX)


def _try_lock(file: int, kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
