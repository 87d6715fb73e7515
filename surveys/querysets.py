"""Surveys and who has answered them, asked for in words of the domain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Count, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from participation.projects.models import Project
from participation.projects.states import ProjectState, Visibility
from surveys.states import SurveyState

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from participation.accounts.models import User


class SurveyQuerySet(models.QuerySet):
    """Surveys. Everything readable starts from `visible_to`."""

    def published(self) -> SurveyQuerySet:
        """Surveys that residents may open, where they may read the project."""
        return self.filter(state=SurveyState.PUBLISHED)

    def visible_to(self, user: User | AnonymousUser) -> SurveyQuerySet:
        """Published surveys in projects that this person may read."""
        return self.published().filter(project__in=Project.objects.visible_to(user))

    def listed(self) -> SurveyQuerySet:
        """Published surveys that lists, feeds and the sitemap may name."""
        return self.published().filter(project__state__in=ProjectState.READABLE, project__visibility=Visibility.PUBLIC)

    def run_by(self, user: User) -> SurveyQuerySet:
        """Surveys of projects in districts where this person works, drafts included."""
        return self.filter(project__in=Project.objects.run_by(user))

    def with_participation_of(self, user: User | AnonymousUser) -> SurveyQuerySet:
        """Adds `participation_id` and `response_id` of one person: both null for somebody who has not answered,
        and only the second null where the survey is confidential."""
        empty = Value(None, output_field=models.BigIntegerField())
        if not user.is_authenticated:
            return self.annotate(participation_id=empty, response_id=empty)
        participations = apps.get_model("surveys", "Participation").objects
        mine = participations.filter(survey=OuterRef("pk"), resident=user)
        return self.annotate(participation_id=Subquery(mine.values("pk")), response_id=Subquery(mine.values("response__pk")))

    def with_responses_count(self) -> SurveyQuerySet:
        """Adds `responses_count`: how many people's answers there are."""
        responses = apps.get_model("surveys", "Response").objects.filter(survey=OuterRef("pk"))
        number = responses.order_by().values("survey").annotate(number=Count("pk")).values("number")
        return self.annotate(responses_count=Coalesce(Subquery(number), 0))
