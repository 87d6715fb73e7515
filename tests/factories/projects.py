"""Projects and phases."""

from datetime import timedelta

import factory
from django.utils import timezone

from participation.projects.models import Category, Phase, Project
from participation.projects.states import Action, Blueprint, ProjectState
from tests.factories.districts import DistrictFactory


class ProjectFactory(factory.django.DjangoModelFactory):
    """A published project without phases or pages."""

    class Meta:
        model = Project

    slug = factory.Sequence(lambda n: f"project-{n}")
    blueprint = Blueprint.IDEAS
    lead_district = factory.SubFactory(DistrictFactory)
    state = ProjectState.PUBLISHED
    published_at = factory.LazyFunction(timezone.now)


class PhaseFactory(factory.django.DjangoModelFactory):
    """An open phase that offers everything."""

    class Meta:
        model = Phase

    project = factory.SubFactory(ProjectFactory)
    title = "Vaihe"
    features = factory.LazyFunction(lambda: list(Action.values))
    starts_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))
    ends_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=1))
    position = factory.Sequence(int)


class CategoryFactory(factory.django.DjangoModelFactory):
    """A theme."""

    class Meta:
        model = Category

    name = factory.Sequence(lambda n: f"Teema {n}")
    slug = factory.Sequence(lambda n: f"teema-{n}")
