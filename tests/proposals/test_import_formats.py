"""What each platform's files become here: Decidim's table and list, CONSUL's two tables, a table with columns of its own."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from participation.projects.models import Project
from proposals.models import ExternalRef, Proposal, Support
from proposals.states import ProposalState, Status
from tests.cast import Town
from tests.proposals.importing import listing, run, table, workbook


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_decidims_table_and_list_say_the_same(town: Town, data_dir: Path, ending: str) -> None:
    out, err = run(data_dir / "formats" / f"decidim_proposals_export_CONSTRUCTED.{ending}", format="")
    assert out.startswith("120 proposals added (1 of them withdrawn)")
    assert "format “decidim”" in err
    ref = ExternalRef.objects.select_related("proposal").get(external_id="100136")
    assert (ref.supports, ref.comments) == (0, 3)
    assert ref.url == "https://example.org/processes/omastadi-1/f/1/proposals/136"
    assert (ref.proposal.title, ref.proposal.status) == ("Valpurinpuiston kehittäminen", Status.ACCEPTED)
    assert ref.proposal.body.count("\n") >= 4
    assert Proposal.objects.filter(status=Status.REJECTED).count() == 32
    again, _err = run(data_dir / "formats" / "decidim_proposals_export_CONSTRUCTED.csv", format="")
    assert again.startswith("0 proposals added (0 of them withdrawn), 120 known already")


def test_all_of_madrid_in_spanish_for_the_whole_city(town: Town, data_dir: Path, client: Client) -> None:
    out, err = run(data_dir / "proposals" / "madrid_proposals.csv", format="", lang="es")
    assert out.startswith("40 proposals added (0 of them withdrawn)")
    assert "format “consul”" in err
    assert "Names of people are not kept: author." in err
    rows = Proposal.objects.select_related("district", "external_ref").order_by("pk")
    assert {(row.language, row.status, row.district.level) for row in rows} == {("es", "collecting", "city")}
    first = rows[0]
    assert (first.title, first.external_ref.supports, first.external_ref.comments) == ("Limpiar las calles", 6560, 188)
    assert first.published_at is not None
    assert timezone.localdate(first.published_at) == date(2015, 9, 15)
    assert first.body == "Algo tan básico como limpiar."
    assert rows[1].body.startswith("Ir en bicicleta")
    assert "\n\nLa Castellana es el eje" in rows[1].body  # summary, then text
    assert first.support_count == Support.objects.count() == 0
    page = client.get(f"/en/projects/{town.project.slug}/proposals/{first.pk}/").content.decode()
    assert "brought in from CONSUL Democracy" in page
    assert "6,560 supports, which are not counted here" in page
    assert '<h1 class="measure" lang="es"' in page


def test_an_archived_proposal_is_one_that_nobody_decided_about(town: Town, data_dir: Path) -> None:
    out, _err = run(data_dir / "proposals" / "madrid_proposals.csv", format="consul", lang="es", dry_run=True)
    assert "38 lines: The proposal is kept as one that collects support: nobody has decided about it." in out
    assert not Proposal.objects.exists()


def test_consuls_table_of_investments(town: Town, tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "ID,Title,Description,Administrator,Valuator,Valuation group,Geozone(heading),Feasibility (with price),"
        "Valuation finished (Yes/No),Unfeasibility explanation,Selected (Yes/No),Visible to valuators (Yes/No),Author username",
        "1,Skate park,<p>For <b>all</b> ages.</p><p>Lit &amp; dry.</p>,Ada,,,Kallio,Feasible (€1000),Yes,,Yes,No,ada",
        "2,Canal,No water,Ada,,,Whole city,Unfeasible,Yes,Too dry,No,No,bob",
        "3,Trees,Shade,,,,Nowhere,Undecided,No,,No,No,cy",
    )
    _out, err = run(path, format="", lang="en")
    assert "Names of people are not kept: Administrator, Valuator, Author username." in err
    rows = {row.title: row for row in Proposal.objects.select_related("district")}
    assert {title: row.status for title, row in rows.items()} == {
        "Skate park": "accepted",
        "Canal": "rejected",
        "Trees": "collecting",
    }
    assert rows["Skate park"].body == "For all ages.\nLit & dry."
    assert rows["Skate park"].district == town.kallio
    assert rows["Trees"].district.level == "city"
    assert not Proposal.objects.filter(author__isnull=False).exists()


def test_decidims_languages_one_column_each(town: Town, tmp_path: Path) -> None:
    found = [
        {"id": 1, "component": {"id": 1}, "title": {"fi": "Penkki", "sv": "Bänk"}, "body": {"fi": "Istua", "sv": "Sitta"}},
        {"id": 2, "component": {"id": 1}, "title": {"sv": "Brygga"}, "body": {"sv": "Bada"}, "state": None, "extra": [1, 2]},
        {"id": 3, "component": {"id": 1}, "title": {"fi": "Uimala"}, "body": {"fi": "<p>Altaat</p><ul><li>pieni</li></ul>"}},
    ]
    run(listing(tmp_path, found), format="", lang="fi")
    rows = Proposal.objects.order_by("pk").values_list("title", "body", "language")
    assert list(rows) == [("Penkki", "Istua", "fi"), ("Brygga", "Bada", "sv"), ("Uimala", "Altaat\npieni", "fi")]


def test_new_yorks_table_by_naming_its_columns(town: Town, data_dir: Path) -> None:
    columns = ["id=Vote Year+Council District+Title+Cost", "title=Title", "body=Description", "place=Address", "supports=Votes"]
    path = data_dir / "proposals" / "nyc_pb_projects_2014-2015-2016.csv"
    try:
        out, _err = run(path, lang="en", column=columns, source="nyc", dry_run=True)
    except CommandError as error:
        assert "line" in str(error)  # noqa: PT017 - the table has lines that are no proposals; each is named
    else:
        assert "would be added" in out
    assert not Proposal.objects.exists()


def test_a_column_that_nobody_knows_is_refused(town: Town, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="write PART=COLUMN"):
        run(table(tmp_path, "id,title", "1,Hut"), column=["colour=Colour"])


def test_a_workbook(town: Town, tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        ["id", "title", "body", "published_at", "latitude", "longitude", "supports"],
        [1, "Hut", "=warm", datetime(2024, 5, 1, 12, 30), 60.19, 24.95, 12.0],
        [None, None, None, None, None, None, None],
        ["x-2", "Pier", "Swim", date(2024, 5, 2), None, None, None],
    )
    run(path, format="")
    hut, pier = Proposal.objects.order_by("pk")
    assert timezone.localtime(hut.published_at).isoformat(timespec="minutes").startswith("2024-05-01T12:30")
    assert (hut.latitude, hut.external_ref.external_id, hut.external_ref.supports) == (60.19, "1", 12)
    assert (pier.title, pier.external_ref.external_id) == ("Pier", "x-2")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2024-05-01T12:00:00Z", "2024-05-01T12:00:00+00:00"),
        ("2024-05-01", "2024-04-30T21:00:00+00:00"),
        ("1.5.2024", "2024-04-30T21:00:00+00:00"),
        ("01.05.2024 15:00", "2024-05-01T12:00:00+00:00"),
        ("1.5.2024 klo 15.00", "2024-05-01T12:00:00+00:00"),
    ],
)
def test_dates_as_people_write_them(town: Town, tmp_path: Path, written: str, read: str) -> None:
    run(table(tmp_path, "id,title,published_at", f"1,Hut,{written}"))
    assert Proposal.objects.get().published_at == datetime.fromisoformat(read)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("31.2.2024", "is not a date"),
        ("01/02/2024", "can be read in two ways"),
        ("yesterday", "is not a date"),
        ("2999-01-01", "has not come yet"),
        ("99999-99-99", "is not a date"),
    ],
)
def test_dates_that_are_none(town: Town, tmp_path: Path, written: str, message: str) -> None:
    with pytest.raises(CommandError, match=f"line 2: published_at '{written}' {message}"):
        run(table(tmp_path, "id,title,published_at", f"1,Hut,{written}"))


def test_decimal_commas_and_semicolons(town: Town, tmp_path: Path) -> None:
    run(table(tmp_path, "id;title;latitude;longitude", "1;Hut;60,19;24,95"))
    row = Proposal.objects.get()
    assert (row.latitude, row.longitude) == (60.19, 24.95)


def test_the_same_id_of_another_source_is_another_proposal(town: Town, tmp_path: Path) -> None:
    path = table(tmp_path, "id,title", "1,Hut")
    run(path)
    run(path, source="workshop")
    assert list(ExternalRef.objects.order_by("pk").values_list("source", "external_id")) == [("csv", "1"), ("workshop", "1")]


def test_what_is_known_in_another_project_is_said_so(town: Town, tmp_path: Path) -> None:
    other = Project.objects.create(slug="toinen", lead_district=town.malmi)
    path = table(tmp_path, "id,title", "1,Hut")
    run(path)
    report = tmp_path / "report.csv"
    out, _err = run(path, other.slug, dry_run=True, report=report)
    assert out.splitlines()[-1].startswith("0 proposals would be added (0 of them withdrawn), 1 known already")
    assert "it was brought into another project: kallion-ideat" in report.read_text("utf-8")


def test_what_has_changed_at_the_source_is_told_and_left(town: Town, tmp_path: Path) -> None:
    run(table(tmp_path, "id,title,body", "1,Hut,Warm", "2,Pier,Swim"))
    out, _err = run(table(tmp_path, "id,title,body", "1,Hut,Cold", "2,Pier,Swim"), dry_run=True)
    assert "1 lines: The words here stay as they are, although those at the source have changed" in out
    run(table(tmp_path, "id,title,body", "1,Hut,Cold", "2,Pier,Swim"))
    assert sorted(Proposal.objects.values_list("body", flat=True)) == ["Swim", "Warm"]


def test_withdrawn_at_the_source_is_not_shown(town: Town, tmp_path: Path) -> None:
    run(table(tmp_path, "id,title,state", "1,Hut,withdrawn"))
    assert Proposal.objects.get().state == ProposalState.WITHDRAWN


def test_an_unknown_command_line_is_one_readable_line(town: Town, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="columns are not those of a format that is known") as refused:
        call_command("import_proposals", table(tmp_path, "a,b", "1,2"), project="kallion-ideat")
    assert "\n" not in str(refused.value)
