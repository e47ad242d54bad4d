"""What has happened about an action, as lines in the order of time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from staff.labels import label
from storage import Transaction, outcomes, updates
from storage.pending_actions import PendingAction
from storage.updates import Telling

_TOLD = {
    updates.TELL_AGREED: "what will be different",
    updates.TELL_DONE: "what was done",
    updates.TELL_CANNOT: "why it cannot be done",
    updates.STILL_WORKING: "that it is being worked on",
}
_ENDED = {updates.TELL_DONE: "Said to be done", updates.TELL_CANNOT: "Said that it cannot be done"}


@dataclass(frozen=True)
class Line:
    """One thing that happened."""

    at: datetime
    text: str


def of_action(tx: Transaction, action: PendingAction) -> tuple[Line, ...]:
    """Agreed, started, finished, told, heard, asked, answered, closed; the oldest first."""
    lines = [*_steps(action), *_answers(tx, action)]
    for telling in updates.of_action(tx, action.id):
        lines += _told(action, telling)
    return tuple(sorted(lines, key=lambda line: line.at))


def not_sent(tx: Transaction, action_id: str) -> tuple[str, ...]:
    """What waits to be sent to the person, such as for quiet hours to end."""
    return tuple(_TOLD[one.response] for one in updates.of_action(tx, action_id) if one.sent_at is None)


def _steps(action: PendingAction) -> Iterator[Line]:
    steps = (
        (action.agreed_at, "Agreed"),
        (action.started_at, "Started"),
        (action.asked_at, f"{action.person} was asked “Did it help?”"),
        (action.escalated_at, "Passed to the manager: it did not help twice"),
        (action.closed_at, "Closed"),
    )
    yield from (Line(at, text) for at, text in steps if at is not None)


def _told(action: PendingAction, telling: Telling) -> Iterator[Line]:
    what = _TOLD[telling.response]
    if telling.response in _ENDED:  # each time, also before it was reopened
        yield Line(telling.decided_at, _ENDED[telling.response])
    if telling.sent_at is not None:
        yield Line(telling.sent_at, f"{action.person} was told {what}")
    if telling.heard_at is not None:
        yield Line(telling.heard_at, f"{action.person} showed that they read or heard {what}")


def _answers(tx: Transaction, action: PendingAction) -> Iterator[Line]:
    for answer in outcomes.of_action(tx, action.id):
        yield Line(answer.at, f"{action.person} answered: {label(answer.outcome)}")
