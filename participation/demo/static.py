"""Static files of the demo: collected and given hashed names once, and again only when a source changed."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

# What decides on everybody else's files, and on how ours are put together.
BESIDES = ("requirements.txt", "package-lock.json", "participation/common/storage.py", "participation/common/stylesheets.py")


def fingerprint() -> str:
    """A digest of the names, sizes and times of our static files, and of what else decides on the outcome."""
    files = [path for path in sorted((settings.ROOT / "static").rglob("*")) if path.is_file()]
    files += [settings.ROOT / name for name in BESIDES]
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
