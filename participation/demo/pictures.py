"""Flat pictures for the projects, drawn here so that no picture of anybody's has to be carried along."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from django.core.files.images import ImageFile
from PIL import Image, ImageDraw

from participation.accounts.models import User
from participation.files.models import CityImage

WIDTH, HEIGHT = 1200, 675
PAPER, INK, BLUE, PINK, YELLOW, GREEN, FOG = "#fdf6e3", "#00005e", "#0000bf", "#f5a3c7", "#ffe977", "#00985f", "#9fc9eb"

ALTS = {
    "houses": (
        "Piirros: kerrostaloja, puita ja penkki",
        "Teckning: höghus, träd och en bänk",
        "Drawing: blocks of flats, trees and a bench",
    ),
    "coins": (
        "Piirros: kolikoita kasvaa kasvien paikalla",
        "Teckning: mynt som växer som blommor",
        "Drawing: coins growing like flowers",
    ),
    "street": (
        "Piirros: katu, puurivi ja pyöräilijä",
        "Teckning: en gata, en rad träd och en cyklist",
        "Drawing: a street, a row of trees and a cyclist",
    ),
    "books": (
        "Piirros: kirjahylly ja lukulamppu",
        "Teckning: en bokhylla och en läslampa",
        "Drawing: a bookshelf and a reading lamp",
    ),
    "path": (
        "Piirros: polku metsästä meren rantaan",
        "Teckning: en stig från skogen till havet",
        "Drawing: a path from the forest to the sea",
    ),
}


def add_picture(key: str, *, uploaded_by: User) -> CityImage:
    """Draw a picture and keep it as one of the city's images. Raises KeyError for an unknown key."""
    canvas = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    DRAWINGS[key](ImageDraw.Draw(canvas))
    content = BytesIO()
    canvas.save(content, format="PNG", optimize=True)
    content.seek(0)
    fi, sv, en = ALTS[key]
    image = CityImage(
        title=fi,
        file=ImageFile(content, name=f"demo-{key}.png"),
        width=WIDTH,
        height=HEIGHT,
        alt=fi,
        uploaded_by_user=uploaded_by,
    )
    image.alt_sv, image.alt_en = sv, en
    image.save()
    return image


def tree(draw: ImageDraw.ImageDraw, x: int, ground: int, size: int) -> None:
    """A round tree; x: its middle, ground: where it stands, size: its crown's width, all in pixels."""
    draw.rectangle((x - size // 14, ground - size, x + size // 14, ground), fill=INK)
    draw.ellipse((x - size // 2, ground - size - size // 2, x + size // 2, ground - size // 2), fill=GREEN)


def houses(draw: ImageDraw.ImageDraw) -> None:
    """A row of houses with a bench before them."""
    draw.ellipse((940, 60, 1080, 200), fill=YELLOW)
    for left, top, colour in ((80, 190, PINK), (270, 120, FOG), (470, 230, BLUE), (660, 150, PINK), (860, 260, FOG)):
        draw.rectangle((left, top, left + 180, 540), fill=colour)
        for row in range(top + 40, 480, 80):
            for column in (left + 30, left + 110):
                draw.rectangle((column, row, column + 40, row + 46), fill=PAPER if (row + column) % 3 else YELLOW)
    draw.rectangle((0, 540, WIDTH, HEIGHT), fill=INK)
    tree(draw, 1100, 548, 150)
    draw.rectangle((420, 560, 660, 580), fill=YELLOW)
    draw.rectangle((420, 515, 660, 530), fill=YELLOW)
    for x in (440, 628):
        draw.rectangle((x, 515, x + 12, 620), fill=YELLOW)


def coins(draw: ImageDraw.ImageDraw) -> None:
    """Coins on stalks."""
    draw.rectangle((0, 520, WIDTH, HEIGHT), fill=GREEN)
    for x, top, size in ((200, 260, 130), (420, 160, 170), (660, 240, 140), (880, 120, 190), (1060, 300, 110)):
        draw.rectangle((x - 6, top, x + 6, 540), fill=INK)
        draw.ellipse((x - size // 2, top - size // 2, x + size // 2, top + size // 2), fill=YELLOW, outline=INK, width=8)
        draw.ellipse((x - size // 3, top - size // 3, x + size // 3, top + size // 3), outline=INK, width=5)
        draw.pieslice((x - 70, 420, x, 500), 180, 360, fill=FOG)
        draw.pieslice((x, 400, x + 70, 480), 180, 360, fill=PINK)


def street(draw: ImageDraw.ImageDraw) -> None:
    """A street with a row of trees and somebody on a bicycle."""
    draw.rectangle((0, 0, WIDTH, 400), fill=FOG)
    draw.rectangle((0, 400, WIDTH, 470), fill=PINK)
    draw.rectangle((0, 470, WIDTH, HEIGHT), fill=INK)
    for x in range(40, WIDTH, 160):
        draw.rectangle((x, 590, x + 90, 602), fill=PAPER)
    for x in range(120, WIDTH, 240):
        tree(draw, x, 410, 170)
    for x in (560, 720):
        draw.ellipse((x - 60, 410, x + 60, 530), outline=YELLOW, width=10)
    draw.line((560, 470, 620, 390, 690, 390, 720, 470), fill=YELLOW, width=10)
    draw.line((620, 390, 650, 470, 690, 390), fill=YELLOW, width=10)
    draw.line((640, 380, 660, 290, 700, 380), fill=BLUE, width=26)
    draw.ellipse((638, 215, 704, 281), fill=BLUE)


def books(draw: ImageDraw.ImageDraw) -> None:
    """Shelves of books under a lamp."""
    for shelf, colours in (
        (130, (BLUE, PINK, GREEN, YELLOW)),
        (330, (PINK, FOG, BLUE, GREEN)),
        (530, (YELLOW, GREEN, PINK, BLUE)),
    ):
        for number in range(18):
            height = 100 + (number * 37 + shelf) % 60
            left = 90 + number * 44
            draw.rectangle((left, shelf + 20 - height + 80, left + 36, shelf + 100), fill=colours[number % 4])
        draw.rectangle((70, shelf + 100, 900, shelf + 114), fill=INK)
    draw.rectangle((1040, 240, 1052, 644), fill=INK)
    draw.polygon(((970, 260), (1122, 260), (1080, 150), (1012, 150)), fill=YELLOW)
    draw.rectangle((980, 632, 1112, 646), fill=INK)


def path(draw: ImageDraw.ImageDraw) -> None:
    """A path that winds from the forest to the sea."""
    draw.rectangle((0, 0, WIDTH, 250), fill=FOG)
    draw.ellipse((180, 70, 300, 190), fill=YELLOW)
    draw.rectangle((0, 250, WIDTH, 360), fill=BLUE)
    draw.rectangle((0, 360, WIDTH, HEIGHT), fill=GREEN)
    draw.polygon(
        ((420, 675), (760, 675), (700, 560), (560, 480), (640, 420), (610, 360), (570, 360), (580, 420), (470, 490), (520, 570)),
        fill=PAPER,
    )
    for x, ground, size in ((80, 560, 190), (240, 470, 140), (900, 500, 170), (1050, 600, 230), (1150, 440, 120)):
        draw.rectangle((x - 8, ground - 40, x + 8, ground), fill=INK)
        draw.polygon(((x, ground - size - 40), (x - size // 3, ground - 40), (x + size // 3, ground - 40)), fill=INK)


DRAWINGS: dict[str, Callable[[ImageDraw.ImageDraw], None]] = {
    "houses": houses,
    "coins": coins,
    "street": street,
    "books": books,
    "path": path,
}
