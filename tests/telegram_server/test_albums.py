"""Photos that a bot sends: one, or two to ten as an album."""

from __future__ import annotations

import pytest
from telegram import Bot, InputMediaPhoto
from telegram.error import BadRequest, Forbidden, RetryAfter

from tests.support.telegram_server import Hands, TelegramServer, User
from tests.support.uploads import photo

ONE = photo()


def album(*captions: str) -> list[InputMediaPhoto]:
    return [InputMediaPhoto(ONE, caption=caption) for caption in captions]


async def test_an_album_comes_in_order_with_its_captions(bot: Bot, alex: User) -> None:
    sent = await bot.send_media_group(alex.id, album("1 Swimming", "2 Bowling"))
    seen = await alex.hears(2)
    assert [one.caption for one in seen] == ["1 Swimming", "2 Bowling"] and [one.file for one in seen] == [ONE, ONE]
    assert [one.message_id for one in sent] == [one.id for one in seen]
    assert len({one.media_group_id for one in sent}) == 1 and sent[0].media_group_id


@pytest.mark.parametrize("count", [1, 11])
async def test_an_album_has_two_to_ten(bot: Bot, alex: User, count: int) -> None:
    with pytest.raises(BadRequest, match="Wrong number"):
        await bot.send_media_group(alex.id, album(*map(str, range(count))))
    await alex.hears_nothing()


async def test_one_that_is_wrong_stops_all_of_it(bot: Bot, alex: User) -> None:
    for wrong in (InputMediaPhoto(b"no photo"), InputMediaPhoto(ONE, caption="x" * 1025)):
        with pytest.raises(BadRequest):
            await bot.send_media_group(alex.id, [*album("1"), wrong])
    await alex.hears_nothing()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"no photo", "Image_process_failed"),
        (photo((2100, 100)), "Photo_invalid_dimensions"),
        (photo((9000, 1001)), "Photo_invalid_dimensions"),
        (ONE + b"\0" * (10 * 2**20), "too big for a photo"),
    ],
)
async def test_what_is_no_photo_or_too_large_is_refused(bot: Bot, alex: User, data: bytes, why: str) -> None:
    with pytest.raises(BadRequest, match=why):
        await bot.send_photo(alex.id, data)


async def test_an_album_is_one_message_into_its_chat_and_all_of_its_photos_in_all(
    server: TelegramServer, bot: Bot, clock: Hands, alex: User
) -> None:
    server.limits.overall = 3
    sam = server.user("Sam Invented")
    await sam.starts()
    await bot.send_media_group(alex.id, album("1", "2", "3"))
    for whom in (alex, sam):
        with pytest.raises(RetryAfter):
            await bot.send_message(whom.id, "At once")
    clock.advance(1)
    await bot.send_message(alex.id, "A second later")


async def test_who_blocked_the_bot_gets_no_album(bot: Bot, alex: User) -> None:
    await alex.blocks_bot()
    with pytest.raises(Forbidden):
        await bot.send_media_group(alex.id, album("1", "2"))
