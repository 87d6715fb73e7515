"""Answering a survey, and changing one's answers."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from participation.audit.models import Entry
from participation.common.origin import Origin
from participation.common.refusals import Conflict, Invalid, NotAllowed, PhaseClosed, Refusal
from participation.projects.models import Phase
from participation.projects.states import Visibility
from surveys.models import Answer, Participation, Response
from surveys.services import create_survey, submit_response, unlink_responses, withdraw_response
from tests.factories.accounts import UserFactory
from tests.factories.surveys import ONE_OF_EACH, full_answers, published_survey, words


def answer(survey, resident, answers=None, **more):
    return submit_response(
        survey_id=survey.pk,
        resident=resident,
        answers=full_answers(survey) if answers is None else answers,
        language="en",
        **more,
    )


def test_answers_are_kept_as_rows(survey, anna):
    response = answer(survey, anna)
    single, multiple, scale, text = survey.questions.order_by("position")
    rows = {(row.question_id, row.choice_id, row.number, row.text) for row in response.answers.all()}
    ice, dark = list(multiple.choices.all())[:2]
    assert rows == {
        (single.pk, single.choices.first().pk, None, ""),
        (multiple.pk, ice.pk, None, ""),
        (multiple.pk, dark.pk, None, ""),
        (scale.pk, None, 4, ""),
        (text.pk, None, None, "Lisää valoa"),
    }
    assert response.participation.resident == anna
    assert response.language == "en"
    assert Entry.objects.filter(action="survey.answer", actor=anna, object_id=survey.pk).count() == 1


def test_answering_again_changes_the_one_response(survey, anna):
    first = answer(survey, anna)
    second = answer(survey, anna, full_answers(survey, walk=2, stops=(2,), easy=1, more=""))
    assert second.pk == first.pk
    assert Participation.objects.count() == 1
    assert second.changed_at > second.created_at
    assert sorted(row.number for row in second.answers.all() if row.number) == [1]
    assert second.answers.count() == 3


@pytest.mark.parametrize(
    "phase",
    [
        {"starts_at": timedelta(days=1), "ends_at": timedelta(days=2)},
        {"starts_at": timedelta(days=-2), "ends_at": timedelta(seconds=-1)},
    ],
)
def test_only_while_a_phase_is_open(survey, anna, phase):
    now = timezone.now()
    Phase.objects.update(starts_at=now + phase["starts_at"], ends_at=now + phase["ends_at"])
    with pytest.raises(PhaseClosed):
        answer(survey, anna)
    assert not Participation.objects.exists()


def test_phase_without_answering_lets_nobody_in(survey, anna):
    Phase.objects.update(features=["comment"])
    with pytest.raises(PhaseClosed):
        answer(survey, anna)


def test_draft_and_missing_survey_are_closed(town, anna):
    draft = create_survey(project_id=town.project.pk, title=words("Luonnos"), questions=ONE_OF_EACH, by=None)
    for pk in (draft.pk, 10**12):
        with pytest.raises(PhaseClosed):
            submit_response(survey_id=pk, resident=anna, answers={}, language="fi")


def test_suspended_person_and_outsider_are_refused(survey, town, anna, ben):
    anna.is_active = False
    with pytest.raises(NotAllowed):
        answer(survey, anna)
    town.project.visibility = Visibility.MEMBERS
    town.project.save()
    with pytest.raises(NotAllowed):
        answer(survey, ben)


@pytest.mark.parametrize(
    ("place", "given"),
    [
        (0, None),
        (0, 10**30),
        (0, -1),
        (0, "1"),
        (0, [1]),
        (0, True),
        (1, [10**30]),
        (1, 7),
        (1, "abc"),
        (2, 0),
        (2, 6),
        (2, "4"),
        (2, 10**30),
        (3, "a\0b"),
        (3, "x" * 4001),
        (3, 5),
    ],
)
def test_what_a_question_does_not_take(survey, anna, place, given):
    question = survey.questions.order_by("position")[place]
    with pytest.raises(Invalid) as refused:
        answer(survey, anna, full_answers(survey) | {question.pk: given})
    assert refused.value.field == f"q{question.pk}"
    assert list(refused.value.facts["problems"]) == [question.pk]
    assert not Participation.objects.exists()


def test_choice_of_another_question_is_refused(survey, anna):
    single, multiple = survey.questions.order_by("position")[:2]
    with pytest.raises(Invalid):
        answer(survey, anna, {single.pk: multiple.choices.first().pk})


def test_unknown_question_is_refused(survey, secret, anna):
    with pytest.raises(Invalid):
        answer(survey, anna, full_answers(survey) | full_answers(secret))


def test_nothing_at_all_is_refused(town, anna):
    optional = published_survey(town.project, ONE_OF_EACH[1:])
    with pytest.raises(Invalid):
        answer(optional, anna, {})


def test_longest_text_and_wide_characters_are_kept(survey, anna):
    text = "😀" * 3999 + "\u202e"
    response = answer(survey, anna, full_answers(survey, more=text + "  \r\n"))
    assert response.answers.get(question__kind="text").text == text


def test_paper_keeps_its_own_moment_and_its_clerk(survey, anna, carla):
    at = timezone.now() - timedelta(hours=3)
    response = answer(survey, anna, origin=Origin.PAPER, at=at, entered_by=carla)
    assert (response.created_at, response.channel, response.entered_by) == (at, "paper", carla)
    assert response.participation.created_at == at
    with pytest.raises(ValueError):
        answer(survey, anna, at=at)


def test_erased_person_leaves_answers_that_lead_nowhere(survey, anna, ben):
    answer(survey, anna)
    answer(survey, ben)
    unlink_responses(resident=anna)
    assert Response.objects.filter(participation__isnull=True).count() == 1
    assert Response.objects.filter(participation__resident=ben).count() == 1
    with pytest.raises(Conflict):
        answer(survey, anna)


def in_threads(number, act):
    """Run `act(index)` in that many threads at once; returns what each returned or raised."""
    outcomes, start = [None] * number, threading.Barrier(number)

    def run(index):
        start.wait()
        try:
            outcomes[index] = act(index)
        except Exception as error:  # noqa: BLE001 - whatever it was, the test looks at it
            outcomes[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(index,)) for index in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.mark.django_db(transaction=True)
def test_eight_sendings_at_once_give_one_response(survey, anna):
    """Seen red: with a look before the insert instead of ON CONFLICT, all but one break on surveys_participation_once."""
    answers = full_answers(survey)
    outcomes = in_threads(8, lambda _index: answer(survey, anna, answers))
    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert Participation.objects.count() == Response.objects.count() == 1
    assert Answer.objects.count() == 5


@pytest.mark.django_db(transaction=True)
def test_changing_meets_taking_back(survey, anna):
    """Whoever comes second is told, and never half of a response is left.

    Seen red: without FOR UPDATE on the participation that was found, a change breaks on the response that is gone.
    """
    answers = full_answers(survey)

    def act(index):
        if index % 2:
            return withdraw_response(survey_id=survey.pk, resident=anna)
        return answer(survey, anna, answers)

    for _round in range(5):
        outcomes = in_threads(8, act)
        broken = [outcome for outcome in outcomes if isinstance(outcome, Exception) and not isinstance(outcome, Conflict)]
        assert broken == []
        assert Participation.objects.count() == Response.objects.count() <= 1
        assert Answer.objects.count() == 5 * Response.objects.count()


@pytest.mark.django_db(transaction=True)
def test_confidential_double_sending_gives_one_response(secret, anna):
    """Seen red: without the refusal of a participation that is not new, there are eight responses."""
    answers = full_answers(secret)
    outcomes = in_threads(8, lambda _index: answer(secret, anna, answers))
    assert sum(isinstance(outcome, Conflict) for outcome in outcomes) == 7
    assert Participation.objects.count() == Response.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_answer_that_meets_the_closing_is_counted_or_refused(survey):
    """Closing waits for answers on their way and refuses those that come after it.

    Seen red: with the gate left out of submit_response, answers arrive after the end of the phase.
    """
    residents = [UserFactory() for _number in range(12)]
    answers = full_answers(survey)
    phase = Phase.objects.get()
    closed = {}

    def act(index):
        if index == 12:
            with transaction.atomic():
                locked = Phase.objects.select_for_update().get(pk=phase.pk)
                locked.ends_at = closed["at"] = timezone.now()
                locked.save()
            return None
        return answer(survey, residents[index], answers)

    outcomes = in_threads(13, act)
    assert outcomes[12] is None
    counted = [outcome for outcome in outcomes[:12] if isinstance(outcome, Response)]
    refused = [outcome for outcome in outcomes[:12] if isinstance(outcome, PhaseClosed)]
    assert len(counted) + len(refused) == 12
    assert Response.objects.count() == Participation.objects.count() == len(counted)
    assert all(response.created_at < closed["at"] for response in counted)
    with pytest.raises(Refusal):
        answer(survey, residents[0], answers)
