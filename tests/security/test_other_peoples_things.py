"""Naming somebody else's row in an address or a form changes nothing; nor does naming a field that the form has not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from districts.rights import sync_staff
from participation.accounts.models import User
from participation.comments.models import Comment
from participation.moderation.models import Case
from participation.moderation.services import open_case_for, report
from participation.projects.models import Phase, Project
from proposals.models import OfficialResponse, Proposal
from proposals.services import save_draft
from tests.cast import Town, person
from tests.factories.comments import own_thread, say
from tests.factories.districts import DistrictRoleFactory, UnitFactory
from tests.factories.projects import PhaseFactory, ProjectFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.surveys import SurveyFactory


@pytest.fixture
def proposal(town: Town, anna: User) -> Proposal:
    return ProposalFactory(project=town.project, author=anna, title="Anna's")


@pytest.fixture(autouse=True)
def _site(town: Town, mira: User, otto: User) -> None:
    sync_staff()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_strangers_proposal_cannot_be_changed_published_or_withdrawn(
    town: Town, proposal: Proposal, ben: User, anna: User
) -> None:
    draft = save_draft(project_id=town.project.pk, author=anna, title="Draft", body="", language="en")
    base = f"/en/projects/{town.project.slug}/proposals/"
    client = signed_in(ben)
    words = {"title": "Ben's", "body": "Ben's", "language": "en"}
    for pk in (proposal.pk, draft.pk):
        assert client.post(f"{base}{pk}/edit/", words).status_code == 404
        assert client.post(f"{base}{pk}/withdraw/").status_code == 404
        client.post(f"{base}{pk}/publish/")
    assert client.get(f"{base}{draft.pk}/").status_code == 404
    assert list(Proposal.objects.order_by("pk").values_list("title", "state")) == [("Anna's", "published"), ("Draft", "draft")]


def test_a_proposal_is_not_found_under_another_project(town: Town, proposal: Proposal, anna: User) -> None:
    other = ProjectFactory(slug="toinen", lead_district=town.malmi)
    PhaseFactory(project=other)
    client = signed_in(anna)
    for door in ("", "edit/", "image/", "history/", "support/"):
        assert client.get(f"/en/projects/{other.slug}/proposals/{proposal.pk}/{door}").status_code == 404
    assert client.post(f"/en/projects/{other.slug}/proposals/{proposal.pk}/support/").status_code == 404


def test_fields_that_the_form_has_not_are_not_written(town: Town, anna: User, ben: User) -> None:
    client = signed_in(ben)
    client.post(
        f"/en/projects/{town.project.slug}/proposals/new/",
        {
            "title": "A bench",
            "body": "Here.",
            "language": "en",
            "author": anna.pk,
            "author_id": anna.pk,
            "status": "accepted",
            "support_count": 999,
            "state": "hidden",
            "on_behalf_of": "The mayor",
            "channel": "seed",
            "published_at": "2001-01-01",
            "project": 1,
        },
    )
    made = Proposal.objects.get()
    assert (made.author, made.status, made.support_count, made.state) == (ben, "collecting", 0, "published")
    assert (made.on_behalf_of, made.channel, made.published_at.year) == ("", "web", timezone.now().year)
    client.post(
        "/en/profile/settings/",
        {
            "public_name": "Ben",
            "language": "en",
            "home_district": "",
            "is_superuser": "on",
            "email": "x@example.org",
            "groups": "1",
        },
    )
    ben.refresh_from_db()
    assert (ben.is_superuser, ben.email, ben.groups.count()) == (False, "ben@example.org", 0)
    thread = own_thread(town.project)
    client.post(
        f"/en/threads/{thread.pk}/comments/", {"body": "Hello", "author": anna.pk, "state": "hidden", "on_behalf_of": "x"}
    )
    said = Comment.objects.get()
    assert (said.author, said.state, said.on_behalf_of) == (ben, "visible", "")


def test_a_strangers_comment_cannot_be_changed_or_deleted(town: Town, anna: User, ben: User) -> None:
    comment = say(own_thread(town.project), anna, "Anna's")
    client = signed_in(ben)
    assert client.post(f"/en/threads/comments/{comment.pk}/edit/", {"body": "Ben's"}).status_code == 404
    assert client.post(f"/en/threads/comments/{comment.pk}/delete/").status_code == 404
    comment.refresh_from_db()
    assert (comment.body, comment.state) == ("Anna's", "visible")


def test_an_answer_does_not_reach_into_another_conversation(town: Town, anna: User, proposal: Proposal) -> None:
    elsewhere = say(proposal.thread, anna, "Elsewhere")
    client = signed_in(anna)
    page = client.post(f"/en/threads/{own_thread(town.project).pk}/comments/", {"body": "Here", "parent": elsewhere.pk})
    assert page.status_code == 422
    assert Comment.objects.count() == 1


def test_another_districts_moderator_finds_nothing(town: Town, proposal: Proposal, ben: User, otto: User, mira: User) -> None:
    report(kind="proposal", object_id=proposal.pk, reporter=ben, reason="spam", language="en")
    case = Case.objects.get()
    client = signed_in(otto)
    assert client.get("/admin/moderation/").status_code == 200
    assert proposal.title not in client.get("/admin/moderation/").content.decode()
    assert client.get(f"/admin/moderation/{case.pk}/").status_code == 404
    hiding = {"seen": "open", "action": "hide", "ground": "spam", "explanation": "No."}
    assert client.post(f"/admin/moderation/{case.pk}/", hiding).status_code in {403, 404, 422}
    assert client.post(f"/admin/moderation/open/proposal/{proposal.pk}/").status_code == 404
    proposal.refresh_from_db()
    assert proposal.state == "published"
    assert signed_in(mira).get(f"/admin/moderation/{case.pk}/").status_code == 200


def test_a_role_that_is_over_opens_nothing_even_before_the_rights_are_brought_in_step(
    town: Town, proposal: Proposal, mira: User
) -> None:
    case = open_case_for(kind="proposal", object_id=proposal.pk, by=mira)
    mira.district_roles.update(ends_at=timezone.now() - timedelta(seconds=1), starts_at=timezone.now() - timedelta(days=1))
    client = signed_in(mira)
    assert client.get(f"/admin/moderation/{case.pk}/").status_code in {302, 403, 404}
    assert client.get("/admin/moderation/").status_code in {302, 403}


def test_a_moderator_does_not_run_the_project(town: Town, mira: User) -> None:
    phase = Phase.objects.get(project=town.project)
    client = signed_in(mira)
    base = f"/admin/participation/{town.project.pk}/"
    client.post(base, {"visibility": "members", "support_goal": "1"})
    for act in ("publish", "archive", "restore"):
        client.post(f"{base}{act}/")
    for act in ("open", "close", "extend"):
        client.post(f"{base}phases/{phase.pk}/{act}/", {"ends_at": "2099-01-01T00:00"})
    client.post(f"{base}phases/{phase.pk}/", {"title": "x"})
    fresh = Project.objects.get(pk=town.project.pk)
    assert (fresh.visibility, fresh.state, fresh.support_goal) == (
        town.project.visibility,
        town.project.state,
        town.project.support_goal,
    )
    again = Phase.objects.get(pk=phase.pk)
    assert (again.starts_at, again.ends_at) == (phase.starts_at, phase.ends_at)


def test_a_phase_is_not_found_under_another_project(town: Town) -> None:
    other = ProjectFactory(slug="toinen", lead_district=town.malmi)
    theirs = PhaseFactory(project=other)
    coordinator = person("kalle")
    DistrictRoleFactory(user=coordinator, district=town.kallio, role="coordinator")
    sync_staff()
    client = signed_in(coordinator)
    assert client.get(f"/admin/participation/{town.project.pk}/").status_code == 200
    assert client.get(f"/admin/participation/{other.pk}/").status_code == 404
    for path in (f"phases/{theirs.pk}/close/", f"phases/{theirs.pk}/open/"):
        assert client.post(f"/admin/participation/{town.project.pk}/{path}").status_code == 404
    assert Phase.objects.get(pk=theirs.pk).ends_at == theirs.ends_at


def test_another_districts_coordinator_does_not_answer(town: Town, proposal: Proposal) -> None:
    coordinator = person("kalle")
    DistrictRoleFactory(user=coordinator, district=town.malmi, role="coordinator")
    sync_staff()
    unit = UnitFactory()
    client = signed_in(coordinator)
    address = f"/admin/proposals/{proposal.pk}/respond/"
    assert client.get(address).status_code == 404
    assert client.post(address, {"unit": unit.pk, "status": "accepted", "text": "Yes."}).status_code == 404
    assert not OfficialResponse.objects.exists()


def test_single_answers_are_for_the_projects_own_staff(town: Town, anna: User, otto: User) -> None:
    survey = SurveyFactory(project=town.project)
    address = f"/en/projects/{town.project.slug}/surveys/{survey.pk}/"
    for client in (Client(), signed_in(anna), signed_in(otto)):
        for door in ("", "results/", "results.csv", "answers.csv"):
            assert client.get(f"{address}{door}").status_code in {403, 404}
        assert client.get(f"/admin/surveys/inspect/{survey.pk}/").status_code in {302, 403, 404}
        assert client.post(f"/admin/surveys/publish/{survey.pk}/").status_code in {302, 403, 404}
    survey.refresh_from_db()
    assert survey.state == "draft"
