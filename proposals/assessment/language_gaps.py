"""Reasons of assessments, and criteria, that lack languages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from districts.states import Role
from participation.common.translated import untranslated
from participation.projects.features import LanguageGap
from proposals.assessment.models import Assessment, Criterion
from proposals.assessment.querysets import project_reach
from proposals.assessment.states import AssessmentState

if TYPE_CHECKING:
    from participation.accounts.models import User


def language_gaps(user: User) -> Iterable[LanguageGap]:
    """Reasons that residents read, and criteria, of what this person coordinates. Two queries."""
    concluded = Assessment.objects.coordinated_by(user).filter(state=AssessmentState.CONCLUDED).select_related("proposal")
    for row, missing in untranslated(concluded.defer("proposal__search", "proposal__body"), ("reasons",)):
        url = reverse("assessment_detail", args=[row.pk])
        yield LanguageGap(kind=_("Reasons of an assessment"), title=row.proposal.title, url=url, missing=missing)
    criteria = Criterion.objects.filter(retired=False)
    if not user.is_superuser:
        criteria = criteria.filter(project_reach(user, Role.COORDINATOR, project="project__"))
    for criterion, missing in untranslated(criteria, ("label",)):
        url = reverse("assessment_criterion", args=[criterion.project_id, criterion.pk])
        yield LanguageGap(kind=_("Criterion"), title=str(criterion), url=url, missing=missing)
