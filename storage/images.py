"""From whatever somebody uploads to a photo of our own making: known to be an image, upright, small, and nothing beside it.

Only the pixels of the first frame go on, encoded anew: where and with what it was taken, and a second face of the file
(a script, an archive), stay behind.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass, field

import pillow_heif
from PIL import Image, ImageOps

from storage.errors import Refused

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 50_000_000
LONGEST_SIDE, LONGEST_SMALL = 1_024, 256
MEDIA_TYPE = "image/jpeg"
"""Of every photo that was made here."""

_FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
_QUALITY = 85

NOTHING = "Choose a photo first."
TOO_LARGE = "This photo is too large. Choose one of 10 MB or less."
TOO_MANY_PIXELS = "This photo has too many dots. Make it smaller first, or take it again with the phone."
NO_IMAGE = "This file is no photo that we can read. Choose a photo from a phone (JPEG, PNG, WebP or HEIC)."
DAMAGED = "This photo is damaged. Choose another one, or take it again."

pillow_heif.register_heif_opener(thumbnails=False)


@dataclass(frozen=True)
class Photo:
    """The photo and a small one of it, as JPEG. `width` and `height`: of the larger."""

    full: bytes = field(repr=False)
    small: bytes = field(repr=False)
    width: int
    height: int


def made(upload: bytes) -> Photo:
    """Takes up to some seconds, and some 200 MB for the largest. Raises Refused with a line that says what to do."""
    if not upload:
        raise Refused(NOTHING)
    if len(upload) > MOST_BYTES:
        raise Refused(TOO_LARGE)
    with warnings.catch_warnings(action="ignore"), _opened(upload) as image:
        # Known from the head of the file, before any of its pixels are unpacked.
        if image.width * image.height > MOST_PIXELS:
            raise Refused(TOO_MANY_PIXELS)
        pixels = _pixels(image)
    small = pixels.copy()
    small.thumbnail((LONGEST_SMALL, LONGEST_SMALL))
    return Photo(_encoded(pixels), _encoded(small), *pixels.size)


def _opened(upload: bytes) -> Image.Image:
    try:
        return Image.open(io.BytesIO(upload), formats=_FORMATS)
    except Image.DecompressionBombError as error:
        raise Refused(TOO_MANY_PIXELS) from error
    except Exception as error:  # a file that was made to break a decoder may raise anything
        raise Refused(NO_IMAGE) from error


def _pixels(image: Image.Image) -> Image.Image:
    """The first frame, upright, on white where it was see-through, and no larger than we keep it."""
    try:
        image.draft("RGB", (2 * LONGEST_SIDE, 2 * LONGEST_SIDE))  # a JPEG is unpacked no larger than it has to be
        upright = ImageOps.exif_transpose(image)
        shown = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
        shown.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    except Exception as error:  # as above
        raise Refused(DAMAGED) from error
    page = Image.new("RGB", shown.size, "white")
    page.paste(shown, mask=shown if shown.mode == "RGBA" else None)
    return page


def _encoded(image: Image.Image) -> bytes:
    """The pixels alone: a page that was painted on has no notes of the file it came from."""
    file = io.BytesIO()
    image.save(file, "JPEG", quality=_QUALITY, optimize=True)
    return file.getvalue()
