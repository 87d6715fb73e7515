"""Phases and themes that lack languages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from participation.common.translated import untranslated
from participation.projects.features import LanguageGap
from participation.projects.models import Category, Phase, Project
from participation.projects.states import ProjectState

if TYPE_CHECKING:
    from participation.accounts.models import User


def language_gaps(user: User) -> Iterable[LanguageGap]:
    """Of the projects this person works for, archived ones left out. Two queries."""
    theirs = Project.objects.run_by(user).exclude(state=ProjectState.ARCHIVED).values("pk")
    for phase, missing in untranslated(Phase.objects.filter(project__in=theirs).select_related("project"), ("title", "summary")):
        url = reverse("phase_edit", args=[phase.project_id, phase.pk])
        yield LanguageGap(kind=_("Phase"), title=f"{phase} ({phase.project.slug})", url=url, missing=missing)
    for category, missing in untranslated(Category.objects.filter(project__in=theirs).select_related("project"), ("name",)):
        url = reverse("project_desk", args=[category.project_id])
        yield LanguageGap(kind=_("Theme"), title=f"{category} ({category.project.slug})", url=url, missing=missing)
