"""People and their sign-in."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    """People and their sign-in."""

    default = True
    name = "participation.accounts"
    label = "accounts"
    verbose_name = _("People and their sign-in")

    def ready(self) -> None:
        """Listen for what an identity provider vouches for, and for changes of how somebody signs in."""
        from participation.accounts import sessions, social  # noqa: F401


class PeopleInAdminConfig(WagtailUsersAppConfig):
    """Wagtail's user admin, with views that know a person has an e-mail and a public name only."""

    user_viewset = "participation.pages.profile.viewsets.PersonViewSet"
