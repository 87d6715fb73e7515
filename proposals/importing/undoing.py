"""Taking an import back, as far as nobody has built on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from participation.audit.services import record_many
from participation.comments.models import Comment
from participation.moderation.models import Case
from participation.projects.models import Phase
from proposals.models import ExternalRef, ImportRun, Proposal
from proposals.services.transitions import let_go_of_thread
from proposals.states import ProposalState

if TYPE_CHECKING:
    from participation.accounts.models import User

BATCH = 500
# Rows that hang on every imported proposal by themselves; any other row that does was made by somebody.
BY_THEMSELVES = {"proposals.externalref"}


def take_back(run: ImportRun, *, by: User | None, tell: Callable[[int], None]) -> tuple[int, int]:
    """Withdraw the run's proposals that nobody has touched, inside the caller's transaction; return (withdrawn, kept).

    Their ids are let go, so that the file can be imported again. What was touched keeps its place in `run.refs`.
    """
    # Whoever supports or comments holds the phase until their row is there: they are waited for here, and seen below. (The
    # proposal's own lock would not do: the database looks at a support's foreign key only when it is committed.)
    list(Phase.objects.select_for_update().filter(project=run.project_id).order_by("pk"))
    taken = kept = last = 0
    while ids := list(run.refs.filter(proposal__gt=last).order_by("proposal").values_list("proposal", flat=True)[:BATCH]):
        last = ids[-1]
        # Staff who answer or moderate hold the proposal itself. The lock first, the question in a second statement.
        rows = list(Proposal.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk").defer("search", "body"))
        built_on = set(touched(Proposal.objects.filter(pk__in=ids)).values_list("pk", flat=True))
        free = [row for row in rows if row.pk not in built_on]
        _withdraw([row for row in free if row.state == ProposalState.PUBLISHED], by)
        ExternalRef.objects.filter(proposal__in=[row.pk for row in free]).delete()
        taken, kept = taken + len(free), kept + len(built_on)
        tell(taken + kept)
    return taken, kept


def touched(proposals: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """Those that somebody has supported, commented, changed, answered or moderated, or that any row of any room hangs on."""
    signs = (
        Q(edited_at__isnull=False)
        | Q(decision__isnull=False)
        | Q(state__in=[ProposalState.HELD, ProposalState.HIDDEN])
        | Q(Exists(Comment.objects.filter(thread=OuterRef("thread"))))
        | Q(Exists(Case.objects.filter(object_type=Proposal._meta.label_lower, object_id=OuterRef("pk"))))
    )
    for model, field in _hanging_on():
        signs |= Q(Exists(model._base_manager.filter(**{field: OuterRef("pk")})))
    return proposals.filter(signs)


def _hanging_on() -> Iterable[tuple[Any, str]]:
    """(model, name of its field) of everything that refers to a proposal, the rooms above included."""
    for relation in Proposal._meta.related_objects:
        if relation.related_model._meta.label_lower not in BY_THEMSELVES:
            yield relation.related_model, relation.field.name


def _withdraw(rows: list[Proposal], by: User | None) -> None:
    """The set-based twin of `withdraw_proposal`, for what has no author who could."""
    Proposal.objects.filter(pk__in=[row.pk for row in rows]).update(state=ProposalState.WITHDRAWN)
    record_many(
        {
            "action": "proposal.withdraw",
            "actor": by,
            "target": row,
            "project_id": row.project_id,
            "district_id": row.district_id,
        }
        for row in rows
    )
    for row in rows:
        let_go_of_thread(row)
