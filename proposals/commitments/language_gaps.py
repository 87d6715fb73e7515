"""Promises, steps and notes that lack languages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from participation.common.translated import untranslated
from participation.projects.features import LanguageGap
from proposals.commitments.models import Milestone
from proposals.commitments.queries.staff import keepable_by

if TYPE_CHECKING:
    from participation.accounts.models import User


def language_gaps(user: User) -> Iterable[LanguageGap]:
    """Of the promises this person keeps. Two queries."""
    theirs = keepable_by(user).order_by()
    for row, missing in untranslated(theirs, ("title", "text", "reasons")):
        yield LanguageGap(kind=_("Promise"), title=str(row), url=_url(row.pk, "edit"), missing=missing)
    for step, missing in untranslated(Milestone.objects.filter(commitment__in=theirs.values("pk")), ("title",)):
        yield LanguageGap(kind=_("Step of a promise"), title=str(step), url=_url(step.commitment_id, "steps"), missing=missing)


def _url(pk: int, act: str) -> str:
    return reverse("promise_act", args=[pk, act])
