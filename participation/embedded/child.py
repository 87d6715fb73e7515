"""Running a command to its end, with the signals that are meant for it."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from types import FrameType

from .errors import EmbeddedError

FROM_THE_KEYBOARD = (signal.SIGINT, signal.SIGQUIT)
FROM_OTHERS = (signal.SIGTERM, signal.SIGHUP)


def run_child(command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run ``command``, pass signals on, return its exit status (128 + number when a signal ended it).

    Raises EmbeddedError when there is no such command.
    """
    words = list(command[1:] if command[:1] == ["--"] else command)
    if not words:
        raise EmbeddedError("Which command? Write it after --.")
    child: subprocess.Popen[bytes] | None = None
    early: list[int] = []

    def pass_on(number: int, _frame: FrameType | None) -> None:
        if child is None:
            early.append(number)
        elif number not in FROM_THE_KEYBOARD or not _terminal_told_both():
            child.send_signal(number)

    before = {number: signal.signal(number, pass_on) for number in (*FROM_THE_KEYBOARD, *FROM_OTHERS)}
    try:
        try:
            child = subprocess.Popen(words, env=dict(environment))
        except OSError as error:
            raise EmbeddedError(f"{words[0]} cannot be run: {error.strerror}.") from error
        for number in early:
            child.send_signal(number)
        status = child.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return status if status >= 0 else 128 - status


def _terminal_told_both() -> bool:
    """Say whether Ctrl-C reached the child already: a terminal signals its whole foreground group."""
    try:
        terminal = os.open("/dev/tty", os.O_RDONLY | os.O_NOCTTY)
    except OSError:
        return False
    try:
        return os.tcgetpgrp(terminal) == os.getpgrp()
    except OSError:
        return False
    finally:
        os.close(terminal)
