"""No page goes live without Finnish and Swedish unless somebody says why: by every way of publishing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from districts.services import assign_role
from districts.states import Role
from participation.accounts.models import User
from participation.audit.models import Entry
from participation.projects.models import Project, ProjectPage
from participation.publishing.models import LanguageException
from participation.publishing.services import LanguagesMissing, give_reason
from tests.cast import Town, person
from tests.publishing.conftest import REASON, edit, version

FUTURE = timezone.now() + timedelta(days=30)


def written(moment: object) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")


def test_the_editor_is_asked_and_the_reason_lets_it_through(desk: Client, project: Project, coordinator: User) -> None:
    page = version(project, "fi")
    assert "language_reason" not in desk.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    asked = edit(desk, page, **{"action-publish": "1"})
    assert asked.status_code == 200
    assert asked.context["form"].errors["language_reason"]
    assert 'name="language_reason"' in asked.content.decode()
    page.refresh_from_db()
    assert not page.live
    assert edit(desk, page, **{"action-publish": "1", "language_reason": REASON}).status_code == 302
    page.refresh_from_db()
    assert page.live
    entry = Entry.objects.get(action="page.publish_incomplete")
    assert (entry.actor, entry.object_id) == (coordinator, page.pk)
    assert entry.data == {"languages": ["sv"], "reason": REASON}


def test_a_draft_is_saved_without_a_question(desk: Client, project: Project) -> None:
    assert edit(desk, version(project, "fi")).status_code == 302
    assert not LanguageException.objects.exists()


def test_with_both_languages_nobody_is_asked(desk: Client, published: Project) -> None:
    page = version(published, "fi")
    assert edit(desk, page, **{"action-publish": "1", "title": "Uusi otsikko"}).status_code == 302
    page.refresh_from_db()
    assert page.title == "Uusi otsikko"
    assert not LanguageException.objects.exists()


def test_english_alone_lacks_two(desk: Client, project: Project) -> None:
    edit(desk, version(project, "en"), **{"action-publish": "1", "language_reason": REASON})
    assert LanguageException.objects.get().languages == ["fi", "sv"]


def test_a_reason_holds_for_the_next_change_and_ends_with_the_last_language(desk: Client, project: Project) -> None:
    page = version(project, "fi")
    edit(desk, page, **{"action-publish": "1", "language_reason": REASON})
    assert edit(desk, page, **{"action-publish": "1", "title": "Korjattu"}).status_code == 302
    assert edit(desk, version(project, "sv"), **{"action-publish": "1"}).status_code == 302
    assert LanguageException.objects.get().ended_at is not None
    version(project, "sv").unpublish()
    assert edit(desk, page, **{"action-publish": "1"}).status_code == 200


def test_scheduled_for_the_same_moment_nobody_is_asked_for_the_second(desk: Client, project: Project) -> None:
    scheduled = {"action-publish": "1", "go_live_at": written(FUTURE)}
    assert edit(desk, version(project, "fi"), **scheduled).status_code == 200
    assert edit(desk, version(project, "fi"), **scheduled, language_reason=REASON).status_code == 302
    assert edit(desk, version(project, "sv"), **scheduled).status_code == 302
    later = {**scheduled, "go_live_at": written(FUTURE + timedelta(days=1))}
    assert edit(desk, version(project, "en"), **later).status_code == 302


def test_now_is_too_early_for_one_that_is_scheduled(desk: Client, project: Project) -> None:
    edit(desk, version(project, "sv"), **{"action-publish": "1", "go_live_at": written(FUTURE), "language_reason": REASON})
    LanguageException.objects.all().delete()
    assert edit(desk, version(project, "fi"), **{"action-publish": "1"}).status_code == 200


def test_the_scheduler_publishes_what_was_agreed_and_writes_down_what_is_missing(project: Project, coordinator: User) -> None:
    page = version(project, "fi")
    page.get_latest_revision().__class__.objects.filter(object_id=str(page.pk)).update(
        approved_go_live_at=timezone.now() - timedelta(minutes=1)
    )
    call_command("publish_scheduled", verbosity=0)
    page.refresh_from_db()
    assert page.live
    noted = LanguageException.objects.get()
    assert (noted.languages, noted.reason, noted.given_by) == (["sv"], "", None)


@pytest.mark.django_db(transaction=True)
def test_approval_asks_too(desk: Client, project: Project, town: Town, aino: User) -> None:
    editor = person("eeva")
    assign_role(user=editor, district=town.kallio, role=Role.EDITOR, given_by=aino)
    writing = Client()
    writing.force_login(editor)
    page = version(project, "fi")
    edit(writing, page, **{"action-submit": "1"})
    state = page.current_workflow_task_state
    approve = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    asked = desk.post(approve)
    assert (asked.status_code, asked["Location"]) == (302, f"/admin/languages/reason/{page.pk}/")
    page.refresh_from_db()
    assert (page.live, page.workflow_in_progress) == (False, True)
    assert desk.get(asked["Location"]).status_code == 200
    assert desk.post(asked["Location"], {"language_reason": ""}).status_code == 422
    assert desk.post(asked["Location"], {"language_reason": REASON}).status_code == 302
    desk.post(approve)
    page.refresh_from_db()
    assert page.live


def test_bulk_publishing_asks_too(desk: Client, project: Project) -> None:
    page = version(project, "fi")
    address = f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'publish'])}?id={page.pk}"
    asked = desk.post(address)
    assert asked["Location"] == f"/admin/languages/reason/{page.pk}/"
    page.refresh_from_db()
    assert not page.live


def test_the_projects_desk_publishes_all_at_once_and_asks_when_one_is_gone(desk: Client, project: Project) -> None:
    address = reverse("project_act", args=[project.pk, "publish"])
    assert desk.post(address)["Location"] == reverse("project_desk", args=[project.pk])
    assert ProjectPage.objects.filter(translation_key=project.translation_key, live=True).count() == 3
    assert not LanguageException.objects.exists()
    version(project, "sv").delete()
    assert desk.post(address)["Location"].startswith("/admin/languages/reason/")


def test_a_new_page_is_asked_as_well(client: Client, site: None, aino: User) -> None:
    client.force_login(aino)
    home = Page.objects.get(slug="home-fi")
    form = {"title": "Tiedote", "slug": "tiedote", "lead": "", "body-count": "0", "action-publish": "1"}
    form |= {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    address = reverse("wagtailadmin_pages:add", args=["pages", "standardpage", home.pk])
    assert client.post(address, form).status_code == 200
    assert not Page.objects.filter(slug="tiedote").exists()
    assert client.post(address, {**form, "language_reason": REASON}).status_code == 302
    assert Page.objects.get(slug="tiedote").live
    assert LanguageException.objects.get().reason == REASON


def test_a_copy_is_a_draft(client: Client, site: None, aino: User) -> None:
    client.force_login(aino)
    page = Page.objects.get(slug="projects", locale__language_code="fi")
    form = {"new_title": "Kopio", "new_slug": "kopio", "new_parent_page": page.get_parent().pk, "publish_copies": "on"}
    client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), form)
    assert not Page.objects.filter(slug="kopio").exists()


def test_code_asks_as_people_do(project: Project, coordinator: User) -> None:
    revision = version(project, "fi").get_latest_revision() or version(project, "fi").save_revision()
    with pytest.raises(LanguagesMissing):
        revision.publish(user=coordinator)
    give_reason(page=version(project, "fi"), reason=REASON, by=coordinator)
    revision.publish(user=coordinator)
    assert version(project, "fi").live


def test_the_reason_is_asked_of_who_may_publish(project: Project, otto: User, aino: User, town: Town) -> None:
    stranger = person("sanna")
    assign_role(user=stranger, district=town.malmi, role=Role.COORDINATOR, given_by=aino)
    client = Client()
    client.force_login(stranger)
    page = version(project, "fi")
    assert client.post(f"/admin/languages/reason/{page.pk}/", {"language_reason": REASON}).status_code in {302, 403}
    assert not LanguageException.objects.exists()
