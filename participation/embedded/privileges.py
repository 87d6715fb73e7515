"""Who runs the servers.

PostgreSQL refuses to run as root. When we are root, the servers run as an ordinary user: the one who
already owns the cluster, else ``nobody`` or whom EMBEDDED_PG_USER names.
"""

from __future__ import annotations

import os
import pwd
import stat
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from .errors import EmbeddedError

# What a server may inherit. Not PG*, which would redirect the tools, and no secrets of the application.
INHERITED = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TMPDIR")


@dataclass(frozen=True)
class ServerUser:
    """The account of the servers; ``drop`` is false when that is simply ourselves."""

    uid: int
    gid: int
    drop: bool

    def own(self, path: Path) -> None:
        """Hand ``path`` over to the servers."""
        if self.drop:
            os.chown(path, self.uid, self.gid)

    def make_private_folder(self, path: Path) -> None:
        """Make ``path`` a folder that only the servers (and root) can look into."""
        path.mkdir(mode=0o700, exist_ok=True)
        found = path.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (self.uid, os.geteuid()):
            # In the temporary folder somebody else may have been there first.
            raise EmbeddedError(f"{path} belongs to another user; the servers cannot use it.")
        path.chmod(0o700)
        self.own(path)

    def can_enter(self, path: Path) -> bool:
        """Say whether the servers could reach what lies in the folder ``path``; tried, not computed."""
        if not self.drop:
            return True
        return self.run("/bin/sh", "-c", 'cd "$0"', path).returncode == 0

    def run(
        self,
        *command: str | Path,
        stdin: str | None = None,
        output: IO[bytes] | int = subprocess.PIPE,
        environment: dict[str, str] | None = None,
    ) -> subprocess.CompletedProcess[str]:
        """Run ``command`` to its end as this user, away from our folder, our terminal and our environment.

        ``output`` must not be a pipe for what leaves a server behind: the server inherits it, and reading
        would never end.
        """
        kept = {name: os.environ[name] for name in INHERITED if name in os.environ}
        account: dict[str, Any] = {"user": self.uid, "group": self.gid, "extra_groups": []} if self.drop else {}
        return subprocess.run(
            [os.fspath(part) for part in command],
            check=False,
            text=True,
            input=stdin,
            stdin=subprocess.DEVNULL if stdin is None else None,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=kept | {"LC_ALL": "C", "HOME": "/"} | (environment or {}),
            cwd="/",
            umask=0o077,
            start_new_session=True,  # Ctrl-C is for us; we then stop the servers in order
            **account,
        )


def server_user(existing: Sequence[Path] = ()) -> ServerUser:
    """Return who runs the servers. ``existing`` are the places where a cluster may already lie.

    Raises EmbeddedError when we are root and there is no ordinary user to become.
    """
    if os.geteuid() != 0:
        return ServerUser(os.geteuid(), os.getegid(), drop=False)
    for path in existing:
        if path.exists() and (owner := path.stat()).st_uid != 0:
            return ServerUser(owner.st_uid, owner.st_gid, drop=True)
    name = os.environ.get("EMBEDDED_PG_USER", "nobody")
    try:
        account = pwd.getpwnam(name)
    except KeyError:
        raise EmbeddedError(
            f"PostgreSQL does not run as root, and there is no user {name!r} here: name one in EMBEDDED_PG_USER."
        ) from None
    if account.pw_uid == 0:
        raise EmbeddedError(f"PostgreSQL does not run as root: EMBEDDED_PG_USER must not name {name!r}.")
    return ServerUser(account.pw_uid, account.pw_gid, drop=True)
