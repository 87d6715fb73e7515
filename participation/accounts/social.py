"""Signing in through the city's identity provider, and what it vouches for."""

from __future__ import annotations

import logging
from datetime import timedelta
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
from participation.accounts.services import verify
from participation.common.refusals import Refusal

logger = logging.getLogger(__name__)


class SocialAdapter(DefaultSocialAccountAdapter):
    """Accounts are joined by the provider's subject, by e-mail only where the city says its provider checks addresses."""

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        """Whether an existing account may be entered because the provider has verified the same address."""
        return settings.OIDC_LINKS_BY_EMAIL

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        """Take the e-mail alone: a public name is chosen, never copied from a register.

        Of the provider's claims only the one about the municipality is kept: others may hold an identity code.
        """
        account = sociallogin.account
        account.extra_data = {settings.OIDC_MUNICIPALITY_CLAIM: find_claim(account.extra_data)}
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

    An identity that has verified another account is told so and verifies nothing.
    """
    if not lives_here(account.extra_data):
        return
    try:
        verify(
            user=user,
            kind=Verification.Kind.STRONG,
            source=account.provider,
            subject=account.uid,
            municipality=settings.CITY_NAME,
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


def find_claim(claims: dict[str, Any]) -> Any:
    """The municipality claim, wherever the provider put it: in the ID token, the user info or at the top."""
    sources = [claims, *(part for part in claims.values() if isinstance(part, dict))]
    found = (source[settings.OIDC_MUNICIPALITY_CLAIM] for source in sources if source.get(settings.OIDC_MUNICIPALITY_CLAIM))
    return next(found, None)
