"""A confidential survey: nothing leads from the answers to the person."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from participation.audit.models import Entry
from participation.common.refusals import Conflict, NotAllowed
from surveys.models import Answer, Participation, Response
from surveys.services import SeedResponse, seed_responses, submit_response, withdraw_response
from tests.factories.accounts import UserFactory
from tests.factories.surveys import full_answers


def answer(survey, resident):
    return submit_response(survey_id=survey.pk, resident=resident, answers=full_answers(survey), language="fi")


def test_no_column_leads_from_answers_to_the_person(secret, anna):
    response = answer(secret, anna)
    assert response.participation_id is None
    known = {"survey_id", "question_id", "choice_id", "slot", "number"}
    with connection.cursor() as cursor:
        for table in ("surveys_response", "surveys_answer"):
            cursor.execute(f"SELECT * FROM {table}")
            names = [column.name for column in cursor.description]
            for row in cursor.fetchall():
                values = {value for name, value in zip(names, row, strict=True) if name not in known}
                assert not values & {anna.pk, Participation.objects.get().pk, str(anna.pk), anna.email}


def test_times_say_no_more_than_the_day(secret, anna):
    response = answer(secret, anna)
    for moment in (response.created_at, response.changed_at):
        local = timezone.localtime(moment)
        assert (local.hour, local.minute, local.second, local.microsecond) == (0, 0, 0, 0)
    assert Participation.objects.get().created_at == secret.created_at


def test_record_does_not_name_the_person(secret, anna):
    answer(secret, anna)
    entry = Entry.objects.get(action="survey.answer")
    assert entry.actor_id is None
    assert entry.object_id == secret.pk
    assert str(anna.pk) not in str(entry.data)


@pytest.mark.parametrize("many_at_once", [False, True])
def test_keys_do_not_tell_the_order(secret, many_at_once):
    """With 12 of each, keys in the order of writing come by chance once in 479 million runs."""
    residents = [UserFactory() for _number in range(12)]
    if many_at_once:
        seed_responses(
            survey_id=secret.pk, rows=[SeedResponse(one.pk, full_answers(secret), "fi", timezone.now()) for one in residents]
        )
    else:
        for resident in residents:
            answer(secret, resident)
    participations = [Participation.objects.get(resident=one).pk for one in residents]
    assert participations != sorted(participations)
    assert not {*participations} & {*Response.objects.values_list("pk", flat=True)}
    assert min(Answer.objects.values_list("pk", flat=True)) >= 2**40


def test_answers_cannot_be_changed_or_taken_back(secret, anna):
    answer(secret, anna)
    with pytest.raises(Conflict):
        answer(secret, anna)
    with pytest.raises(NotAllowed):
        withdraw_response(survey_id=secret.pk, resident=anna)
    assert Response.objects.count() == 1


def test_database_refuses_a_link(secret, anna):
    response = answer(secret, anna)
    with pytest.raises(IntegrityError, match="confidential"), transaction.atomic():
        Response.objects.filter(pk=response.pk).update(participation=Participation.objects.get())


def test_seeds_are_as_secret(secret, anna):
    at = timezone.now() - timedelta(hours=1)
    seed_responses(survey_id=secret.pk, rows=[SeedResponse(anna.pk, full_answers(secret), "fi", at)])
    response = Response.objects.get()
    assert response.participation_id is None
    assert response.created_at != at
    assert Participation.objects.get().created_at == secret.created_at
