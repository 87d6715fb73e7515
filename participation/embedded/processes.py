"""Is that process still the server we started?"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

PAUSE_SECONDS = 0.02


def server_pid(pid_file: Path, folder: Path) -> int | None:
    """Return the process id that ``pid_file`` begins with if that server runs, else None.

    Both servers work in a folder of their own. That tells ours from a stranger to whom the number has
    passed on, and from a zombie, which a container without a reaping init keeps for ever.
    """
    try:
        pid = int(pid_file.read_text().split()[0])
    except (OSError, IndexError, ValueError):
        return None
    return pid if _works_in(pid, folder) else None


def wait_until(done: Callable[[], bool], seconds: float) -> bool:
    """Ask ``done`` until it says yes; return its last answer, at the latest after ``seconds``."""
    give_up = time.monotonic() + seconds
    while not done():
        if time.monotonic() > give_up:
            return False
        time.sleep(PAUSE_SECONDS)
    return True


def _works_in(pid: int, folder: Path) -> bool:
    if not Path("/proc/self/cwd").exists():
        return _exists(pid)  # macOS tells no more without help
    try:
        return Path(f"/proc/{pid}/cwd").readlink() == folder
    except PermissionError:
        return _exists(pid)
    except OSError:
        return False


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except PermissionError:
        return True
    except OSError:
        return False
    return True
