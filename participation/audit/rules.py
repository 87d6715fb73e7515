"""Who may read the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from participation.accounts.models import User


def may_read(user: User | AnonymousUser) -> bool:
    """Administrators, and those whom they gave the permission to."""
    return bool(user.is_authenticated and user.is_active and user.has_perm("audit.view_entry"))
