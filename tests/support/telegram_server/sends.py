"""Everything but words that a person can send, in the shapes of the Bot API."""

from abc import ABC, abstractmethod
from typing import Any

from tests.support.telegram_server.groups import Group
from tests.support.telegram_server.media import File
from tests.support.telegram_server.refusals import JSON
from tests.support.telegram_server.world import Message, World

_BYTES = b"invented bytes"


class Sends(ABC):
    """What a `User` sends besides text; `sends` of it all goes through `say`. `more`: `to`, `reply_to`."""

    _world: World

    @abstractmethod
    def say(
        self, content: JSON, *, file: File | None = None, to: Group | None = None, reply_to: int | None = None
    ) -> Message:
        """Send any content."""

    async def sends_voice(self, ogg: bytes, seconds: int, *, size: int | None = None, **more: Any) -> Message:
        """`size` can claim more bytes than there are, to try the limit for downloads."""
        return self._sends("voice", ogg, {"duration": seconds, "mime_type": "audio/ogg"}, None, size, **more)

    async def sends_audio(self, data: bytes = _BYTES, caption: str | None = None, **more: Any) -> Message:
        about = {"duration": 10, "mime_type": "audio/mpeg", "title": "Song", "file_name": "song.mp3"}
        return self._sends("audio", data, about, caption, **more)

    async def sends_photo(self, caption: str | None = None, data: bytes = _BYTES, **more: Any) -> Message:
        return self._sends("photo", data, {"width": 1280, "height": 960}, caption, **more)

    async def sends_video(self, caption: str | None = None, **more: Any) -> Message:
        about = {"width": 640, "height": 360, "duration": 3, "mime_type": "video/mp4", "file_name": "video.mp4"}
        return self._sends("video", _BYTES, about, caption, **more)

    async def sends_video_note(self, **more: Any) -> Message:
        return self._sends("video_note", _BYTES, {"length": 240, "duration": 3}, None, **more)

    async def sends_document(
        self, name: str = "letter.pdf", caption: str | None = None, data: bytes = _BYTES, **more: Any
    ) -> Message:
        return self._sends("document", data, {"file_name": name, "mime_type": "application/pdf"}, caption, **more)

    async def sends_sticker(self, emoji: str | None, **more: Any) -> Message:
        """Not every sticker has an emoji."""
        about: JSON = {"width": 512, "height": 512, "type": "regular", "is_animated": False, "is_video": False}
        about |= {"set_name": "Invented"} | ({"emoji": emoji} if emoji else {})
        return self._sends("sticker", _BYTES, about, None, **more)

    async def sends_animation(self, caption: str | None = None, **more: Any) -> Message:
        """A GIF: Telegram gives it as `animation`, and as `document` beside it."""
        about = {"width": 320, "height": 240, "duration": 2, "mime_type": "video/mp4", "file_name": "cat.mp4"}
        file = self._world.files.keep("animation", _BYTES, about)
        shape = file.shape()
        beside = {"document": shape["animation"]}
        return self.say(shape | beside | ({"caption": caption} if caption else {}), file=file, **more)

    async def sends_location(self, latitude: float = 52.48, longitude: float = -1.89, **more: Any) -> Message:
        return self.say({"location": {"latitude": latitude, "longitude": longitude}}, **more)

    async def sends_contact(self, name: str = "Sam Invented", phone: str = "+447700900001", **more: Any) -> Message:
        return self.say({"contact": {"phone_number": phone, "first_name": name}}, **more)

    async def sends_poll(self, question: str, options: list[str], **more: Any) -> Message:
        poll: JSON = {
            "id": "5200000000000000001", "question": question, "total_voter_count": 0, "is_closed": False,
            "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
            "allows_revoting": True, "members_only": False, "options": [
                {"persistent_id": str(number), "text": option, "voter_count": 0} for number, option in enumerate(options)
            ],
        }  # fmt: skip
        return self.say({"poll": poll}, **more)

    async def sends_dice(self, emoji: str = "🎲", value: int = 4, **more: Any) -> Message:
        return self.say({"dice": {"emoji": emoji, "value": value}}, **more)

    async def forwards(self, text: str, sender: str = "Somebody Invented", **more: Any) -> Message:
        """Pass on what somebody else wrote, who keeps their account to themselves."""
        date = int(self._world.clock())
        origin = {"type": "hidden_user", "sender_user_name": sender, "date": date}
        old = {"forward_sender_name": sender, "forward_date": date}
        return self.say({"text": text, "forward_origin": origin, **old}, **more)

    def _sends(
        self, kind: str, data: bytes, about: JSON, caption: str | None, size: int | None = None, **more: Any
    ) -> Message:
        file = self._world.files.keep(kind, data, about, size)
        return self.say(file.shape() | ({"caption": caption} if caption else {}), file=file, **more)
