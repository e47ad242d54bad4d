"""From a message to a draft, which is shown as its person will see it, or of which is said what to mend."""

from __future__ import annotations

from bot.channels.telegram.arrivals import EDITED, Wrote
from bot.channels.telegram.finding import CHANNEL
from bot.channels.telegram.supporting import drafts, offering, written
from bot.channels.telegram.supporting.saying import FOR
from bot.channels.telegram.supporting.turn import Turn
from bot.channels.telegram.supporting.written import Written
from storage import choice_sets, prepared_choices, supporter_messages
from storage.choice_records import ChoiceSet
from storage.database import Refused
from storage.outbox import ShownOption
from storage.supporters import Supporter
from storage.vocabulary import ChoiceState


def choice(turn: Turn, one: Wrote, words: str) -> None:
    """They wrote something that may be a choice, or changed the message that was one."""
    if len(words) > written.LONGEST:
        turn.say_fixed("too_long")
        return
    found = written.read(words)
    if found is None:
        turn.say(turn.says.how())
        return
    supporter_messages.forget_words(turn.tx, CHANNEL, turn.address)
    made = _made_of(turn, one)
    if made is not None:
        _again(turn, *made, found, words)
    elif len(turn.helpers) > 1:
        _ask_for_whom(turn, words)
    else:
        _prepare(turn, turn.helpers[0], _to_mend(turn, turn.helpers[0]), found, words)


def for_whom(turn: Turn, helper: Supporter, message_id: str) -> None:
    """They help several people, and tapped for whom it is."""
    taken = turn.take_words(message_id)
    found = None if taken is None else written.read(taken.words)
    if taken is None or found is None:
        turn.say_fixed("gone")
        return
    kept = _prepare(turn, helper, _to_mend(turn, helper), found, taken.words)
    if kept is not None:
        supporter_messages.is_about(turn.tx, message_id, kept.id)


def _made_of(turn: Turn, one: Wrote) -> tuple[Supporter, ChoiceSet] | None:
    """What the message made before it was changed."""
    first = f"m:{one.chat_id}:{one.message_id}"
    set_id = supporter_messages.set_from(turn.tx, first) if one.control == EDITED else None
    return None if set_id is None else drafts.of(turn.tx, turn.helpers, set_id)


def _again(turn: Turn, helper: Supporter, kept: ChoiceSet, found: Written, words: str) -> None:
    if kept.state is ChoiceState.DRAFT:
        _prepare(turn, helper, kept, found, words)
    else:
        turn.say(turn.says.text("not_open"), helper)


def _to_mend(turn: Turn, helper: Supporter) -> ChoiceSet | None:
    """The draft of which they were told what is wrong: a message after that is meant to be the better one."""
    for kept in drafts.of_chat(turn.tx, helper, CHANNEL, turn.address)[:1]:
        if turn.checker.check(turn.tx, kept.person_id, kept.wanted).problems:
            return kept
    return None


def _prepare(turn: Turn, helper: Supporter, draft: ChoiceSet | None, found: Written, words: str) -> ChoiceSet | None:
    """None where it cannot be kept."""
    if found.is_too_many:
        turn.say_fixed("too_many")
        return None
    wanted = drafts.wanted(turn.tx, helper.person_id, found)
    matter = turn.checker.check(turn.tx, helper.person_id, wanted).matter
    if matter is not None:
        if draft is not None:
            choice_sets.withdraw(turn.tx, helper, draft.id)
        offering.not_for_a_chat(turn, helper, prepared_choices.refusal(matter), words)
        return None
    try:
        kept = drafts.keep(turn.tx, helper, draft, wanted)
    except Refused as refused:
        turn.say(str(refused), helper)
        return None
    offering.show(turn, helper, kept)
    return kept


def _ask_for_whom(turn: Turn, words: str) -> None:
    message_id = supporter_messages.new_message_id()
    buttons = tuple(ShownOption(f"{FOR}:{one.id}:{message_id}", turn.person_of(one)) for one in turn.helpers)
    turn.say(turn.says.text("for_whom"), buttons=buttons, words=words, message_id=message_id)
