"""Rounds, pots and items."""

from __future__ import annotations

from typing import Any

import factory

from proposals.voting.keys import create_key
from proposals.voting.models import BudgetItem, Pot, Round, VotingPlace
from tests.factories.districts import DistrictFactory
from tests.factories.projects import ProjectFactory


class RoundFactory(factory.django.DjangoModelFactory):
    """A round in preparation, with its key."""

    class Meta:
        model = Round
        skip_postgeneration_save = True

    project = factory.SubFactory(ProjectFactory, blueprint="budget")
    age_from = 0

    @factory.post_generation
    def key(self, create: bool, _extracted: Any, **_kwargs: Any) -> None:
        """Drawn with the row."""
        if create:
            create_key(self.pk)  # type: ignore[attr-defined]


class PotFactory(factory.django.DjangoModelFactory):
    """100,000 euros for a district of its own."""

    class Meta:
        model = Pot

    round = factory.SubFactory(RoundFactory)
    district = factory.SubFactory(DistrictFactory)
    budget = 100_000
    position = factory.Sequence(int)


class ItemFactory(factory.django.DjangoModelFactory):
    """Something for 30,000 euros."""

    class Meta:
        model = BudgetItem

    pot = factory.SubFactory(PotFactory)
    round = factory.LazyAttribute(lambda o: o.pot.round)
    number = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Kohde {n}")
    cost = 30_000


class PlaceFactory(factory.django.DjangoModelFactory):
    """A library of the city."""

    class Meta:
        model = VotingPlace

    round = factory.SubFactory(RoundFactory)
    district = factory.SubFactory(DistrictFactory)
    name = factory.Sequence(lambda n: f"Kirjasto {n}")
