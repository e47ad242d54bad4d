"""What a person needs of staff that is not feedback: a talk, or a human eye on a message the bot could not handle."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, insert, select, update

from storage import audit, notifications, sight
from storage.audit import Actor
from storage.database import NotFound, Refused, Transaction
from storage.staff_accounts import StaffMember
from storage.tables.base import new_id
from storage.tables.conversation import contents
from storage.tables.pending_actions import staff_requests
from storage.tables.people import houses, people
from storage.vocabulary import RequestKind

# Only a manager is told that the same thing failed a person twice: it may be about a member of staff.
FOR_MANAGERS = (RequestKind.DID_NOT_HELP_TWICE,)


@dataclass(frozen=True)
class StaffRequest:
    id: str
    person_id: str
    person: str
    house: str
    kind: RequestKind
    words: str | None
    created_at: datetime
    done_at: datetime | None
    what_was_done: str | None
    more: int


def ask(
    tx: Transaction,
    person_id: str,
    kind: RequestKind,
    source_id: str,
    *,
    content_id: str | None = None,
    by: Actor | None = None,
) -> None:
    """Put it on the board of the person's house and tell its staff; the same source asks once. `by`: who asks, where it is
    not the person."""
    if is_asked(tx, source_id):
        return
    house_id = tx.execute(select(people.c.house_id).where(people.c.id == person_id)).scalar_one()
    row = {"id": new_id(), "person_id": person_id, "house_id": house_id, "kind": kind, "content_id": content_id}
    tx.execute(insert(staff_requests), {**row, "source_id": source_id, "created_at": tx.now})
    audit.record(tx, by or Actor("person", person_id), "ask_staff", "staff_request", row["id"], detail=kind)
    notifications.new_request(tx, str(row["id"]), person_id, only_managers=kind in FOR_MANAGERS)


def is_asked(tx: Transaction, source_id: str) -> bool:
    """Whether this source has asked already."""
    return tx.execute(select(staff_requests.c.id).where(staff_requests.c.source_id == source_id)).first() is not None


def ask_or_count(
    tx: Transaction, person_id: str, kind: RequestKind, source_id: str, *, content_id: str | None = None
) -> None:
    """The same, but while one of this kind is open for this person it is only counted there: a board full of the same
    thing tells staff no more than one. Once per turn: it counts again if it is called again."""
    where = (staff_requests.c.person_id == person_id, staff_requests.c.kind == kind, staff_requests.c.done_at.is_(None))
    open_one = tx.execute(select(staff_requests.c.id).where(*where).order_by(staff_requests.c.created_at)).first()
    if open_one is None:
        ask(tx, person_id, kind, source_id, content_id=content_id)
        return
    is_it = staff_requests.c.id == open_one.id
    tx.execute(update(staff_requests).where(is_it).values(more=staff_requests.c.more + 1))
    audit.record(tx, Actor("person", person_id), "ask_staff_again", "staff_request", open_one.id, detail=kind)


_REQUEST: Select[Any] = (
    select(
        staff_requests.c.id,
        staff_requests.c.person_id,
        people.c.name.label("person"),
        houses.c.name.label("house"),
        staff_requests.c.kind,
        contents.c.words,
        staff_requests.c.created_at,
        staff_requests.c.done_at,
        staff_requests.c.what_was_done,
        staff_requests.c.more,
    )
    .join(people, people.c.id == staff_requests.c.person_id)
    .join(houses, houses.c.id == people.c.house_id)
    .outerjoin(contents, contents.c.id == staff_requests.c.content_id)
)


def _request(row: Any) -> StaffRequest:
    found = dict(row._mapping)
    return StaffRequest(**{**found, "kind": RequestKind(found["kind"])})


def _visible(member: StaffMember) -> list[Any]:
    where: list[Any] = sight.of(member)
    if not member.is_manager:
        where.append(staff_requests.c.kind.not_in(FOR_MANAGERS))
    return where


def waiting(tx: Transaction, member: StaffMember) -> tuple[StaffRequest, ...]:
    """What this member's houses have not answered yet, the longest waiting first."""
    where = (*_visible(member), staff_requests.c.done_at.is_(None))
    return tuple(_request(row) for row in tx.execute(_REQUEST.where(*where).order_by(staff_requests.c.created_at)))


def for_member(tx: Transaction, member: StaffMember, request_id: str) -> StaffRequest:
    """Raises NotFound for a request of another house as for none at all."""
    row = tx.execute(_REQUEST.where(staff_requests.c.id == request_id, *_visible(member))).first()
    if row is None:
        raise NotFound("There is no such request.")
    audit.record(tx, member.actor, "view_request", "staff_request", request_id)
    return _request(row)


def finish(tx: Transaction, member: StaffMember, request_id: str, what_was_done: str) -> None:
    """Raises Refused if nothing is said about what was done, or if somebody has done it already."""
    sight.acting(member)
    if for_member(tx, member, request_id).done_at is not None:
        raise Refused("Somebody has dealt with this already. Open it again to see what was done.")
    if not what_was_done.strip():
        raise Refused("Write in a few words what you did.")
    values = {"done_at": tx.now, "done_by_id": member.id, "what_was_done": what_was_done.strip()}
    tx.execute(update(staff_requests).where(staff_requests.c.id == request_id).values(**values))
    audit.record(tx, member.actor, "finish_request", "staff_request", request_id)
