"""Starting and criteria in the admin, by those who coordinate."""

from __future__ import annotations

from typing import Any

import pytest

from participation.accounts.models import User
from participation.common.refusals import Conflict, Invalid, NotAllowed
from participation.projects.models import Phase, Project
from participation.projects.states import Blueprint
from proposals.assessment.models import Assessment, Criterion
from proposals.assessment.services import add_default_criteria, save_criterion, save_work
from proposals.models import Proposal
from tests.assessment.conftest import in_days, work
from tests.cast import Town
from tests.factories.districts import UnitFactory
from tests.factories.projects import ProjectFactory
from tests.factories.proposals import many_proposals

BASE = "/admin/assessment/"


def test_a_proposals_page_leads_coordinators_to_its_assessment(enter: Any, proposal: Proposal, carla: User, elli: User) -> None:
    page = f"/en/projects/kallion-ideat/proposals/{proposal.pk}/"
    url = f"{BASE}of/{proposal.pk}/"
    client = enter(carla)
    assert "Start an assessment" in client.get(page).content.decode()
    assert client.get(url).status_code == 200
    assert client.post(url, {"due_on": "yesterday"}).status_code == 422
    assert client.post(url, {"unit": "999999"}).status_code == 422
    started = client.post(url, {"unit": UnitFactory().pk, "due_on": in_days(3).isoformat()})
    row = Assessment.objects.get()
    assert started.url == f"{BASE}{row.pk}/"
    assert client.get(url).url == started.url
    assert client.post(url, {}).status_code == 302
    assert "Open the assessment" in client.get(page).content.decode()
    assert url not in enter(elli).get(page).content.decode()
    assert enter(elli).get(url).status_code == 302


def test_other_districts_proposals_are_no_door(enter: Any, carla: User) -> None:
    client = enter(carla)
    elsewhere = many_proposals(ProjectFactory(), 1)[0]
    assert client.get(f"{BASE}of/{elsewhere.pk}/").status_code == 404
    assert client.get(f"{BASE}criteria/{elsewhere.project_id}/").status_code == 404
    assert client.post(f"{BASE}start/?project={elsewhere.project_id}", {"which": "all"}).status_code == 404


def test_a_project_is_started_with_a_line_that_says_what_was_done(enter: Any, town: Town, carla: User) -> None:
    many_proposals(town.project, 3)
    client, url = enter(carla), f"{BASE}start/?project={town.project.pk}"
    assert "kallion-ideat" in client.get(f"{BASE}start/").content.decode()
    assert "still being collected" in client.get(url).content.decode()
    assert client.post(url, {"which": "all"}).status_code == 422
    Phase.objects.filter(project=town.project).update(features=["comment"])
    assert client.post(url, {"which": "few"}).status_code == 422
    assert client.post(url, {"which": "goal"}).status_code == 422
    Project.objects.filter(pk=town.project.pk).update(support_goal=5)
    answer = client.post(url, {"which": "goal", "due_on": in_days(9).isoformat()}, follow=True)
    assert "0 assessments have begun. Below the support goal: 3." in answer.content.decode()
    answer = client.post(url, {"which": "all"}, follow=True)
    assert "3 assessments have begun." in answer.content.decode()


def test_assessors_start_nothing_and_set_no_criteria(enter: Any, town: Town, elli: User) -> None:
    client = enter(elli)
    for address in (f"{BASE}start/", f"{BASE}criteria/{town.project.pk}/", f"{BASE}criteria/{town.project.pk}/new/"):
        assert client.get(address).status_code == 302
    with pytest.raises(NotAllowed):
        add_default_criteria(project=town.project, by=elli)


@pytest.mark.parametrize("blueprint", [Blueprint.IDEAS, Blueprint.BUDGET])
def test_a_project_begins_with_the_criteria_of_its_blueprint_in_every_language(db: None, blueprint: str) -> None:
    project = ProjectFactory(blueprint=blueprint)
    rows = add_default_criteria(project=project, by=None)
    assert len(rows) >= 6
    assert all(len({row.label, row.label_sv, row.label_en}) == 3 for row in rows)
    with pytest.raises(Conflict):
        add_default_criteria(project=project, by=None)


def test_criteria_are_added_changed_and_retired(enter: Any, town: Town, assigned: Assessment, carla: User, elli: User) -> None:
    client, base = enter(carla), f"{BASE}criteria/{town.project.pk}/"
    client.post(base)
    assert client.get(base).status_code == 200
    assert client.post(base).status_code == 302  # a second click adds nothing
    number = Criterion.objects.count()
    good = {"label": "Meluaako se?", "label_sv": "Bullrar det?", "kind": "scale", "weight": "3"}
    for change, field in (
        ({"label": " "}, "label"),
        ({"label": "x" * 121}, "label"),
        ({"kind": "song"}, "kind"),
        ({"weight": "11"}, "weight"),
        ({"weight": "x"}, "weight"),
        ({"kind": "text", "public": "on"}, "public"),
    ):
        answer = client.post(f"{base}new/", good | change)
        assert answer.status_code == 422, change
        assert answer.context["form"].errors[field], change
    assert client.post(f"{base}new/", good).status_code == 302
    row = Criterion.objects.order_by("-pk")[0]
    assert (Criterion.objects.count(), row.weight, row.label_sv) == (number + 1, 3, "Bullrar det?")
    save_work(assessment_id=assigned.pk, by=elli, seen="", work=work(scores={row.pk: 2}))
    assert client.post(f"{base}{row.pk}/", good | {"kind": "yes_no"}).status_code == 422
    assert client.post(f"{base}{row.pk}/", good | {"retired": "on"}).status_code == 302
    with pytest.raises(Invalid):
        save_work(assessment_id=assigned.pk, by=elli, seen="", work=work(scores={row.pk: 3}))
    assert assigned.scores.get().number == 2
    assert client.get(f"{base}999999/").status_code == 404
    with pytest.raises(NotAllowed):
        save_criterion(project_id=ProjectFactory().pk, by=carla, labels={"fi": "x"}, kind="text")


def test_what_lacks_a_language_is_in_the_report(town: Town, assigned: Assessment, carla: User, elli: User) -> None:
    from proposals.assessment.language_gaps import language_gaps
    from proposals.assessment.services import conclude

    conclude(assessment_id=assigned.pk, by=elli, seen="", work=work(reasons={"fi": "Kyllä.", "sv": "Ja."}))
    save_criterion(project_id=town.project.pk, by=carla, labels={"fi": "Meluaako se?"}, kind="scale")
    found = {(gap.title, gap.missing) for gap in language_gaps(carla)}
    assert found == {("A warming hut", ("en",)), ("Meluaako se?", ("sv", "en"))}
    assert list(language_gaps(elli)) == []
