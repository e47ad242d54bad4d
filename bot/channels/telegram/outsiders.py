"""Chats that are no person's own: of supporters, and of whoever we do not know. What tells of harm is heard from both (R01)."""

from __future__ import annotations

from dataclasses import dataclass

from bot.channels.telegram.arrivals import Started, Tapped, Wrote
from bot.channels.telegram.finding import CHANNEL
from bot.channels.telegram.kept import Kept
from bot.channels.telegram.supporting import desk
from bot.channels.telegram.supporting.desk import Desk
from bot.channels.telegram.supporting.turn import Turn
from safeguarding import Screening
from safeguarding.wording import reply_for
from staff import screened
from storage import (
    Transaction,
    alert_news,
    concerns,
    staff_accounts,
    strangers,
    supporter_access,
    supporter_chats,
    supporter_concerns,
)
from storage.audit import Actor
from storage.database import Refused
from storage.strangers import Worry
from storage.supporter_concerns import Told
from storage.supporters import Supporter

STRANGER, BAD_CODE, MANY_TRIES = "utter_stranger", "utter_stranger_bad_code", "utter_stranger_many_tries"
WHERE = "Telegram"
_AS_SUPPORTER = {BAD_CODE: "bad_code", MANY_TRIES: "many_tries"}


@dataclass(frozen=True)
class Outsiders:
    """One for the process."""

    desk: Desk

    def started(self, tx: Transaction, kept: Kept, one: Started) -> None:
        """Start was pressed, with a code that is no person's or with none."""
        turn = self._turn(tx, one.chat_id, one.key)
        if turn.is_answered:
            return
        if one.code is not None:
            self._code(turn, kept, one, one.code)
        elif turn.helpers:
            turn.say(turn.says.how())
            kept.supporters.append(turn.address)
        else:
            self._unknown(turn, kept)

    def wrote(self, tx: Transaction, kept: Kept, one: Wrote) -> None:
        """What they wrote is screened first, whoever they are, and kept only if it tells of harm. What is unclear goes to the lead
        where a supporter wrote it, beside what is done with it."""
        turn = self._turn(tx, one.chat_id, one.key)
        found = screened.worst_of((one.words,))
        supporter_chats.let_in(tx, CHANNEL, turn.address)
        if found is not None and screened.kept(found).is_serious:
            self._harm(turn, kept, one, found)
        elif turn.helpers:
            if found is not None:
                _raise(tx, turn.helpers, one, found)
            desk.wrote(turn, one)
            kept.supporters.append(turn.address)
        else:
            self._unknown(turn, kept)

    def tapped(self, tx: Transaction, kept: Kept, tap: Tapped) -> None:
        """A button, which may be of a chat that was somebody's until lately."""
        turn = self._turn(tx, tap.chat_id, f"c:{tap.query_id}")
        if turn.helpers:
            supporter_chats.let_in(tx, CHANNEL, turn.address)
            desk.tapped(turn, tap)
            kept.supporters.append(turn.address)
        else:
            self._unknown(turn, kept)

    def _turn(self, tx: Transaction, chat_id: int, key: str) -> Turn:
        return self.desk.turn(tx, chat_id, key, supporter_chats.at(tx, CHANNEL, str(chat_id)))

    def _code(self, turn: Turn, kept: Kept, one: Started, code: str) -> None:
        who = f"chat-link telegram {turn.address}"
        if not staff_accounts.may_try(turn.tx, who):
            self._refuse(turn, kept, MANY_TRIES)
            return
        if not supporter_access.code_is_good(turn.tx, code):
            self._refuse(turn, kept, BAD_CODE)
            return
        try:
            supporter = supporter_chats.link(turn.tx, code, CHANNEL, turn.address, name_in(one.name))
        except Refused:
            turn.say(turn.says.bad_name())
        else:
            staff_accounts.forget_attempts(turn.tx, who)
            strangers.known_now(turn.tx, CHANNEL, turn.address)
            desk.linked(turn, supporter)
        kept.supporters.append(turn.address)

    def _refuse(self, turn: Turn, kept: Kept, response: str) -> None:
        if turn.helpers:
            turn.say_fixed(_AS_SUPPORTER[response])
            kept.supporters.append(turn.address)
        else:
            _owe(turn, kept, response)

    def _unknown(self, turn: Turn, kept: Kept) -> None:
        """Nobody we know, or not any more: whoever was ended hears that much when they write, and nothing before."""
        before = supporter_chats.ended_lately(turn.tx, CHANNEL, turn.address)
        if before is None:
            _owe(turn, kept, STRANGER)
        elif not turn.is_answered:
            turn.say_fixed("ended", person=before[1])
            kept.supporters.append(turn.address)

    def _harm(self, turn: Turn, kept: Kept, one: Wrote, found: Screening) -> None:
        """A concern, and the fixed signed words; nothing else is done with what they wrote."""
        before = supporter_chats.ended_lately(turn.tx, CHANNEL, turn.address)
        helpers = turn.helpers or (() if before is None else (before[0],))
        concern_id = _raise(turn.tx, helpers, one, found)
        _owe(turn, kept, reply_for(found), alert_news.worry_of(turn.tx, concern_id))


def name_in(shown: str) -> str:
    """What of a name in Telegram can be a name here: letters, and what may stand between them."""
    plain = "".join(sign if sign.isalpha() or sign in " .'’-" else " " for sign in shown)
    return " ".join(plain.split()).lstrip(" .'’-")


def _raise(tx: Transaction, helpers: tuple[Supporter, ...], one: Wrote, found: Screening) -> str:
    source_id, words = f"{CHANNEL} {one.key}", str(one.words)
    if helpers:
        told = Told(source_id, words, one.sent_at, screened.kept(found))
        return supporter_concerns.raise_concern(tx, helpers, told, where=WHERE)
    return concerns.raise_concern(
        tx,
        Actor("person"),
        None,
        source_id,
        tier=found.tier,
        kind=found.kind,
        reasons=found.reasons,
        rules_version=found.rules_version,
        words=words,
        said_at=one.sent_at,
    )


def _owe(turn: Turn, kept: Kept, response: str, worry: Worry | None = None) -> None:
    strangers.wrote(turn.tx, CHANNEL, turn.address, turn.key, response, worry)
    kept.has_strangers = True
