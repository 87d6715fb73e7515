"""Rewriting confidential answers: afterwards nothing in the database's own columns pairs them with people."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from participation.accounts.models import User
from participation.audit.models import Entry
from surveys.models import Answer, Participation, Response, Survey
from surveys.queries import questions_of, tallies_of
from surveys.services import SeedResponse, paired_surveys, seed_responses, shuffle_answers, submit_response
from surveys.tasks import shuffle_confidential
from tests.factories.accounts import UserFactory
from tests.factories.surveys import full_answers
from tests.proposals.races import all_at_once

PEOPLE = 50


def answer(survey: Survey, resident: User, more: str = "") -> Response:
    answers = full_answers(survey, walk=resident.pk % 3, easy=1 + resident.pk % 5, more=more or f"Asukas {resident.pk}")
    return submit_response(survey_id=survey.pk, resident=resident, answers=answers, language="fi")


def lying_order(sql: str) -> list:
    """Rows as they lie in the file; `sql` selects one thing of each."""
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} ORDER BY ctid")
        return [row[0] for row in cursor.fetchall()]


def people_in_order() -> list[int]:
    return lying_order("SELECT resident_id FROM surveys_participation")


def responses_in_order() -> list[int]:
    return lying_order("SELECT id FROM surveys_response")


def writers_of(table: str) -> list[str]:
    """The number of the transaction that wrote each row."""
    return lying_order(f"SELECT xmin::text FROM {table}")


def contents() -> set[tuple]:
    fields = ("pk", "response_id", "question_id", "choice_id", "number", "text", "slot")
    responses = Response.objects.values_list("pk", "survey_id", "language", "channel", "created_at", "changed_at")
    return {
        *Answer.objects.values_list(*fields),
        *responses,
        *Participation.objects.values_list("pk", "survey_id", "resident_id"),
    }


@pytest.mark.django_db(transaction=True)
def test_neither_order_nor_transaction_nor_key_pairs_them_any_more(secret: Survey) -> None:
    """Fifty in the same order come by chance once in 10^64 runs. First that the danger is there."""
    said = {resident.pk: answer(secret, resident).pk for resident in (UserFactory() for _number in range(PEOPLE))}
    assert [said[pk] for pk in people_in_order()] == responses_in_order()
    assert writers_of("surveys_participation") == writers_of("surveys_response")
    before = contents()

    assert shuffle_confidential() == 1

    assert contents() == before
    assert [said[pk] for pk in people_in_order()] != responses_in_order()
    assert people_in_order() != list(said)
    assert responses_in_order() != list(said.values())
    together = [Answer.objects.get(pk=pk).response_id for pk in lying_order("SELECT id FROM surveys_answer")]
    assert list(dict.fromkeys(together)) != responses_in_order()
    people, responses, answers = (
        set(writers_of(table)) for table in ("surveys_participation", "surveys_response", "surveys_answer")
    )
    assert (len(people), len(responses), len(answers)) == (1, 1, 1)
    assert not people & (responses | answers)
    assert not people & set(lying_order("SELECT xmin::text FROM audit_entry WHERE action = 'survey.answer'"))


def test_results_stay_the_same(secret: Survey) -> None:
    for _number in range(12):
        answer(secret, UserFactory())
    questions = questions_of(secret)
    before = [(tally.people, tally.counts, tally.mean) for tally in tallies_of(questions)]
    assert shuffle_answers(survey_id=secret.pk) == 12
    assert [(tally.people, tally.counts, tally.mean) for tally in tallies_of(questions)] == before


def test_other_surveys_are_left_alone(survey: Survey, secret: Survey, anna: User) -> None:
    response = answer(survey, anna)
    answer(secret, anna)
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctid::text, xmin::text FROM surveys_response WHERE id = %s", [response.pk])
        before = cursor.fetchone()
    assert [one.pk for one in paired_surveys()] == [secret.pk]
    assert shuffle_answers(survey_id=survey.pk) == 0
    shuffle_answers(survey_id=secret.pk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctid::text, xmin::text FROM surveys_response WHERE id = %s", [response.pk])
        assert cursor.fetchone() == before
    response.refresh_from_db()
    assert response.participation is not None


@pytest.mark.django_db(transaction=True)
def test_it_runs_again_only_where_somebody_answered_and_mixes_old_with_new(secret: Survey, anna: User) -> None:
    seed_responses(
        survey_id=secret.pk,
        rows=[SeedResponse(UserFactory().pk, full_answers(secret), "fi", timezone.now()) for _number in range(30)],
    )
    assert (shuffle_confidential(), shuffle_confidential()) == (1, 0)
    answer(secret, anna)
    assert shuffle_confidential() == 1
    assert len(set(writers_of("surveys_response"))) == len(set(writers_of("surveys_participation"))) == 1
    assert [entry.data for entry in Entry.objects.filter(action="survey.shuffle").order_by("pk")] == [
        {"number": 30},
        {"number": 31},
    ]


@pytest.mark.django_db(transaction=True)
def test_the_end_of_a_survey_does_not_wait_for_the_night(secret: Survey, anna: User) -> None:
    answer(secret, anna)
    assert shuffle_confidential(ended=True) == 0
    secret.project.phases.update(ends_at=timezone.now() - timedelta(seconds=1))
    assert shuffle_confidential(ended=True) == 1
    assert not paired_surveys().exists()


@pytest.mark.django_db(transaction=True)
def test_what_was_written_over_is_cleared_away(secret: Survey, anna: User) -> None:
    answer(secret, anna)
    last = "SELECT coalesce(last_vacuum, '-infinity')::text FROM pg_stat_user_tables WHERE relname = %s"
    with connection.cursor() as cursor:
        cursor.execute(last, ["surveys_response"])
        before = cursor.fetchone()
        shuffle_confidential()
        cursor.execute(last, ["surveys_response"])
        assert cursor.fetchone() != before


@pytest.mark.django_db(transaction=True)
def test_an_answer_on_its_way_is_waited_for(secret: Survey, anna: User, ben: User) -> None:
    """Seen red without the lock of the survey: the rewriting passed by, and Ben's two rows stayed a pair."""
    answer(secret, anna)
    written, goes_on, done = threading.Event(), threading.Event(), threading.Event()

    def slowly() -> None:
        with transaction.atomic():
            answer(secret, ben)
            written.set()
            goes_on.wait(30)
        connections.close_all()

    def shuffle() -> None:
        shuffle_answers(survey_id=secret.pk)
        done.set()
        connections.close_all()

    threads = [threading.Thread(target=slowly), threading.Thread(target=shuffle)]
    threads[0].start()
    assert written.wait(30)
    threads[1].start()
    wait_until_somebody_waits(done)
    goes_on.set()
    for thread in threads:
        thread.join(30)
    assert Response.objects.filter(survey=secret).count() == 2
    assert not paired_surveys().exists()


@pytest.mark.django_db(transaction=True)
def test_answering_while_it_runs_loses_and_doubles_nothing(secret: Survey) -> None:
    residents = [UserFactory() for _number in range(20)]

    def again_and_again() -> None:
        for _time in range(10):
            shuffle_answers(survey_id=secret.pk)

    acts = [lambda one=resident: answer(secret, one) for resident in residents]
    results = all_at_once([*acts, again_and_again, again_and_again])
    assert [result for result in results if isinstance(result, Exception)] == []
    assert set(Answer.objects.exclude(text="").values_list("text", flat=True)) == {f"Asukas {one.pk}" for one in residents}
    assert Response.objects.count() == Participation.objects.count() == 20
    assert Answer.objects.count() == 20 * len(Answer.objects.filter(response=Response.objects.first()))


def wait_until_somebody_waits(done: threading.Event) -> None:
    """Return when a backend of this database waits for a lock, or when it is plain that none will."""
    while not done.wait(0.02):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0]:
                return
