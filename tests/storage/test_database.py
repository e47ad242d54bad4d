"""The store itself: its addresses, its transactions and its calendar."""

import asyncio
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from storage import Store, StoreError, Transaction, audit, houses, inbox, outbox
from storage.audit import SYSTEM
from storage.database import Calendar
from storage.inbox import Incoming
from storage.outbox import Outgoing
from storage.tables.people import houses as houses_table
from tests.storage.invented import START, Life, SetClock

AT_ONCE = 8
EACH = 12


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("var/said.db", "not a database address"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("nothing://here/said", "not installed here"),
        ("mysql://here/said", "not installed here"),
    ],
)
def test_an_address_that_cannot_work_is_refused_in_one_line(address: str, said: str) -> None:
    with pytest.raises(StoreError, match=said) as refused:
        Store(address)
    assert "DATABASE_URL" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_file_that_is_no_database_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "said.db").write_text("This is a letter and not a database. " * 100)
    store = Store(f"sqlite:///{tmp_path / 'said.db'}")
    with pytest.raises(StoreError, match="check DATABASE_URL"):
        store.check()
    store.close()


def test_an_error_tells_nothing_of_what_was_to_be_kept(life: Life) -> None:
    def twice(tx: Transaction) -> None:
        row = {"id": "same", "name": "Secret Cottage", "is_demo": False, "created_at": tx.now}
        tx.execute(insert(houses_table), [row, row])

    with pytest.raises(IntegrityError) as failed:
        life.do(twice)
    assert "Secret Cottage" not in str(failed.value)


def test_what_fails_half_way_leaves_nothing(life: Life) -> None:
    def half(tx: Transaction) -> None:
        houses.add_house(tx, SYSTEM, "Half a house")
        raise RuntimeError

    before = life.do(audit.verify)
    with pytest.raises(RuntimeError):
        life.do(half)
    assert "Half a house" not in [one.name for one in life.do(houses.all_houses)]
    assert life.do(audit.verify) == before


def test_what_is_written_while_reading_is_thrown_away(store: Store) -> None:
    with store.read() as tx:
        houses.add_house(tx, SYSTEM, "Only looked at")
    with store.read() as tx:
        assert "Only looked at" not in [one.name for one in houses.all_houses(tx)]


def test_a_reader_sees_one_moment_and_does_not_wait_for_a_writer(store: Store) -> None:
    with store.read() as reader:
        before = houses.all_houses(reader)
        with store.write() as writer:
            built = houses.add_house(writer, SYSTEM, "Built meanwhile")
        assert houses.all_houses(reader) == before
    with store.read() as reader:
        assert built in houses.all_houses(reader)


def test_times_come_back_aware_whatever_zone_the_clock_has(store: Store, clock: SetClock) -> None:
    clock.set(START.astimezone(timezone(timedelta(hours=5, minutes=30))))
    with store.write() as tx:
        house = houses.add_house(tx, SYSTEM, "Far away")
    with store.read() as tx:
        kept = tx.execute(select(houses_table.c.created_at).where(houses_table.c.id == house.id)).scalar_one()
        assert kept == START
        assert kept.utcoffset() == timedelta(0)
        assert audit.verify(tx) > 0


def test_a_time_without_a_zone_is_not_kept(store: Store) -> None:
    row = {"id": "x", "name": "No zone", "created_at": datetime(2026, 11, 9, 9, 0)}  # noqa: DTZ001
    with pytest.raises(Exception, match="without a zone"), store.write() as tx:
        tx.execute(insert(houses_table), row)


async def test_one_write_waits_for_another_so_that_positions_come_in_order(life: Life) -> None:
    other = Store(life.store.url)

    def write() -> str | None:
        with other.write() as tx:
            return outbox.queue(tx, Outgoing(life.people.person_id, "second", 0, "reply", "utter_x", "second"))

    with life.store.write() as tx:
        outbox.queue(tx, Outgoing(life.people.person_id, "first", 0, "reply", "utter_x", "first"))
        second = asyncio.create_task(asyncio.to_thread(write))
        _, still_waiting = await asyncio.wait([second], timeout=0.2)
        assert still_waiting
    await second
    other.close()
    found = life.do(outbox.due_after, life.people.person_id, 0)
    assert found[0].text == "first"


async def test_many_tasks_writing_at_once_lose_nothing(life: Life) -> None:
    def message(number: int) -> Incoming:
        return Incoming(life.people.person_id, "web", f"at once {number}", START, words=f"Words {number}")

    before = life.do(audit.verify)
    everything = [life.store.writing(inbox.receive, message(n)) for n in range(AT_ONCE * EACH)]
    kept = await asyncio.gather(*everything)
    assert all(is_new for _, is_new in kept)
    _all_kept_in_order(life, before)


async def test_many_programs_writing_at_once_lose_nothing(life: Life) -> None:
    """Each thread has a store of its own, as separate processes on one database do."""

    def work(number: int) -> list[str]:
        store = Store(life.store.url)
        try:
            return [_receive(store, life.people.person_id, number, one) for one in range(EACH)]
        finally:
            store.close()

    before = life.do(audit.verify)
    kept = await asyncio.gather(*(asyncio.to_thread(work, number) for number in range(AT_ONCE)))
    assert len({one for some in kept for one in some}) == AT_ONCE * EACH
    _all_kept_in_order(life, before)


def _receive(store: Store, person_id: str, number: int, one: int) -> str:
    with store.write() as tx:
        return inbox.receive(tx, Incoming(person_id, "web", f"{number}-{one}", START, words=f"Words {number} {one}"))[0]


def _all_kept_in_order(life: Life, events_before: int) -> None:
    positions = [one.position for one in life.do(inbox.all_waiting, life.people.person_id)]
    assert len(positions) == AT_ONCE * EACH
    assert positions == sorted(set(positions))
    assert life.do(audit.verify) == events_before + AT_ONCE * EACH
    assert life.do(audit.verify_words) == AT_ONCE * EACH


async def test_reading_and_writing_run_verbs_off_the_loop(life: Life) -> None:
    house = await life.store.writing(houses.add_house, SYSTEM, "Written off the loop", is_demo=True)
    assert await life.store.reading(houses.house, house.id) == house


def test_the_same_message_from_two_programs_is_kept_once(life: Life) -> None:
    other = Store(life.store.url)
    first = _receive(other, life.people.person_id, 1, 1)
    assert _receive(life.store, life.people.person_id, 1, 1) == first
    other.close()


@pytest.mark.parametrize(
    ("start", "count", "then"),
    [
        (date(2026, 11, 9), 3, date(2026, 11, 12)),
        (date(2026, 11, 13), 1, date(2026, 11, 16)),
        (date(2026, 11, 14), 1, date(2026, 11, 16)),
        (date(2026, 12, 24), 3, date(2026, 12, 31)),
        (date(2026, 11, 9), 0, date(2026, 11, 9)),
    ],
)
def test_working_days_leave_out_weekends_and_bank_holidays(start: date, count: int, then: date) -> None:
    christmas = frozenset({date(2026, 12, 25), date(2026, 12, 28)})
    assert Calendar(bank_holidays=christmas).working_days_after(start, count) == then


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 7, 1, 22, 59, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 7, 1, 23, 0, tzinfo=UTC), date(2026, 7, 2)),
        (datetime(2026, 12, 1, 23, 59, tzinfo=UTC), date(2026, 12, 1)),
        (datetime(2026, 12, 2, 0, 0, tzinfo=UTC), date(2026, 12, 2)),
    ],
)
def test_a_day_is_a_local_day(moment: datetime, day: date) -> None:
    assert Calendar().day(moment) == day
