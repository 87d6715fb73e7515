"""An editor writes and submits; whoever may publish the page approves."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from districts.services import assign_role
from districts.states import Role
from participation.accounts.models import User
from participation.projects.models import Project, ProjectPage
from tests.cast import Town, person


@pytest.fixture
def editor(town: Town, published: Project, aino: User) -> User:
    """May write in Kallio but not publish."""
    user = person("eeva")
    assign_role(user=user, district=town.kallio, role=Role.EDITOR, given_by=aino)
    return user


def submit(editor: User, page: ProjectPage) -> int:
    client = Client()
    client.force_login(editor)
    form = {"title": "Uusi otsikko", "slug": page.slug, "lead": "Uusi ingressi", "body-count": "0", "action-submit": "1"}
    form |= {"contact_name": "", "contact_email": "", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    return client.post(f"/admin/pages/{page.pk}/edit/", form).status_code


@pytest.mark.django_db(transaction=True)
def test_submitted_page_is_approved_by_the_coordinator_who_is_told(
    editor: User, coordinator: User, published: Project, client: Client
) -> None:
    page = ProjectPage.objects.get(translation_key=published.translation_key, locale__language_code="en")
    assert submit(editor, page) == 302
    page.refresh_from_db()
    assert page.title == "Torin ideat en"
    assert page.workflow_in_progress
    assert [message.to for message in mail.outbox] == [[coordinator.email]]
    client.force_login(coordinator)
    state = page.current_workflow_task_state
    client.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk]))
    page.refresh_from_db()
    assert page.title == "Uusi otsikko"
    assert page.live


def test_people_of_another_district_cannot_approve(editor: User, published: Project, otto: User, town: Town, aino: User) -> None:
    page = ProjectPage.objects.get(translation_key=published.translation_key, locale__language_code="en")
    submit(editor, page)
    stranger = person("sanna")
    assign_role(user=stranger, district=town.malmi, role=Role.COORDINATOR, given_by=aino)
    task = page.current_workflow_task_state.task.specific
    assert task.get_actions(page, stranger) == []
    assert not task.get_task_states_user_can_moderate(stranger).exists()
    assert task.get_actions(page, editor) == []
