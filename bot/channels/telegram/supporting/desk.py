"""Who does what with what a supporter sends; all of it in the transaction in which it is kept."""

from __future__ import annotations

from dataclasses import dataclass

from bot.channels.telegram.arrivals import EDITED, Tapped, Wrote
from bot.channels.telegram.supporting import commands, offering, photos, preparing
from bot.channels.telegram.supporting.drafts import Checker
from bot.channels.telegram.supporting.saying import COMMANDS, FOR, STOP, TALK, Says
from bot.channels.telegram.supporting.turn import Turn
from storage import Transaction
from storage.supporters import Supporter


@dataclass(frozen=True)
class Desk:
    """One for the process."""

    says: Says
    checker: Checker

    def turn(self, tx: Transaction, chat_id: int, key: str, helpers: tuple[Supporter, ...] = ()) -> Turn:
        return Turn(tx, self.says, self.checker, str(chat_id), key, helpers)


def wrote(turn: Turn, one: Wrote) -> None:
    """A message. The same one again changes nothing."""
    if turn.is_answered:
        return
    words = (one.words or "").strip()
    if one.photo is not None:
        photos.photo(turn, one)
    elif one.control not in (None, EDITED) or not words:
        turn.say_fixed("only_words")
    elif words.casefold() == COMMANDS["choices"]:
        commands.choices(turn)
    elif words.casefold() == COMMANDS["stop"]:
        commands.stop(turn)
    else:
        preparing.choice(turn, one, words)


def tapped(turn: Turn, tap: Tapped) -> None:
    """A button under a message of ours; also a very old one, or one that somebody made up."""
    if turn.is_answered:
        return
    do, about, more = (*tap.data.split(":", 2), "", "")[:3]
    helper = turn.helper(about)
    if do == STOP and helper is not None:
        commands.end(turn, helper)
    elif do == FOR and helper is not None:
        preparing.for_whom(turn, helper, more)
    elif do == TALK:
        offering.plan_a_talk(turn, about)
    else:
        offering.tapped(turn, do, about, more)


def linked(turn: Turn, supporter: Supporter) -> None:
    """A code was used."""
    turn.say(turn.says.welcome(turn.person_of(supporter), supporter.name), supporter)
