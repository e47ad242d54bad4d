"""What matters to a person, in their own words: what matters most, what helps, what to avoid, how they say things, their
people. An entry is begun when it is asked about, and stands on their page once they send it; nothing is ever rephrased."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import insert, select, update

from storage import audit, contents, own_page, priority_links, questions
from storage.audit import Actor
from storage.database import Refused, Transaction
from storage.heard import Heard
from storage.own_page import MOST, Entry
from storage.tables.base import new_id
from storage.tables.conversation import outbox
from storage.tables.conversation import questions as questions_table
from storage.tables.what_matters import what_matters
from storage.vocabulary import HelpedBy, MattersEnd, MattersKind, Route, VisibleTo, Voice

FULL = f"There are {MOST} things that matter most already. Take one off the page, or change one."
CHANGE_WITHIN = timedelta(hours=24)


def begin(tx: Transaction, person_id: str, kind: MattersKind, response: str, *, replaces: Entry | None = None) -> Entry:
    """An entry that is asked about now, in the words named `response`; `replaces`: the one it is told in place of."""
    entry_id = new_id()
    row = {"id": entry_id, "person_id": person_id, "kind": kind, "response": response, "begun_at": tx.now}
    before = {} if replaces is None else {"replaces_id": replaces.id, "picture_id": replaces.picture_id}
    visible_to = VisibleTo.MY_STAFF if replaces is None else replaces.visible_to
    tx.execute(insert(what_matters), {**row, **before, "voice": Voice.SELF, "visible_to": visible_to})
    return own_page.one(tx, entry_id)


def keep_words(tx: Transaction, entry_id: str, content_id: str, heard: Heard) -> Entry:
    """What the person says now; words they said for it before were never sent, so they are gone."""
    if own_page.one(tx, entry_id).content_id != content_id:
        clear_words(tx, entry_id)
    route = Route.CHAT_EMOJI if heard.is_signs else Route.CHAT_TEXT
    _set(tx, entry_id, content_id=content_id, topics=list(heard.topics), route=route)
    return own_page.one(tx, entry_id)


def clear_words(tx: Transaction, entry_id: str) -> None:
    """Say it again from the start. What stands on the page is left alone."""
    entry = own_page.one(tx, entry_id)
    if entry.is_being_told and entry.content_id is not None:
        contents.purge(tx, Actor("person", entry.person_id), entry.content_id)
        _set(tx, entry_id, content_id=None, topics=None, route=None)
        _forget_read_backs(tx, entry_id)


def set_visible_to(tx: Transaction, entry_id: str, visible_to: VisibleTo) -> None:
    _set(tx, entry_id, visible_to=visible_to)


def set_helped_by(tx: Transaction, entry_id: str, helped_by: HelpedBy) -> None:
    """Who helped with telling it; the first answer stands."""
    if own_page.one(tx, entry_id).helped_by is HelpedBy.NOT_KNOWN:
        _set(tx, entry_id, helped_by=helped_by)


def send(tx: Transaction, entry_id: str) -> Entry:
    """The person said Send: from now on it stands on their page, in place of what it replaces. Again changes nothing. Raises
    Refused for what was thrown away or has no words, and where three things matter most already."""
    entry = own_page.one(tx, entry_id)
    if entry.kept_at is not None:
        return entry
    if entry.ended_at is not None or entry.content_id is None:
        raise Refused("These words were not sent, and are gone. Say it again.")
    actor = Actor("person", entry.person_id)
    put_on_page(tx, actor, entry, tx.now)
    audit.record(tx, actor, "send_what_matters", "what_matters", entry_id, content_id=entry.content_id)
    return own_page.one(tx, entry_id)


def put_on_page(tx: Transaction, actor: Actor, entry: Entry, said_at: datetime) -> None:
    """Last of its kind, or in the place of what it replaces, from which links move on to it. Raises Refused as `send` does."""
    old = None if entry.replaces_id is None else own_page.one(tx, entry.replaces_id)
    takes_place = old is not None and old.ended_at is None
    if not takes_place and own_page.is_full(tx, entry.person_id, entry.kind):
        raise Refused(FULL)
    last = max((one.place or 0 for one in own_page.of_kind(tx, entry.person_id, entry.kind)), default=0)
    place = old.place if old is not None and takes_place else last + 1
    _set(tx, entry.id, said_at=said_at, kept_at=tx.now, place=place)
    if old is not None and takes_place:
        end(tx, actor, old.id, MattersEnd.REPLACED)
        priority_links.move(tx, old.id, entry.id)


def throw_away(tx: Transaction, entry_id: str, why: MattersEnd = MattersEnd.NOT_SENT) -> None:
    """ "Do not send": it never stood on the page, and its words are gone. Where they were told to staff instead, they stay."""
    entry = own_page.one(tx, entry_id)
    if not entry.is_being_told:
        return
    if why is MattersEnd.NOT_SENT:
        clear_words(tx, entry_id)
    questions.drop_about(tx, entry_id)
    _set(tx, entry_id, ended_at=tx.now, ended=why)


def end(tx: Transaction, actor: Actor, entry_id: str, why: MattersEnd) -> None:
    """It is off the page. The row stays, with when and why; twice is once."""
    entry = own_page.one(tx, entry_id)
    if entry.ended_at is not None:
        return
    questions.drop_about(tx, entry_id)
    by = {"ended_by_id": actor.id if actor.kind == "staff" else None}
    _set(tx, entry_id, ended_at=tx.now, ended=why, **by)
    audit.record(tx, actor, "end_what_matters", "what_matters", entry_id, detail=why)


def take_out(tx: Transaction, content_id: str) -> None:
    """These words turned out to tell of harm: no page has them, and no read-back shows them (R11, R19)."""
    for row in tx.execute(select(what_matters.c.id).where(what_matters.c.content_id == content_id)).all():
        _forget_read_backs(tx, row.id)
        contents.unshow(tx, outbox.c.content_id == content_id)
        end(tx, audit.SYSTEM, row.id, MattersEnd.HARM)


def being_told(tx: Transaction, person_id: str, *, before: datetime | None = None) -> Entry | None:
    """The newest that has words and was not sent; with `before`, begun by then."""
    where = [what_matters.c.person_id == person_id, what_matters.c.kept_at.is_(None), what_matters.c.ended_at.is_(None)]
    if before is not None:
        where.append(what_matters.c.begun_at <= before)
    newest = own_page.ENTRY.where(*where, what_matters.c.content_id.is_not(None)).order_by(
        what_matters.c.begun_at.desc()
    )
    row = tx.execute(newest.limit(1)).first()
    return None if row is None else own_page.entry(row)


def last_to_change(tx: Transaction, person_id: str) -> Entry | None:
    """The last that this person sent in the chat, if it is young enough to be changed as what was just said (24 h)."""
    where = (what_matters.c.person_id == person_id, what_matters.c.entered_by_id.is_(None), *own_page.ON_THE_PAGE)
    young = what_matters.c.kept_at >= tx.now - CHANGE_WITHIN
    row = tx.execute(own_page.ENTRY.where(*where, young).order_by(what_matters.c.kept_at.desc()).limit(1)).first()
    return None if row is None else own_page.entry(row)


def _forget_read_backs(tx: Transaction, entry_id: str) -> None:
    asked = select(questions_table.c.id).where(questions_table.c.subject_id == entry_id)
    contents.unshow(tx, outbox.c.question_id.in_(asked))


def _set(tx: Transaction, entry_id: str, **values: object) -> None:
    tx.execute(update(what_matters).where(what_matters.c.id == entry_id).values(**values))
