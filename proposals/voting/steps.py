"""The steps in which staff prepare and run a vote, each with its page in the admin. Other parts of voting add theirs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from proposals.voting.models import Round


@dataclass(frozen=True, kw_only=True)
class Step:
    """label: a few words. about: one sentence. url_name: takes the project's id. said: what there is, in a few words."""

    key: str
    label: str | Promise
    about: str | Promise
    url_name: str
    order: int
    said: Callable[[Round], str] | None = None

    def url(self, voting_round: Round) -> str:
        """Where it is done."""
        return reverse(self.url_name, args=[voting_round.project_id])


_steps: dict[str, Step] = {}


def register(step: Step) -> None:
    """Add a step; called from `AppConfig.ready()` by the part that has it."""
    _steps[step.key] = step


def steps() -> list[Step]:
    """All of them in their order."""
    return sorted(_steps.values(), key=lambda step: step.order)


register(
    Step(
        key="rules",
        label=_("Rules"),
        about=_("How people vote, how it is counted, and who may vote."),
        url_name="voting_rules",
        order=10,
    )
)
register(
    Step(
        key="pots", label=_("Pots"), about=_("Money for each district and for the whole city."), url_name="voting_pots", order=20
    )
)
register(
    Step(
        key="items",
        label=_("Items"),
        about=_("What is voted on: assessed proposals, with their words and costs."),
        url_name="voting_items",
        order=30,
    )
)
register(
    Step(
        key="roll",
        label=_("Voting codes"),
        about=_("For those without a verified account: a file of codes, or codes to print."),
        url_name="voting_codes",
        order=40,
    )
)
register(
    Step(
        key="publish",
        label=_("Publish the rules"),
        about=_("See them as they are published, and publish them before the vote opens."),
        url_name="voting_publish",
        order=80,
    )
)
register(
    Step(
        key="changes",
        label=_("Changes"),
        about=_("Afterwards: dates, withdrawn items and other changes, each with a reason and a second person."),
        url_name="voting_changes",
        order=90,
    )
)
register(
    Step(
        key="result",
        label=_("Result"),
        about=_("After the close: count, look at what came out, and publish it."),
        url_name="voting_result",
        order=95,
    )
)
