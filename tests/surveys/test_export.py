"""CSV files: every answer for staff, everybody's results for everybody."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from participation.audit.models import Entry
from participation.common.tables import safe_cell
from surveys.services import SeedResponse, seed_responses, submit_response
from tests.factories.accounts import UserFactory
from tests.factories.surveys import full_answers


def address(survey, name):
    return f"/en/projects/{survey.project.slug}/surveys/{survey.pk}/{name}"


def rows_of(response):
    data = b"".join(response.streaming_content)
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+358", "'+358"),
        ("-1", "'-1"),
        ("@cmd", "'@cmd"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("＝1", "'＝1"),
        ("1-1", "1-1"),
        ("", ""),
        (-2, -2),
        (0, 0),
        ("ä", "ä"),
    ],
)
def test_cells_that_would_run_are_disarmed(cell, safe):
    assert safe_cell(cell) == safe


def test_one_row_per_response_and_nobody_named(survey, anna, ben, carla, client):
    submit_response(
        survey_id=survey.pk, resident=anna, answers=full_answers(survey, more='=HYPERLINK("x")\n"ä", ö'), language="fi"
    )
    submit_response(
        survey_id=survey.pk, resident=ben, answers=full_answers(survey, walk=1, stops=(), easy=2, more=""), language="sv"
    )
    client.force_login(carla)
    response = client.get(address(survey, "answers.csv"))
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in response["Content-Disposition"]
    header, first, second = rows_of(response)
    today = timezone.localdate().isoformat()
    assert header == [
        "Response",
        "Answered on",
        "Language",
        "1. How do you get around?",
        "2. What stops you? – Ice",
        "2. What stops you? – Darkness",
        "2. What stops you? – Steps",
        "3. How easy is it?",
        "4. What else?",
    ]
    assert first == ["1", today, "fi", "On foot", "1", "1", "0", "4", '\'=HYPERLINK("x")\n"ä", ö']
    assert second == ["2", today, "sv", "By bike", "", "", "", "2", ""]
    whole = str([header, first, second])
    assert not any(name in whole for name in (anna.public_name, anna.email, ben.email, "@example"))
    assert Entry.objects.filter(action="survey.export", actor=carla).exists()


def test_confidential_file_has_no_dates_and_waits_for_five(secret, carla, client):
    client.force_login(carla)
    residents = [UserFactory() for _number in range(5)]
    seed_responses(
        survey_id=secret.pk, rows=[SeedResponse(one.pk, full_answers(secret), "fi", timezone.now()) for one in residents[:4]]
    )
    assert client.get(address(secret, "answers.csv")).status_code == 403
    seed_responses(survey_id=secret.pk, rows=[SeedResponse(residents[4].pk, full_answers(secret), "fi", timezone.now())])
    rows = rows_of(client.get(address(secret, "answers.csv")))
    assert len(rows) == 6
    assert "Answered on" not in rows[0]
    assert str(timezone.localdate().year) not in str(rows)


def test_only_coordinators_and_moderators_of_the_district(survey, anna, mira, otto, carla, aino, client):
    assert client.get(address(survey, "answers.csv")).status_code == 403
    for person, status in ((anna, 403), (otto, 403), (mira, 200), (carla, 200), (aino, 200)):
        client.force_login(person)
        assert client.get(address(survey, "answers.csv")).status_code == status, person


def test_reading_many_takes_few_queries(survey, carla, client):
    client.force_login(carla)
    client.get(address(survey, "answers.csv"))  # what a process keeps of the project is read once
    counts = []
    for _round in range(2):
        people = [UserFactory() for _number in range(3)]
        seed_responses(
            survey_id=survey.pk, rows=[SeedResponse(one.pk, full_answers(survey), "fi", timezone.now()) for one in people]
        )
        with CaptureQueriesContext(connection) as captured:
            rows = rows_of(client.get(address(survey, "answers.csv")))
        counts.append(len(captured))
    assert len(rows) == 7
    assert counts[0] == counts[1]


def test_open_data_counts_people_and_has_no_words_of_theirs(survey, anna, client):
    submit_response(survey_id=survey.pk, resident=anna, answers=full_answers(survey, more="Salainen"), language="fi")
    rows = rows_of(client.get(address(survey, "results.csv")))
    assert rows[0][:4] == ["Question number", "Question", "Kind", "Answer"]
    assert ["1", "How do you get around?", "One choice", "On foot", "1", "100", "1"] in rows
    assert ["2", "What stops you?", "Several choices", "Steps", "0", "0", "1"] in rows
    assert ["4", "What else?", "Own words", "", "1", "100", "1"] in rows
    assert "Salainen" not in str(rows)
