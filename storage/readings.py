"""How messages were read and what became of it, counted: no word of a message, and nobody's name, is part of a figure.

A row is written in the transaction that keeps what a message was read as. It ends once, by what the person does first:
whoever corrects the reading and sends the corrected draft has corrected it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, case, func, insert, select, update

from storage import houses, sight
from storage.database import NotFound, Transaction
from storage.staff_accounts import StaffMember
from storage.tables.people import people
from storage.tables.understanding import readings
from storage.vocabulary import CommunicationNeed, Outcome, ReadingEnd, Role

DAYS = 28
FEWEST_FOR_A_RATE = 5
"""A share of fewer messages tells of single ones, and of a single person."""
SEE_FIGURES = (Role.MANAGER, Role.REVIEWER, Role.ADMIN)


@dataclass(frozen=True)
class Understanding:
    """How well people of one communication need (None: of any) were understood: so many messages were read, and of these so many `at_once`
    or by asking further. `corrected`: the person said that it was something else; `not_understood`: nobody could tell."""

    need: CommunicationNeed | None
    read: int
    at_once: int
    corrected: int
    not_understood: int

    @property
    def asked_about(self) -> int:
        return self.read - self.at_once

    @property
    def not_understood_rate(self) -> float | None:
        """The share that was not understood; None where there are too few messages to speak of one."""
        return None if self.read < FEWEST_FOR_A_RATE else self.not_understood / self.read


def read(tx: Transaction, person_id: str, content_id: str, *, intent: str, kind: str | None, is_sure: bool) -> None:
    """The model read these words. `kind`: how it was, where the words alone say so. A repeated try counts once."""
    if tx.execute(select(readings.c.day).where(readings.c.content_id == content_id)).first():
        return
    row = {"content_id": content_id, "person_id": person_id, "intent": intent, "kind": kind, "is_sure": is_sure}
    need = houses.person(tx, person_id).communication_need
    tx.execute(insert(readings), {**row, "communication_need": need, "day": tx.today, "ended": ReadingEnd.LEFT})


def confirmed(tx: Transaction, content_ids: Iterable[str]) -> None:
    """The person read it back and sent it."""
    _end(tx, content_ids, ReadingEnd.CONFIRMED)


def corrected(tx: Transaction, content_ids: Iterable[str]) -> None:
    """The person said that they meant something else."""
    _end(tx, content_ids, ReadingEnd.CORRECTED)


def face_picked(tx: Transaction, content_ids: Iterable[str], outcome: Outcome) -> None:
    """The person picked a face for these words: another than the words were read as corrects it. Who picks none, or is not
    sure, says nothing against it."""
    if outcome is not Outcome.UNCLEAR:
        _end(tx, content_ids, ReadingEnd.CORRECTED, readings.c.kind != outcome)


def not_understood(tx: Transaction, content_id: str | None) -> None:
    """Nobody could tell what the words of this message ask for; None for a message without any."""
    _end(tx, () if content_id is None else (content_id,), ReadingEnd.NOT_UNDERSTOOD)


def by_need(tx: Transaction, member: StaffMember) -> tuple[Understanding, ...]:
    """The figures of the last 28 days for who this member may know of, by communication need in the order of the
    vocabulary. Raises NotFound for a role that has no such page."""
    if member.role not in SEE_FIGURES:
        raise NotFound("There is no such page.")
    rows = tx.execute(
        select(readings.c.communication_need, *_FIGURES)
        .join(people, people.c.id == readings.c.person_id)
        .where(_lately(tx), *sight.of(member))
        .group_by(readings.c.communication_need)
    )
    found = {need: Understanding(CommunicationNeed(need), *figures) for need, *figures in rows}
    return tuple(found[need] for need in CommunicationNeed if need in found)


def together(found: Iterable[Understanding]) -> Understanding:
    """The figures of several needs as one."""
    all_of_them = tuple(found)
    return Understanding(
        None,
        sum(one.read for one in all_of_them),
        sum(one.at_once for one in all_of_them),
        sum(one.corrected for one in all_of_them),
        sum(one.not_understood for one in all_of_them),
    )


def by_end(tx: Transaction) -> dict[ReadingEnd, int]:
    """How many messages of the last 28 days ended in each way, in the whole service."""
    rows = tx.execute(select(readings.c.ended, func.count()).where(_lately(tx)).group_by(readings.c.ended))
    found = {ended: int(count) for ended, count in rows}
    return {end: found.get(end, 0) for end in ReadingEnd}


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


_FIGURES = (
    func.count(),
    _count(readings.c.is_sure),
    _count(readings.c.ended == ReadingEnd.CORRECTED),
    _count(readings.c.ended == ReadingEnd.NOT_UNDERSTOOD),
)


def _lately(tx: Transaction) -> ColumnElement[bool]:
    return readings.c.day > tx.today - timedelta(days=DAYS)


def _end(
    tx: Transaction, content_ids: Iterable[str], ended: ReadingEnd, condition: ColumnElement[bool] | None = None
) -> None:
    where = [readings.c.content_id.in_(tuple(content_ids)), readings.c.ended == ReadingEnd.LEFT]
    if condition is not None:
        where.append(condition)
    tx.execute(update(readings).where(*where).values(ended=ended))
