"""Whatever is sent, the form comes back with a message at the field and with what was typed; never a 500."""

import html
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from participation.common.languages import words_of
from participation.projects.models import Phase
from surveys.models import Response
from surveys.services import edit_survey
from surveys.specs import QuestionSpec, spec_of
from surveys.states import Kind
from tests.factories.surveys import ONE_OF_EACH, full_answers, posted, published_survey, words


def address(survey, language="en"):
    return f"/{language}/projects/{survey.project.slug}/surveys/{survey.pk}/"


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        (0, "", "Choose one."),
        (0, "999999999999", "Choose from what is offered here."),
        (0, "1 OR 1=1", "Choose from what is offered here."),
        (0, "a\0b", "Choose from what is offered here."),
        (1, ["999999999999"], "Choose from what is offered here."),
        (1, ["x", ""], "Choose from what is offered here."),
        (2, "0", "Choose a number from the scale."),
        (2, "9" * 400, "Choose a number from the scale."),
        (3, "nolla\0tavu", "character that cannot be kept"),
        (3, "x" * 4001, "too long"),
        (3, "x" * 100_000, "too long"),
        (3, "😀" * 4001, "too long"),
    ],
)
def test_each_wrong_answer_is_told_at_its_field(survey, anna, client, place, value, message):
    client.force_login(anna)
    question = survey.questions.order_by("position")[place]
    kept = "Tämä pysyy" if place != 3 else value.replace("\0", "")[:50]
    response = client.post(address(survey), posted(full_answers(survey, more="Tämä pysyy") | {question.pk: value}))
    page = html.unescape(response.content.decode())
    assert response.status_code == 422
    assert page.count(message) == 2, "once in the summary, once at the field"
    assert f'href="#id_q{question.pk}' in page
    assert f'id="id_q{question.pk}_error"' in page
    assert "<title>Error: " in page
    if "\0" not in str(value):
        assert kept in page
    assert not Response.objects.exists()


def test_link_of_the_summary_leads_to_a_control(survey, anna, client):
    client.force_login(anna)
    question = survey.questions.order_by("position")[0]
    page = client.post(address(survey), posted(full_answers(survey) | {question.pk: ""})).content.decode()
    assert f'href="#id_q{question.pk}_0"' in page
    assert f'id="id_q{question.pk}_0"' in page


def test_nothing_at_all(town, anna, client):
    survey = published_survey(town.project, ONE_OF_EACH[1:])
    client.force_login(anna)
    response = client.post(address(survey), {})
    assert response.status_code == 422
    assert "Answer at least one question before you send." in response.content.decode()


def test_right_to_left_and_emoji_are_kept_and_inert(survey, anna, client):
    client.force_login(anna)
    text = "\u202eabc 😀 <script>alert(1)</script>"
    assert client.post(address(survey), posted(full_answers(survey, more=text))).status_code == 302
    page = client.get(address(survey) + "?change=1").content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_phase_that_closed_while_writing(survey, anna, client):
    client.force_login(anna)
    Phase.objects.update(starts_at=timezone.now() - timedelta(days=2), ends_at=timezone.now() - timedelta(seconds=1))
    response = client.post(address(survey), posted(full_answers(survey, more="Pitkä kirjoitus")))
    page = response.content.decode()
    assert response.status_code == 422
    assert "The survey is not open right now." in page
    assert "Pitkä kirjoitus" in page


def test_session_that_ended_while_writing(survey, client):
    response = client.post(address(survey), posted(full_answers(survey, more="Pitkä kirjoitus")))
    page = response.content.decode()
    assert response.status_code == 422
    assert "You are not signed in." in page
    assert "Pitkä kirjoitus" in page
    assert not Response.objects.exists()


def test_questions_that_changed_while_writing(survey, anna, client):
    client.force_login(anna)
    sent = posted(full_answers(survey, more="Pitkä kirjoitus"))
    kept = [spec_of(question) for question in survey.questions.order_by("position")][1:]
    fresh = QuestionSpec(kind=Kind.TEXT, title=words("Uusi kysymys"))
    edit_survey(
        survey_id=survey.pk,
        title=words_of(survey, "title"),
        results_shown=survey.results_shown,
        confidential=survey.confidential,
        questions=[*kept, fresh],
        by=None,
    )
    response = client.post(address(survey), sent)
    page = response.content.decode()
    assert response.status_code == 422
    assert "The questions have changed since you opened this page." in page
    assert "Pitkä kirjoitus" in page
    assert "Uusi kysymys" in page


def test_expired_token_keeps_the_words(survey, anna):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(anna)
    response = browser.post(
        address(survey), posted(full_answers(survey, more="Pitkä kirjoitus jota ei saa kadottaa, ei vahingossakaan"))
    )
    assert response.status_code == 403
    assert "ei saa kadottaa" in response.content.decode()
