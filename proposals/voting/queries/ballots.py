"""What the ballot's pages read: the round, its pots, what can be chosen, what one has cast, receipts and the chain."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Count, Q

from participation.files.models import AttachmentState
from proposals.models import Proposal, ProposalImage
from proposals.voting.keys import key_of, tracker_hash
from proposals.voting.models import BallotPaper, BudgetItem, ChainLink, Pot, Receipt, Round
from proposals.voting.states import ReceiptState, RoundState

if TYPE_CHECKING:
    from participation.projects.models import Project
    from proposals.voting.voters import Voter

RANDOM, CHEAPEST = "random", "cheapest"
ITEMS_PER_PAGE = 30
MOST_WORDS = 8
SHORTEST_STEM = 4
LONGEST_CODE = 200
CHAIN = """
    SELECT link.made_at, link.head, string_agg(encode(receipt.tracker_hash, 'hex'), ','
        ORDER BY encode(receipt.tracker_hash, 'hex') COLLATE "C")
    FROM voting_chainlink link LEFT JOIN voting_receipt receipt ON receipt.link_id = link.id
    WHERE link.round_id = %s GROUP BY link.id ORDER BY link.number
"""
LINKS_AT_ONCE = 50


def round_of(project: Project) -> Round | None:
    """The project's round whose rules are published, else one that was called off. The caller has found the project readable."""
    rounds = list(Round.objects.filter(project=project, state__in=RoundState.PUBLIC).order_by("-pk"))
    found = next((one for one in rounds if one.state != RoundState.CANCELLED), rounds[0] if rounds else None)
    if found is not None:
        found.project = project
    return found


def pots_of(voting_round: Round) -> list[Pot]:
    """The round's pots with their districts and `things`, how many items can be chosen in each; the whole city's first."""
    pots = Pot.objects.filter(round=voting_round).select_related("district").defer("district__boundary")
    on_ballot = Count("items", filter=Q(items__withdrawn_at__isnull=True))
    return sorted(pots.annotate(things=on_ballot), key=lambda pot: (not pot.is_city, pot.position, pot.pk))


@dataclass(frozen=True, kw_only=True)
class Ask:
    """What a reader asks of a pot's items. seed names one random order; after is the id of the last one before the page."""

    text: str = ""
    sort: str = RANDOM
    seed: str = ""
    after: str = ""


@dataclass(frozen=True)
class Source:
    """A published proposal and its first picture, where it has one."""

    proposal: Proposal
    picture: ProposalImage | None


@dataclass(frozen=True)
class ItemPage:
    """Items of a page; total: on all pages; next_after: of the next page, or 0; withdrawn: what can no longer be chosen.

    sources: item id -> the proposal it was made from, where everybody may read it.
    """

    items: list[BudgetItem]
    total: int
    next_after: int
    withdrawn: list[BudgetItem]
    sources: dict[int, Source]


def items_page(pot: Pot, ask: Ask) -> ItemPage:
    """One page of a pot's items. One query, and two for the proposals and pictures of those that are shown.

    A pot has some hundreds of items at most, so they are searched and sorted here: every reader's order is drawn anew,
    and no item stands beside the same other one for everybody.
    """
    rows = list(BudgetItem.objects.filter(pot=pot).order_by("number"))
    words = stems(ask.text)
    found = sorted((row for row in rows if row.is_on_ballot and _has(row, words)), key=lambda row: _place(row, ask))
    at = next((place + 1 for place, row in enumerate(found) if str(row.pk) == ask.after), 0)
    shown = found[at : at + ITEMS_PER_PAGE]
    more = shown[-1].pk if len(found) > at + ITEMS_PER_PAGE else 0
    return ItemPage(shown, len(found), more, [row for row in rows if not row.is_on_ballot], sources_of(shown))


def stems(text: str) -> list[str]:
    """The beginnings of a search's words, so that another ending does not hide what somebody looks for."""
    words = re.findall(r"\w+", text.casefold())[:MOST_WORDS]
    return [word[: max(SHORTEST_STEM, len(word) * 2 // 3)] for word in words]


def _has(row: BudgetItem, words: Sequence[str]) -> bool:
    if not words:
        return True
    translated = [value for key, value in (row.i18n or {}).items() if value and not key.startswith("withdrawn")]
    text = " ".join([row.title, row.text, *translated]).casefold()
    return all(word in text for word in words)


def _place(row: BudgetItem, ask: Ask) -> tuple[int, bytes]:
    drawn = hashlib.sha256(f"{ask.seed} {row.shuffle} {row.pk}".encode("utf-8", "replace")).digest()
    return (row.cost if ask.sort == CHEAPEST else 0, drawn)


def sources_of(items: Sequence[BudgetItem]) -> dict[int, Source]:
    """Item id -> the published proposal it was made from. Two queries."""
    ids = {item.pk: item.proposal_id for item in items if item.proposal_id}
    if not ids:
        return {}
    known = Proposal.objects.published().only("pk", "language", "project_id").in_bulk(list(ids.values()))
    pictures = {
        image.proposal_id: image
        for image in ProposalImage.objects.filter(proposal__in=known, state=AttachmentState.VISIBLE)
        .select_related("stored")
        .order_by("-position", "-pk")
    }
    return {pk: Source(known[source], pictures.get(source)) for pk, source in ids.items() if source in known}


def chosen_items(voting_round: Round, ids: Sequence[int]) -> list[BudgetItem]:
    """The round's items of these ids in this order, withdrawn ones included, with their pot. One query."""
    if not ids:
        return []
    rows = BudgetItem.objects.filter(round=voting_round).select_related("pot__district").defer("pot__district__boundary")
    known = rows.in_bulk(list(set(ids)))
    return [known[pk] for pk in dict.fromkeys(ids) if pk in known]


def earlier_choices(voting_round: Round, voter: Voter) -> list[tuple[int, int]]:
    """(item id, points) of what this person has in the box, found by digests that only the round's key makes.

    For this person alone. Raises KeyMissing.
    """
    key = key_of(voting_round.pk)
    pots = Pot.objects.filter(round=voting_round).order_by("position", "pk").values_list("pk", flat=True)
    refs = [key.paper(voter.key, pk) for pk in pots]
    papers = BallotPaper.objects.filter(pot__in=pots, ref__in=refs).order_by("pot__position", "pot_id")
    return [(item, paper.points[place] if paper.points else 0) for paper in papers for place, item in enumerate(paper.items)]


def receipt_state(voting_round: Round, code: str) -> ReceiptState | None:
    """What became of the ballot that a receipt's code was given for; None where there is none of it. One query for any code."""
    wanted = tracker_hash(code[:LONGEST_CODE])
    state = Receipt.objects.filter(pk=wanted, round=voting_round).values_list("state", flat=True).first()
    return ReceiptState(state) if state else None


def last_link(voting_round: Round) -> ChainLink | None:
    """The newest link of the chain."""
    return ChainLink.objects.filter(round=voting_round).order_by("-number").first()


def chain_lines(voting_round: Round) -> Iterator[str]:
    """The chain as it is published, a line for each link: its moment (UTC), its head, its hashes in order."""
    with connection.cursor() as cursor:
        cursor.execute(CHAIN, [voting_round.pk])
        while rows := cursor.fetchmany(LINKS_AT_ONCE):
            for made_at, head, hashes in rows:
                yield f"{made_at:%Y-%m-%dT%H:%M:%S.%fZ};{head};{hashes or ''}\n"
