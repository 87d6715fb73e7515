"""Whatever is killed, the next one in finds running servers and every committed row."""

import os
import signal
import subprocess
from pathlib import Path

import pytest
import redis

from participation.embedded import Services, ensure_services, restart_valkey, service_status, stop_services
from participation.embedded.paths import Layout
from participation.embedded.processes import wait_until

from .conftest import keep, rows, running


def test_postmaster_killed_while_in_use(state, guest):
    user = guest(state, fast=False)
    keep(user.said["database_url"], 1)
    os.kill(user.said["postgres_pid"], signal.SIGKILL)

    with ensure_services(state) as services:
        keep(services.database_url, 2)
        assert rows(user.said["database_url"]) == [1, 2]
        assert service_status(state).postgres_pid != user.said["postgres_pid"]
        assert service_status(state).valkey_pid == user.said["valkey_pid"]


def test_every_server_process_killed(state):
    with ensure_services(state) as services:
        keep(services.database_url, 1)
        kill_everything(state)

        with ensure_services(state) as again:
            assert rows(again.database_url) == [1]
            assert running(state) == (True, True)
    assert running(state) == (False, False)


def test_owner_killed_leaves_servers_that_the_next_one_joins_and_stops(state, guest):
    owner = guest(state)
    keep(owner.said["database_url"], 1)
    owner.kill()
    assert running(state) == (True, True)
    assert not service_status(state).in_use

    with ensure_services(state, fast=True) as services:
        assert service_status(state).postgres_pid == owner.said["postgres_pid"]
        assert rows(services.database_url) == [1]
    assert running(state) == (False, False)


def test_servers_nobody_uses_can_be_stopped(state, guest):
    guest(state).kill()

    assert stop_services(state)
    assert running(state) == (False, False)


def test_servers_in_use_are_not_stopped(state, guest):
    guest(state)

    assert not stop_services(state)
    assert running(state) == (True, True)


@pytest.mark.parametrize("appears", ["making-*", "making-*/pgdata/global/pg_control", "pgdata"])
def test_starter_killed_while_making_the_cluster(new_state, guest, appears):
    """The half-made cluster is thrown away. Its initdb outlives the starter and must do no harm."""
    starter = guest(new_state, wait=False)
    assert wait_until(lambda: any(new_state.glob(appears)), 30)
    starter.kill()

    with ensure_services(new_state, fast=True) as services:
        keep(services.database_url, 1)
        assert rows(services.database_url) == [1]

    def starts_and_leaves_nothing_half_made() -> bool:
        with ensure_services(new_state, fast=True) as services:
            return rows(services.database_url) == [1] and not any(new_state.glob("making-*"))

    assert wait_until(starts_and_leaves_nothing_half_made, 30)


def test_pid_file_that_names_a_stranger(state):
    """After a reboot the numbers of the servers belong to somebody else, who is left in peace.

    PostgreSQL itself would not start then; red when its old pid file is not taken away first.
    """
    with ensure_services(state, fast=True) as services:
        keep(services.database_url, 1)
    layout = Layout.of(state)
    account = {"user": layout.user.uid, "group": layout.user.gid} if layout.user.drop else {}
    stranger = subprocess.Popen(["sleep", "600"], cwd="/", **account)
    for pid_file in (layout.base / "pgdata" / "postmaster.pid", layout.base / "valkey" / "valkey.pid"):
        pid_file.write_text(f"{stranger.pid}\n")
        layout.user.own(pid_file)
    try:
        with ensure_services(state, fast=True) as services:
            assert rows(services.database_url) == [1]
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_valkey_killed_during_use_is_back_at_the_same_address(state):
    with ensure_services(state) as services, redis.Redis.from_url(services.redis_url) as client:
        client.ping()
        before = service_status(state)
        os.kill(before.valkey_pid, signal.SIGKILL)
        assert wait_until(lambda: running(state) == (True, False), 10)
        with pytest.raises(redis.ConnectionError):
            client.ping()

        restart_valkey(state)

        assert client.ping()
        assert service_status(state).postgres_pid == before.postgres_pid
        assert service_status(state).valkey_pid != before.valkey_pid


def test_queued_mail_survives_a_restart(state):
    for expected in ([], [b"to Anna"]):
        with ensure_services(state) as services, redis.Redis.from_url(broker_url(services)) as broker:
            assert broker.lrange("mail", 0, -1) == expected
            broker.rpush("mail", "to Anna")


def test_fast_valkey_writes_nothing(state):
    with ensure_services(state, fast=True) as services, redis.Redis.from_url(services.redis_url) as client:
        client.set("kept", "no")
        assert client.config_get("appendonly") == {"appendonly": "no"}
        assert client.config_get("save") == {"save": ""}
    with ensure_services(state, fast=True) as services, redis.Redis.from_url(services.redis_url) as client:
        assert client.get("kept") is None


def test_state_folder_thrown_away_starts_anew(folder, monkeypatch):
    """The servers may live elsewhere than their state folder and outlive it: their data are not taken over."""
    monkeypatch.setattr("participation.embedded.paths.PLACE_OF_ROOT", folder / "elsewhere")
    private = folder / "private"
    private.mkdir(mode=0o700)
    with ensure_services(private / "state", fast=True) as services:
        keep(services.database_url, 1)
    subprocess.run(["rm", "-r", private / "state"], check=True)

    with ensure_services(private / "state", fast=True) as services:
        keep(services.database_url, 2)
        assert rows(services.database_url) == [2]


def kill_everything(state: Path) -> None:
    """Kill the servers and all their helpers at once."""
    now = service_status(state)
    helpers = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(now.postgres_pid)], capture_output=True, text=True, check=True
    ).stdout.split()
    for pid in (now.postgres_pid, now.valkey_pid, *map(int, helpers)):
        os.kill(pid, signal.SIGKILL)
    assert wait_until(lambda: running(state) == (False, False), 10)


def broker_url(services: Services) -> str:
    return services.redis_url.replace("db=0", "db=1")
