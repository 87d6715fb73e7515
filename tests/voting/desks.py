"""A voting place in Kallio with its staff, and people who come to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.utils import timezone
from wagtail.users.models import UserProfile

from districts.models import District
from districts.queries import city_root
from districts.states import Role
from participation.accounts.models import User
from proposals.voting.keys import code_hash, key_of
from proposals.voting.models import BallotPaper, CastHint, CodeBatch, VotingCode, VotingPlace
from proposals.voting.readings import Reading
from proposals.voting.services.papers import enter_sheet, open_bundle
from proposals.voting.showing import Shown
from tests.cast import person
from tests.factories.districts import DistrictRoleFactory
from tests.factories.voting import PlaceFactory
from tests.voting.conftest import Vote, opened

SOURCES = ["identity", "code", "desk"]
IDENTIFIER = "010190-123M"


def staffed(**rules: object) -> Vote:
    """An open round in which people may vote with accounts, codes and at desks."""
    return opened(sources=SOURCES, **rules)


def staff(name: str, role: Role, district: District | None = None) -> User:
    """Somebody with a role in the whole city, or in a district."""
    user = person(name)
    DistrictRoleFactory(user=user, district=district or city_root(), role=role)
    return user


def clerk(name: str = "kaisa") -> User:
    """Serves at voting places."""
    return staff(name, Role.CLERK)


def library(vote: Vote) -> VotingPlace:
    """A voting place of the round."""
    return PlaceFactory(round=vote.round, district=vote.kallio.district)


def shown(identifier: str = IDENTIFIER, **facts: Any) -> Shown:
    """What somebody shows who is old enough."""
    return Shown(identifier=identifier, age=facts.pop("age", 30), **facts)


def with_code(vote: Vote, code: str, **facts: Any) -> VotingCode:
    """A code that was given out."""
    key = key_of(vote.round.pk)
    batch = facts.pop("batch", None) or CodeBatch.objects.create(
        round=vote.round, name="Letters", made_by=clerk(f"by-{code.lower()}")
    )
    owner = key.voter(f"code:{code_hash(code)}")
    return VotingCode.objects.create(round=vote.round, batch=batch, code_key=key.code(code_hash(code)), voter_key=owner, **facts)


def marks(vote: Vote, *numbers: int, pot: str = "kallio", code: str = "") -> Reading:
    """What a sheet says: items of a pot by their place in it."""
    items = tuple(vote.items[pot][number].pk for number in numbers)
    key = key_of(vote.round.pk).code(code_hash(code)) if code else None
    return Reading({getattr(vote, pot).pk: (items, ())}, code_key=key)


def entered_twice(place: VotingPlace, readings: list[Reading], one: User, two: User, **facts: Any) -> Any:
    """A bundle of these sheets that two people have entered."""
    facts = {"number": 1, "day": timezone.localdate(), "sheets": len(readings), **facts}
    bundle = open_bundle(place_id=place.pk, by=one, **facts)
    for serial, reading in enumerate(readings, 1):
        for by in (one, two):
            enter_sheet(bundle_id=bundle.pk, serial=serial, reading=reading, by=by)
    return bundle


def papers_of(vote: Vote) -> list[tuple[str, list[int]]]:
    """Channel and items of what counts."""
    rows = BallotPaper.objects.filter(round=vote.round, annulment__isnull=True)
    return sorted(rows.values_list("channel", "items"))


def an_hour_ago() -> None:
    """Everything that was cast until now was cast an hour ago."""
    CastHint.objects.update(minute=timezone.now().replace(second=0, microsecond=0) - timedelta(hours=1))


def enter(user: User) -> Client:
    """Signed in to the admin, in English."""
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "en"})
    client = Client()
    client.force_login(user)
    return client


def everywhere(text: str) -> list[str]:
    """Tables of the database that hold a text anywhere."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        )
        tables = [row[0] for row in cursor.fetchall()]
        found = []
        for table in tables:
            cursor.execute(f'SELECT count(*) FROM "{table}" AS t WHERE t::text ILIKE %s', [f"%{text}%"])
            found += [table] if cursor.fetchone()[0] else []
    return found


@contextmanager
def without(statement: str, back: str) -> Iterator[None]:
    """Take a guard of the database away for a moment."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(back)
