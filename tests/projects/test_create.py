"""One step gives the project, its phases and a page per language."""

import itertools
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page

from participation.accounts.models import User
from participation.common.refusals import Invalid, NotAllowed
from participation.projects.blueprints import PLANS
from participation.projects.models import Project, ProjectPage
from participation.projects.states import Blueprint, ProjectState
from tests.cast import Town
from tests.projects.conftest import make


@pytest.mark.parametrize("blueprint", list(Blueprint))
def test_every_blueprint_gives_phases_without_gaps_and_three_draft_pages(
    coordinator: User, town: Town, blueprint: Blueprint
) -> None:
    project = make(coordinator, town, blueprint=blueprint)
    phases = list(project.phases.all())
    assert [list(phase.features) for phase in phases] == [list(plan.features) for plan in PLANS[blueprint].phases]
    assert all(before.ends_at == after.starts_at for before, after in itertools.pairwise(phases))
    pages = ProjectPage.objects.filter(translation_key=project.translation_key)
    assert sorted(page.locale.language_code for page in pages) == ["en", "fi", "sv"]
    assert not any(page.live for page in pages)
    assert project.state == ProjectState.DRAFT


def test_phases_speak_three_languages(coordinator: User, town: Town) -> None:
    phase = make(coordinator, town).phases.first()
    assert phase.title_en == "Ideas and support"
    assert len({phase.title_fi, phase.title_sv, phase.title_en}) == 3


def test_a_taken_address_is_refused_at_its_field_and_leaves_nothing(coordinator: User, town: Town) -> None:
    make(coordinator, town)
    pages = Page.objects.count()
    with pytest.raises(Invalid) as refusal:
        make(coordinator, town)
    assert refusal.value.field == "slug"
    assert Page.objects.count() == pages


def test_a_missing_language_leaves_nothing_behind(coordinator: User, town: Town) -> None:
    with pytest.raises(Invalid) as refusal:
        make(coordinator, town, titles={"fi": "Vain suomeksi"})
    assert refusal.value.field == "title_sv"
    assert not Project.objects.filter(slug="torin-ideat").exists()


def test_an_end_before_the_start_is_refused(coordinator: User, town: Town) -> None:
    with pytest.raises(Invalid) as refusal:
        make(coordinator, town, ends_at=timezone.now() - timedelta(days=3))
    assert refusal.value.field == "ends_on"


def test_another_districts_coordinator_is_refused(coordinator: User, town: Town) -> None:
    with pytest.raises(NotAllowed):
        make(coordinator, town, lead_district=town.malmi)
