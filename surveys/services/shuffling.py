"""Rewriting confidential answers in random order.

No column leads from an answer to the person, but two rows written by one transaction share its number, and rows written one
after the other lie one after the other: whoever reads the database's files or hidden columns could pair them. Decision 5.
"""

from __future__ import annotations

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet

from participation.audit.services import record
from participation.projects.models import Phase
from participation.projects.states import Action
from surveys.models import Survey

# PostgreSQL draws UUIDs from its source of secrets; the numbers of random() could be guessed from one another.
REWRITE = """
    WITH taken AS (DELETE FROM {table} WHERE {belongs} RETURNING *)
    INSERT INTO {table} SELECT * FROM taken ORDER BY gen_random_uuid()
"""
PARTICIPATIONS = REWRITE.format(table="surveys_participation", belongs="survey_id = %s")
RESPONSES = REWRITE.format(table="surveys_response", belongs="survey_id = %s")
ANSWERS = REWRITE.format(
    table="surveys_answer",
    belongs="question_id IN (SELECT id FROM surveys_question WHERE survey_id = %s)",
)
PAIRED = """
    SELECT DISTINCT response.survey_id FROM surveys_response response
    JOIN surveys_survey survey ON survey.id = response.survey_id AND survey.confidential
    WHERE EXISTS (
        SELECT FROM surveys_participation participation
        WHERE participation.survey_id = response.survey_id AND participation.xmin = response.xmin
    )
"""


def paired_surveys(*, ended: bool = False) -> QuerySet[Survey]:
    """Confidential surveys in which some answer was written by the same transaction as somebody's participation.

    ended: only those that nobody can answer now.
    """
    with connection.cursor() as cursor:
        cursor.execute(PAIRED)
        found = Survey.objects.filter(pk__in=[pk for (pk,) in cursor.fetchall()]).order_by("pk")
    if ended:
        phases = Phase.objects.filter(project=OuterRef("project")).offering(Action.ANSWER).open()
        found = found.exclude(Exists(phases))
    return found


@transaction.atomic
def shuffle_answers(*, survey_id: int) -> int:
    """Write a confidential survey's participations, responses and answers anew, each in a random order of its own.

    Keys and contents stay. Waits for answers on their way; those that come meanwhile wait for it. Returns how many responses
    there are; 0 and nothing done for a survey that is not confidential.
    """
    survey = Survey.objects.select_for_update(of=("self",)).filter(pk=survey_id, confidential=True).first()
    if survey is None:
        return 0
    with transaction.atomic(), connection.cursor() as cursor:  # a savepoint has a transaction number of its own
        cursor.execute(PARTICIPATIONS, [survey_id])
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(RESPONSES, [survey_id])
        number = cursor.rowcount
        cursor.execute(ANSWERS, [survey_id])
    record(action="survey.shuffle", actor=None, target=survey, project_id=survey.project_id, data={"number": number})
    return number


def clear_old_rows() -> None:
    """Have the database remove what the rewriting left behind, so that it is not there to be read.

    Cannot run inside a transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute("VACUUM surveys_participation, surveys_response, surveys_answer")
