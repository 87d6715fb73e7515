"""Having what was put aside tried again, once somebody has mended what was wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from participation.audit.services import record
from participation.common.queueing import enqueue
from participation.common.refusals import Conflict, NotAllowed
from participation.common.trying import fresh
from participation.notifications.models import OutboxMessage
from participation.notifications.queries.untold import put_aside
from participation.notifications.rules import may_see_untold

if TYPE_CHECKING:
    from participation.accounts.models import User


@transaction.atomic
def try_again(*, kind: str, pk: int, by: User) -> None:
    """Give a row all its tries anew; the next run of its task takes it.

    kind: the label of its model. Raises NotAllowed, and Conflict where it is not put aside any more or holds too little.
    """
    if not may_see_untold(by):
        raise NotAllowed(_("Only administrators can do this."))
    rows = put_aside().get(kind)
    row = rows.select_for_update(of=("self",)).filter(pk=pk).first() if rows is not None else None
    if row is None or (isinstance(row, OutboxMessage) and not row.address):
        raise Conflict(_("This is not possible any more."))
    if isinstance(row, OutboxMessage):
        row.state, row.attempts, row.due_at, row.last_error = OutboxMessage.State.QUEUED, 0, timezone.now(), ""
        row.save(update_fields=["state", "attempts", "due_at", "last_error"])
        enqueue("notifications.send_queued")
    else:
        fresh(row)
        row.save(update_fields=["attempts", "try_at", "last_error"])
    record(action="untold.retry", actor=by, target=row)
