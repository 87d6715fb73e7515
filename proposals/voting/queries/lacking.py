"""What still has to be done before the rules can be published, and what is unusual about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participation.common.languages import content_languages, words_of
from participation.projects.models import Phase
from participation.projects.states import Action, ProjectState
from proposals.voting.keys import has_key
from proposals.voting.states import RollSource

if TYPE_CHECKING:
    from datetime import datetime

    from proposals.voting.models import BudgetItem, Pot, Round

RULES, POTS, ITEMS, ROLL, DATES = "rules", "pots", "items", "roll", "dates"


@dataclass(frozen=True)
class Lack:
    """Something that is missing. step: where it is put right; blocks: whether the rules cannot be published without it."""

    step: str
    words: str
    blocks: bool = True


def vote_phases(voting_round: Round) -> list[Phase]:
    """The project's phases in which people vote; there should be one."""
    return list(Phase.objects.filter(project=voting_round.project_id, features__contains=[Action.VOTE]))


def lacking(
    voting_round: Round, phases: Sequence[Phase], pots: Sequence[Pot], items: Sequence[BudgetItem], now: datetime
) -> list[Lack]:
    """From rows in hand. Pots with their districts. What blocks comes first."""
    found = [*_of_dates(voting_round, phases, now), *_of_pots(pots, items), *_of_items(pots, items), *_of_roll(voting_round)]
    return sorted(found, key=lambda lack: not lack.blocks)


def _of_dates(voting_round: Round, phases: Sequence[Phase], now: datetime) -> list[Lack]:
    if len(phases) != 1:
        return [Lack(DATES, _("The project needs exactly one phase in which people vote."))]
    phase, found = phases[0], []
    if phase.ends_at is None:
        found.append(Lack(DATES, _("The phase of voting needs an end.")))
    elif phase.ends_at <= now:
        found.append(Lack(DATES, _("The phase of voting has ended already.")))
    if phase.starts_at <= now:
        found.append(Lack(DATES, _("The phase of voting runs already: people can vote at once."), blocks=False))
    if voting_round.project.state != ProjectState.PUBLISHED:
        found.append(Lack(DATES, _("The project is not published. Nobody can vote before it is."), blocks=False))
    return found


def _of_pots(pots: Sequence[Pot], items: Sequence[BudgetItem]) -> list[Lack]:
    if not pots:
        return [Lack(POTS, _("There are no pots yet."))]
    filled = {item.pot_id for item in items}
    empty = [str(pot.district) for pot in pots if pot.pk not in filled]
    if not empty:
        return []
    return [Lack(ITEMS, _("Every pot needs something to vote on. Empty: %(names)s.") % {"names": ", ".join(empty[:8])})]


def _of_items(pots: Sequence[Pot], items: Sequence[BudgetItem]) -> list[Lack]:
    budgets, found = {pot.pk: pot.budget for pot in pots}, []
    if dear := [str(item.number) for item in items if item.cost > budgets.get(item.pot_id, 0)]:
        words = _("These items cost more than their pot has: %(numbers)s.") % {"numbers": ", ".join(dear[:20])}
        found.append(Lack(ITEMS, words))
    everywhere = set(content_languages())
    if bare := sum(set(words_of(item, "title")) != everywhere for item in items):
        words = ngettext(
            "%(n)s item lacks its title in some language. Readers of it see another one.",
            "%(n)s items lack their title in some language. Readers of it see another one.",
            bare,
        )
        found.append(Lack(ITEMS, words % {"n": bare}, blocks=False))
    return found


def _of_roll(voting_round: Round) -> list[Lack]:
    found = []
    if not voting_round.sources:
        found.append(Lack(RULES, _("Choose at least one way to show who may vote.")))
    if not has_key(voting_round.pk):  # a new one is drawn at publishing, unless codes were made with the one that is gone
        found.append(Lack(ROLL, _("The round's key is not on this machine."), blocks=voting_round.batches.exists()))
    if RollSource.CODE in voting_round.sources and not voting_round.batches.filter(revoked_at__isnull=True).exists():
        found.append(Lack(ROLL, _("People may vote with codes, and there are no codes yet."), blocks=False))
    return found
