"""One Valkey server: started, asked, stopped."""

from __future__ import annotations

import os
import shutil
import socket
from pathlib import Path
from urllib.parse import quote

from .errors import EmbeddedError
from .paths import Layout
from .processes import server_pid, wait_until

START_SECONDS = 60
STOP_SECONDS = 20
DAEMON_SECONDS = 10
REPLY_SECONDS = 3


class Valkey:
    """The Valkey of a layout. Every method is called behind the gate, but ``pid`` and ``url``."""

    def __init__(self, layout: Layout, program: Path, *, fast: bool) -> None:
        self._user = layout.user
        self._program = program
        self._fast = fast
        self.folder = layout.base / "valkey"
        self.socket = layout.sockets / "valkey.sock"
        self.log = self.folder / "valkey.log"
        self._pid_file = self.folder / "valkey.pid"

    @property
    def url(self) -> str:
        """The address of database 0."""
        return f"unix://{quote(os.fspath(self.socket))}?db=0"

    def pid(self) -> int | None:
        """Return the process id of the running server, or None."""
        return server_pid(self._pid_file, self.folder)

    def ensure_running(self) -> None:
        """Start the server unless it runs. Raises EmbeddedError."""
        self._user.make_private_folder(self.folder)
        if self.pid() is None:
            self._start()
        elif not wait_until(self._answers, START_SECONDS):
            raise EmbeddedError("Valkey runs but does not answer.", log=self.log)

    def stop(self) -> None:
        """Stop the server, if it runs, and wait until it has gone. Raises EmbeddedError when it does not go."""
        if self.pid() is None:
            return
        self._ask("SHUTDOWN")
        if not wait_until(lambda: self.pid() is None, STOP_SECONDS):
            raise EmbeddedError("Valkey did not stop.", log=self.log)

    def discard(self) -> None:
        """Throw away what an earlier cluster's jobs and sockets left. Raises EmbeddedError."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _start(self) -> None:
        self._pid_file.unlink(missing_ok=True)
        if self.log.exists():
            self.log.replace(self.log.with_suffix(".log.old"))
        arguments = [part for name, value in self._settings().items() for part in (f"--{name}", value)]
        started = self._user.run(self._program, *arguments)
        # The daemon writes its process id before it loads its data and answers.
        begun = started.returncode == 0 and wait_until(self._pid_file.exists, DAEMON_SECONDS)
        if not begun or not wait_until(lambda: self.pid() is None or self._answers(), START_SECONDS):
            raise EmbeddedError(f"Valkey did not start. {started.stdout or ''}", log=self.log)
        if self.pid() is None:
            raise EmbeddedError("Valkey stopped while starting.", log=self.log)

    def _settings(self) -> dict[str, str]:
        return {
            "port": "0",
            "unixsocket": os.fspath(self.socket),
            "unixsocketperm": "700",
            "dir": os.fspath(self.folder),
            "pidfile": os.fspath(self._pid_file),
            "logfile": os.fspath(self.log),
            "daemonize": "yes",
            "maxmemory": "0",
            "save": "",
            # Queued mail survives a restart; tests have nothing to keep.
            "appendonly": "no" if self._fast else "yes",
        }

    def _answers(self) -> bool:
        return self._ask("PING").startswith(b"+PONG")

    def _ask(self, command: str) -> bytes:
        """Return the beginning of the server's reply to ``command``; empty when nobody replies."""
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(REPLY_SECONDS)
            try:
                connection.connect(os.fspath(self.socket))
                connection.sendall(command.encode() + b"\r\n")
                return connection.recv(256)
            except OSError:
                return b""
