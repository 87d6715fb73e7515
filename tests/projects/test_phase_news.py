"""A phase that begins, one that ends soon, and a new project are told once each."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from participation.accounts.models import User
from participation.notifications.announcing import news_kind
from participation.notifications.followables import Described
from participation.notifications.models import News
from participation.projects.models import Phase
from participation.projects.phase_news import tell_of_phases
from participation.projects.services import set_project_state
from participation.projects.states import ProjectState
from participation.projects.tasks import tell_of_phases_now
from tests.cast import Town
from tests.factories.projects import PhaseFactory, ProjectFactory

CITY = ZoneInfo("Europe/Helsinki")
BEGIN = datetime(2030, 5, 1, tzinfo=CITY)
END = datetime(2030, 6, 1, tzinfo=CITY)  # midnight: the last day is the 31st of May


@pytest.fixture
def phase(town: Town) -> Phase:
    Phase.objects.all().delete()
    return PhaseFactory(project=town.project, title="Ideointi", starts_at=BEGIN, ends_at=END)


def told(at: datetime) -> list[str]:
    """The kinds that the periodic task adds at a moment, however often it runs."""
    before = News.objects.count()
    tell_of_phases(at=at), tell_of_phases(at=at + timedelta(minutes=10))
    return [news.kind for news in News.objects.order_by("pk")[before:]]


def test_each_moment_once(phase: Phase) -> None:
    assert told(BEGIN - timedelta(minutes=30)) == []
    assert told(BEGIN) == ["phase.opened"]
    assert told(BEGIN + timedelta(days=10)) == []
    assert told(END - timedelta(days=3)) == ["phase.ends_soon"]
    assert told(END - timedelta(days=2)) == []
    assert told(datetime(2030, 5, 30, 16, 30, tzinfo=CITY)) == []
    assert told(datetime(2030, 5, 30, 17, 0, tzinfo=CITY)) == ["phase.ends_soon"]
    assert told(datetime(2030, 5, 31, 20, 0, tzinfo=CITY)) == []
    assert told(END + timedelta(hours=1)) == []


def test_in_words(phase: Phase) -> None:
    tell_of_phases(at=END - timedelta(days=3))
    tell_of_phases(at=BEGIN)
    last, opened = News.objects.order_by("pk")
    nothing = Described("", "", "")
    translation.activate("en")
    assert news_kind(opened.kind).words(nothing, opened.data) == "A new phase has begun: Ideointi"
    assert news_kind(last.kind).words(nothing, last.data) == "Last day to take part: 31 May 2030 (Ideointi)"
    assert datetime.fromisoformat(last.data["until"]) == phase.ends_at


def test_a_moved_end_is_told_anew(phase: Phase) -> None:
    tell_of_phases(at=END - timedelta(days=3))
    Phase.objects.update(ends_at=END + timedelta(days=7))
    assert told(END + timedelta(days=4)) == ["phase.ends_soon"]


def test_a_short_phase_and_one_in_which_nothing_is_done(phase: Phase) -> None:
    Phase.objects.update(starts_at=END - timedelta(days=1))
    assert told(END - timedelta(hours=12)) == ["phase.opened"]
    News.objects.all().delete()
    Phase.objects.update(starts_at=BEGIN, features=[])
    assert told(END - timedelta(days=3)) == []


@pytest.mark.parametrize("state", ["draft", "archived"])
def test_only_what_is_published(phase: Phase, state: str) -> None:
    phase.project.state = state
    phase.project.save()
    assert told(BEGIN) == told(END - timedelta(days=3)) == []


def test_the_task(town: Town) -> None:
    assert tell_of_phases_now() == 1  # the cast's phase began yesterday and ends tomorrow
    assert News.objects.get().kind == "phase.opened"


def test_a_new_project_is_told_to_its_districts_once(town: Town, aino: User) -> None:
    project = ProjectFactory(lead_district=town.kallio, state=ProjectState.DRAFT, published_at=None)
    project.districts.add(town.malmi)
    for state in (ProjectState.PUBLISHED, ProjectState.DRAFT, ProjectState.PUBLISHED):
        set_project_state(project_id=project.pk, state=state, by=aino)
    news = News.objects.get()
    assert news.kind == "project.published"
    assert {f"district:{town.kallio.pk}", f"district:{town.malmi.pk}", f"project:{project.pk}"} <= set(news.targets)
    assert news.at <= timezone.now()
