"""Who may not know of a concern, because it may be about them: named, nicknamed, or meant by what they are (R12, R13)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, exists, insert, select

from storage import audit, safeguarding_team
from storage.audit import SYSTEM
from storage.database import Transaction
from storage.naming import Said
from storage.staff_accounts import StaffMember
from storage.tables.alerts import concern_exclusions
from storage.tables.conversation import contents
from storage.tables.safeguarding import concern_notes, concern_outcomes, concerns
from storage.vocabulary import Post

# What anybody may call whoever has the post: it is what the chat calls them.
_OF_POST = {
    Post.LEAD: ("safety lead", "safeguarding lead", "head of safeguarding"),
    Post.DEPUTY: ("deputy", "deputy safety lead"),
    Post.ALTERNATE: ("nominated individual",),
}


@dataclass(frozen=True)
class Called:
    """A lead, and what people may call them beside their name; without a post they are told of nothing."""

    member: StaffMember
    also_called: tuple[str, ...] = ()
    post: Post | None = None


class Why(StrEnum):
    """`named`: the words hold a name, or what people call them; `left_out`: a lead said so."""

    NAMED = "named"
    LEFT_OUT = "left_out"


def exclude_named(tx: Transaction, concern_id: str, words: str | None) -> None:
    """Whoever the words may mean is told of nothing, and sees nothing, of this concern from now on, with a post or without.
    One too many costs less than one too few: there is always somebody else."""
    if not words:
        return
    said = Said(words)
    for one in _known(tx):
        if _is_meant(said, one):
            exclude(tx, concern_id, one.member.id, Why.NAMED, None)


def inherit(tx: Transaction, concern_id: str, others: Iterable[str]) -> None:
    """Whoever was named in one of the others may not know of this one either."""
    where = (concern_exclusions.c.concern_id.in_(list(others)), concern_exclusions.c.why == Why.NAMED)
    for staff_id in tx.execute(select(concern_exclusions.c.staff_id).where(*where).distinct()).scalars().all():
        exclude(tx, concern_id, staff_id, Why.NAMED, None)


def look_again(tx: Transaction, staff_id: str) -> tuple[str, ...]:
    """Somebody became a lead, or is called something new: they are left out of whatever may mean them, earlier concerns as
    well. Returns the ids of those concerns. Of who is no lead nothing is looked for."""
    one = next((one for one in _known(tx) if one.member.id == staff_id), None)
    if one is None:
        return ()
    found = [concern_id for concern_id, words in _all_words(tx) if _is_meant(Said(words), one)]
    for concern_id in dict.fromkeys(found):
        exclude(tx, concern_id, staff_id, Why.NAMED, None)
    return tuple(dict.fromkeys(found))


def excluded(tx: Transaction, concern_id: str) -> frozenset[str]:
    """The ids of those who may not know."""
    where = concern_exclusions.c.concern_id == concern_id
    return frozenset(tx.execute(select(concern_exclusions.c.staff_id).where(where)).scalars())


def not_excluded(member: StaffMember) -> ColumnElement[bool]:
    """For a query of concerns: those of which this member may know."""
    where = (concern_exclusions.c.concern_id == concerns.c.id, concern_exclusions.c.staff_id == member.id)
    return ~exists().where(*where)


def exclude(tx: Transaction, concern_id: str, staff_id: str, why: Why, by: StaffMember | None) -> None:
    """This member may not know of it from now on; who may not already stays so as they were. `by`: the lead who said so."""
    if staff_id in excluded(tx, concern_id):
        return
    row = {"concern_id": concern_id, "staff_id": staff_id, "why": why, "by_id": None if by is None else by.id}
    tx.execute(insert(concern_exclusions), {**row, "at": tx.now})
    audit.record(tx, SYSTEM if by is None else by.actor, "exclude_from_concern", "concern", concern_id, detail=staff_id)


def _known(tx: Transaction) -> tuple[Called, ...]:
    """Every lead, with what is known of them."""
    told = {one.member.id: one for one in safeguarding_team.contacts(tx)}
    return tuple(
        Called(one, told[one.id].also_called, told[one.id].post) if one.id in told else Called(one)
        for one in safeguarding_team.leads(tx)
    )


def _is_meant(said: Said, one: Called) -> bool:
    of_post = () if one.post is None else _OF_POST[one.post]
    return said.names(one.member.name) or any(map(said.calls, one.also_called)) or any(map(said.holds, of_post))


def _all_words(tx: Transaction) -> tuple[tuple[str, str], ...]:
    """(concern id, words) of all that people said in concerns: at first, later, and of what they want."""
    first = select(concerns.c.id, contents.c.words).join(contents, contents.c.id == concerns.c.content_id)
    later = (
        select(table.c.concern_id, contents.c.words).join(contents, contents.c.id == table.c.content_id)
        for table in (concern_notes, concern_outcomes)
    )
    return tuple((row[0], row[1]) for query in (first, *later) for row in tx.execute(query) if row[1])
