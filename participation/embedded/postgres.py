"""One PostgreSQL cluster: made, started, stopped."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

from . import credentials
from .credentials import Credentials
from .errors import EmbeddedError, log_tail
from .paths import Layout
from .processes import server_pid

APP = "app"
SUPERUSER = "postgres"
PORT = "5432"  # only a part of the socket's name
# In template1, so that every database made later, test databases too, has them without a superuser.
EXTENSIONS = ("pg_trgm", "unaccent", "citext", "btree_gin", "pg_stat_statements")
START_SECONDS = 90
RETRY_SECONDS = 0.2

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "max_wal_size": "2GB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    "log_min_duration_statement": "500",
    "shared_preload_libraries": "pg_stat_statements",
}
# A crash of the machine may lose everything; a crash of the server alone does not.
FAST_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "128MB",
    "log_min_duration_statement": "-1",
}


class Postgres:
    """The cluster of a layout. Every method is called behind the gate, but ``pid`` and ``url``."""

    def __init__(self, layout: Layout, programs: Path, *, fast: bool) -> None:
        self._layout = layout
        self._user = layout.user
        self._programs = programs
        self._fast = fast
        self.data = layout.base / "pgdata"
        self.log = self.data / "server.log"

    def url(self, app_password: str) -> str:
        """Return the application's address of the database."""
        return f"postgresql://{APP}:{app_password}@/{APP}?host={quote(os.fspath(self._layout.sockets))}"

    def pid(self) -> int | None:
        """Return the process id of the running server, or None."""
        return server_pid(self.data / "postmaster.pid", self.data)

    def known(self) -> Credentials | None:
        """Return the passwords of the cluster; None when there is no cluster that they belong to."""
        known = credentials.load(self._layout.credentials)
        return known if known and known.cluster == self._cluster_name() else None

    def make(self) -> Credentials:
        """Make a new cluster in the place of whatever is there; return its passwords.

        Raises EmbeddedError.
        """
        self._discard()
        new = Credentials()
        credentials.save(new, self._layout.credentials)
        self._build(new)
        return new

    def ensure_running(self) -> None:
        """Start the server unless it runs. Raises EmbeddedError."""
        if not self._answers():
            self._start()

    def stop(self) -> None:
        """Stop the server, if it runs, and wait until it has gone.

        Raises EmbeddedError when it does not go.
        """
        if self.pid() is not None and self._control("stop", "-m", "fast") != 0 and self.pid() is not None:
            raise EmbeddedError("PostgreSQL did not stop.", log=self.log)

    # Making. A cluster is built under another name and renamed when it is complete, so "pgdata" is
    # never half made, and an initdb that outlived its killed starter disturbs nobody.

    def _build(self, known: Credentials) -> None:
        workshop = self._layout.base / f"making-{secrets.token_hex(4)}"
        self._user.make_private_folder(workshop)
        data, password = workshop / "pgdata", workshop / "password"
        # A file, not a pipe: the servers' user may not open root's descriptors by name.
        password.write_text(known.superuser_password)
        self._user.own(password)
        self._run(
            "initdb",
            f"--pgdata={data}",
            f"--username={SUPERUSER}",
            f"--pwfile={password}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            *(["--no-sync"] if self._fast else []),
        )
        # Without a server there is no socket, no password and nothing to stop again.
        statements = "\n".join(_first_statements(known)) + "\n"
        self._run("postgres", "--single", "-c", "exit_on_error=true", "-D", data, "template1", stdin=statements)
        with (data / "postgresql.conf").open("a") as conf:
            conf.write("\ninclude 'participation.conf'\n")
        (data / "participation-cluster").write_text(known.cluster)
        data.rename(self.data)
        shutil.rmtree(workshop, ignore_errors=True)

    def _cluster_name(self) -> str | None:
        try:
            return (self.data / "participation-cluster").read_text()
        except FileNotFoundError:
            return None

    def _discard(self) -> None:
        """Throw away a cluster to which nobody has the passwords any more."""
        if self.pid() is not None:
            self._control("stop", "-m", "immediate")
        shutil.rmtree(self.data, ignore_errors=True)

    def _throw_away_unfinished(self) -> None:
        """At every start: an initdb that outlived its starter may have gone on after the last time."""
        for workshop in self._layout.base.glob("making-*"):
            shutil.rmtree(workshop, ignore_errors=True)

    # Running.

    def _answers(self) -> bool:
        # Both: somebody answers at the socket, and it is the server of this cluster.
        return self.pid() is not None and self._pg_isready()

    def _pg_isready(self) -> bool:
        question = ("--quiet", f"--host={self._layout.sockets}", f"--port={PORT}", f"--dbname={SUPERUSER}")
        return self._user.run(self._programs / "pg_isready", *question).returncode == 0

    def _start(self) -> None:
        """Start the server; wait for what a killed one left behind to go away first.

        That is its backends, which let go of its memory a moment later, or a server that another
        starter began and did not live to see running.
        """
        self._throw_away_unfinished()
        if self.pid() is None:
            self._rotate_log()
        self._write_settings()
        give_up = time.monotonic() + START_SECONDS
        while True:
            if self.pid() is None:
                self._forget_dead_server()
                if self._control("start") == 0:
                    return
            if self._answers():
                return
            if time.monotonic() > give_up or (self.pid() is None and not self._remains_in_the_way()):
                raise EmbeddedError("PostgreSQL did not start.", log=self.log)
            time.sleep(RETRY_SECONDS)

    def _remains_in_the_way(self) -> bool:
        end = log_tail(self.log)
        return "pre-existing shared memory block" in end or "already exists" in end

    def _forget_dead_server(self) -> None:
        # PostgreSQL itself takes any living process of that number, a zombie too, for its server.
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        (self._layout.sockets / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)

    def _rotate_log(self) -> None:
        if self.log.exists():
            self.log.replace(self.log.with_suffix(".log.old"))

    def _write_settings(self) -> None:
        """Written at every start: the project may have moved, and settings may have changed."""
        sockets = f'"{self._layout.sockets}"'  # it is a list: quoted, a space does not matter
        settings = SETTINGS | {"unix_socket_directories": sockets} | (FAST_SETTINGS if self._fast else {})
        conf = self.data / "participation.conf"
        conf.write_text("".join(f"{name} = {_quoted(value)}\n" for name, value in settings.items()))
        self._user.own(conf)

    def _control(self, verb: str, *arguments: str) -> int:
        """Run pg_ctl and wait for what it does; return its status. Its output must not be a pipe."""
        if verb == "start":
            arguments = ("-l", os.fspath(self.log), *arguments)
        pg_ctl = self._programs / "pg_ctl"
        return self._user.run(
            pg_ctl, verb, "-s", "-w", "-t", "60", "-D", self.data, *arguments, output=subprocess.DEVNULL
        ).returncode

    def _run(self, program: str, *arguments: str | Path, stdin: str | None = None) -> None:
        done = self._user.run(self._programs / program, *arguments, stdin=stdin)
        if done.returncode != 0:
            end = " / ".join((done.stdout or "").splitlines()[-4:])
            raise EmbeddedError(f"{program} failed ({done.returncode}): {end}")


def _first_statements(known: Credentials) -> list[str]:
    """One statement a line; the passwords are of letters that need no quoting."""
    return [
        *(f"CREATE EXTENSION {extension};" for extension in EXTENSIONS),
        f"CREATE ROLE {APP} LOGIN CREATEDB PASSWORD '{known.app_password}';",
        f"CREATE DATABASE {APP} OWNER {APP} TEMPLATE template1;",
    ]


def _quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"
