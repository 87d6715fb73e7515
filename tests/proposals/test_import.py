"""Importing proposals: all or nothing, by line, and none twice."""

from __future__ import annotations

from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from shapely.geometry import Point, shape

from participation.audit.models import Entry
from participation.comments.models import Thread
from participation.projects.models import Phase
from proposals.models import ExternalRef, Proposal
from proposals.states import ProposalState
from tests.cast import Town
from tests.factories.projects import CategoryFactory, ProjectFactory
from tests.proposals.importing import run, table


@pytest.fixture
def omastadi(data_dir: Path) -> Path:
    return data_dir / "proposals" / "omastadi_proposals_round1-2.csv"


def test_all_of_omastadi_arrives_in_its_districts(db: None, omastadi: Path, data_dir: Path, client: Client) -> None:
    for name, level in (("suurpiirit", "suurpiiri"), ("peruspiirit", "peruspiiri")):
        call_command("import_districts", data_dir / "districts" / f"helsinki_{name}.geojson", level=level, stdout=StringIO())
    project = ProjectFactory(slug="omastadi")
    told, _err = run(omastadi, "omastadi", format="omastadi", dry_run=True)
    assert not Proposal.objects.exists()
    with CaptureQueriesContext(connection) as captured:
        out, err = run(omastadi, "omastadi", format="omastadi")
    assert (
        out.strip().splitlines()[-1].startswith("2777 proposals added (48 of them withdrawn), 0 known already; 2583 with a place")
    )
    assert told.splitlines()[-1] == out.strip().replace("proposals added", "proposals would be added")
    assert "lines: The proposal is kept for the whole city, with its place." in told
    assert "2000 rows" in err
    assert len(captured) < 150
    rows = Proposal.objects.filter(project=project)
    assert Counter(rows.values_list("state", flat=True)) == {ProposalState.PUBLISHED: 2729, ProposalState.WITHDRAWN: 48}
    assert ExternalRef.objects.filter(source="omastadi").count() == Thread.objects.count() == 2777
    assert Entry.objects.filter(action="proposal.publish").count() == 2777
    assert_named_districts(omastadi)
    assert client.get("/fi/projects/omastadi/proposals/?q=penkki").context["page"].total > 20
    again, _err = run(omastadi, "omastadi", format="omastadi")
    assert again.startswith("0 proposals added (0 of them withdrawn), 2777 known already")
    assert Proposal.objects.count() == 2777


def assert_named_districts(path: Path) -> None:
    """Every located row that names a district lies in that district, by row and by boundary."""
    import csv

    refs = ExternalRef.objects.select_related("proposal__district").in_bulk(field_name="pk")
    found = {ref.external_id: ref.proposal for ref in refs.values()}
    checked = 0
    with path.open(encoding="utf-8", newline="") as file:
        for record in csv.DictReader(file):
            proposal = found[f"{record['round']}:{record['id']}"]
            if record["district"] and record["latitude"]:
                assert proposal.district.name == record["district"]
                assert shape(proposal.district.boundary).covers(Point(proposal.longitude, proposal.latitude))
                checked += 1
            elif not record["latitude"]:
                assert proposal.district.level == "city"
    assert checked == 2564


def test_a_broken_row_stops_it_with_its_line_and_leaves_nothing(town: Town, omastadi: Path, tmp_path: Path) -> None:
    text = omastadi.read_text(encoding="utf-8").replace(",60.22808,24.8540199,withdrawn", ",sixty,24.8540199,withdrawn", 1)
    broken = tmp_path / "broken.csv"
    broken.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match=r"broken.csv, line 2: latitude 'sixty' is not a number"):
        run(broken, format="omastadi")
    assert not Proposal.objects.exists()
    assert not ExternalRef.objects.exists()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("2,", "2 columns where the header has 6"),
        ("2,,b,,,", "title is empty"),
        (",Title,b,,,", "id is empty"),
        ("2,Title,b,60.2,,", "only one of latitude and longitude"),
        ("2,Title,b,nan,24.9,", "not on the earth"),
        ("2,Title,b,95,24.9,", "not on the earth"),
        ("2,Title,b,,,lost", "state 'lost' is not known"),
        ("1,Again,b,,,", "is there twice"),
        ("2,Title," + "x" * 10_001 + ",,,", "too long"),
        ('2,"Title,b,,,', "unexpected end of data"),
        ("2,Title,b\x00c,,,", "character that cannot"),
        ("2\x00,Title,b,,,", "character that cannot"),
        ("2,Title,b,24.95,60.17,", "have changed places"),
        ("2,\u200b\u2060,b,,,", "title is empty"),
        ("x" * 121 + ",Title,b,,,", "id is too long"),
    ],
)
def test_every_kind_of_broken_row_is_named(town: Town, tmp_path: Path, line: str, message: str) -> None:
    path = table(tmp_path, "id,title,body,latitude,longitude,state", '1,First,"two', 'lines",,,', line)
    with pytest.raises(CommandError, match=f"line 4: .*{message}"):
        run(path)
    assert not Proposal.objects.exists()


def test_a_table_with_all_columns(town: Town, tmp_path: Path) -> None:
    parks = CategoryFactory(name="Puistot", slug="puistot")
    path = table(
        tmp_path,
        "id,title,body,district,place,category,state,published_at,language",
        "7,Hut,Warm,KALLIO,By the field,puistot,accepted,2024-05-01T12:00:00Z,en",
    )
    run(path)
    row = Proposal.objects.get()
    assert (row.district, row.category, row.place, row.language, row.status) == (
        town.kallio,
        parks,
        "By the field",
        "en",
        "accepted",
    )
    assert row.published_at.isoformat() == row.created_at.isoformat() == "2024-05-01T12:00:00+00:00"
    assert (row.channel, row.author) == ("import", None)


def test_a_long_title_is_cut_and_stands_whole_in_the_body(town: Town, tmp_path: Path) -> None:
    title = "Long words " * 12
    run(table(tmp_path, "id,title,body", f"1,{title},And more."))
    row = Proposal.objects.get()
    assert len(row.title) <= 120
    assert row.title.endswith("…")
    assert row.body == f"{title.strip()}\n\nAnd more."


def test_a_dry_run_keeps_nothing(town: Town, tmp_path: Path) -> None:
    out, _err = run(table(tmp_path, "id,title", "1,Hut"), dry_run=True)
    assert out.splitlines()[-1].startswith("1 proposals would be added")
    assert not Proposal.objects.exists()


def test_phases_that_are_over_do_not_stop_it(town: Town, tmp_path: Path) -> None:
    Phase.objects.all().delete()
    run(table(tmp_path, "id,title", "1,Hut"))
    assert Proposal.objects.get().state == ProposalState.PUBLISHED


def test_decidims_own_export(town: Town, data_dir: Path) -> None:
    out, _err = run(data_dir / "formats" / "decidim_proposals_export_CONSTRUCTED.csv", format="decidim", lang="fi")
    assert out.startswith("120 proposals added")


@pytest.mark.parametrize("content", [b"", b"id\n1\n", b"id,title\n1,\xff\xfe\n"])
def test_what_is_no_such_table_is_refused(town: Town, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "odd.csv"
    path.write_bytes(content)
    with pytest.raises(CommandError, match="line"):
        run(path)


def test_missing_file_and_project_are_named(town: Town, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        run(tmp_path / "none.csv")
    with pytest.raises(CommandError, match="no project 'nowhere'"):
        run(table(tmp_path, "id,title", "1,Hut"), "nowhere")
