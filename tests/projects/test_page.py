"""A project's page, its short address and its languages."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page

from participation.projects.models import Phase, Project, ProjectPage
from participation.projects.services import set_project_state
from participation.projects.states import ProjectState, Visibility
from tests.cast import Town


def address(project: Project, language: str) -> str:
    with translation.override(language):
        return f"/{language}/projects/{project.slug}/"


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_short_address_leads_to_the_page_in_its_language(client: Client, published: Project, language: str) -> None:
    response = client.get(address(published, language), follow=True)
    assert response.status_code == 200
    assert f"Torin ideat {language}" in response.content.decode()
    assert f'<html lang="{language}"' in response.content.decode()


def test_unpublished_language_shows_another_one_marked_as_such(client: Client, published: Project) -> None:
    ProjectPage.objects.get(translation_key=published.translation_key, locale__language_code="sv").unpublish()
    body = client.get(address(published, "sv")).content.decode()
    assert 'lang="fi"' in body
    assert "Torin ideat fi" in body


def test_languages_of_the_page_are_kept_when_switching(client: Client, published: Project) -> None:
    body = client.get(address(published, "fi"), follow=True).content.decode()
    english = ProjectPage.objects.get(translation_key=published.translation_key, locale__language_code="en")
    assert f'href="/en/{english.url_path.split("/", 2)[2]}"' in body


def test_home_that_is_a_draft_answers_404_and_not_another_language(client: Client, published: Project) -> None:
    Page.objects.get(slug="home-sv").unpublish()
    assert client.get("/sv/").status_code == 404
    assert client.get("/fi/").status_code == 200


@pytest.mark.parametrize("state", [ProjectState.DRAFT, ProjectState.ARCHIVED])
def test_draft_is_404_and_archive_stays_readable(client: Client, published: Project, state: ProjectState) -> None:
    set_project_state(project_id=published.pk, state=state, by=None)
    expected = 404 if state == ProjectState.DRAFT else 200
    page = ProjectPage.objects.get(translation_key=published.translation_key, locale__language_code="en")
    assert client.get(f"/en/{page.url_path.split('/', 2)[2]}").status_code == expected


def test_members_project_is_404_for_others(client: Client, published: Project) -> None:
    Project.objects.filter(pk=published.pk).update(visibility=Visibility.MEMBERS)
    assert client.get(address(published, "en")).status_code == 404


def test_publishing_a_page_publishes_the_project_and_the_last_unpublishing_takes_it_back(published: Project) -> None:
    assert published.state == ProjectState.PUBLISHED
    for page in ProjectPage.objects.filter(translation_key=published.translation_key):
        page.unpublish()
    published.refresh_from_db()
    assert published.state == ProjectState.DRAFT


def test_copied_page_has_no_project(client: Client, published: Project, town: Town) -> None:
    page = ProjectPage.objects.get(translation_key=published.translation_key, locale__language_code="en")
    copy = page.copy(update_attrs={"slug": "copy"}, keep_live=True)
    assert copy.project is None
    assert client.get(f"/en/{copy.url_path.split('/', 2)[2]}").status_code == 404


def test_page_costs_a_constant_number_of_queries(
    client: Client, published: Project, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    page = ProjectPage.objects.get(translation_key=published.translation_key, locale__language_code="en")
    path = f"/en/{page.url_path.split('/', 2)[2]}"
    client.get(path)
    with django_assert_max_num_queries(15):
        client.get(path)


def test_a_phase_that_ends_at_midnight_ends_on_the_day_before(client: Client, published: Project) -> None:
    phase = published.phases.first()
    tomorrow = timezone.localtime() + timedelta(days=2)
    Phase.objects.filter(pk=phase.pk).update(ends_at=tomorrow.replace(hour=0, minute=0, second=0, microsecond=0))
    body = client.get(address(published, "en"), follow=True).content.decode()
    last_day = timezone.localdate() + timedelta(days=1)
    assert f"until {last_day.day} {last_day:%B %Y}" in body
    assert "1 day left" in body
