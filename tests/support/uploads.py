"""Files that are no photos, or are more than photos, made here byte by byte."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from PIL import Image


def photo(size: tuple[int, int] = (640, 480), kind: str = "JPEG", colour: str = "teal", **more: object) -> bytes:
    """An ordinary one. `more`: what Pillow writes into it besides."""
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, kind, **more)
    return file.getvalue()


def from_a_phone(*, turned: int = 6) -> bytes:
    """Taken upright, kept lying, with where and with what it was taken. Its upper half is red, its lower half blue."""
    lying = Image.new("RGB", (400, 300), "blue")
    lying.paste("red", (0, 0, 200, 300))
    exif = Image.Exif()
    exif[0x0112] = turned
    exif[0x010F] = "Invented Phone"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 28.0, 59.0), 3: "W", 4: (1.0, 53.0, 24.0)})
    file = io.BytesIO()
    lying.save(file, "JPEG", exif=exif, comment=b"the house in Plum Street", quality=95)
    return file.getvalue()


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few kilobytes that says it has so many dots, and has them."""
    packed = zlib.compressobj(9)
    row = b"\0" * (1 + (width + 7) // 8)
    data = b"".join(packed.compress(row * 100) for _ in range(height // 100)) + packed.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def note_bomb() -> bytes:
    """A PNG of one dot with a packed note that unpacks to 60 MB."""
    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    note = b"note\0\0" + zlib.compress(b"\0" * 60_000_000, 9)
    dot = zlib.compress(b"\0\0\0\0")
    chunks = _chunk(b"IHDR", head) + _chunk(b"zTXt", note) + _chunk(b"IDAT", dot) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def two_faced() -> bytes:
    """A JPEG that is a web page with a script as well, and an archive."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("second.html", "<script>alert('face')</script>")
    whole = photo(comment=b"<html><script>alert('first face')</script>")
    return whole + archive.getvalue()


def moving() -> bytes:
    """A WebP of two frames: green first, then red."""
    file = io.BytesIO()
    frames = [Image.new("RGB", (64, 64), colour) for colour in ("green", "red")]
    frames[0].save(file, "WEBP", save_all=True, append_images=frames[1:], duration=100, lossless=True)
    return file.getvalue()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
