"""What proposals offer to the rooms below: the project page, the district page, the profile, data requests, the sitemap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from participation.common.languages import sentence
from participation.projects.features import Asked, ContributionLine, DeskLink, Feature, NowAction, Panel
from participation.projects.models import Phase, Project
from participation.projects.queries import with_titles
from participation.projects.rules import may_coordinate
from participation.projects.states import Action, Blueprint
from proposals.addresses import address
from proposals.categories import add_categories
from proposals.exported import exported_answers, exported_coauthorships, exported_files, exported_version
from proposals.models import Proposal
from proposals.presentation import dress_cards, status_label
from proposals.queries.authors import open_invitations
from proposals.queries.listing import most_supported
from proposals.queries.numbers import decided_in
from proposals.queries.owned import drafts_in, readable_supports, supported_by, written_by
from proposals.services import delete_drafts, forget_coauthor, forget_withdrawn
from proposals.starting_fields import add_cost_field
from proposals.states import ProposalState

if TYPE_CHECKING:
    from django.http import HttpRequest

    from districts.models import District
    from participation.accounts.models import User

SHOWN_ON_PROJECT = 4
DECIDED_ON_PROJECT = 6
COLLECTING = (Blueprint.IDEAS, Blueprint.BUDGET)
SHOWN_IN_PROFILE = 200


def now(_request: HttpRequest, project: Project, open_phases: Sequence[Phase]) -> Iterable[NowAction]:
    """Share an idea, and support others'."""
    for phase in open_phases:
        if Action.PROPOSE in phase.features:
            yield NowAction(
                title=_("Share your idea"),
                button=_("Share an idea"),
                phase=phase,
                url=reverse("proposals:new", kwargs={"project": project.slug}),
            )
        if Action.SUPPORT in phase.features:
            yield NowAction(
                title=_("Support the ideas you like"),
                button=_("Read and support ideas"),
                phase=phase,
                url=reverse("proposals:list", kwargs={"project": project.slug}),
            )


def panel(request: HttpRequest, project: Project) -> Panel | None:
    """The most supported proposals, where there are any or will be, and the reader's own drafts."""
    shown = most_supported(project, SHOWN_ON_PROJECT)
    collects = any(Action.PROPOSE in phase.features for phase in project.phase_list)
    if not shown and not collects:
        return None
    reader = getattr(request, "user", None)
    return Panel(
        template="proposals/_project_panel.html",
        context={
            "project": project,
            "drafts": drafts_in(project, reader) if reader is not None and reader.is_authenticated else [],
            "proposals": dress_cards(shown),
            "may_propose": Action.PROPOSE in project.open_actions,
        },
    )


def outcome(_request: HttpRequest, project: Project) -> Panel | None:
    """What the city answered to the proposals."""
    if not any({Action.PROPOSE, Action.SUPPORT} & set(phase.features) for phase in project.phase_list):
        return None
    # Numbers may be a minute old; words are read each time, so that what is hidden is gone at once.
    decided = decided_in(project, DECIDED_ON_PROJECT)
    for proposal in decided:
        proposal.label = status_label(proposal.status)
    return Panel(template="proposals/_project_outcome.html", context={"project": project, "decided": decided})


def build(project: Project, blueprint: str, _data: Mapping[str, Any]) -> None:
    """Themes for projects that collect ideas, and a field for what it costs where there is money to share."""
    if blueprint in COLLECTING:
        add_categories(project)
    if blueprint == Blueprint.BUDGET:
        add_cost_field(project)


def desk(user: User, project: Project) -> Iterable[DeskLink]:
    """What the project asks for beside the words."""
    if may_coordinate(user, project) and any(Action.PROPOSE in phase.features for phase in project.phase_list):
        yield DeskLink(
            label=_("Fields of proposals"),
            about=_("What residents are asked beside title and text, such as a cost estimate."),
            url=reverse("proposals_admin_fields", args=[project.pk]),
        )


def asked(user: User) -> Iterable[Asked]:
    """Invitations to write together. Two queries."""
    invitations = open_invitations(user)
    with_titles([row.proposal.project for row in invitations])
    for row in invitations:
        yield Asked(
            text=sentence(
                _("%(who)s asks you to write a proposal together, in the project %(project)s"),
                who=row.invited_by.display_name,
                project=row.proposal.project.title,
            ),
            button=_("Look at the invitation"),
            url=_url(row.proposal, "invitation"),
            at=row.invited_at,
        )


def counters(project_ids: Sequence[int]) -> Mapping[int, Sequence[tuple[Any, int]]]:
    """Proposals and supports of each project. One query."""
    rows = (
        Proposal.objects.published()
        .filter(project__in=project_ids)
        .order_by()
        .values("project_id")
        .annotate(proposals=Count("pk"), supports=Sum("support_count"))
    )
    return {row["project_id"]: _numbers(row["proposals"], row["supports"]) for row in rows}


def district_counters(path: str) -> Sequence[tuple[Any, int]]:
    """Proposals and supports in a district and below it, in projects that everyone may see. One query."""
    row = (
        Proposal.objects.published()
        .filter(
            district__path__startswith=path,
            project__in=Project.objects.listed(),
        )
        .aggregate(proposals=Count("pk"), supports=Sum("support_count"))
    )
    return _numbers(row["proposals"], row["supports"] or 0) if row["proposals"] else []


def district_panel(_request: HttpRequest, district: District) -> tuple[str, dict[str, Any]]:
    """Where people take part in the city's projects, with this district marked."""
    return "proposals/_district_panel.html", {"district": district}


def _numbers(proposals: int, supports: int) -> list[tuple[Any, int]]:
    return [
        (ngettext_lazy("proposal", "proposals", proposals), proposals),
        (ngettext_lazy("support", "supports", supports), supports),
    ]


def contributions(user: User) -> Iterable[ContributionLine]:
    """A person's proposals, drafts included, and what they support."""
    proposals = list(written_by(user)[:SHOWN_IN_PROFILE])
    supports = list(readable_supports(user)[:SHOWN_IN_PROFILE])
    with_titles([row.project for row in proposals] + [row.proposal.project for row in supports])
    for proposal in proposals:
        yield ContributionLine(
            kind=gettext_lazy("Proposal"),
            title=proposal.title or _("Untitled draft"),
            language=proposal.language if proposal.title else "",
            url=_url(proposal),
            at=proposal.published_at or proposal.created_at,
            state=_standing(proposal),
            is_draft=proposal.state == ProposalState.DRAFT,
            project=proposal.project.title,
            edit_url=_url(proposal, "edit"),
            delete_url=_url(proposal, "withdraw") if proposal.author_id == user.pk else "",
            facts=_gathered(proposal) if proposal.state == ProposalState.PUBLISHED else (),
        )
    for support in supports:
        yield ContributionLine(
            kind=gettext_lazy("Support"),
            group=gettext_lazy("What you support"),
            title=support.proposal.title,
            language=support.proposal.language,
            url=_url(support.proposal),
            at=support.created_at,
            state=status_label(support.proposal.status).label,
            project=support.proposal.project.title,
        )


def _standing(proposal: Proposal) -> str:
    """What came of it: where the city stands with what is public, else why it is not."""
    if proposal.state == ProposalState.PUBLISHED:
        return status_label(proposal.status).label
    return str(ProposalState(proposal.state).label)


def _gathered(proposal: Proposal) -> Sequence[str]:
    supports = ngettext("%(n)s support", "%(n)s supports", proposal.support_count) % {"n": proposal.support_count}
    comments = ngettext("%(n)s comment", "%(n)s comments", proposal.comment_count) % {"n": proposal.comment_count}
    return supports, comments


def _url(proposal: Proposal, page: str = "detail") -> str:
    return reverse(f"proposals:{page}", kwargs={"project": proposal.project.slug, "pk": proposal.pk})


def export(user: User) -> Any:
    """Everything a person wrote and supported, ready for JSON."""
    written = Proposal.objects.filter(author=user).select_related("project", "category", "district").defer("search")
    written = written.prefetch_related("versions", "images__stored", "papers__stored", "answers__field", "answers__option")
    readable = set(readable_supports(user).values_list("pk", flat=True))
    return {
        "proposals": [_exported(proposal) for proposal in written.order_by("pk")],
        "written_together": exported_coauthorships(user),
        "supports": [
            {
                "proposal": address(support.proposal),
                "at": support.created_at.isoformat(),
                "channel": support.channel,
                "title": support.proposal.title if support.pk in readable else "",
            }
            for support in supported_by(user)
        ],
    }


def _exported(proposal: Proposal) -> dict[str, Any]:
    return {
        "address": address(proposal),
        "state": proposal.state,
        "status": proposal.status,
        "language": proposal.language,
        "title": proposal.title,
        "body": proposal.body,
        "place": proposal.place,
        "latitude": proposal.latitude,
        "longitude": proposal.longitude,
        "district": proposal.district.name,
        "category": proposal.category.name if proposal.category else None,
        "authorship": proposal.authorship,
        "on_behalf_of": proposal.on_behalf_of,
        "school_class": proposal.school_class,
        **exported_files(proposal),
        "answers": exported_answers(proposal),
        "channel": proposal.channel,
        "created_at": proposal.created_at.isoformat(),
        "published_at": proposal.published_at.isoformat() if proposal.published_at else None,
        "versions": [exported_version(version) for version in proposal.versions.all()],
    }


def erase(user: User) -> None:
    """Drafts go, and the words of what was taken back. What is public stays under no name, and supports stay counted."""
    delete_drafts(author=user)
    forget_coauthor(person=user)
    forget_withdrawn(author=user)


def doors(project: Project) -> Iterable[str]:
    """Addresses under which the project's proposals are read."""
    base = f"projects/{project.slug}/proposals/"
    yield base
    for pk in Proposal.objects.published().filter(project=project).order_by("pk").values_list("pk", flat=True):
        yield f"{base}{pk}/"
        yield f"{base}{pk}/history/"
        yield f"{base}{pk}/history/1.txt"


def sitemap() -> Iterable[tuple[str, Any]]:
    """Every public proposal and when it was last changed."""
    rows = Proposal.objects.published().filter(project__in=Project.objects.listed()).order_by("pk")
    for slug, pk, published, edited in rows.values_list("project__slug", "pk", "published_at", "edited_at").iterator():
        yield f"projects/{slug}/proposals/{pk}/", edited or published


PROPOSALS = Feature(
    key="proposals",
    label=gettext_lazy("Proposals"),
    order=10,
    actions=(Action.PROPOSE, Action.SUPPORT),
    now=now,
    panel=panel,
    outcome=outcome,
    build=build,
    counters=counters,
    district_counters=district_counters,
    contributions=contributions,
    asked=asked,
    desk=desk,
    export=export,
    erase=erase,
    doors=doors,
    sitemap=sitemap,
)
