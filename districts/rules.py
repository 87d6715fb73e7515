"""Who may run districts and roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from participation.common.refusals import NotAllowed

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from participation.accounts.models import User


def may_administer(user: User | AnonymousUser | None) -> bool:
    """Administrators give and end roles and edit districts and units; None is the system itself (seeds, imports)."""
    return user is None or (user.is_active and user.is_superuser)


def require_administrator(user: User | AnonymousUser | None) -> None:
    """Raise NotAllowed for everybody but administrators and the system."""
    if not may_administer(user):
        raise NotAllowed(_("Only administrators can do this."))
