"""A person's page: the entries that stand on it, kind by kind, each in the person's order, and whose words they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, select, update

from storage.database import NotFound, Transaction
from storage.tables.conversation import contents as contents_table
from storage.tables.people import staff
from storage.tables.what_matters import what_matters
from storage.vocabulary import HelpedBy, MattersEnd, MattersKind, Present, Route, Topic, VisibleTo, Voice

MOST = 3
"""Things that matter most to one person."""


@dataclass(frozen=True)
class Entry:
    """`words`: None until they are told, and where they were purged. `response`: the question that it answers, None of what
    staff wrote down; `place`: where it stands among those of its kind, from 1 on; `picture_id`: a photo of the person's own;
    `entered_by`, `present` and `helper` are None of what the person told in the chat."""

    id: str
    person_id: str
    kind: MattersKind
    response: str | None
    begun_at: datetime
    content_id: str | None
    words: str | None
    topics: tuple[Topic, ...]
    voice: Voice
    route: Route | None
    visible_to: VisibleTo
    helped_by: HelpedBy
    said_at: datetime | None
    kept_at: datetime | None
    place: int | None
    picture_id: str | None
    replaces_id: str | None
    entered_by: str | None
    present: Present | None
    helper: str | None
    ended_at: datetime | None
    ended: MattersEnd | None

    @property
    def is_being_told(self) -> bool:
        """Not sent yet, and not thrown away."""
        return self.kept_at is None and self.ended_at is None


ENTRY: Select[Any] = (
    select(
        *(what_matters.c[name] for name in ("id", "person_id", "kind", "response", "begun_at", "content_id")),
        contents_table.c.words,
        *(what_matters.c[name] for name in ("topics", "voice", "route", "visible_to", "helped_by", "said_at")),
        *(what_matters.c[name] for name in ("kept_at", "place", "picture_id", "replaces_id")),
        staff.c.name.label("entered_by"),
        *(what_matters.c[name] for name in ("present", "helper", "ended_at", "ended")),
    )
    .outerjoin(contents_table, contents_table.c.id == what_matters.c.content_id)
    .outerjoin(staff, staff.c.id == what_matters.c.entered_by_id)
)
ON_THE_PAGE = (
    what_matters.c.kept_at.is_not(None),
    what_matters.c.ended_at.is_(None),
    contents_table.c.words.is_not(None),
)
_PAGE_ORDER = (
    case({str(kind): number for number, kind in enumerate(MattersKind)}, value=what_matters.c.kind),
    what_matters.c.place,
    what_matters.c.id,
)


def one(tx: Transaction, entry_id: str) -> Entry:
    """Raises NotFound."""
    found = find(tx, entry_id)
    if found is None:
        raise NotFound("There is no such thing on the page.")
    return found


def find(tx: Transaction, entry_id: str) -> Entry | None:
    """The same, for an id that may be of something else: None in place of NotFound."""
    row = tx.execute(ENTRY.where(what_matters.c.id == entry_id)).first()
    return None if row is None else entry(row)


def those(tx: Transaction, *where: ColumnElement[bool]) -> tuple[Entry, ...]:
    """The entries of which this holds, as a page shows them."""
    return tuple(entry(row) for row in tx.execute(ENTRY.where(*where).order_by(*_PAGE_ORDER)))


def page(tx: Transaction, person_id: str) -> tuple[Entry, ...]:
    """All that stands on a person's page, kind by kind, each in their order."""
    return those(tx, what_matters.c.person_id == person_id, *ON_THE_PAGE)


def is_full(tx: Transaction, person_id: str, kind: MattersKind) -> bool:
    """Whether no more of this kind fits on the page."""
    return kind is MattersKind.MATTERS_MOST and len(of_kind(tx, person_id, kind)) >= MOST


def has_any(tx: Transaction, person_id: str, kind: MattersKind) -> bool:
    return bool(of_kind(tx, person_id, kind))


def put_first(tx: Transaction, first: Entry) -> None:
    """First of its kind; the others keep their order behind it."""
    others = [one.id for one in of_kind(tx, first.person_id, first.kind) if one.id != first.id]
    for place, entry_id in enumerate((first.id, *others), 1):
        tx.execute(update(what_matters).where(what_matters.c.id == entry_id).values(place=place))


def set_photo(tx: Transaction, entry_id: str, picture_id: str | None) -> None:
    """This photo stands beside it from now on; None: none does."""
    tx.execute(update(what_matters).where(what_matters.c.id == entry_id).values(picture_id=picture_id))


def of_kind(tx: Transaction, person_id: str, kind: MattersKind) -> tuple[Entry, ...]:
    """What stands on the page of this kind, in the person's order."""
    return tuple(one for one in page(tx, person_id) if one.kind is kind)


def entry(row: Any) -> Entry:
    found = dict(row._mapping)
    found["kind"], found["voice"] = MattersKind(found["kind"]), Voice(found["voice"])
    found["visible_to"] = VisibleTo(found["visible_to"])
    found["topics"] = tuple(Topic(name) for name in found["topics"] or ())
    found["route"] = None if found["route"] is None else Route(found["route"])
    found["helped_by"] = HelpedBy(found["helped_by"] or HelpedBy.NOT_KNOWN)
    found["present"] = None if found["present"] is None else Present(found["present"])
    found["ended"] = None if found["ended"] is None else MattersEnd(found["ended"])
    return Entry(**found)
