"""Files: what is kept of them, their ids, and what they look like in a message."""

import base64
import hashlib
import io
import itertools
from dataclasses import dataclass, field

from PIL import Image

from tests.support.telegram_server.refusals import JSON, bad

DOWNLOAD_BYTES = 20 * 2**20
PHOTO_BYTES = 10 * 2**20
_PHOTO_SIDES, _PHOTO_RATIO = 10_000, 20
_FOLDERS = {
    "voice": ("voice", ".oga"), "audio": ("music", ".mp3"), "photo": ("photos", ".jpg"), "video": ("videos", ".mp4"),
    "video_note": ("video_notes", ".mp4"), "sticker": ("stickers", ".webp"), "document": ("documents", ""),
    "animation": ("animations", ".mp4"),
}  # fmt: skip


@dataclass(frozen=True)
class File:
    """A file the server holds; `size` may claim more than `data` has, to try the limit for downloads."""

    kind: str
    id: str
    unique_id: str
    path: str
    size: int
    data: bytes = field(repr=False)
    about: JSON = field(default_factory=dict)

    def shape(self) -> JSON:
        """As it stands in a message, under its kind; a photo is a list of sizes."""
        ids: JSON = {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": self.size}
        return {"photo": [{**ids, **self.about}]} if self.kind == "photo" else {self.kind: {**self.about, **ids}}


class Files:
    def __init__(self) -> None:
        self._by_id: dict[str, File] = {}
        self._by_path: dict[str, File] = {}
        self._count = itertools.count()

    def keep(self, kind: str, data: bytes, about: JSON, size: int | None = None) -> File:
        """Take a file in under new ids."""
        number = next(self._count)
        digest = hashlib.sha256(f"{kind} {number}".encode() + data).digest()
        folder, ending = _FOLDERS[kind]
        file = File(
            kind,
            base64.urlsafe_b64encode(b"\x05" + digest + digest[:20]).decode().rstrip("="),
            "AQAD" + base64.urlsafe_b64encode(digest[:8]).decode().rstrip("="),
            f"{folder}/file_{number}{ending}",
            len(data) if size is None else size,
            data,
            about,
        )
        self._by_id[file.id] = self._by_path[file.path] = file
        return file

    def by_id(self, file_id: str) -> File:
        """Raises Refused for one that never was."""
        if file_id not in self._by_id:
            raise bad("wrong file_id or the file is temporarily unavailable")
        return self._by_id[file_id]

    def by_path(self, path: str) -> File | None:
        return self._by_path.get(path)


def sound_kind(data: bytes) -> str:
    """What Telegram makes of a file sent as a voice message: only OGG with Opus in it is shown as one by this server.

    The real one takes MP3 and M4A for a voice message too since 2024; this project sends neither, so here they are
    what they were before: audio. Anything else is a document.
    """
    if data.startswith(b"OggS") and data[28:36] == b"OpusHead":
        return "voice"
    if data.startswith((b"ID3", b"\xff\xfb", b"\xff\xf3")) or data[4:8] == b"ftyp":
        return "audio"
    return "document"


def photo_size(data: bytes) -> JSON:
    """How large a photo is that a bot sends. Raises Refused for what is none, and for one that is too large or too long."""
    if len(data) > PHOTO_BYTES:
        raise bad(f"file of size {len(data)} bytes is too big for a photo; the maximum size is {PHOTO_BYTES} bytes")
    try:
        width, height = Image.open(io.BytesIO(data)).size
    except OSError as wrong:
        raise bad("IMAGE_PROCESS_FAILED") from wrong
    if width + height > _PHOTO_SIDES or max(width, height) > _PHOTO_RATIO * min(width, height):
        raise bad("PHOTO_INVALID_DIMENSIONS")
    return {"width": width, "height": height}


def opus_seconds(data: bytes) -> int:
    """How long OGG/Opus sounds, by its last page (RFC 7845: 48,000 samples a second)."""
    page = data.rfind(b"OggS")
    samples = int.from_bytes(data[page + 6 : page + 14], "little") if page >= 0 else 0
    return round(samples / 48_000)
