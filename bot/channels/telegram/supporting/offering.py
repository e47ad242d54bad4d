"""A draft is shown as its person will see it, and offered by a tap; or it is no matter for a chat, and becomes a talk (R32)."""

from __future__ import annotations

from dataclasses import replace

from bot.channels.telegram.supporting import drafts, written
from bot.channels.telegram.supporting.saying import ASKED, NOW, PAGE, fingerprint
from bot.channels.telegram.supporting.turn import Turn
from storage import choice_sets, supporter_messages
from storage.choice_records import ChoiceSet
from storage.supporters import Supporter
from storage.vocabulary import OPEN_CHOICES, ChoiceState, SignificantMatter


def show(turn: Turn, helper: Supporter, kept: ChoiceSet) -> None:
    """What its person will see, with buttons to offer it; or what is wrong with it."""
    checked = turn.checker.check(turn.tx, kept.person_id, drafts.with_days(turn.tx, kept.person_id, kept.wanted))
    if checked.problems:
        turn.say(turn.says.problems(drafts.lines(checked)), helper, set_id=kept.id)
        return
    seen = turn.says.preview(turn.person_of(helper), turn.checker.screens(turn.tx, kept))
    turn.say(seen, helper, turn.says.offers(kept), set_id=kept.id)


def tapped(turn: Turn, do: str, set_id: str, shown: str) -> None:
    """A button under a draft. `shown`: the fingerprint of what stood above it."""
    found = drafts.of(turn.tx, turn.helpers, set_id) if do in (NOW, ASKED, PAGE) else None
    if found is None:
        turn.say_fixed("gone")
        return
    helper, kept = found
    if kept.state in OPEN_CHOICES and do != PAGE and fingerprint(kept) == shown:
        _say_offered(turn, helper, kept)  # tapped twice: it is offered once
    elif kept.state is not ChoiceState.DRAFT:
        turn.say(turn.says.text("not_open"), helper)
    elif do == PAGE:
        turn.say(turn.says.page(kept), helper)
    elif fingerprint(kept) != shown:
        show(turn, helper, kept)
    else:
        _offer(turn, helper, kept, now=do == NOW)


def _offer(turn: Turn, helper: Supporter, kept: ChoiceSet, *, now: bool) -> None:
    wanted = drafts.with_days(turn.tx, kept.person_id, kept.wanted)
    wanted = replace(wanted, offer_from=turn.tx.now if now else None)
    if turn.checker.check(turn.tx, kept.person_id, wanted).problems:
        show(turn, helper, kept)
        return
    choice_sets.change(turn.tx, helper, kept.id, wanted)
    _say_offered(turn, helper, choice_sets.approve(turn.tx, helper, kept.id))


def _say_offered(turn: Turn, helper: Supporter, kept: ChoiceSet) -> None:
    name = "when_asked" if kept.offer_from is None else "offered"
    turn.say(turn.says.text(name, person=turn.person_of(helper)), helper, set_id=kept.id)


def not_for_a_chat(turn: Turn, helper: Supporter, why: str, words: str) -> None:
    """What they wrote is kept until they say whether they want a talk about it."""
    message_id = supporter_messages.new_message_id()
    text, buttons = turn.says.text("not_for_chat", reason=why), turn.says.talk(message_id)
    turn.say(text, helper, buttons, words=words, message_id=message_id)


def plan_a_talk(turn: Turn, message_id: str) -> None:
    """What it is about is found again: the tap says only that they want it."""
    taken = turn.take_words(message_id)
    helper = None if taken is None else turn.helper(taken.supporter_id)
    found = None if taken is None else written.read(taken.words)
    if helper is None or found is None:
        turn.say_fixed("gone")
        return
    checked = turn.checker.check(turn.tx, helper.person_id, drafts.wanted(turn.tx, helper.person_id, found))
    about = (checked.matter or SignificantMatter.OTHER, found.question, message_id)
    choice_sets.plan_a_talk(turn.tx, helper, helper.person_id, *about)
    turn.say(turn.says.text("talk_planned"), helper)
