"""Reading what is known about people."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone

from participation.accounts.models import User, Verification


def valid_verifications(user: User) -> QuerySet[Verification]:
    """The person's verifications that are neither revoked nor past their date, newest first."""
    unexpired = Q(expires_at__isnull=True) | Q(expires_at__gt=timezone.now())
    return user.verifications.filter(unexpired, revoked_at__isnull=True).order_by("-verified_at")


def person_by_email(email: str) -> User | None:
    """Whose address it is, whatever its case."""
    return User.objects.filter(email=email.lower()).first() if email else None
