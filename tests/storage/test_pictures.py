"""A person's own photos: whose they are, who sees them, and that a row and its files come and go together."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from storage import Store, backup, images, media, migrate, pictures, unused_files
from storage.audit import Actor
from storage.check import check
from storage.database import NotFound, Refused, StoreError
from storage.images import Photo
from storage.media import CannotBeOpened
from storage.staff_accounts import StaffMember
from storage.tables.governance import audit_events
from storage.tables.pictures import pictures as table
from tests.storage.invented import Life, SetClock, settle
from tests.storage.test_backup import NOW
from tests.support import uploads

POOL = images.made(uploads.photo(colour="teal"))
GARDEN = images.made(uploads.photo(colour="green"))


@pytest.fixture(autouse=True)
def folder(store: Store, tmp_path: Path) -> Path:
    """The media folder, of this test alone."""
    store.media = tmp_path / "media"
    return store.media


def add(life: Life, photo: Photo = POOL, shows: str = "The pool", member: StaffMember | None = None) -> str:
    return life.do(pictures.add, member or life.people.worker, life.people.person_id, shows, photo)


def names(folder: Path) -> set[str]:
    return {one.name for one in folder.iterdir()} if folder.exists() else set()


def verbs(life: Life) -> list[tuple[str, str | None]]:
    with life.store.read() as tx:
        rows = tx.execute(select(audit_events).order_by(audit_events.c.position)).all()
    return [(row.verb, row.detail) for row in rows if "picture" in row.verb]


def test_it_is_kept_and_seen_by_its_person_and_their_staff(life: Life) -> None:
    people, first = life.people, add(life)
    life.clock.forward(days=1)
    second = add(life, GARDEN, "The garden", people.manager)
    listed = life.do(pictures.for_member, people.colleague, people.person_id).pictures
    assert [(one.id, one.shows, one.added_by) for one in listed] == [
        (second, "The garden", people.manager.name),
        (first, "The pool", people.worker.name),
    ]
    assert (listed[1].width, listed[1].height) == (640, 480)
    assert life.do(pictures.seen_by_person, people.person_id, first) == POOL.full
    see = life.do(pictures.seen_by_member, people.worker, people.person_id, first, small=True)
    assert see == POOL.small
    assert verbs(life) == [("add_picture", None), ("add_picture", None), ("view_pictures", None)]


def test_nobody_can_look_at_it_without_the_key(life: Life, folder: Path) -> None:
    first = add(life)
    for file in folder.iterdir():
        assert not file.read_bytes().startswith(b"\xff\xd8") and b"JFIF" not in file.read_bytes()
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    url = life.store.engine.url.render_as_string(hide_password=False)
    other = Store(url, secret_key="another key " * 4, media=folder)
    with other.read() as tx, pytest.raises(CannotBeOpened, match="SECRET_KEY"):
        pictures.seen_by_person(tx, life.people.person_id, first)
    assert "photos" in check(other).findings[0]
    other.close()


@pytest.mark.parametrize("who", ["elsewhere", "lead"])
def test_who_may_not_know_the_person_finds_nothing(life: Life, who: str) -> None:
    first, person, member = add(life), life.people.person_id, getattr(life.people, who)
    asks: tuple[Callable[[], object], ...] = (
        lambda: life.do(pictures.for_member, member, person),
        lambda: life.do(pictures.seen_by_member, member, person, first, small=False),
        lambda: life.do(pictures.add, member, person, "The pool", GARDEN),
        lambda: life.do(pictures.take_away, member, person, first),
    )
    for ask in asks:
        with pytest.raises(NotFound):
            ask()
    assert len(life.do(pictures.of_person, person)) == 1


def test_it_is_no_other_persons(life: Life) -> None:
    first, other = add(life), life.people.housemate_id
    for see in (
        lambda: life.do(pictures.seen_by_person, other, first),
        lambda: life.do(pictures.seen_by_member, life.people.worker, other, first, small=True),
        lambda: life.do(pictures.take_away, life.people.worker, other, first),
        lambda: life.do(pictures.seen_by_person, other, "no such photo"),
    ):
        with pytest.raises(NotFound):
            see()


@pytest.mark.parametrize("shows", ["", " ", "🏊", "a\nb", "x" * 61, "-"])
def test_it_needs_words_for_whoever_does_not_see_it(life: Life, folder: Path, shows: str) -> None:
    with pytest.raises(Refused, match=r"shows|too long"):
        add(life, shows=shows)
    assert names(folder) == set()


def test_the_same_one_twice_is_one(life: Life) -> None:
    first = add(life)
    with pytest.raises(Refused, match="there already"):
        add(life, shows="The pool again")
    life.do(pictures.take_away, life.people.worker, life.people.person_id, first)
    assert add(life) != first


def test_one_too_many_is_refused(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST", 1)
    add(life)
    with pytest.raises(Refused, match="Take one away"):
        add(life, GARDEN)


def test_what_is_taken_away_is_seen_nowhere_and_its_files_go(life: Life, folder: Path) -> None:
    first, second = add(life), add(life, GARDEN, "The garden")
    people = life.people
    for _ in range(2):
        life.do(pictures.take_away, people.worker, people.person_id, first)
    with pytest.raises(NotFound):
        life.do(pictures.seen_by_person, people.person_id, first)
    assert [one.id for one in life.do(pictures.of_person, people.person_id)] == [second]
    assert (life.do(unused_files.tidy), len(names(folder))) == (2, 2)
    assert life.do(pictures.seen_by_person, people.person_id, second) == GARDEN.full
    assert verbs(life)[2:] == [("take_away_picture", None)]
    assert check(life.store).is_good


def test_killed_between_file_and_row_there_is_no_row_and_soon_no_file(life: Life, folder: Path) -> None:
    add(life)
    with pytest.raises(KeyboardInterrupt), life.store.write() as tx:
        pictures.add(tx, life.people.worker, life.people.person_id, "The garden", GARDEN)
        raise KeyboardInterrupt
    (folder / f"{'h' * 22}{media.NEW}").write_bytes(b"half of it")
    assert len(names(folder)) == 5 and check(life.store).is_good
    assert (life.do(unused_files.tidy), len(names(folder))) == (3, 2)
    assert life.do(unused_files.tidy) == 0


def test_a_disk_that_is_full_leaves_no_row(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        add(life)
    assert life.do(pictures.of_person, life.people.person_id) == ()


def test_tidying_leaves_alone_what_is_not_ours(life: Life, folder: Path) -> None:
    folder.mkdir()
    ours, theirs = folder / ("x" * 22), folder / "holiday.jpg"
    for file in (ours, theirs):
        file.write_bytes(b"x")
    assert life.do(unused_files.tidy) == 0, "a store without photos may have been given another store's folder"
    add(life)
    assert life.do(unused_files.tidy) == 1
    assert theirs.exists() and not ours.exists()


@pytest.mark.parametrize("harm", ["gone", "changed", "exchanged"])
def test_a_check_finds_a_photo_that_is_not_what_it_was(life: Life, folder: Path, harm: str) -> None:
    add(life)
    add(life, GARDEN, "The garden")
    first, second = (one for one in folder.iterdir() if not one.name.endswith(".small"))
    if harm == "gone":
        first.unlink()
    elif harm == "changed":
        first.write_bytes(first.read_bytes()[:-9] + b"AAAAAAAA=")
    else:
        kept = first.read_bytes()
        first.write_bytes(second.read_bytes())
        second.write_bytes(kept)
    [finding] = check(life.store).findings
    assert "photos" in finding


def test_a_supporter_can_be_who_added_it(life: Life) -> None:
    by = Actor("supporter", "the id of a supporter")
    person = life.people.person_id
    life.do(pictures.keep, by, person, "The pool", POOL, supporter_id=by.id)
    [one] = life.do(pictures.of_person, person)
    assert one.added_by is None


def test_a_store_that_has_no_folder_says_so(life: Life) -> None:
    life.store.media = None
    with pytest.raises(StoreError, match="MEDIA"):
        add(life)


def test_a_row_without_anybody_who_added_it_cannot_be(life: Life) -> None:
    with pytest.raises(Exception, match=r"(?i)by_one"):
        life.do(pictures.keep, Actor("system"), life.people.person_id, "The pool", POOL)


def test_a_backup_has_the_photos_and_brings_them_back(tmp_path: Path) -> None:
    key, clock = "a key of the service " * 2, SetClock()
    home = tmp_path / "home"
    store = Store(f"sqlite:///{home / 'said.db'}", clock=clock, secret_key=key)
    migrate.upgrade(store)
    life = Life(store, clock, settle(store))
    first = add(life)
    backup.save(store, tmp_path / "copy.tar.gz", {})
    life.do(pictures.take_away, life.people.worker, life.people.person_id, first)
    life.do(unused_files.tidy)
    second = add(life, GARDEN, "The garden")
    store.close()
    backup.restore(home / "said.db", tmp_path / "copy.tar.gz", NOW, replace=True, secret_key=key)
    again = Store(f"sqlite:///{home / 'said.db'}", secret_key=key)
    assert check(again).is_good
    with again.read() as tx:
        assert pictures.seen_by_person(tx, life.people.person_id, first) == POOL.full
    again.close()
    aside = Store(
        f"sqlite:///{home / 'said.db.before-20261110T030000Z'}",
        secret_key=key,
        media=home / "media.before-20261110T030000Z",
    )
    with aside.read() as tx:
        assert pictures.seen_by_person(tx, life.people.person_id, second) == GARDEN.full
        assert tx.execute(select(table.c.id)).scalars().all()
    aside.close()


def test_a_backup_without_one_of_the_photos_does_not_count(tmp_path: Path) -> None:
    clock = SetClock()
    store = Store(f"sqlite:///{tmp_path / 'said.db'}", clock=clock)
    migrate.upgrade(store)
    life = Life(store, clock, settle(store))
    add(life)
    next(media.files(tmp_path / "media")).unlink()
    with pytest.raises(StoreError, match="photos"):
        backup.save(store, tmp_path / "copy.tar.gz", {})
    assert not (tmp_path / "copy.tar.gz").exists()
    store.close()
