"""A person's page as the staff of their house may see it, and what staff write down for it of what they were told in person
(R36, R57)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert, select

from storage import audit, contents, entries, own_page, pictures, sight, staff_names, views, what_matters
from storage.database import Refused, Transaction
from storage.entries import LONGEST_HELPER
from storage.findings import Found
from storage.houses import Person
from storage.own_page import Entry
from storage.staff_accounts import StaffMember
from storage.tables.base import new_id
from storage.tables.what_matters import what_matters as table
from storage.updates import moment_of
from storage.vocabulary import OTHER_WAYS, MattersEnd, MattersKind, Present, Route, VisibleTo, Voice

MOST_LETTERS = 300
"""One page has room for short things."""
_HISTORY = (MattersEnd.REPLACED, MattersEnd.TAKEN_AWAY)


@dataclass(frozen=True)
class Told:
    """What a person told in person. `form`: an id of the form it was sent with, so that a form sent twice counts once;
    `instead_of`: the id of what it is told in place of."""

    form: str
    kind: MattersKind
    words: str
    route: Route
    voice: Voice
    said_on: date
    present: Present
    helper: str | None
    visible_to: VisibleTo
    instead_of: str | None = None


@dataclass(frozen=True)
class OwnPage:
    """A person and their page, as one member may see it: `now`, kind by kind; `before`: what was changed or taken away, the
    last first."""

    person: Person
    now: tuple[Entry, ...]
    before: tuple[Entry, ...]

    def of(self, kind: MattersKind) -> tuple[Entry, ...]:
        return tuple(one for one in self.now if one.kind is kind)


def for_member(tx: Transaction, member: StaffMember, person_id: str, page: str = "own_page") -> OwnPage:
    """Raises NotFound for a person elsewhere; that they looked is in the trail. `page`: which page shows it."""
    person = sight.person_of(tx, member, person_id)
    audit.record(tx, member.actor, "view_own_page", "person", person_id)
    now = visible(tx, member, person, own_page.page(tx, person_id))
    ended = own_page.those(
        tx, table.c.person_id == person_id, table.c.ended.in_(_HISTORY), table.c.kept_at.is_not(None)
    )
    before = sorted(visible(tx, member, person, ended), key=lambda one: str(one.ended_at), reverse=True)
    if now or before:
        views.words_shown(tx, member.actor, page, (person_id,))
    return OwnPage(person, now, tuple(before))


def visible(tx: Transaction, member: StaffMember, person: Person, found: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Of these what this member may read: not what is for the manager alone, unless they are one, and not that they
    themselves make a bad day (R48)."""
    for_them = [one for one in found if member.is_manager or one.visible_to is VisibleTo.MY_STAFF]
    return tuple(one for one in for_them if not _is_against(tx, member, person, one))


def shared(found: OwnPage) -> OwnPage:
    """What may stand on a page that lies about in the house."""
    return OwnPage(found.person, tuple(one for one in found.now if one.visible_to is VisibleTo.MY_STAFF), ())


def write_down(tx: Transaction, member: StaffMember, person_id: str, told: Told, found: Found | None) -> Entry | None:
    """Keep it; what the screen found serious goes to the safeguarding lead alone, and None comes back: the house has no row
    of it (R01, R11). Raises NotFound for a person elsewhere and for who only looks, Refused for what will not do."""
    person = sight.acting_for(tx, member, person_id)
    _check(tx, told)
    source_id = "own_page:" + hashlib.sha256(repr(told).encode()).hexdigest()[:40]
    known = tx.execute(select(table.c.id).where(table.c.source_id == source_id)).scalar()
    if known is not None:
        return own_page.one(tx, known)
    replaces = None if told.instead_of is None else _on_page(tx, member, person, told.instead_of)
    if found is not None:
        entries.to_lead(
            tx, member, person_id, source_id, found, words=told.words, said_on=told.said_on, facts=_facts(member, told)
        )
        if found.is_serious:
            return None
    entry_id = new_id()
    row = {
        "id": entry_id,
        "person_id": person_id,
        "kind": told.kind if replaces is None else replaces.kind,
        "response": None if replaces is None else replaces.response,
        "begun_at": tx.now,
        "content_id": contents.keep(tx, member.actor, person_id, told.words),
        "voice": told.voice,
        "route": told.route,
        "visible_to": told.visible_to,
        "picture_id": None if replaces is None else replaces.picture_id,
        "replaces_id": None if replaces is None else replaces.id,
        "entered_by_id": member.id,
        "present": told.present,
        "helper": told.helper,
        "source_id": source_id,
    }
    tx.execute(insert(table), row)
    what_matters.put_on_page(tx, member.actor, own_page.one(tx, entry_id), moment_of(tx, told.said_on))
    content_id = str(row["content_id"])
    audit.record(tx, member.actor, "write_down_what_matters", "what_matters", entry_id, content_id=content_id)
    return own_page.one(tx, entry_id)


def take_away(tx: Transaction, member: StaffMember, person_id: str, entry_id: str) -> None:
    """The person said that it is not to be on their page. Raises NotFound for a person elsewhere and for who only looks,
    Refused for what is not on the page any more."""
    entry = _on_page(tx, member, sight.acting_for(tx, member, person_id), entry_id)
    what_matters.end(tx, member.actor, entry.id, MattersEnd.TAKEN_AWAY)


def put_first(tx: Transaction, member: StaffMember, person_id: str, entry_id: str) -> None:
    """The person said that this comes first of its kind. Raises as `take_away` does."""
    entry = _on_page(tx, member, sight.acting_for(tx, member, person_id), entry_id)
    own_page.put_first(tx, entry)
    audit.record(tx, member.actor, "put_first_what_matters", "what_matters", entry.id)


def put_photo(tx: Transaction, member: StaffMember, person_id: str, entry_id: str, picture_id: str | None) -> None:
    """The person wants this photo of theirs beside it; None: no photo. Raises as `take_away` does, and Refused for a photo that
    is not among theirs."""
    entry = _on_page(tx, member, sight.acting_for(tx, member, person_id), entry_id)
    if picture_id is not None and not pictures.what_they_show(tx, person_id, (picture_id,)):
        raise Refused("This photo is there no more. Choose another one.")
    own_page.set_photo(tx, entry.id, picture_id)
    detail = "none" if picture_id is None else picture_id
    audit.record(tx, member.actor, "put_photo_what_matters", "what_matters", entry.id, detail=detail)


def entry_for_member(tx: Transaction, member: StaffMember, person_id: str, entry_id: str) -> Entry | None:
    """One thing on the page, as far as this member may read it, to make an own sign of; None for any other. That its words
    were shown is in the trail."""
    person = sight.person_of(tx, member, person_id)
    on_page = visible(tx, member, person, own_page.page(tx, person_id))
    entry = next((one for one in on_page if one.id == entry_id), None)
    if entry is not None:
        views.words_shown(tx, member.actor, "own_signs", (person_id,))
    return entry


def _is_against(tx: Transaction, member: StaffMember, person: Person, entry: Entry) -> bool:
    if entry.kind is not MattersKind.AVOID or entry.words is None:
        return False
    return member in staff_names.named(tx, person.house_id, entry.words)


def _on_page(tx: Transaction, member: StaffMember, person: Person, entry_id: str) -> Entry:
    on_page = visible(tx, member, person, own_page.page(tx, person.id))
    entry = next((one for one in on_page if one.id == entry_id), None)
    if entry is None:
        raise Refused("This is not on the page any more. Look at the page again.")
    return entry


def _check(tx: Transaction, told: Told) -> None:
    if told.route not in OTHER_WAYS:
        raise Refused("Choose face to face, on paper, or through an advocate.")
    if told.said_on > tx.today:
        raise Refused("This day has not come yet. Choose the day on which it was said.")
    if not 0 < len(told.words) <= MOST_LETTERS:
        raise Refused(f"Write it as they said it, in {MOST_LETTERS} letters or fewer.")
    if told.voice is Voice.STAFF_OBSERVATION and told.route is Route.ADVOCATE:
        raise Refused("What comes through an advocate is not what staff saw. Choose whose words it is in.")
    if told.helper is not None and len(told.helper) > LONGEST_HELPER:
        raise Refused(f"Use {LONGEST_HELPER} letters or fewer for who helped.")


def _facts(member: StaffMember, told: Told) -> str:
    plain = {one: one.replace("_", " ") for one in (told.kind, told.route, told.voice, told.present, told.visible_to)}
    helper = "" if told.helper is None else f" Helper: {told.helper}."
    return (
        f"Written down by {member.name} for the page of the person. Said on {told.said_on:%d %m %Y}. About: "
        f"{plain[told.kind]}. How it came: {plain[told.route]}. Whose words: {plain[told.voice]}. Who else was there: "
        f"{plain[told.present]}.{helper} Who may see it: {plain[told.visible_to]}."
    )
