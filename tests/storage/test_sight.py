"""What a member of staff may see: by the house their people live in now, by name where they are limited, and never a lead."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from storage import (
    Transaction,
    communication_profiles,
    communication_steps,
    emergency_plans,
    entries,
    feedback,
    handing_over,
    in_person,
    listening,
    pending_actions,
    people_for_staff,
    recordings,
    reviews,
    sheets,
    sight,
    staff_accounts,
    staff_admin,
    staff_requests,
    triage,
)
from storage.audit import SYSTEM
from storage.database import NotFound, Refused
from storage.emergency_plans import Plan
from storage.entries import Entry
from storage.in_person import Meeting
from storage.profile import Profile
from storage.recordings import Recording
from storage.reviews import Decision
from storage.staff_accounts import StaffMember
from storage.staff_rights import Wanted
from storage.vocabulary import (
    CanPhone,
    DidItHelp,
    Outcome,
    Present,
    RequestKind,
    Role,
    Route,
    TextTo999,
    Triage,
    VisibleTo,
    Voice,
    WhatChanges,
)
from tests.storage.invented import Life

See = Callable[[Transaction, StaffMember, dict[str, str]], Any]
ONE_BY_ONE: dict[str, See] = {
    "feedback": lambda tx, member, ids: feedback.for_member(tx, member, ids["feedback"]),
    "action": lambda tx, member, ids: pending_actions.for_member(tx, member, ids["action"]),
    "request": lambda tx, member, ids: staff_requests.for_member(tx, member, ids["request"]),
    "person": lambda tx, member, ids: people_for_staff.for_member(tx, member, ids["person"]),
    "review": lambda tx, member, ids: reviews.review(tx, member, ids["review"]),
    "prepared review": lambda tx, member, ids: reviews.prepare(tx, member, ids["person"]),
    "page about a feedback": lambda tx, member, ids: sheets.of_feedback(tx, member, ids["feedback"]),
    "page about an action": lambda tx, member, ids: sheets.of_action(tx, member, ids["action"]),
    "emergency plan": lambda tx, member, ids: emergency_plans.versions(tx, member, ids["person"]),
    "how they communicate": lambda tx, member, ids: communication_profiles.versions(tx, member, ids["person"]),
    "voice message": lambda tx, member, ids: feedback.heard(tx, member, ids["heard"]),
    "voice messages": lambda tx, member, ids: listening.of_person(tx, member, ids["person"]),
    "held reviews": lambda tx, member, ids: reviews.held(tx, member, ids["person"]),
}
LISTS: dict[str, See] = {
    "to triage": lambda tx, member, ids: feedback.to_triage(tx, member),
    "said": lambda tx, member, ids: feedback.seen_of_person(tx, member, ids["person"]),
    "of an action": lambda tx, member, ids: feedback.seen_with_action(tx, member, ids["action"]),
    "actions": lambda tx, member, ids: pending_actions.in_houses_of(tx, member),
    "to tell in person": lambda tx, member, ids: in_person.to_tell(tx, member),
    "to ask in person": lambda tx, member, ids: in_person.to_ask(tx, member),
    "requests": lambda tx, member, ids: staff_requests.waiting(tx, member),
    "people": lambda tx, member, ids: [
        one for one in people_for_staff.in_houses_of(tx, member) if one.person.id == ids["person"]
    ],
}
DEEDS: dict[str, See] = {
    "triage": lambda tx, member, ids: triage.decide(tx, member, ids["feedback"], Triage.NOTED),
    "agree": lambda tx, member, ids: pending_actions.agree(
        tx, member, ids["feedback"], ids["manager"], WhatChanges.ROUTINE, "You get fish.", tx.today
    ),
    "start": lambda tx, member, ids: pending_actions.start(tx, member, ids["action"]),
    "finish": lambda tx, member, ids: pending_actions.finish(
        tx, member, ids["action"], done=True, easy_words="You have fish."
    ),
    "close": lambda tx, member, ids: pending_actions.close(tx, member, ids["action"]),
    "answer": lambda tx, member, ids: staff_requests.finish(tx, member, ids["request"], "We talked."),
    "choose": lambda tx, member, ids: reviews.choose(tx, member, ids["review"], {}),
    "decide": lambda tx, member, ids: reviews.decide(tx, member, ids["review"], Decision("We go.", "Will", None)),
    "hold": lambda tx, member, ids: reviews.hold(tx, member, ids["review"], tx.today + timedelta(days=90)),
    "link": lambda tx, member, ids: people_for_staff.make_code(tx, member, ids["person"]),
    "unlink": lambda tx, member, ids: people_for_staff.unlink(tx, member, ids["person"]),
    "how they communicate": lambda tx, member, ids: communication_profiles.keep(
        tx, member, ids["person"], _profile(tx), instead_of=0
    ),
    "shared": lambda tx, member, ids: communication_steps.share(
        tx, member, ids["person"], "Dr Invented", tx.today, said_yes=True
    ),
    "name": lambda tx, member, ids: people_for_staff.rename(tx, member, ids["person"], "Another"),
    "house": lambda tx, member, ids: people_for_staff.move(tx, member, ids["person"], ids["house"]),
    "keyworker": lambda tx, member, ids: people_for_staff.set_keyworker(tx, member, ids["person"], None),
    "write down": lambda tx, member, ids: entries.write_down(tx, member, ids["person"], _written(tx), None),
    "plan": lambda tx, member, ids: emergency_plans.keep(tx, member, ids["person"], _plan(tx), instead_of=0),
    "tell of action": lambda tx, member, ids: in_person.tell_of_action(tx, member, ids["action"], _meeting(tx, ids)),
    "tell of feedback": lambda tx, member, ids: in_person.tell_of_feedback(tx, member, ids["noted"], _meeting(tx, ids)),
    "ask": lambda tx, member, ids: in_person.ask_if_it_helped(
        tx, member, ids["action"], DidItHelp.HELPED, Voice.SELF, _meeting(tx, ids)
    ),
    "hand over": lambda tx, member, ids: handing_over.hand_over(
        tx, member, ids["action"], ids["manager"], tx.today, "They are away."
    ),
}


def _written(tx: Transaction) -> Entry:
    what = (Route.PAPER, Voice.SELF, Outcome.WORKED, "The tea is nice.", tx.today, Present.STAFF)
    return Entry("a form", *what, None, VisibleTo.MY_STAFF)


def _plan(tx: Transaction) -> Plan:
    review = tx.today + timedelta(days=90)
    return Plan("Nobody yet.", CanPhone.ALONE, TextTo999.NO_MOBILE, None, None, tx.today, review)


def _profile(tx: Transaction) -> Profile:
    return Profile(said_by=Voice.SELF, said_on=tx.today, next_review_on=tx.today + timedelta(days=90))


def _meeting(tx: Transaction, ids: dict[str, str]) -> Meeting:
    return Meeting(Route.FACE_TO_FACE, tx.today, ids["manager"], None)


@pytest.fixture
def ids(life: Life) -> dict[str, str]:
    """Something of each kind about the person of the house."""
    people = life.people
    said = life.tell("The soup is cold.")
    action = life.agree(life.tell("The bus is late."))
    life.do(staff_requests.ask, people.person_id, RequestKind.WANTS_TO_TALK, "from the chat")
    asked = life.do(staff_requests.waiting, people.manager)[0]
    review = life.do(reviews.prepare, people.manager, people.person_id)
    about = {"feedback": said.id, "action": action.id, "request": asked.id, "review": review.id}
    noted, heard = life.tell("The tea is nice."), life.tell("Listen.")
    life.do(triage.decide, people.manager, noted.id, Triage.NOTED)
    life.do(recordings.keep, heard.content_id or "", Recording(b"sound", "audio/ogg", 2.0))
    life.finish(asked_about := life.agree(life.tell("The bath is cold.")))
    life.do(in_person.tell_of_action, people.manager, asked_about.id, _at_the_door(life))
    life.clock.forward(days=60)
    about |= {"noted": noted.id, "heard": heard.id}
    return about | {"person": people.person_id, "manager": people.manager.id, "house": people.house_id}


def _at_the_door(life: Life) -> Meeting:
    return Meeting(Route.FACE_TO_FACE, life.clock.now.date(), life.people.manager.id, None)


def _limited(life: Life, *person_ids: str) -> StaffMember:
    worker = life.people.worker
    wanted = Wanted(worker.name, worker.role, worker.house_ids, person_ids)
    life.do(staff_admin.change, life.people.manager, worker.id, wanted)
    return life.do(staff_accounts.member, worker.id)


def _blind(life: Life) -> dict[str, StaffMember]:
    """Everybody who may not know of the person, with the one that only a mistake of ours would make."""
    admin = life.do(staff_accounts.add, SYSTEM, "Ada Invented", "ada@example.org", Role.ADMIN, "hash", ())
    return {
        "lead": life.people.lead,
        "a lead with a house": replace(life.people.lead, house_ids=life.people.manager.house_ids),
        "elsewhere": life.people.elsewhere,
        "admin": admin,
        "limited to another": _limited(life, life.people.housemate_id),
        "limited to nobody": _limited(life),
    }


def test_who_may_not_know_of_a_person_finds_nothing_of_theirs(life: Life, ids: dict[str, str]) -> None:
    for who, member in _blind(life).items():
        for what, see in ONE_BY_ONE.items():
            with pytest.raises(NotFound):
                life.do(see, member, ids)
                pytest.fail(f"{who} sees: {what}")
        for what, listed in LISTS.items():
            assert list(life.do(listed, member, ids)) == [], (who, what)


def test_who_may_know_of_the_person_finds_all_of_it(life: Life, ids: dict[str, str]) -> None:
    people = life.people
    reviewer = life.do(
        staff_accounts.add, SYSTEM, "Rae Invented", "rae@example.org", Role.REVIEWER, "hash", (people.house_id,)
    )
    for member in (people.manager, people.colleague, reviewer, _limited(life, people.person_id)):
        for see in ONE_BY_ONE.values():
            life.do(see, member, ids)
        for what, listed in LISTS.items():
            assert list(life.do(listed, member, ids)), what


@pytest.mark.parametrize("deed", DEEDS)
def test_a_reviewer_decides_nothing(life: Life, ids: dict[str, str], deed: str) -> None:
    places = (life.people.house_id,)
    reviewer = life.do(staff_accounts.add, SYSTEM, "Rae", "rae@example.org", Role.REVIEWER, "hash", places)
    with pytest.raises(NotFound):
        life.do(DEEDS[deed], reviewer, ids)


@pytest.mark.parametrize("deed", DEEDS)
def test_nobody_decides_about_whom_they_may_not_know_of(life: Life, ids: dict[str, str], deed: str) -> None:
    for member in _blind(life).values():
        with pytest.raises(NotFound):
            life.do(DEEDS[deed], member, ids)


def test_what_was_said_goes_where_its_person_goes(life: Life, ids: dict[str, str]) -> None:
    people = life.people
    places = (people.house_id, people.elsewhere.house_ids[0])
    boss = replace(people.manager, house_ids=places)
    life.do(people_for_staff.move, boss, people.person_id, people.elsewhere.house_ids[0])
    for see in ONE_BY_ONE.values():
        life.do(see, people.elsewhere, ids)
        with pytest.raises(NotFound):
            life.do(see, people.manager, ids)
    action = life.do(pending_actions.one, ids["action"])
    assert (action.house, action.owner_is_here) == ("Another Invented House", False)


def test_an_owner_acts_and_may_see_the_person(life: Life) -> None:
    people = life.people
    life.do(staff_accounts.add, SYSTEM, "Rae", "rae@example.org", Role.REVIEWER, "hash", (people.house_id,))
    assert [one.name for one in life.do(sight.owners, people.person_id, people.house_id)] == [
        "Kit Invented",
        "Mina Invented",
        "Will Invented",
    ]
    _limited(life, people.housemate_id)
    assert people.worker.id not in [one.id for one in life.do(sight.owners, people.person_id, people.house_id)]
    with pytest.raises(Refused, match="owner who works in this house"):
        said = life.tell("The bus is late.")
        change = (WhatChanges.ROUTINE, "You go by taxi.", life.clock.now.date())
        life.do(pending_actions.agree, people.manager, said.id, people.worker.id, *change)


def test_a_keyworker_who_may_not_see_them_any_more_is_not_theirs(life: Life) -> None:
    people = life.people
    for person_id in (people.person_id, people.housemate_id):
        life.do(people_for_staff.set_keyworker, people.manager, person_id, people.worker.id)
    _limited(life, people.housemate_id)
    assert life.do(people_for_staff.for_member, people.manager, people.person_id).keyworker is None
    assert life.do(people_for_staff.for_member, people.manager, people.housemate_id).keyworker == "Will Invented"
