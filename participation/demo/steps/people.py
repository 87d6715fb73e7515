"""The demo accounts, and the residents who make the city look alive."""

from __future__ import annotations

from datetime import date

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from districts.models import District
from districts.services import assign_role, choose_home_district
from districts.states import Role
from participation.accounts.models import User, Verification
from participation.accounts.names import clean_public_name
from participation.accounts.services import open_account, subject_digest, verify
from participation.demo.content.names import FIRST_NAMES, LANGUAGE_SHARES, LAST_NAMES, MADE_UP
from participation.demo.people import DEMO_NAMES, DEMO_PASSWORD, VERIFIED
from participation.demo.steps.context import Context, Resident

SOURCE = "demo"
VERIFIED_SHARE = 0.9
JOINED_DAYS_AGO = 430
GROWN_UP = date(1984, 4, 12)
HOMES = {"anna": "301", "ben": "704"}


def make_cast(context: Context) -> None:
    """Open the seven accounts. Their password is hashed once: one hash for all of them is enough for a demo."""
    for key, (name, language) in DEMO_NAMES.items():
        context.cast[key] = open_account(email=f"{key}@example.org", public_name=name, language=language, confirmed=True)
    pks = [user.pk for user in context.cast.values()]
    hashed = make_password(DEMO_PASSWORD, salt=f"demo{context.sizes.seed}".ljust(22, "0"))
    User.objects.filter(pk__in=pks).update(password=hashed, date_joined=context.day(-JOINED_DAYS_AGO))
    User.objects.filter(pk=context.cast["aino"].pk).update(is_superuser=True)
    for user in context.cast.values():
        user.refresh_from_db()
    for key in VERIFIED:
        verify(
            user=context.cast[key],
            kind=Verification.Kind.DEMO,
            source=SOURCE,
            subject=key,
            municipality=settings.CITY_NAME,
            born=GROWN_UP,
            district_code=HOMES.get(key, ""),
        )


def give_roles(context: Context, districts: dict[str, District]) -> None:
    """Let the staff work where their stories need them, and residents live somewhere."""
    cast, given_by = context.cast, context.cast["aino"]
    assign_role(user=cast["mira"], district=districts["301"], role=Role.MODERATOR, given_by=given_by)
    assign_role(user=cast["otto"], district=districts["503"], role=Role.MODERATOR, given_by=given_by)
    for code in ("301", "503", "7"):
        assign_role(user=cast["carla"], district=districts[code], role=Role.COORDINATOR, given_by=given_by)
    assign_role(user=cast["aino"], district=districts["city"], role=Role.COORDINATOR, given_by=given_by)
    for key, code in HOMES.items():
        choose_home_district(user=cast[key], district=districts[code])


def make_residents(context: Context) -> None:
    """Make the other residents: what `open_account` and `verify` make one by one, in three statements.

    They have no password and addresses that nobody can own, so nobody signs in as them.
    """
    chance = context.chance("people")
    languages = chance.choices(list(LANGUAGE_SHARES), weights=list(LANGUAGE_SHARES.values()), k=context.sizes.residents)
    users = [
        User(
            email=f"resident-{number:05d}@example.org",
            public_name=clean_public_name(_name(chance, language)),
            language=language,
            password="!" + f"{number:040d}",
            date_joined=context.day(-chance.randint(30, JOINED_DAYS_AGO)),
        )
        for number, language in enumerate(languages, start=1)
    ]
    User.objects.bulk_create(users, batch_size=2000)
    EmailAddress.objects.bulk_create(
        [EmailAddress(user=user, email=user.email, primary=True, verified=True) for user in users],
        batch_size=2000,
    )
    context.residents = [Resident(user.pk, user.language, chance.random() < VERIFIED_SHARE) for user in users]
    births = context.chance("births")
    Verification.objects.bulk_create(
        [
            Verification(
                user=user,
                kind=Verification.Kind.DEMO,
                source=SOURCE,
                municipality=settings.CITY_NAME,
                verified_at=user.date_joined,
                subject_digest=subject_digest(source=SOURCE, subject=user.email),
                born=_born(births),
            )
            for user, resident in zip(users, context.residents, strict=True)
            if resident.verified
        ],
        batch_size=2000,
    )


def _born(chance) -> date:
    """A birthday of somebody from 14 to 88 years of age: everybody in the demo is old enough to vote."""
    return date(timezone.localdate().year - chance.randint(14, 88), chance.randint(1, 12), chance.randint(1, 28))


def _name(chance, language: str) -> str:
    """A public name: most give a first name and an initial, some the whole name, some make one up."""
    first, last = chance.choice(FIRST_NAMES[language]), chance.choice(LAST_NAMES[language])
    way = chance.random()
    if way < 0.12:
        return chance.choice(MADE_UP)
    if way < 0.5:
        return f"{first} {last[0]}."
    return f"{first} {last}"
