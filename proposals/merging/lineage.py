"""The line of descent of proposals that were brought together, ready to be drawn: where it began, what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from proposals.facts import StatusLabel
from proposals.merging.queries.lineage import FAR, answers_to, family, ties_of
from proposals.presentation import status_label
from proposals.states import ProposalState, Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from proposals.models import OfficialResponse, Proposal

DECIDED = (Status.ACCEPTED, Status.REJECTED, Status.DONE)


@dataclass(frozen=True)
class Node:
    """One proposal in the drawing. proposal: None for one that is not public: a gap without a name.

    label: where the city stands with it, where it has said so. is_here: whether it is the one whose page is read.
    """

    proposal: Proposal | None
    label: StatusLabel | None = None
    answer: OfficialResponse | None = None
    is_here: bool = False
    sources: list[Node] = field(default_factory=list)


@dataclass(frozen=True)
class Stage:
    """What the city makes of it: `state` is done, now or next, as in a timeline."""

    title: str
    text: str
    state: str
    answer: OfficialResponse | None = None


@dataclass(frozen=True)
class Lineage:
    """The joint proposal with everything it came from, then what the city makes of it. authors: all of them, as they sign."""

    joint: Node
    authors: list[str]
    stages: list[Stage]


def lineage_of(proposal: Proposal) -> Lineage | None:
    """The drawing for a proposal's page; None for one that has nothing to do with any other. At most three queries."""
    ties = ties_of(proposal.pk)
    if not ties:
        return None
    ids = {pk for tie in ties for pk in tie}
    rows = {pk: row for pk, row in family(ids).items() if row.state == ProposalState.PUBLISHED}
    answers = answers_to({pk for pk, row in rows.items() if row.status != Status.COLLECTING})
    sources: dict[int, list[int]] = {}
    for source, joint in ties:
        sources.setdefault(joint, []).append(source)
    root = next((joint for joint in sources if joint not in {source for source, _joint in ties}), ties[0][1])
    tree = _node(root, sources, rows, answers, here=proposal.pk)
    names = dict.fromkeys(rows[source].signature for source, _joint in ties if source in rows and source not in sources)
    return Lineage(tree, [name for name in names if name], [_plan(tree), _result(tree)])


def _node(
    pk: int,
    sources: Mapping[int, list[int]],
    rows: Mapping[int, Proposal],
    answers: Mapping[int, OfficialResponse],
    *,
    here: int,
    far: int = 0,
) -> Node:
    row = rows.get(pk)
    below = sources.get(pk, []) if far < FAR else []
    return Node(
        proposal=row,
        label=status_label(row.status) if row and row.status != Status.COLLECTING else None,
        answer=answers.get(pk) if row else None,
        is_here=pk == here,
        sources=[_node(source, sources, rows, answers, here=here, far=far + 1) for source in below],
    )


def _plan(joint: Node) -> Stage:
    title = _("What the city says")
    if joint.proposal is None:
        return Stage(title, _("The joint proposal is not public any more."), "next")
    if joint.proposal.status == Status.COLLECTING:
        return Stage(title, _("The city has not answered yet."), "next")
    is_decided = joint.proposal.status in DECIDED
    return Stage(title, status_label(joint.proposal.status).label, "done" if is_decided else "now", joint.answer)


def _result(joint: Node) -> Stage:
    title = _("Result")
    status = joint.proposal.status if joint.proposal else ""
    if status == Status.DONE:
        return Stage(title, _("It is done."), "done")
    if status == Status.REJECTED:
        return Stage(title, _("It will not be done."), "done")
    return Stage(title, _("Not yet."), "next")
