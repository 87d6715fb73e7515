"""Every feature for everyone in every phase: it works, or the page says why not and offers the next step. Through HTTP."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from participation.accounts.models import User
from participation.accounts.services import suspend
from participation.comments.models import Comment
from participation.projects.models import Phase, Project
from participation.projects.states import Action, ProjectState
from proposals.models import Proposal, Support
from surveys.models import Response, Survey
from tests.caching import forget_cache
from tests.factories.projects import PhaseFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.surveys import full_answers, posted, published_survey

PHASES = ("open", "upcoming", "over", "never", "archived")
ROLES = ("signed out", "not verified", "verified", "suspended")
SIGN_IN, VERIFY = "/en/accounts/login/", "/en/profile/settings/#verified"
CLOSED = {
    Action.SUPPORT: "Support is not being collected right now.",
    Action.COMMENT: "The conversation is not open right now.",
    Action.PROPOSE: "Proposals are not being collected right now.",
}
NEXT = {
    "upcoming": "It begins on",
    "over": "It ended on",
    "never": "This project does not ask for it.",
    "archived": "The project is in the archive.",
}
# The survey's own page has its own words for where it stands in time.
SURVEY = {
    "upcoming": "The survey is not open yet",
    "over": "The survey has ended",
    "never": "The survey is not open yet",
    "archived": "The survey has ended",
}


@dataclass(frozen=True)
class Scene:
    """A project for verified residents, with one proposal and one survey in it."""

    project: Project
    phase: Phase
    proposal: Proposal
    survey: Survey

    def at(self, moment: str) -> None:
        """Let the phase that offers everything be at this moment; another one runs."""
        now = timezone.now()
        begins, ends = {"upcoming": (2, 9), "over": (-9, -2)}.get(moment, (-1, 9))
        features = [] if moment == "never" else list(Action.values)
        Phase.objects.filter(pk=self.phase.pk).update(
            starts_at=now + timedelta(days=begins), ends_at=now + timedelta(days=ends), features=features
        )
        state = ProjectState.ARCHIVED if moment == "archived" else ProjectState.PUBLISHED
        Project.objects.filter(pk=self.project.pk).update(state=state)
        forget_cache()


@pytest.fixture
def scene(published: Project, ben: User) -> Scene:
    published.phases.all().delete()
    Project.objects.filter(pk=published.pk).update(verified_only=True)
    phase = PhaseFactory(project=published, title="Everything", position=0)
    return Scene(published, phase, ProposalFactory(project=published, author=ben), published_survey(published))


@dataclass(frozen=True)
class Door:
    """A feature: where it is offered, what is sent, and how many of it there are."""

    action: Action
    page: Callable[[Scene], str]
    send: Callable[[Client, Scene], Any]
    count: Callable[[], int]
    needs_verified: bool = False


def _base(scene: Scene) -> str:
    return f"/en/projects/{scene.project.slug}/"


def _proposal(scene: Scene) -> str:
    return f"{_base(scene)}proposals/{scene.proposal.pk}/"


def _new_proposal(client: Client, scene: Scene) -> Any:
    fields = {"title": "A lamp", "body": "Light.", "language": "en", "do": "publish"}
    return client.post(f"{_base(scene)}proposals/new/", fields)


DOORS = (
    Door(
        Action.SUPPORT,
        _proposal,
        lambda client, scene: client.post(f"{_proposal(scene)}support/"),
        Support.objects.count,
        needs_verified=True,
    ),
    Door(
        Action.COMMENT,
        _proposal,
        lambda client, scene: client.post(f"/en/threads/{scene.proposal.thread_id}/comments/", {"body": "Yes"}),
        Comment.objects.count,
    ),
    Door(
        Action.PROPOSE,
        lambda scene: f"{_base(scene)}proposals/new/",
        _new_proposal,
        Proposal.objects.published().count,
        needs_verified=True,
    ),
    Door(
        Action.ANSWER,
        lambda scene: f"{_base(scene)}surveys/{scene.survey.pk}/",
        lambda client, scene: client.post(f"{_base(scene)}surveys/{scene.survey.pk}/", posted(full_answers(scene.survey))),
        Response.objects.count,
    ),
)


def expected(door: Door, role: str, moment: str) -> tuple[str, str]:
    """What the page has to say, and the address it has to offer; nothing where it just works."""
    if moment != "open":
        if door.action == Action.ANSWER:
            return SURVEY[moment], "#where-h"
        return f"{CLOSED[door.action]}|{NEXT[moment]}", "#where-h"
    if role in ("signed out", "suspended"):
        return "", SIGN_IN
    if role == "not verified" and door.needs_verified:
        return "Only verified residents can take part in this project.", VERIFY
    return "", ""


def faults(client: Client, scene: Scene, door: Door, role: str, moment: str) -> list[str]:
    """What is wrong with one combination."""
    place = f"{door.action} / {role} / {moment}"
    words, address = expected(door, role, moment)
    works = (words, address) == ("", "")
    page = client.get(door.page(scene))
    html = page.content.decode()
    found = []
    if door.action == Action.PROPOSE and address == SIGN_IN:
        if "You sign in after this step" not in html:
            found.append(f"{place}: does not say that signing in comes next")
    elif address == SIGN_IN and door.action == Action.SUPPORT:
        if "You need to sign in first." not in html or "support-do" not in html:
            found.append(f"{place}: does not say that one has to sign in")
    elif address and f'{address}"' not in html and f"{address}?" not in html:
        found.append(f"{place}: does not offer {address}")
    found += [f"{place}: does not say {word!r}" for word in words.split("|") if escape(word) not in html and word not in html]
    before = door.count()
    answer = door.send(client, scene)
    if answer.status_code >= 500:
        found.append(f"{place}: breaks")
    if (door.count() == before + 1) is not works:
        found.append(f"{place}: sending it {'does nothing' if works else 'works'}")
    return found


@pytest.mark.parametrize("moment", PHASES)
def test_every_feature_for_everyone(scene: Scene, nils: User, anna: User, aino: User, moment: str) -> None:
    scene.at(moment)
    people = {"signed out": None, "not verified": nils, "verified": anna, "suspended": anna}
    found = []
    for role in ROLES:
        visitor = Client()
        if (user := people[role]) is not None:
            visitor.force_login(user)
        if role == "suspended":
            suspend(user=anna, by=aino)
        for door in DOORS:
            found += faults(visitor, scene, door, role, moment)
    assert found == []


def test_a_suspended_person_who_signs_in_is_told_whom_to_ask(client: Client, scene: Scene, anna: User, aino: User) -> None:
    anna.set_password("a-long-one-for-tests")
    anna.save()
    suspend(user=anna, by=aino)
    sent = client.post(SIGN_IN, {"login": anna.email, "password": "a-long-one-for-tests"}, follow=True)
    html = sent.content.decode()
    assert "The city has suspended this account" in html
    assert 'href="/en/contact/"' in html


def test_what_comes_names_phase_and_day(client: Client, scene: Scene) -> None:
    scene.at("over")
    PhaseFactory(
        project=scene.project,
        title="The vote",
        features=[],
        position=1,
        starts_at=timezone.now() + timedelta(days=3),
        ends_at=None,
    )
    html = client.get(_proposal(scene)).content.decode()
    assert "Next: The vote, from" in html
    Phase.objects.filter(title="The vote").update(starts_at=timezone.now() - timedelta(days=1))
    assert "Now: The vote." in client.get(_proposal(scene)).content.decode()


def test_the_list_says_when_proposals_are_collected(client: Client, scene: Scene) -> None:
    address = f"{_base(scene)}proposals/"
    assert "k-hindrance" not in client.get(address).content.decode()
    scene.at("upcoming")
    html = client.get(address).content.decode()
    assert CLOSED[Action.PROPOSE] in html
    assert "Everything" in html.partition("k-hindrance")[2].partition("</div>")[0]
