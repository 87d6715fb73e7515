"""A person, the name others see, and what the city knows for sure about them."""

from collections.abc import Iterator
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from participation.accounts.managers import UserManager
from participation.common.languages import interface_languages


class User(AbstractBaseUser, PermissionsMixin):
    """Identity is the e-mail and what verifications say; others only ever see the public name.

    An erased account keeps its row (so that conversations stay readable) without e-mail, name or password.
    """

    email = models.EmailField(_("e-mail"), null=True, blank=True)  # in lower case: every sign-in looks it up
    public_name = models.CharField(
        _("public name"),
        max_length=60,
        blank=True,
        help_text=_("Shown beside what you write. It need not be your real name."),
    )
    language = models.CharField(_("language"), max_length=10, choices=interface_languages, default=settings.LANGUAGE_CODE)
    is_active = models.BooleanField(_("active"), default=True, help_text=_("Untick to suspend the account."))
    date_joined = models.DateTimeField(_("joined"), default=timezone.now, editable=False)
    sessions_ended = models.PositiveIntegerField(
        default=0,
        editable=False,
        help_text=_("Raised to sign the person out everywhere: every session knows this number."),
    )
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True, editable=False)

    _is_verified: bool  # remembered by rules.is_verified for as long as this object lives

    objects = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(fields=["email"], name="accounts_user_email_once"),
            models.CheckConstraint(name="accounts_user_email_folded", condition=Q(email=Lower("email"))),
            models.CheckConstraint(
                name="accounts_user_erased_has_no_identity",
                condition=Q(erased_at__isnull=True, email__isnull=False)
                | Q(erased_at__isnull=False, email__isnull=True, public_name="", is_active=False),
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        """The name others see; never the e-mail."""
        if self.erased_at:
            return str(_("Former resident"))
        return self.public_name or str(_("Resident %(number)s")) % {"number": self.pk}

    def get_session_auth_hash(self) -> str:
        """What a session must know to go on: another password or number of ended sessions, and it is over."""
        return self._session_hash(secret=None)

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same by each older secret key, while keys are being changed."""
        for secret in settings.SECRET_KEY_FALLBACKS:
            yield self._session_hash(secret=secret)

    def _session_hash(self, *, secret: str | bytes | None) -> str:
        value = f"{self.password}:{self.sessions_ended}"
        return salted_hmac("participation.accounts.session", value, secret=secret, algorithm="sha256").hexdigest()

    def get_full_name(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name


class Verification(models.Model):
    """A fact about a person that somebody vouched for, such as "lives in Helsinki"."""

    class Kind(models.TextChoices):
        """How it was established."""

        STRONG = "strong", _("Bank or mobile identification")
        CODE = "code", _("Code by letter or at school")
        DESK = "desk", _("Shown to staff")
        DEMO = "demo", _("Demo")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="verifications")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    source = models.CharField(max_length=80, help_text=_("Who vouched, such as the identity provider's name"))
    verified_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    municipality = models.CharField(max_length=60, blank=True)
    born = models.DateField(null=True, blank=True, help_text=_("Date of birth by that word, for votes with an age limit"))
    district_code = models.CharField(max_length=20, blank=True, help_text=_("Home district by that word, as in the register"))
    subject_digest = models.CharField(
        max_length=64,
        help_text=_("Keyed digest of the identity, so that one person cannot verify two accounts"),
    )

    class Meta:
        verbose_name = _("verification")
        verbose_name_plural = _("verifications")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_digest"],
                condition=Q(revoked_at__isnull=True),
                name="accounts_verification_subject_once",
            ),
            models.CheckConstraint(name="accounts_verification_has_subject", condition=~Q(subject_digest="")),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.source})"
