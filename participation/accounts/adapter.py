"""How allauth behaves here: the mail it sends, the accounts it makes, where it leads."""

from __future__ import annotations

import logging
from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMessage
from django.forms import BaseForm
from django.http import HttpRequest
from django.template import Context
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from participation.accounts.models import User
from participation.accounts.queries import person_by_email

logger = logging.getLogger(__name__)


def display_name(user: User) -> str:
    """What allauth calls a person."""
    return user.display_name


class AccountAdapter(DefaultAccountAdapter):
    """Codes go out while the person waits, past the outbox: they must not depend on a worker."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _lazy("The e-mail or the password is not right."),
        "incorrect_code": _lazy("This code is not right. Check the newest mail."),
        "incorrect_password": _lazy("The password is not right."),
        "enter_current_password": _lazy("The present password is not right."),
        "too_many_login_attempts": _lazy("Too many attempts. Wait five minutes and try again."),
        "rate_limited": _lazy("Too many attempts. Wait a moment and try again."),
        "same_as_current": _lazy("This is the address you have now."),
        "email_taken": _lazy("This address cannot be used. Choose another one."),
        "account_inactive": _lazy("This account is closed."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send one of allauth's mails in its reader's language. A mail server that is away is said, not raised."""
        reader = context.get("user") or person_by_email(email)
        with override(getattr(reader, "language", "") or get_language()):
            message = self.render_mail(template_prefix, email, {"email": email, **context})
        try:
            message.send()
        except OSError:
            logger.exception("A sign-in mail was not sent.")
            messages.error(self.request, _("We could not send the mail just now. Please wait a moment and ask for it again."))

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """Plain text, unescaped: names and addresses are shown as they are."""
        names = {
            "service_name": settings.SERVICE_NAME,
            "city_name": settings.CITY_NAME,
            "site": settings.PUBLIC_URL.rstrip("/"),
            **context,
        }
        subject, text = (
            cast(Any, get_template(f"{template_prefix}_{part}.txt")).template.render(Context(names, autoescape=False)).strip()
            for part in ("subject", "message")
        )
        to = [email] if isinstance(email, str) else email
        return EmailMessage(" ".join(subject.split()), text + "\n", self.get_from_email(), to, headers=headers)

    def save_user(self, request: HttpRequest, user: AbstractBaseUser, form: BaseForm, commit: bool = True) -> AbstractBaseUser:
        """Keep the language in which somebody signed up for their mail, and the name they chose."""
        user.language = get_language() or settings.LANGUAGE_CODE
        user.public_name = form.cleaned_data["public_name"]
        return super().save_user(request, user, form, commit)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to where passwords are changed from."""
        return reverse("accounts:settings")

    def get_client_ip(self, request: HttpRequest) -> str:
        """The visitor's address for limits; behind a socket without one, all share a name."""
        try:
            return super().get_client_ip(request)
        except PermissionDenied:
            return "unknown"
