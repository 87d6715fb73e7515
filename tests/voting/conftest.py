"""A small round: a pot of Kallio, one of Malmi and one of the whole city, three items each."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils.translation import override
from wagtail.users.models import UserProfile

from districts.models import District
from districts.queries import city_root
from districts.states import Level, Role
from participation.accounts.models import User
from proposals.voting.keys import key_of
from proposals.voting.models import BudgetItem, Pot, Round
from proposals.voting.queries.voters import voter_by_account
from proposals.voting.rules import Choice
from proposals.voting.services import Given, cast_ballot, publish_rules
from proposals.voting.states import Channel, RollSource
from proposals.voting.voters import Voter
from tests.cast import person
from tests.factories.districts import DistrictFactory, DistrictRoleFactory, city
from tests.factories.projects import PhaseFactory, ProjectFactory
from tests.factories.voting import ItemFactory, PotFactory, RoundFactory


@dataclass
class Vote:
    """A round whose rules are published and whose phase is open."""

    round: Round
    kallio: Pot
    malmi: Pot
    city: Pot
    items: dict[str, list[BudgetItem]]

    def choices(self, *numbers: int, pot: str = "kallio") -> list[Choice]:
        """Choices of a pot's items by their place in it, from 0."""
        return [Choice(self.items[pot][number].pk) for number in numbers]


def _district(name: str, code: str) -> District:
    """The cast's own town has the same ones."""
    found = District.objects.filter(level=Level.PERUSPIIRI, code=code).first()
    return found or DistrictFactory(name=name, slug=name.lower(), code=code)


def prepared(**rules: object) -> Vote:
    """The round before its rules are published. rules: fields of the round."""
    kallio, malmi = _district("Kallio", "301"), _district("Malmi", "602")
    project = ProjectFactory(slug="budjetti", blueprint="budget", lead_district=city_root(), verified_only=True)
    PhaseFactory(project=project)
    voting_round = RoundFactory(project=project, **rules)
    pots = {
        name: PotFactory(round=voting_round, district=district)
        for name, district in (("kallio", kallio), ("malmi", malmi), ("city", city_root()))
    }
    items = {name: [ItemFactory(pot=pot) for _n in range(3)] for name, pot in pots.items()}
    return Vote(voting_round, pots["kallio"], pots["malmi"], pots["city"], items)


def opened(**rules: object) -> Vote:
    """The same with its rules published."""
    vote = prepared(**rules)
    vote.round = publish_rules(round_id=vote.round.pk, by=None)
    return vote


@pytest.fixture
def vote(db: None) -> Vote:
    """An open round in which everybody may vote whatever their age."""
    return opened()


def stranger(vote: Vote, name: str, **facts: object) -> Voter:
    """A voter without an account, known by a code."""
    return Voter(key=key_of(vote.round.pk).voter(f"code:{name}"), source=RollSource.IDENTITY, channel=Channel.WEB, **facts)


def cast(vote: Vote, who: User | Voter, choices: Sequence[Choice], nonce: uuid.UUID | None = None) -> Given:
    """Cast a ballot as somebody."""
    voter = voter_by_account(vote.round, who) if isinstance(who, User) else who
    return cast_ballot(round_id=vote.round.pk, voter=voter, choices=choices, nonce=nonce or uuid.uuid4())


Caster = Callable[[User | Voter, Sequence[Choice]], Given]


def coordinator(name: str) -> User:
    """Somebody who coordinates the whole city."""
    user = person(name)
    DistrictRoleFactory(user=user, district=city(), role=Role.COORDINATOR)
    return user


@pytest.fixture
def cora(db: None) -> User:
    """Prepares votes."""
    return coordinator("cora")


@pytest.fixture
def cyril(db: None) -> User:
    """Prepares them, too: the second person."""
    return coordinator("cyril")


@pytest.fixture
def audrey(db: None) -> User:
    """Audits the whole city."""
    user = person("audrey")
    DistrictRoleFactory(user=user, district=city(), role=Role.AUDITOR)
    return user


@pytest.fixture
def mona(db: None) -> User:
    """Moderates the whole city, and has no part in votes."""
    user = person("mona")
    DistrictRoleFactory(user=user, district=city(), role=Role.MODERATOR)
    return user


@pytest.fixture
def english() -> Iterator[None]:
    """Refusals in the language that the test reads."""
    with override("en"):
        yield


@pytest.fixture
def enter() -> Callable[[User], Client]:
    """Signs somebody in who may enter the admin, and reads it in English."""

    def sign_in(user: User) -> Client:
        user.user_permissions.add(Permission.objects.get(codename="access_admin"))
        UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "en"})
        client = Client()
        client.force_login(user)
        return client

    return sign_in
