"""Similar proposals: found with their reasons, shown while writing and to staff, and never what is not public."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import unquote

import pytest
from django.contrib.auth.models import AnonymousUser, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from participation.accounts.models import User
from participation.projects.models import Phase, Project
from participation.projects.states import Visibility
from proposals.models import Proposal, Support, WordUse
from proposals.queries.similar import Similar, Words, similar_to
from proposals.reasons import Why
from proposals.states import ProposalState
from proposals.tasks import count_words
from tests.cast import Town
from tests.factories.districts import DistrictFactory
from tests.factories.projects import CategoryFactory, PhaseFactory, ProjectFactory
from tests.factories.proposals import ProposalFactory, many_proposals

FRAGMENT = "/en/projects/kallion-ideat/proposals/similar/"
NEW = "/en/projects/kallion-ideat/proposals/new/"
TITLE, BODY = "Penkkejä Karhupuistoon", "Puistossa ei ole istuimia vanhuksille."
NOBODY = AnonymousUser()


@pytest.fixture
def bench(town: Town) -> Proposal:
    """One proposal about benches among others that have nothing to do with it, counted."""
    many_proposals(town.project, 30, language="fi", body="Kouluun tarvitaan uusi jumppasali ja kirjasto.")
    row = ProposalFactory(
        project=town.project,
        language="fi",
        title="Karhupuiston penkit",
        body=BODY,
        latitude=60.186,
        longitude=24.951,
        support_count=7,
    )
    count_words()
    return row


def first(**changes: Any) -> dict[str, Any]:
    """The first step as it is sent."""
    return {"step": "idea", "title": TITLE, "body": BODY, "form_key": str(uuid.uuid4()), **changes}


def like(town: Town, **changes: Any) -> Words:
    values: dict[str, Any] = {
        "title": TITLE,
        "body": "",
        "language": "fi",
        "project_id": town.project.pk,
        "district": town.kallio,
    }
    return Words(**values | changes)


def ids(found: list[Similar]) -> list[int]:
    return [one.proposal.pk for one in found]


@translation.override("en")
def test_the_same_idea_in_other_words_is_found_with_its_reasons(town: Town, bench: Proposal) -> None:
    (found,) = similar_to(like(town, latitude=60.1871, longitude=24.951), user=NOBODY)
    assert found.proposal == bench
    reasons = {reason.why: reason for reason in found.reasons}
    assert str(reasons[Why.SAME_PLACE]) == "Same place, 120 m away"
    assert set(reasons[Why.WORDS].words) == {"penkkejä", "karhupuistoon"}
    assert str(reasons[Why.WORDS]).startswith("Shares the words ")


@translation.override("en")
def test_reasons_of_title_distance_and_theme(town: Town, bench: Proposal) -> None:
    theme = CategoryFactory(slug="puistot")
    Proposal.objects.filter(pk=bench.pk).update(category=theme)
    asked = like(town, title="Karhupuiston penkit!", latitude=60.192, longitude=24.951, category_id=theme.pk)
    (found,) = similar_to(asked, user=NOBODY)
    assert [str(reason) for reason in found.reasons][:2] == ["The title is much like yours", "670 m away"]
    assert found.reasons[-1].why == Why.THEME


def test_a_proposal_is_not_like_itself_and_what_has_nothing_in_common_is_not_shown(town: Town, bench: Proposal) -> None:
    assert similar_to(bench, user=NOBODY) == []
    assert similar_to(like(town, title="Uimahallin aukiolo"), user=NOBODY) == []


@pytest.mark.parametrize("title", ["", " ", "&|!", "'", "\\", "%", "🦆", "ja", "x" * 120, "a b c", "مقاعد", "123"])
def test_odd_words_are_like_nothing(client: Client, town: Town, bench: Proposal, title: str) -> None:
    """Also beside words that are like something: then these alone are what finds it."""
    for language in ("fi", "ar", ""):
        assert similar_to(like(town, title=title, body=title * 1000, language=language), user=NOBODY) == []
    assert b"k-similar" not in client.post(FRAGMENT, {"title": title, "body": title * 1000}).content
    page = client.post(FRAGMENT, {"title": f"{TITLE} {title}"[:120], "body": BODY})
    assert [card.found.proposal for card in page.context["similar"]] == [bench]


def test_nothing_is_counted_yet(town: Town, bench: Proposal) -> None:
    WordUse.objects.all().delete()
    assert ids(similar_to(like(town), user=NOBODY)) == [bench.pk]


def test_the_own_project_comes_first_then_the_district_then_the_city(town: Town, bench: Proposal) -> None:
    city = town.kallio.parent or DistrictFactory(level="city", code="0")
    elsewhere = ProjectFactory(slug="malmi", lead_district=town.malmi)
    same = {"language": "fi", "title": bench.title, "body": bench.body}
    in_city = ProposalFactory(project=elsewhere, district=town.malmi, **same)
    in_district = ProposalFactory(project=elsewhere, district=town.kallio, **same)
    assert ids(similar_to(like(town), user=NOBODY)) == [bench.pk, in_district.pk, in_city.pk], city


@pytest.mark.parametrize("state", [ProposalState.DRAFT, ProposalState.WITHDRAWN])
def test_only_published_proposals_are_similar(town: Town, bench: Proposal, anna: User, state: str) -> None:
    Proposal.objects.filter(pk=bench.pk).update(state=state, author=anna)
    for user in (NOBODY, anna):
        assert similar_to(like(town), user=user) == []


def test_other_projects_are_shown_to_those_who_see_them(town: Town, bench: Proposal, aino: User, anna: User) -> None:
    other = ProjectFactory(slug="other", lead_district=town.kallio)
    asked = like(town, project_id=other.pk)
    assert ids(similar_to(asked, user=NOBODY)) == [bench.pk]
    for visibility, seen_by in ((Visibility.MEMBERS, [aino]), (Visibility.UNLISTED, [])):
        Project.objects.filter(pk=town.project.pk).update(visibility=visibility)
        assert [user for user in (NOBODY, anna, aino) if similar_to(asked, user=user)] == seen_by, visibility
    assert ids(similar_to(like(town), user=NOBODY)) == [bench.pk], "its own project, which the caller may read"


def test_queries_do_not_grow(client: Client, town: Town, bench: Proposal) -> None:
    other = ProjectFactory(slug="other", lead_district=town.kallio)
    PhaseFactory(project=other)

    def asked() -> int:
        client.post(FRAGMENT, {"title": TITLE})
        with CaptureQueriesContext(connection) as queries:
            assert len(client.post(FRAGMENT, {"title": TITLE}).context["similar"]) == Proposal.objects.filter(body=BODY).count()
        return len(queries)

    ProposalFactory(project=other, language="fi", title=bench.title, body=BODY)
    few = asked()
    for project in (town.project, other):
        ProposalFactory(project=project, language="fi", title=bench.title, body=BODY)
    assert asked() == few <= 7


def test_the_fragment_says_what_one_needs_to_know(client: Client, anna: User, bench: Proposal) -> None:
    client.force_login(anna)
    page = client.post(FRAGMENT, {"title": TITLE, "body": "<b>x</b>"}).content.decode()
    assert "Karhupuiston penkit" in page
    assert f'name="instead" value="{bench.pk}"' in page
    assert 'target="_blank"' in page
    assert '<span lang="fi" dir="auto">' in page
    assert "7" in page
    assert "<b>x</b>" not in page


def test_the_fragment_is_asked_by_post_alone_and_with_little_is_empty(client: Client, bench: Proposal) -> None:
    assert client.get(FRAGMENT).status_code == 405
    for sent in ({}, {"title": "Pe"}, {"title": "\x00" * 9, "body": "x" * 100_000}, {"title": TITLE, "draft": "9" * 40}):
        answer = client.post(FRAGMENT, sent)
        assert answer.status_code == 200
        assert (b"k-similar" in answer.content) == ("draft" in sent)


def test_somebody_elses_draft_lends_no_place(client: Client, town: Town, bench: Proposal, anna: User, ben: User) -> None:
    draft = ProposalFactory(
        project=town.project,
        author=anna,
        state=ProposalState.DRAFT,
        language="fi",
        latitude=60.186,
        longitude=24.951,
        thread=None,
    )
    sent = {"title": TITLE, "draft": draft.pk}
    for user, told in ((anna, True), (ben, False)):
        client.force_login(user)
        page = client.post(FRAGMENT, sent)
        reasons = {reason.why for card in page.context["similar"] for reason in card.found.reasons}
        assert (Why.SAME_PLACE in reasons) == told


def written(client: Client) -> Proposal:
    """Save the first step."""
    client.post(NEW, first(do="next"))
    return Proposal.objects.get(title=TITLE)


@pytest.mark.parametrize("step", ["idea", "place", "more"])
def test_without_scripts_it_is_shown_after_the_step_is_saved(client: Client, anna: User, bench: Proposal, step: str) -> None:
    client.force_login(anna)
    draft = written(client)
    page = client.get(f"/en/projects/kallion-ideat/proposals/{draft.pk}/write/{step}/").content.decode()
    assert "1 proposal like yours" in page
    assert f'form="step-form" name="instead" value="{bench.pk}"' in page


def test_a_step_has_the_same_number_of_queries_with_one_and_with_three(
    client: Client, town: Town, anna: User, bench: Proposal
) -> None:
    client.force_login(anna)
    draft = written(client)
    address = f"/en/projects/kallion-ideat/proposals/{draft.pk}/write/place/"

    def asked() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    few = asked()
    for _n in range(2):
        ProposalFactory(project=town.project, language="fi", title=bench.title, body=BODY)
    assert asked() == few


def test_supporting_another_one_instead_keeps_the_draft(client: Client, anna: User, bench: Proposal) -> None:
    client.force_login(anna)
    answer = client.post(NEW, first(body="", instead=bench.pk), follow=True)
    assert Support.objects.get().proposal == bench
    assert answer.redirect_chain[-1][0] == f"/en/projects/kallion-ideat/proposals/{bench.pk}/#support"
    assert "You support this proposal now" in answer.content.decode()
    draft = Proposal.objects.get(author=anna)
    assert (draft.state, draft.title) == (ProposalState.DRAFT, TITLE)


def test_the_same_from_a_later_step_and_twice(client: Client, anna: User, bench: Proposal) -> None:
    client.force_login(anna)
    draft = written(client)
    for _time in range(2):
        answer = client.post(
            f"/en/projects/kallion-ideat/proposals/{draft.pk}/write/place/", {"place": "Kulma", "instead": bench.pk}
        )
        assert answer.url.endswith(f"/{bench.pk}/#support")
    draft.refresh_from_db()
    assert (draft.place, Support.objects.count()) == ("Kulma", 1)


def test_who_is_signed_out_signs_in_first_and_loses_nothing(client: Client, anna: User, bench: Proposal) -> None:
    answer = client.post(NEW, first(instead=bench.pk))
    assert f"/proposals/{bench.pk}/?then=support" in unquote(answer.url)
    client.force_login(anna)
    assert TITLE in client.get(NEW).content.decode()


def test_a_support_that_is_refused_says_why_and_keeps_the_draft(client: Client, town: Town, anna: User, bench: Proposal) -> None:
    client.force_login(anna)
    Phase.objects.filter(project=town.project).update(features=["propose"])
    answer = client.post(NEW, first(instead=bench.pk), follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
    assert (Support.objects.count(), Proposal.objects.filter(author=anna).count()) == (0, 1)
    assert "instead" not in client.post(FRAGMENT, {"title": TITLE}).content.decode()


@pytest.mark.parametrize("pk", ["0", "x", "", "9" * 30, "²"])
def test_what_is_not_there_cannot_be_supported_instead(client: Client, anna: User, bench: Proposal, pk: str) -> None:
    client.force_login(anna)
    answer = client.post(NEW, first(instead=pk), follow=True)
    assert answer.status_code == 200
    assert "What you wrote is saved" in answer.content.decode()
    assert Proposal.objects.filter(author=anna, title=TITLE).count() == 1


def test_one_that_is_supported_already_has_no_button(client: Client, anna: User, bench: Proposal) -> None:
    Support.objects.create(proposal=bench, resident=anna)
    client.force_login(anna)
    page = client.post(FRAGMENT, {"title": TITLE})
    assert [(card.mine, card.can) for card in page.context["similar"]] == [(True, False)]


def test_staff_see_similar_ones_where_they_answer(client: Client, town: Town, carla: User, bench: Proposal) -> None:
    asked = ProposalFactory(project=town.project, language="fi", title=TITLE, body=BODY)
    carla.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(carla)
    address = f"/admin/proposals/{asked.pk}/respond/"
    page = client.get(address)
    assert [one.proposal for one in page.context["similar"]] == [bench]
    assert "Samat sanat:" in page.content.decode()
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for _n in range(2):
        ProposalFactory(project=town.project, language="fi", title=bench.title, body=BODY)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)


def test_counting_words_again_forgets_what_is_gone(town: Town, bench: Proposal) -> None:
    assert WordUse.objects.get(key="fi.penk").proposals == 1
    assert WordUse.objects.get(key="").proposals == 31
    Proposal.objects.filter(pk=bench.pk).update(state=ProposalState.WITHDRAWN)
    count_words()
    assert not WordUse.objects.filter(key="fi.penk").exists()
    assert count_words() == WordUse.objects.count() - 1
