"""What changes an account and must leave a trace: the room above accounts, audit and every feature."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from districts.models import DistrictRole, HomeDistrict
from districts.services import end_role
from participation.accounts import services as accounts
from participation.accounts.models import User
from participation.audit.services import record
from participation.common.refusals import NotAllowed
from participation.live.services import disconnect_user
from participation.notifications.models import OutboxMessage
from participation.notifications.services import forget_mail, queue_mail
from participation.projects.features import features
from participation.projects.models import Membership


@transaction.atomic
def change_settings(*, user: User, public_name: str, language: str) -> User:
    """Change the person's own public name and the language of their mail. Raises Invalid."""
    if public_name != user.public_name:
        accounts.rename(user=user, public_name=public_name)
        record(action="account.rename", actor=user, target=user)
    if language != user.language:
        accounts.choose_language(user=user, language=language)
    return user


def leave_home_district(*, user: User) -> None:
    """Show no district first any more."""
    HomeDistrict.objects.filter(user=user).delete()


@transaction.atomic
def export_account(*, user: User) -> dict[str, Any]:
    """All that is kept about the person, as JSON-ready data: account, verifications, roles and every feature's part."""
    record(action="account.export", actor=user, target=user)
    parts = {feature.key: feature.export(user) for feature in features() if feature.export}
    return {"account": _own_data(user), "contributions": parts}


@transaction.atomic
def erase_account(*, user: User, by: User) -> None:
    """Delete the account: drafts, e-mail, name and sign-in go; what was published stays under "Former resident".

    Every session and socket ends. A last mail goes to the address that is then forgotten. Erasing twice does nothing.
    Raises NotAllowed for the only administrator.
    """
    person = User.objects.select_for_update().get(pk=user.pk)
    if person.erased_at:
        return
    _refuse_last_administrator(person)
    forget_mail(recipient=person)
    queue_mail(
        address=person.email or "",
        template="account_erased",
        language=person.language,
        context={"public_name": person.public_name},
    )
    for feature in features():
        if feature.erase:
            feature.erase(person)
    for role in DistrictRole.objects.held_by(person):
        end_role(role=role, by=None)  # only administrators end roles; here the system does
    leave_home_district(user=person)
    Membership.objects.filter(user=person).delete()
    _forget_in_admin(person)
    accounts.erase_identity(user=person, by=by)
    record(action="account.erase", actor=by, target=person)
    user.refresh_from_db()


def _forget_in_admin(person: User) -> None:
    """Wagtail keeps a picture and wishes of those who enter the admin, and calls people by name in its own log."""
    for kept in UserProfile.objects.filter(user=person):
        if kept.avatar:
            storage, name = kept.avatar.storage, kept.avatar.name
            transaction.on_commit(partial(storage.delete, name))
        kept.delete()
    ModelLogEntry.objects.for_instance(person).update(label="")


@transaction.atomic
def suspend_account(*, user: User, by: User) -> None:
    """Close the account until it is opened again; sessions and sockets end. Raises NotAllowed for one's own."""
    _refuse_last_administrator(user)
    accounts.suspend(user=user, by=by)
    record(action="account.suspend", actor=by, target=user)


@transaction.atomic
def reopen_account(*, user: User, by: User) -> None:
    """Open a suspended account again. Raises NotAllowed for an erased one."""
    accounts.unsuspend(user=user, by=by)
    record(action="account.unsuspend", actor=by, target=user)


@transaction.atomic
def open_account(*, email: str, public_name: str, language: str, is_superuser: bool, groups: Iterable[Group], by: User) -> User:
    """Open an account for somebody; they sign in with a code. Raises Invalid, Conflict or NotAllowed."""
    person = accounts.open_account(email=email, public_name=public_name, language=language)
    record(action="account.open", actor=by, target=person)
    _give_rights(person, is_superuser=is_superuser, groups=groups, by=by)
    queue_mail(recipient=person, template="account_opened", context={})
    return person


@transaction.atomic
def edit_account(
    *,
    user: User,
    email: str,
    public_name: str,
    language: str,
    is_superuser: bool,
    groups: Iterable[Group],
    is_active: bool,
    by: User,
) -> User:
    """Change another person's account in one step. Raises Invalid, Conflict or NotAllowed, and then changes nothing."""
    if email.lower() != (user.email or "").lower():
        accounts.change_email(user=user, email=email)
        record(action="account.change_email", actor=by, target=user)
    if public_name != user.public_name:
        accounts.rename(user=user, public_name=public_name)
        record(action="account.rename", actor=by, target=user)
    if language != user.language:
        accounts.choose_language(user=user, language=language)
    _give_rights(user, is_superuser=is_superuser, groups=groups, by=by)
    if is_active != user.is_active:
        change = reopen_account if is_active else suspend_account
        change(user=user, by=by)
    return user


def _give_rights(person: User, *, is_superuser: bool, groups: Iterable[Group], by: User) -> None:
    """Only administrators make administrators; a change of rights is recorded by number, not by name."""
    wanted, held = {group.pk for group in groups}, set(person.groups.values_list("pk", flat=True))
    if is_superuser != person.is_superuser or wanted != held:
        disconnect_user(person.pk)  # what they may still listen to, they listen to anew
    if is_superuser != person.is_superuser:
        if not by.is_superuser:
            raise NotAllowed(_("Only an administrator can make somebody an administrator."), field="is_superuser")
        if not is_superuser:
            _refuse_last_administrator(person)
        person.is_superuser = is_superuser
        person.save(update_fields=["is_superuser"])
        record(action="account.administrator", actor=by, target=person, data={"administrator": is_superuser})
    if wanted != held:
        person.groups.set(wanted)
        record(action="account.groups", actor=by, target=person, data={"groups": sorted(wanted)})


def _refuse_last_administrator(person: User) -> None:
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=person.pk)
    if person.is_superuser and not others.exists():
        raise NotAllowed(_("This is the only administrator. Name another one first."))


def _own_data(user: User) -> dict[str, Any]:
    return {
        "email": user.email,
        "public_name": user.public_name,
        "language": user.language,
        "joined": user.date_joined.isoformat(),
        "last_sign_in": user.last_login.isoformat() if user.last_login else None,
        "home_district": str(user.home_district.district) if hasattr(user, "home_district") else None,
        "verifications": [
            {
                "kind": row.kind,
                "source": row.source,
                "municipality": row.municipality,
                "born": row.born.isoformat() if row.born else None,
                "district": row.district_code,
                "verified": row.verified_at.isoformat(),
                "expires": row.expires_at.isoformat() if row.expires_at else None,
            }
            for row in user.verifications.order_by("pk")
        ],
        "roles": [
            {"role": role.role, "district": str(role.district)}
            for role in DistrictRole.objects.held_by(user).select_related("district")
        ],
        "mail": [
            {"at": row.created_at.isoformat(), "subject": row.subject}
            for row in OutboxMessage.objects.filter(recipient=user).order_by("pk")
        ],
    }
