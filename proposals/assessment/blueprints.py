"""The criteria that a fresh project starts with; staff change them afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.utils.translation import override

from participation.projects.states import Blueprint
from proposals.assessment.states import CriterionKind


@dataclass(frozen=True)
class CriterionPlan:
    """One criterion to be. public: whether residents see its result."""

    label: str
    kind: CriterionKind
    weight: int = 1
    public: bool = False


_OURS = CriterionPlan(noop("The city can decide about it"), CriterionKind.YES_NO, public=True)
_FITS = CriterionPlan(noop("It fits the plans and rules in force"), CriterionKind.YES_NO, public=True)
_SERVES = CriterionPlan(noop("How many people it serves"), CriterionKind.SCALE, weight=2, public=True)
_EQUAL = CriterionPlan(noop("It is within reach of everybody"), CriterionKind.SCALE, weight=2, public=True)
_EASY = CriterionPlan(noop("How easily it can be carried out"), CriterionKind.SCALE)
_LASTS = CriterionPlan(noop("How long it lasts"), CriterionKind.SCALE)
_UPKEEP = CriterionPlan(noop("What its upkeep takes"), CriterionKind.TEXT, weight=0)
_RISKS = CriterionPlan(noop("What can go wrong"), CriterionKind.TEXT, weight=0)

DEFAULTS: dict[str, Sequence[CriterionPlan]] = {
    Blueprint.IDEAS: (_OURS, _FITS, _SERVES, _EQUAL, _EASY, _RISKS),
    Blueprint.BUDGET: (_OURS, _FITS, _SERVES, _EQUAL, _EASY, _LASTS, _UPKEEP, _RISKS),
}


def in_language(text: str, language: str) -> str:
    """A msgid in one of the content languages."""
    with override(language):
        return _(text)
