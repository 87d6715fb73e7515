"""What the city has answered: how many proposals are done, accepted, not possible; as bars, a table and a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from proposals.states import Status

DECIDED = (Status.DONE, Status.ACCEPTED, Status.REJECTED)
SHOWN = (*DECIDED, Status.ASSESSING)


@dataclass(frozen=True)
class Outcomes:
    """rows: for components/_chart_bars.html, statuses nobody has left out. decided: how many have an answer that decides."""

    sentence: str
    rows: list[dict[str, Any]]
    decided: int


def outcomes_of(by_status: Mapping[str, int]) -> Outcomes | None:
    """by_status: `queries.numbers.numbers_by_status`. None without proposals."""
    total = sum(by_status.values())
    if not total:
        return None
    decided = sum(by_status.get(status, 0) for status in DECIDED)
    rows = [{"label": str(status.label), "value": by_status[status]} for status in SHOWN if by_status.get(status)]
    if left := by_status.get(Status.COLLECTING, 0):
        rows.append({"label": _("No answer yet"), "value": left})
    return Outcomes(_sentence(decided, total, by_status), rows, decided)


def _sentence(decided: int, total: int, by_status: Mapping[str, int]) -> str:
    if not decided:
        return _("The city has not answered any of the proposals yet.")
    whole = ngettext(
        "The city has decided about %(decided)s of %(total)s proposal.",
        "The city has decided about %(decided)s of %(total)s proposals.",
        total,
    ) % {"decided": intcomma(decided), "total": intcomma(total)}
    parts = [f"{status.label}: {intcomma(by_status[status])}" for status in DECIDED if by_status.get(status)]
    return f"{whole} {', '.join(parts)}."
