"""Who may not know of a concern, because it may be about them: named, nicknamed, or meant by what they are (R12, R13)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from enum import StrEnum

from sqlalchemy import ColumnElement, exists, insert, select

from storage import audit, safeguarding_team
from storage.audit import SYSTEM
from storage.database import NotFound, Refused, Transaction
from storage.safeguarding_team import Contact
from storage.staff_accounts import StaffMember
from storage.tables.alerts import concern_exclusions
from storage.tables.safeguarding import concerns
from storage.vocabulary import Post

_TITLES = {"mr", "mrs", "ms", "miss", "mx", "dr"}
_NO_WORDS_OF_A_NAME = {"the", "a", "an", "my", "our", *_TITLES}
_SHORTEST_MISSPELT, _ALIKE, _SHORTEST_ALONE = 4, 0.8, 5
# What anybody may call whoever has the post: it is what the chat calls them.
_OF_POST = {
    Post.LEAD: ("safety lead", "safeguarding lead", "head of safeguarding"),
    Post.DEPUTY: ("deputy", "deputy safety lead"),
    Post.ALTERNATE: ("nominated individual",),
}


class Why(StrEnum):
    """`named`: the words hold a name, or what people call them; `left_out`: a lead said so."""

    NAMED = "named"
    LEFT_OUT = "left_out"


def exclude_named(tx: Transaction, concern_id: str, words: str | None) -> None:
    """Whoever the words may mean is told of nothing, and sees nothing, of this concern from now on. One too many costs
    less than one too few: there is always somebody else."""
    if not words:
        return
    for one in safeguarding_team.contacts(tx):
        if may_mean(words, one):
            _exclude(tx, concern_id, one.member.id, Why.NAMED, None)


def inherit(tx: Transaction, concern_id: str, others: Iterable[str]) -> None:
    """Whoever was named in one of the others may not know of this one either."""
    where = (concern_exclusions.c.concern_id.in_(list(others)), concern_exclusions.c.why == Why.NAMED)
    for staff_id in tx.execute(select(concern_exclusions.c.staff_id).where(*where).distinct()).scalars().all():
        _exclude(tx, concern_id, staff_id, Why.NAMED, None)


def may_mean(words: str, contact: Contact) -> bool:
    """Whether these words may speak of this contact: by first name or last name, also misspelt, or by anything else they
    are called: "the area manager" is meant by "manager" alone."""
    said = _words(words)
    if any(_is_said(part, said) for part in _words(contact.member.name)):
        return True
    return any(_is_called(name, said) for name in (*contact.also_called, *_OF_POST[contact.post]))


def excluded(tx: Transaction, concern_id: str) -> frozenset[str]:
    """The ids of those who may not know."""
    where = concern_exclusions.c.concern_id == concern_id
    return frozenset(tx.execute(select(concern_exclusions.c.staff_id).where(where)).scalars())


def not_excluded(member: StaffMember) -> ColumnElement[bool]:
    """For a query of concerns: those of which this member may know."""
    where = (concern_exclusions.c.concern_id == concerns.c.id, concern_exclusions.c.staff_id == member.id)
    return ~exists().where(*where)


def leave_out(tx: Transaction, by: StaffMember, concern_id: str, staff_id: str) -> None:
    """A lead says that a contact must not know of it. Raises Refused for themselves and where nobody would be left."""
    told = {one.member.id for one in safeguarding_team.contacts(tx)}
    if staff_id not in told:
        raise NotFound("There is no such contact.")
    if staff_id == by.id:
        raise Refused("You cannot leave out yourself. Ask another contact to do it.")
    if told <= excluded(tx, concern_id) | {staff_id}:
        raise Refused("Nobody would be left to know of it. Add another safeguarding contact first.")
    _exclude(tx, concern_id, staff_id, Why.LEFT_OUT, by)


def _exclude(tx: Transaction, concern_id: str, staff_id: str, why: Why, by: StaffMember | None) -> None:
    if staff_id in excluded(tx, concern_id):
        return
    row = {"concern_id": concern_id, "staff_id": staff_id, "why": why, "by_id": None if by is None else by.id}
    tx.execute(insert(concern_exclusions), {**row, "at": tx.now})
    audit.record(tx, SYSTEM if by is None else by.actor, "exclude_from_concern", "concern", concern_id, detail=staff_id)


def _words(text: str) -> list[str]:
    """The words without their apostrophes, and without what stands before a name."""
    found = re.findall(r"[^\W\d_]+", text.casefold().replace("'", "").replace("’", ""))
    return [word for word in found if word not in _NO_WORDS_OF_A_NAME]


def _is_called(name: str, said: Sequence[str]) -> bool:
    """All of it in a row, or its last word where that is long enough to mean something alone."""
    parts = _words(name)
    rows = (said[at : at + len(parts)] for at in range(len(said) - len(parts) + 1))
    in_a_row = any(all(map(_is_same, row, parts)) for row in rows)
    return in_a_row or (len(parts[-1]) >= _SHORTEST_ALONE and _is_said(parts[-1], said))


def _is_said(part: str, said: Iterable[str]) -> bool:
    return any(_is_same(word, part) for word in said)


def _is_same(word: str, name: str) -> bool:
    """The name, or as somebody may spell it: it begins alike, and most of its letters are there in their order."""
    if word in (name, f"{name}s"):
        return True
    if min(len(word), len(name)) < _SHORTEST_MISSPELT or word[0] != name[0]:
        return False
    return SequenceMatcher(None, word, name).ratio() >= _ALIKE
