"""`said check`: what is wrong with a store, in lines that say what to do."""

from pathlib import Path

import pytest

from storage import Store, migrate
from storage.check import CheckReport, Counts, check
from tests.storage.intruder import Intruder
from tests.storage.invented import Life, SetClock, settle


def _only(report: CheckReport) -> str:
    """Its one finding: a single line that ends in a sentence."""
    [finding] = report.findings
    assert not report.is_good
    assert "\n" not in finding
    assert finding.endswith(".")
    return finding


def test_a_whole_store_is_good_and_counted(life: Life) -> None:
    life.tell("One.", "Two.")
    life.finish(life.agree(life.tell("Three.")))
    life.agree(life.tell("Four."))
    report = check(life.store)
    assert report.is_good
    assert report.counts is not None
    counted = Counts(report.counts.events, words=5, people=3, feedback=3, open_actions=1, waiting_messages=4)
    assert report.counts == counted
    assert report.counts.events > 20


def test_checking_changes_nothing(life: Life) -> None:
    life.tell("One.")
    first = check(life.store)
    assert check(life.store) == first


def test_an_empty_database_says_to_start_the_program(own_store: Store) -> None:
    report = check(own_store)
    assert "start the program once" in _only(report)
    assert report.counts is None


def test_tables_changed_by_hand_show(own_store: Store) -> None:
    migrate.upgrade(own_store)
    Intruder(own_store).run("DROP TABLE review_items")
    assert "changed by something else" in _only(check(own_store))


@pytest.mark.parametrize(
    ("table", "statement", "said"),
    [
        ("audit_events", "DELETE FROM audit_events WHERE position = 2", "trail is broken at event 2"),
        ("contents", "UPDATE contents SET words = 'Other words.'", "not the ones that were kept"),
    ],
)
def test_tampering_shows_with_the_counts_beside_it(
    life: Life, intruder: Intruder, table: str, statement: str, said: str
) -> None:
    life.tell("One.")
    intruder.force(table, statement)
    report = check(life.store)
    finding = _only(report)
    assert said in finding
    assert "restore the last good backup" in finding
    assert report.counts is not None


def test_a_database_that_cannot_be_opened_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "said.db").write_bytes(b"This is a letter and not a database. " * 100)
    store = Store(f"sqlite:///{tmp_path / 'said.db'}")
    assert "DATABASE_URL" in _only(check(store))
    store.close()


def test_a_damaged_file_is_a_finding(tmp_path: Path, clock: SetClock) -> None:
    file = tmp_path / "said.db"
    store = Store(f"sqlite:///{file}", clock=clock)
    migrate.upgrade(store)
    Life(store, clock, settle(store)).write("Many words. " * 5_000)
    store.close()
    # The last pages hold the many words.
    file.write_bytes(file.read_bytes()[:-16_384] + b"\xff" * 16_384)
    damaged = Store(f"sqlite:///{file}")
    assert "restore the last good backup" in _only(check(damaged))
    damaged.close()
