"""`python -m participation.demo`: the demo city in one process for the web and one for the jobs.

Everything is made ready only where it is not yet, so a second start takes seconds. Ctrl-C stops all of it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import django

from participation.embedded import EmbeddedError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "participation.settings.demo")
HOST = os.environ.get("HOST", "127.0.0.1")
PORT = int(os.environ.get("PORT", "8000"))
# In a container everything runs as root. Celery warns of it and has no setting against that; Python's own has to do.
ROOT_IS_FINE = "ignore:You're running the worker with superuser privileges"


def say(words: str) -> None:
    """One line about what happens now."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def prepare() -> None:
    """Bring database, static files and content up to date; each step says so only when it has something to do."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from participation.demo.static import collect_when_changed

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Preparing the database ...")
        call_command("migrate", verbosity=0, interactive=False)
    collect_when_changed(say)
    from participation.projects.models import Project

    if not Project.objects.exists():
        say("Building the demo city ...")
        call_command("seed_demo", stage=os.environ.get("DEMO_STAGE", "collecting"))


@contextmanager
def jobs() -> Iterator[None]:
    """A Celery worker with beat, stopped with the site."""
    schedule = django.conf.settings.ROOT / "var" / "celerybeat-schedule"
    command = [
        sys.executable,
        "-W",
        ROOT_IS_FINE,
        "-m",
        "celery",
        "-A",
        "participation",
        "worker",
        "--beat",
        "--schedule",
        str(schedule),
        "--pool",
        "threads",
        "--concurrency",
        "2",
        "--loglevel",
        "WARNING",
        "--without-gossip",
        "--without-mingle",
    ]
    # A session of its own: Ctrl-C reaches this process alone, which then stops the worker in order.
    worker = subprocess.Popen(command, start_new_session=True, env=os.environ | addresses())
    try:
        yield
    finally:
        worker.send_signal(signal.SIGTERM)
        try:
            worker.wait(timeout=8)
        except subprocess.TimeoutExpired:
            worker.kill()


def addresses() -> dict[str, str]:
    """The services that this process found or started, for the worker: it joins these and no others."""
    settings = django.conf.settings
    return {"DATABASE_URL": settings.DATABASE_URL, "REDIS_URL": settings.REDIS_URL}


def serve() -> None:
    """Serve HTML and WebSocket from this process until Ctrl-C."""
    import uvicorn

    class Server(uvicorn.Server):
        """Says that it is ready once it is."""

        async def startup(self, sockets: list | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                announce()

    config = uvicorn.Config(
        "participation.asgi:application",
        host=HOST,
        port=PORT,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=3,
        ws_per_message_deflate=False,  # pointers are short; compression would double what an idle socket costs
        ws_max_size=1_000_000,
    )
    Server(config).run()


def announce() -> None:
    """Where to look, and as whom."""
    from django.utils.translation import override

    from participation.demo.people import DEMO_ACCOUNTS, DEMO_PASSWORD

    say(f"Ready: http://{HOST}:{PORT}/")
    say(f"Sign in as any of these with the password {DEMO_PASSWORD}:")
    with override("en"):  # the terminal speaks one language
        for address, role in DEMO_ACCOUNTS:
            say(f"  {address:<22} {role}")
    say(f"Mail that the site sends is at http://{HOST}:{PORT}/demo/mail/. Ctrl-C stops everything.")


def main() -> int:
    """Prepare, serve, and stop; returns the exit status."""
    begun = time.monotonic()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # an orderly end stops the services too
    try:
        django.setup()
        prepare()
        with jobs():
            say(f"Starting after {time.monotonic() - begun:.0f} s ...")
            serve()
    except EmbeddedError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        pass
    say("Stopped. Everything is kept for the next time.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
