"""What is known about a person, asked at most once per request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from participation.accounts.queries import valid_verifications

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from participation.accounts.models import User


def is_verified(user: User | AnonymousUser) -> bool:
    """Whether somebody has vouched that this person lives in the city.

    One query, remembered on the user object, which lives as long as the request. Suspended people are never verified.
    """
    if not user.is_authenticated or not user.is_active:
        return False
    if not hasattr(user, "_is_verified"):
        user._is_verified = valid_verifications(user).filter(municipality__iexact=settings.CITY_NAME).exists()
    return user._is_verified
