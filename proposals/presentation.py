"""What pages show of proposals, made ready for the templates: cards, the maps, the support card."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.forms import FileField
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from districts.maps import HEIGHT, WIDTH, CityDrawing, city_drawing, map_context
from participation.projects.hindrances import Hindrance, hindrance
from participation.projects.states import Action
from proposals.facts import StatusLabel
from proposals.growth import LEAST
from proposals.states import Status
from proposals.steps import STEPS, Step

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.http import HttpRequest

    from districts.models import District
    from participation.accounts.models import User
    from participation.projects.models import Project
    from proposals.forms import ProposalForm
    from proposals.models import Proposal

EXCERPT_WORDS = 32
SUPPORT = "support"  # of ?then=: what somebody came back to do after signing in
STATUS_KINDS = {
    Status.COLLECTING: "now",
    Status.ASSESSING: "city",
    Status.ACCEPTED: "kept",
    Status.REJECTED: "",
    Status.DONE: "kept",
}
STATUS_ICONS = {Status.ASSESSING: "clock", Status.REJECTED: "flag"}


def status_label(status: str) -> StatusLabel:
    """How pages show where the city stands."""
    known = Status(status)
    return StatusLabel(str(known.label), STATUS_KINDS[known], STATUS_ICONS.get(known, ""))


def dress_cards(proposals: Iterable[Proposal]) -> list[Proposal]:
    """Give proposals of a list what their cards show: `label`, `short`, and `pin`, their number on the map."""
    dressed = []
    pins = 0
    for proposal in proposals:
        proposal.label = status_label(proposal.status)
        proposal.short = Truncator(" ".join(proposal.excerpt.split())).words(EXCERPT_WORDS)
        proposal.pin = 0
        if proposal.latitude is not None:
            pins += 1
            proposal.pin = pins
        dressed.append(proposal)
    return dressed


def list_map(
    proposals: Iterable[Proposal],
    districts: list[District],
    by_district: Mapping[int, int],
    chosen: District | None,
    address: Callable[[str], str],
) -> dict[str, Any] | None:
    """The context of components/_map.html for a list; None while no district has a boundary. One query.

    proposals: dressed ones. by_district: district id -> number. address: slug of a district -> where its own are listed.
    """
    drawn = city_drawing()
    if drawn is None:
        return None
    pins = [pin for proposal in proposals if proposal.pin and (pin := _pin(proposal, drawn))]
    sentence = ngettext(
        "A map of the districts with %(n)s proposal of this page. The list says the same.",
        "A map of the districts with %(n)s proposals of this page. The list says the same.",
        len(pins),
    ) % {"n": len(pins)}
    context = map_context(
        districts,
        sentence=sentence,
        on=chosen,
        urls={row.pk: address(row.slug) for row in districts},
        counts=by_district,
        pins=pins,
        drawing=drawn,
        closer=True,
    )
    for area in context["areas"] if context else ():
        area["x"] = 0  # the numbers in the drawing are those of the list, so those of the districts stay in their titles
    return context


def _pin(proposal: Proposal, drawn: CityDrawing) -> dict[str, Any] | None:
    if proposal.latitude is None or proposal.longitude is None:
        return None
    x, y = drawn.frame.place(proposal.latitude, proposal.longitude)
    inside = 0 <= x <= WIDTH and 0 <= y <= HEIGHT
    return {"x": round(x), "y": round(y), "n": proposal.pin, "url": f"{proposal.pk}/"} if inside else None


@dataclass(frozen=True)
class StepLine:
    """A step in the list of steps. `mark`: "is-done", "" or "is-next"."""

    label: str
    mark: str
    is_here: bool


def step_list(here: Step, steps: Sequence[Step] = STEPS) -> list[StepLine]:
    """The steps of writing, seen from one of them."""
    at = steps.index(here)
    return [
        StepLine(str(step.label), "is-done" if number < at else "is-next" if number > at else "", number == at)
        for number, step in enumerate(steps)
    ]


def changed_meanwhile(form: ProposalForm, there: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What another window has saved where this form says something else: labels and words as a reader sees them."""
    found = []
    for field in form.visible_fields():
        if field.name not in there or field.html_name not in form.data or isinstance(field.field, FileField):
            continue
        words = "" if there[field.name] is None else str(there[field.name])
        if words != str(field.value() or ""):
            choices = {str(key): str(label) for key, label in getattr(field.field, "choices", ())}
            found.append((str(field.label), choices.get(words, words)))
    return found


def files_in_words(proposal: Proposal) -> str:
    """What its files are called, one a line."""
    pictures = [picture.alt or _("A picture without words") for picture in proposal.pictures]
    return "\n".join([*pictures, *(row.title for row in proposal.documents)])


def preview_card(project: Project) -> SupportCard:
    """The support card as it will be when nobody has supported yet."""
    later = Hindrance(_("Others can support it here when it is published."))
    return SupportCard(0, project.support_goal, mine=False, can=False, needs_login=False, hindrance=later, until=None)


def publishing_hindrance(user: User | AnonymousUser, project: Project) -> Hindrance | None:
    """What stands in the way of publishing a proposal. Who is signed out may begin: signing in comes after the first step."""
    if Action.PROPOSE in project.open_actions and not user.is_authenticated:
        return None
    return hindrance(user, project, Action.PROPOSE, verified_only=project.verified_only)


@dataclass(frozen=True)
class SupportCard:
    """The support card's state: `can` act, `mine` given already, or `hindrance`: why not, and what to do.

    came_back: somebody signed in in order to support, and has not done so yet.
    """

    count: int
    goal: int | None
    mine: bool
    can: bool
    needs_login: bool
    hindrance: Hindrance | None
    until: Any
    came_back: bool = False

    @property
    def missing(self) -> int:
        """How many supports are missing to the goal."""
        return max(0, (self.goal or 0) - self.count)

    @property
    def shows_growth(self) -> bool:
        """Whether there is enough to draw a curve of."""
        return self.count >= LEAST

    @property
    def filled(self) -> int:
        """How full the bar is, of 300 units."""
        return min(300, round(300 * self.count / self.goal)) if self.goal else 0


def _stopped(user: User | AnonymousUser, project: Project) -> Hindrance | None:
    return hindrance(user, project, Action.SUPPORT, verified_only=project.verified_only)


def support_card(request: HttpRequest, project: Project, proposal: Proposal) -> SupportCard:
    """What this reader can do about supporting the proposal (with `support` set on it). At most one query."""
    user, facts = request.user, proposal.support
    is_open = Action.SUPPORT in project.open_actions and proposal.state == "published"
    # Who is signed out sees the button: it leads to signing in.
    stopped = None if is_open and not user.is_authenticated else _stopped(user, project)
    until = max(
        (
            phase.last_minute
            for phase in project.phase_list
            if phase.is_open() and Action.SUPPORT in phase.features and phase.last_minute
        ),
        default=None,
    )
    return SupportCard(
        count=facts.count,
        goal=project.support_goal,
        mine=facts.mine,
        can=is_open and stopped is None,
        needs_login=not user.is_authenticated,
        hindrance=stopped,
        until=until if is_open else None,
        came_back=is_open and stopped is None and not facts.mine and user.is_authenticated and request.GET.get("then") == SUPPORT,
    )
