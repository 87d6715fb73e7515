"""``python -m participation.embedded``, as a Makefile or a person types it."""

import json
import os
import signal
import subprocess
import sys
import textwrap

import psycopg
import pytest

from .conftest import PROJECT, running

SAY_ADDRESSES = "import json, os; print(json.dumps([os.environ['DATABASE_URL'], os.environ['REDIS_URL']]), flush=True)"


def command(state, *words) -> list:
    return [sys.executable, "-m", "participation.embedded", "--state", str(state), "--fast", *words]


def call(state, *words) -> subprocess.CompletedProcess:
    return subprocess.run(command(state, *words), cwd=PROJECT, capture_output=True, text=True, timeout=60)


def test_run_gives_addresses_and_returns_the_commands_status(state):
    done = call(state, "run", "--", sys.executable, "-c", f"{SAY_ADDRESSES}; raise SystemExit(7)")

    database_url, redis_url = json.loads(done.stdout)
    assert database_url.endswith(f"?host={state}/run")
    assert redis_url == f"unix://{state}/run/valkey.sock?db=0"
    assert (done.returncode, done.stderr) == (7, "")
    assert running(state) == (False, False)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["interrupt", "terminate"])
def test_run_passes_signals_on_and_then_stops_the_servers(state, number):
    program = textwrap.dedent(f"""
        import signal, sys
        signal.signal({int(number)}, lambda *_: sys.exit(5))
        print("ready", flush=True)
        signal.pause()
    """)
    words = command(state, "run", "--", sys.executable, "-c", program)
    with subprocess.Popen(words, cwd=PROJECT, stdout=subprocess.PIPE, start_new_session=True) as runner:
        assert runner.stdout.readline() == b"ready\n"
        runner.send_signal(number)
        assert runner.wait() == 5
    assert running(state) == (False, False)


def test_run_says_by_its_status_which_signal_ended_the_command(state):
    done = call(state, "run", "--", "sh", "-c", "kill -KILL $$")
    assert done.returncode == 128 + signal.SIGKILL


def test_run_without_such_a_command(state):
    done = call(state, "run", "--", "no-such-command")
    assert (done.returncode, done.stderr) == (1, "no-such-command cannot be run: No such file or directory.\n")
    assert running(state) == (False, False)


def test_urls_are_for_a_shell(state, guest):
    user = guest(state)

    done = call(state, "urls")
    said = subprocess.run(["sh", "-c", f'{done.stdout}\necho "$DATABASE_URL $REDIS_URL"'], capture_output=True, text=True)

    assert said.stdout.split() == [user.said["database_url"], user.said["redis_url"]]
    with psycopg.connect(user.said["database_url"]) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_urls_of_servers_that_do_not_run(state):
    done = call(state, "urls")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "The embedded services do not run.\n")


def test_status_and_stop(state, guest):
    user = guest(state)
    assert call(state, "status").stdout.splitlines() == [
        f"PostgreSQL: runs as process {user.said['postgres_pid']}",
        f"Valkey: runs as process {user.said['valkey_pid']}",
        "Somebody uses them.",
    ]
    refused = call(state, "stop")
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)

    user.kill()
    assert call(state, "status").stdout.splitlines()[2] == "Nobody uses them."
    assert call(state, "stop").returncode == 0
    assert call(state, "status").stdout.splitlines() == [
        "PostgreSQL: does not run",
        "Valkey: does not run",
        "Nobody uses them.",
    ]


def test_server_that_does_not_start_is_told_in_one_line_with_its_reason(new_state):
    assert call(new_state, "run", "--", "true").returncode == 0
    with (new_state / "pgdata" / "postgresql.conf").open("a") as conf:
        conf.write("no_such_setting = 1\n")

    done = call(new_state, "run", "--", "true")

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("PostgreSQL did not start.")
    assert "no_such_setting" in done.stderr
    assert running(new_state) == (False, False)


def test_valkey_that_does_not_start_is_told_in_one_line_with_its_reason(new_state):
    assert call(new_state, "run", "--", "true").returncode == 0
    (new_state / "valkey" / "appendonlydir").touch()
    words = [word for word in command(new_state, "run", "--", "true") if word != "--fast"]

    done = subprocess.run(words, cwd=PROJECT, capture_output=True, text=True, timeout=60)

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("Valkey ")
    assert "appendonlydir" in done.stderr
    assert running(new_state) == (False, False)


def test_importing_needs_the_standard_library_alone():
    """Settings import the package before Django is set up."""
    program = f"""
import sys, types
package = types.ModuleType("participation")
package.__path__ = [{os.fspath(PROJECT / "participation")!r}]
sys.modules["participation"] = package
before = set(sys.modules)
import participation.embedded.__main__
print(*sorted({{name.split(".")[0] for name in set(sys.modules) - before}} - sys.stdlib_module_names))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["participation"]
