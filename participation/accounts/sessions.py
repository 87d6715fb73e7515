"""What a change of how somebody signs in means for the places where they are signed in."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import password_changed, password_reset, password_set
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.contrib.auth import update_session_auth_hash
from django.dispatch import receiver
from django.http import HttpRequest

from participation.accounts.models import User
from participation.accounts.services import end_sessions
from participation.live.services import disconnect_user


@receiver(authenticator_added)
def keep_this_session_alone(request: HttpRequest, user: User, authenticator: Authenticator, **_kwargs: Any) -> None:
    """A second step has been set up: sessions begun without it end, and this one has just shown it."""
    if authenticator.type != Authenticator.Type.TOTP:
        return
    end_sessions(user=user)
    record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
    update_session_auth_hash(request, user)


@receiver(password_changed)
@receiver(password_set)
@receiver(password_reset)
def close_sockets(user: User, **_kwargs: Any) -> None:
    """Another password ends all other sessions by itself; their sockets have to be told."""
    disconnect_user(user.pk)
