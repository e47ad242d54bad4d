"""Who hears of something new: the person's keyworker, and where they may not, the managers of where the person lives."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import event

from storage import (
    late,
    notice_delivery,
    people_for_staff,
    recipients,
    staff_accounts,
    staff_admin,
    staff_names,
    staff_requests,
)
from storage.audit import SYSTEM
from storage.notice_delivery import Tried
from storage.staff_accounts import StaffMember
from storage.staff_rights import Wanted
from storage.vocabulary import NoticeChannel, RequestKind, Role, VisibleTo
from tests.storage.intruder import Intruder
from tests.storage.invented import Life
from tests.storage.test_notifications import EVERYBODY, a_manager, agree, away, keyworker, names


def limited(life: Life, who: StaffMember, *person_ids: str) -> None:
    life.do(staff_admin.change, life.people.manager, who.id, Wanted(who.name, who.role, who.house_ids, person_ids))


def move(life: Life, intruder: Intruder) -> None:
    """The person lives in the other house now, and nothing else is changed."""
    there = life.people.elsewhere.house_ids[0]
    intruder.run("UPDATE people SET house_id = :there WHERE id = :id", there=there, id=life.people.person_id)


def hears(life: Life, words: str = "The bus is late.", visible_to: VisibleTo = VisibleTo.MY_STAFF) -> set[str]:
    life.tell(words, visible_to=visible_to)
    return names(life, "new_feedback") - {EVERYBODY}


def test_without_a_keyworker_the_managers_hear_of_it_whoever_is_one_by_their_job(life: Life) -> None:
    a_manager(life)
    assert hears(life) == {"Mina", "Max"}


def test_the_keyworker_of_somebody_else_hears_nothing(life: Life) -> None:
    life.do(people_for_staff.set_keyworker, life.people.manager, life.people.housemate_id, life.people.worker.id)
    keyworker(life)
    assert hears(life) == {"Kit"}


def test_a_keyworker_who_works_elsewhere_now_hears_nothing(life: Life, intruder: Intruder) -> None:
    kit = keyworker(life)
    intruder.run("DELETE FROM staff_houses WHERE staff_id = :id", id=kit.id)
    assert hears(life) == {"Mina"}


def test_a_keyworker_who_may_not_see_the_person_hears_nothing(life: Life, intruder: Intruder) -> None:
    kit = keyworker(life)
    limited(life, kit, life.people.housemate_id)
    intruder.run("UPDATE people SET keyworker_id = :kit WHERE id = :id", kit=kit.id, id=life.people.person_id)
    assert hears(life) == {"Mina"}
    limited(life, kit, life.people.person_id)
    assert life.do(staff_requests.ask, life.people.person_id, RequestKind.WANTS_TO_TALK, "m") is None
    assert names(life, "new_request") == {"Kit", EVERYBODY}


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.SAFEGUARDING_LEAD])
def test_who_only_looks_or_stands_outside_hears_nothing(life: Life, intruder: Intruder, role: Role) -> None:
    kit = keyworker(life)
    intruder.run("UPDATE staff SET role = :role WHERE id = :id", role=role, id=kit.id)
    assert hears(life) == {"Mina"}


def test_what_is_for_managers_passes_the_keyworker_by_unless_they_are_one(life: Life) -> None:
    keyworker(life)
    assert hears(life, visible_to=VisibleTo.ONLY_MANAGER) == {"Mina"}
    other = keyworker(life, a_manager(life))
    life.do(staff_requests.ask, life.people.person_id, RequestKind.DID_NOT_HELP_TWICE, "m")
    assert names(life, "new_request") == {other.name.split()[0]}


@pytest.mark.parametrize("words", ["Kit shouts.", "daz shouts"])
def test_whom_the_words_name_is_not_who_hears_of_them(life: Life, words: str) -> None:
    kit = keyworker(life)
    life.do(staff_names.add, life.people.manager, kit.id, "Daz")
    assert hears(life, words) == {"Mina"}


def test_a_manager_whom_the_words_name_hears_of_them_only_if_nobody_else_can(life: Life) -> None:
    assert hears(life, "Mina shouts.") == {"Mina"}
    a_manager(life)
    life.clock.forward(minutes=1)
    said = life.tell("Mina shouts again.")
    matter = life.do(recipients.about_feedback, said.id)
    assert [one.name for one in life.do(recipients.recipients_for, matter)] == ["Max Invented"]
    assert [one.name for one in life.do(recipients.managers_for, matter)] == ["Max Invented"]


def test_while_the_keyworker_is_away_who_stands_in_hears_of_it(life: Life) -> None:
    away(life, keyworker(life), life.people.worker)
    assert hears(life) == {"Will"}


def test_who_stands_in_and_may_not_see_the_person_hears_nothing(life: Life) -> None:
    away(life, keyworker(life), life.people.worker)
    limited(life, life.people.worker, life.people.housemate_id)
    assert hears(life) == {"Mina"}


def test_a_cover_whom_the_words_name_is_passed_by_too(life: Life) -> None:
    away(life, keyworker(life), life.people.worker)
    assert hears(life, "Will shouts.") == {"Mina"}


def test_what_is_late_is_told_where_its_person_lives_now(life: Life, intruder: Intruder) -> None:
    agree(life, life.people.worker)
    life.tell("The tea is cold.")
    move(life, intruder)
    life.clock.forward(days=30)
    life.do(late.tell)
    assert names(life, "action_overdue") == names(life, "decision_overdue") == {"Eli", EVERYBODY}


def test_a_notice_that_waits_goes_to_where_its_person_lives_now(life: Life, intruder: Intruder) -> None:
    assert hears(life) == {"Mina"}
    move(life, intruder)
    [parcel] = life.do(notice_delivery.take, NoticeChannel.EMAIL)
    assert parcel.address == "eli@example.org"


def test_what_could_not_be_sent_is_shown_where_its_person_lives_now(life: Life, intruder: Intruder) -> None:
    people = life.people
    away(life, people.worker, people.colleague)
    life.do(late.tell)
    life.tell("The bus is late.")
    life.do(staff_requests.ask, people.person_id, RequestKind.WANTS_TO_TALK, "m")
    agree(life, people.colleague)
    for parcel in life.do(notice_delivery.take, NoticeChannel.EMAIL):
        life.do(notice_delivery.keep_result, parcel.id, Tried.REFUSED, "address_refused")
    before = {one.kind for one in life.do(notice_delivery.unsent, people.manager)}
    assert before == {"standing_in", "new_feedback", "new_request", "action_yours"}
    assert life.do(notice_delivery.unsent, people.elsewhere) == ()
    move(life, intruder)
    assert {one.kind for one in life.do(notice_delivery.unsent, people.manager)} == {"standing_in"}
    there = life.do(notice_delivery.unsent, people.elsewhere)
    assert {one.kind for one in there} == before - {"standing_in"}
    assert {one.who for one in there} == {None}, "who works in the house before is not named here"
    nowhere = replace(people.elsewhere, house_ids=())
    assert life.do(notice_delivery.unsent, nowhere) == ()


def test_it_takes_as_many_reads_however_many_work_there(life: Life) -> None:
    keyworker(life)
    said = life.tell("The bus is late.")

    def reads() -> int:
        asked: list[str] = []

        def count(*args: object) -> None:
            asked.append(str(args[2]))

        event.listen(life.store.engine, "before_cursor_execute", count)
        with life.store.read() as tx:
            found = recipients.recipients_for(tx, recipients.about_feedback(tx, said.id))
        event.remove(life.store.engine, "before_cursor_execute", count)
        assert [one.name for one in found] == ["Kit Invented"]
        return sum(one.startswith("SELECT") for one in asked)

    few = reads()
    for number in range(9):
        life.do(
            staff_accounts.add,
            SYSTEM,
            f"N{number} Invented",
            f"{number}@example.org",
            Role.KEYWORKER,
            "x",
            (life.people.house_id,),
        )
    assert reads() == few <= 8
