"""What a monitor sees of the store: counts, ages and sizes."""

import pytest
from sqlalchemy.exc import DatabaseError

from storage import Store, deliveries, figures, inbox, linking, migrate
from storage.audit import SYSTEM
from storage.figures import Queue
from tests.storage.intruder import Intruder
from tests.storage.invented import Life


def queues(store: Store) -> dict[str, Queue]:
    with store.read() as tx:
        return {queue.name: queue for queue in figures.read(tx).queues}


def test_nothing_waits_at_first(store: Store) -> None:
    assert queues(store) == {name: Queue(name, 0, 0.0) for name in ("inbox", "outbox_telegram", "notifications")}


def test_the_oldest_unanswered_message_is_the_age_of_the_inbox(life: Life) -> None:
    life.write("The bus is late.")
    life.clock.forward(minutes=4)
    life.write("Still late.", life.people.housemate_id)
    life.clock.forward(minutes=2)
    assert queues(life.store)["inbox"] == Queue("inbox", 2, 360.0)
    for one in life.do(inbox.all_waiting, life.people.person_id):
        life.do(inbox.close, one.id)
    assert queues(life.store)["inbox"] == Queue("inbox", 1, 120.0)


def test_what_has_not_arrived_is_counted_by_the_channel_of_its_person(life: Life) -> None:
    person_id = life.people.person_id
    life.do(linking.link_address, life.do(linking.make_code, SYSTEM, person_id).code, "web", "a digest")
    life.queue(person_id, "one", "reply", "Hello.")
    life.queue(life.people.housemate_id, "two", "reply", "Hello.")
    life.clock.forward(seconds=30)
    later = life.queue(person_id, "three", "update", "News.", not_before=life.clock.now.replace(hour=23))
    assert later and queues(life.store)["outbox_web"] == Queue("outbox_web", 1, 30.0)
    assert queues(life.store)["outbox_nowhere"] == Queue("outbox_nowhere", 1, 30.0)


def test_a_chat_that_was_unlinked_is_nowhere(life: Life, intruder: Intruder) -> None:
    person_id = life.people.person_id
    life.do(linking.link_address, life.do(linking.make_code, SYSTEM, person_id).code, "web", "a digest")
    intruder.run("UPDATE addresses SET ended_at = linked_at")
    life.queue(person_id, "one", "reply", "Hello.")
    assert queues(life.store)["outbox_nowhere"].waiting == 1 and "outbox_web" not in queues(life.store)


def test_what_telegram_has_not_got_is_counted_apart(life: Life) -> None:
    person_id = life.people.person_id
    life.do(linking.link_address, life.do(linking.make_code, SYSTEM, person_id).code, "telegram", "1001")
    life.queue(person_id, "one", "reply", "Hello.")
    life.clock.forward(seconds=30)
    assert queues(life.store)["outbox_telegram"] == Queue("outbox_telegram", 1, 30.0)
    life.do(deliveries.shut_out, str(life.do(deliveries.chat_at, "telegram", "1001")))
    assert queues(life.store)["outbox_telegram"].waiting == 0


def test_a_message_from_a_clock_that_is_ahead_has_waited_no_time(life: Life) -> None:
    life.write("The bus is late.")
    life.clock.forward(seconds=-60)
    assert queues(life.store)["inbox"].oldest_seconds == 0.0


def test_the_size_is_that_of_the_database(store: Store) -> None:
    with store.read() as tx:
        assert figures.read(tx).database_bytes > 100_000


def test_a_concern_changes_no_figure(life: Life) -> None:
    """R13: nobody but leads can tell that one exists."""
    life.write("He shouted.")

    def all_figures() -> tuple[Queue, ...]:
        with life.store.read() as tx:
            return figures.read(tx).queues

    before = all_figures()
    life.worry("He shouted.")
    assert all_figures() == before


def test_writing_something_changes_nothing_and_shows_that_writing_works(life: Life) -> None:
    life.write("The bus is late.")
    life.do(figures.write_something)
    assert queues(life.store)["inbox"].waiting == 1


def test_writing_something_is_a_real_write(own_store: Store) -> None:
    """A database that takes no more is found out, not only one that cannot be locked."""
    migrate.upgrade(own_store)
    with own_store.write() as tx:
        figures.write_something(tx)
        read_only = "PRAGMA query_only=ON" if own_store.is_sqlite else "SET TRANSACTION READ ONLY"
        tx.connection.exec_driver_sql(read_only)
        with pytest.raises(DatabaseError, match=r"read-?only"):
            figures.write_something(tx)


def test_free_room_is_that_of_the_disk_of_the_file(store: Store) -> None:
    free = figures.free_bytes(store)
    assert (free is None) is not store.is_sqlite
    assert free is None or free > 0
