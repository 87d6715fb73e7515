"""The large city that is measured: made once, kept in var/benchmark."""

from __future__ import annotations

import time
from datetime import timedelta

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from benchmarks.floor import TABLE
from benchmarks.report import Report
from participation.accounts.models import User
from participation.comments.models import Comment, Thread
from participation.comments.services import SeedComment, seed_comments
from participation.demo.static import collect_when_changed
from proposals.models import Proposal
from proposals.services import count_words

SIZE = {"proposals": 10_000, "residents": 20_000, "comments": 100_000, "supports": 500_000}
LONG = 10_000  # comments in the conversation that is measured
WORDS = (
    "Kuljen tästä joka päivä, ja juuri tämä on puuttunut.",
    "Hyvä ajatus, kunhan talvikunnossapito otetaan huomioon alusta asti.",
    "Mitä tämä maksaisi? Vertailu viime vuoden hankkeeseen auttaisi päättämään.",
)


def prepare(report: Report) -> None:
    """Migrate, collect files, and seed where there is no city yet."""
    call_command("migrate", verbosity=0, interactive=False)
    collect_when_changed(report.say)
    if not Proposal.objects.exists():
        report.say(f"Seeding {SIZE} ...")
        begun = time.monotonic()
        call_command("seed_demo", stage="collecting", **SIZE)
        report.add("seed of the large city", time.monotonic() - begun, "s")
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
    lengthen_conversation()
    count_words()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # as autovacuum would have done in the night


def lengthen_conversation() -> None:
    """Give the most talked about proposal ten thousand comments, by the verbs' twin, where the seed gave it fewer."""
    thread = Thread.objects.filter(proposal__state="published").order_by("-visible_count", "pk").select_related("proposal")[0]
    missing = LONG - thread.visible_count
    if missing <= 0:
        return
    people = list(User.objects.filter(is_active=True).order_by("pk").values_list("pk", flat=True)[:500])
    last = Comment.objects.filter(thread=thread).latest("created_at").created_at
    step = (timezone.now() - last) / (missing + 1) - timedelta(microseconds=1)
    rows = []
    for number in range(missing):
        # every third one answers the one before it
        parent = number - 1 if number % 3 == 1 else None
        body = f"{WORDS[number % len(WORDS)]} ({number})"
        author = people[number % len(people)]
        rows.append(
            SeedComment(
                thread_id=thread.pk, author_id=author, body=body, language="fi", at=last + step * (number + 1), parent=parent
            )
        )
    seed_comments(comments=rows)
