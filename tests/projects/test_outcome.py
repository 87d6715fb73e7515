"""A project in which nothing can be done any more shows first what came of it; until then, what one can do."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from participation.accounts.models import User
from participation.projects.models import Phase, Project, ProjectPage
from participation.projects.presentation import timeline, timeline_sentence
from participation.projects.services import set_project_state
from participation.projects.states import ProjectState
from proposals.states import Status
from surveys.services import submit_response
from tests.caching import forget_cache
from tests.factories.proposals import many_proposals
from tests.factories.surveys import full_answers, published_survey


def end(project: Project) -> None:
    """Let every phase be over."""
    now = timezone.now()
    Phase.objects.filter(project=project).update(starts_at=now - timedelta(days=9), ends_at=now - timedelta(days=1))


def path_of(project: Project) -> str:
    page = ProjectPage.objects.get(translation_key=project.translation_key, locale__language_code="en")
    return f"/en/{page.url_path.split('/', 2)[2]}"


def read(client: Client, project: Project) -> str:
    forget_cache()
    return client.get(path_of(project)).content.decode()


def test_while_something_is_open_it_comes_first(client: Client, published: Project) -> None:
    html = read(client, published)
    assert html.index("What you can do now") < html.index('id="where-h"')
    assert 'id="came"' not in html


def test_what_is_only_coming_is_not_over(client: Client, published: Project) -> None:
    now = timezone.now()
    published.phases.update(starts_at=now + timedelta(days=2), ends_at=now + timedelta(days=9))
    html = read(client, published)
    assert "It begins on" in html
    assert 'id="came"' not in html


@pytest.mark.parametrize("archived", [False, True])
def test_when_it_is_over_results_come_before_everything_else(client: Client, published: Project, archived: bool) -> None:
    many_proposals(published, 3, status=Status.DONE)
    many_proposals(published, 2, status=Status.REJECTED)
    many_proposals(published, 1)
    end(published)
    if archived:
        set_project_state(project_id=published.pk, state=ProjectState.ARCHIVED, by=None)
    html = read(client, published)
    assert "This project has ended" in html
    assert 'href="#came"' in html
    places = [html.index(f'id="{name}"') for name in ("now-title", "came", "proposals-h", "where-h")]
    assert places == sorted(places)
    assert "The city has decided about 5 of 6 proposals. Done: 3, Not possible: 2." in html
    assert "No answer yet" in html
    assert "All phases are over." in html


def test_a_last_phase_without_anything_to_do_shows_results_too(client: Client, published: Project) -> None:
    end(published)
    Phase.objects.filter(pk=published.phases.order_by("-position")[0].pk).update(features=[], ends_at=None)
    html = read(client, published)
    assert 'id="came"' in html


def test_without_answers_it_says_so(client: Client, published: Project) -> None:
    many_proposals(published, 2)
    end(published)
    assert "The city has not answered any of the proposals yet." in read(client, published)


@pytest.mark.parametrize(("shown", "seen"), [("closed", True), ("staff", False)])
def test_public_survey_results_are_drawn_and_led_to(
    client: Client, published: Project, anna: User, shown: str, seen: bool
) -> None:
    published.phases.update(features=["answer"])
    survey = published_survey(published, results_shown=shown)
    submit_response(survey_id=survey.pk, resident=anna, answers=full_answers(survey), language="en")
    end(published)
    html = read(client, published)
    assert (f"/surveys/{survey.pk}/results/" in html) is seen
    assert ("How do you get around?" in html) is seen


def test_results_cost_few_queries_however_many_proposals_there_are(client: Client, published: Project) -> None:
    end(published)
    counts = []
    for number in (1, 30):
        many_proposals(published, number, status=Status.DONE)
        forget_cache()
        client.get(path_of(published))
        with CaptureQueriesContext(connection) as captured:
            client.get(path_of(published))
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert counts[0] <= 15


def test_the_timeline_in_a_sentence() -> None:
    now = timezone.now()

    def phase(title: str, begin: int, end: int | None) -> Phase:
        ends_at = now + timedelta(days=end) if end is not None else None
        return Phase(title=title, starts_at=now + timedelta(days=begin), ends_at=ends_at)

    ideas, talk, vote = phase("Ideas", -5, 5), phase("Talk", -1, 3), phase("Vote", 6, 9)
    assert timeline_sentence(timeline([ideas])) == "Vaihe 1/1 on käynnissä: Ideas."
    assert "Talk" in timeline_sentence(timeline([ideas, talk]))
    assert timeline_sentence(timeline([ideas, vote])).startswith("Vaihe 1/2 on käynnissä: Ideas. Seuraavaksi Vote:")
    assert timeline_sentence(timeline([phase("Old", -9, -5)])) == "Kaikki vaiheet ovat päättyneet."
    assert timeline_sentence([]) == ""
