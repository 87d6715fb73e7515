"""What could not be told and was put aside: mails of the outbox, and rows of any app that are tried (`common.trying`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models

from participation.common.trying import ASIDE, Tried
from participation.notifications.models import OutboxMessage


@dataclass(frozen=True)
class Untold:
    """One row. kind: its model's label. what: its model in words. since: its last attempt failed about then, or it was made.

    can_try: whether it holds what another try needs; of a mail to a stranger nothing is kept.
    """

    kind: str
    pk: int
    what: str
    detail: str
    error: str
    since: datetime | None
    can_try: bool = True


def put_aside() -> dict[str, models.QuerySet[Any]]:
    """The rows of every kind, by the model's label."""
    tried: list[type[Tried]] = [model for model in apps.get_models() if issubclass(model, Tried)]
    found: dict[str, models.QuerySet[Any]] = {model._meta.label_lower: model._default_manager.filter(ASIDE) for model in tried}
    return {OutboxMessage._meta.label_lower: OutboxMessage.objects.filter(state=OutboxMessage.State.FAILED), **found}


def count_untold() -> int:
    """How many there are. A question per kind, each answered by an index of these rows alone."""
    return sum(rows.count() for rows in put_aside().values())


def untold(size: int) -> list[Untold]:
    """The newest of each kind. A question per kind."""
    return [_untold(kind, row) for kind, rows in put_aside().items() for row in rows.order_by("-pk")[:size]]


def _untold(kind: str, row: Any) -> Untold:
    mail = isinstance(row, OutboxMessage)
    return Untold(
        kind=kind,
        pk=row.pk,
        what=str(row._meta.verbose_name),
        detail=(row.key or "") if mail else getattr(row, "kind", ""),
        error=row.last_error,
        since=row.due_at if mail else row.try_at,
        can_try=not mail or bool(row.address),
    )
