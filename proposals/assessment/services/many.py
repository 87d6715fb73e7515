"""Doing the same with many assessments, each by its own verb: every one is done whole, or refused with a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from participation.common.refusals import Invalid, Refusal

MOST = 200


@dataclass(frozen=True)
class Outcome:
    """What became of one. reason: why it was refused; empty where it was done."""

    assessment_id: int
    reason: str = ""

    @property
    def done(self) -> bool:
        """Whether it was done."""
        return not self.reason


def act_on_many(*, assessment_ids: Iterable[int], act: Callable[[int], object]) -> list[Outcome]:
    """Call a verb for each, which checks everything anew and stands or falls alone; returns what became of each.

    act: takes the id of one assessment. Raises Invalid for none and for more than MOST.
    """
    ids = list(dict.fromkeys(assessment_ids))
    if not ids:
        raise Invalid(_("Choose at least one assessment first."))
    if len(ids) > MOST:
        raise Invalid(_("Choose at most %(limit)s at a time.") % {"limit": MOST})
    return [_outcome(pk, act) for pk in ids]


def _outcome(assessment_id: int, act: Callable[[int], object]) -> Outcome:
    try:
        act(assessment_id)
    except Refusal as refusal:
        return Outcome(assessment_id, str(refusal.message))
    return Outcome(assessment_id)
