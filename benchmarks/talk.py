"""Twenty comments a second into one conversation for a minute: none is lost, and its numbers have no gap."""

from __future__ import annotations

import asyncio
import os
import time

import uvloop

from benchmarks import cases
from benchmarks.client import Connection, Figures, Person, Request
from benchmarks.report import Report
from participation.comments.models import Comment, Thread

SECONDS = int(os.environ.get("BENCH_TALK_SECONDS", "60"))
WRITERS = 20  # each writes one comment a second, whatever the server does meanwhile


def one_thread(report: Report, thread_id: int, port: int) -> None:
    """Post, then compare what is there with what was sent."""
    before = Thread.objects.get(pk=thread_id)
    figures = Figures()
    begun = time.perf_counter()
    uvloop.run(_everybody(cases.sign_in(cases.residents(WRITERS)), thread_id, port, figures))
    figures.seconds = time.perf_counter() - begun
    figures.require(302)
    numbers = list(
        Comment.objects.filter(thread=before, posted_seq__gt=before.seq)
        .order_by("posted_seq")
        .values_list("posted_seq", flat=True)
    )
    after = Thread.objects.get(pk=thread_id)
    sent = WRITERS * SECONDS
    report.at_least("one conversation: comments in a minute", len(numbers), "comments", sent)
    report.add("  comments a second", figures.rate, "comments/s")
    report.below("  comments lost", sent - len(numbers), "comments", 1)
    gapless = numbers == list(range(before.seq + 1, after.seq + 1))
    report.below("  numbers missing or given twice", 0 if gapless else 1, "conversations", 1)
    report.add("  p50 of a post", figures.percentile(0.5), "ms")
    report.below("  p95 of a post", figures.percentile(0.95), "ms", 500)


async def _everybody(people: list[Person], thread_id: int, port: int, figures: Figures) -> None:
    begun = time.perf_counter()
    await asyncio.gather(
        *(_write(person, number, thread_id, port, begun + number / WRITERS, figures) for number, person in enumerate(people))
    )


async def _write(person: Person, number: int, thread_id: int, port: int, begun: float, figures: Figures) -> None:
    connection = Connection("127.0.0.1", port)
    for second in range(SECONDS):
        await asyncio.sleep(max(0.0, begun + second - time.perf_counter()))
        sent = time.perf_counter()
        words = {"body": f"Kommentti {number}.{second}"}
        status = await connection.send(Request(f"/fi/threads/{thread_id}/comments/", person, words))
        figures.times.append(time.perf_counter() - sent)
        figures.statuses[status] = figures.statuses.get(status, 0) + 1
    connection.close()
