"""A database of the browser's own and one real server process on it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from psycopg import sql
from psycopg.conninfo import make_conninfo

from tests.conftest import ROOT, administer, template_database

SECONDS_TO_START = 90
LOGS = ROOT / "var"


@dataclass
class Site:
    """A running site. `address` has no slash at its end."""

    address: str
    database: str
    blocker: pytest.FixtureDef
    log: Path

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Speak to the site's database through the services, as the test's own process."""
        with self.blocker.unblock(), looking_at(self.database):
            yield

    def complaints(self) -> str:
        """What the server wrote about errors of its own."""
        text = self.log.read_text(errors="replace")
        return text if "Traceback" in text else ""


@contextmanager
def looking_at(database: str) -> Iterator[None]:
    """Let this process's connection lead to another database for a while."""
    before = connection.settings_dict["NAME"]
    prefix = caches["default"].key_prefix
    connection.close()
    connection.settings_dict["NAME"] = database
    caches["default"].key_prefix = database
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
        caches["default"].key_prefix = prefix


@contextmanager
def own_database(name: str, blocker: pytest.FixtureDef) -> Iterator[str]:
    """A copy of the migrated template, dropped in the end."""
    with blocker.unblock():
        template = template_database()
        administer(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        copy = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
        administer(copy.format(sql.Identifier(name), sql.Identifier(template)))
    try:
        yield name
    finally:
        with blocker.unblock():
            administer(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
            connection.close()


def environment(database: str, address: str) -> dict[str, str]:
    """What a process of the site's needs to know."""
    known = {"user", "password", "host", "port"}
    params = {key: value for key, value in connection.get_connection_params().items() if key in known}
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "participation.settings.browser",
        "DATABASE_URL": make_conninfo(dbname=database, **params),
        "REDIS_URL": settings.REDIS_URL,
        "PUBLIC_URL": address,
        "WEB_THREADS": "4",
    }


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def manage(*arguments: str, database: str) -> None:
    """Run a management command on a database; fails with what it said."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(database, "http://127.0.0.1"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def collect_static(database: str) -> None:
    """Bring the collected files up to date, as a deployment does."""
    code = "import django; django.setup(); from participation.demo.static import collect_when_changed as c; c(lambda words: None)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment(database, "http://127.0.0.1"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@contextmanager
def serving(database: str, blocker: pytest.FixtureDef) -> Iterator[Site]:
    """Serve a database from a process of its own."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    LOGS.mkdir(exist_ok=True)
    collect_static(database)
    log = LOGS / f"{database}.log"
    command = [
        sys.executable,
        "-m",
        "uvicorn",
        "participation.asgi:application",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--log-level",
        "warning",
        "--no-access-log",
        "--timeout-graceful-shutdown",
        "2",
    ]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment(database, address), stdout=output, stderr=output)
        try:
            wait_until_ready(process, address, log)
            yield Site(address, database, blocker, log)
        finally:
            process.terminate()
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
    log.unlink()


def wait_until_ready(process: subprocess.Popen, address: str, log: Path) -> None:
    """Come back when the site answers."""
    for _attempt in range(SECONDS_TO_START * 5):
        assert process.poll() is None, log.read_text(errors="replace")
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=10) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    pytest.fail(f"The site did not start: {log.read_text(errors='replace')}")
