"""What proposals offer to the project page, the district page, the profile and data requests."""

from __future__ import annotations

import json

import pytest
from django.test import RequestFactory

from participation.accounts.models import User
from participation.projects.features import Feature, features
from participation.projects.models import Category
from participation.projects.queries import readable_project
from participation.projects.states import Action, Blueprint
from proposals.models import Proposal
from proposals.services import save_draft
from tests.cast import Town
from tests.factories.proposals import ProposalFactory, SupportFactory


@pytest.fixture
def feature() -> Feature:
    return next(feature for feature in features() if feature.key == "proposals")


def test_now_offers_what_is_open(town: Town, anna: User, feature: Feature) -> None:
    project = readable_project(town.project.slug, anna)
    request = RequestFactory().get("/")
    assert [action.url.split("/", 2)[2] for action in feature.now(request, project, project.phase_list)] == [
        "projects/kallion-ideat/proposals/new/",
        "projects/kallion-ideat/proposals/",
    ]
    town.project.phases.update(features=[Action.COMMENT])
    assert list(feature.now(request, project, list(town.project.phases.all()))) == []


def test_panel_shows_the_most_supported(town: Town, anna: User, feature: Feature) -> None:
    for count in range(6):
        ProposalFactory(project=town.project, title=f"With {count}", support_count=count)
    panel = feature.panel(RequestFactory().get("/"), readable_project(town.project.slug, anna))
    assert [proposal.title for proposal in panel.context["proposals"]] == ["With 5", "With 4", "With 3", "With 2"]


def test_counters_of_project_and_district(town: Town, feature: Feature) -> None:
    ProposalFactory(project=town.project, support_count=3)
    ProposalFactory(project=town.project, state="withdrawn", support_count=9)
    assert [number for _label, number in feature.counters([town.project.pk])[town.project.pk]] == [1, 3]
    assert [number for _label, number in feature.district_counters(town.kallio.path)] == [1, 3]
    assert feature.district_counters(town.malmi.path) == []


def test_profile_lists_drafts_and_supports(town: Town, anna: User, feature: Feature) -> None:
    save_draft(project_id=town.project.pk, author=anna, title="Half", body="", language="en")
    SupportFactory(proposal=ProposalFactory(project=town.project, title="Liked"), resident=anna)
    lines = list(feature.contributions(anna))
    assert [(line.title, line.is_draft) for line in lines] == [("Half", True), ("Liked", False)]


def test_export_is_json_and_erasure_takes_drafts(town: Town, anna: User, feature: Feature) -> None:
    save_draft(project_id=town.project.pk, author=anna, title="Half", body="", language="en")
    published = ProposalFactory(project=town.project, author=anna, title="Whole")
    SupportFactory(proposal=published, resident=anna)
    data = json.loads(json.dumps(feature.export(anna)))
    assert [row["title"] for row in data["proposals"]] == ["Half", "Whole"]
    assert len(data["supports"]) == 1
    feature.erase(anna)
    assert list(Proposal.objects.values_list("title", flat=True)) == ["Whole"]
    assert published.supports.count() == 1


@pytest.mark.parametrize(("blueprint", "themes"), [(Blueprint.IDEAS, 6), (Blueprint.BUDGET, 6), (Blueprint.SURVEY, 0)])
def test_fresh_projects_get_themes(town: Town, feature: Feature, blueprint: str, themes: int) -> None:
    feature.build(town.project, blueprint, {})
    assert Category.objects.filter(project=town.project).count() == themes
