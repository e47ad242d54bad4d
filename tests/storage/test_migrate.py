"""The migrations make the tables of the program, and triggers that keep originals as they are."""

from datetime import date

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from storage import Store, concern_duties, concern_outcomes, concern_subjects, concerns, migrate, outbox
from storage.audit import SYSTEM
from storage.concern_duties import Decided
from storage.concern_subjects import About
from storage.outbox import ShownOption
from storage.tables.complaints import complaint_staff, complaint_steps, complaints
from storage.tables.feedback import drafts, feedback
from storage.tables.pending_actions import updates
from storage.vocabulary import Duty, DutyDecision, Subject
from tests.storage.intruder import Intruder
from tests.storage.invented import Life


def test_a_migrated_database_has_the_tables_of_the_program(store: Store) -> None:
    assert migrate.differences(store) == []
    assert migrate.shape_finding(store) is None


def test_a_missing_column_is_a_difference(own_store: Store) -> None:
    migrate.upgrade(own_store)
    Intruder(own_store).run("ALTER TABLE houses DROP COLUMN is_demo")
    assert migrate.differences(own_store)
    assert "changed by something else" in str(migrate.shape_finding(own_store))


def test_upgrading_twice_changes_nothing_and_loses_nothing(life: Life) -> None:
    said = life.tell("The bus is late.")
    migrate.upgrade(life.store)
    migrate.upgrade(life.store)
    assert migrate.differences(life.store) == []
    assert life.tell("Still late.").person_id == said.person_id


def test_a_new_database_gets_its_tables(own_store: Store) -> None:
    assert "no tables yet" in str(migrate.shape_finding(own_store))
    migrate.upgrade(own_store)
    assert migrate.shape_finding(own_store) is None


def test_a_database_of_a_newer_program_is_left_alone(own_store: Store) -> None:
    migrate.upgrade(own_store)
    Intruder(own_store).run("UPDATE alembic_version SET version_num = '9999'")
    assert "newer version" in str(migrate.shape_finding(own_store))


APPEND_ONLY = (
    *("feedback", "audit_events", "concern_notes"),
    *("concern_steps", "concern_duties", "concern_subjects", "concern_outcomes"),
)
ORIGINAL = (
    *("id", "source_id", "content_id", "said_at", "raised_at", "person_id", "raised_by_id", "kind", "reasons"),
    "rules_version",
)


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("change", ["UPDATE {table} SET {column} = {column}", "DELETE FROM {table}"])
def test_originals_can_be_neither_changed_nor_deleted(life: Life, intruder: Intruder, table: str, change: str) -> None:
    life.tell("He shouted.")
    concern_id, lead = life.worry("He shouted."), life.people.lead
    life.do(concerns.add_note, SYSTEM, concern_id, "retraction", note="said it was a joke")
    life.do(concerns.acknowledge, lead, concern_id)
    not_needed = Decided(Duty.POLICE_999, DutyDecision.NOT_NEEDED, "Nobody is in danger.")
    life.do(concern_duties.record, lead, concern_id, not_needed)
    life.do(concern_subjects.record, lead, concern_id, About(Subject.SELF, False, ()))
    life.do(concern_outcomes.keep_desired_outcome, SYSTEM, concern_id, "He should stop.")
    column = "position" if table == "audit_events" else "id"
    with pytest.raises(DatabaseError, match=f"rows of {table} never change"):
        intruder.run(change.format(table=table, column=column))


@pytest.mark.parametrize("column", ORIGINAL)
def test_the_original_of_a_concern_stays_and_the_rest_goes_on(life: Life, intruder: Intruder, column: str) -> None:
    concern_id = life.worry("He shouted.")
    for change in (f"UPDATE concerns SET {column} = {column}", "DELETE FROM concerns"):
        with pytest.raises(DatabaseError, match="the original of concerns never changes"):
            intruder.run(change)
    life.do(concerns.raise_tier, concern_id, "red")
    life.do(concerns.acknowledge, life.people.lead, concern_id)


@pytest.mark.parametrize("prepared", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
def test_originals_cannot_be_emptied_at_once(intruder: Intruder) -> None:
    with pytest.raises(DatabaseError, match="rows of audit_events never change"):
        intruder.run("TRUNCATE audit_events")


def test_what_was_told_before_there_were_several_things_stays_as_it_was(own_store: Store) -> None:
    """The shape of 0006 with a draft being told and a thing sent; the triggers refuse no upgrade."""
    config = Config()
    config.set_main_option("script_location", str(migrate.FOLDER))
    with own_store.reshaping() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0006")
    intruder, day = Intruder(own_store), "2026-03-02 10:00:00"
    intruder.run(f"INSERT INTO houses (id, name, is_demo, created_at) VALUES ('h', 'Invented House', false, '{day}')")
    intruder.run(
        f"INSERT INTO people (id, house_id, name, pace, audio_on, created_at) VALUES ('p', 'h', 'Invented Asha', 'normal', true, '{day}')"
    )
    draft = "INSERT INTO drafts (id, person_id, outcome, visible_to, status, created_at) VALUES"
    for row in ("('tapped', 'p', 'worked'", "('not yet', 'p', NULL"):
        intruder.run(f"{draft} {row}, 'my_staff', 'open', '{day}')")
    intruder.run(
        "INSERT INTO feedback (id, person_id, house_id, outcome, voice, route, visible_to, said_at, kept_at)"
        f" VALUES ('f', 'p', 'h', 'worked', 'self', 'chat_emoji', 'my_staff', '{day}', '{day}')"
    )
    migrate.upgrade(own_store)
    assert migrate.differences(own_store) == []
    with own_store.read() as tx:
        assert {row.id: row.is_tapped for row in tx.execute(select(drafts))} == {"tapped": True, "not yet": False}
        sent = tx.execute(select(feedback)).one()
    assert (sent.part, sent.first_id, sent.whole_id, sent.topics) == (1, None, None, None)


def test_what_was_taken_as_a_complaint_before_waits_for_a_handler(own_store: Store) -> None:
    """The shape of 0008 with a decision, about a member of staff, and its message that has not gone out."""
    config = Config()
    config.set_main_option("script_location", str(migrate.FOLDER))
    with own_store.reshaping() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0008")
    intruder, day = Intruder(own_store), "2026-03-05 10:00:00"
    intruder.run(f"INSERT INTO houses (id, name, is_demo, created_at) VALUES ('h', 'Invented House', false, '{day}')")
    intruder.run(
        "INSERT INTO staff (id, name, email, role, password_hash, is_active, created_at)"
        f" VALUES ('w', 'Will Invented', 'w@example.org', 'keyworker', '', true, '{day}')"
    )
    intruder.run(
        "INSERT INTO people (id, house_id, name, pace, audio_on, created_at)"
        f" VALUES ('p', 'h', 'Invented Asha', 'normal', true, '{day}')"
    )
    intruder.run(
        "INSERT INTO feedback (id, person_id, house_id, outcome, voice, route, visible_to, said_at, kept_at)"
        f" VALUES ('f', 'p', 'h', 'did_not_work', 'self', 'chat_emoji', 'my_staff', '{day}', '{day}')"
    )
    intruder.run(
        "INSERT INTO feedback_follow_ups (feedback_id, status, triage_due_on, decision, decided_at, decided_by_id,"
        " about_staff_id, possible_complaint)"
        f" VALUES ('f', 'passed_to_complaint', '2026-03-10', 'complaint', '{day}', 'w', 'w', true)"
    )
    intruder.run(
        'INSERT INTO updates (id, person_id, feedback_id, response, "values", status, created_at)'
        f" VALUES ('u', 'p', 'f', 'utter_update_complaint', '{{}}', 'approved', '{day}')"
    )
    migrate.upgrade(own_store)
    assert migrate.differences(own_store) == []
    with own_store.read() as tx:
        [made] = tx.execute(select(complaints)).all()
        [step] = tx.execute(select(complaint_steps)).all()
        [about] = tx.execute(select(complaint_staff)).all()
        assert tx.execute(select(updates.c.response)).scalar_one() == "utter_update_noted"
    # From a Thursday, three working days lead over the weekend.
    assert (made.feedback_id, made.told_id, made.state) == ("f", "f", "confirmed")
    assert (made.received_on, made.acknowledge_by) == (date(2026, 3, 5), date(2026, 3, 10))
    assert (step.step, step.by_id, about.staff_id, about.is_about) == ("confirmed", "w", "w", True)


def test_the_options_of_messages_from_before_photos_get_a_place_for_one(own_store: Store) -> None:
    config = Config()
    config.set_main_option("script_location", str(migrate.FOLDER))
    with own_store.reshaping() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0011")
    intruder, day = Intruder(own_store), "2026-03-05 10:00:00"
    intruder.run(f"INSERT INTO houses (id, name, is_demo, created_at) VALUES ('h', 'Invented House', false, '{day}')")
    intruder.run(
        "INSERT INTO people (id, house_id, name, pace, audio_on, created_at)"
        f" VALUES ('p', 'h', 'Invented Asha', 'normal', true, '{day}')"
    )
    for outbox_id, options in (("asked", '[["t1", "😊 Good"], ["t2", "😞 Bad"]]'), ("said", "[]")):
        intruder.run(
            "INSERT INTO outbox (id, person_id, source_id, part, kind, response, text, options, status, not_before, created_at)"
            f" VALUES ('{outbox_id}', 'p', '{outbox_id}', 0, 'question', 'utter_x', 'How was it?', :options, 'sent', '{day}', '{day}')",
            options=options,
        )
    migrate.upgrade(own_store)
    with own_store.read() as tx:
        asked, said = outbox.due_after(tx, "p", 0)
    assert asked.options == (ShownOption("t1", "😊 Good"), ShownOption("t2", "😞 Bad")) and said.options == ()
    assert asked.picture is None
