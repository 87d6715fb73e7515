"""The passwords of one cluster, and which cluster they belong to."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Credentials:
    """Two passwords that differ: who has the application's cannot become superuser with it.

    ``cluster`` is written into the cluster as well, so that a cluster which outlived its state folder
    (it can lie elsewhere) is recognised as nobody's.
    """

    cluster: str = field(default_factory=lambda: secrets.token_hex(8))
    superuser_password: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    app_password: str = field(default_factory=lambda: secrets.token_urlsafe(24))


def load(path: Path) -> Credentials | None:
    """Return the credentials in ``path``; None when there are none or they were not written to the end."""
    try:
        return Credentials(**json.loads(path.read_text()))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def save(credentials: Credentials, path: Path) -> None:
    """Write ``credentials`` to ``path``, readable by the owner alone, and to the disk before returning."""
    with open(path, "w", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        json.dump(asdict(credentials), file)
        file.flush()
        os.fsync(file.fileno())
