"""The staff's export: what one coordinates, with what staff see beside, and never an e-mail."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from participation.accounts.models import User
from participation.moderation.services import open_case_for
from proposals.models import Proposal
from proposals.services import respond_officially
from proposals.states import ProposalState, Status
from tests.cast import Town
from tests.factories.districts import UnitFactory
from tests.factories.proposals import ProposalFactory
from tests.moderation.conftest import enter
from tests.proposals.test_export import body

__all__ = ["enter"]
TABLE = "/admin/proposals/export.csv"


@pytest.fixture
def hut(town: Town, ben: User) -> Proposal:
    return ProposalFactory(project=town.project, author=ben, title="A warming hut", body="=warm")


def rows_of(client: Client, query: str = "?header=machine") -> list[dict[str, str]]:
    text = body(client.get(TABLE + query)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_what_staff_see_beside(enter: Callable[[User], Client], town: Town, hut: Proposal, carla: User, mira: User) -> None:
    parks = UnitFactory(name="Puistoyksikkö")
    respond_officially(proposal_id=hut.pk, unit_id=parks.pk, author=carla, status=Status.ACCEPTED, text="=Tehdään")
    open_case_for(kind="proposal", object_id=hut.pk, by=mira)
    (row,) = rows_of(enter(carla))
    assert (row["project"], row["title"], row["body"], row["author"]) == ("kallion-ideat", "A warming hut", "'=warm", "Ben")
    assert (row["state"], row["channel"], row["cases"]) == ("accepted", "web", "1")
    assert (row["answered_by"], row["answer"]) == ("Puistoyksikkö", "'=Tehdään")
    assert "example.org" not in ",".join(row.values())


def test_only_ones_own_and_only_what_is_public(enter: Callable[[User], Client], town: Town, hut: Proposal, carla: User) -> None:
    ProposalFactory(title="Elsewhere")
    ProposalFactory(project=town.project, title="Draft", state=ProposalState.DRAFT)
    assert [row["title"] for row in rows_of(enter(carla))] == ["A warming hut"]


def test_the_lists_filters(enter: Callable[[User], Client], town: Town, hut: Proposal, carla: User) -> None:
    ProposalFactory(project=town.project, title="Benches", status=Status.DONE)
    staff = enter(carla)
    assert [row["title"] for row in rows_of(staff, "?header=machine&status=done")] == ["Benches"]
    assert [row["title"] for row in rows_of(staff, "?header=machine&q=warming")] == ["A warming hut"]
    assert len(rows_of(staff, f"?header=machine&project={town.project.pk}")) == 2
    assert len(rows_of(staff, "?header=machine&project=x&status=%00")) == 2
    assert "/admin/proposals/export.csv?q=warming" in staff.get("/admin/proposals/?q=warming&p=1").content.decode()


def test_the_workbook_has_the_same(enter: Callable[[User], Client], hut: Proposal, carla: User) -> None:
    answer = enter(carla).get("/admin/proposals/export.xlsx?header=machine")
    sheet = load_workbook(io.BytesIO(body(answer))).worksheets[0]
    heading, cells = list(sheet.iter_rows(values_only=True))
    assert dict(zip(heading, cells, strict=True))["body"] == "=warm"


def test_others_have_no_such_door(enter: Callable[[User], Client], hut: Proposal, mira: User, anna: User) -> None:
    for address in (TABLE, "/admin/proposals/export.xlsx"):
        assert Client().get(address).status_code == 302
        assert enter(mira).get(address).status_code in (302, 403)
        assert enter(anna).get(address).status_code in (302, 403)


def test_it_costs_the_same_at_one_and_at_three(enter: Callable[[User], Client], town: Town, hut: Proposal, carla: User) -> None:
    staff = enter(carla)

    def cost() -> int:
        rows_of(staff)
        with CaptureQueriesContext(connection) as captured:
            rows_of(staff)
        return len(captured)

    at_one = cost()
    ProposalFactory(project=town.project)
    ProposalFactory(project=town.project)
    assert cost() == at_one
