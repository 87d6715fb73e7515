"""Taking a project's proposals away: exactly what the list shows, harmless in a spreadsheet, whatever their number."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from participation.accounts.models import User
from participation.comments.models import Thread
from participation.comments.services import delete_comment, post_comment
from participation.comments.states import Anchor
from participation.projects.models import Project
from participation.projects.states import ProjectState, Visibility
from proposals.exporting.reading import CHUNK, in_chunks
from proposals.models import ExternalRef, Proposal, Support
from proposals.states import ProposalState
from tests.cast import Town
from tests.factories.projects import CategoryFactory, ProjectFactory
from tests.factories.proposals import ProposalFactory, SupportFactory, many_proposals

BASE = "/en/projects/kallion-ideat/proposals/"
FORMATS = ("csv", "xlsx", "geojson")


def body(answer: Any) -> bytes:
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def records(client: Client, query: str = "?header=machine", name: str = "export.csv", base: str = BASE) -> list[dict[str, str]]:
    text = body(client.get(f"{base}{name}{query}")).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def titles_in(client: Client, ending: str, query: str = "") -> set[str]:
    answer = client.get(f"{BASE}export.{ending}{query}")
    if ending == "csv":
        text = body(answer).decode("utf-8-sig")
        return {row["Title"] for row in csv.DictReader(io.StringIO(text))}
    if ending == "geojson":
        return {feature["properties"]["title"] for feature in json.loads(body(answer))["features"]}
    rows = load_workbook(io.BytesIO(body(answer)), read_only=True).worksheets[0].iter_rows(values_only=True)
    heading = next(rows)
    return {row[heading.index("Title")] for row in rows}


@pytest.fixture
def hut(town: Town, ben: User) -> Proposal:
    row = ProposalFactory(
        project=town.project,
        author=ben,
        title="A warming hut",
        body="Line one\n\n“Quoted”, with; signs",
        place="By the field",
        latitude=60.19,
        longitude=24.95,
        category=CategoryFactory(name="Puistot", slug="puistot"),
        authorship="group",
        on_behalf_of="Kallio association",
    )
    ExternalRef.objects.create(proposal=row, source="omastadi", external_id="1:7", url="https://example.org/7", supports=12)
    return row


def test_a_row_says_what_the_page_says(hut: Proposal, client: Client) -> None:
    (row,) = records(client)
    assert row == {
        "id": str(hut.pk),
        "title": "A warming hut",
        "body": "Line one\n\n“Quoted”, with; signs",
        "language": "en",
        "state": "collecting",
        "category": "puistot",
        "district": "Kallio",
        "place": "By the field",
        "latitude": "60.19",
        "longitude": "24.95",
        "published_at": row["published_at"],
        "edited_at": "",
        "author": "Ben, on behalf of Kallio association",
        "supports": "0",
        "comments": "0",
        "url": f"http://127.0.0.1:8000{BASE}{hut.pk}/",
        "source": "omastadi",
        "source_url": "https://example.org/7",
        "source_supports": "12",
    }
    assert datetime.fromisoformat(row["published_at"]) == hut.published_at.replace(microsecond=0)


@pytest.mark.parametrize(
    ("language", "title", "status", "district"),
    [
        ("fi", "Otsikko", "Kerää kannatusta", "Alue"),
        ("sv", "Rubrik", "Samlar stöd", "Område"),
        ("en", "Title", "Collecting support", "District"),
    ],
)
def test_headings_and_words_are_the_readers(
    hut: Proposal, client: Client, language: str, title: str, status: str, district: str
) -> None:
    (row,) = records(client, "", base=BASE.replace("/en/", f"/{language}/"))
    assert row[title] == "A warming hut"
    assert status in row.values()
    assert district in row


def test_headers_of_the_answers(hut: Proposal, client: Client) -> None:
    kinds = {
        "csv": "text/csv; charset=utf-8",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "geojson": "application/geo+json",
    }
    for ending in FORMATS:
        answer = client.get(f"{BASE}export.{ending}")
        assert answer["Content-Type"] == kinds[ending]
        assert answer["Content-Disposition"].startswith('attachment; filename="kallion-ideat-proposals-2')
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"] == "private, no-store"
        assert 'rel="license"' in answer["Link"]
        assert answer.streaming
        body(answer)
        assert client.post(f"{BASE}export.{ending}").status_code == 405


@pytest.mark.parametrize(
    ("query", "marked"), [("", True), ("?header=machine", False), ("?bom=0", False), ("?header=machine&bom=1", True)]
)
def test_the_mark_for_spreadsheets(hut: Proposal, client: Client, query: str, marked: bool) -> None:
    assert body(client.get(f"{BASE}export.csv{query}")).startswith(b"\xef\xbb\xbf") is marked


DANGEROUS = ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", '"=1', " =1", "'=1", "＝1", "\u200b=1", "\n=1"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_cells_that_would_run_do_not(town: Town, client: Client, text: str) -> None:
    ProposalFactory(project=town.project, title=text, body=text)
    (row,) = records(client)
    assert row["title"] == row["body"] == f"'{text}"
    book = load_workbook(io.BytesIO(body(client.get(f"{BASE}export.xlsx?header=machine"))))
    heading, cells = list(book.worksheets[0].iter_rows())
    cell = cells[[one.value for one in heading].index("title")]
    assert cell.data_type == "s"
    assert str(cell.value).strip() == text.replace("\r", "\n").strip() or "_x000D_" in str(cell.value)


def test_what_a_workbook_cannot_keep_is_left_out(town: Town, client: Client) -> None:
    ProposalFactory(project=town.project, title="#N/A", body="a\x0bb\x1fc")
    sheet = load_workbook(io.BytesIO(body(client.get(f"{BASE}export.xlsx?header=machine")))).worksheets[0]
    cells = {sheet.cell(1, number).value: sheet.cell(2, number) for number in range(1, 20)}
    assert (cells["title"].value, cells["title"].data_type) == ("#N/A", "s")
    assert cells["body"].value == "a b c"


def test_the_workbook_names_source_and_licence(hut: Proposal, client: Client) -> None:
    book = load_workbook(io.BytesIO(body(client.get(f"{BASE}export.xlsx?district=kallio"))))
    facts = dict(book.worksheets[1].iter_rows(values_only=True))
    assert facts["Licence"].startswith("CC BY 4.0")
    assert facts["Address"].endswith(f"{BASE}?district=kallio")


def test_geojson_is_what_the_standard_says(hut: Proposal, client: Client, town: Town) -> None:
    ProposalFactory(project=town.project, title="Nowhere")
    found = json.loads(body(client.get(f"{BASE}export.geojson")))
    assert found["type"] == "FeatureCollection"
    assert found["licence"] == "CC BY 4.0"
    assert "crs" not in found
    first, second = found["features"]
    assert first["geometry"] == {"type": "Point", "coordinates": [24.95, 60.19]}
    assert second["geometry"] is None
    assert first["id"] == hut.pk
    assert first["properties"]["title"] == "A warming hut"
    assert "latitude" not in first["properties"]


@pytest.mark.parametrize("ending", FORMATS)
def test_an_empty_project_gives_an_empty_file(town: Town, client: Client, ending: str) -> None:
    assert titles_in(client, ending) == set()


@pytest.mark.parametrize("ending", FORMATS)
def test_filters_are_the_lists(town: Town, hut: Proposal, client: Client, ending: str) -> None:
    ProposalFactory(project=town.project, title="Benches", district=town.malmi, latitude=60.25, longitude=25.01)
    assert titles_in(client, ending) == {"A warming hut", "Benches"}
    assert titles_in(client, ending, "?district=malmi") == {"Benches"}
    assert titles_in(client, ending, "?category=puistot") == {"A warming hut"}
    assert titles_in(client, ending, "?q=bench") == {"Benches"}
    assert titles_in(client, ending, "?bbox=25.0,60.2,25.1,60.3") == {"Benches"}
    assert titles_in(client, ending, "?q=zzzzzz") == set()
    assert titles_in(client, ending, "?district=%00&category=%00&q=%00&bbox=a,b&header=%00&bom=%00") == {
        "A warming hut",
        "Benches",
    }


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("state", [ProposalState.DRAFT, ProposalState.WITHDRAWN])
def test_what_is_not_public_is_in_no_file_not_even_its_authors(
    town: Town, hut: Proposal, ben: User, client: Client, ending: str, state: str
) -> None:
    ProposalFactory(project=town.project, author=ben, title="Secret", state=state)
    client.force_login(ben)
    assert titles_in(client, ending) == {"A warming hut"}


@pytest.mark.parametrize("name", ["export.csv", "export.xlsx", "export.geojson", "comments.csv", "supports.csv"])
def test_a_project_that_one_may_not_read_is_not_found(town: Town, client: Client, ben: User, carla: User, name: str) -> None:
    project = ProjectFactory(slug="luonnos", state=ProjectState.DRAFT, lead_district=town.kallio)
    members = ProjectFactory(slug="jasenet", visibility=Visibility.MEMBERS)
    for reader in (None, ben):
        if reader:
            client.force_login(reader)
        assert client.get(f"/en/projects/{project.slug}/proposals/{name}").status_code == 404
        assert client.get(f"/en/projects/{members.slug}/proposals/{name}").status_code == 404
        assert client.get(f"/en/projects/none/proposals/{name}").status_code == 404
    client.force_login(carla)
    body(client.get(f"/en/projects/{project.slug}/proposals/{name}"))


def test_never_an_e_mail(town: Town, hut: Proposal, ben: User, client: Client) -> None:
    User.objects.filter(pk=ben.pk).update(public_name="")
    for ending in ("csv", "geojson"):
        assert "example.org," not in body(client.get(f"{BASE}export.{ending}")).decode().replace("https://example.org/7", "")
        assert ben.email not in body(client.get(f"{BASE}export.{ending}")).decode()


def reading(count: int, project: Project) -> tuple[int, int]:
    """(rows, queries) of reading a whole project."""
    with CaptureQueriesContext(connection) as captured:
        rows = sum(1 for _row in in_chunks(Proposal.objects.published().filter(project=project)))
    assert rows == count
    return rows, len(captured)


def test_rows_are_read_in_chunks_and_cost_no_query_each(town: Town, hut: Proposal, client: Client) -> None:
    assert reading(1, town.project)[1] == 1
    many_proposals(town.project, 2)
    assert reading(3, town.project)[1] == 1
    many_proposals(town.project, 2 * CHUNK)
    assert reading(2 * CHUNK + 3, town.project)[1] == 3

    def cost(query: str) -> int:
        client.get(f"{BASE}export.csv{query}")
        with CaptureQueriesContext(connection) as captured:
            assert len(records(client, query)) > 0
        return len(captured)

    assert cost("?district=kallio") - cost("?q=warming") <= 2
    assert cost("") <= 9


def test_sending_begins_before_everything_is_read(town: Town, client: Client) -> None:
    """What is held at any moment is one chunk: the first line is there after the first query for rows."""
    many_proposals(town.project, 3 * CHUNK)
    answer = client.get(f"{BASE}export.csv")
    lines: Iterator[bytes] = iter(answer.streaming_content)
    with CaptureQueriesContext(connection) as captured:
        for _mark_heading_row in range(3):
            next(lines)
        assert sum("proposals_proposal" in query["sql"] for query in captured) == 1
    assert sum(1 for _line in lines) == 3 * CHUNK - 1


def test_what_is_hidden_meanwhile_is_left_out(town: Town, client: Client) -> None:
    rows = many_proposals(town.project, 2 * CHUNK)
    answer = client.get(f"{BASE}export.csv")
    lines = iter(answer.streaming_content)
    next(lines), next(lines), next(lines)
    Proposal.objects.filter(pk=rows[-1].pk).update(state=ProposalState.WITHDRAWN, title="Secret")
    assert b"Secret" not in b"".join(lines)


def test_too_many_for_a_workbook(town: Town, hut: Proposal, client: Client, settings: Any) -> None:
    many_proposals(town.project, 3)
    settings.EXPORT_MOST_XLSX_ROWS = 3
    answer = client.get(f"{BASE}export.xlsx?district=kallio")
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "found 4 proposals" in text
    assert "export.csv?district=kallio" in text
    assert len(records(client)) == 4


def test_taking_without_end_is_stopped(town: Town, hut: Proposal, client: Client, ben: User, settings: Any) -> None:
    settings.EXPORTS_PER_HOUR = 2
    assert [client.get(f"{BASE}export.csv").status_code for _n in range(3)] == [200, 200, 429]
    refused = client.get(f"{BASE}export.geojson")
    assert refused["Retry-After"] == "3600"
    assert "Very many files were taken" in refused.content.decode()
    assert client.get(BASE).status_code == 200
    client.force_login(ben)
    assert client.get(f"{BASE}export.csv").status_code == 200


def test_comments_that_anybody_may_read(town: Town, hut: Proposal, anna: User, client: Client) -> None:
    first = post_comment(thread_id=hut.thread_id, author=anna, body="=Good idea", language="en")
    answer = post_comment(thread_id=hut.thread_id, author=anna, body="Indeed", language="en", parent_id=first.pk)
    gone = post_comment(thread_id=hut.thread_id, author=anna, body="Secret", language="en")
    delete_comment(comment_id=gone.pk, by=anna)
    away = ProposalFactory(project=town.project, title="Away")
    post_comment(thread_id=away.thread_id, author=anna, body="Secret, too", language="en")
    Proposal.objects.filter(pk=away.pk).update(state=ProposalState.WITHDRAWN)
    own, _made = Thread.objects.get_or_create(project=town.project, anchor=Anchor.PROJECT)
    about = post_comment(thread_id=own.pk, author=anna, body="About all of it", language="en")
    rows = records(client, "", "comments.csv")
    assert [(row["id"], row["proposal_id"], row["parent_id"], row["body"], row["author"]) for row in rows] == [
        (str(first.pk), str(hut.pk), "", "'=Good idea", "Anna"),
        (str(answer.pk), str(hut.pk), str(first.pk), "Indeed", "Anna"),
        (str(about.pk), "", "", "About all of it", "Anna"),
    ]


def test_comments_cost_no_query_each(town: Town, hut: Proposal, anna: User, client: Client) -> None:
    def cost() -> int:
        records(client, "", "comments.csv")
        with CaptureQueriesContext(connection) as captured:
            records(client, "", "comments.csv")
        return len(captured)

    post_comment(thread_id=hut.thread_id, author=anna, body="One", language="en")
    at_one = cost()
    for text in ("Two", "Three"):
        post_comment(thread_id=hut.thread_id, author=anna, body=text, language="en")
    assert cost() == at_one


def test_supports_by_day_and_never_by_whom(town: Town, hut: Proposal, anna: User, client: Client) -> None:
    noon = datetime(2024, 5, 1, 12, tzinfo=UTC)
    other = ProposalFactory(project=town.project)
    for proposal, at in ((hut, noon), (other, noon), (hut, noon + timedelta(days=2))):
        SupportFactory(proposal=proposal, created_at=at)
    away = ProposalFactory(project=town.project, state=ProposalState.WITHDRAWN)
    SupportFactory(proposal=away, created_at=noon)
    assert records(client, "", "supports.csv") == [
        {"date": "2024-05-01", "supports": "2"},
        {"date": "2024-05-03", "supports": "1"},
    ]
    assert Support.objects.count() == 4


def test_the_list_has_the_links_with_its_filters(town: Town, hut: Proposal, client: Client) -> None:
    text = client.get(f"{BASE}?district=kallio&sort=newest").content.decode()
    for ending in FORMATS:
        assert f'href="{BASE}export.{ending}?district=kallio"' in text
    assert "export.csv" not in client.get(f"{BASE}?q=zzzzzz").content.decode()


def test_the_page_about_open_data(town: Town, hut: Proposal, client: Client) -> None:
    ProposalFactory(project=ProjectFactory(slug="jasenet", visibility=Visibility.MEMBERS))
    ProposalFactory(project=ProjectFactory(slug="luonnos", state=ProjectState.DRAFT))
    page = client.get("/en/open-data/")
    assert [(row.slug, row.number) for row in page.context["projects"]] == [("kallion-ideat", 1)]
    text = page.content.decode()
    assert "jasenet" not in text
    assert "CC BY 4.0" in text
    assert "source_supports" in text

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/en/open-data/")
        return len(captured)

    at_one = cost()
    for _n in range(2):
        ProposalFactory(project=ProjectFactory())
    assert cost() == at_one


def test_no_data_yet(db: None, client: Client) -> None:
    assert "No data yet" in client.get("/en/open-data/").content.decode()
