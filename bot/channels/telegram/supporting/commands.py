"""What a supporter asks for by a command: what was chosen, and the end of it."""

from __future__ import annotations

from bot.channels.telegram.supporting.saying import STOP
from bot.channels.telegram.supporting.turn import Turn
from storage import choice_sets, supporter_sight, supporters
from storage.choice_records import ChoiceSet
from storage.outbox import ShownOption
from storage.supporters import Supporter
from storage.vocabulary import ChoiceState

NEWEST = 5


def choices(turn: Turn) -> None:
    """What they prepared and what came of it, the newest first."""
    there = [kept for one in turn.helpers for kept in choice_sets.listed(turn.tx, one, one.person_id)]
    there = [kept for kept in there if kept.state is not ChoiceState.WITHDRAWN]
    there.sort(key=lambda kept: kept.made_at, reverse=True)
    text = "\n\n".join(_line(turn, kept) for kept in there[:NEWEST])
    whose = turn.helpers[0] if len(turn.helpers) == 1 else None
    turn.say(text or turn.says.text("no_choices"), whose)


def _line(turn: Turn, kept: ChoiceSet) -> str:
    came = supporter_sight.came_of(turn.tx, kept)
    line = turn.says.listed(kept, None if came is None else came.chosen)
    return line if len(turn.helpers) == 1 else turn.says.text("listed_of", person=kept.person, listed=line)


def stop(turn: Turn) -> None:
    """The end of their help, of whom they tap where they help several."""
    if len(turn.helpers) == 1:
        end(turn, turn.helpers[0])
        return
    buttons = tuple(ShownOption(f"{STOP}:{one.id}", turn.person_of(one)) for one in turn.helpers)
    turn.say(turn.says.text("stop_whom"), buttons=buttons)


def end(turn: Turn, helper: Supporter) -> None:
    """From now on nothing of this person is theirs to see."""
    supporters.end_by_themselves(turn.tx, helper)
    turn.say_fixed("ended", person=turn.person_of(helper))
