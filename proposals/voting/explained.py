"""The result put into the reader's words: what was chosen and why, what other rules would have done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from proposals.voting.counting import explaining
from proposals.voting.counting.completion import Completion
from proposals.voting.counting.equal_shares import Satisfaction
from proposals.voting.counting.rules import Method
from proposals.voting.counting.spread import over_districts
from proposals.voting.states import Channel

if TYPE_CHECKING:
    from proposals.voting.counting.comparing import Compared
    from proposals.voting.counting.rules import Rules
    from proposals.voting.queries.results import CountedItem, PotOutcome


@dataclass(frozen=True)
class ToldItem:
    """An item with its votes and the sentence that says why. share: its bar's width, of 100."""

    item: object
    chosen: bool
    score: str
    cost: str
    why: str
    share: int


@dataclass(frozen=True)
class ToldPot:
    """One pot in words."""

    counted: PotOutcome
    sentence: str
    share: str
    content: str
    winners: Sequence[ToldItem]
    others: Sequence[ToldItem]
    parts: Sequence[tuple[int, int]]
    districts: Sequence[tuple[str, str]]
    other_rules: Sequence[tuple[str, str]]
    channels: Sequence[dict[str, object]]


def told(counted: PotOutcome) -> ToldPot:
    """Everything that the page says of a pot."""
    most = max((one.record.score for one in (*counted.winners, *counted.others)), default=0) or 1
    return ToldPot(
        counted=counted,
        sentence=spent_sentence(len(counted.winners), counted.outcome.spent, counted.outcome.budget),
        share=explaining.share(counted.outcome),
        content=_content(counted.own),
        winners=[_item(one, most) for one in counted.winners],
        others=[_item(one, most) for one in counted.others],
        parts=_parts(counted),
        districts=_districts(counted),
        other_rules=[(rule_name(one.rules), explaining.comparison(one)) for one in counted.compared],
        channels=[{"label": str(Channel(channel).label), "value": number} for channel, number in counted.channels],
    )


def rule_name(rules: Rules) -> str:
    """A way of counting in words."""
    if rules.method is Method.GREEDY:
        return _("Most votes first")
    worth = {
        Satisfaction.COST: _("Equal shares, worth as much as it costs"),
        Satisfaction.CARDINALITY: _("Equal shares, every item worth the same"),
    }[rules.satisfaction]
    rest = {
        Completion.NONE: _("what is left stays unspent"),
        Completion.ADD_ONE: _("shares raised until the money is used"),
        Completion.UTILITARIAN: _("what is left goes by votes"),
    }[rules.completion]
    return f"{worth}, {rest}"


def spent_sentence(chosen: int, spent: int, budget: int) -> str:
    """How many items a pot pays for, in whole euros of how many."""
    facts = {"n": explaining.whole(chosen), "spent": explaining.euros(spent), "budget": explaining.euros(budget)}
    return (
        ngettext(
            "%(n)s item is carried out. It costs %(spent)s; there were %(budget)s.",
            "%(n)s items are carried out. They cost %(spent)s; there were %(budget)s.",
            chosen,
        )
        % facts
    )


def _content(own: Compared) -> str:
    return _("%(percent)s %% of the voters get one of their choices or more.") % {
        "percent": explaining.percent(own.content.share_served)
    }


def _item(one: CountedItem, most: int) -> ToldItem:
    return ToldItem(
        item=one.item,
        chosen=one.record.chosen,
        score=explaining.whole(one.record.score),
        cost=explaining.euros(one.record.cost),
        why=explaining.reason(one.record),
        share=round(100 * one.record.score / most),
    )


def _parts(counted: PotOutcome) -> list[tuple[int, int]]:
    """(start, width) of each winner's part of the money, of 1000; what is left is not drawn."""
    parts, begun = [], 0
    for one in counted.winners:
        width = round(1000 * one.record.cost / counted.outcome.budget)
        parts.append((begun, max(1, width - 2)))
        begun += width
    return parts


def _districts(counted: PotOutcome) -> list[tuple[str, str]]:
    """How the money spread, where the pot's items lie in more than one district."""
    where = {
        str(one.item.number): str(one.item.proposal.district)
        for one in (*counted.winners, *counted.others)
        if one.item.proposal is not None
    }
    if len(set(where.values())) < 2:
        return []
    return [(name, explaining.district(spread)) for name, spread in over_districts(counted.outcome, where).items() if name]
