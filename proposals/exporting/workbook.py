"""Proposals as a workbook: written row by row into a file, never held as a whole."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

LONGEST_CELL = 32_767  # characters; more make a workbook that spreadsheets call broken
LONGEST_NAME = 31  # of a sheet
WIDTHS = {"title": 40, "body": 70, "answer": 70, "url": 40, "author": 24, "place": 24, "district": 18, "category": 22}
FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def write_workbook(
    *, name: str, keys: Sequence[str], rows: Iterable[Sequence[Any]], about: Sequence[tuple[str, str]], about_name: str
) -> IO[bytes]:
    """A temporary file with two sheets: the rows, the first of them as headings, and what they are. Deleted when it is closed.

    keys: of the columns, for their widths.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(name.translate(FORBIDDEN_IN_NAMES)[:LONGEST_NAME])
    sheet.freeze_panes = "C2"
    for number, key in enumerate(keys, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get(key, 14)
    headings = True
    for row in rows:
        sheet.append([_cell(sheet, value, bold=headings) for value in row])
        headings = False
    facts = book.create_sheet(about_name.translate(FORBIDDEN_IN_NAMES)[:LONGEST_NAME])
    facts.column_dimensions["A"].width, facts.column_dimensions["B"].width = 24, 80
    for label, value in about:
        facts.append([_cell(facts, label, bold=True), _cell(facts, value)])
    file = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115 - the answer closes it when it has been sent
    book.save(file)
    file.seek(0)
    return file


def _cell(sheet: Any, value: Any, *, bold: bool = False) -> Any:
    """Text stays text, whatever it begins with: what looks like a formula or an error is not one."""
    if not isinstance(value, str):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub(" ", value)[:LONGEST_CELL]
    if not bold and not text.startswith(("=", "#")):
        return text
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell
