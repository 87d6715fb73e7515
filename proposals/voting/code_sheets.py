"""Codes on paper, as PDF: a letter on a page of its own, or cards to be cut apart for a class.

Text is real text in reading order, in every content language; the QR code repeats the address. What comes after the # in it never
reaches a server, so no code is in a log.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import qrcode
import reportlab
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.utils.translation import override
from qrcode.constants import ERROR_CORRECT_M
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from participation.common.languages import content_languages

if TYPE_CHECKING:
    from collections.abc import Callable

PLAIN, BOLD = "Vera", "VeraBd"  # they come with reportlab, and are embedded
WIDTH, HEIGHT = A4
LETTER, CARDS = "letter", "cards"
COLUMNS, ROWS = 2, 4
HEADING = noop("Your code for the vote")
LINES = (
    noop(
        "With this code one person can vote once. You can change your vote until the vote closes: vote again with the same code."
    ),
    noop("Open the address, or point your phone's camera at the square. Then type the code."),
    noop("Keep the code to yourself. Nobody can see from it what you chose."),
)


@dataclass(frozen=True)
class Sheet:
    """What every code is printed with. titles: the project's, by language; path: of the ballot, by language."""

    titles: dict[str, str]
    paths: dict[str, str]
    batch: str


def code_pdf(codes: Sequence[str], sheet: Sheet, layout: str) -> bytes:
    """All codes of a batch. layout: LETTER or CARDS."""
    for name in (PLAIN, BOLD):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(Path(reportlab.__file__).parent / "fonts" / f"{name}.ttf")))
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, pageCompression=1, lang=settings.LANGUAGE_CODE)
    with override(settings.LANGUAGE_CODE):
        canvas.setTitle(f"{_(HEADING)}: {sheet.batch}")
    canvas.setCreator(settings.SERVICE_NAME)
    draw: Callable[[Canvas, Sequence[str], Sheet], None] = _cards if layout == CARDS else _letters
    draw(canvas, codes, sheet)
    canvas.save()
    return file.getvalue()


def _letters(canvas: Canvas, codes: Sequence[str], sheet: Sheet) -> None:
    for code in codes:
        top = HEIGHT - 30 * mm
        for language in content_languages():
            top = _letter_part(canvas, code, sheet, language, top) - 14 * mm
        _square(canvas, _address(sheet, content_languages()[0], code), WIDTH - 62 * mm, 18 * mm, 42 * mm)
        canvas.showPage()


def _letter_part(canvas: Canvas, code: str, sheet: Sheet, language: str, top: float) -> float:
    with override(language):
        texts = [(BOLD, 15, sheet.titles[language]), (PLAIN, 12, f"{_(HEADING)}:"), (BOLD, 18, code)]
        texts += [(PLAIN, 10, _shown(sheet, language)), *((PLAIN, 10, _(line)) for line in LINES)]
    return _write(canvas, texts, 25 * mm, top, WIDTH - 50 * mm)


def _cards(canvas: Canvas, codes: Sequence[str], sheet: Sheet) -> None:
    wide, high = WIDTH / COLUMNS, HEIGHT / ROWS
    for number, code in enumerate(codes):
        place = number % (COLUMNS * ROWS)
        if number and not place:
            canvas.showPage()
        left, top = (place % COLUMNS) * wide, HEIGHT - (place // COLUMNS) * high
        canvas.setDash(2, 3)
        canvas.rect(left, top - high, wide, high)
        _card(canvas, code, sheet, left + 8 * mm, top - 12 * mm, wide - 16 * mm)
        _square(canvas, _address(sheet, content_languages()[0], code), left + wide - 33 * mm, top - high + 4 * mm, 27 * mm)
    canvas.showPage()


def _card(canvas: Canvas, code: str, sheet: Sheet, left: float, top: float, wide: float) -> None:
    texts = [(BOLD, 9, " · ".join(dict.fromkeys(sheet.titles.values())))]
    for language in content_languages():
        with override(language):
            texts.append((PLAIN, 8, _(HEADING)))
    top = _write(canvas, [*texts, (BOLD, 14, code)], left, top, wide)
    _write(canvas, [(PLAIN, 7, _shown(sheet, one)) for one in content_languages()], left, top - 2 * mm, wide - 27 * mm)


def _write(canvas: Canvas, texts: Iterable[tuple[str, int, str]], left: float, top: float, wide: float) -> float:
    """Lines below one another; returns where the last one ends."""
    for font, size, text in texts:
        canvas.setFont(font, size)
        for line in simpleSplit(text, font, size, wide):
            canvas.drawString(left, top, line)
            top -= size * 1.4
    return top


def _shown(sheet: Sheet, language: str) -> str:
    return f"{settings.PUBLIC_URL}{sheet.paths[language]}"


def _address(sheet: Sheet, language: str, code: str) -> str:
    return f"{_shown(sheet, language)}#code={code}"


def _square(canvas: Canvas, address: str, left: float, bottom: float, size: float) -> None:
    """The QR code, with its quiet zone. One mask for all: looking for the best of eight takes most of the time."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, mask_pattern=3)
    code.add_data(address)
    rows = code.get_matrix()
    dot = size / len(rows)
    path = canvas.beginPath()
    for number, row in enumerate(rows, start=1):
        for start, end in _runs(row):
            path.rect(left + start * dot, bottom + size - number * dot, (end - start) * dot, dot)
    canvas.drawPath(path, stroke=0, fill=1)


def _runs(row: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Where dark dots begin and end."""
    begun = None
    for place, dark in enumerate([*row, False]):
        if dark and begun is None:
            begun = place
        elif not dark and begun is not None:
            yield begun, place
            begun = None
