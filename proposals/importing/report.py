"""What an examination found, as a text to read and as a table with every line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from participation.common.text import excerpt
from proposals.import_models import Verdict
from proposals.importing.findings import REMARKS, Finding
from proposals.importing.judging import Judged
from proposals.importing.wording import WORDS, help_for, kind_label, message

MOST_LISTED = 200
TITLE_SHOWN = 80
ENCODINGS = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "cp1252": "Windows-1252"}


def about_file(facts: Mapping[str, Any], format_key: str) -> Iterator[str]:
    """What was seen of the file, a sentence each."""
    encoding = ENCODINGS.get(facts["encoding"], "UTF-16" if facts["encoding"] else "")
    delimiter = {",": _("commas"), ";": _("semicolons"), "\t": _("tabs")}.get(facts["delimiter"], "")
    kind = kind_label(facts["kind"])
    yield _("The file is %(kind)s in the format “%(format)s”.") % {"kind": kind, "format": format_key}
    if delimiter:
        yield _("Its cells are separated by %(delimiter)s.") % {"delimiter": delimiter}
    if encoding and encoding != "UTF-8":
        yield _("It is in %(encoding)s and was converted. Look whether letters such as ä and ö are right.") % {
            "encoding": encoding
        }
    if facts["people"]:
        yield _("Names of people are not kept: %(columns)s.") % {"columns": ", ".join(facts["people"])}
    if facts["unused"]:
        yield _("Other columns that are not kept: %(columns)s.") % {"columns": ", ".join(facts["unused"])}


def remarks(counts: Mapping[str, int]) -> list[tuple[int, str]]:
    """(number of lines, what is kept otherwise than it was written), the most frequent first."""
    found = [(counts[code], str(WORDS[code][1])) for code in REMARKS if counts.get(code)]
    return sorted(found, key=lambda pair: (-pair[0], pair[1]))


def finding_line(line: int, finding: Finding) -> str:
    """One finding as a line of text, in the active language."""
    helps = help_for(finding)
    return _("line %(line)s: %(message)s.") % {"line": line, "message": message(finding)} + (f" {helps}" if helps else "")


HEADER = ("line", "id", "title", "result", "column", "value", "problem", "help")


def report_rows(judged: Iterable[Judged]) -> Iterator[Sequence[Any]]:
    """Rows of the report: one for each finding, and one for a line without any."""
    for one in judged:
        yield from rows_of_line(one.row.line, one.row.external_id, one.row.title, one.verdict, one.findings)


def rows_of_line(line: int, external_id: str, title: str, verdict: str, findings: Sequence[Finding]) -> Iterator[Sequence[Any]]:
    """The rows of one line."""
    head = [line, storable(external_id), excerpt(storable(title), TITLE_SHOWN), str(Verdict(verdict).label)]
    if not findings:
        yield [*head, "", "", "", ""]
    for finding in findings:
        yield [*head, finding.column, finding.stored()["value"], message(finding), help_for(finding)]


def storable(text: str) -> str:
    """A text of a line that may hold what PostgreSQL cannot keep, and what a file in UTF-8 cannot say."""
    return text.replace("\x00", "␀").encode("utf-8", "replace").decode()
