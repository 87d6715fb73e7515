"""Signing in through the city's identity provider, and what it vouches for."""

from __future__ import annotations

import logging
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any

from allauth.account.signals import user_logged_in
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.signals import social_account_added
from django.conf import settings
from django.contrib import messages
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from participation.accounts.models import User, Verification
from participation.accounts.services import person_digest, verify
from participation.common.refusals import Refusal

logger = logging.getLogger(__name__)

PERSON, BORN, DISTRICT = "person_digest", "born", "district"  # how claims are kept that are used for more than a check
DISTRICT_LENGTH = 20
FIRST_YEAR = 1900


class SocialAdapter(DefaultSocialAccountAdapter):
    """Accounts are joined by the provider's subject, by e-mail only where the city says its provider checks addresses."""

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        """Whether an existing account may be entered because the provider has verified the same address."""
        return settings.OIDC_LINKS_BY_EMAIL

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        """Take the e-mail alone: a public name is chosen, never copied from a register.

        Of the provider's claims only those that are used are kept, an identity code as its keyed digest.
        """
        account = sociallogin.account
        account.extra_data = kept_claims(account.extra_data)
        return super().populate_user(request, sociallogin, {"email": data.get("email")})


@receiver(user_logged_in)
@receiver(social_account_added)
def verify_by_claims(
    request: HttpRequest,
    sociallogin: SocialLogin | None = None,
    user: User | None = None,
    **_kwargs: Any,
) -> None:
    """Vouch for somebody whose provider says that they live in this city, at every sign-in and when they connect it."""
    if sociallogin is not None:
        verify_account(request=request, user=user or sociallogin.user, account=sociallogin.account)


def verify_account(*, request: HttpRequest, user: User, account: SocialAccount) -> None:
    """Turn the provider's claim about where the person lives into a verification; without the claim nothing happens.

    Where the city names a claim that tells people apart, who comes without it is not verified: they could be two voters.
    An identity that has verified another account is told so and verifies nothing.
    """
    claims = account.extra_data
    if not lives_here(claims):
        return
    try:
        verify(
            user=user,
            kind=Verification.Kind.STRONG,
            source=account.provider,
            subject=claims.get(PERSON, "") if settings.OIDC_PERSON_CLAIM else account.uid,
            municipality=settings.CITY_NAME,
            digest=claims.get(PERSON, "") if settings.OIDC_PERSON_CLAIM else "",
            born=day_of_birth(claims.get(BORN)),
            district_code=claims.get(DISTRICT, ""),
            expires_at=timezone.now() + timedelta(days=settings.OIDC_VERIFICATION_DAYS),
        )
    except Refusal as refusal:
        messages.warning(request, str(refusal.message))
        logger.info("A verification was refused: %s", refusal.code)
    else:
        messages.success(request, _("You are now a verified resident."))


def lives_here(claims: dict[str, Any]) -> bool:
    """Whether the claim names this city; it may be a text or a list."""
    value = find_claim(claims)
    values = value if isinstance(value, list) else [value]
    wanted = {known.casefold() for known in settings.OIDC_MUNICIPALITY_VALUES}
    return any(str(item).casefold() in wanted for item in values if item)


def kept_claims(claims: dict[str, Any]) -> dict[str, Any]:
    """What is kept of a provider's claims: the municipality, and what tells who may vote, where the city uses it."""
    kept = {settings.OIDC_MUNICIPALITY_CLAIM: find_claim(claims)}
    if person := text_of(find_claim(claims, settings.OIDC_PERSON_CLAIM)):
        kept[PERSON] = person_digest(person)
    if born := day_of_birth(find_claim(claims, settings.OIDC_BIRTHDATE_CLAIM)):
        kept[BORN] = born.isoformat()
    if district := text_of(find_claim(claims, settings.OIDC_DISTRICT_CLAIM)):
        kept[DISTRICT] = district[:DISTRICT_LENGTH]
    return kept


def find_claim(claims: dict[str, Any], name: str | None = None) -> Any:
    """A claim, wherever the provider put it: in the ID token, the user info or at the top.

    name: the municipality's unless told; an empty one is never found.
    """
    name = settings.OIDC_MUNICIPALITY_CLAIM if name is None else name
    sources = [claims, *(part for part in claims.values() if isinstance(part, dict))]
    return next((source[name] for source in sources if name and source.get(name)), None)


def text_of(value: Any) -> str:
    """A claim's text; of a list its first one. Nothing for all else."""
    if isinstance(value, list):
        value = value[0] if value else ""
    return str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""


def day_of_birth(value: Any) -> date | None:
    """A day as providers write it (2011-05-31, 20110531, 31.5.2011, a time behind it); None for what can be no birthday.

    Some write the year alone, or 0000 for one that they do not tell: that is no day, and is not guessed at.
    """
    text = text_of(value)
    for form, part in (("%Y-%m-%d", text[:10]), ("%Y%m%d", text), ("%d.%m.%Y", text)):
        with suppress(ValueError):
            day = datetime.strptime(part, form).replace(tzinfo=UTC).date()
            return day if day.year >= FIRST_YEAR and day <= timezone.localdate() else None
    return None
