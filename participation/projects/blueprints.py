"""The ready-made shapes of a project: which phases, in which order, and how the time is shared between them.

Titles are msgids, translated into every content language when a project is made, and edited by staff afterwards.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext_noop as noop

from participation.projects.states import Action, Blueprint


@dataclass(frozen=True)
class PhasePlan:
    """One phase to be. `share` is its part of the project's whole time; the shares of a blueprint add up to 1."""

    title: str
    summary: str
    features: Sequence[Action]
    share: float


@dataclass(frozen=True)
class BlueprintPlan:
    """What a blueprint starts with."""

    summary: str
    phases: Sequence[PhasePlan]
    settings: dict[str, object] = field(default_factory=dict)


_TOGETHER = noop("The city publishes what it decided and why.")

PLANS = {
    Blueprint.IDEAS: BlueprintPlan(
        noop("Residents share ideas, support each other's and discuss them; the city answers."),
        [
            PhasePlan(
                noop("Ideas and support"),
                noop("Share an idea or support one that is there."),
                [Action.PROPOSE, Action.SUPPORT, Action.COMMENT],
                0.5,
            ),
            PhasePlan(
                noop("The city considers"),
                noop("Experts look at what can be done. You can still discuss."),
                [Action.COMMENT],
                0.35,
            ),
            PhasePlan(noop("Answers"), _TOGETHER, [], 0.15),
        ],
    ),
    Blueprint.HEARING: BlueprintPlan(
        noop("The city shows a plan and asks what residents think of it."),
        [
            PhasePlan(noop("Get to know the plan"), noop("Read the material and come to the events."), [], 0.2),
            PhasePlan(noop("Hearing"), noop("Say what you think: for, against or unsure."), [Action.COMMENT, Action.ANSWER], 0.5),
            PhasePlan(noop("Decision"), _TOGETHER, [], 0.3),
        ],
        {"asks_stance": True},
    ),
    Blueprint.SURVEY: BlueprintPlan(
        noop("Residents answer questions; the results are shown to everyone."),
        [
            PhasePlan(
                noop("Survey"),
                noop("Answer the questions. You can change your answers until the end."),
                [Action.ANSWER, Action.COMMENT],
                0.7,
            ),
            PhasePlan(noop("Results"), noop("See what was answered and what the city does with it."), [], 0.3),
        ],
    ),
    Blueprint.BUDGET: BlueprintPlan(
        noop("Residents propose, the city prices, residents decide by voting, the city builds."),
        [
            PhasePlan(
                noop("Ideas and support"),
                noop("Share an idea or support one that is there."),
                [Action.PROPOSE, Action.SUPPORT, Action.COMMENT],
                0.25,
            ),
            PhasePlan(noop("The city prices the ideas"), noop("Experts work out what each idea costs."), [Action.COMMENT], 0.25),
            PhasePlan(noop("Vote"), noop("Residents decide which ideas are built."), [Action.VOTE, Action.COMMENT], 0.15),
            PhasePlan(noop("Building"), noop("The winners are built, and each step is told here."), [], 0.35),
        ],
        {"verified_only": True},
    ),
}


def schedule(plan: BlueprintPlan, starts_at: datetime, ends_at: datetime) -> list[tuple[PhasePlan, datetime, datetime]]:
    """Share the time between start and end (aware datetimes) among the plan's phases, without gaps, on whole minutes."""
    whole = ends_at - starts_at
    result, passed, begin = [], 0.0, starts_at
    for phase in plan.phases:
        passed += phase.share
        end = ends_at if phase is plan.phases[-1] else (starts_at + whole * passed).replace(second=0, microsecond=0)
        result.append((phase, begin, end))
        begin = end
    return result
