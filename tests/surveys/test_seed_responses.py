"""The set-based twin gives the same rows as answering one by one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from participation.common.origin import Origin
from participation.common.refusals import Invalid, PhaseClosed
from surveys.models import Answer, Participation, Response
from surveys.services import SeedResponse, seed_responses, submit_response
from tests.factories.accounts import UserFactory
from tests.factories.surveys import full_answers, published_survey


def rows_of(survey):
    """Everything stored for a survey except the keys of rows."""
    places = {question.pk: question.position for question in survey.questions.all()}
    choices = {choice.pk: choice.position for question in survey.questions.all() for choice in question.choices.all()}
    return (
        sorted(Participation.objects.filter(survey=survey).values_list("resident", "created_at")),
        sorted(
            Response.objects.filter(survey=survey).values_list(
                "participation__resident", "language", "channel", "entered_by", "created_at", "changed_at"
            )
        ),
        sorted(
            (resident, places[question], choices.get(choice, -1), number or 0, text, choices.get(slot, -1))
            for resident, question, choice, number, text, slot in Answer.objects.filter(response__survey=survey).values_list(
                "response__participation__resident", "question", "choice", "number", "text", "slot"
            )
        ),
    )


def test_same_rows_as_one_by_one(survey, town):
    twin = published_survey(town.project)
    residents = [UserFactory() for _number in range(3)]
    moments = [timezone.now() - timedelta(minutes=10 * number) for number in range(3)]
    variants = [{"walk": 2, "stops": (2, 0)}, {"stops": (), "easy": 1}, {"more": ""}]
    for resident, at, variant in zip(residents, moments, variants, strict=True):
        submit_response(
            survey_id=survey.pk,
            resident=resident,
            answers=full_answers(survey, **variant),
            language="sv",
            origin=Origin.SEED,
            at=at,
        )
    made = seed_responses(
        survey_id=twin.pk,
        rows=[
            SeedResponse(resident.pk, full_answers(twin, **variant), "sv", at)
            for resident, at, variant in zip(residents, moments, variants, strict=True)
        ],
    )
    assert made == 3
    assert rows_of(survey) == rows_of(twin)


def test_number_of_statements_does_not_grow(survey, django_assert_max_num_queries):
    rows = [SeedResponse(UserFactory().pk, full_answers(survey), "fi", timezone.now()) for _number in range(40)]
    with django_assert_max_num_queries(14):
        assert seed_responses(survey_id=survey.pk, rows=rows) == 40


def test_who_has_answered_is_passed_over(survey, anna, ben):
    row = SeedResponse(anna.pk, full_answers(survey), "fi", timezone.now())
    assert seed_responses(survey_id=survey.pk, rows=[row, row]) == 1
    assert seed_responses(survey_id=survey.pk, rows=[row, SeedResponse(ben.pk, full_answers(survey), "fi", timezone.now())]) == 1
    assert Response.objects.count() == 2


def test_refuses_what_the_single_one_refuses(survey, anna):
    with pytest.raises(PhaseClosed):
        seed_responses(
            survey_id=survey.pk, rows=[SeedResponse(anna.pk, full_answers(survey), "fi", timezone.now() - timedelta(days=9))]
        )
    with pytest.raises(Invalid):
        seed_responses(survey_id=survey.pk, rows=[SeedResponse(anna.pk, {}, "fi", timezone.now())])
    assert not Response.objects.exists()
