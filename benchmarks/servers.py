"""Starting the servers that are measured, as production and as the demo do."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

ENVIRONMENT = {"DJANGO_SETTINGS_MODULE": "benchmarks.settings", "LOG_LEVEL": "ERROR"}
WORKERS, THREADS = 2, 4


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(command: str, port: int, urls: dict[str, str]) -> Iterator[subprocess.Popen]:
    """Run a server until the block ends; ready once it accepts connections. urls: DATABASE_URL and REDIS_URL."""
    whole = [sys.executable, "-m", *command.split(), "--host", "127.0.0.1", "--port", str(port)]
    server = subprocess.Popen(whole, env=os.environ | ENVIRONMENT | urls)
    try:
        for _attempt in range(600):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        else:
            raise RuntimeError(f"{command.split()[0]} did not come up")
        yield server
    finally:
        server.terminate()
        server.wait(timeout=20)


@contextmanager
def html_workers(port: int, urls: dict[str, str]) -> Iterator[subprocess.Popen]:
    """HTML through WSGI, as production serves it."""
    how = f"--workers {WORKERS} --blocking-threads {THREADS} --no-ws --log-level error"
    command = f"granian --interface wsgi {how} participation.wsgi:application"
    with serving(command, port, urls) as server:
        yield server


@contextmanager
def one_process(port: int, urls: dict[str, str]) -> Iterator[subprocess.Popen]:
    """Everything in one process, as the demo serves it. Compression would more than double an idle socket's memory."""
    command = "uvicorn --ws-per-message-deflate false --log-level error --no-access-log participation.asgi:application"
    with serving(command, port, urls) as server:
        yield server
