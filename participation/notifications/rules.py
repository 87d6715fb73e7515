"""Who looks after what could not be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from participation.accounts.models import User


def may_see_untold(user: User | AnonymousUser) -> bool:
    """Administrators: what is wrong with such a row is a fault of the programme or of the data, and no district's."""
    return bool(user.is_authenticated and user.is_active and user.is_superuser)
