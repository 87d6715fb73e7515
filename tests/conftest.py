"""Real PostgreSQL and Valkey for every test; a migrated template database is kept between runs."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection, connections
from django.utils import timezone, translation
from psycopg import sql

from tests.caching import forget_cache

pytest_plugins = ["tests.cast"]
ROOT = Path(__file__).resolve().parents[1]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Under xdist, see `tests.scheduling`."""
    from tests.scheduling import FolderScheduling

    return FolderScheduling(config, log)


def migrations_digest() -> str:
    """A name for the schema: changes when any migration file of ours, or the lock, changes."""
    files = [*sorted(ROOT.glob("*/migrations/*.py")), *sorted(ROOT.glob("*/*/migrations/*.py")), ROOT / "requirements.txt"]
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]


def administer(statement: sql.Composed) -> None:
    """Run one statement outside a transaction in the server's own database."""
    params = connection.get_connection_params() | {"dbname": "postgres"}
    params = {key: value for key, value in params.items() if key in {"dbname", "user", "password", "host", "port"}}
    with psycopg.connect(**params, autocommit=True) as server:
        server.execute(statement)


def template_database() -> str:
    """Make the migrated template if this schema has none yet; one process at a time."""
    name = f"template_{migrations_digest()}"
    (ROOT / "var").mkdir(exist_ok=True)
    with (ROOT / "var" / "test-template.lock").open("w") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        params = connection.get_connection_params() | {"dbname": "postgres"}
        params = {key: value for key, value in params.items() if key in {"dbname", "user", "password", "host", "port"}}
        with psycopg.connect(**params, autocommit=True) as server:
            found = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not found:
            making = f"{name}_making"
            settings.DATABASES["default"].setdefault("TEST", {})
            connection.settings_dict["TEST"] = {**connection.settings_dict.get("TEST", {}), "NAME": making}
            connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
            connection.close()
            administer(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(making), sql.Identifier(name)))
    return name


def drop_database(name: str) -> None:
    """Drop a database; an autovacuum worker that happens to be in it belongs to the superuser and has to leave first."""
    for _attempt in range(50):
        try:
            administer(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
            return
        except psycopg.errors.InsufficientPrivilege:
            time.sleep(0.2)
    raise RuntimeError(f"the test database {name} is still in use")


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureDef, worker_id: str) -> Iterator[None]:
    """A database of this process's own, copied from the template in a fraction of a second."""
    original = connection.settings_dict["NAME"]
    mine = f"test_{os.getpid()}_{worker_id}"
    with django_db_blocker.unblock():
        template = template_database()
        administer(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(sql.Identifier(mine), sql.Identifier(template))
        )
        for alias in connections:
            connections[alias].close()
            connections[alias].settings_dict["NAME"] = mine
        yield
        for alias in connections:
            connections[alias].close()
        drop_database(mine)
        connection.settings_dict["NAME"] = original


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    """xdist's worker name, or "main" without xdist."""
    return getattr(request.config, "workerinput", {}).get("workerid", "main")


@pytest.fixture(autouse=True)
def _fresh_cache(request: pytest.FixtureRequest) -> None:
    """No test sees what another one cached: each has keys of its own. Emptying would empty other processes' too."""
    forget_cache(hashlib.sha256(request.node.nodeid.encode()).hexdigest()[:8])


@pytest.fixture(autouse=True)
def _fresh_language() -> None:
    """No test goes on in the language or the time zone of the request that another one made last in this process."""
    translation.deactivate()
    timezone.deactivate()


@pytest.fixture(scope="session", autouse=True)
def _voting_keys() -> Iterator[None]:
    """Keys of rounds do not outlive the databases they belong to."""
    yield
    for folder in Path(settings.VOTING_KEYS_DIR).glob(f"test_{os.getpid()}_*"):
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def data_dir() -> Path:
    """Real input files; a test that needs them skips where they are absent, but fails in CI."""
    path = Path(os.environ.get("PARTICIPATION_DATA_DIR", ROOT.parent / "shared" / "data"))
    if not path.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI has to have the real input at {path}")
        pytest.skip(f"no real input at {path}; set PARTICIPATION_DATA_DIR")
    return path
