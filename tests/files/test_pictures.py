"""Residents' pictures: taken when they are, cleaned always, refused with a reason."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from participation.accounts.models import User
from participation.common.refusals import Invalid
from participation.files.models import StoredFile
from participation.files.pictures import MAX_BYTES, clean_picture
from participation.files.services import forget_file, store_image

ORIENTATION, GPS, MAKE = 0x0112, 0x8825, 0x010F


def encoded(kind: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **options: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 100 if mode == "L" else None or (10, 120, 90, 128)[: len(mode)]).save(out, kind, **options)
    return out.getvalue()


def decoded(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize(
    ("kind", "mode"), [("JPEG", "RGB"), ("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "L"), ("WEBP", "RGBA"), ("JPEG", "CMYK")]
)
def test_pictures_become_webp(kind: str, mode: str) -> None:
    picture = clean_picture(encoded(kind, mode=mode))
    assert decoded(picture.content).format == "WEBP"
    assert (picture.width, picture.height) == (60, 40)


def test_where_and_how_it_was_taken_is_forgotten_and_it_stands_upright() -> None:
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKE] = 6, "Phone of Anna"
    exif.get_ifd(GPS)[1] = "N"
    picture = clean_picture(encoded(exif=exif, comment=b"home"))
    assert (picture.width, picture.height) == (40, 60)
    assert not decoded(picture.content).getexif()
    assert b"Phone of Anna" not in picture.content
    assert b"EXIF" not in picture.content


def test_large_pictures_are_made_smaller() -> None:
    picture = clean_picture(encoded(size=(4000, 1000)))
    assert (picture.width, picture.height) == (2000, 500)


def bomb(side: int) -> bytes:
    """A PNG that claims side × side pixels in a few bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"hello", "not_an_image"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "not_an_image"),
        (encoded("GIF", mode="P"), "not_an_image"),
        (encoded("BMP"), "not_an_image"),
        (encoded()[:-60], "not_an_image"),
        (encoded("PNG")[:50], "not_an_image"),
        (bomb(100), "not_an_image"),
        (bomb(9_000), "too_many_pixels"),
        (bomb(60_000), "too_many_pixels"),
        (b"x" * (MAX_BYTES + 1), "too_large"),
    ],
    ids=["text", "svg", "gif", "bmp", "cut jpeg", "cut png", "lying png", "many pixels", "bomb", "bytes"],
)
def test_everything_else_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        clean_picture(content)
    assert refused.value.code == code


def test_nothing_is_kept_of_what_is_refused(anna: User) -> None:
    for content in (b"", b"hello"):
        with pytest.raises(Invalid):
            store_image(upload=io.BytesIO(content), uploaded_by=anna)
    assert not StoredFile.objects.exists()


def test_a_stored_picture_tells_nothing_by_its_name_and_is_forgotten(
    anna: User,
    settings,
    tmp_path,
    django_capture_on_commit_callbacks,
) -> None:
    settings.MEDIA_ROOT = tmp_path
    stored = store_image(upload=io.BytesIO(encoded()), uploaded_by=anna)
    assert stored.file.name == f"residents/{stored.key.hex[:2]}/{stored.key.hex}.webp"
    assert stored.size == stored.file.size
    path = tmp_path / stored.file.name
    with django_capture_on_commit_callbacks(execute=True):
        forget_file(stored)
        assert path.exists()
    assert not path.exists()
