"""Who may vote by identity: claims, one person behind several doors, ages, and nobody twice."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import RequestFactory
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from participation.accounts.models import User, Verification
from participation.accounts.services import person_digest, verify
from participation.accounts.social import day_of_birth, kept_claims, verify_account
from participation.common.refusals import NotAllowed
from participation.pages.profile.services import erase_account, export_account
from proposals.voting.models import Participation
from proposals.voting.queries.voters import voter_by_account
from tests.cast import person
from tests.voting.conftest import Vote, cast, opened

CODE = "131052-308T"


@pytest.fixture(autouse=True)
def claims(settings: Any) -> None:
    """The city's provider tells more than the municipality."""
    settings.OIDC_PERSON_CLAIM, settings.OIDC_BIRTHDATE_CLAIM, settings.OIDC_DISTRICT_CLAIM = "pin", "birthdate", "district"


class Account:
    """What allauth keeps of an identity."""

    def __init__(self, provider: str, uid: str, **told: Any) -> None:
        self.provider, self.uid = provider, uid
        self.extra_data = kept_claims({"municipality": "Helsinki", **told})


def identify(user: User, account: Account) -> None:
    """The person has signed in with it."""
    request = RequestFactory().get("/")
    request._messages = type("Quiet", (), {"add": lambda *args, **kwargs: None})()  # type: ignore[attr-defined]
    verify_account(request=request, user=user, account=account)  # type: ignore[arg-type]


def test_of_an_identity_code_only_a_digest_is_kept(db: None) -> None:
    kept = kept_claims(
        {"userinfo": {"municipality": "Helsinki", "pin": CODE, "birthdate": "1952-10-13", "district": "301", "name": "A"}}
    )
    assert CODE not in str(kept)
    assert kept == {"municipality": "Helsinki", "person_digest": person_digest(CODE), "born": "1952-10-13", "district": "301"}
    user = person("anna")
    identify(user, Account("suomi", "u-1", pin=CODE, birthdate="1952-10-13", district="301"))
    row = Verification.objects.get()
    assert (row.subject_digest, row.born, row.district_code) == (person_digest(CODE), date(1952, 10, 13), "301")
    assert export_account(user=user)["account"]["verifications"][0]["born"] == "1952-10-13"


def test_without_the_claim_that_tells_people_apart_nobody_is_verified(db: None) -> None:
    identify(person("anna"), Account("suomi", "u-1"))
    assert not Verification.objects.exists()


def test_claims_that_are_not_used_are_not_kept(db: None, settings: Any) -> None:
    settings.OIDC_PERSON_CLAIM = settings.OIDC_BIRTHDATE_CLAIM = settings.OIDC_DISTRICT_CLAIM = ""
    told = {"municipality": "Helsinki", "pin": CODE, "birthdate": "1952-10-13", "": "x"}
    assert kept_claims(told) == {"municipality": "Helsinki"}
    identify(person("anna"), Account("suomi", "u-1"))
    assert Verification.objects.get().born is None


@pytest.mark.parametrize("said", ["2011-05-31", "20110531", "31.5.2011", " 2011-05-31T00:00:00Z ", ["2011-05-31"], 20110531])
def test_days_as_providers_write_them(said: Any) -> None:
    assert day_of_birth(said) == date(2011, 5, 31)


@pytest.mark.parametrize(
    "said", ["2011", "0000-05-31", "2011-02-30", "", None, True, {"x": 1}, [], "3011-01-01", "31/5/2011", 1.5]
)
def test_what_is_no_day_is_not_guessed_at(said: Any) -> None:
    assert day_of_birth(said) is None


@hypothesis_settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.text(), st.integers(), st.lists(st.text()), st.dictionaries(st.text(), st.text())))
def test_no_claim_breaks_anything(said: Any) -> None:
    day = day_of_birth(said)
    assert day is None or day <= date.today()
    assert set(kept_claims({"municipality": said})) == {"municipality"}


def test_two_providers_and_the_desk_are_one_voter(vote: Vote) -> None:
    """V14: the second account is told no by the same kind of identification; verified at the desk it has the same key."""
    first, second = person("first"), person("second")
    identify(first, Account("suomi", "u-1", pin=CODE))
    identify(second, Account("bank", "other-uid", pin=CODE.lower()))
    assert not second.verifications.exists()
    verify(user=second, kind="desk", source="library", subject=CODE, municipality="Helsinki", digest=person_digest(f" {CODE} "))
    assert voter_by_account(vote.round, first).key == voter_by_account(vote.round, second).key
    cast(vote, first, vote.choices(0))
    assert cast(vote, second, vote.choices(1)).is_change
    assert Participation.objects.get().times == 2


def test_what_the_same_source_said_before_is_replaced(vote: Vote, settings: Any) -> None:
    user = person("anna")
    settings.OIDC_PERSON_CLAIM = ""
    identify(user, Account("suomi", "u-1"))
    settings.OIDC_PERSON_CLAIM = "pin"
    identify(user, Account("suomi", "u-1", pin=CODE))
    assert user.verifications.filter(revoked_at=None).get().subject_digest == person_digest(CODE)


def test_an_erased_account_and_a_new_one_are_one_voter(vote: Vote) -> None:
    """V15."""
    first = person("first")
    identify(first, Account("suomi", "u-1", pin=CODE))
    cast(vote, first, vote.choices(0))
    erase_account(user=first, by=first)
    again = person("again")
    identify(again, Account("suomi", "u-2", pin=CODE))
    assert cast(vote, again, vote.choices(1)).is_change
    assert Participation.objects.count() == 1


def test_moving_during_the_vote_is_no_second_vote(vote: Vote) -> None:
    user = person("anna")
    identify(user, Account("suomi", "u-1", pin=CODE, district="301"))
    assert str(voter_by_account(vote.round, user).district) == "Kallio"
    cast(vote, user, vote.choices(0))
    identify(user, Account("suomi", "u-1", pin=CODE, district="602"))
    assert str(voter_by_account(vote.round, user).district) == "Malmi"
    assert cast(vote, user, vote.choices(0, pot="malmi")).is_change


def _born(years_ago: int, *, tomorrow: bool = False) -> date:
    today = timezone.localdate()
    day = date(today.year - years_ago, today.month, min(today.day, 28))
    return day.replace(day=day.day + 1 if day.day < 28 else 28) if tomorrow else day


@pytest.mark.parametrize(
    ("rule", "born", "may"),
    [
        ("year", date(timezone.localdate().year - 13, 12, 31), True),
        ("year", date(timezone.localdate().year - 12, 1, 1), False),
        ("birthday", _born(13), True),
        ("birthday", _born(12), False),
    ],
)
def test_age_by_claim(db: None, rule: str, born: date, may: bool) -> None:
    """V12, V13: by the service itself."""
    vote, user = opened(age_from=13, age_rule=rule), person("young")
    identify(user, Account("suomi", "u-1", pin=CODE, birthdate=born.isoformat()))
    if may:
        cast(vote, user, vote.choices(0))
        return
    with pytest.raises(NotAllowed) as refusal:
        cast(vote, user, vote.choices(0))
    assert refusal.value.code == "too_young"


def test_unverified_elsewhere_suspended_and_unknown_age(db: None) -> None:
    """V12."""
    vote = opened(age_from=13)
    codes = {}
    nobody, elsewhere, ageless = person("nobody"), person("elsewhere"), person("ageless")
    verify(user=elsewhere, kind="strong", source="suomi", subject="1", municipality="Espoo", born=date(1980, 1, 1))
    verify(user=ageless, kind="strong", source="suomi", subject="2", municipality="Helsinki")
    suspended = person("suspended", is_active=False)
    verify(user=suspended, kind="strong", source="suomi", subject="3", municipality="Helsinki", born=date(1980, 1, 1))
    for user in (nobody, elsewhere, ageless, suspended):
        with pytest.raises(NotAllowed) as refusal:
            cast(vote, user, vote.choices(0))
        codes[user.public_name] = refusal.value.code
    assert codes == {"Nobody": "not_verified", "Elsewhere": "not_verified", "Ageless": "no_age", "Suspended": "no_account"}
