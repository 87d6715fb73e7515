"""The only writers of accounts. What deserves an audit row is recorded by the callers, who sit above the audit."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from participation.accounts.models import User, Verification
from participation.accounts.names import clean_public_name
from participation.common.refusals import Conflict, Invalid, NotAllowed
from participation.live.services import disconnect_user

PERSON_SOURCE = "person"


@transaction.atomic
def open_account(
    *,
    email: str,
    public_name: str,
    password: str | None = None,
    language: str = "",
    confirmed: bool = False,
) -> User:
    """Open an account for somebody: staff by the admin, the demo by its seed. Residents open theirs by signing up.

    confirmed: the address is known to be theirs; otherwise a code is asked for at the first sign-in.
    Raises Invalid when the name cannot be taken, Conflict when the address has an account.
    """
    name = clean_public_name(public_name)
    with _one_account_each():
        user = User.objects.create_user(email, password, public_name=name, language=language or settings.LANGUAGE_CODE)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=confirmed)
    return user


@contextmanager
def _one_account_each() -> Iterator[None]:
    """The unique address decides between two who want it at once; the later one is told."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise Conflict(_("This address has an account already."), field="email") from error


@transaction.atomic
def change_email(*, user: User, email: str) -> User:
    """Give the account another address, to be confirmed at the next sign-in, which comes at once: every session ends.

    Raises Conflict when the address has an account.
    """
    user.email = email.lower()
    with _one_account_each():
        user.save(update_fields=["email"])
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)
    end_sessions(user=user)
    return user


def rename(*, user: User, public_name: str) -> User:
    """Give the person another public name. Raises Invalid when the name cannot be taken."""
    user.public_name = clean_public_name(public_name)
    user.save(update_fields=["public_name"])
    return user


def choose_language(*, user: User, language: str) -> User:
    """Set the language of the person's mail. Raises Invalid for a language we do not speak."""
    if language not in dict(settings.LANGUAGES):
        raise Invalid(_("Choose one of the languages in the list."), field="language")
    user.language = language
    user.save(update_fields=["language"])
    return user


@transaction.atomic
def suspend(*, user: User, by: User) -> User:
    """Close the account until it is opened again: no sign-in, no writing, every session and socket ended.

    Raises NotAllowed when somebody would suspend themselves.
    """
    if user.pk == by.pk:
        raise NotAllowed(_("You cannot suspend your own account."))
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_sessions(user=user)
    return user


@transaction.atomic
def unsuspend(*, user: User, by: User) -> User:
    """Open a suspended account again. Raises NotAllowed for an erased one."""
    if user.erased_at:
        raise NotAllowed(_("This account has been deleted and cannot be opened again."))
    user.is_active = True
    user.save(update_fields=["is_active"])
    return user


@transaction.atomic
def erase_identity(*, user: User, by: User | None) -> None:
    """Take away all that says who the person is: e-mail, name, password, second factor, logins, verifications.

    The row stays, nameless, so that what others answered to can still be read. Doing it twice does nothing more.
    `by` is who asked for it, None for the system; the caller records it.
    """
    locked = User.objects.select_for_update().get(pk=user.pk)
    if locked.erased_at:
        return
    EmailAddress.objects.filter(user=locked).delete()
    Authenticator.objects.filter(user=locked).delete()
    SocialAccount.objects.filter(user=locked).delete()
    locked.verifications.all().delete()
    locked.groups.clear()
    locked.user_permissions.clear()
    locked.email, locked.public_name = None, ""
    locked.is_active = locked.is_superuser = False
    locked.erased_at = timezone.now()
    locked.set_unusable_password()
    locked.save()
    end_sessions(user=locked)
    user.refresh_from_db()


@transaction.atomic
def verify(
    *,
    user: User,
    kind: Verification.Kind | str,
    source: str,
    subject: str,
    municipality: str,
    expires_at: datetime | None = None,
    born: date | None = None,
    district_code: str = "",
    digest: str = "",
) -> Verification:
    """Vouch for the person. The same fact again renews the row instead of adding one.

    source: who vouched, such as the identity provider's name.
    subject: what tells this person from all others at that source; only a keyed digest of it is kept.
    municipality: where they live by that source's word. born: date of birth; district_code: home district, as in the
        register; both only where the source says so.
    digest: `person_digest` of an identity that is the same whoever vouches for it, where the source names one. It takes the
        place of what this source said of the same account before.
    Raises Invalid without a subject; Conflict when the same identity has verified another account.
    """
    if not subject:
        raise Invalid(_("Identification did not say who you are. Please try again."))
    by_person, digest = bool(digest), digest or subject_digest(source=source, subject=subject)
    fresh = {
        "source": source,
        "municipality": municipality,
        "verified_at": timezone.now(),
        "expires_at": expires_at,
        "born": born,
        "district_code": district_code,
    }
    try:
        with transaction.atomic():
            if by_person:
                older = Verification.objects.filter(user=user, kind=kind, source=source, revoked_at=None)
                older.exclude(subject_digest=digest).update(revoked_at=timezone.now())
            row, _created = Verification.objects.update_or_create(
                user=user,
                kind=kind,
                subject_digest=digest,
                revoked_at=None,
                defaults=fresh,
            )
    except IntegrityError as error:
        raise Conflict(_("This identity has already verified another account.")) from error
    user.__dict__.pop("_is_verified", None)
    return row


def subject_digest(*, source: str, subject: str) -> str:
    """A keyed digest, 64 hexadecimal digits: without the key, the few million possible identity codes can be tried."""
    key = settings.IDENTITY_DIGEST_KEY or settings.SECRET_KEY
    return hmac.new(key.encode(), f"{source}\0{subject}".encode(), hashlib.sha256).hexdigest()


def person_digest(identifier: str) -> str:
    """The digest of what tells a person from all others whoever vouches for them, such as an identity code.

    The same through every identity provider, at a desk and in a file of codes, so that one person is one voter.
    """
    return subject_digest(source=PERSON_SOURCE, subject="".join(identifier.split()).upper())


def end_sessions(*, user: User) -> None:
    """Sign the person out everywhere: every session's hash is out of date, and their sockets close after commit."""
    User.objects.filter(pk=user.pk).update(sessions_ended=F("sessions_ended") + 1)
    user.refresh_from_db(fields=["sessions_ended"])
    disconnect_user(user.pk)
