"""What is measured, cell by cell. Cells that are compared take turns, so that a noisy machine disturbs all alike."""

from __future__ import annotations

import itertools
import os
import signal
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks import cases, live
from benchmarks.client import Figures, Request, run
from benchmarks.floor import BARE
from benchmarks.processes import largest_memory, memory, parent, processor_seconds
from benchmarks.report import Report
from benchmarks.servers import free_port, one_process
from proposals.models import Proposal
from proposals.queries.similar import similar_to

ROOT = Path(__file__).resolve().parents[1]
SECONDS = float(os.environ.get("BENCH_SECONDS", "5"))
CLIENTS = 16
TURNS = 3
RATES = {"project page": 150, "list of proposals, random": 150, "proposal, most comments": 120}
CONVERSATION = ("its conversation", "its conversation, newest first", "its conversation, most agreed, far down")
WRITES = {"support": 0.25, "comment": 0.15}


@dataclass(frozen=True)
class Cell:
    """The turns of one cell: answers per second, and processor time per answer in milliseconds."""

    rates: list[float]
    costs: list[float]

    @property
    def rate(self) -> float:
        """The median turn's."""
        return statistics.median(self.rates)

    @property
    def cost(self) -> float:
        """The median turn's."""
        return statistics.median(self.costs)

    @property
    def on_quiet_cores(self) -> float:
        """Answers per second that two cores could give by the processor time alone, were nobody else on the machine."""
        return 2000 / self.cost

    def beside(self, floor: Cell) -> float:
        """The median of the turns' ratios to the floor's turns."""
        return statistics.median(mine / other for mine, other in zip(self.rates, floor.rates, strict=True))


@dataclass(frozen=True)
class Clock:
    """Reads the processor time, in seconds, of web workers and, where it runs on this machine, of the database."""

    pids: tuple[int, ...]

    @classmethod
    def of(cls, server: int) -> Clock:
        """The clock of a server and of the database that this process is connected to."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            database = parent(cursor.fetchone()[0])
        return cls((server, database) if database > 1 else (server,))

    def read(self) -> float:
        """All of it so far."""
        return sum(processor_seconds(pid) for pid in self.pids)


def in_turns(cells: Mapping[str, Callable[[int], Figures]], pid: int) -> dict[str, Cell]:
    """Measure every cell once, then every cell again, and so on. Each callable takes the number of the turn."""
    clock = Clock.of(pid)
    rates: dict[str, list[float]] = {name: [] for name in cells}
    costs: dict[str, list[float]] = {name: [] for name in cells}
    for turn in range(TURNS):
        for name, measured in cells.items():
            before = clock.read()
            figures = measured(turn)
            costs[name].append(1000 * (clock.read() - before) / len(figures.times))
            rates[name].append(figures.rate)
    return {name: Cell(rates[name], costs[name]) for name in cells}


def reading(path: str, port: int) -> Callable[[int], Figures]:
    """Sixteen clients that read one address."""
    return lambda _turn: run(port, [cases.readers(path, number) for number in range(CLIENTS)], SECONDS).require(200)


def queries(report: Report, places: cases.Places) -> None:
    """How many queries every kind of public page asks, the second time it is opened."""
    client = Client(headers={"host": "127.0.0.1"})
    for name, path in places.pages().items():
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            status = client.get(path).status_code
        if status != 200:
            raise RuntimeError(f"{path} answered {status}")
        report.below(f"queries: {name}", len(asked), "queries", 16)


def similar(report: Report) -> None:
    """How long it takes to find what is like a proposal, in this process: the query and its rows, no page."""
    asked = cases.written()
    for words in asked[:20]:
        similar_to(words, user=AnonymousUser())
    times = []
    for words in asked:
        begun = time.perf_counter()
        similar_to(words, user=AnonymousUser())
        times.append(1000 * (time.perf_counter() - begun))
    times.sort()
    number = Proposal.objects.count()
    report.add(f"similar proposals among {number:,}, p50", times[len(times) // 2], "ms")
    report.below(f"similar proposals among {number:,}, p95", times[int(0.95 * len(times))], "ms", 150)


def warm_up(places: cases.Places, port: int) -> None:
    """Let every thread of every worker compile the templates and open its connection."""
    for path in (BARE, *places.pages().values()):
        run(port, [itertools.repeat(Request(path))] * CLIENTS, 0.5)


def floors(report: Report, port: int, pid: int) -> None:
    """What the server can do when the site does nothing."""
    cells = in_turns({name: reading(path, port) for name, path in (("bare", BARE), ("empty", "/floor/empty/"))}, pid)
    report.add("floor: empty view without middleware, 16 clients", cells["bare"].rate, "req/s")
    report.add("floor: empty view behind the site's middleware", cells["empty"].rate, "req/s")


def times(report: Report, places: cases.Places, port: int, pid: int) -> None:
    """How long one client waits for every kind of public page, and how much of it is work."""
    clock = Clock.of(pid)
    for name, path in places.pages().items():
        before = clock.read()
        alone = run(port, [itertools.repeat(Request(path))], SECONDS).require(200)
        report.add(f"processor time: {name}", 1000 * (clock.read() - before) / len(alone.times), "ms")
        report.add(f"p50, 1 client: {name}", alone.percentile(0.5), "ms")
        report.below(f"p95, 1 client: {name}", alone.percentile(0.95), "ms", 120)


def conversation(report: Report, places: cases.Places, port: int) -> None:
    """The conversation of ten thousand comments for somebody who is signed in: whose own marks are on every comment."""
    user = cases.residents(1)[0]
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(user)
    person = cases.sign_in([user])[0]
    for name in CONVERSATION:
        path = places.pages()[name]
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        report.below(f"queries, signed in: {name}", len(asked), "queries", 13)
        alone = run(port, [itertools.repeat(Request(path, person))], SECONDS).require(200)
        report.add(f"p50, 1 client, signed in: {name}", alone.percentile(0.5), "ms")
        report.below(f"p95, 1 client, signed in: {name}", alone.percentile(0.95), "ms", 150)


def rates(report: Report, places: cases.Places, port: int, pid: int) -> None:
    """How many pages sixteen clients get in a second."""
    pages = places.pages()
    cells = in_turns({"floor": reading(BARE, port), **{name: reading(pages[name], port) for name in RATES}}, pid)
    for name, least in RATES.items():
        cell = cells[name]
        report.at_least(f"rate, 16 clients: {name}", cell.rate, "req/s", least)
        report.add(f"  beside the bare floor: {name}", 100 * cell.beside(cells["floor"]), "% of floor")
        report.add(f"  processor time, workers and database: {name}", cell.cost, "ms")
        report.add(f"  by which two quiet cores could give: {name}", cell.on_quiet_cores, "req/s")


def writes(report: Report, places: cases.Places, port: int, pid: int) -> None:
    """A support and a comment beside one INSERT behind the same middleware."""
    people = cases.sign_in(cases.residents(CLIENTS))
    started = int(time.time())

    def writing(streams: Callable[[int], list]) -> Callable[[int], Figures]:
        return lambda turn: run(port, streams(started + 1000 * turn), SECONDS).require(200, 302)

    cells = in_turns(
        {
            "floor": writing(lambda _seed: cases.writers(people, "/floor/insert/")),
            "support": writing(lambda seed: cases.supporters(people, places.project, seed)),
            "comment": writing(lambda seed: cases.commenters(people, places.project, seed)),
        },
        pid,
    )
    report.add("floor: one INSERT, signed in, CSRF, 16 clients", cells["floor"].rate, "req/s")
    for name, least in WRITES.items():
        cell = cells[name]
        report.add(f"rate, 16 clients: POST a {name}", cell.rate, "req/s")
        report.at_least(f"  beside the INSERT: POST a {name}", cell.beside(cells["floor"]), "of floor", least)
        report.add(f"  by processor time: POST a {name}", cells["floor"].cost / cell.cost, "of floor")


def memory_of_workers(report: Report, pid: int) -> None:
    """What a worker has grown to after all that."""
    report.add("memory of a web worker after the run", largest_memory(pid) / 1e6, "MB")


def live_updates(report: Report, places: cases.Places, urls: dict[str, str]) -> None:
    """The socket, in one process as in the demo."""
    person = cases.sign_in(cases.residents(1))[0]
    port = free_port()
    with one_process(port, urls) as server:
        heard = sorted(live.delays(port, places.quiet_thread, person, 105)[5:])
        report.below("POST to the other browser's event, p95, 1 client", 1000 * heard[94], "ms", 150)
        report.add("memory of the one web process", memory(server.pid) / 1e6, "MB")
        grown, still_open = live.idle_sockets(port, server.pid, places.quiet_thread, 1000)
        if still_open < 1000:
            raise RuntimeError(f"Only {still_open} of 1,000 sockets stayed open.")
        report.below("1,000 idle sockets, memory of the web process", grown, "MB", 60)


def start(report: Report) -> None:
    """`make demo` on an installed machine, until it says that it is ready; the first time seeds an ordinary city."""
    first = not (ROOT / "var" / "benchmark-demo" / "pgdata").exists()
    if first:
        report.below("make demo with an empty database, until ready", _seconds_until_ready(), "s", 180)
    report.below("make demo again, until ready", statistics.median(_seconds_until_ready() for _turn in range(TURNS)), "s", 10)


def _seconds_until_ready() -> float:
    ours = {"DJANGO_SETTINGS_MODULE", "DATABASE_URL", "REDIS_URL"}
    env = {key: value for key, value in os.environ.items() if key not in ours}
    env |= {"PORT": str(free_port()), "PARTICIPATION_STATE_DIR": str(ROOT / "var" / "benchmark-demo")}
    begun = time.perf_counter()
    demo = subprocess.Popen(["make", "-s", "demo"], cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, start_new_session=True)
    assert demo.stdout is not None
    ready = any(line.startswith("Ready:") for line in iter(demo.stdout.readline, ""))
    seconds = time.perf_counter() - begun
    os.killpg(demo.pid, signal.SIGINT)
    demo.communicate(timeout=60)
    if not ready:
        raise RuntimeError("make demo ended before it was ready")
    return seconds
