"""The loop without a chat: what was told, and what was asked and answered, face to face, on paper or through an advocate
(R40, R41, R57)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import insert, or_, select, update

from storage import audit, feedback, linking, outcomes, pending_actions, questions, sight, updates
from storage.database import Refused, Transaction
from storage.feedback import Feedback
from storage.pending_actions import PendingAction
from storage.staff_accounts import StaffMember
from storage.tables.base import new_id
from storage.tables.conversation import outbox
from storage.tables.other_ways import outcome_entries, tellings_in_person
from storage.tables.pending_actions import outcomes as outcomes_table
from storage.tables.pending_actions import pending_actions as actions_table
from storage.tables.pending_actions import updates as updates_table
from storage.tables.people import people
from storage.vocabulary import OTHER_WAYS, ActionStatus, Asks, DidItHelp, Route, UpdateStatus, Voice

LONGEST_NAME = 120


@dataclass(frozen=True)
class Meeting:
    """Somebody and the person, together on a day: a member of staff by id, or anyone else by name."""

    how: Route
    day: date
    staff_id: str | None
    name: str | None


@dataclass(frozen=True)
class ToTell:
    """Something that a person without a chat has to be told by somebody: about an action, or a decision without one."""

    person: str
    house: str
    response: str
    action: PendingAction | None
    feedback: Feedback | None


def tell_of_action(tx: Transaction, member: StaffMember, action_id: str, meeting: Meeting) -> None:
    """The person was told, in person, how this action stands: the newest update and every one before it that had not
    arrived. The action moves on as by the chat. A message on its way to a linked chat still goes: the person may want to
    have it there as well. Raises Refused if there is nothing new to tell, or the day or the teller will not do."""
    sight.acting(member)
    action = pending_actions.for_member(tx, member, action_id)
    _tell(tx, member, action.house_id, action.person_id, updates_table.c.pending_action_id == action_id, meeting)


def tell_of_feedback(tx: Transaction, member: StaffMember, feedback_id: str, meeting: Meeting) -> None:
    """The same about a decision that needs no action: noted, thanks, complaint."""
    sight.acting(member)
    item = feedback.for_member(tx, member, feedback_id)
    _tell(tx, member, item.house_id, item.person_id, updates_table.c.feedback_id == feedback_id, meeting)


def ask_if_it_helped(
    tx: Transaction, member: StaffMember, action_id: str, outcome: DidItHelp, voice: Voice, meeting: Meeting
) -> None:
    """The answer to "Did it help?" that somebody asked in person, with what follows as from the chat (`outcomes.add`);
    the chat does not ask again. Raises Refused where the owner asked or writes it down (R41), nothing was told yet, or
    the day or the asker will not do."""
    sight.acting(member)
    action = pending_actions.for_member(tx, member, action_id)
    if action.owner_id in (member.id, meeting.staff_id):
        raise Refused(f"{action.owner} owns the action. Somebody else asks if it helped, and writes down the answer.")
    _check(tx, action.person_id, action.house_id, meeting)
    if action.told_at is None or action.ask_on is None or action.status is not ActionStatus.PERSON_TOLD:
        raise Refused("This can be asked once something is done and the person was told, and while it is not closed.")
    if meeting.day < tx.calendar.day(action.told_at):
        raise Refused("This day is before the person was told. Choose the day on which they were asked.")
    if _was_answered_so(tx, action, outcome, voice, meeting):
        return  # sent twice
    at = updates.moment_of(tx, meeting.day, action.told_at)
    pending_actions.mark_asked(tx, action_id, at)
    questions.drop_about(tx, action_id)
    outcome_id = outcomes.add(tx, member.actor, action.person_id, action_id, new_id(), outcome, voice, at)
    row = {"outcome_id": outcome_id, "voice": voice, "how": meeting.how, "asked_on": meeting.day}
    who = {"asked_by_id": meeting.staff_id, "asked_by": meeting.name, "entered_by_id": member.id}
    tx.execute(insert(outcome_entries), {**row, **who, "at": tx.now})


def to_tell(tx: Transaction, member: StaffMember) -> tuple[ToTell, ...]:
    """What people without a chat wait to be told, the longest waiting first: one for each action or decision."""
    mine = select(people.c.id).where(*sight.of(member))
    rows = tx.execute(
        select(updates_table)
        .where(updates_table.c.status == UpdateStatus.APPROVED, updates_table.c.person_id.in_(mine))
        .where(~linking.has_chat(updates_table.c.person_id))
        .order_by(updates_table.c.created_at)
    ).all()
    actions = {one.id: one for one in pending_actions.in_houses_of(tx, member)}
    found: dict[str, ToTell] = {}
    for row in rows:
        action = actions.get(row.pending_action_id or "")
        item = None if row.feedback_id is None else feedback.find(tx, member, row.feedback_id)
        about = action or item
        if about is not None:
            # Of several about one action the last says how it stands now.
            found[about.id] = ToTell(about.person, about.house, row.response, action, item)
    return tuple(found.values())


def to_ask(tx: Transaction, member: StaffMember) -> tuple[PendingAction, ...]:
    """Told actions whose "Did it help?" is due and has no answer, of people whom the bot cannot ask or who want no questions
    from it (R44), the longest waiting first."""
    answered = (
        select(outcomes_table.c.id)
        .where(outcomes_table.c.pending_action_id == actions_table.c.id)
        .where(outcomes_table.c.at >= actions_table.c.told_at)
        .exists()
    )
    where = (
        actions_table.c.status == ActionStatus.PERSON_TOLD,
        actions_table.c.ask_on <= tx.today,
        or_(~linking.has_chat(people.c.id), people.c.asks == Asks.ONLY_WHEN_I_START),
        ~answered,
    )
    asked = select(actions_table.c.id).join(people, people.c.id == actions_table.c.person_id)
    due = tx.execute(asked.where(*where)).scalars().all()
    mine = [one for one in pending_actions.in_houses_of(tx, member) if one.id in due]
    return tuple(sorted(mine, key=lambda one: (one.ask_on or tx.today, one.id)))


def _tell(tx: Transaction, member: StaffMember, house_id: str, person_id: str, which: Any, meeting: Meeting) -> None:
    _check(tx, person_id, house_id, meeting)
    rows = tx.execute(select(updates_table).where(which).order_by(updates_table.c.created_at)).all()
    told_before = select(tellings_in_person.c.update_id).where(
        which, updates_table.c.id == tellings_in_person.c.update_id
    )
    done = set(tx.execute(told_before).scalars())
    if not rows or rows[-1].id in done:
        raise Refused("It was written down already that the person was told, or there is nothing new to tell.")
    if meeting.day < tx.calendar.day(rows[-1].created_at):
        raise Refused("This day is before it was decided. Choose the day on which the person was told.")
    has_chat = linking.linked_chats(tx, person_id) > 0
    for row in (one for one in rows if one.id not in done and (one.sent_at is None or one is rows[-1])):
        _tell_one(tx, member, row, meeting, has_chat=has_chat)


def _tell_one(tx: Transaction, member: StaffMember, row: Any, meeting: Meeting, *, has_chat: bool) -> None:
    told = {"update_id": row.id, "how": meeting.how, "told_on": meeting.day}
    who = {"told_by_id": meeting.staff_id, "told_by": meeting.name, "entered_by_id": member.id}
    tx.execute(insert(tellings_in_person), {**told, **who, "at": tx.now})
    if row.sent_at is not None or not has_chat:
        status = UpdateStatus.DISCUSSED_IN_PERSON
        tx.execute(update(updates_table).where(updates_table.c.id == row.id).values(status=status))
    if not has_chat:
        # A chat that is linked one day would bring it as news.
        waits = (outbox.c.source_id == row.id, outbox.c.status == "waiting")
        tx.execute(update(outbox).where(*waits).values(status="withdrawn", text=None))
    audit.record(tx, member.actor, "tell_in_person", "update", row.id, detail=meeting.how)
    updates.told(tx, member.actor, row, updates.moment_of(tx, meeting.day, row.created_at))


def may_meet(tx: Transaction, person_id: str, house_id: str) -> tuple[StaffMember, ...]:
    """Which staff can have told or asked this person, who lives in this house: who acts there and may see the person."""
    return sight.owners(tx, person_id, house_id)


def _check(tx: Transaction, person_id: str, house_id: str, meeting: Meeting) -> None:
    if meeting.how not in OTHER_WAYS:
        raise Refused("Choose face to face, on paper, or through an advocate.")
    if meeting.day > tx.today:
        raise Refused("This day has not come yet. Choose today or an earlier day.")
    known = {one.id for one in may_meet(tx, person_id, house_id)}
    if meeting.staff_id is not None and meeting.staff_id not in known:
        raise Refused("Choose somebody who works in this house, or write who else it was.")
    if meeting.staff_id is None and not 0 < len((meeting.name or "").strip()) <= LONGEST_NAME:
        raise Refused(f"Write who it was, in {LONGEST_NAME} letters or fewer.")


def _was_answered_so(
    tx: Transaction, action: PendingAction, outcome: DidItHelp, voice: Voice, meeting: Meeting
) -> bool:
    """Whether this very answer, of this day, was kept since the person was told."""
    entry, answer = outcome_entries.c, outcomes_table.c
    same = (answer.outcome == outcome, entry.voice == voice, entry.how == meeting.how, entry.asked_on == meeting.day)
    who = entry.asked_by == meeting.name if meeting.staff_id is None else entry.asked_by_id == meeting.staff_id
    since = (answer.pending_action_id == action.id, answer.at >= action.told_at)
    found = select(entry.outcome_id).join(outcomes_table, answer.id == entry.outcome_id).where(*since, *same, who)
    return tx.execute(found).first() is not None
