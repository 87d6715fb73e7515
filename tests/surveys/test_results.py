"""Results: the right numbers, in words, bars and a table; shown to those who may see them."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from participation.accounts.models import User
from participation.projects.models import Phase
from surveys.models import Survey
from surveys.presentation import charts_of, whole_percent
from surveys.queries import questions_of, tallies_of
from surveys.rules import shows_results
from surveys.services import SeedResponse, seed_responses, submit_response
from surveys.states import Opening, ResultsShown
from tests.cast import Town
from tests.factories.accounts import UserFactory
from tests.factories.surveys import full_answers, published_survey

# walk, stops, easy, more: five people by hand.
FIVE = (
    {"walk": 0, "stops": (0, 1), "easy": 5, "more": "Eka"},
    {"walk": 0, "stops": (0,), "easy": 4, "more": ""},
    {"walk": 1, "stops": (0, 2), "easy": 4, "more": "<b>Toka</b>"},
    {"walk": 0, "stops": (), "easy": 1, "more": ""},
    {"walk": 2, "stops": (0, 1, 2), "easy": 3, "more": ""},
)


def address(survey, tail=""):
    return f"/en/projects/{survey.project.slug}/surveys/{survey.pk}/{tail}"


def answer_all(survey):
    seed_responses(
        survey_id=survey.pk,
        rows=[SeedResponse(UserFactory().pk, full_answers(survey, **one), "fi", timezone.now()) for one in FIVE],
    )


def charts(survey):
    with override("en"):
        return charts_of(tallies_of(questions_of(survey)))


def test_numbers_are_those_counted_by_hand(survey):
    answer_all(survey)
    single, multiple, scale, text = charts(survey)
    assert [(str(bar.label), bar.value, bar.percent) for bar in single.bars] == [
        ("On foot", 3, 60),
        ("By bike", 1, 20),
        ("By bus", 1, 20),
    ]
    assert single.sentence == "“On foot” was chosen most often: by 3 of 5 people, 60 %."
    assert [(str(bar.label), bar.value, bar.percent) for bar in multiple.bars] == [
        ("Ice", 4, 100),
        ("Darkness", 2, 50),
        ("Steps", 2, 50),
    ]
    assert multiple.people == 4, "people, not combinations and not ticks"
    assert "counts people" in multiple.note
    assert [bar.value for bar in scale.bars] == [1, 0, 1, 2, 1]
    assert [str(bar.label) for bar in scale.bars] == ["1 – Hard", "2", "3", "4", "5 – Easy"]
    assert scale.sentence == "The average is 3.4 on a scale from 1 to 5. 5 people answered."
    assert (text.people, text.bars) == (2, [])


@pytest.mark.parametrize(
    ("part", "whole", "percent"), [(1, 8, 13), (5, 8, 63), (1, 3, 33), (2, 3, 67), (0, 0, 0), (7, 7, 100), (1, 200, 1)]
)
def test_halves_are_rounded_upwards(part, whole, percent):
    assert whole_percent(part, whole) == percent


def test_ties_and_emptiness_are_said(survey, anna):
    assert {chart.sentence for chart in charts(survey)} == {"Nobody has answered this question yet."}
    submit_response(survey_id=survey.pk, resident=anna, answers=full_answers(survey, stops=(0, 2)), language="fi")
    multiple = charts(survey)[1]
    assert multiple.sentence == "These were chosen most often, each by 1 of 1 person: “Ice”, “Steps”."


def test_numbers_follow_the_language(survey):
    answer_all(survey)
    with override("fi"):
        scale = charts_of(tallies_of(questions_of(survey)))[2]
    assert "3,4" in scale.sentence


def test_page_has_bars_a_sentence_and_a_table(survey, client):
    answer_all(survey)
    page = client.get(address(survey, "results/")).content.decode()
    assert "5 people have answered." in page
    assert page.count("<details>") >= 3
    table = re.search(r'<table class="k-table"><caption class="vh">What stops you\?.*?</table>', page, re.DOTALL).group()
    assert re.findall(r'<th scope="row">([^<]+)</th><td class="num">(\d+)</td><td class="num">(\d+) %</td>', table) == [
        ("Ice", "4", "100"),
        ("Darkness", "2", "50"),
        ("Steps", "2", "50"),
    ]
    assert '<rect width="100.0"' in page
    assert " style=" not in page
    assert "Eka" not in page
    assert "Toka" not in page


def test_queries_are_the_same_for_any_number_of_answers(survey, client):
    client.get(address(survey, "results/"))  # what a process keeps of the project is read once
    counts = []
    for _round in range(2):
        answer_all(survey)
        with CaptureQueriesContext(connection) as captured:
            client.get(address(survey, "results/"))
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 10


def test_counting_takes_one_query(survey, django_assert_num_queries):
    answer_all(survey)
    questions = questions_of(survey)
    with django_assert_num_queries(1):
        tallies_of(questions)


@pytest.mark.parametrize("staff", [False, True])
@pytest.mark.parametrize("answered", [False, True])
@pytest.mark.parametrize("opening", [Opening.OPEN, Opening.OVER])
@pytest.mark.parametrize("shown", list(ResultsShown))
def test_who_sees_them(shown, opening, answered, staff):
    survey = Survey(state="published", results_shown=shown)
    expected = (
        staff
        or {
            ResultsShown.ALWAYS: True,
            ResultsShown.ANSWERED: answered or opening == Opening.OVER,
            ResultsShown.CLOSED: opening == Opening.OVER,
            ResultsShown.STAFF: False,
        }[shown]
    )
    assert shows_results(survey, opening=opening, answered=answered, responses=1, staff=staff) is expected


@pytest.mark.parametrize(("responses", "seen"), [(0, False), (4, False), (5, True)])
def test_few_answers_to_a_confidential_survey_are_kept_back_from_everybody(responses, seen):
    survey = Survey(state="published", results_shown="always", confidential=True)
    for staff in (False, True):
        assert shows_results(survey, opening=Opening.OPEN, answered=True, responses=responses, staff=staff) is seen


@pytest.mark.parametrize("shown", ["answered", "closed", "staff"])
def test_every_door_is_shut_while_they_are_not_public(town, client, shown):
    survey = published_survey(town.project, results_shown=shown)
    answer_all(survey)
    assert "On foot was chosen" not in client.get(address(survey)).content.decode()
    assert "The results are not shown yet" in client.get(address(survey, "results/")).content.decode()
    assert client.get(address(survey, "results.csv")).status_code == 404
    Phase.objects.update(starts_at="2020-01-01T00:00Z", ends_at="2020-02-01T00:00Z")
    assert client.get(address(survey, "results.csv")).status_code == (404 if shown == "staff" else 200)


def test_a_scale_is_drawn_in_its_order_with_its_average_and_own_words_as_a_share(
    client: Client, town: Town, anna: User, ben: User
) -> None:
    survey = published_survey(town.project, results_shown="always")
    submit_response(survey_id=survey.pk, resident=anna, answers=full_answers(survey, easy=4), language="en")
    submit_response(survey_id=survey.pk, resident=ben, answers=full_answers(survey, easy=5, more=""), language="en")
    html = client.get(f"/en/projects/{town.project.slug}/surveys/{survey.pk}/results/").content.decode()
    drawing = html.partition('class="k-columns"')[2].partition("</svg>")[0]
    assert re.findall(r'<rect x="([\d.]+)"', drawing) == ["372.0", "492.0"]
    assert 'd="M480.0 0V200"' in drawing  # between 4 and 5
    assert re.search(r"<b>1</b> wrote an answer", html)
    assert re.search(r"<b>1</b> left it empty", html)
