"""A paper ballot as PDF: large type, one column, read from top to bottom, and nothing said by colour alone."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import reportlab
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, KeepTogether, PageBreak, PageTemplate, Paragraph, Spacer, Table

from proposals.voting.paper_words import PaperBallot

PLAIN, BOLD = "Vera", "VeraBd"  # they come with reportlab, and are embedded
MARGIN = 18 * mm
BOX = 8 * mm
SIZE = 14  # points: large print
QR = 24 * mm
UNKNOWN = "\N{WHITE SQUARE}"


def ballot_pdf(ballot: PaperBallot, codes: Sequence[str] = ()) -> bytes:
    """The sheet once, with an empty field for a code, or once for each code with the code and its QR."""
    plain, bold = _fonts()
    file = io.BytesIO()
    document = BaseDocTemplate(
        file,
        pagesize=A4,
        title=f"{ballot.title} – {ballot.pots[0].name}",
        lang=ballot.language,
        author="",
        subject=ballot.heading,
    )
    frame = Frame(MARGIN, MARGIN, A4[0] - 2 * MARGIN, A4[1] - 2 * MARGIN, id="sheet", leftPadding=0, rightPadding=0)

    def number(canvas: Any, _document: Any) -> None:
        canvas.setFont(plain, 10)
        canvas.drawRightString(A4[0] - MARGIN, 10 * mm, ballot.page_words % {"page": canvas.getPageNumber()})

    document.addPageTemplates(PageTemplate(id="sheet", frames=[frame], onPage=number))
    story: list[Flowable] = []
    for place, code in enumerate(codes or [""]):
        story += [PageBreak()] if place else []
        story += _sheet(ballot, code, plain, bold)
    document.build(story)
    return file.getvalue()


def _sheet(ballot: PaperBallot, code: str, plain: str, bold: str) -> list[Flowable]:
    text = ParagraphStyle("text", fontName=plain, fontSize=SIZE, leading=SIZE * 1.35, spaceAfter=2 * mm)
    title = ParagraphStyle("title", fontName=bold, fontSize=SIZE + 8, leading=(SIZE + 8) * 1.2, spaceAfter=3 * mm)
    head = ParagraphStyle(
        "head", fontName=bold, fontSize=SIZE + 3, leading=(SIZE + 3) * 1.25, spaceBefore=5 * mm, spaceAfter=1 * mm
    )
    story: list[Flowable] = [Paragraph(_safe(f"{ballot.heading}: {ballot.title}"), title)]
    story += [Paragraph(_safe(f"{number}. {line}"), text) for number, line in enumerate(ballot.instructions, 1)]
    for pot in ballot.pots:
        rows = [_row(item, text, bold) for item in pot.items]
        heading = [Paragraph(_safe(pot.name), head), Paragraph(_safe(pot.budget), text)]
        story += [KeepTogether([*heading, *rows[:1]]), *rows[1:]]
    return [*story, KeepTogether([Spacer(1, 6 * mm), Paragraph(_safe(ballot.code_words), text), _code(code, bold)])]


def _row(item: tuple[int, str, str], text: ParagraphStyle, bold: str) -> Table:
    """A box, the number, what it is and what it costs: in this order also for who has it read aloud."""
    number, title, cost = item
    cells = [["", Paragraph(f'<font name="{bold}">{number}</font>', text), Paragraph(_safe(f"{title}, {cost}"), text)]]
    table = Table(cells, colWidths=[BOX, 17 * mm, A4[0] - 2 * MARGIN - BOX - 17 * mm], rowHeights=None)
    table.setStyle(
        [
            ("BOX", (0, 0), (0, 0), 1.5, "black"),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("TOPPADDING", (0, 0), (-1, -1), 1),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
        ]
    )
    table.spaceAfter = 2 * mm
    return table


def _code(code: str, bold: str) -> Flowable:
    if not code:
        empty = Table([[""] * 16], colWidths=[BOX] * 16, rowHeights=[BOX + 2 * mm], hAlign="LEFT")
        empty.setStyle([("GRID", (0, 0), (-1, -1), 1, "black")])
        return empty
    widget = QrCodeWidget(code, barLevel="M")
    left, bottom, right, top = widget.getBounds()
    drawing = Drawing(QR, QR, transform=[QR / (right - left), 0, 0, QR / (top - bottom), 0, 0])
    drawing.add(widget)
    style = ParagraphStyle("code", fontName=bold, fontSize=SIZE + 2, leading=SIZE * 1.5)
    return Table([[drawing, Paragraph(_safe(code), style)]], colWidths=[QR + 6 * mm, 110 * mm], hAlign="LEFT")


@cache
def _fonts() -> tuple[str, str]:
    for name in (PLAIN, BOLD):
        pdfmetrics.registerFont(TTFont(name, str(Path(reportlab.__file__).parent / "fonts" / f"{name}.ttf")))
    return PLAIN, BOLD


def _safe(words: str) -> str:
    """Markup is text here, and a sign that the font lacks is shown as an empty square."""
    _fonts()
    known = pdfmetrics.getFont(PLAIN).face.charToGlyph
    return escape("".join(sign if ord(sign) in known else UNKNOWN if ord(UNKNOWN) in known else "?" for sign in words))
