"""What goes wrong with the embedded services, said in one line."""

from __future__ import annotations

from pathlib import Path

LOG_LINES_SHOWN = 4
LONGEST_MESSAGE = 900


class EmbeddedError(RuntimeError):
    """A service could not be made, started or stopped. The message is one readable line."""

    def __init__(self, message: str, *, log: Path | None = None) -> None:
        """Join the lines of ``message`` and of the end of ``log``, the server's own account of what happened."""
        if log and (said := log_tail(log)):
            message = f"{message} The log {log} ends: {said}"
        super().__init__(" ".join(message.split())[:LONGEST_MESSAGE])


def log_tail(log: Path, lines: int = LOG_LINES_SHOWN) -> str:
    """Return the last lines of ``log`` joined by " / "; empty when there is none to read."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - 4096))
            text = file.read().decode(errors="replace")
    except OSError:
        return ""
    return " / ".join(text.splitlines()[-lines:])
