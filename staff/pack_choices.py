"""What a person chose, in the words of the review pack: the options as they were shown, their reason, who helped (R33)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Protocol

from storage.chosen import ChosenItem
from storage.vocabulary import Agreement, HelpedBy


class Sentences(Protocol):
    """The texts of the pack, and its days."""

    def say(self, name: str, /, **values: str) -> str: ...
    def day(self, when: date | datetime) -> str: ...


def choice_lines(pack: Sentences, item: ChosenItem) -> Iterator[str]:
    """All about the choice itself; what was not recorded is not filled in."""
    yield pack.say("choice_asked", question=item.choice.question)
    yield pack.say("choice_shown", options=", ".join(one.label for one in item.shown))
    yield pack.say("choice_on", day=pack.day(item.decision.decided_at))
    if item.reason is not None:
        yield pack.say("choice_reason", reason=item.reason)
    if item.decision.helped_by is HelpedBy.NOT_KNOWN:
        yield pack.say("choice_helped_by_not_known")
    else:
        yield pack.say(f"helped_by_{item.decision.helped_by}")
    if item.helper is not None:
        yield pack.say("helper", helper=item.helper)
    if item.decision.agreement is Agreement.SAME:
        yield pack.say("choice_same")
    elif item.second is not None:
        yield pack.say("choice_second", option=item.second.label)


def without_action(item: ChosenItem) -> str:
    """Why nothing is to be done yet: it is asked once more, the two answers differ, or it was something else."""
    if item.chosen is None:
        return "something_else"
    return "waits" if item.decision.agreement is Agreement.WAITING else "different"
