"""The board: who sees what, narrowed, page by page, as a file."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from districts.states import Role
from participation.accounts.models import User
from proposals.assessment.models import Assessment, Assignment
from proposals.assessment.queries.board import CARDS, PER_PAGE
from proposals.assessment.services import assign, conclude, start_assessment
from proposals.models import Proposal
from tests.assessment.conftest import in_days, rows_of, work
from tests.cast import Town, person
from tests.factories.districts import DistrictRoleFactory
from tests.factories.projects import CategoryFactory, ProjectFactory
from tests.factories.proposals import ProposalFactory

BOARD = "/admin/assessment/"


def read(client: Client, query: str = "") -> str:
    answer = client.get(f"{BOARD}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_columns_say_state_number_and_what_residents_read(enter: Any, carla: User, elli: User, assigned: Assessment) -> None:
    page = read(enter(carla))
    for words in ("A warming hut", "Assigned", "Residents read: An expert has been chosen", "Elli", "Kallio", "0 supports"):
        assert words in page
    Assessment.objects.update(due_on=in_days(-2))
    assert "2 days late" in read(enter(carla))


@pytest.mark.parametrize(
    ("role", "where", "own_project", "sees"),
    [
        (Role.COORDINATOR, "kallio", None, True),
        (Role.COORDINATOR, "malmi", None, False),
        (Role.COORDINATOR, "kallio", True, True),
        (Role.COORDINATOR, "kallio", False, False),
        (Role.ASSESSOR, "kallio", None, False),
        (Role.MODERATOR, "kallio", None, None),
        (Role.EDITOR, "kallio", None, None),
        (Role.AUDITOR, "kallio", None, None),
    ],
)
def test_who_sees_it(
    enter: Any, town: Town, assessment: Assessment, role: str, where: str, own_project: bool | None, sees: bool | None
) -> None:
    """None: there is no board for them at all."""
    rita = person("rita")
    project = None if own_project is None else town.project if own_project else ProjectFactory(lead_district=town.kallio)
    DistrictRoleFactory(user=rita, district=getattr(town, where), role=role, project=project)
    client = enter(rita)
    addresses = (BOARD, f"{BOARD}board.csv", f"{BOARD}board.xlsx")
    if sees is None:
        for address in (*addresses, f"{BOARD}{assessment.pk}/", f"{BOARD}start/", f"{BOARD}criteria/{town.project.pk}/"):
            assert client.get(address).status_code == 302, address  # the admin leads away with a message
        assert "Assessments" not in client.get("/admin/").content.decode()
        return
    assert ("A warming hut" in read(client)) is sees
    assert (client.get(f"{BOARD}{assessment.pk}/").status_code == 200) is sees


def test_assessors_see_what_is_assigned_to_them_while_they_are_assessors(
    enter: Any, town: Town, assigned: Assessment, elli: User, carla: User
) -> None:
    rows_of(town.project, 1)
    client = enter(elli)
    page = read(client)
    assert "A warming hut" in page
    assert "Proposal 0" not in page
    assert "Assessments (1)" in client.get("/admin/").content.decode()
    elli.district_roles.update(district=town.malmi)
    assert "A warming hut" not in read(client)


def test_it_is_narrowed(enter: Any, town: Town, carla: User, elli: User, assigned: Assessment) -> None:
    theme = CategoryFactory(project=town.project)
    other = ProposalFactory(project=town.project, title="Lights for the path", category=theme)
    row = start_assessment(proposal_id=other.pk, by=carla)
    conclude(assessment_id=row.pk, by=carla, seen="", work=work())
    Assessment.objects.filter(pk=assigned.pk).update(due_on=in_days(-2))
    client = enter(carla)
    both = {"A warming hut", "Lights for the path"}
    asked = {
        f"project={town.project.pk}": both,
        f"category={theme.pk}": {"Lights for the path"},
        f"assessor={elli.pk}": {"A warming hut"},
        "assessor=mine": set(),
        "assessor=nobody": {"Lights for the path"},
        "overdue=on": {"A warming hut"},
        "feasibility=feasible": {"Lights for the path"},
        "q=warming": {"A warming hut"},
        f"district={town.kallio.pk}": both,
        f"district={town.malmi.pk}": both,  # not on the board: ignored, as everything unknown
        "project=x&assessor=9999&category=%00&feasibility=%F0%9F%AA%91&state=nowhere&after=%00_9": both,
    }
    for query, expected in asked.items():
        page = read(client, f"?{query}")
        assert {title for title in both if title in page} == expected, query


@pytest.mark.parametrize("query", ["", "?state=new"])
def test_the_same_queries_at_one_and_at_many(enter: Any, town: Town, carla: User, elli: User, query: str) -> None:
    client = enter(carla)
    counts = []
    for number in (1, 3):
        rows = rows_of(town.project, number)
        Assignment.objects.bulk_create([Assignment(assessment=row, assessor=elli, given_by=carla) for row in rows])
        read(client, query)
        with CaptureQueriesContext(connection) as captured:
            read(client, query)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_a_full_column_leads_to_all_of_it_page_by_page(enter: Any, town: Town, carla: User) -> None:
    rows = rows_of(town.project, PER_PAGE + 3)
    for days, row in enumerate(rows):
        row.due_on = in_days(days % 7) if days % 3 else None
    Assessment.objects.bulk_update(rows, ["due_on"])
    client = enter(carla)
    board = client.get(BOARD)
    column = board.context["columns"][0]
    assert (len(column["cards"]), column["number"]) == (CARDS, PER_PAGE + 3)
    seen, after = [], ""
    while True:
        (column,) = client.get(BOARD, {"state": "new", "after": after}).context["columns"]
        seen += [card.row.pk for card in column["cards"]]
        if not column["next"]:
            break
        after = column["next"]
    expected = Assessment.objects.order_by("due_on", "pk").values_list("pk", flat=True)  # without a day they are last
    assert seen == list(expected)


def test_concluded_ones_are_paged_too(enter: Any, town: Town, carla: User) -> None:
    said = {"state": "concluded", "feasibility": "feasible", "concluded_by": carla, "concluded_at": timezone.now()}
    rows_of(town.project, PER_PAGE + 1, **said)
    client = enter(carla)
    (first,) = client.get(BOARD, {"state": "concluded"}).context["columns"]
    (second,) = client.get(BOARD, {"state": "concluded", "after": first["next"]}).context["columns"]
    assert len(first["cards"]) == PER_PAGE
    assert len(second["cards"]) == 1
    assert second["cards"][0].row.pk not in {card.row.pk for card in first["cards"]}


def test_files_hold_the_same_and_run_nothing(enter: Any, town: Town, carla: User, elli: User) -> None:
    proposal = ProposalFactory(project=town.project, title="=HYPERLINK(A1)")
    row = start_assessment(proposal_id=proposal.pk, by=carla, due_on=in_days(3))
    assign(assessment_id=row.pk, assessor_id=elli.pk, by=carla)
    conclude(assessment_id=row.pk, by=elli, seen="", work=work(cost_low=10, cost_high=20, reasons={"fi": "-1\x0b ok"}))
    other = ProposalFactory(project=town.project, title="Far away")
    start_assessment(proposal_id=other.pk, by=carla)
    client = enter(carla)
    answer = client.get(f"{BOARD}board.csv?feasibility=feasible")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    heading, line = list(csv.reader(io.StringIO(text)))
    assert heading[0] == "Proposal"
    assert line[0] == "'=HYPERLINK(A1)"
    assert "Elli" in line
    book = load_workbook(io.BytesIO(b"".join(client.get(f"{BOARD}board.xlsx").streaming_content)))
    rows = list(book.active.iter_rows())
    assert len(rows) == 3
    assert all(cell.data_type != "f" for cells in rows for cell in cells)
    assert client.get(f"{BOARD}board.ods").status_code == 404


def test_a_file_costs_the_same_for_one_and_for_many(enter: Any, town: Town, carla: User) -> None:
    client = enter(carla)
    counts = []
    for number in (1, 5):
        rows_of(town.project, number)
        with CaptureQueriesContext(connection) as captured:
            b"".join(client.get(f"{BOARD}board.csv").streaming_content)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_nothing_yet(enter: Any, carla: User, elli: User) -> None:
    assert "Nothing is being assessed yet." in read(enter(carla))
    assert "Nothing is assigned to you." in read(enter(elli))
    assert "No assessment waits for you." in enter(elli).get("/admin/").content.decode()


def test_the_front_page_says_what_waits(enter: Any, town: Town, assigned: Assessment, carla: User, elli: User) -> None:
    rows_of(town.project, 2)
    Assessment.objects.filter(pk=assigned.pk).update(due_on=in_days(-1))
    page = enter(elli).get("/admin/").content.decode()
    assert "1 assessment waits for you" in page
    assert "1 is late" in page
    page = enter(carla).get("/admin/").content.decode()
    assert "2 assessments have nobody who works on them" in page
    assert "1 assessment of others is late" in page


def test_hidden_proposals_are_on_no_board(enter: Any, assigned: Assessment, elli: User, carla: User) -> None:
    Proposal.objects.filter(pk=assigned.proposal_id).update(state="withdrawn")
    for user in (elli, carla):
        client = enter(user)
        assert "A warming hut" not in read(client)
        assert b"A warming hut" not in b"".join(client.get(f"{BOARD}board.csv").streaming_content)
