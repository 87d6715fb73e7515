"""Taking one's answers back."""

import pytest

from participation.audit.models import Entry
from participation.common.refusals import Conflict, PhaseClosed
from participation.projects.models import Phase
from surveys.models import Answer, Participation, Response
from surveys.services import submit_response, withdraw_response
from tests.factories.surveys import full_answers


def test_nothing_of_them_is_kept_and_one_can_answer_again(survey, anna, ben):
    for resident in (anna, ben):
        submit_response(survey_id=survey.pk, resident=resident, answers=full_answers(survey), language="fi")
    withdraw_response(survey_id=survey.pk, resident=anna)
    assert Participation.objects.get().resident == ben
    assert Response.objects.count() == 1
    assert Answer.objects.count() == 5
    assert Entry.objects.filter(action="survey.withdraw_answers", actor=anna).exists()
    submit_response(survey_id=survey.pk, resident=anna, answers=full_answers(survey), language="fi")
    assert Response.objects.count() == 2


def test_who_has_not_answered_is_told(survey, anna):
    with pytest.raises(Conflict):
        withdraw_response(survey_id=survey.pk, resident=anna)


def test_not_after_the_end(survey, anna):
    submit_response(survey_id=survey.pk, resident=anna, answers=full_answers(survey), language="fi")
    Phase.objects.update(features=["comment"])
    with pytest.raises(PhaseClosed):
        withdraw_response(survey_id=survey.pk, resident=anna)
    assert Response.objects.count() == 1
