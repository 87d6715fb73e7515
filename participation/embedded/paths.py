"""Where everything of one pair of servers lies."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from .errors import EmbeddedError
from .privileges import ServerUser, server_user

PROJECT = Path(__file__).resolve().parents[2]
PLACE_OF_ROOT = Path("/var/lib")
# Not tempfile.gettempdir(): two processes with different TMPDIR must agree on the place.
TEMPORARY = Path("/tmp")  # noqa: S108 - the folder in it is private and its owner is checked
REFUSED = frozenset('"$`\\\n')  # pg_ctl hands paths to a shell between double quotes
LONGEST_SOCKET = 103  # bytes of an address; Linux has 107, macOS 103


def default_state(*, fast: bool) -> Path:
    """Return the state folder that PARTICIPATION_STATE_DIR names, else the one in the project."""
    if named := os.environ.get("PARTICIPATION_STATE_DIR"):
        return Path(named)
    return PROJECT / "var" / ("embedded-test" if fast else "embedded")


@dataclass(frozen=True)
class Layout:
    """The places of one pair of servers.

    ``state`` is the folder asked for: locks and passwords. ``base`` is where the servers live: the same
    folder, or one of root's that the servers' user can reach. ``sockets`` is a folder with a short path.
    """

    state: Path
    base: Path
    sockets: Path
    user: ServerUser

    @classmethod
    def of(cls, state: Path) -> Layout:
        """Work the places out; makes nothing but ``state`` itself.

        Raises EmbeddedError (no user to run the servers, or a path they cannot live in) and OSError
        (``state`` cannot be made or entered).
        """
        state.mkdir(parents=True, exist_ok=True)
        state = state.resolve()
        moved = PLACE_OF_ROOT / f"participation-{_tag(state)}"
        user = server_user(existing=[state / "pgdata", moved / "pgdata"])
        base = state if user.can_enter(state) else moved
        if unfit := set(os.fspath(base)) & REFUSED:
            raise EmbeddedError(f"PostgreSQL cannot live in {base}, because of {min(unfit)!r} in the name.")
        sockets = base / "run"
        # A comma would part an address in two.
        if len(os.fsencode(sockets / ".s.PGSQL.5432")) > LONGEST_SOCKET or "," in os.fspath(sockets):
            sockets = TEMPORARY / f"participation-{user.uid}-{_tag(base)}"
        return cls(state, base, sockets, user)

    @property
    def gate(self) -> Path:
        """The lock of who makes, starts or stops."""
        return self.state / "start.lock"

    @property
    def users(self) -> Path:
        """The lock that every user shares."""
        return self.state / "users.lock"

    @property
    def credentials(self) -> Path:
        """The passwords."""
        return self.state / "credentials.json"

    def prepare(self) -> None:
        """Make the folders that are not there."""
        if self.base != self.state:
            self.base.mkdir(parents=True, exist_ok=True)
            self.base.chmod(0o711)  # whatever the umask: the servers' user must get through
        self.user.make_private_folder(self.sockets)


def _tag(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:10]
