"""The survey's page: every state it can be in, and how many queries it costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from participation.accounts.models import User
from participation.projects.models import Phase
from participation.projects.states import Visibility
from surveys.models import Response, Survey
from surveys.services import SeedResponse, create_survey, seed_responses, submit_response
from tests.factories.surveys import ONE_OF_EACH, full_answers, posted, published_survey, words


def address(survey, tail="", language="en"):
    return f"/{language}/projects/{survey.project.slug}/surveys/{survey.pk}/{tail}"


def crowd(survey, number):
    first = User.objects.count()
    people = User.objects.bulk_create(
        [User(email=f"crowd{first + index}@example.org", public_name="Asukas") for index in range(number)]
    )
    answers = full_answers(survey)
    return seed_responses(survey_id=survey.pk, rows=[SeedResponse(one.pk, answers, "fi", timezone.now()) for one in people])


def move_phase(**fields):
    Phase.objects.update(**fields)


def test_form_asks_every_question_with_its_place(survey, anna, client):
    client.force_login(anna)
    page = client.get(address(survey)).content.decode()
    for number in range(1, 5):
        assert f"Question {number} of 4" in page
    assert page.count("<fieldset") >= 3
    assert page.count('type="radio"') >= 8
    assert page.count('type="checkbox"') >= 3
    assert "How do you get around?" in page
    assert "On foot" in page
    assert 'id="results-h"' not in page


def test_words_in_another_language_say_so(town, anna, client):
    survey = published_survey(town.project, ONE_OF_EACH[3:])
    Survey.objects.filter(pk=survey.pk).update(title="Vain suomeksi", i18n={})
    client.force_login(anna)
    assert 'lang="fi" dir="ltr"><h1 class="measure">Vain suomeksi' in client.get(address(survey)).content.decode()


def test_sending_leads_to_thanks_and_results(survey, anna, client):
    client.force_login(anna)
    response = client.post(address(survey), posted(full_answers(survey)), follow=True)
    page = response.content.decode()
    assert response.redirect_chain == [(address(survey), 302)]
    assert "You have answered. Thank you!" in page
    assert "Change my answers" in page
    assert "Take my answers back" in page
    assert 'id="results-h"' in page


def test_changing_shows_what_was_answered(survey, anna, client):
    client.force_login(anna)
    client.post(address(survey), posted(full_answers(survey, walk=2, more="Enemmän penkkejä")))
    page = client.get(address(survey, "?change=1")).content.decode()
    assert "Enemmän penkkejä" in page
    assert page.count("checked") == 4
    client.post(address(survey), posted(full_answers(survey, walk=0)))
    assert Response.objects.count() == 1
    assert Response.objects.get().answers.get(question__kind="single").choice.label == "Kävellen"


def test_taking_back(survey, anna, client):
    client.force_login(anna)
    client.post(address(survey), posted(full_answers(survey)))
    response = client.post(address(survey, "withdraw/"), follow=True)
    assert not Response.objects.exists()
    assert "Send my answers" in response.content.decode()
    assert client.get(address(survey, "withdraw/")).status_code == 405


def test_signed_out_reader_sees_questions_and_the_way_in(survey, client):
    page = client.get(address(survey)).content.decode()
    assert "Sign in to answer" in page
    assert "How do you get around?" in page
    assert f"?next={address(survey)}" in page
    assert 'name="q' not in page


def test_not_open_yet_says_when(survey, anna, client):
    move_phase(starts_at=timezone.now() + timedelta(days=1), ends_at=timezone.now() + timedelta(days=2))
    client.force_login(anna)
    page = client.get(address(survey)).content.decode()
    assert "The survey is not open yet" in page
    assert 'name="q' not in page


def test_over_says_so_and_shows_results(survey, anna, client):
    submit_response(survey_id=survey.pk, resident=anna, answers=full_answers(survey), language="fi")
    move_phase(starts_at=timezone.now() - timedelta(days=2), ends_at=timezone.now() - timedelta(hours=1))
    page = client.get(address(survey)).content.decode()
    assert "The survey has ended" in page
    assert 'id="results-h"' in page
    client.force_login(anna)
    assert "can no longer be changed" in client.get(address(survey)).content.decode()


def test_draft_is_for_those_who_work_on_it(town, anna, carla, otto, client):
    draft = create_survey(project_id=town.project.pk, title=words("Luonnos"), questions=ONE_OF_EACH, by=None)
    for person in (None, anna, otto):
        if person:
            client.force_login(person)
        for tail in ("", "results/", "results.csv", "answers.csv"):
            assert client.get(address(draft, tail)).status_code == 404
    client.force_login(carla)
    page = client.get(address(draft)).content.decode()
    assert "This is a draft" in page
    assert "Send my answers" not in page


def test_project_that_cannot_be_read_hides_its_survey(survey, town, anna, client):
    town.project.visibility = Visibility.MEMBERS
    town.project.save()
    client.force_login(anna)
    for tail in ("", "results/", "results.csv", "answers.csv"):
        assert client.get(address(survey, tail)).status_code == 404
    assert client.post(address(survey), posted(full_answers(survey))).status_code == 404


def test_survey_of_another_project_and_huge_number_are_not_found(survey, client):
    assert client.get(f"/en/projects/{survey.project.slug}/surveys/{10**30}/").status_code == 404
    assert client.get(f"/en/projects/other/surveys/{survey.pk}/").status_code == 404


def test_confidential_says_so_before_answering(secret, anna, client):
    client.force_login(anna)
    page = client.get(address(secret)).content.decode()
    assert page.index("This survey is confidential") < page.index("Question 1 of 4")
    response = client.post(address(secret), posted(full_answers(secret)), follow=True)
    page = response.content.decode()
    assert "cannot be changed" in page
    assert "?change=1" not in page
    again = client.post(address(secret), posted(full_answers(secret, more="Toinen")))
    assert again.status_code == 422
    assert "Toinen" in again.content.decode()
    assert Response.objects.count() == 1


@pytest.mark.parametrize("state", ["form", "thanks", "signed out", "over"])
def test_queries_do_not_grow_with_answers(survey, anna, client, state):
    """The same at 1, at 3 and at 1,000 responses, and never more than 15."""
    if state == "thanks":
        submit_response(survey_id=survey.pk, resident=anna, answers=full_answers(survey), language="fi")
    if state == "over":
        Phase.objects.update(features=["comment"])
        Phase.objects.create(
            project=survey.project,
            title="Ohi",
            features=["answer"],
            position=99,
            starts_at=timezone.now() - timedelta(days=3),
            ends_at=timezone.now() - timedelta(days=2),
        )
    if state != "signed out":
        client.force_login(anna)
    counts = []
    for number in (1, 2, 997):
        if state == "over":
            Phase.objects.filter(features=["comment"]).update(features=["comment", "answer"])
        crowd(survey, number)
        if state == "over":
            Phase.objects.filter(features=["comment", "answer"]).update(features=["comment"])
        client.get(address(survey))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address(survey)).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1] == counts[2]
    assert counts[0] <= 15, "\n".join(query["sql"][:200] for query in captured)
