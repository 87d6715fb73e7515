"""What other platforms say about where a proposal stands, in our words."""

from __future__ import annotations

from dataclasses import dataclass

from proposals.importing.tables import Record
from proposals.states import Status


@dataclass(frozen=True)
class State:
    """has_no_match: the source says something that is none of our statuses, and nobody has decided anything."""

    status: Status
    withdrawn: bool = False
    has_no_match: bool = False


COLLECTING = State(Status.COLLECTING)
WITHDRAWN = State(Status.COLLECTING, withdrawn=True)
ARCHIVED = State(Status.COLLECTING, has_no_match=True)
STATES = {
    "": COLLECTING,
    "accepted": State(Status.ACCEPTED),
    "assessing": State(Status.ASSESSING),
    "collecting": COLLECTING,
    "done": State(Status.DONE),
    "evaluating": State(Status.ASSESSING),
    "not_answered": COLLECTING,
    "published": COLLECTING,
    "rejected": State(Status.REJECTED),
    "withdrawn": WITHDRAWN,
}
# A proposal is archived there when it has not gathered enough support in a year.
CONSUL_STATES = {
    "": COLLECTING,
    "archived": ARCHIVED,
    "open": COLLECTING,
    "published": COLLECTING,
    "retired": WITHDRAWN,
    "selected": State(Status.ACCEPTED),
}


def consul_budget_state(record: Record) -> State | None:
    """Of a budget's investment: selected for the ballot, feasible, or not. None for a table of proposals."""
    selected = next((value for name, value in record.items() if name.startswith("selected")), None)
    feasibility = next((value for name, value in record.items() if name.startswith("feasibility")), None)
    if selected is None and feasibility is None:
        return None
    if (selected or "").strip().casefold() == "yes":
        return State(Status.ACCEPTED)
    found = (feasibility or "").strip().casefold()
    if found.startswith("unfeasible"):
        return State(Status.REJECTED)
    return State(Status.ASSESSING) if found.startswith("feasible") else COLLECTING
