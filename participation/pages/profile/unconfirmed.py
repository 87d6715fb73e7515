"""Removing accounts whose address nobody ever confirmed: somebody mistyped it, gave up, or typed another person's."""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.utils import timezone
from wagtail.models import ModelLogEntry

from participation.accounts.models import User
from participation.audit.services import record
from participation.notifications.models import OutboxMessage

BATCH = 200
# What everybody who signs up has. Anything else that points to a person keeps the account: a role, a group, a membership,
# a verification, something written, and whatever is added one day.
KEEPS_NOBODY = (EmailAddress, SocialAccount, OutboxMessage)


def remove_unconfirmed() -> int:
    """Remove accounts that nobody confirmed within `UNCONFIRMED_DAYS` and that nothing hangs on; returns how many.

    In batches, each with one entry of the record that holds its number. With 0 days nobody is removed.
    """
    if settings.UNCONFIRMED_DAYS <= 0:
        return 0
    before = timezone.now() - timedelta(days=settings.UNCONFIRMED_DAYS)
    removed = 0
    while number := _remove_some(before):
        removed += number
    return removed


@transaction.atomic
def _remove_some(before: datetime) -> int:
    """Lock some people and their addresses, then ask again: a code may just have been entered, or a role given."""
    found = _never_confirmed(before).order_by("pk").select_for_update(of=("self",), skip_locked=True)
    locked = [person.pk for person in found[:BATCH]]
    list(EmailAddress.objects.select_for_update().filter(user__in=locked).order_by("pk"))
    people = list(_never_confirmed(before).filter(pk__in=locked))
    if not people:
        return 0
    for person in people:
        ModelLogEntry.objects.for_instance(person).update(label="")  # Wagtail calls them by name there
    User.objects.filter(pk__in=[person.pk for person in people]).delete()
    record(
        action="account.remove_unconfirmed",
        actor=None,
        data={"number": len(people), "days": settings.UNCONFIRMED_DAYS},
    )
    return len(people)


def _never_confirmed(before: datetime) -> QuerySet[User]:
    """Ordinary accounts that were opened before, have an unconfirmed address and never signed in."""
    addresses = EmailAddress.objects.filter(user=OuterRef("pk"))
    people = User.objects.filter(
        Exists(addresses.filter(verified=False)),
        ~Exists(addresses.filter(verified=True)),
        date_joined__lt=before,
        last_login__isnull=True,  # an address that staff changed is unconfirmed too
        is_active=True,
        is_superuser=False,
    )
    for relation in User._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and relation.field.model not in KEEPS_NOBODY:
            rows = relation.field.model._base_manager
            people = people.filter(~Exists(rows.filter(**{relation.field.name: OuterRef("pk")})))
    return people
