"""Set-based twins of the verbs, for thousands of rows of history: the same rules, the same rows, few statements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from districts.locating import locator
from participation.audit.services import record_many
from participation.comments.models import Thread
from participation.comments.states import Anchor
from participation.common.origin import HISTORICAL, Origin
from participation.common.queueing import enqueue
from participation.common.refusals import Invalid, PhaseClosed
from participation.projects.gate import CLOSED_MESSAGES
from participation.projects.models import Category, Phase
from participation.projects.states import Action
from proposals.models import ExternalRef, Proposal
from proposals.services.content import Content
from proposals.services.counting import rebuild_counts
from proposals.states import ProposalState, Status

if TYPE_CHECKING:
    from participation.accounts.models import User

BATCH = 500


@dataclass(frozen=True, kw_only=True)
class External:
    """Where a proposal came from, as `ExternalRef` keeps it."""

    source: str
    external_id: str
    url: str = ""
    supports: int | None = None
    comments: int | None = None
    digest: str = ""
    run_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class ProposalSeed:
    """One proposal of the past. `at` aware; `content` as in the verb.

    external: where it came from; withdrawn: taken back by its author at the same moment.
    district_id: named here it is not looked up again; else the content's point or district decides.
    """

    content: Content
    at: datetime
    author: User | None = None
    on_behalf_of: str = ""
    withdrawn: bool = False
    status: Status = Status.COLLECTING
    district_id: int | None = None
    external: External | None = None


@dataclass(frozen=True)
class SupportSeed:
    """One support of the past; `at` aware."""

    proposal_id: int
    resident_id: int
    at: datetime


@transaction.atomic
def seed_proposals(
    *,
    project_id: int,
    rows: Sequence[ProposalSeed],
    origin: Origin = Origin.SEED,
    entered_by: User | None = None,
) -> list[Proposal]:
    """Publish many proposals with their conversations, as `submit_proposal` would one by one.

    origin: a historical one. Returns the rows in their order, with keys.
    Raises Invalid or PhaseClosed for the first row that cannot be taken, its place in `facts["row"]`; nothing is kept then.
    """
    if origin not in HISTORICAL:
        raise ValueError("Only history is seeded.")
    proposals = _built(project_id, rows, origin, entered_by)
    threads = Thread.objects.bulk_create(
        [Thread(project_id=project_id, anchor=Anchor.PROPOSAL) for _row in rows],
        batch_size=BATCH,
    )
    for proposal, thread in zip(proposals, threads, strict=True):
        proposal.thread = thread
    Proposal.objects.bulk_create(proposals, batch_size=BATCH)
    ExternalRef.objects.bulk_create(
        [
            ExternalRef(proposal=proposal, **vars(row.external))
            for proposal, row in zip(proposals, rows, strict=True)
            if row.external
        ],
        batch_size=BATCH,
    )
    record_many(_acts(proposals, entered_by))
    enqueue("proposals.count_words")  # so many new texts weigh words anew
    return proposals


def _built(project_id: int, rows: Sequence[ProposalSeed], origin: Origin, entered_by: User | None) -> list[Proposal]:
    may_enter = _moments_allowed(project_id) if origin != Origin.IMPORT else None
    categories = set(Category.objects.offered_in(project_id).values_list("pk", flat=True))
    map_of_city = locator()
    proposals = []
    for place, row in enumerate(rows):
        try:
            if may_enter is not None:
                may_enter(row.at)
            if row.content.category_id not in {None, *categories}:
                raise Invalid(_("Choose one of the themes of this project."), field="category")
            proposals.append(_build(project_id, row, origin, entered_by, map_of_city))
        except (Invalid, PhaseClosed) as refusal:
            refusal.facts["row"] = place
            raise
    return proposals


def _build(project_id: int, row: ProposalSeed, origin: Origin, entered_by: User | None, map_of_city: Any) -> Proposal:
    content = row.content.tidied()
    if row.district_id is not None:
        district_id = row.district_id
    elif content.latitude is not None and content.longitude is not None:
        district_id = map_of_city.at(content.latitude, content.longitude).pk
    else:
        district_id = content.district_id or map_of_city.root.pk
    return Proposal(
        project_id=project_id,
        author=row.author,
        authorship=content.authorship,
        on_behalf_of=row.on_behalf_of or content.on_behalf_of,
        school_class=content.school_class,
        channel=origin,
        entered_by=entered_by,
        language=content.language,
        category_id=content.category_id,
        district_id=district_id,
        title=content.title,
        body=content.body,
        place=content.place,
        latitude=content.latitude,
        longitude=content.longitude,
        state=ProposalState.WITHDRAWN if row.withdrawn else ProposalState.PUBLISHED,
        status=row.status,
        created_at=row.at,
        published_at=row.at,
    )


def _moments_allowed(project_id: int) -> Any:
    """A check of one moment against the project's phases, which are locked as the gate locks them."""
    # FOR SHARE, not FOR UPDATE: many may write at once, only closing waits for them.
    locked = "SELECT * FROM projects_phase WHERE project_id = %s AND features @> ARRAY[%s]::varchar[] ORDER BY id FOR SHARE"
    phases = list(Phase.objects.raw(locked, [project_id, Action.PROPOSE]))

    def require(at: datetime) -> None:
        if not any(phase.is_open(at) for phase in phases):
            raise PhaseClosed(CLOSED_MESSAGES[Action.PROPOSE])

    return require


def _acts(proposals: Iterable[Proposal], entered_by: User | None) -> Iterable[dict[str, Any]]:
    for proposal in proposals:
        act = {
            "actor": entered_by or proposal.author,
            "target": proposal,
            "project_id": proposal.project_id,
            "district_id": proposal.district_id,
        }
        yield {"action": "proposal.publish", **act}
        if proposal.state == ProposalState.WITHDRAWN:
            yield {"action": "proposal.withdraw", **act}


OPEN_SEEDS = "CREATE TEMPORARY TABLE support_seed (proposal_id bigint, resident_id bigint, at timestamptz) ON COMMIT DROP"
LOCK_PHASES = """
    SELECT phase.id FROM projects_phase phase
    WHERE phase.project_id IN (SELECT p.project_id FROM proposals_proposal p JOIN support_seed s ON s.proposal_id = p.id)
    ORDER BY phase.id FOR SHARE
"""
REFUSED = """
    SELECT count(*) FROM support_seed s
    LEFT JOIN proposals_proposal p ON p.id = s.proposal_id AND p.state = 'published'
    WHERE p.id IS NULL OR NOT EXISTS (
        SELECT 1 FROM projects_phase phase
        WHERE phase.project_id = p.project_id AND phase.features @> ARRAY['support']::varchar[]
          AND phase.starts_at <= s.at AND (phase.ends_at IS NULL OR phase.ends_at > s.at)
    )
"""
# The record is written by the same statement, so that exactly what was added is recorded.
ADD = """
    WITH added AS (
        INSERT INTO proposals_support (proposal_id, resident_id, channel, created_at)
        SELECT proposal_id, resident_id, %s, min(at) FROM support_seed GROUP BY proposal_id, resident_id
        ON CONFLICT (proposal_id, resident_id) DO NOTHING
        RETURNING proposal_id, resident_id
    )
    INSERT INTO audit_entry (actor_id, action, object_type, object_id, project_id, district_id, data)
    SELECT added.resident_id, 'proposal.support', 'proposals.proposal', p.id, p.project_id, p.district_id, '{}'
    FROM added JOIN proposals_proposal p ON p.id = added.proposal_id
"""


@transaction.atomic
def seed_supports(*, rows: Iterable[SupportSeed], origin: Origin = Origin.SEED) -> int:
    """Add many supports, as `support_proposal` would one by one, and bring the counts up to date.

    Returns how many were added; what was there already stays. Raises PhaseClosed when a row's moment lies in no phase
    that collects supports, or its proposal is not public; nothing is kept then.
    """
    if origin not in (Origin.SEED, Origin.IMPORT):
        raise ValueError("Only history without a clerk is seeded.")
    with connection.cursor() as cursor:
        cursor.execute(OPEN_SEEDS)
        with cursor.copy("COPY support_seed FROM STDIN") as copy:
            for row in rows:
                copy.write_row((row.proposal_id, row.resident_id, row.at))
        cursor.execute("ANALYZE support_seed")
        cursor.execute(LOCK_PHASES)
        cursor.execute(REFUSED)
        (refused,) = cursor.fetchone()
        if refused:
            raise PhaseClosed(CLOSED_MESSAGES[Action.SUPPORT], rows=refused)
        cursor.execute(ADD, [origin])
        added = cursor.rowcount
        cursor.execute("DROP TABLE support_seed")
    rebuild_counts()
    return added
