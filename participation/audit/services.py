"""The one way to write the record."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models

from participation.accounts.models import User
from participation.audit.models import Entry


def record(
    *,
    action: str,
    actor: User | None,
    target: models.Model | None = None,
    project_id: int | None = None,
    district_id: int | None = None,
    data: dict[str, Any] | None = None,
) -> None:
    """Add one entry inside the caller's transaction, so that the act and its record stand or fall together.

    action: a dotted verb such as "comment.hide".
    actor: who did it; None for the system itself and for people without an account.
    target: the row acted on; only its type and key are kept.
    data: small JSON facts; never texts that residents wrote, never addresses.
    """
    _entry(action, actor, target, project_id, district_id, data).save(force_insert=True)


def record_many(acts: Iterable[Mapping[str, Any]]) -> None:
    """The set-based twin of `record`: each act holds the arguments of one call. One insert for a thousand of them."""
    entries = [
        _entry(
            act["action"],
            act["actor"],
            act.get("target"),
            act.get("project_id"),
            act.get("district_id"),
            act.get("data"),
        )
        for act in acts
    ]
    Entry.objects.bulk_create(entries, batch_size=1000)


def _entry(
    action: str,
    actor: User | None,
    target: models.Model | None,
    project_id: int | None,
    district_id: int | None,
    data: dict[str, Any] | None,
) -> Entry:
    return Entry(
        action=action,
        actor=actor,
        object_type=target._meta.label_lower if target is not None else "",
        object_id=target.pk if target is not None else None,
        project_id=project_id,
        district_id=district_id,
        data=data or {},
    )
