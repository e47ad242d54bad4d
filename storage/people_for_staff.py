"""People as the staff of their house may know them and help them: seeing, adding, linking a chat."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import update

from storage import (
    audit,
    check_ins,
    communication_profiles,
    emergency_plans,
    feedback,
    houses,
    in_person,
    linking,
    listening,
    meanings,
    outcomes,
    own_page,
    own_page_for_staff,
    pending_actions,
    pictures,
    risk_reviews,
    sight,
    views,
)
from storage.communication_profiles import KeptProfile
from storage.database import Transaction
from storage.errors import NotFound, Refused
from storage.feedback import Feedback
from storage.houses import LONGEST_NAME, House, Person
from storage.linking import LinkedChat
from storage.listening import VoiceMessage
from storage.one_time_codes import OneTimeCode
from storage.outcomes import Answered
from storage.pending_actions import PendingAction
from storage.risk_reviews import InForce
from storage.staff_accounts import StaffMember
from storage.tables.people import people
from storage.vocabulary import OPEN_ACTIONS, ActionStatus, Asks, CommunicationNeed, FeedbackStatus, RiskKind, Role

KEYWORKERS = (Role.KEYWORKER, Role.SUPPORT_WORKER, Role.MANAGER)


@dataclass(frozen=True)
class Thing:
    """One thing a person said, the action it led to, and what they answered when asked if it helped."""

    feedback: Feedback
    action: PendingAction | None
    answers: tuple[Answered, ...]


@dataclass(frozen=True)
class AtAGlance:
    """A person's things as this member may see them: the newest ones, and how many there are of each kind. `own_voice`:
    said in their own words; `in_chat`: by themselves, there. `asks`: how often they let the bot ask; what it does not ask
    them is `to_ask_in_person`. `plan_review_on`: when their emergency plan is looked at again; None: it never was, and
    their enrolment is not complete (R22). `own_signs` and `photos`: how many of theirs are kept; `check_ins`: how many they
    chose. `in_force`: risk plans and restrictions, the overdue first; `communication`: how they communicate, None while nothing
    but the usual holds; `on_own_page`: how many things stand on their page."""

    person: Person
    newest: tuple[Thing, ...]
    said: int
    to_decide: int
    open_actions: int
    overdue: int
    waiting_to_be_told: int
    chats: tuple[LinkedChat, ...]
    asks: Asks
    to_ask_in_person: tuple[PendingAction, ...]
    voice_messages: tuple[VoiceMessage, ...]
    own_voice: int
    in_chat: int
    plan_review_on: date | None
    own_signs: int
    in_force: tuple[InForce, ...]
    photos: int
    check_ins: int
    communication: KeptProfile | None
    on_own_page: int


@dataclass(frozen=True)
class Resident:
    """One line of the list of people: what waits for staff, whether a chat is linked, `plan_review_on` and `communication` as
    above, and how many risk plans and restrictions are past their review day."""

    person: Person
    to_decide: int
    open_actions: int
    is_linked: bool
    plan_review_on: date | None
    overdue_reviews: Counter[RiskKind]
    communication: KeptProfile | None


def in_houses_of(tx: Transaction, member: StaffMember) -> tuple[Resident, ...]:
    """Who lives in the houses of this member, as far as they may know of them, by name."""
    deciding = Counter(one.person_id for one in feedback.to_triage(tx, member))
    actions = pending_actions.in_houses_of(tx, member)
    doing = Counter(one.person_id for one in actions if one.status in OPEN_ACTIONS)
    audit.record(tx, member.actor, "view_people", "house", "mine")
    here = houses.people_in(tx, member.house_ids)
    residents = [one for one in here if sight.sees(member, one.id, one.house_id)]
    ids = tuple(one.id for one in residents)
    plans, overdue = emergency_plans.next_reviews(tx, ids), risk_reviews.overdue_by_person(tx, ids)
    profiles = communication_profiles.newest(tx, ids)
    return tuple(
        Resident(
            person=one,
            to_decide=deciding[one.id],
            open_actions=doing[one.id],
            is_linked=linking.linked_chats(tx, one.id) > 0,
            plan_review_on=plans.get(one.id),
            overdue_reviews=overdue.get(one.id, Counter()),
            communication=profiles.get(one.id),
        )
        for one in residents
    )


def houses_of(tx: Transaction, member: StaffMember) -> tuple[House, ...]:
    return tuple(one for one in houses.all_houses(tx) if one.id in member.house_ids)


def for_member(tx: Transaction, member: StaffMember, person_id: str) -> Person:
    """One person this member may know of; raises NotFound for any other as for nobody at all. It is in the trail."""
    found = sight.person_of(tx, member, person_id)
    audit.record(tx, member.actor, "view_person", "person", person_id)
    return found


def at_a_glance(tx: Transaction, member: StaffMember, person_id: str, newest: int = 10) -> AtAGlance:
    """Raises NotFound for a person of another house. That the newest things were shown is in the trail."""
    person = for_member(tx, member, person_id)
    said = feedback.seen_of_person(tx, member, person_id)
    mine = [one for one in pending_actions.in_houses_of(tx, member, open_only=False) if one.person_id == person_id]
    actions = {one.id: one for one in mine}
    voices = feedback.voices(said)
    open_ones = [one for one in mine if one.status in OPEN_ACTIONS]
    if said:
        views.words_shown(tx, member.actor, "person", (person_id,))
    return AtAGlance(
        person=person,
        newest=tuple(_thing(tx, one, actions) for one in said[:newest]),
        said=len(said),
        to_decide=sum(one.status is FeedbackStatus.RECEIVED for one in said),
        open_actions=len(open_ones),
        overdue=sum(one.is_overdue(tx.today) for one in open_ones),
        waiting_to_be_told=sum(one.status in (ActionStatus.DONE, ActionStatus.CANNOT_DO) for one in mine),
        chats=linking.chats_of(tx, person_id),
        asks=Asks(person.asks),
        to_ask_in_person=tuple(one for one in in_person.to_ask(tx, member) if one.person_id == person_id),
        voice_messages=listening.of_person(tx, member, person_id),
        own_voice=voices.own,
        in_chat=voices.in_chat,
        plan_review_on=emergency_plans.next_reviews(tx, (person_id,)).get(person_id),
        own_signs=len(meanings.of_person(tx, person_id)),
        in_force=risk_reviews.of_person(tx, person_id),
        photos=len(pictures.of_person(tx, person_id)),
        check_ins=len(check_ins.of_person(tx, person_id)),
        communication=communication_profiles.newest(tx, (person_id,)).get(person_id),
        on_own_page=len(own_page_for_staff.visible(tx, member, person, own_page.page(tx, person_id))),
    )


def add(tx: Transaction, member: StaffMember, house_id: str, name: str) -> Person:
    """A new person in a house of this manager. Raises NotFound for anyone who is no manager there, Refused for a name
    that is empty, too long, or in use in that house: two of one name would be mistaken for each other."""
    if not member.is_manager or house_id not in member.house_ids:
        raise NotFound("There is no such house.")
    name_will_do(tx, house_id, name)
    return houses.add_person(tx, member.actor, house_id, name)


def make_code(tx: Transaction, member: StaffMember, person_id: str) -> OneTimeCode:
    """A one-time code for this person's chat. Raises NotFound for a person of another house, Refused as `linking.make_code`
    does."""
    sight.acting(member)
    for_member(tx, member, person_id)
    return linking.make_code(tx, member.actor, person_id)


def unlink(tx: Transaction, member: StaffMember, person_id: str) -> int:
    """End every linked chat of this person at once; returns how many. Raises NotFound for a person of another house."""
    sight.acting(member)
    for_member(tx, member, person_id)
    return linking.unlink_all(tx, member.actor, person_id)


def keyworkers_for(tx: Transaction, person: Person) -> tuple[StaffMember, ...]:
    """Who can be this person's keyworker, by name: who works in their house in such a role and may see them."""
    return tuple(one for one in sight.owners(tx, person.id, person.house_id) if one.role in KEYWORKERS)


def rename(tx: Transaction, member: StaffMember, person_id: str, name: str) -> None:
    """Raises NotFound for who is no manager there, Refused for a name that is empty, too long, or in use in the house."""
    person = for_manager(tx, member, person_id)
    name_will_do(tx, person.house_id, name, but=person_id)
    if not name.strip():
        raise Refused("Give the person's name, as they want to be called.")
    tx.execute(update(people).where(people.c.id == person_id).values(name=name.strip()))
    audit.record(tx, member.actor, "rename_person", "person", person_id)


def move(tx: Transaction, member: StaffMember, person_id: str, house_id: str) -> None:
    """The person lives in another house of the same manager now: all that they said and that is open goes with them, and
    a keyworker who does not work there is theirs no longer. Raises NotFound for a house or a person that is not this
    manager's, Refused for a name that is in use there."""
    person = for_manager(tx, member, person_id)
    if house_id not in member.house_ids:
        raise NotFound("There is no such house.")
    if house_id == person.house_id:
        return
    name_will_do(tx, house_id, person.name)
    tx.execute(update(people).where(people.c.id == person_id).values(house_id=house_id))
    moved = houses.person(tx, person_id)
    if moved.keyworker_id not in {one.id for one in keyworkers_for(tx, moved)}:
        tx.execute(update(people).where(people.c.id == person_id).values(keyworker_id=None))
    audit.record(tx, member.actor, "move_person", "person", person_id, detail=house_id)


def set_keyworker(tx: Transaction, member: StaffMember, person_id: str, staff_id: str | None) -> None:
    """Raises NotFound for who is no manager there, Refused for somebody who cannot be this person's keyworker."""
    person = for_manager(tx, member, person_id)
    if staff_id is not None and staff_id not in {one.id for one in keyworkers_for(tx, person)}:
        raise Refused("Choose a keyworker who works in this house.")
    tx.execute(update(people).where(people.c.id == person_id).values(keyworker_id=staff_id))
    audit.record(tx, member.actor, "set_keyworker", "person", person_id, detail=staff_id)


def set_communication_need(tx: Transaction, member: StaffMember, person_id: str, need: CommunicationNeed) -> None:
    """How this person writes, as far as it is known. Raises NotFound for who is no manager there."""
    for_manager(tx, member, person_id)
    tx.execute(update(people).where(people.c.id == person_id).values(communication_need=need))
    audit.record(tx, member.actor, "set_communication_need", "person", person_id, detail=need)


def set_under_18(tx: Transaction, member: StaffMember, person_id: str, *, is_under_18: bool) -> None:
    """Whether the law protects this person as a child (R26). Raises NotFound for who is no manager there."""
    for_manager(tx, member, person_id)
    tx.execute(update(people).where(people.c.id == person_id).values(is_under_18=is_under_18))
    audit.record(tx, member.actor, "set_under_18", "person", person_id, detail="yes" if is_under_18 else "no")


def for_manager(tx: Transaction, member: StaffMember, person_id: str) -> Person:
    """One person, for who may change what is known of them. Raises NotFound for who is no manager there."""
    if not member.is_manager:
        raise NotFound("There is no such page.")
    return for_member(tx, member, person_id)


def name_will_do(tx: Transaction, house_id: str, name: str, *, but: str | None = None) -> None:
    """Raises Refused for a name that is too long, or in use in that house: two of one name would be mistaken."""
    if len(name.strip()) > LONGEST_NAME:
        raise Refused(f"This name is too long. Use {LONGEST_NAME} letters or fewer.")
    here = houses.people_in(tx, (house_id,))
    if any(one.name.casefold() == name.strip().casefold() and one.id != but for one in here):
        raise Refused("Somebody of this name lives in this house already. Add a last name, or a first letter of it.")


def _thing(tx: Transaction, said: Feedback, actions: dict[str, PendingAction]) -> Thing:
    action = None if said.pending_action_id is None else actions.get(said.pending_action_id)
    return Thing(said, action, () if action is None else outcomes.of_action(tx, action.id))
