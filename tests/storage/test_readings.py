"""Readings are counted by communication need: how they ended, for whom they are shown, and never a word."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from storage import houses, people_for_staff, readings
from storage.audit import SYSTEM
from storage.database import NotFound
from storage.readings import Understanding
from storage.staff_accounts import StaffMember
from storage.vocabulary import CommunicationNeed, Outcome, ReadingEnd, Role
from tests.storage.invented import Life


def reads(life: Life, words: str = "bus late", *, kind: str | None = None, is_sure: bool = True, by: str = "") -> str:
    person_id = by or life.people.person_id
    content_id = life.write(words, person_id)
    life.do(readings.read, person_id, content_id, intent="feedback", kind=kind, is_sure=is_sure)
    return content_id


def figures(life: Life, member: StaffMember | None = None) -> tuple[Understanding, ...]:
    return life.do(readings.by_need, member or life.people.manager)


def ended(life: Life) -> dict[str, int]:
    return {str(end): count for end, count in life.do(readings.by_end).items() if count}


def test_how_each_ended_is_counted(life: Life) -> None:
    first, second, third, _ = (reads(life) for _ in range(4))
    reads(life, is_sure=False)
    life.do(readings.confirmed, (first,))
    life.do(readings.corrected, (second,))
    life.do(readings.not_understood, third)
    life.do(readings.not_understood, None)
    assert ended(life) == {"confirmed": 1, "corrected": 1, "not_understood": 1, "left": 2}
    [found] = figures(life)
    assert found == Understanding(CommunicationNeed.NOT_KNOWN, 5, 4, 1, 1)
    assert (found.asked_about, found.not_understood_rate) == (1, 0.2)


def test_a_repeated_try_counts_once(life: Life) -> None:
    content_id = reads(life)
    life.do(readings.read, life.people.person_id, content_id, intent="want", kind=None, is_sure=False)
    assert [one.read for one in figures(life)] == [1]


@pytest.mark.parametrize(
    "first",
    [readings.corrected, lambda tx, ids: readings.not_understood(tx, ids[0])],
)
def test_what_was_wrong_once_stays_so_when_it_is_sent(life: Life, first: Callable[..., None]) -> None:
    content_id = reads(life)
    life.do(first, (content_id,))
    before = ended(life)
    life.do(readings.confirmed, (content_id,))
    assert ended(life) == before and "confirmed" not in before


@pytest.mark.parametrize(
    ("kind", "picked", "end"),
    [
        ("did_not_work", Outcome.WORKED, "corrected"),
        ("did_not_work", Outcome.DID_NOT_WORK, "left"),
        ("did_not_work", Outcome.UNCLEAR, "left"),
        (None, Outcome.WORKED, "left"),
    ],
)
def test_another_face_than_was_read_corrects(life: Life, kind: str | None, picked: Outcome, end: str) -> None:
    life.do(readings.face_picked, (reads(life, kind=kind),), picked)
    assert ended(life) == {end: 1}


def test_it_counts_for_the_need_of_that_day(life: Life) -> None:
    people = life.people
    reads(life)
    life.do(people_for_staff.set_communication_need, people.manager, people.person_id, CommunicationNeed.FEW_WORDS)
    for _ in range(2):
        reads(life)
    counts = {str(one.need): one.read for one in figures(life)}
    assert counts == {"few_words": 2, "not_known": 1}
    assert life.do(houses.person, people.person_id).communication_need is CommunicationNeed.FEW_WORDS


def test_of_few_messages_no_share_is_told(life: Life) -> None:
    for _ in range(readings.FEWEST_FOR_A_RATE - 1):
        reads(life)
    assert [one.not_understood_rate for one in figures(life)] == [None]
    reads(life)
    assert [one.not_understood_rate for one in figures(life)] == [0.0]


def test_only_the_last_four_weeks_count(life: Life) -> None:
    reads(life)
    life.clock.forward(days=27)
    assert [one.read for one in figures(life)] == [1]
    life.clock.forward(days=1)
    assert figures(life) == () and ended(life) == {}


def test_everybody_sees_the_figures_of_their_own(life: Life) -> None:
    people = life.people
    reads(life)
    reads(life, by=people.housemate_id)
    reads(life, by=people.stranger_id)
    limited = replace(people.manager, role=Role.REVIEWER, person_ids=(people.person_id,))
    admin = replace(people.manager, role=Role.ADMIN, house_ids=())
    assert figures(life, admin) == ()
    admin = replace(admin, house_ids=(people.house_id,))
    read = {who.role: sum(one.read for one in figures(life, who)) for who in (people.manager, limited, admin)}
    assert read == {Role.MANAGER: 2, Role.REVIEWER: 1, Role.ADMIN: 2}
    assert sum(one.read for one in figures(life, people.elsewhere)) == 1
    for who in (people.worker, people.colleague, people.lead):
        with pytest.raises(NotFound):
            figures(life, who)


def test_only_a_manager_of_theirs_sets_a_need(life: Life) -> None:
    people, need = life.people, CommunicationNeed.READS_WELL
    for who in (people.worker, people.lead, people.elsewhere):
        with pytest.raises(NotFound):
            life.do(people_for_staff.set_communication_need, who, people.person_id, need)
    someone = life.do(houses.add_person, SYSTEM, people.house_id, "Invented Cas")
    assert someone.communication_need is CommunicationNeed.NOT_KNOWN


def test_a_row_has_no_room_for_words() -> None:
    from storage.tables.understanding import readings as table

    names = {"content_id", "person_id", "communication_need", "day", "intent", "kind", "is_sure", "ended"}
    assert {column.name for column in table.columns} == names
    assert set(ReadingEnd) == {"left", "confirmed", "corrected", "not_understood"}
