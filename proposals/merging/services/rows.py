"""What every writer of mergers needs: the locked row, its members, its state, and the entries that tell of an act."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from participation.audit.services import record
from participation.common.models import max_length
from participation.common.pace import require_pace
from participation.common.refusals import Conflict, NotAllowed
from participation.common.text import clean_text
from participation.projects.gate import require_one_open_phase
from proposals.merging.models import Merger, MergerEntry, MergerMember
from proposals.merging.queries.coauthors import with_coauthors
from proposals.merging.rules import MERGING_DURING, is_participant, may_see
from proposals.merging.states import MERGER_TRANSITIONS, Act, MergerState

if TYPE_CHECKING:
    from participation.accounts.models import User

NOTE_LENGTH = max_length(MergerEntry, "note")
ENOUGH = _lazy("You have written to the other authors as often as one can within an hour (%(most)s). Go on at %(time)s.")
ONE_AT_A_TIME = "merging_one_at_a_time"


def locked(merger_id: int) -> Merger:
    """The row, held until the end of the transaction: whatever happens to one merger happens one after the other."""
    return Merger.objects.select_for_update(of=("self",)).select_related("project", "initiator").get(pk=merger_id)


def members_of(merger: Merger) -> list[MergerMember]:
    """All members with their proposals and who writes those, in the order in which they came. One query."""
    rows = merger.members.select_related("proposal__author", "proposal__project")
    return with_coauthors(rows.defer("proposal__search").order_by("pk"))


def require_open_merger(merger: Merger) -> None:
    """Raise Conflict with what became of it when it is over."""
    if merger.state == MergerState.PUBLISHED:
        raise Conflict(_("The joint proposal has been published already."), code="published")
    if not merger.is_open:
        raise Conflict(_("This is over: it was declined or given up."), code="over")


def require_participant(person: User, merger: Merger, members: list[MergerMember]) -> None:
    """Raise NotAllowed for anyone but an author who takes part and has been shown it."""
    if not is_participant(person, members) or not may_see(person, merger, members):
        raise NotAllowed(_("Only the authors of the proposals can do this."))


def require_calm(person: User) -> None:
    """Raise TooMany for who has done as much within the hour as one may; leaving and agreeing are never too much."""
    require_pace(
        rows="merging_mergerentry WHERE author_id = %s",
        person=person.pk,
        moment="created_at",
        most=settings.MERGER_ACTS_PER_HOUR,
        message=ENOUGH,
    )


def require_merging_time(merger: Merger) -> None:
    """Raise PhaseClosed unless proposals can be brought together in the project just now."""
    require_one_open_phase(project_id=merger.project_id, actions=MERGING_DURING)


def change_state(merger: Merger, state: MergerState) -> None:
    """Put a locked row, which is about to be saved, into another state. Raises Conflict where no way leads there."""
    if state not in MERGER_TRANSITIONS[MergerState(merger.state)]:
        raise Conflict(_("This is not possible any more: it has changed meanwhile."))
    merger.state = state


def finish(merger: Merger, state: MergerState) -> None:
    """End it without a joint proposal; its proposals are free for another one. Nothing of them has changed."""
    change_state(merger, state)
    merger.ended_at, merger.held_up_at = timezone.now(), None
    merger.save(update_fields=["state", "ended_at", "held_up_at"])
    merger.members.filter(holds=True).update(holds=False)


def tell_of(merger: Merger, act: Act, person: User | None, note: str = "", data: dict[str, Any] | None = None) -> None:
    """Add the act to what the authors read, and to the record. Raises Invalid for a note that cannot be kept."""
    words = clean_text(note, field="note", limit=NOTE_LENGTH)
    MergerEntry.objects.create(merger=merger, author=person, act=act, note=words)
    record(
        action=f"merger.{act}",
        actor=person,
        target=merger,
        project_id=merger.project_id,
        district_id=merger.project.lead_district_id,
        data=data,
    )


def days_from_now(number: int) -> Any:
    """The moment so many days ahead."""
    return timezone.now() + timedelta(days=number)


def answer_time() -> Any:
    """Until when authors who are asked now can answer."""
    return days_from_now(settings.MERGER_ANSWER_DAYS)


def refuse_taken(error: IntegrityError) -> None:
    """Raise Conflict when the database has just refused a proposal that is in another merger; else the error itself."""
    if ONE_AT_A_TIME not in str(error):
        raise error
    raise Conflict(
        _("One of these proposals is being brought together with others already."), field="sources", code="taken"
    ) from error
