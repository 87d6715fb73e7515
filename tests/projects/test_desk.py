"""Staff at the desk: everything Carla does in the Wagtail admin, and what others must not."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from participation.accounts.models import User
from participation.projects.models import Project, ProjectPage
from participation.projects.states import ProjectState
from tests.cast import Town

LANGUAGES = ("fi", "sv", "en")


@pytest.fixture
def desk(client: Client, coordinator: User) -> Client:
    client.force_login(coordinator)
    return client


def blueprint_form(town: Town, **changes: object) -> dict[str, object]:
    today = timezone.localdate()
    return {
        "blueprint": "hearing",
        "lead_district": town.kallio.pk,
        "slug": "uusi-puisto",
        "starts_on": today.isoformat(),
        "ends_on": (today + timedelta(days=60)).isoformat(),
        **{f"title_{code}": f"Uusi puisto {code}" for code in LANGUAGES},
        **{f"lead_{code}": "Mitä mieltä olet?" for code in LANGUAGES},
        **changes,
    }


def test_one_form_makes_a_project_which_is_then_published_and_read(desk: Client, town: Town) -> None:
    response = desk.post("/admin/participation/new/", blueprint_form(town))
    project = Project.objects.get(slug="uusi-puisto")
    assert response.status_code == 302
    assert response.url == f"/admin/participation/{project.pk}/"
    assert desk.get(response.url).status_code == 200
    desk.post(f"/admin/participation/{project.pk}/publish/")
    reader = Client()
    for code in LANGUAGES:
        assert f"Uusi puisto {code}" in reader.get(f"/{code}/projects/uusi-puisto/", follow=True).content.decode()


@pytest.mark.parametrize(
    "changes",
    [
        {"slug": ""},
        {"title_sv": ""},
        {"ends_on": "2001-01-01"},
        {"lead_district": "999999"},
        {"slug": "å ä"},
        {"title_fi": "x\0"},
    ],
)
def test_bad_input_is_refused_at_its_field_and_keeps_the_rest(desk: Client, town: Town, changes: dict) -> None:
    response = desk.post("/admin/participation/new/", blueprint_form(town, **changes))
    assert response.status_code == 200
    assert response.context["form"].errors
    assert "Uusi puisto en" in response.content.decode()
    assert not Project.objects.filter(slug="uusi-puisto").exists()


def test_phase_is_closed_opened_and_extended_by_buttons(desk: Client, published: Project) -> None:
    phase = published.phases.first()
    address = f"/admin/participation/{published.pk}/phases/{phase.pk}"
    desk.post(f"{address}/close/")
    phase.refresh_from_db()
    assert not phase.is_open()
    desk.post(f"{address}/open/")
    phase.refresh_from_db()
    assert phase.is_open()
    end = timezone.localtime() + timedelta(days=200)
    desk.post(f"{address}/extend/", {"ends_at": end.strftime("%Y-%m-%dT%H:%M")})
    phase.refresh_from_db()
    assert phase.ends_at.date() == end.date()


def test_phase_edit_keeps_what_was_typed_when_refused(desk: Client, published: Project) -> None:
    phase = published.phases.first()
    response = desk.post(
        f"/admin/participation/{published.pk}/phases/{phase.pk}/",
        {
            "title_fi": "Uusi nimi",
            "title_sv": "Nytt namn",
            "title_en": "New name",
            "starts_at": "2030-01-02T10:00",
            "ends_at": "2030-01-01T10:00",
            "features": ["comment"],
        },
    )
    assert response.status_code == 200
    assert "Uusi nimi" in response.content.decode()
    phase.refresh_from_db()
    assert phase.title != "Uusi nimi"


def test_settings_hold_in_every_language(desk: Client, published: Project) -> None:
    desk.post(f"/admin/participation/{published.pk}/", {"visibility": "unlisted", "asks_stance": "on", "support_goal": "400"})
    published.refresh_from_db()
    assert (published.visibility, published.asks_stance, published.support_goal) == ("unlisted", True, 400)


def test_archive_and_back(desk: Client, published: Project) -> None:
    desk.post(f"/admin/participation/{published.pk}/archive/")
    published.refresh_from_db()
    assert published.state == ProjectState.ARCHIVED
    desk.post(f"/admin/participation/{published.pk}/restore/")
    published.refresh_from_db()
    assert published.state == ProjectState.PUBLISHED


def test_deleting_the_page_is_refused_with_a_message(desk: Client, published: Project, client: Client, aino: User) -> None:
    page = ProjectPage.objects.filter(translation_key=published.translation_key).first()
    client.force_login(aino)
    response = client.post(f"/admin/pages/{page.pk}/delete/", follow=True)
    assert ProjectPage.objects.filter(pk=page.pk).exists()
    assert [message.level_tag for message in response.context["messages"]] == ["error"]


@pytest.mark.parametrize("who", ["anna", "otto"])
def test_strangers_see_nothing_of_it(client: Client, published: Project, who: str, request: pytest.FixtureRequest) -> None:
    client.force_login(request.getfixturevalue(who))
    for path in ("", "phases/new/"):
        response = client.get(f"/admin/participation/{published.pk}/{path}")
        assert response.status_code in {302, 404}
    response = client.post(f"/admin/participation/{published.pk}/archive/")
    assert response.status_code in {302, 404}
    published.refresh_from_db()
    assert published.state == ProjectState.PUBLISHED
