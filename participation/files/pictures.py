"""Turning whatever a resident sends into a clean picture: decoded, turned upright, stripped, made smaller, encoded anew."""

from __future__ import annotations

import io
import threading
import warnings
from dataclasses import dataclass

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from participation.common.refusals import Invalid

MAX_BYTES = 8 * 1024 * 1024
MAX_PIXELS = 50_000_000  # what a large phone takes; decoding needs four bytes for each
MAX_SIDE = 2000
FORMATS = ("JPEG", "PNG", "WEBP")
QUALITY = 82
# A picture of 50 megapixels takes some hundred megabytes while it is decoded: one at a time in each process.
_decoding = threading.Lock()


@dataclass(frozen=True)
class CleanPicture:
    """An encoded picture without metadata. `width` and `height` in pixels."""

    content: bytes
    width: int
    height: int
    content_type: str = "image/webp"
    extension: str = "webp"


def clean_picture(content: bytes) -> CleanPicture:
    """Decode an untrusted picture and encode its pixels anew, at most 2000 pixels wide and high.

    content: the whole file.
    Raises Invalid when it is too large, no JPEG, PNG or WebP, or cannot be decoded to its end.
    """
    if len(content) > MAX_BYTES:
        raise Invalid(_("The picture is larger than 8 megabytes. Choose a smaller one."), code="too_large")
    try:
        with _decoding:
            return _encode(_decode(content))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, OverflowError):
        # Pillow's decoders answer broken files with any of these.
        raise Invalid(_("We could not read this as a picture. Use a JPEG, PNG or WebP file."), code="not_an_image") from None


def _too_many_pixels() -> Invalid:
    return Invalid(_("The picture has too many pixels. Choose one with at most 50 megapixels."), code="too_many_pixels")


def _decode(content: bytes) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        warnings.filterwarnings("ignore", category=UserWarning)  # odd metadata, which is thrown away
        with Image.open(io.BytesIO(content), formats=FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:  # known from the header, before any pixel is decoded
                raise _too_many_pixels()
            image.draft("RGB", (MAX_SIDE, MAX_SIDE))  # a JPEG decodes straight to a smaller size
            image.load()
            upright = ImageOps.exif_transpose(image)
    return upright.convert("RGBA" if _has_transparency(upright) else "RGB")


def _has_transparency(image: Image.Image) -> bool:
    return image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info


def _encode(image: Image.Image) -> CleanPicture:
    image.thumbnail((MAX_SIDE, MAX_SIDE))
    bare = Image.new(image.mode, image.size)  # a new image has no EXIF, no profile, no comments
    bare.paste(image)
    out = io.BytesIO()
    bare.save(out, "WEBP", quality=QUALITY, method=4)
    return CleanPicture(out.getvalue(), *bare.size)
