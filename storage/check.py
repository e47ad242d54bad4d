"""Is the store whole? What `said check` looks at, and what to do about each thing that is wrong."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Table, func, select, true
from sqlalchemy.exc import SQLAlchemyError

from storage import audit, migrate, phrase_recordings, pictures, recordings
from storage.audit import BrokenTrail
from storage.database import Store, StoreError, Transaction
from storage.tables.conversation import contents, inbox
from storage.tables.feedback import feedback
from storage.tables.governance import audit_events
from storage.tables.pending_actions import pending_actions
from storage.tables.people import people
from storage.vocabulary import OPEN_ACTIONS

RESTORE = (
    "Stop the program, keep this database as evidence, restore the last good backup and tell whoever is responsible."
)


@dataclass(frozen=True)
class Counts:
    events: int
    words: int
    people: int
    feedback: int
    open_actions: int
    waiting_messages: int


@dataclass(frozen=True)
class CheckReport:
    """`findings`: what is wrong, each one line that says what to do; none if all is well. `counts` is None where the
    tables could not be read."""

    findings: tuple[str, ...]
    counts: Counts | None

    @property
    def is_good(self) -> bool:
        return not self.findings


def check(store: Store) -> CheckReport:
    """Look at everything; never raises for what it finds, and changes nothing."""
    try:
        store.check()
        shape = migrate.shape_finding(store)
        if shape is not None:
            return CheckReport((shape,), None)
        with store.read() as tx:
            findings = (*_file(store, tx), *_trail(tx), *_recordings(tx), *_pictures(tx), *_phrases(tx))
            return CheckReport(findings, _counts(tx))
    except StoreError as error:
        return CheckReport((str(error),), None)
    except SQLAlchemyError as error:
        return CheckReport((f"The database cannot be read ({type(error).__name__}). {RESTORE}",), None)


def _file(store: Store, tx: Transaction) -> tuple[str, ...]:
    if not store.is_sqlite:
        return ()
    said = tx.connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    return () if said == "ok" else (f"The database file is damaged. {RESTORE}",)


def _trail(tx: Transaction) -> tuple[str, ...]:
    try:
        audit.verify(tx)
        audit.verify_words(tx)
    except BrokenTrail as error:
        return (f"{error} {RESTORE}",)
    return ()


def _recordings(tx: Transaction) -> tuple[str, ...]:
    if recordings.can_be_opened(tx):
        return ()
    return ("Some voice messages cannot be opened: put back the SECRET_KEY under which they were kept.",)


def _pictures(tx: Transaction) -> tuple[str, ...]:
    if pictures.can_be_opened(tx):
        return ()
    return (
        "Some photos are gone or cannot be opened: put back their folder, and the SECRET_KEY under which they were kept.",
    )


def _phrases(tx: Transaction) -> tuple[str, ...]:
    if phrase_recordings.can_be_opened(tx):
        return ()
    return (
        "Some recordings of fixed phrases are gone or cannot be opened: put back their folder, and the SECRET_KEY under which they "
        "were kept, or record them again. Until then another voice speaks.",
    )


def _counts(tx: Transaction) -> Counts:
    def count(table: Table, where: ColumnElement[bool] | None = None) -> int:
        wanted = true() if where is None else where
        return int(tx.execute(select(func.count()).select_from(table).where(wanted)).scalar_one())

    return Counts(
        events=count(audit_events),
        words=count(contents, contents.c.words.is_not(None)),
        people=count(people),
        feedback=count(feedback),
        open_actions=count(pending_actions, pending_actions.c.status.in_(OPEN_ACTIONS)),
        waiting_messages=count(inbox, inbox.c.status == "waiting"),
    )
