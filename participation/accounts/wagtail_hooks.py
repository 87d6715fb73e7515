"""What of Wagtail's handling of people does not fit ours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.sidebar import MainMenuModule
from wagtail.admin.views.account import NameEmailSettingsPanel

from participation.accounts.models import User

# Wagtail's panel asks for a first and a last name, which nobody here has; the public name is changed on one's own page.
NameEmailSettingsPanel.is_active = lambda panel: False

_sidebar_arguments = MainMenuModule.js_args


def sidebar_with_public_name(menu: MainMenuModule) -> list[Any]:
    """Wagtail's sidebar knows a first name or what one signs in with; whoever looks over a shoulder would read the e-mail."""
    *items, person = _sidebar_arguments(menu)
    return [*items, {**person, "name": menu.user.display_name}]


MainMenuModule.js_args = sidebar_with_public_name


@hooks.register("before_bulk_action")
def refuse_bulk_actions_on_people(request: HttpRequest, action_type: str, objects: Sequence[Any], action_class: Any) -> None:
    """Suspending and giving rights go through the services, which record them; Wagtail's bulk actions would not."""
    if User in action_class.models:
        raise PermissionDenied
