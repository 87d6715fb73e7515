"""What promises offer to the rooms below: what came of a project, the profile, data requests, doors, the sitemap."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from participation.projects.features import ContributionLine, Feature
from participation.projects.models import Project
from participation.projects.queries import with_titles
from proposals.addresses import address
from proposals.commitments import services
from proposals.commitments.language_gaps import language_gaps
from proposals.commitments.models import Commitment, Confirmation
from proposals.commitments.pages import project_outcome, project_panel
from proposals.commitments.queries.asking import answers_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from participation.accounts.models import User

SHOWN_IN_PROFILE = 100


def contributions(user: User) -> Iterable[ContributionLine]:
    """What a person said about promises, newest first, where they may still read of it."""
    rows = list(readable_answers(user)[:SHOWN_IN_PROFILE])
    with_titles([row.round.commitment.proposal.project for row in rows])
    for row in rows:
        commitment = row.round.commitment
        title = str(commitment)
        yield ContributionLine(
            kind=_("Answer about a promise"),
            title=title,
            language=getattr(title, "language", ""),
            url=reverse("promises:question", kwargs={"pk": commitment.pk}),
            at=row.changed_at or row.created_at,
            state=_("You say: it is done") if row.is_done else _("You say: it is not done"),
            project=commitment.proposal.project.title,
        )


def readable_answers(user: User) -> QuerySet[Confirmation]:
    """Those about promises that the person may still read."""
    return answers_of(user).filter(round__commitment__in=Commitment.objects.visible_to(user).order_by().values("pk"))


def export(user: User) -> dict[str, Any]:
    """Everything a person said about promises, ready for JSON."""
    readable = set(readable_answers(user).values_list("pk", flat=True))
    return {
        "promise_answers": [
            {
                "proposal": address(row.round.commitment.proposal),
                "promise": str(row.round.commitment) if row.pk in readable else "",
                "round": row.round.number,
                "is_done": row.is_done,
                "words": row.words,
                "language": row.language,
                "at": row.created_at.isoformat(),
                "changed_at": row.changed_at.isoformat() if row.changed_at else None,
            }
            for row in answers_of(user)
        ]
    }


def erase(user: User) -> None:
    """The words go; the yes or no stays counted under no name."""
    services.forget_words(resident=user)


def doors(project: Project) -> Iterable[str]:
    """Addresses under which the project's promises are read."""
    yield f"projects/{project.slug}/promises/"
    yield f"projects/{project.slug}/promises/due.ics"


def sitemap() -> Iterable[tuple[str, Any]]:
    """The city's list, and one of each project that has promises."""
    rows = Commitment.objects.listed().order_by("proposal__project__slug", "-changed_at")
    newest = rows.distinct("proposal__project__slug").values_list("proposal__project__slug", "changed_at")
    found = list(newest)
    if found:
        yield "promises/", max(changed for _slug, changed in found)
    for slug, changed in found:
        yield f"projects/{slug}/promises/", changed


COMMITMENTS = Feature(
    key="commitments",
    label=_("Promises"),
    order=15,
    panel=project_panel,
    outcome=project_outcome,
    contributions=contributions,
    export=export,
    erase=erase,
    doors=doors,
    language_gaps=language_gaps,
    sitemap=sitemap,
)
