"""What surveys give to the rooms below: the project page, numbers, one's own data, erasure, doors, blueprints."""

import json

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.utils import translation

from participation.comments.anchors import kind_of
from participation.projects.features import features
from participation.projects.models import Phase
from participation.projects.queries import readable_project
from participation.projects.states import Blueprint, Visibility
from surveys.feature import FEATURE, sitemap
from surveys.models import Response, Survey
from surveys.services import create_survey, submit_response
from tests.factories.surveys import ONE_OF_EACH, full_answers, published_survey, words


@pytest.fixture
def visit(rf):
    """A person's request for a project's page."""

    def visit(person, project):
        request = rf.get("/")
        request.user = person
        return request, readable_project(project.slug, person)

    return visit


def test_registered_once():
    assert [feature for feature in features() if feature.key == "surveys"] == [FEATURE]


def test_answering_is_offered_until_one_has_answered(survey, anna, visit):
    with translation.override("en"):
        request, project = visit(anna, survey.project)
        (action,) = FEATURE.now(request, project, project.phase_list)
    assert "How do you move in winter?" in str(action.title)
    assert action.url == f"/en/projects/{project.slug}/surveys/{survey.pk}/"
    submit_response(survey_id=survey.pk, resident=anna, answers=full_answers(survey), language="fi")
    request, project = visit(anna, survey.project)
    assert list(FEATURE.now(request, project, project.phase_list)) == []


def test_nothing_is_offered_without_a_phase_or_a_published_survey(town, anna, visit):
    create_survey(project_id=town.project.pk, title=words("Luonnos"), questions=ONE_OF_EACH, by=None)
    request, project = visit(anna, town.project)
    assert list(FEATURE.now(request, project, project.phase_list)) == []
    assert FEATURE.panel(request, project) is None
    published_survey(town.project)
    Phase.objects.update(features=["comment"])
    request, project = visit(anna, town.project)
    assert list(FEATURE.now(request, project, project.phase_list)) == []


def test_top_and_panel_share_one_query(survey, town, anna, visit, django_assert_num_queries):
    for _number in range(2):
        published_survey(town.project)
    request, project = visit(anna, town.project)
    FEATURE.panel(request, project)  # from here on the surveys are known
    request, project = visit(anna, town.project)
    with django_assert_num_queries(1):
        list(FEATURE.now(request, project, project.phase_list))
        panel = FEATURE.panel(request, project)
    assert len(panel.context["lines"]) == 3
    assert panel.context["lines"][0]["kind"] == "now"


def test_panel_names_each_survey_and_where_it_stands(survey, anna, visit):
    submit_response(survey_id=survey.pk, resident=anna, answers=full_answers(survey), language="fi")
    request, project = visit(anna, survey.project)
    with translation.override("en"):
        panel = FEATURE.panel(request, project)
        page = render_to_string(panel.template, {"panel": panel.context})
    assert f'<a href="/en/projects/{project.slug}/surveys/{survey.pk}/">How do you move in winter?</a>' in page
    assert "You have answered" in page
    assert "1 person has answered." in page


def test_numbers_count_answers(survey, town, anna, ben, django_assert_num_queries):
    for person in (anna, ben):
        submit_response(survey_id=survey.pk, resident=person, answers=full_answers(survey), language="fi")
    with django_assert_num_queries(1):
        numbers = FEATURE.counters([town.project.pk, 10**9])
    assert [number for _label, number in numbers[town.project.pk]] == [2]
    assert [number for _label, number in FEATURE.district_counters(town.kallio.path)] == [2]
    assert [number for _label, number in FEATURE.district_counters(town.malmi.path)] == [0]


def test_own_data_has_own_answers_and_nobody_else(survey, secret, anna, ben):
    submit_response(survey_id=survey.pk, resident=anna, answers=full_answers(survey, more="Minun"), language="fi")
    submit_response(survey_id=survey.pk, resident=ben, answers=full_answers(survey, more="Benin"), language="fi")
    submit_response(survey_id=secret.pk, resident=anna, answers=full_answers(secret, more="Salainen"), language="fi")
    data = json.dumps(FEATURE.export(anna), ensure_ascii=False)
    assert "Minun" in data
    assert "Benin" not in data
    assert "Salainen" not in data
    lines = list(FEATURE.contributions(anna))
    assert len(lines) == 2
    assert {line.url.rstrip("/").rsplit("/", 1)[1] for line in lines} == {str(survey.pk), str(secret.pk)}


def test_erasing_unlinks(survey, anna):
    submit_response(survey_id=survey.pk, resident=anna, answers=full_answers(survey), language="fi")
    FEATURE.erase(anna)
    assert Response.objects.get().participation_id is None


def test_doors_lead_somewhere_and_the_sitemap_names_public_ones(survey, town, aino, client):
    client.force_login(aino)
    with translation.override("en"):
        doors = list(FEATURE.doors(town.project))
    assert len(doors) == 4
    assert all(client.get(door).status_code == 200 for door in doors)
    assert [path for path, _changed in sitemap()] == [f"projects/{town.project.slug}/surveys/{survey.pk}/"]
    town.project.visibility = Visibility.UNLISTED
    town.project.save()
    assert list(sitemap()) == []


@pytest.mark.parametrize(
    ("blueprint", "number"),
    [
        (Blueprint.SURVEY, 1),
        (Blueprint.HEARING, 1),
        (Blueprint.IDEAS, 0),
        (Blueprint.BUDGET, 0),
    ],
)
def test_blueprint_makes_a_draft_in_every_language(town, blueprint, number):
    FEATURE.build(town.project, blueprint, {})
    assert Survey.objects.count() == number
    for survey in Survey.objects.all():
        assert survey.state == "draft"
        assert survey.questions.count() == 4
        assert all([survey.title, survey.title_sv, survey.title_en])
        assert all(choice.label_sv for question in survey.questions.all() for choice in question.choices.all())


def test_conversation_finds_its_survey_for_those_who_may_read(survey, town, anna, carla):
    kind = kind_of("survey")
    assert kind.find(survey.thread_id, AnonymousUser()) == survey
    assert kind.address(survey) == f"projects/{town.project.slug}/surveys/{survey.pk}/"
    assert kind.district_id(survey) == town.kallio.pk
    town.project.visibility = Visibility.MEMBERS
    town.project.save()
    assert kind.find(survey.thread_id, anna) is None
    assert kind.find(survey.thread_id, carla) == survey
