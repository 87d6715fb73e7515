"""The first one in starts the servers, everybody else joins, the last one out stops them."""

import subprocess
import sys

import redis

from participation.embedded import ensure_services, service_status
from participation.embedded.processes import wait_until

from .conftest import PROJECT, keep, rows, running


def test_first_one_in_starts_both_and_last_one_out_stops_them(new_state):
    with ensure_services(new_state, fast=True) as services:
        keep(services.database_url, 1)
        with redis.Redis.from_url(services.redis_url) as client:
            assert client.ping()
        assert running(new_state) == (True, True)

    assert running(new_state) == (False, False)


def test_addresses_name_sockets(state):
    with ensure_services(state, fast=True) as services:
        assert services.database_url.startswith("postgresql://app:")
        assert services.database_url.endswith(f"@/app?host={state}/run")
        assert services.redis_url == f"unix://{state}/run/valkey.sock?db=0"


def test_second_start_keeps_what_was_written(state):
    with ensure_services(state) as services:
        keep(services.database_url, 1)
    with ensure_services(state) as again:
        keep(again.database_url, 2)

        assert again == services
        assert rows(again.database_url) == [1, 2]


def test_second_process_joins_and_the_last_one_stops(state, guest):
    first = guest(state)
    second = guest(state)

    assert second.said == first.said
    assert first.leave() == 0
    assert running(state) == (True, True)
    assert second.leave() == 0
    assert running(state) == (False, False)


def test_six_starters_at_once_make_one_cluster(new_state, guest):
    starters = [guest(new_state, wait=False) for _ in range(6)]
    said = [starter.wait_until_joined().said for starter in starters]

    assert said[0] is not None
    assert said == [said[0]] * 6
    assert [starter.leave() for starter in starters] == [0] * 6
    assert running(new_state) == (False, False)


def test_a_process_that_asks_twice_joins_once_and_leaves_at_its_end(state):
    program = f"""
from pathlib import Path
from participation.embedded import join_services
state = Path({str(state)!r})
assert join_services(state, fast=True) is join_services(state, fast=True)
"""
    subprocess.run([sys.executable, "-c", program], cwd=PROJECT, check=True)
    assert running(state) == (False, False)


def test_a_forked_child_that_lives_on_keeps_the_servers(state):
    """Celery's pool forks. A child shares its parent's lock; red when the last user is looked for by
    turning one's own lock into an exclusive one instead of asking through another file."""
    program = f"""
import os, sys
from pathlib import Path
from participation.embedded import ensure_services
with ensure_services(Path({str(state)!r}), fast=True):
    if os.fork() == 0:
        sys.stdin.read()
        os._exit(0)
print("The parent has left.", flush=True)
"""
    words = [sys.executable, "-c", program]
    with subprocess.Popen(words, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdout.readline() == b"The parent has left.\n"
        assert parent.wait() == 0
        assert running(state) == (True, True)
        assert service_status(state).in_use
    assert wait_until(lambda: not service_status(state).in_use, 10)
