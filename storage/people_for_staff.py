"""People as the staff of their house may know them and help them: seeing, adding, linking a chat, how it speaks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import update

from storage import audit, feedback, houses, linking, outcomes, pending_actions
from storage.database import Transaction
from storage.errors import NotFound, Refused
from storage.feedback import Feedback
from storage.houses import House, Person
from storage.linking import LinkCode
from storage.outcomes import Answered
from storage.pending_actions import PendingAction
from storage.staff_accounts import StaffMember
from storage.tables.people import people
from storage.vocabulary import OPEN_ACTIONS, ActionStatus, FeedbackStatus

PACES = ("normal", "slow")
LONGEST_NAME = 120


@dataclass(frozen=True)
class Thing:
    """One thing a person said, the action it led to, and what they answered when asked if it helped."""

    feedback: Feedback
    action: PendingAction | None
    answers: tuple[Answered, ...]


@dataclass(frozen=True)
class AtAGlance:
    """A person's things as this member may see them: the newest ones, and how many there are of each kind."""

    person: Person
    newest: tuple[Thing, ...]
    said: int
    to_decide: int
    open_actions: int
    overdue: int
    waiting_to_be_told: int
    linked_chats: int


@dataclass(frozen=True)
class Resident:
    """One line of the list of people: what waits for staff, and whether a chat is linked."""

    person: Person
    to_decide: int
    open_actions: int
    is_linked: bool


def in_houses_of(tx: Transaction, member: StaffMember) -> tuple[Resident, ...]:
    """Who lives in the houses of this member, by name."""
    deciding = Counter(one.person_id for one in feedback.to_triage(tx, member))
    actions = pending_actions.in_houses_of(tx, member)
    doing = Counter(one.person_id for one in actions if one.status in OPEN_ACTIONS)
    audit.record(tx, member.actor, "view_people", "house", "mine")
    return tuple(
        Resident(one, deciding[one.id], doing[one.id], linking.linked_chats(tx, one.id) > 0)
        for one in houses.people_in(tx, member.house_ids)
    )


def houses_of(tx: Transaction, member: StaffMember) -> tuple[House, ...]:
    return tuple(one for one in houses.all_houses(tx) if one.id in member.house_ids)


def for_member(tx: Transaction, member: StaffMember, person_id: str) -> Person:
    """One person of a house of this member; raises NotFound for any other as for nobody at all. It is in the trail."""
    found = houses.person(tx, person_id)
    if found.house_id not in member.house_ids:
        raise NotFound("There is no such person.")
    audit.record(tx, member.actor, "view_person", "person", person_id)
    return found


def at_a_glance(tx: Transaction, member: StaffMember, person_id: str, newest: int = 10) -> AtAGlance:
    """Raises NotFound for a person of another house."""
    person = for_member(tx, member, person_id)
    said = feedback.seen_of_person(tx, member, person_id)
    mine = [one for one in pending_actions.in_houses_of(tx, member, open_only=False) if one.person_id == person_id]
    actions = {one.id: one for one in mine}
    open_ones = [one for one in mine if one.status in OPEN_ACTIONS]
    return AtAGlance(
        person=person,
        newest=tuple(_thing(tx, one, actions) for one in said[:newest]),
        said=len(said),
        to_decide=sum(one.status is FeedbackStatus.RECEIVED for one in said),
        open_actions=len(open_ones),
        overdue=sum(one.is_overdue(tx.today) for one in open_ones),
        waiting_to_be_told=sum(one.status in (ActionStatus.DONE, ActionStatus.CANNOT_DO) for one in mine),
        linked_chats=linking.linked_chats(tx, person_id),
    )


def add(tx: Transaction, member: StaffMember, house_id: str, name: str) -> Person:
    """A new person in a house of this manager. Raises NotFound for anyone who is no manager there, Refused for a name
    that is empty, too long, or in use in that house: two of one name would be mistaken for each other."""
    if not member.is_manager or house_id not in member.house_ids:
        raise NotFound("There is no such house.")
    if len(name.strip()) > LONGEST_NAME:
        raise Refused(f"This name is too long. Use {LONGEST_NAME} letters or fewer.")
    here = houses.people_in(tx, (house_id,))
    if any(one.name.casefold() == name.strip().casefold() for one in here):
        raise Refused("Somebody of this name lives in this house already. Add a last name, or a first letter of it.")
    return houses.add_person(tx, member.actor, house_id, name)


def make_code(tx: Transaction, member: StaffMember, person_id: str) -> LinkCode:
    """A one-time code for this person's chat. Raises NotFound for a person of another house."""
    for_member(tx, member, person_id)
    return linking.make_code(tx, member.actor, person_id)


def unlink(tx: Transaction, member: StaffMember, person_id: str) -> int:
    """End every linked chat of this person at once; returns how many. Raises NotFound for a person of another house."""
    for_member(tx, member, person_id)
    return linking.unlink_all(tx, member.actor, person_id)


def set_sound(tx: Transaction, member: StaffMember, person_id: str, *, audio_on: bool, pace: str) -> None:
    """Whether messages can be heard, and how fast. Raises NotFound elsewhere, Refused for a pace there is not."""
    for_member(tx, member, person_id)
    if pace not in PACES:
        raise Refused("Choose how fast it speaks.")
    tx.execute(update(people).where(people.c.id == person_id).values(audio_on=audio_on, pace=pace))
    audit.record(tx, member.actor, "set_sound", "person", person_id, detail=f"{'on' if audio_on else 'off'}, {pace}")


def _thing(tx: Transaction, said: Feedback, actions: dict[str, PendingAction]) -> Thing:
    action = None if said.pending_action_id is None else actions.get(said.pending_action_id)
    return Thing(said, action, () if action is None else outcomes.of_action(tx, action.id))
