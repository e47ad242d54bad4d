"""Which of the things that matter most something said, a choice or an action is about: staff or the person say so."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete, insert, select, update

from storage.database import Transaction
from storage.staff_accounts import StaffMember
from storage.tables.what_matters import priority_links
from storage.vocabulary import LinkedTo


def link(
    tx: Transaction, linked_to: LinkedTo, subject_id: str, what_matters_id: str | None, by: StaffMember | None
) -> None:
    """From now on this is about that one; None: about none of them. `by`: who of the staff says so, None for the person."""
    where = (priority_links.c.linked_to == linked_to, priority_links.c.subject_id == subject_id)
    tx.execute(delete(priority_links).where(*where))
    if what_matters_id is not None:
        row = {"linked_to": linked_to, "subject_id": subject_id, "what_matters_id": what_matters_id}
        tx.execute(insert(priority_links), {**row, "by_id": None if by is None else by.id, "at": tx.now})


def hand_on(tx: Transaction, choice_id: str, action_id: str) -> None:
    """The action that follows from a choice is about what the choice is about."""
    about = (priority_links.c.linked_to == LinkedTo.CHOICE, priority_links.c.subject_id == choice_id)
    said = tx.execute(select(priority_links.c.what_matters_id, priority_links.c.by_id).where(*about)).first()
    if said is not None:
        row = {"linked_to": LinkedTo.PENDING_ACTION, "subject_id": action_id, **said._mapping}
        tx.execute(insert(priority_links), {**row, "at": tx.now})


def linked(tx: Transaction, linked_to: LinkedTo, subject_ids: Iterable[str]) -> dict[str, str]:
    """The id of the thing that matters, by the id of what is about it."""
    where = (priority_links.c.linked_to == linked_to, priority_links.c.subject_id.in_(list(subject_ids)))
    rows = tx.execute(select(priority_links.c.subject_id, priority_links.c.what_matters_id).where(*where))
    return {row.subject_id: row.what_matters_id for row in rows}


def move(tx: Transaction, old_id: str, new_id: str) -> None:
    """The person said the same thing in other words: what is linked to it stays linked."""
    where = priority_links.c.what_matters_id == old_id
    tx.execute(update(priority_links).where(where).values(what_matters_id=new_id))
