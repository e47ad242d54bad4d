"""Who is told of concerns: the lead, the deputy and those who come after them, all outside of every house, and the week in
which each of them is there (R11, R12, R17)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select, update

from storage import absences, audit, naming, staff_accounts
from storage.audit import Actor
from storage.database import NotFound, Refused, Transaction
from storage.sealing import DEMO_KEY, InvalidToken, lock
from storage.staff_accounts import StaffMember
from storage.tables.alerts import rota_shifts, safeguarding_contacts
from storage.tables.base import new_id
from storage.tables.people import staff
from storage.vocabulary import Post, Role
from storage.week import DAY, Shift, Span, shifts_of

LONGEST_NAME, MOST_NAMES = 60, 20


@dataclass(frozen=True)
class Contact:
    """Somebody who is told. `also_called`: what people may call them beside their name; `has_direct`: whether there is a
    second way to them beside e-mail."""

    member: StaffMember
    post: Post
    also_called: tuple[str, ...]
    has_direct: bool


def contacts(tx: Transaction) -> tuple[Contact, ...]:
    """Everybody who is told and whose account is open: the lead, the deputy, the others by name."""
    rows = tx.execute(
        select(safeguarding_contacts)
        .join(staff, staff.c.id == safeguarding_contacts.c.staff_id)
        .where(staff.c.is_active, staff.c.role == Role.SAFEGUARDING_LEAD)
    )
    return _in_order(_contact(tx, row) for row in rows)


def leads(tx: Transaction) -> tuple[StaffMember, ...]:
    """Every open account of a safeguarding lead by name, also of those who have no post yet."""
    where = (staff.c.role == Role.SAFEGUARDING_LEAD, staff.c.is_active)
    ids = tx.execute(select(staff.c.id).where(*where).order_by(staff.c.name, staff.c.id)).scalars().all()
    return tuple(staff_accounts.member(tx, one) for one in ids)


def set_contact(
    tx: Transaction, actor: Actor, staff_id: str, post: Post, also_called: Sequence[str], direct: str | None
) -> None:
    """Say what this lead is among those who are told. `direct`: an Apprise address, empty for none, None to leave it as it
    is. Raises NotFound for who is no safeguarding lead, Refused for a post somebody else has and for names that will not do."""
    who = next((one for one in leads(tx) if one.id == staff_id), None)
    if who is None:
        raise NotFound("There is no such safeguarding lead.")
    _must_be_free(tx, who, post)
    if post is not Post.ALTERNATE:
        _end_others(tx, staff_id, post)
    values: dict[str, Any] = {"post": post, "also_called": _names(also_called), "changed_at": tx.now}
    if direct is not None:
        values["sealed_direct"] = _lock(tx).encrypt(direct.encode()).decode() if direct else ""
    where = safeguarding_contacts.c.staff_id == staff_id
    if not tx.execute(update(safeguarding_contacts).where(where).values(**values)).rowcount:
        tx.execute(insert(safeguarding_contacts), {"staff_id": staff_id, "sealed_direct": "", **values})
    audit.record(tx, actor, "set_safeguarding_contact", "staff", staff_id, detail=post)


def remove_contact(tx: Transaction, actor: Actor, staff_id: str) -> None:
    """They are told of nothing any more, and their shifts end."""
    tx.execute(delete(rota_shifts).where(rota_shifts.c.staff_id == staff_id))
    gone = delete(safeguarding_contacts).where(safeguarding_contacts.c.staff_id == staff_id)
    if tx.execute(gone).rowcount:
        audit.record(tx, actor, "remove_safeguarding_contact", "staff", staff_id)


def direct_way(tx: Transaction, staff_id: str) -> str | None:
    """The second way to this contact, or None. What was sealed under another secret key is none."""
    where = safeguarding_contacts.c.staff_id == staff_id
    return _unsealed(tx, tx.execute(select(safeguarding_contacts.c.sealed_direct).where(where)).scalar())


def tested(tx: Transaction, actor: Actor, staff_id: str, outcome: str) -> None:
    """A test message was sent to this contact. `outcome`: what became of it by each way, without an address."""
    audit.record(tx, actor, "test_safeguarding_contact", "staff", staff_id, detail=outcome)


def rota(tx: Transaction) -> tuple[Shift, ...]:
    """The week, in its order, of those who are told."""
    told = {one.member.id for one in contacts(tx)}
    columns = (rota_shifts.c.staff_id, rota_shifts.c.weekday, rota_shifts.c.start, rota_shifts.c.end)
    rows = tx.execute(select(*columns).order_by(rota_shifts.c.weekday, rota_shifts.c.start, rota_shifts.c.staff_id))
    return tuple(Shift(*row) for row in rows if row.staff_id in told)


def set_rota(tx: Transaction, actor: Actor, shifts: Sequence[Shift]) -> None:
    """The whole week anew. Raises Refused for a shift that cannot be, or of somebody who is not told."""
    _must_be_able(tx, shifts)
    tx.execute(delete(rota_shifts))
    _keep(tx, shifts)
    audit.record(tx, actor, "set_safeguarding_rota", "service", "rota")


def set_week(tx: Transaction, actor: Actor, staff_id: str, spans: Sequence[Span]) -> None:
    """The week of one contact anew; that of the others stays. Raises as `set_rota` does."""
    shifts = [shift for span in spans for shift in shifts_of(staff_id, span)]
    _must_be_able(tx, shifts)
    tx.execute(delete(rota_shifts).where(rota_shifts.c.staff_id == staff_id))
    _keep(tx, shifts)
    audit.record(tx, actor, "set_safeguarding_rota", "staff", staff_id)


def on_rota(tx: Transaction) -> tuple[Contact, ...]:
    """Who is there at this moment. Whoever is away is stood in for by whom they named."""
    local = tx.now.astimezone(tx.calendar.zone)
    minute = local.hour * 60 + local.minute
    now = [one for one in rota(tx) if one.weekday == local.weekday() and one.start <= minute < one.end]
    return _there(tx, now, local.date())


def is_staffed_now(tx: Transaction) -> bool:
    """Whether somebody is there by the rota at this moment, or stands in."""
    return bool(on_rota(tx))


def _contact(tx: Transaction, row: Any) -> Contact:
    member = staff_accounts.member(tx, row.staff_id)
    return Contact(member, Post(row.post), tuple(row.also_called), _unsealed(tx, row.sealed_direct) is not None)


def _in_order(found: Iterable[Contact]) -> tuple[Contact, ...]:
    posts = list(Post)
    return tuple(sorted(found, key=lambda one: (posts.index(one.post), one.member.name.casefold(), one.member.id)))


def _must_be_free(tx: Transaction, who: StaffMember, post: Post) -> None:
    others = [one for one in contacts(tx) if one.member.id != who.id]
    holder = next((one for one in others if one.post is post), None)
    if holder is not None and post is not Post.ALTERNATE:
        raise Refused(f"{holder.member.name} is the {post} already. Give them another post first.")
    if same_name(who) in map(same_name, (one.member for one in others)):
        raise Refused(f"There is a contact called {who.name} already. Each contact is a different person.")


def _end_others(tx: Transaction, staff_id: str, post: Post) -> None:
    """Whoever had this post and left is no contact when their account is opened again: there is one lead and one deputy."""
    where = (safeguarding_contacts.c.post == post, safeguarding_contacts.c.staff_id != staff_id)
    ids = tx.execute(select(safeguarding_contacts.c.staff_id).where(*where)).scalars().all()
    tx.execute(delete(rota_shifts).where(rota_shifts.c.staff_id.in_(ids)))
    tx.execute(delete(safeguarding_contacts).where(safeguarding_contacts.c.staff_id.in_(ids)))


def _names(also_called: Sequence[str]) -> list[str]:
    names = list(dict.fromkeys(" ".join(one.split()) for one in also_called if one.strip()))
    if len(names) > MOST_NAMES or any(len(one) > LONGEST_NAME or not naming.is_a_name(one) for one in names):
        raise Refused(f"Write {MOST_NAMES} names or fewer, each of {LONGEST_NAME} letters or fewer, one to a line.")
    if everyday := next((one for one in names if naming.is_said_every_day(one)), None):
        raise Refused(
            f"“{everyday}” is in half of all that people say, and would hide nearly every concern. Leave it out."
        )
    return names


def _unsealed(tx: Transaction, sealed: str | None) -> str | None:
    try:
        return _lock(tx).decrypt(sealed.encode()).decode() if sealed else None
    except InvalidToken:
        return None


def _lock(tx: Transaction) -> Any:
    return lock(tx.secret_key or DEMO_KEY, "said direct ways")


def _must_be_able(tx: Transaction, shifts: Sequence[Shift]) -> None:
    told = {one.member.id for one in contacts(tx)}
    for one in shifts:
        if one.staff_id not in told:
            raise Refused("Only a safeguarding contact can be on the rota. Give them a post first.")
        if not (0 <= one.weekday <= 6 and 0 <= one.start < one.end <= DAY):
            raise Refused("A shift ends after it begins, on the same day. Write a night as two shifts.")


def _keep(tx: Transaction, shifts: Sequence[Shift]) -> None:
    if shifts:
        tx.execute(insert(rota_shifts), [{"id": new_id(), **vars(one)} for one in dict.fromkeys(shifts)])


def same_name(member: StaffMember) -> str:
    """For comparing: two accounts of one name count as one person."""
    return " ".join(member.name.casefold().split())


def _there(tx: Transaction, shifts: Sequence[Shift], day: date) -> tuple[Contact, ...]:
    told, away = {one.member.id: one for one in contacts(tx)}, absences.away_on(tx, day)
    ids = dict.fromkeys(absences.stand_in(away, one.staff_id) for one in shifts)
    return _in_order(told[one] for one in ids if one in told)
