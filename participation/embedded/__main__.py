"""``python -m participation.embedded``: run a command with the servers, or look after them."""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from . import EmbeddedError, ensure_services, running_services, service_status, stop_services
from .child import run_child


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; return the exit status."""
    options = _parser().parse_args(arguments)
    try:
        status: int = options.verb(options)
    except EmbeddedError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    return status


def run(options: argparse.Namespace) -> int:
    """Start or join the servers, run a command that finds them, return its exit status."""
    with ensure_services(options.state, fast=options.fast) as services:
        return run_child(
            options.command,
            os.environ | {"DATABASE_URL": services.database_url, "REDIS_URL": services.redis_url},
        )


def urls(options: argparse.Namespace) -> int:
    """Print the addresses of running servers for a shell's ``eval``."""
    services = running_services(options.state, fast=options.fast)
    if services is None:
        raise EmbeddedError("The embedded services do not run.")
    _say(f"export DATABASE_URL={shlex.quote(services.database_url)}")
    _say(f"export REDIS_URL={shlex.quote(services.redis_url)}")
    return 0


def status(options: argparse.Namespace) -> int:
    """Print what runs."""
    now = service_status(options.state, fast=options.fast)
    for name, pid in (("PostgreSQL", now.postgres_pid), ("Valkey", now.valkey_pid)):
        _say(f"{name}: {f'runs as process {pid}' if pid else 'does not run'}")
    _say("Somebody uses them." if now.in_use else "Nobody uses them.")
    return 0


def stop(options: argparse.Namespace) -> int:
    """Stop servers that nobody uses any more."""
    if not stop_services(options.state, fast=options.fast):
        raise EmbeddedError("The embedded services are in use; the last user stops them.")
    _say("The embedded services are stopped.")
    return 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m participation.embedded", description=__doc__)
    parser.add_argument("--state", type=Path, help="the state folder (default: PARTICIPATION_STATE_DIR, else var/)")
    parser.add_argument("--fast", action="store_true", help="the servers of the tests: quick, and safe from nothing")
    verbs = parser.add_subparsers(required=True, metavar="run|urls|status|stop")
    for verb in (run, urls, status, stop):
        verbs.add_parser(verb.__name__, help=verb.__doc__).set_defaults(verb=verb)
    verbs.choices["run"].add_argument("command", nargs=argparse.REMAINDER, metavar="-- COMMAND ...")
    return parser


if __name__ == "__main__":
    sys.exit(main())
