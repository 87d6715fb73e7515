"""What findings say, and what would help."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from proposals.importing.findings import Finding

SPREADSHEET = lazy("Open the file in a spreadsheet program and save it as CSV in UTF-8 or as XLSX.")
# Code -> (what is wrong, what would help); the names in them are the finding's facts, its column and its value.
WORDS = {
    # a line
    "columns": (
        lazy("%(found)s columns where the header has %(wanted)s"),
        lazy("A text with the separator in it has to stand in quotation marks."),
    ),
    "empty": (lazy("%(column)s is empty"), lazy("Every line needs it.")),
    "number": (lazy("%(column)s %(value)r is not a number"), lazy("Write it in digits, as 60.1699.")),
    "earth": (lazy("%(column)s %(value)r is not on the earth"), lazy("Degrees are wanted, WGS84, as 60.1699 and 24.9384.")),
    "half_place": (lazy("only one of latitude and longitude is there"), lazy("Give both or neither.")),
    "swapped": (
        lazy("latitude %(latitude)s and longitude %(longitude)s have changed places"),
        lazy("Exchange the names of the two columns."),
    ),
    "state": (lazy("state %(value)r is not known"), lazy("Known are: %(known)s.")),
    "date": (lazy("%(column)s %(value)r is not a date"), lazy("Write 2024-05-31, 2024-05-31T12:30 or 31.5.2024 12:30.")),
    "slashes": (
        lazy("%(column)s %(value)r can be read in two ways"),
        lazy("Write the day as 2024-05-31 or 31.5.2024: with slashes it is not known which is the month."),
    ),
    "future": (lazy("%(column)s %(value)r has not come yet"), lazy("Proposals are brought in as they were made.")),
    "language": (lazy("language %(value)r is not a code"), lazy("Write fi, sv, en, or another code of two or three letters.")),
    "twice": (lazy("id %(value)r is there twice"), lazy("It stood in line %(first)s already. Each line needs an id of its own.")),
    "too_long": (
        lazy("%(column)s is too long: %(length)s characters, where %(limit)s fit"),
        lazy("Shorten it, or divide the proposal."),
    ),
    "character": (
        lazy("%(column)s has a character that cannot be stored"),
        lazy("It comes from a file that was damaged or saved in a wrong encoding. Export it once more."),
    ),
    "service": (lazy("%(message)s"), ""),
    # what is kept another way than it was written
    "outside": (
        lazy("the place lies outside the city"),
        lazy("The proposal is kept for the whole city, with its place."),
    ),
    "no_district": (
        lazy("%(value)r is not a district that proposals belong to"),
        lazy("The proposal is kept for the whole city."),
    ),
    "no_theme": (
        lazy("%(value)r is not a theme of the project"),
        lazy("The proposal is kept without a theme. Add the theme to the project first if you want to keep it."),
    ),
    "cut": (lazy("the title is longer than %(limit)s characters"), lazy("It is cut, and stands whole at the start of the text.")),
    "no_status": (
        lazy("state %(value)r has no match here"),
        lazy("The proposal is kept as one that collects support: nobody has decided about it."),
    ),
    "markup": (lazy("%(column)s has HTML in it"), lazy("The words are kept, the markup is taken out.")),
    "link": (lazy("%(column)s %(value)r is not an address of the web"), lazy("It is left out.")),
    "elsewhere": (lazy("it was brought into another project: %(project)s"), lazy("It stays there.")),
    "words_changed": (
        lazy("its words at the source are others than they were"),
        lazy("The words here stay as they are, although those at the source have changed: people have read and supported these."),
    ),
    "other_language": (lazy("it is written in %(value)s"), lazy("It is kept in that language.")),
    # the whole file
    "nothing": (lazy("the file is empty"), lazy("Was the right file chosen?")),
    "no_rows": (lazy("there is a header, but no line below it"), lazy("Was the right file chosen?")),
    "header": (lazy("the header has no column %(column)s"), lazy("Its columns are: %(found)s.")),
    "header_twice": (lazy("the header has the column %(column)s twice"), lazy("Give one of them another name.")),
    "unknown_format": (
        lazy("the columns are not those of a format that is known"),
        lazy("Choose the format, or name the columns as the documentation of the CSV format does. Found: %(found)s."),
    ),
    "broken": (lazy("the table is broken here: %(message)s"), lazy("Look for a quotation mark that is not closed.")),
    "huge_cell": (
        lazy("a cell has more than %(limit)s characters"),
        lazy("Look for a quotation mark that is not closed."),
    ),
    "encoding": (
        lazy("from here on the file is not in UTF-8, and its encoding cannot be told for sure"),
        SPREADSHEET,
    ),
    "too_many": (
        lazy("the table has more than %(limit)s lines"),
        lazy("Divide it into several files, or let the administrator raise IMPORT_MOST_ROWS."),
    ),
    "too_large": (
        lazy("the file is larger than %(limit)s megabytes"),
        lazy("Divide it into several files, or let the administrator raise IMPORT_LARGEST_FILE."),
    ),
    "not_a_table": (lazy("the file is no table: it is %(value)s"), SPREADSHEET),
    "json": (lazy("this is no valid JSON: %(message)s"), lazy("Export it once more.")),
    "json_shape": (
        lazy("this JSON is no list of proposals"),
        lazy("Decidim's export is a list of objects: [{…}, {…}]."),
    ),
    "workbook": (lazy("the workbook cannot be read"), SPREADSHEET),
    "bomb": (lazy("the workbook unpacks to more than is reasonable"), SPREADSHEET),
}


def message(finding: Finding) -> str:
    """What is wrong, in the active language."""
    return _filled(str(WORDS[finding.code][0]), finding)


def help_for(finding: Finding) -> str:
    """What would help, in the active language; empty where nothing is known."""
    return _filled(str(WORDS[finding.code][1]), finding)


def sentence(finding: Finding) -> str:
    """Both, as a line of a report."""
    helps = help_for(finding)
    return f"{message(finding)}. {helps}".strip() if helps else message(finding)


def kind_label(kind: str) -> str:
    """How a kind of file is called."""
    return {"csv": _("a CSV table"), "json": _("JSON"), "xlsx": _("a workbook (XLSX)")}.get(kind, kind)


def _filled(text: str, finding: Finding) -> str:
    return text % {**finding.facts, "column": finding.column, "value": finding.value} if "%(" in text else text
