"""The migrations make the tables of the program, and triggers that keep originals as they are."""

import pytest
from sqlalchemy.exc import DatabaseError

from storage import Store, concerns, migrate
from storage.audit import SYSTEM
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


@pytest.mark.parametrize("table", ["feedback", "concern_notes", "audit_events"])
@pytest.mark.parametrize("change", ["UPDATE {table} SET {column} = {column}", "DELETE FROM {table}"])
def test_originals_can_be_neither_changed_nor_deleted(life: Life, intruder: Intruder, table: str, change: str) -> None:
    life.tell("He shouted.")
    life.do(concerns.add_note, SYSTEM, life.worry("He shouted."), "retraction", note="said it was a joke")
    column = "position" if table == "audit_events" else "id"
    with pytest.raises(DatabaseError, match=f"rows of {table} never change"):
        intruder.run(change.format(table=table, column=column))


@pytest.mark.parametrize("prepared", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
def test_originals_cannot_be_emptied_at_once(intruder: Intruder) -> None:
    with pytest.raises(DatabaseError, match="rows of audit_events never change"):
        intruder.run("TRUNCATE audit_events")
