"""Messages in: kept in one transaction before Telegram hears that we have them; whatever is not words is kept or answered."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from telegram import Bot
from telegram.error import TelegramError

from bot.channels.telegram import keyboards
from bot.channels.telegram.arrivals import (
    LOST_VOICE,
    NO_SOUND,
    TOO_LONG,
    Arrival,
    Elsewhere,
    LetIn,
    ShutOut,
    Started,
    Tapped,
    Wrote,
    arrival,
    unreadable,
)
from bot.channels.telegram.finding import CHANNEL
from bot.channels.telegram.sending import CONTROLS_HERE
from bot.gateway import keep
from safeguarding import Tier, screen
from safeguarding.wording import reply_for
from storage import Transaction, alert_news, concerns, deliveries, linking, outbox, staff_accounts, strangers
from storage.audit import Actor
from storage.inbox import Incoming
from storage.outbox import Outgoing, ShownOption
from storage.strangers import Worry
from wording.catalogue import Catalogue

_log = logging.getLogger(__name__)

STRANGER, BAD_CODE, MANY_TRIES = "utter_stranger", "utter_stranger_bad_code", "utter_stranger_many_tries"
MORE = "utter_more_controls"
NOT_KEPT = {LOST_VOICE: "utter_voice_lost", NO_SOUND: "utter_voice_no_sound", TOO_LONG: "utter_voice_too_long"}
"""What a person hears of a voice message that is not there to be kept."""
COMMANDS = {"/privacy": "who_sees", "/stop": "stop"}
"""What Telegram's own menu offers, beside /start."""


@dataclass
class Kept:
    """What one batch led to: people who wrote, people to whom something is to be sent, places to leave."""

    wrote: list[str] = field(default_factory=list)
    to_send: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    has_strangers: bool = False


def read(found: Sequence[dict[str, Any]], bot: Bot) -> tuple[Arrival, ...]:
    """What these updates mean. One that python-telegram-bot cannot read, as it is newer than it, is answered as something
    we do not know; Telegram would bring it, and everything behind it, for ever."""
    return tuple(meant for one in found if (meant := _read(one, bot)) is not None)


def _read(found: dict[str, Any], bot: Bot) -> Arrival | None:
    found = _sound(found)
    try:
        return arrival(found, bot)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        _log.error("update %s of Telegram cannot be read: %s", found.get("update_id"), type(error).__name__)
        return unreadable(found)


def _sound(value: Any) -> Any:
    """The same without half signs and NUL, which JSON can say and no database keeps: they would come again for ever."""
    if isinstance(value, dict):
        return {key: _sound(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_sound(one) for one in value]
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "")
    return value


def keep_all(tx: Transaction, arrivals: Sequence[Arrival], catalogue: Catalogue) -> Kept:
    """Keep a batch, in its order. Whatever was delivered before changes nothing."""
    kept = Kept()
    for one in arrivals:
        match one:
            case Elsewhere(chat_id):
                kept.places.append(chat_id)
            case ShutOut(chat_id):
                _shut_out(tx, chat_id)
            case LetIn(chat_id):
                _let_in(tx, kept, chat_id)
            case Started():
                _started(tx, kept, one, catalogue)
            case Tapped():
                _tapped(tx, kept, one, catalogue)
            case Wrote():
                _wrote(tx, kept, one, catalogue)
    return kept


def linked_chats(tx: Transaction, chat_ids: frozenset[int]) -> frozenset[int]:
    """Those of these chats that are somebody's we know."""
    return frozenset(one for one in chat_ids if linking.person_at(tx, CHANNEL, str(one)) is not None)


async def answer_taps(arrivals: Sequence[Arrival], bot: Bot, picked: str) -> None:
    """Tell Telegram at once that a tap came, which ends the waiting sign on its button; `picked` says what was tapped."""
    taps = [one for one in arrivals if isinstance(one, Tapped)]
    await asyncio.gather(*(_answer(bot, one, picked) for one in taps))


async def _answer(bot: Bot, tap: Tapped, picked: str) -> None:
    text = picked.replace("{label}", tap.label)[:200] if tap.label else None
    try:
        await bot.answer_callback_query(tap.query_id, text=text)
    except TelegramError as error:
        # It waited too long, as after a stop of ours. The tap itself counts all the same.
        _log.info("a tap could not be answered: %s", type(error).__name__)


def _shut_out(tx: Transaction, chat_id: int) -> None:
    if address_id := deliveries.chat_at(tx, CHANNEL, str(chat_id)):
        deliveries.shut_out(tx, address_id)


def _let_in(tx: Transaction, kept: Kept, chat_id: int) -> None:
    deliveries.let_in(tx, CHANNEL, str(chat_id))
    if person_id := linking.person_at(tx, CHANNEL, str(chat_id)):
        kept.to_send.append(person_id)


def _started(tx: Transaction, kept: Kept, one: Started, catalogue: Catalogue) -> None:
    """A link with a code was opened, or Start was pressed in a chat that is linked already."""
    address = str(one.chat_id)
    who = f"chat-link telegram {address}"
    if one.code is not None and linking.code_is_good(tx, one.code):
        linking.link_address(tx, one.code, CHANNEL, address)
        strangers.known_now(tx, CHANNEL, address)
        staff_accounts.forget_attempts(tx, who)
    person_id = linking.person_at(tx, CHANNEL, address)
    if person_id is not None:
        # Pressed again, perhaps as the controls are gone or the chat was emptied: they come back.
        _say(tx, kept, person_id, one.key, catalogue, CONTROLS_HERE)
        _keep(tx, kept, Incoming(person_id, CHANNEL, one.key, one.sent_at, control="start"))
        return
    response = STRANGER
    if one.code is not None:
        response = BAD_CODE if staff_accounts.may_try(tx, who) else MANY_TRIES
    _owe(tx, kept, one.chat_id, one.key, response)


def _tapped(tx: Transaction, kept: Kept, tap: Tapped, catalogue: Catalogue) -> None:
    person_id = linking.person_at(tx, CHANNEL, str(tap.chat_id))
    if person_id is None:
        _owe(tx, kept, tap.chat_id, f"c:{tap.query_id}", STRANGER)
        return
    deliveries.let_in(tx, CHANNEL, str(tap.chat_id))
    control = keyboards.control_in(tap.data)
    token = None if control else tap.data
    _keep(tx, kept, Incoming(person_id, CHANNEL, f"c:{tap.query_id}", tx.now, option_token=token, control=control))


def _wrote(tx: Transaction, kept: Kept, one: Wrote, catalogue: Catalogue) -> None:
    person_id = linking.person_at(tx, CHANNEL, str(one.chat_id))
    if person_id is None:
        _stranger(tx, kept, one)
        return
    deliveries.let_in(tx, CHANNEL, str(one.chat_id))
    words, control = one.words, one.control
    if control is None and words is not None:
        control = COMMANDS.get(words.strip().casefold()) or keyboards.control_named(catalogue, words)
        words = None if control else words
    if control == keyboards.MORE_CONTROLS:
        # Only this channel needs a message for that, and it is nothing that was said.
        _say(tx, kept, person_id, one.key, catalogue, MORE, keyboards.more(catalogue))
        return
    if control in NOT_KEPT:
        _say(tx, kept, person_id, one.key, catalogue, NOT_KEPT[control])
        if words is None:
            return
        control = None  # what was written beside it is words like any others
    about = (person_id, CHANNEL, one.key, one.sent_at)
    _keep(tx, kept, Incoming(*about, words=words, control=control, recording=one.recording))


def _say(
    tx: Transaction,
    kept: Kept,
    person_id: str,
    key: str,
    catalogue: Catalogue,
    response: str,
    options: tuple[ShownOption, ...] = (),
) -> None:
    """Something that only this channel has to say, once for the message that it answers."""
    bubbles = catalogue.bubbles(response)
    for number, text in enumerate(bubbles):
        under = options if number == len(bubbles) - 1 else ()
        outbox.queue(tx, Outgoing(person_id, key, number, "notice", response, text, options=under, channel=CHANNEL))
    kept.to_send.append(person_id)


def _stranger(tx: Transaction, kept: Kept, one: Wrote) -> None:
    """Nobody we know: what they wrote is kept only if it tells of harm, as a concern with no person."""
    found = screen(one.words) if one.words else None
    if found is None or found.tier not in (Tier.RED, Tier.AMBER):
        _owe(tx, kept, one.chat_id, one.key, STRANGER)
        return
    concern_id = concerns.raise_concern(
        tx,
        Actor("person"),
        None,
        f"{CHANNEL} {one.key}",
        tier=found.tier,
        kind=found.kind,
        reasons=found.reasons,
        rules_version=found.rules_version,
        words=one.words,
        said_at=one.sent_at,
    )
    worry = Worry(alert_news.first_told(tx, concern_id), alert_news.is_anybody_there(tx, concern_id))
    _owe(tx, kept, one.chat_id, one.key, reply_for(found), worry)


def _owe(tx: Transaction, kept: Kept, chat_id: int, key: str, response: str, worry: Worry | None = None) -> None:
    strangers.wrote(tx, CHANNEL, str(chat_id), key, response, worry)
    kept.has_strangers = True


def _keep(tx: Transaction, kept: Kept, incoming: Incoming) -> None:
    if keep(tx, incoming):
        kept.wrote.append(incoming.person_id)
