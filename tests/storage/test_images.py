"""What is uploaded becomes a photo of our own making, or is refused with a line that says what to do."""

from __future__ import annotations

import io
import time
import zipfile

import pillow_heif
import pytest
from PIL import Image

from storage import images
from storage.errors import Refused
from storage.images import DAMAGED, MOST_BYTES, NO_IMAGE, NOTHING, TOO_LARGE, TOO_MANY_PIXELS, Photo, made
from tests.support import uploads


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def near(shown: object, wanted: tuple[int, int, int]) -> bool:
    assert isinstance(shown, tuple)
    return all(abs(one - other) < 12 for one, other in zip(shown, wanted, strict=True))


def test_it_is_a_jpeg_of_a_size_that_is_enough_with_a_small_one_beside_it() -> None:
    photo = made(uploads.photo((3000, 1500)))
    full, small = opened(photo.full), opened(photo.small)
    assert (full.format, full.size, small.size) == ("JPEG", (1024, 512), (256, 128))
    assert (photo.width, photo.height) == full.size


def test_a_little_one_is_not_blown_up() -> None:
    assert opened(made(uploads.photo((90, 60))).full).size == (90, 60)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_phones_and_computers_keep_is_taken(kind: str) -> None:
    assert near(opened(made(uploads.photo(kind=kind)).full).getpixel((9, 9)), (0, 128, 128))


def test_so_is_what_an_iphone_keeps() -> None:
    file = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (640, 480), "teal")).save(file)
    assert near(opened(made(file.getvalue()).full).getpixel((9, 9)), (0, 128, 128))


def test_it_stands_upright_and_tells_of_no_place_and_no_phone() -> None:
    kept = made(uploads.from_a_phone())
    for data in (kept.full, kept.small):
        shown = opened(data)
        assert shown.size[0] < shown.size[1]
        middle = shown.size[0] // 2
        assert near(shown.getpixel((middle, 9)), (254, 0, 0))
        assert near(shown.getpixel((middle, shown.size[1] - 9)), (0, 0, 254))
        assert not shown.getexif() and {*shown.info} <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert b"Invented" not in data and b"Plum" not in data and b"Exif" not in data


def test_what_is_see_through_lies_on_white() -> None:
    file = io.BytesIO()
    Image.new("RGBA", (40, 40), (200, 0, 0, 0)).save(file, "PNG")
    assert near(opened(made(file.getvalue()).full).getpixel((5, 5)), (255, 255, 255))


def test_of_what_moves_the_first_moment_stays() -> None:
    shown = opened(made(uploads.moving()).full)
    assert near(shown.getpixel((30, 30)), (0, 128, 0)) and getattr(shown, "n_frames", 1) == 1


def test_a_file_with_two_faces_keeps_the_one_that_is_a_photo() -> None:
    two = uploads.two_faced()
    assert zipfile.is_zipfile(io.BytesIO(two)) and b"<script>" in two
    kept = made(two)
    for data in (kept.full, kept.small):
        assert not zipfile.is_zipfile(io.BytesIO(data)) and b"script" not in data and data.endswith(b"\xff\xd9")


PAGE = b"<!doctype html><script>alert(1)</script>"


@pytest.mark.parametrize(
    ("upload", "why"),
    [
        (b"", NOTHING),
        (PAGE, NO_IMAGE),
        (b"GIF89a" + b"\0" * 100, NO_IMAGE),
        (b"%PDF-1.7 " + b"x" * 5000, NO_IMAGE),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', NO_IMAGE),
        (uploads.photo()[:20], NO_IMAGE),
        (uploads.photo((2000, 2000))[:3000], DAMAGED),
        (uploads.photo(kind="PNG")[:400], DAMAGED),
        (b"\xff\xd8\xff\xe0" + PAGE * 50, NO_IMAGE),
        (b"\0" * (MOST_BYTES + 1), TOO_LARGE),
        (uploads.photo() + b"\0" * MOST_BYTES, TOO_LARGE),
    ],
)
def test_what_is_no_photo_is_refused_with_a_line_that_says_what_to_do(upload: bytes, why: str) -> None:
    with pytest.raises(Refused) as refused:
        made(upload)
    assert str(refused.value) == why


@pytest.mark.parametrize("size", [(8000, 8000), (14_000, 14_000), (30_000, 30_000)])
def test_a_bomb_is_refused_before_it_is_unpacked(size: tuple[int, int]) -> None:
    upload = uploads.bomb(*size)
    assert len(upload) < MOST_BYTES
    begun = time.perf_counter()
    with pytest.raises(Refused) as refused:
        made(upload)
    assert str(refused.value) == TOO_MANY_PIXELS
    assert time.perf_counter() - begun < 0.5


def test_a_note_that_unpacks_without_end_is_not_unpacked() -> None:
    with pytest.raises(Refused):
        made(uploads.note_bomb())


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_whatever_is_broken_in_it_a_photo_or_a_refusal_comes_of_it(kind: str) -> None:
    whole = uploads.photo((160, 120), kind)
    for at in range(0, len(whole), 7):
        broken = whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]
        try:
            kept = made(broken)
        except Refused as refused:
            assert str(refused) in {NO_IMAGE, DAMAGED, TOO_MANY_PIXELS}
        else:
            assert isinstance(kept, Photo) and max(kept.width, kept.height) <= images.LONGEST_SIDE
