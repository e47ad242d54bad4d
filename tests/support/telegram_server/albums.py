"""sendMediaGroup: two to ten photos as one album, with no buttons."""

import itertools
from typing import Any

from tests.support.telegram_server.parameters import Parameters
from tests.support.telegram_server.refusals import JSON, bad
from tests.support.telegram_server.sending import photo_of
from tests.support.telegram_server.texts import read_caption
from tests.support.telegram_server.world import World

_LEAST, _MOST = 2, 10
_albums = itertools.count(13_000_000_000_000_001)


def send_media_group(world: World, given: Parameters) -> list[JSON]:
    """All of them or none. The real server passes a keyboard over; this one refuses it, as nobody would see it."""
    if given.text("reply_markup"):
        raise bad("an album can't have a reply markup")
    items: Any = given.json("media", "can't parse media JSON object")
    if not isinstance(items, list) or not all(isinstance(one, dict) for one in items):
        raise bad("expected an Array of InputMedia")
    if not _LEAST <= len(items) <= _MOST:
        raise bad("wrong number of media in the album")
    chat = world.open_chat(given.text("chat_id"))
    found = [_read(world, given, one) for one in items]
    world.limits.count(chat.id, world.clock(), messages=len(found))
    album = {"media_group_id": str(next(_albums))}
    return [world.shape(world.add(chat, None, content | album, file=file)) for content, file in found]


def _read(world: World, given: Parameters, item: JSON) -> tuple[JSON, Any]:
    if item.get("type") != "photo":
        raise bad("this server knows albums of photos only")
    own = Parameters({key: str(value) for key, value in item.items()}, given.files)
    caption, entities = read_caption(own)
    file = photo_of(world, own, "media")
    more = {"caption": caption} if caption else {}
    return file.shape() | more | ({"caption_entities": entities} if entities else {}), file
