"""A photo that a supporter sends for an option: fetched and made anew before it is kept, and only in a supporter's chat."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from telegram import Bot

from bot.channels.telegram.arrivals import Arrival, Wrote
from bot.channels.telegram.finding import CHANNEL
from bot.channels.telegram.recordings import fetched
from bot.channels.telegram.supporting import drafts, offering, written
from bot.channels.telegram.supporting.turn import Turn
from storage import choice_sets, images, pictures, supporter_messages
from storage.choice_records import ChoiceSet
from storage.database import Refused
from storage.images import Photo
from storage.supporters import Supporter

# One at a time: a large photo takes much memory while it is unpacked.
_UNPACKING = ThreadPoolExecutor(1, thread_name_prefix="photos-in")


async def with_photos(arrivals: Sequence[Arrival], bot: Bot, addresses: Collection[str]) -> tuple[Arrival, ...]:
    """The same with the photo of each message from one of these chats that names an option, or with what is wrong with it."""
    return tuple(await asyncio.gather(*(_with_photo(one, bot, addresses) for one in arrivals)))


async def _with_photo(one: Arrival, bot: Bot, addresses: Collection[str]) -> Arrival:
    if not isinstance(one, Wrote) or one.photo is None or str(one.chat_id) not in addresses:
        return one
    if written.option_named(one.words) is None:
        return one
    data = await fetched(bot, one.photo.file_id, one.photo.size, images.MOST_BYTES)
    if data is None:
        return one
    try:
        return replace(one, picture=await asyncio.get_running_loop().run_in_executor(_UNPACKING, images.made, data))
    except Refused as refused:
        return replace(one, picture=str(refused))


def photo(turn: Turn, one: Wrote) -> None:
    """It goes to the option whose number stands with it, of the choice that was spoken of last."""
    place, found = written.option_named(one.words), _spoken_of_last(turn)
    if found is None or place is None or place >= len(found[1].options):
        turn.say_fixed("which_option")
    elif one.picture is None:
        turn.say_fixed("no_photo")
    elif isinstance(one.picture, str):
        turn.say(one.picture)
    else:
        _give(turn, *found, place, one.picture)


def _spoken_of_last(turn: Turn) -> tuple[Supporter, ChoiceSet] | None:
    there = [(one, kept) for one in turn.helpers for kept in drafts.of_chat(turn.tx, one, CHANNEL, turn.address)]
    order = supporter_messages.drafts_of(turn.tx, CHANNEL, turn.address)
    return min(there, key=lambda pair: order.index(pair[1].id), default=None)


def _give(turn: Turn, helper: Supporter, kept: ChoiceSet, place: int, shown: Photo) -> None:
    try:
        picture_id = _kept(turn, helper, kept.options[place].label, shown)
    except Refused as refused:
        turn.say(str(refused), helper)
        return
    options = list(kept.wanted.options)
    options[place] = replace(options[place], picture_id=picture_id)
    changed = choice_sets.change(turn.tx, helper, kept.id, replace(kept.wanted, options=tuple(options)))
    offering.show(turn, helper, changed)


def _kept(turn: Turn, helper: Supporter, label: str, shown: Photo) -> str:
    before = pictures.of_supporter(turn.tx, helper.person_id, helper.id, shown)
    if before is not None:
        return before
    return pictures.keep(turn.tx, helper.actor, helper.person_id, label, shown, supporter_id=helper.id)
