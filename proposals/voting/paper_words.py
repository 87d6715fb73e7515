"""What stands on a pot's paper ballot, in one language: its own items and the whole city's, with what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from participation.common.languages import words_of
from participation.projects.queries import with_titles
from proposals.voting.states import BallotKind

if TYPE_CHECKING:
    from proposals.voting.models import BudgetItem, Pot, Round


@dataclass(frozen=True)
class PaperPot:
    """One part of the sheet. items: number, title, cost in words."""

    name: str
    budget: str
    items: Sequence[tuple[int, str, str]]


@dataclass(frozen=True)
class PaperBallot:
    """The whole sheet. page_words: with %(page)s in it."""

    language: str
    title: str
    heading: str
    instructions: Sequence[str]
    pots: Sequence[PaperPot]
    code_words: str
    page_words: str


def paper_ballot(voting_round: Round, pot: Pot, language: str) -> PaperBallot:
    """The sheet of a pot: of a district's with the whole city's; of the whole city's alone."""
    with override(language):
        pots = list(voting_round.pots.select_related("district").defer("district__boundary"))
        shown = [one for one in pots if one.pk == pot.pk] + [one for one in pots if one.is_city and one.pk != pot.pk]
        items = list(voting_round.items.filter(pot__in=shown, withdrawn_at__isnull=True).order_by("number"))
        with_titles([voting_round.project])
        return PaperBallot(
            language=language,
            title=str.__str__(str(voting_round.project.title)),
            heading=_("Ballot"),
            instructions=_instructions(voting_round),
            pots=[_pot(one, [item for item in items if item.pot_id == one.pk], language) for one in shown],
            code_words=_("Your code, if you send this sheet by post. Leave it empty at a voting place."),
            page_words=_("Page %(page)s"),
        )


def _pot(pot: Pot, items: Sequence[BudgetItem], language: str) -> PaperPot:
    rows = [(item.number, _title(item, language), _euros(item.cost)) for item in items]
    return PaperPot(str.__str__(str(pot.district)), _("%(money)s to share") % {"money": _euros(pot.budget)}, rows)


def _title(item: BudgetItem, language: str) -> str:
    words = words_of(item, "title")
    return words.get(language) or str.__str__(str(item))


def _euros(number: int) -> str:
    return f"{number_format(number, force_grouping=True)} €"


def _instructions(voting_round: Round) -> list[str]:
    kind = voting_round.kind
    if kind == BallotKind.CUMULATIVE:
        what = ngettext(
            "Write points into the boxes: %(n)s point at most in each part of the sheet.",
            "Write points into the boxes: %(n)s points at most in each part of the sheet.",
            voting_round.points,
        ) % {"n": voting_round.points}
    elif kind == BallotKind.KNAPSACK:
        what = _("Put a cross into the boxes of what you choose. In each part its cost may not be more than the money to share.")
    else:
        words = (
            ngettext(
                "Write 1 into the box of the best: %(n)s item at most in each part of the sheet.",
                "Write 1 into the box of the best, 2 into the next: %(n)s items at most in each part of the sheet.",
                voting_round.most_choices,
            )
            if kind == BallotKind.ORDINAL
            else ngettext(
                "Put a cross into the boxes of what you choose: %(n)s item at most in each part of the sheet.",
                "Put a cross into the boxes of what you choose: %(n)s items at most in each part of the sheet.",
                voting_round.most_choices,
            )
        )
        what = words % {"n": voting_round.most_choices}
    return [
        what,
        _("If you mark more than that, the sheet is not valid. Ask for a new one instead of crossing out."),
        _("Do not write your name. Fold the sheet and put it into the urn."),
    ]
