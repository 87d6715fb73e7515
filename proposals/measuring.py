"""How well and how fast similar proposals are found, with plans that a city merged out of proposals as the truth."""

from __future__ import annotations

import csv
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.utils import timezone

from participation.common.origin import Origin
from participation.projects.models import Project
from proposals.models import ExternalRef, Proposal
from proposals.queries.similar import MOST, Words, similar_to
from proposals.services import ProposalSeed, count_words, seed_proposals
from proposals.services.content import Content

JITTER = 0.01  # degrees, about a kilometre
Partners = Mapping[int, set[int]]


@dataclass(frozen=True)
class Found:
    """recall: the share of all (proposal, partner) pairs with the partner among the first five. reachable: the most that five
    places allow. any: the share of proposals with one partner at least among them. times: seconds, sorted."""

    proposals: int
    pairs: int
    recall: float
    reachable: float
    any: float
    times: list[float]

    def percentile(self, part: float) -> float:
        """In milliseconds."""
        return 1000 * self.times[min(len(self.times) - 1, int(part * len(self.times)))] if self.times else 0


def halves(plans: Path) -> tuple[Partners, Partners]:
    """Proposal -> those it was merged with, in two halves. Proposals that are connected by any plan are in the same half."""
    ids = dict(
        ExternalRef.objects.filter(source="omastadi", proposal__state="published").values_list("external_id", "proposal_id")
    )
    partners: dict[int, set[int]] = defaultdict(set)
    with plans.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            merged = {ids[key] for one in row["proposal_ids"].split("|") if (key := f"{row['round']}:{one}") in ids}
            for pk in merged:
                partners[pk] |= merged - {pk}
    found: tuple[dict[int, set[int]], dict[int, set[int]]] = ({}, {})
    for number, group in enumerate(_connected({pk: others for pk, others in partners.items() if others})):
        found[number % 2].update({pk: partners[pk] for pk in group})
    return found


def _connected(partners: Partners) -> Iterator[set[int]]:
    seen: set[int] = set()
    for first in sorted(partners):
        if first in seen:
            continue
        group, waiting = set(), [first]
        while waiting:
            pk = waiting.pop()
            if pk not in group:
                group.add(pk)
                waiting.extend(partners[pk])
        seen |= group
        yield group


def measure(partners: Partners, *, with_place: bool) -> Found:
    """Ask for each proposal. with_place: with everything that is known of it, or with its words alone, as in the first step."""
    rows = Proposal.objects.select_related("district").defer("search", "district__boundary").in_bulk(list(partners))
    hits = reachable = some = 0
    times = []
    for pk, wanted in partners.items():
        words = Words.of(rows[pk])
        if not with_place:
            words = replace(words, district=None, latitude=None, longitude=None, category_id=None)
        begun = time.perf_counter()
        found = similar_to(words, user=AnonymousUser(), least=0)
        times.append(time.perf_counter() - begun)
        got = len(wanted & {row.proposal.pk for row in found})
        hits += got
        reachable += min(MOST, len(wanted))
        some += got > 0
    pairs = sum(map(len, partners.values()))
    of_pairs, of_all = max(1, pairs), max(1, len(partners))  # a small file may leave a half empty
    return Found(len(partners), pairs, hits / of_pairs, reachable / of_pairs, some / of_all, sorted(times))


def fill_up(project: Project, size: int, seed: int = 1) -> int:
    """Add proposals until the project has so many: words of the real ones, by their frequency, in texts and places as theirs."""
    real = list(Proposal.objects.filter(project=project).values_list("title", "body", "latitude", "longitude", "district_id"))
    missing = size - len(real)
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    texts = [f"{title} {body}" for title, body, *_place in real]
    frequency = Counter(word for text in texts for word in re.findall(r"\w+", text))
    words, weights = list(frequency), list(accumulate(frequency.values()))
    now = timezone.now()

    def text(like: str) -> str:
        return " ".join(chance.choices(words, cum_weights=weights, k=max(2, len(like.split()))))

    rows = []
    for _number in range(missing):
        title, body, latitude, longitude, district = chance.choice(real)
        content = Content(
            title=text(title)[:120],
            body=text(body),
            language="fi",
            latitude=latitude and latitude + chance.uniform(-JITTER, JITTER),
            longitude=longitude and longitude + chance.uniform(-JITTER, JITTER),
        )
        rows.append(ProposalSeed(content=content, at=now, district_id=district))
    seed_proposals(project_id=project.pk, rows=rows, origin=Origin.IMPORT)
    return max(0, missing)


def settle() -> None:
    """What happens by itself in the minutes after an import: the index is tidied, the planner counts, the words are counted."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('proposals_search'), gin_clean_pending_list('proposals_title_trigrams')")
        cursor.execute("ANALYZE proposals_proposal")
    count_words()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE proposals_worduse")


def lines(name: str, found: Found) -> Sequence[str]:
    """What was found, for people."""
    return [
        f"{name}: {found.proposals} proposals, {found.pairs} pairs; recall at {MOST} {found.recall:.3f}"
        f" (at most {found.reachable:.3f}), any partner {found.any:.3f};"
        f" p50 {found.percentile(0.5):.0f} ms, p95 {found.percentile(0.95):.0f} ms"
    ]
