"""Live updates over WebSocket."""

from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_out
from django.utils.translation import gettext_lazy as _


class LiveConfig(AppConfig):
    """Live updates over WebSocket."""

    name = "participation.live"
    label = "live"
    verbose_name = _("Live updates over WebSocket")

    def ready(self) -> None:
        user_logged_out.connect(close_sockets, dispatch_uid="live.close_sockets")


def close_sockets(*, user: Any, **kwargs: Any) -> None:
    """Who signs out stops listening."""
    from participation.live.services import disconnect_user

    if user is not None:
        disconnect_user(user.pk)
