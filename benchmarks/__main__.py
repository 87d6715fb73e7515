"""`make bench`: makes a large city once, measures it, prints a table and writes benchmarks/results.json.

BENCH_SECONDS is how long one cell is measured each time (5 unless told). Exit status 1 when a target was missed.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
RESULTS = Path(__file__).resolve().parent / "results.json"


def main() -> int:
    """Everything in order."""
    django.setup()
    from django.conf import settings

    from benchmarks import measure
    from benchmarks.cases import Places
    from benchmarks.city import prepare
    from benchmarks.counting import counting
    from benchmarks.report import Report
    from benchmarks.servers import free_port, html_workers
    from benchmarks.slow_line import first_visits
    from benchmarks.talk import one_thread

    report = Report()
    counting(report)
    prepare(report)
    places = Places.find()
    urls = {"DATABASE_URL": settings.DATABASE_URL, "REDIS_URL": settings.REDIS_URL}
    measure.queries(report, places)
    measure.similar(report)
    port = free_port()
    with html_workers(port, urls) as server:
        measure.warm_up(places, port)
        measure.floors(report, port, server.pid)
        measure.times(report, places, port, server.pid)
        measure.conversation(report, places, port)
        measure.rates(report, places, port, server.pid)
        measure.writes(report, places, port, server.pid)
        one_thread(report, places.quiet_thread, port)
        first_visits(report, places, port)
        measure.memory_of_workers(report, server.pid)
    measure.live_updates(report, places, urls)
    measure.start(report)
    report.write(RESULTS)
    missed = report.missed()
    sys.stdout.write(f"{len(report.figures)} figures, {len(missed)} targets missed; benchmarks/results.json has them all.\n")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
