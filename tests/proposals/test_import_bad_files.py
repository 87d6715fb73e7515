"""Files that are not what they should be: each gets an answer with a line and what would help, and nothing is kept."""

from __future__ import annotations

import gzip
import zipfile
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from proposals.importing.findings import Unreadable
from proposals.importing.formats import ALL_COLUMNS
from proposals.importing.tables import open_table
from proposals.models import ExternalRef, Proposal
from tests.cast import Town
from tests.proposals.importing import HEADER, listing, repacked, run, table, workbook

SHEET = "xl/worksheets/sheet1.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def refusal(path: Path, **options: Any) -> str:
    """What the command says, once it has said that nothing is kept."""
    with pytest.raises(CommandError) as refused:
        run(path, **{"format": "", **options})
    assert not Proposal.objects.exists()
    assert not ExternalRef.objects.exists()
    text = str(refused.value)
    assert "\n" not in text
    assert text.startswith(f"{path.name}, line ")
    return text


def written(folder: Path, content: bytes, name: str = "in.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


FINNISH = ("id,title,body", "1,Penkkejä Töölöön,Ikäihmiset väsyvät matkalla – ”tänne voisi istahtaa”.", "2,Åbo,Å")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings_that_are_recognised(town: Town, tmp_path: Path, encoding: str) -> None:
    _out, err = run(table(tmp_path, *FINNISH, encoding=encoding), format="")
    rows = list(Proposal.objects.order_by("pk").values_list("title", "body"))
    assert rows == [("Penkkejä Töölöön", FINNISH[1].split(",", 2)[2]), ("Åbo", "Å")]
    assert ("was converted" in err) is (encoding not in ("utf-8", "utf-8-sig"))
    assert ("Windows-1252" in err) is (encoding == "cp1252")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiters_that_are_recognised(town: Town, tmp_path: Path, delimiter: str) -> None:
    run(table(tmp_path, delimiter.join(["id", "title", "body"]), delimiter.join(["1", "Hut", '"Warm, dry; quiet"'])), format="")
    assert Proposal.objects.get().body == "Warm, dry; quiet"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("id,title\n1,Привет из парка и с пляжа", "cp1251"),
        ("id,title\n1,Hyvää päivää ja mökkejä", "mac-roman"),
        ("id,title\n1,Dobrý deň, žltý kôň", "cp852"),
        ("id,title\n1,日本の公園", "shift-jis"),
        ("id,title\n1,\u00ff\u00fe", "latin-1"),
    ],
)
def test_an_encoding_that_cannot_be_told_is_not_guessed(town: Town, tmp_path: Path, text: str, encoding: str) -> None:
    told = refusal(written(tmp_path, text.encode(encoding)))
    assert "line 2: from here on the file is not in UTF-8" in told
    assert "save it as CSV in UTF-8 or as XLSX" in told


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "line 1: the file is empty"),
        (b"\n \n", "line 1: the file is empty"),
        (b"id,title\n", "there is a header, but no line below it"),
        (b"1,Hut,Warm\n2,Pier,Swim\n", "the columns are not those of a format that is known"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "the file is no table: it is PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "the file is no table: it is XLS"),
        (b"\x89PNG\r\n\x1a\n\0\0", "it is PNG"),
        (gzip.compress(b"id,title\n1,Hut\n", mtime=0), "it is GZIP"),
        (b"<!doctype html><table>", "it is HTML/XML"),
        (b"PK\x03\x04 not really", "the workbook cannot be read"),
        (b"id,title,title\n1,a,b\n", "the header has the column title twice"),
        (b'id,title\n1,"a\n2,b\n', "line 2: the table is broken here"),
        (b'id,title\n1,"a"b\n', "line 2: the table is broken here"),
        (b'id,title\n1,"' + b"x" * 200_000 + b'"\n', "line 2: a cell has more than 131072 characters"),
        (b'{"id": 1, "title": "Hut"}', "this JSON is no list of proposals"),
        (b"[1, 2]", "this JSON is no list of proposals"),
        (b'[{"id": 1, "title": "Hut"}', "this is no valid JSON"),
        (b'[{"id": 1, "title": tru}]', "this is no valid JSON"),
        (b'[{"id": ' + b"9" * 5000 + b"}]", "this is no valid JSON"),
        (b"[" * 100_000, "this JSON is no list of proposals"),
        (b'[{"id": "1", "title": "' + b"x" * 3_000_000 + b'"}]', "a cell has more than"),
    ],
)
def test_what_is_no_such_table(town: Town, tmp_path: Path, content: bytes, told: str) -> None:
    assert told in refusal(written(tmp_path, content))


def test_json_of_another_shape(town: Town, data_dir: Path, tmp_path: Path) -> None:
    assert "no list of proposals" in refusal(data_dir / "formats" / "kerrokantasi_hearing_detail.json")
    nested: Any = {"id": 1, "title": "Hut"}
    for _depth in range(50):
        nested = {"deeper": nested}
    assert "columns are not those" in refusal(listing(tmp_path, [nested]))


def test_a_table_of_200000_rows_is_refused_before_it_is_read(town: Town, tmp_path: Path, settings: LazySettings) -> None:
    settings.IMPORT_MOST_ROWS = 3_000
    path = written(tmp_path, b"id,title\n" + b"".join(b"%d,Hut\n" % number for number in range(200_000)))
    told = refusal(path, dry_run=True)
    assert "line 3002: the table has more than 3000 lines" in told
    assert "IMPORT_MOST_ROWS" in told


def test_the_limits_are_settings(town: Town, tmp_path: Path, settings: LazySettings) -> None:
    settings.IMPORT_MOST_ROWS = 2
    assert "line 4: the table has more than 2 lines" in refusal(table(tmp_path, "id,title", "1,a", "2,b", "3,c"))
    assert "more than 2 lines" in refusal(workbook(tmp_path, ["id", "title"], [1, "a"], [2, "b"], [3, "c"]))
    assert "more than 2 lines" in refusal(listing(tmp_path, [{"id": n, "title": "a"} for n in range(3)]))
    settings.IMPORT_LARGEST_FILE = 1024 * 1024
    assert "the file is larger than 1 megabytes" in refusal(written(tmp_path, b"id,title\n" + b"1,a\n" * 300_000))


def test_a_dry_run_lists_what_is_wrong_by_line_and_writes_it_down(town: Town, tmp_path: Path) -> None:
    path = table(
        tmp_path,
        HEADER,
        "1,Hut,Warm,,,accepted",
        '2,"two',
        'lines",b,,,',
        "3,Title,b,60.2,,lost",
        "4,Title,b,24.95,60.19,",
        "4,=1+1,b,,,",
        "5,Title",
        "6,Summer cottage,b,62.0,29.0,",
    )
    report = tmp_path / "report.csv"
    with pytest.raises(CommandError) as refused:
        run(path, dry_run=True, report=report)
    assert str(refused.value).startswith("in.csv, line 5: ")
    assert "Nothing would be imported." in str(refused.value)
    text = report.read_text("utf-8-sig")
    lines = text.splitlines()
    assert lines[0] == "line,id,title,result,column,value,problem,help"
    assert lines[1].startswith("2,1,Hut,New,")
    assert lines[2].startswith("3,2,two lines,New,")
    found = {line.split(",")[0] for line in lines if "Cannot be taken" in line}
    assert found == {"5", "6", "7", "8"}
    assert "state,lost,state 'lost' is not known,\"Known are: accepted, assessing" in text
    assert "Exchange the names of the two columns." in text
    assert "7,4,'=1+1,Cannot be taken" in text  # opens harmlessly in a spreadsheet
    assert "9,6,Summer cottage,New" in text
    assert "the place lies outside the city" in text


def test_the_listing_ends_somewhere(town: Town, tmp_path: Path) -> None:
    path = table(tmp_path, "id,title,state", *(f"{number},Hut,lost" for number in range(250)))
    out = StringIO()
    with pytest.raises(CommandError, match="line 2: state 'lost' is not known"):
        call_command("import_proposals", path, project="kallion-ideat", dry_run=True, stdout=out, stderr=StringIO())
    told = out.getvalue().splitlines()
    assert len(told) == 202
    assert told[200] == "… and 50 more; --report FILE writes all of them."
    assert told[201] == "250 of 250 lines cannot be taken."


def test_formulas_stay_words(town: Town, tmp_path: Path) -> None:
    run(table(tmp_path, "id,title,body", '1,"=HYPERLINK(""http://x"")",\'=1+1'), format="")
    row = Proposal.objects.get()
    assert row.title == '=HYPERLINK("http://x")'
    assert row.body == "=1+1"  # the apostrophe is the one with which exports make a cell safe


@pytest.mark.parametrize("format_key", ["", "decidim"])
def test_halves_of_characters_and_nul_in_json(town: Town, tmp_path: Path, format_key: str) -> None:
    found = [{"id": 1, "component": {"id": 1}, "title": {"fi": "a\ud800b"}, "body": {"fi": "a\x00b"}}]
    told = refusal(listing(tmp_path, found), format=format_key, dry_run=True)
    assert "line 1: title/fi has a character that cannot be stored" in told


def zip_of(parts: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def sheet(inside: str, before: str = "") -> bytes:
    return f'<?xml version="1.0"?>{before}<worksheet {MAIN}><sheetData>{inside}</sheetData></worksheet>'.encode()


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
LONG_ROW = sheet("<row>" + "<c/>" * 1_000_000 + "</row>")
BOMBS = {
    "zeros that unpack to a hundred megabytes": {"xl/media/image1.png": b"\0" * (100 * 1024 * 1024)},
    "very many parts": {f"xl/extra{number}.xml": b"<x/>" for number in range(2_100)},
    "a row of a million cells": {SHEET: LONG_ROW},
    "a million loose elements": {"xl/styles.xml": b"<styleSheet>" + b"<xf/>" * 1_000_000 + b"</styleSheet>"},
    "entities that blow up": {SHEET: sheet("<row><c><v>&b;</v></c></row>", LAUGHS)},
    "a row of a million cells in a part of another name": {
        "xl/worksheets/sheet.dat": sheet("<row>" + "<c/>" * 1_000_000 + "</row>")
    },
    "entities in a part of another name": {"xl/worksheets/sheet.XML": sheet("<row><c><v>&b;</v></c></row>", LAUGHS)},
    "the ten thousand millionth row": {SHEET: sheet('<row r="9999999999"><c r="A9999999999"><v>1</v></c></row>')},
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_workbooks_that_blow_up(town: Town, tmp_path: Path, bomb: str) -> None:
    path = repacked(workbook(tmp_path, ["id", "title"], [1, "Hut"]), BOMBS[bomb])
    assert path.stat().st_size < 2_000_000
    assert "the workbook unpacks to more than is reasonable" in refusal(path)


@pytest.mark.parametrize(
    "changes",
    [
        {SHEET: b"<worksheet><sheetData>"},
        {SHEET: b"not xml at all"},
        {"xl/workbook.xml": b"<workbook/>"},
        {"xl/_rels/workbook.xml.rels": b"<x/>"},
        {"[Content_Types].xml": b"<x/>"},
        {"xl/sharedStrings.xml": b"<sst"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_broken_workbooks(town: Town, tmp_path: Path, changes: dict[str, bytes]) -> None:
    told = refusal(repacked(workbook(tmp_path, ["id", "title"], [1, "Hut"]), changes))
    assert "the workbook cannot be read" in told or "the file is empty" in told


def test_other_archives_are_named(tmp_path: Path) -> None:
    for parts, name in (({"a.txt": b"x"}, "ZIP"), ({"content.xml": b"<x/>", "mimetype": b"x"}, "ODS")):
        with pytest.raises(Unreadable) as refused:
            open_table(written(tmp_path, zip_of(parts)), set(ALL_COLUMNS))
        assert refused.value.finding.value == name
