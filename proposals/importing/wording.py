"""What findings say, and what would help."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from proposals.importing.findings import Finding

SPREADSHEET = _lazy("Open the file in a spreadsheet program and save it as CSV in UTF-8 or as XLSX.")
# Code -> (what is wrong, what would help); the names in them are the finding's facts, its column and its value.
WORDS = {
    # a line
    "columns": (
        _lazy("%(found)s columns where the header has %(wanted)s"),
        _lazy("A text with the separator in it has to stand in quotation marks."),
    ),
    "empty": (_lazy("%(column)s is empty"), _lazy("Every line needs it.")),
    "number": (_lazy("%(column)s '%(value)s' is not a number"), _lazy("Write it in digits, as 60.1699.")),
    "count": (_lazy("%(column)s '%(value)s' is not a number"), _lazy("Write it in digits, as 12.")),
    "earth": (_lazy("%(column)s '%(value)s' is not on the earth"), _lazy("Degrees are wanted, WGS84, as 60.1699 and 24.9384.")),
    "half_place": (_lazy("only one of latitude and longitude is there"), _lazy("Give both or neither.")),
    "swapped": (
        _lazy("latitude %(latitude)s and longitude %(longitude)s have changed places"),
        _lazy("Exchange the names of the two columns."),
    ),
    "state": (_lazy("state '%(value)s' is not known"), _lazy("Known are: %(known)s.")),
    "date": (_lazy("%(column)s '%(value)s' is not a date"), _lazy("Write 2024-05-31, 2024-05-31T12:30 or 31.5.2024 12:30.")),
    "slashes": (
        _lazy("%(column)s '%(value)s' can be read in two ways"),
        _lazy("Write the day as 2024-05-31 or 31.5.2024: with slashes it is not known which is the month."),
    ),
    "future": (_lazy("%(column)s '%(value)s' has not come yet"), _lazy("Proposals are brought in as they were made.")),
    "language": (
        _lazy("language '%(value)s' is not a code"),
        _lazy("Write fi, sv, en, or another code of two or three letters."),
    ),
    "twice": (
        _lazy("id '%(value)s' is there twice"),
        _lazy("It stood in line %(first)s already. Each line needs an id of its own."),
    ),
    "too_long": (
        _lazy("%(column)s is too long: %(length)s characters, where %(limit)s fit"),
        _lazy("Shorten it, or divide the proposal."),
    ),
    "character": (
        _lazy("%(column)s has a character that cannot be stored"),
        _lazy("It comes from a file that was damaged or saved in a wrong encoding. Export it once more."),
    ),
    "service": ("%(message)s", ""),
    # what is kept another way than it was written
    "outside": (
        _lazy("the place lies outside the city"),
        _lazy("The proposal is kept for the whole city, with its place."),
    ),
    "no_district": (
        _lazy("'%(value)s' is not a district that proposals belong to"),
        _lazy("The proposal is kept for the whole city."),
    ),
    "no_theme": (
        _lazy("'%(value)s' is not a theme of the project"),
        _lazy("The proposal is kept without a theme. Add the theme to the project first if you want to keep it."),
    ),
    "cut": (
        _lazy("the title is longer than %(limit)s characters"),
        _lazy("It is cut, and stands whole at the start of the text."),
    ),
    "no_status": (
        _lazy("state '%(value)s' has no match here"),
        _lazy("The proposal is kept as one that collects support: nobody has decided about it."),
    ),
    "markup": (_lazy("%(column)s has HTML in it"), _lazy("The words are kept, the markup is taken out.")),
    "link": (_lazy("%(column)s '%(value)s' is not an address of the web"), _lazy("It is left out.")),
    "elsewhere": (_lazy("it was brought into another project: %(project)s"), _lazy("It stays there.")),
    "words_changed": (
        _lazy("its words at the source are others than they were"),
        _lazy(
            "The words here stay as they are, although those at the source have changed: people have read and supported these."
        ),
    ),
    "other_language": (_lazy("it is written in %(value)s"), _lazy("It is kept in that language.")),
    # the whole file
    "nothing": (_lazy("the file is empty"), _lazy("Was the right file chosen?")),
    "no_rows": (_lazy("there is a header, but no line below it"), _lazy("Was the right file chosen?")),
    "header": (_lazy("the header has no column %(column)s"), _lazy("Its columns are: %(found)s.")),
    "header_twice": (_lazy("the header has the column %(column)s twice"), _lazy("Give one of them another name.")),
    "unknown_format": (
        _lazy("the columns are not those of a format that is known"),
        _lazy("Choose the format, or name the columns as the documentation of the CSV format does. Found: %(found)s."),
    ),
    "broken": (_lazy("the table is broken here: %(message)s"), _lazy("Look for a quotation mark that is not closed.")),
    "huge_cell": (
        _lazy("a cell has more than %(limit)s characters"),
        _lazy("Look for a quotation mark that is not closed."),
    ),
    "encoding": (
        _lazy("from here on the file is not in UTF-8, and its encoding cannot be told for sure"),
        SPREADSHEET,
    ),
    "too_many": (
        _lazy("the table has more than %(limit)s lines"),
        _lazy("Divide it into several files, or let the administrator raise IMPORT_MOST_ROWS."),
    ),
    "too_large": (
        _lazy("the file is larger than %(limit)s megabytes"),
        _lazy("Divide it into several files, or let the administrator raise IMPORT_LARGEST_FILE."),
    ),
    "not_a_table": (_lazy("the file is no table: it is %(value)s"), SPREADSHEET),
    "json": (_lazy("this is no valid JSON: %(message)s"), _lazy("Export it once more.")),
    "json_shape": (
        _lazy("this JSON is no list of proposals"),
        _lazy("Decidim's export is a list of objects: [{…}, {…}]."),
    ),
    "workbook": (_lazy("the workbook cannot be read"), SPREADSHEET),
    "bomb": (_lazy("the workbook unpacks to more than is reasonable"), SPREADSHEET),
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
    return {"csv": _("a CSV table"), "json": "JSON", "xlsx": _("a workbook (XLSX)")}.get(kind, kind)


def _filled(text: str, finding: Finding) -> str:
    return text % {**finding.facts, "column": finding.column, "value": finding.value} if "%(" in text else text
