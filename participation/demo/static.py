"""Static files of the demo: collected and given hashed names once, and again only when a source changed."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

LOCKS = ("requirements.txt", "package-lock.json")


def fingerprint() -> str:
    """A digest of the names, sizes and times of our static files, and of the locks that decide on everybody else's."""
    files = [path for path in sorted((settings.ROOT / "static").rglob("*")) if path.is_file()]
    files += [settings.ROOT / name for name in LOCKS]
    lines = [f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def collect_when_changed(say: Callable[[str], None]) -> None:
    """Run collectstatic where the last collection is not of today's files. say: takes one line for the reader."""
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    now = fingerprint()
    if stamp.exists() and stamp.read_text() == now:
        return
    say("Collecting static files ...")
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(now)
