"""The seeded city at each stage: every page answers, and what the stories need is there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from districts.models import District, DistrictPage
from districts.states import Level
from participation.accounts.models import User
from participation.comments.models import Comment, CommentVersion
from participation.comments.states import CommentState
from participation.demo.people import DEMO_ACCOUNTS, DEMO_PASSWORD
from participation.demo.seed import seed_city
from participation.demo.steps.context import Sizes
from participation.moderation.models import Case
from participation.projects.models import Project
from participation.projects.states import Action, ProjectState
from proposals.models import OfficialResponse, Proposal, ProposalVersion, Support
from proposals.states import ProposalState, Status
from surveys.models import Survey

SMALL = {"proposals": 45, "residents": 40, "comments": 130, "supports": 300}
LANGUAGES = ("fi", "sv", "en")
# Wagtail leaves the buffer of a freshly scaled image to be closed by the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.SpooledTemporaryFile:ResourceWarning")
TEXT_PAGES = ("how-it-works", "rules", "privacy", "accessibility", "contact")


class Undone(Exception):
    """Takes a seed back at the end of its tests."""


@pytest.fixture(scope="module", params=["collecting", "voting", "decided"])
def city(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[str]:
    """A seeded city, one for all tests of a stage; yields the stage."""
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        try:
            with transaction.atomic():
                seed_city(Sizes(stage=request.param, **SMALL))
                yield request.param
                raise Undone
        except Undone:
            pass


def addresses() -> list[str]:
    """Every kind of page that a reader meets, without the language."""
    found = ["", "projects/", *(f"{slug}/" for slug in TEXT_PAGES)]
    for project in Project.objects.all():
        found += [f"projects/{project.slug}/", f"projects/{project.slug}/proposals/"]
    for project in Project.objects.filter(proposals__isnull=False).distinct():
        proposal = project.proposals.filter(state=ProposalState.PUBLISHED).first()
        found.append(f"projects/{project.slug}/proposals/{proposal.pk}/")
    found += [f"projects/{survey.project.slug}/surveys/{survey.pk}/" for survey in Survey.objects.select_related("project")]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_answers_in_every_language(city: str, db: None, client: Client, language: str) -> None:
    for path in addresses():
        response = client.get(f"/{language}/{path}", follow=True)
        assert response.status_code == 200, f"{city}: /{language}/{path}"
        assert f'lang="{language}"' in response.text
    page = DistrictPage.objects.get(locale__language_code=language, district__code="301")
    assert client.get(page.get_url(), follow=True).status_code == 200


def test_the_districts_are_the_citys_and_their_boundaries_drawings(city: str, db: None) -> None:
    levels = dict.fromkeys((Level.SUURPIIRI, Level.PERUSPIIRI), 0)
    for district in District.objects.exclude(level=Level.CITY):
        levels[Level(district.level)] += 1
    assert levels == {Level.SUURPIIRI: 8, Level.PERUSPIIRI: 34}
    assert District.objects.filter(schematic=False).count() == 0
    assert District.objects.get(level=Level.CITY).population == 661_374


def test_projects_are_in_different_states(city: str, db: None) -> None:
    assert Project.objects.filter(state=ProjectState.PUBLISHED).count() == 6
    opened = {project.slug: project.actions_open_in(project.phases.all()) for project in Project.objects.all()}
    assert opened["alppipuiston-leikkipaikka"] == opened["ostersundomin-ulkoilureitit"] == frozenset()
    assert (Action.PROPOSE in opened["kallio-kaikille"]) == (city == "collecting")
    assert (Action.VOTE in opened["helsinkilaisten-budjetti"]) == (city == "voting")


def test_the_stage_says_what_has_been_answered(city: str, db: None) -> None:
    public = Proposal.objects.published()
    assert OfficialResponse.objects.filter(proposal__project__slug="alppipuiston-leikkipaikka").count() == 7
    if city == "decided":
        assert not public.filter(status__in=(Status.COLLECTING, Status.ASSESSING)).exists()
    if city != "collecting":
        assert not public.filter(project__slug="helsinkilaisten-budjetti", status=Status.COLLECTING).exists()
    assert not OfficialResponse.objects.filter(created_at__gt=timezone.now()).exists()


def test_moderators_find_work_of_their_own(city: str, db: None) -> None:
    for moderator in ("mira", "otto"):
        user = User.objects.get(email=f"{moderator}@example.org")
        assert Case.objects.open().moderated_by(user).count() == 1
    hidden = Comment.objects.get(state=CommentState.HIDDEN)
    assert hidden.decision.decided_by.email == "mira@example.org"


def test_there_is_a_draft_a_withdrawn_proposal_and_edited_texts(city: str, db: None) -> None:
    assert Proposal.objects.filter(state=ProposalState.DRAFT, author__email="anna@example.org").count() == 1
    assert Proposal.objects.filter(state=ProposalState.WITHDRAWN).count() == 1
    assert ProposalVersion.objects.count() == (4 if city == "collecting" else 0)
    assert CommentVersion.objects.count() == (2 if city == "collecting" else 0)


def test_places_lie_in_the_districts_that_proposals_name(city: str, db: None) -> None:
    written = Proposal.objects.filter(project__slug__in=("kallio-kaikille", "alppipuiston-leikkipaikka"), latitude__isnull=False)
    codes = {slug: set() for slug in ("kallio-kaikille", "alppipuiston-leikkipaikka")}
    for proposal in written.select_related("project", "district"):
        codes[proposal.project.slug].add(proposal.district.code)
    assert codes["alppipuiston-leikkipaikka"] == {"302"}
    assert "301" in codes["kallio-kaikille"]


def test_counts_are_right(city: str, db: None) -> None:
    for proposal in Proposal.objects.published():
        assert proposal.support_count == Support.objects.filter(proposal=proposal).count()
        assert proposal.comment_count == Comment.objects.filter(thread=proposal.thread_id, state=CommentState.VISIBLE).count()
    assert not Support.objects.filter(created_at__gt=timezone.now()).exists()


def test_the_demo_accounts_sign_in_with_the_one_password(city: str, db: None) -> None:
    people = [User.objects.get(email=address) for address, _role in DEMO_ACCOUNTS]
    assert len(people) == 7
    assert len({person.password for person in people}) == 1
    assert people[0].check_password(DEMO_PASSWORD)
    assert not User.objects.filter(email__startswith="resident-").first().has_usable_password()


def test_a_second_seed_refuses_and_changes_nothing(city: str, db: None) -> None:
    before = Proposal.objects.count()
    with pytest.raises(CommandError, match="has projects already"):
        call_command("seed_demo")
    assert Proposal.objects.count() == before


def test_anna_has_news_of_what_she_follows(city: str, client: Client) -> None:
    anna = User.objects.get(email="anna@example.org")
    assert anna.follows.count() >= 4
    assert anna.saved_searches.count() == 1
    told = list(anna.notifications.order_by("pk").values_list("at", flat=True))
    assert told
    assert told == sorted(told)
    client.force_login(anna)
    page = client.get("/fi/profile/news/").content.decode()
    assert page.count("k-news__item") >= 2
