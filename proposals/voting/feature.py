"""What voting offers to the rooms below: what one can do now, a panel on the project page, one's own data, doors.

How a vote stands is told by none of them before the close.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participation.accounts.models import Verification
from participation.projects.features import Feature, NowAction, Panel
from participation.projects.models import Project
from participation.projects.states import Action
from proposals.voting.building import build, desk
from proposals.voting.explained import spent_sentence
from proposals.voting.keys import KeyMissing, key_of
from proposals.voting.language_gaps import language_gaps
from proposals.voting.models import Participation, Round
from proposals.voting.presentation import euros
from proposals.voting.queries.ballots import pots_of, round_of
from proposals.voting.queries.results import decided_round, summaries_of
from proposals.voting.queries.voters import person_key
from proposals.voting.standing import phase_of, standing_of, times_of
from proposals.voting.states import RoundState

if TYPE_CHECKING:
    from django.http import HttpRequest

    from participation.accounts.models import User
    from participation.projects.models import Phase


def _round(request: HttpRequest, project: Project) -> Round | None:
    """The project's round, read once per request; no query where no phase is for voting."""
    if phase_of(project) is None:
        return None
    cache = request.__dict__.setdefault("_round_of_project", {})
    if project.pk not in cache:
        cache[project.pk] = round_of(project)
    return cache[project.pk]


def now(request: HttpRequest, project: Project, open_phases: Sequence[Phase]) -> Iterable[NowAction]:
    """Vote, while the rules are published and the phase is open."""
    phase = next((phase for phase in open_phases if Action.VOTE in phase.features), None)
    voting_round = _round(request, project) if phase is not None else None
    if phase is not None and voting_round is not None and voting_round.state == RoundState.OPEN:
        yield NowAction(title=_("Vote now"), url=url_of(project), button=_("Vote now"), phase=phase)


def panel(request: HttpRequest, project: Project) -> Panel | None:
    """The vote: how much money there is where, and what can be done. Two queries where there is one."""
    voting_round = _round(request, project)
    if voting_round is None:
        return None
    pots = pots_of(voting_round)
    context = {
        "project": project,
        "pots": [{"pot": pot, "money": euros(pot.budget)} for pot in pots],
        "url": url_of(project),
        "standing": standing_of(project, voting_round).value,
        "times": times_of(project),
        "round": voting_round,
        "all_money": euros(sum(pot.budget for pot in pots)),
    }
    return Panel(template="voting/_project_panel.html", context=context)


def outcome(_request: HttpRequest, project: Project) -> Panel | None:
    """What the vote has chosen, first of all that came of a project. Two queries where there is a result."""
    voting_round = decided_round(project) if phase_of(project) is not None else None
    if voting_round is None:
        return None
    pots = [
        {"district": one.pot.district, "sentence": spent_sentence(one.chosen, one.spent, one.pot.budget)}
        for one in summaries_of(voting_round)
    ]
    return Panel(template="voting/_project_outcome.html", context={"project": project, "pots": pots})


def url_of(project: Project) -> str:
    """Of the ballot, in the active language."""
    return reverse("voting:ballot", kwargs={"project": project.slug})


def doors(project: Project) -> Iterable[str]:
    """Of the pages that show what is voted on."""
    for voting_round in Round.objects.filter(project=project):
        yield url_of(project)
        for pot in voting_round.pots.all():
            yield reverse("voting:pot", kwargs={"project": project.slug, "pk": pot.pk})


def sitemap() -> Iterable[tuple[str, Any]]:
    """The ballot and the rules of every public round."""
    rounds = Round.objects.current().filter(state__in=RoundState.PUBLIC, project__in=Project.objects.listed())
    for slug, changed in rounds.order_by("pk").values_list("project__slug", "published_at"):
        yield f"projects/{slug}/vote/", changed
        yield f"projects/{slug}/vote/rules/", changed


def export(user: User) -> list[dict[str, Any]]:
    """In which rounds this person has voted, on which day and how, while a round's key can tell. Nothing of what they chose."""
    digests = set(Verification.objects.filter(user=user).values_list("subject_digest", flat=True))
    wanted: dict[bytes, Round] = {}
    for voting_round in Round.objects.filter(participations__isnull=False).select_related("project").distinct().order_by("pk"):
        try:
            key = key_of(voting_round.pk)
        except KeyMissing:
            continue
        wanted |= {person_key(key, digest): voting_round for digest in digests}
    rows = Participation.objects.filter(voter_key__in=list(wanted)).order_by("round_id")
    return [
        {
            "project": wanted[bytes(row.voter_key)].project.slug,
            "day": row.day.isoformat(),
            "channel": row.channel,
            "times": row.times,
        }
        for row in rows
    ]


def erase(user: User) -> None:
    """Nothing goes, on purpose.

    A participation holds no account, only a keyed digest of the identity. It stays until the round is sealed, because whoever
    erased their account and opened another one would otherwise have a second vote. Sealing removes it.
    """


VOTING = Feature(
    key="voting",
    label=gettext_lazy("Voting"),
    order=8,
    actions=(Action.VOTE,),
    now=now,
    panel=panel,
    outcome=outcome,
    build=build,
    desk=desk,
    export=export,
    erase=erase,
    doors=doors,
    language_gaps=language_gaps,
    sitemap=sitemap,
)
