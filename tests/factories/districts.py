"""Districts and roles."""

import factory

from districts.models import District, DistrictRole, Unit
from districts.services import ensure_city
from districts.states import Level, Role


def city() -> District:
    """The root row."""
    return ensure_city()


def square(west: float, south: float, size: float = 0.01) -> dict:
    """A GeoJSON square. west, south: its lower left corner in degrees; size: its side in degrees."""
    east, north = west + size, south + size
    return {"type": "Polygon", "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]]}


class DistrictFactory(factory.django.DjangoModelFactory):
    """A district on the participation level, straight under the root; without a boundary unless given one."""

    class Meta:
        model = District

    parent = factory.LazyFunction(city)
    level = Level.PERUSPIIRI
    code = factory.Sequence(lambda n: f"{n + 100}")
    path = factory.LazyAttribute(lambda o: f"{o.parent.path}{o.code}/")
    name = factory.Sequence(lambda n: f"Piiri {n}")
    slug = factory.Sequence(lambda n: f"piiri-{n}")


class UnitFactory(factory.django.DjangoModelFactory):
    """A unit that answers."""

    class Meta:
        model = Unit

    name = "Puistot"


class DistrictRoleFactory(factory.django.DjangoModelFactory):
    """A role; says which with `role=`. The row alone: `services.assign_role` also gives the rights."""

    class Meta:
        model = DistrictRole

    role = Role.MODERATOR
