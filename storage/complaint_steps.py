"""The states of a complaint and the one table of what may follow what; each step is kept with who took it (R49)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update

from storage import audit
from storage.audit import Actor
from storage.database import Refused, Transaction
from storage.tables.base import new_id
from storage.tables.complaints import complaint_steps, complaints
from storage.tables.people import staff
from storage.vocabulary import COMPLAINT_OUTCOMES, ComplaintState

_S = ComplaintState
TRANSITIONS: dict[ComplaintState, tuple[ComplaintState, ...]] = {
    _S.POSSIBLE: (_S.NOTED, _S.SERVICE_REQUEST, _S.CONFIRMED),
    _S.NOTED: (_S.POSSIBLE, _S.SERVICE_REQUEST, _S.CONFIRMED),
    # What was to be fixed and was not may be a complaint after all.
    _S.SERVICE_REQUEST: (_S.POSSIBLE, _S.CONFIRMED),
    _S.CONFIRMED: (_S.ACKNOWLEDGED,),
    _S.ACKNOWLEDGED: (_S.INVESTIGATING,),
    _S.INVESTIGATING: (_S.RESPONDED,),
    _S.RESPONDED: COMPLAINT_OUTCOMES,
    _S.UPHELD: (_S.LEARNING_DONE,),
    _S.PARTLY: (_S.LEARNING_DONE,),
    _S.NOT_UPHELD: (_S.LEARNING_DONE,),
    _S.LEARNING_DONE: (_S.PERSON_TOLD,),
    _S.PERSON_TOLD: (_S.CLOSED, _S.TO_LGSCO),
    _S.CLOSED: (_S.TO_LGSCO,),
    _S.TO_LGSCO: (_S.CLOSED,),
}


@dataclass(frozen=True)
class Step:
    """One thing that happened to a complaint: a state, or what was changed in it. `by` is None for the system."""

    step: str
    by: str | None
    note: str | None
    at: datetime


def move(
    tx: Transaction,
    actor: Actor,
    complaint_id: str,
    to: ComplaintState,
    *,
    note: str | None = None,
    known: Mapping[str, Any] | None = None,
) -> None:
    """To its next state, with what is `known` of it from then on. Raises Refused where that state does not come next."""
    now = ComplaintState(tx.execute(select(complaints.c.state).where(complaints.c.id == complaint_id)).scalar_one())
    if to not in TRANSITIONS[now]:
        raise Refused("This cannot be the next step. Open it again to see where the complaint is.")
    change(tx, complaint_id, state=to, **(known or {}))
    record(tx, actor, complaint_id, to, note=note)


def change(tx: Transaction, complaint_id: str, **values: Any) -> None:
    """What is known of it now, without a step."""
    tx.execute(update(complaints).where(complaints.c.id == complaint_id).values(**values))


def record(tx: Transaction, actor: Actor, complaint_id: str, step: str, *, note: str | None = None) -> None:
    """Keep a step, and put it into the trail without its note."""
    by_id = actor.id if actor.kind == "staff" else None
    this = complaint_steps.c.complaint_id == complaint_id
    last = tx.execute(select(func.max(complaint_steps.c.position)).where(this)).scalar()
    row = {"id": new_id(), "complaint_id": complaint_id, "position": (last or 0) + 1, "step": step}
    tx.execute(insert(complaint_steps), {**row, "by_id": by_id, "note": note or None, "at": tx.now})
    audit.record(tx, actor, "step_complaint", "complaint", complaint_id, detail=step)


def of_complaint(tx: Transaction, complaint_id: str) -> tuple[Step, ...]:
    """Every step, oldest first."""
    rows = tx.execute(
        select(complaint_steps.c.step, staff.c.name, complaint_steps.c.note, complaint_steps.c.at)
        .outerjoin(staff, staff.c.id == complaint_steps.c.by_id)
        .where(complaint_steps.c.complaint_id == complaint_id)
        .order_by(complaint_steps.c.position)
    )
    return tuple(Step(*row) for row in rows)
