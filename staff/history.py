"""What has happened about an action, as lines in the order of time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from staff.labels import label, way
from storage import Transaction, handing_over, outcomes, updates
from storage.pending_actions import PendingAction
from storage.updates import InPerson, Telling
from storage.vocabulary import Voice
from wording import days

_TOLD = {
    updates.TELL_AGREED: "what will be different",
    updates.TELL_DONE: "what was done",
    updates.TELL_CANNOT: "why it cannot be done",
    updates.STILL_WORKING: "that it is being worked on",
    updates.DAY_MOVED: "the new day",
}
_ENDED = {updates.TELL_DONE: "Said to be done", updates.TELL_CANNOT: "Said that it cannot be done"}


@dataclass(frozen=True)
class Line:
    """One thing that happened. `day`: where only the day is known."""

    at: datetime
    text: str
    day: date | None = None


def of_action(tx: Transaction, action: PendingAction) -> tuple[Line, ...]:
    """Agreed, handed over, started, finished, told, heard, asked, answered, closed; the oldest first."""
    lines = [*_steps(action), *_answers(tx, action), *_handovers(tx, action)]
    for telling in updates.of_action(tx, action.id):
        lines += [*_told(action, telling), *_told_in_person(tx, action, telling)]
    return tuple(sorted(lines, key=lambda line: line.at))


def not_sent(tx: Transaction, action_id: str) -> tuple[str, ...]:
    """What waits to be sent to the person, such as for quiet hours to end."""
    return tuple(_TOLD[one.response] for one in updates.of_action(tx, action_id) if not one.was_told)


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


def _told_in_person(tx: Transaction, action: PendingAction, telling: Telling) -> Iterator[Line]:
    told = telling.in_person
    if told is not None:
        text = f"{action.person} was told {_TOLD[telling.response]} {way(told.how)} by {told.by}"
        yield Line(_place(tx, told), text, told.day)


def _answers(tx: Transaction, action: PendingAction) -> Iterator[Line]:
    for answer in outcomes.of_action(tx, action.id):
        asked = answer.in_person
        if asked is None:
            yield Line(answer.at, f"{action.person} answered: {label(answer.outcome)}")
        else:
            whose = "" if answer.voice is Voice.SELF else f" ({label(answer.voice).lower()})"
            text = f"{asked.by} asked {way(asked.how)} if it helped: {label(answer.outcome)}{whose}"
            yield Line(_place(tx, asked), text, asked.day)


def _place(tx: Transaction, happened: InPerson) -> datetime:
    """Where it stands among the other lines: when it was written down, or at noon of the earlier day."""
    if tx.calendar.day(happened.written_at) == happened.day:
        return happened.written_at
    return datetime.combine(happened.day, time(12), tx.calendar.zone)


def _handovers(tx: Transaction, action: PendingAction) -> Iterator[Line]:
    for one in handing_over.of_action(tx, action.id):
        changed = []
        if one.from_owner != one.to_owner:
            changed.append(f"gave it from {one.from_owner} to {one.to_owner}")
        if one.from_day != one.to_day:
            old, new = (days.in_full(day, tx.today) for day in (one.from_day, one.to_day))
            changed.append(f"moved the day from {old} to {new}")
        yield Line(one.at, f"{one.by} {' and '.join(changed)} (“{one.reason}”)")
