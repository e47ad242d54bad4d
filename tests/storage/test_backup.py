"""A copy is whole and of one moment; it comes back as it was; and nothing is ever lost by bringing it back."""

import json
import sqlite3
import tarfile
import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage import Store, StoreError, backup, lease, migrate, staff_accounts
from storage.check import check
from tests.storage.invented import Life, People, SetClock, settle

NOW = datetime(2026, 11, 10, 3, 0, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "elsewhere").mkdir()
    return tmp_path


@pytest.fixture
def home(folder: Path) -> Life:
    """A store of this test alone, on SQLite."""
    clock = SetClock()
    store = Store(f"sqlite:///{folder / 'said.db'}", clock=clock)
    migrate.upgrade(store)
    return Life(store, clock, settle(store))


def reopened(folder: Path, people: People) -> Life:
    return Life(Store(f"sqlite:///{folder / 'said.db'}"), SetClock(), people)


def words(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        return [row[0] for row in connection.execute("SELECT words FROM contents ORDER BY created_at")]


def test_what_was_copied_comes_back_and_what_was_there_is_kept(home: Life, folder: Path) -> None:
    home.tell("The bus is late.")
    made = backup.save(home.store, folder / "copy.tar.gz", {"catalogue": "c1"})
    home.tell("The soup was cold.")
    home.store.close()
    found = backup.restore(folder / "said.db", folder / "copy.tar.gz", NOW, replace=True)
    assert found.about["catalogue"] == "c1" and made.counts.feedback == found.counts.feedback == 1
    assert words(folder / "said.db") == ["The bus is late."]
    assert found.set_aside == folder / "said.db.before-20261110T030000Z"
    assert words(found.set_aside) == ["The bus is late.", "The soup was cold."]


def test_a_restored_store_is_whole_says_so_in_its_trail_and_lets_nobody_stay_signed_in(
    home: Life, folder: Path
) -> None:
    token = home.do(staff_accounts.open_session, home.people.manager.id)
    backup.save(home.store, folder / "copy.tar.gz", {})
    home.store.close()
    backup.restore(folder / "said.db", folder / "copy.tar.gz", NOW, replace=True)
    again = reopened(folder, home.people)
    assert check(again.store).findings == ()
    assert again.do(staff_accounts.session, token) is None
    with closing(sqlite3.connect(folder / "said.db")) as connection:
        last = connection.execute("SELECT verb, subject_kind FROM audit_events ORDER BY position DESC").fetchone()
    assert last == ("restore", "store")
    again.store.close()


def test_it_is_a_copy_of_one_moment_while_people_go_on_writing(home: Life, folder: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            home.tell("The bus is late.")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            backup.save(home.store, folder / f"{number}.tar.gz", {})
    finally:
        stop.set()
        writer.join()
    for number in range(5):  # each one checks its trail, which an unfinished transaction would break
        found = backup.restore(folder / "elsewhere" / f"{number}.db", folder / f"{number}.tar.gz", NOW, replace=False)
        assert found.set_aside is None
    home.store.close()


def test_a_store_with_something_in_it_is_not_replaced_unasked(home: Life, folder: Path) -> None:
    home.tell("The bus is late.")
    backup.save(home.store, folder / "copy.tar.gz", {})
    home.tell("The soup was cold.")
    home.store.close()
    with pytest.raises(StoreError, match="--replace"):
        backup.restore(folder / "said.db", folder / "copy.tar.gz", NOW, replace=False)
    assert len(words(folder / "said.db")) == 2


def test_a_store_that_was_only_started_is_replaced(home: Life, folder: Path) -> None:
    backup.save(home.store, folder / "copy.tar.gz", {})
    fresh = Store(f"sqlite:///{folder / 'elsewhere' / 'said.db'}")
    migrate.upgrade(fresh)
    fresh.close()
    backup.restore(folder / "elsewhere" / "said.db", folder / "copy.tar.gz", NOW, replace=False)
    home.store.close()


def test_a_running_store_is_never_replaced(home: Life, folder: Path) -> None:
    backup.save(home.store, folder / "copy.tar.gz", {})
    with lease.held(folder / "said.db"), pytest.raises(StoreError, match="at work on"):
        backup.restore(folder / "said.db", folder / "copy.tar.gz", NOW, replace=True)
    home.store.close()


def damaged(file: Path, how: str) -> None:
    whole = file.read_bytes()
    if how == "cut off":
        file.write_bytes(whole[: len(whole) // 2])
    elif how == "one byte":
        middle = len(whole) // 2
        file.write_bytes(whole[:middle] + bytes([whole[middle] ^ 255]) + whole[middle + 1 :])
    elif how == "something else":
        file.write_bytes(b"not an archive")
    else:
        with tarfile.open(file) as packed:
            packed.extractall(file.parent / "unpacked", filter="data")
        about = json.loads((file.parent / "unpacked" / "about.json").read_text())
        with closing(sqlite3.connect(file.parent / "unpacked" / "said.db")) as connection:
            connection.execute("DROP TRIGGER audit_events_no_update")
            connection.execute("UPDATE audit_events SET verb = 'nothing' WHERE position = 3")
            connection.commit()
        if how == "changed, with its checksum":
            about["sha256"] = backup._checksum(file.parent / "unpacked" / "said.db")
            (file.parent / "unpacked" / "about.json").write_text(json.dumps(about))
        with tarfile.open(file, "w:gz") as packed:
            for name in ("about.json", "said.db"):
                packed.add(file.parent / "unpacked" / name, name)


@pytest.mark.parametrize("how", ["cut off", "one byte", "something else", "changed", "changed, with its checksum"])
def test_a_damaged_copy_is_refused_and_changes_nothing(home: Life, folder: Path, how: str) -> None:
    home.tell("The bus is late.")
    backup.save(home.store, folder / "copy.tar.gz", {})
    home.store.close()
    damaged(folder / "copy.tar.gz", how)
    with pytest.raises(StoreError):
        backup.restore(folder / "said.db", folder / "copy.tar.gz", NOW, replace=True)
    assert words(folder / "said.db") == ["The bus is late."]
    assert [file.name for file in folder.iterdir() if file.name.startswith((".said", "said.db.before"))] == []


def test_a_store_that_is_not_whole_makes_no_backup(home: Life, folder: Path) -> None:
    with closing(sqlite3.connect(folder / "said.db")) as connection:
        connection.execute("DROP TRIGGER audit_events_no_update")
        connection.execute("UPDATE audit_events SET verb = 'nothing' WHERE position = 3")
        connection.commit()
    with pytest.raises(StoreError, match="not whole"):
        backup.save(home.store, folder / "copy.tar.gz", {})
    assert not (folder / "copy.tar.gz").exists()
    home.store.close()


def test_a_copy_of_a_newer_program_is_refused(home: Life, folder: Path) -> None:
    backup.save(home.store, folder / "copy.tar.gz", {})
    home.store.close()
    file = folder / "copy.tar.gz"
    with tarfile.open(file) as packed:
        packed.extractall(folder / "unpacked", filter="data")
    with closing(sqlite3.connect(folder / "unpacked" / "said.db")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    about = {"sha256": backup._checksum(folder / "unpacked" / "said.db")}
    (folder / "unpacked" / "about.json").write_text(json.dumps(about))
    with tarfile.open(file, "w:gz") as packed:
        for name in ("about.json", "said.db"):
            packed.add(folder / "unpacked" / name, name)
    with pytest.raises(StoreError, match="newer version"):
        backup.restore(folder / "said.db", file, NOW, replace=True)


def test_an_older_copy_is_brought_up_to_date(home: Life, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    backup.save(home.store, folder / "copy.tar.gz", {})
    home.store.close()
    upgraded: list[str] = []
    real = migrate.upgrade

    def noted(store: Store) -> None:
        upgraded.append(store.url)
        real(store)

    monkeypatch.setattr(migrate, "upgrade", noted)
    backup.restore(folder / "said.db", folder / "copy.tar.gz", NOW, replace=True)
    assert len(upgraded) == 1 and ".said-restore-" in upgraded[0]


def test_a_file_that_is_there_is_not_written_over(home: Life, folder: Path) -> None:
    (folder / "copy.tar.gz").write_text("mine")
    with pytest.raises(StoreError, match="another name"):
        backup.save(home.store, folder / "copy.tar.gz", {})
    assert (folder / "copy.tar.gz").read_text() == "mine"
    home.store.close()


@pytest.mark.parametrize("own_store", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
def test_postgres_has_a_program_of_its_own(own_store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"pg_dump .*--file=.*copy --dbname='postgresql://said") as told:
        backup.save(own_store, tmp_path / "copy", {})
    assert "***" not in str(told.value)
