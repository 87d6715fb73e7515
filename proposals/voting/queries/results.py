"""The result as everybody may see it, once it is public."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Count

from proposals.voting.counting.outcome import Outcome, Record
from proposals.voting.models import BallotPaper, BudgetItem, PotResult, Receipt, Round
from proposals.voting.outcomes import compared_from_json, from_json
from proposals.voting.states import ReceiptState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from participation.projects.models import Project
    from proposals.voting.counting.comparing import Compared
    from proposals.voting.models import Pot


@dataclass(frozen=True)
class CountedItem:
    """An item with what became of it."""

    item: BudgetItem
    record: Record


@dataclass(frozen=True)
class PotOutcome:
    """One pot counted. winners: in the order of choosing; others: by votes. published: whether its ballots are."""

    pot: Pot
    result: PotResult
    outcome: Outcome
    winners: Sequence[CountedItem]
    others: Sequence[CountedItem]
    compared: Sequence[Compared]
    own: Compared
    published: bool
    channels: Sequence[tuple[str, int]] = field(default_factory=list)

    @property
    def left(self) -> int:
        """Money that is not spent, in whole euros."""
        return self.outcome.budget - self.outcome.spent


def decided_round(project: Project) -> Round | None:
    """The project's round whose result is public; None before. The caller has found the project readable."""
    voting_round = Round.objects.current().filter(project=project).first()
    return voting_round if voting_round is not None and voting_round.has_result else None


def outcomes_of(voting_round: Round) -> list[PotOutcome]:
    """Every pot with its result. Three queries."""
    results = (
        voting_round.results.select_related("pot__district").defer("pot__district__boundary").order_by("pot__position", "pot")
    )
    items: dict[int, list[BudgetItem]] = {}
    voted = BudgetItem.objects.filter(round=voting_round).on_ballot().select_related("proposal__project", "proposal__district")
    for item in voted.defer("proposal__district__boundary").order_by("number"):
        items.setdefault(item.pot_id, []).append(item)
    channels = _channels(voting_round)
    return [_outcome(voting_round, result, items.get(result.pot_id, []), channels.get(result.pot_id, [])) for result in results]


@dataclass(frozen=True)
class PotSummary:
    """A pot's result in three numbers. spent: whole euros."""

    pot: Pot
    chosen: int
    spent: int


def summaries_of(voting_round: Round) -> list[PotSummary]:
    """Every pot's, for pages that say no more than that. One query, and no items."""
    rows = voting_round.results.select_related("pot__district").defer("pot__district__boundary")
    return [_summary(result) for result in rows.order_by("pot__position", "pot")]


def _summary(result: PotResult) -> PotSummary:
    winners, records = result.outcome["winners"], result.outcome["records"]
    return PotSummary(result.pot, len(winners), sum(records[key]["cost"] for key in winners))


def _channels(voting_round: Round) -> dict[int, list[tuple[str, int]]]:
    """By pot: how many ballots that count came by each channel."""
    counted: dict[int, list[tuple[str, int]]] = {}
    rows = BallotPaper.objects.filter(round=voting_round, annulment__isnull=True)
    for pot, channel, number in rows.values_list("pot", "channel").annotate(Count("pk")).order_by("pot", "channel"):
        counted.setdefault(pot, []).append((channel, number))
    return counted


def _outcome(
    voting_round: Round, result: PotResult, items: Sequence[BudgetItem], channels: Sequence[tuple[str, int]]
) -> PotOutcome:
    outcome = from_json(result.outcome)
    counted = [CountedItem(item, outcome.records[str(item.number)]) for item in items if str(item.number) in outcome.records]
    others = [one for one in counted if not one.record.chosen]
    return PotOutcome(
        pot=result.pot,
        result=result,
        outcome=outcome,
        winners=sorted((one for one in counted if one.record.chosen), key=lambda one: one.record.place or 0),
        others=sorted(others, key=lambda one: (-one.record.score, one.item.number)),
        compared=[compared_from_json(one, outcome) for one in result.outcome["others"]],
        own=compared_from_json(result.outcome["content"], outcome),
        published=result.ballots >= voting_round.small_pot,
        channels=channels,
    )


def receipts_by_state(voting_round: Round) -> dict[str, int]:
    """How many receipts stand how. One query."""
    rows = Receipt.objects.filter(round=voting_round).values_list("state").annotate(number=Count("pk")).order_by()
    return {**dict.fromkeys(ReceiptState.values, 0), **dict(rows)}


def counted_receipts(voting_round: Round) -> Iterator[str]:
    """The hash of every receipt whose ballot counts, hexadecimal, in the order of the hashes."""
    rows = Receipt.objects.filter(round=voting_round, state=ReceiptState.COUNTED).order_by("tracker_hash")
    for tracker in rows.values_list("tracker_hash", flat=True).iterator(chunk_size=5000):
        yield bytes(tracker).hex()
