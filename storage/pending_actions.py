"""Pending actions: one owner, a day, what will be different; done only with words for the person, closed only when told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, insert, or_, select, update

from storage import absences, audit, chosen_actions, feedback, linking, notifications, sight, triage, updates
from storage.audit import SYSTEM
from storage.database import NotFound, Refused, Transaction
from storage.references import change_ref, day_ref, easy_words_ref, option_ref, said_by_ref
from storage.staff_accounts import StaffMember
from storage.tables.base import new_id
from storage.tables.feedback import feedback as feedback_table
from storage.tables.feedback import feedback_follow_ups
from storage.tables.pending_actions import outcomes as outcomes_table
from storage.tables.pending_actions import pending_actions
from storage.tables.pending_actions import updates as updates_table
from storage.tables.people import houses, people, staff, staff_houses
from storage.vocabulary import OPEN_ACTIONS, ActionStatus, Asks, FeedbackStatus, Triage, WhatChanges

SILENCE_DAYS = 7
NO_ANSWER_DAYS = 14


@dataclass(frozen=True)
class PendingAction:
    """`due_on` and `ask_on` are local days; `first_due_on` is the day first promised, where it was moved; `easy_words` is
    what the person gets when it is done or cannot be done. `house`: where its person lives now; `owner_is_here`: whether its
    owner still works there."""

    id: str
    person_id: str
    person: str
    house_id: str
    house: str
    asks: Asks
    owner_id: str
    owner: str
    owner_is_here: bool
    what_changes: WhatChanges
    what_will_be_different: str
    due_on: date
    first_due_on: date | None
    status: ActionStatus
    easy_words: str | None
    agreed_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    told_at: datetime | None
    not_told_reason: str | None
    ask_on: date | None
    asked_at: datetime | None
    closed_at: datetime | None
    reopened: int
    escalated_at: datetime | None

    @property
    def is_asked_in_person(self) -> bool:
        """Whether it is for staff to ask "Did it help?": this person wants the bot to ask nothing by itself (R44)."""
        not_asked = self.status is ActionStatus.PERSON_TOLD and self.ask_on is not None and self.asked_at is None
        return not_asked and self.asks is Asks.ONLY_WHEN_I_START

    def is_overdue(self, today: date) -> bool:
        return self.status in OPEN_ACTIONS and self.due_on < today


_OWNER_IS_HERE = and_(
    staff.c.is_active,
    exists().where(staff_houses.c.staff_id == staff.c.id, staff_houses.c.house_id == people.c.house_id),
)

_ACTION: Select[Any] = (
    select(
        pending_actions.c.id,
        pending_actions.c.person_id,
        people.c.name.label("person"),
        people.c.house_id,
        houses.c.name.label("house"),
        people.c.asks,
        pending_actions.c.owner_id,
        staff.c.name.label("owner"),
        _OWNER_IS_HERE.label("owner_is_here"),
        *[
            pending_actions.c[name]
            for name in [
                "what_changes",
                "what_will_be_different",
                "due_on",
                "first_due_on",
                "status",
                "easy_words",
                "agreed_at",
                "started_at",
                "finished_at",
                "told_at",
                "not_told_reason",
                "ask_on",
                "asked_at",
                "closed_at",
                "reopened",
                "escalated_at",
            ]
        ],
    )
    .join(people, people.c.id == pending_actions.c.person_id)
    .join(houses, houses.c.id == people.c.house_id)
    .join(staff, staff.c.id == pending_actions.c.owner_id)
)


def _action(row: Any) -> PendingAction:
    found = dict(row._mapping)
    found["what_changes"], found["status"] = WhatChanges(found["what_changes"]), ActionStatus(found["status"])
    found["asks"] = Asks(found["asks"])
    return PendingAction(**{**found, "owner_is_here": bool(found["owner_is_here"])})


def one(tx: Transaction, action_id: str) -> PendingAction:
    """Raises NotFound."""
    row = tx.execute(_ACTION.where(pending_actions.c.id == action_id)).first()
    if row is None:
        raise NotFound("There is no such action.")
    return _action(row)


def for_member(tx: Transaction, member: StaffMember, action_id: str) -> PendingAction:
    """One action in a house of this member, all of whose feedback they may see; raises NotFound for any other."""
    found = seen(tx, member, action_id)
    audit.record(tx, member.actor, "view_action", "pending_action", action_id)
    return found


def seen(tx: Transaction, member: StaffMember, action_id: str) -> PendingAction:
    """The same without a line in the audit trail: for what goes on while the page is open, such as checking words."""
    row = tx.execute(_ACTION.where(pending_actions.c.id == action_id, *_seen(member))).first()
    if row is None:
        raise NotFound("There is no such action.")
    return _action(row)


def in_houses_of(tx: Transaction, member: StaffMember, *, open_only: bool = True) -> tuple[PendingAction, ...]:
    """Actions this member may see that are not closed, the earliest due first."""
    where = _seen(member)
    if open_only:
        where.append(pending_actions.c.status != ActionStatus.CLOSED)
    rows = tx.execute(_ACTION.where(*where).order_by(pending_actions.c.due_on, pending_actions.c.agreed_at))
    return tuple(_action(row) for row in rows)


def of_person(tx: Transaction, person_id: str) -> tuple[PendingAction, ...]:
    rows = tx.execute(_ACTION.where(pending_actions.c.person_id == person_id).order_by(pending_actions.c.agreed_at))
    return tuple(_action(row) for row in rows)


def _seen(member: StaffMember) -> list[ColumnElement[bool]]:
    """Of whom this member may know, and of something that they may read: what is about them or for the manager alone does
    not show through its action either."""
    linked = feedback_follow_ups.c.pending_action_id == pending_actions.c.id
    said = (feedback_follow_ups.c.feedback_id == feedback_table.c.id, feedback.readable(member))
    return [*sight.of(member), or_(~exists().where(linked), exists().where(linked, *said))]


def acts_as_owner(tx: Transaction, member: StaffMember, action: PendingAction) -> bool:
    """Whether they own it, or stand in today for whoever does."""
    return member.id == action.owner_id or action.owner_id in absences.covered_by(tx, member)


def agree(
    tx: Transaction,
    member: StaffMember,
    feedback_id: str,
    owner_id: str,
    what_changes: WhatChanges,
    what_will_be_different: str,
    due_on: date,
    *,
    possible_complaint: bool = False,
    about_staff_id: str | None = None,
    not_about_owner: bool = False,
    note: str | None = None,
) -> PendingAction:
    """Triage one feedback row to a new action and tell its person what will be different and by when (R39).

    `what_will_be_different` is in easy words that passed the linter. Raises Refused for a day in the past, or an owner
    whom it is about, whom its words name (see `feedback.decide`), or who does not work in the house.
    """
    sight.acting(member)
    item = feedback.for_member(tx, member, feedback_id)
    if due_on < tx.today:
        raise Refused("This day is in the past. Choose today or a later day.")
    if owner_id == about_staff_id:
        raise Refused("The feedback is about this member of staff. Choose someone else to own the action.")
    owners = {one.id: one for one in sight.owners(tx, item.person_id, item.house_id)}
    if owner_id not in owners:
        raise Refused("Choose an owner who works in this house.")
    if item.visible_to == "only_manager" and not owners[owner_id].is_manager:
        raise Refused("Only the manager may see this feedback. Choose a manager to own the action.")
    action_id = new_id()
    row = {"id": action_id, "person_id": item.person_id, "house_id": item.house_id, "owner_id": owner_id}
    words = {"what_changes": what_changes, "what_will_be_different": what_will_be_different.strip()}
    tx.execute(
        insert(pending_actions),
        {**row, **words, "due_on": due_on, "status": ActionStatus.AGREED, "agreed_at": tx.now},
    )
    audit.record(tx, member.actor, "agree_action", "pending_action", action_id, detail=what_changes)
    triage.decide(
        tx,
        member,
        feedback_id,
        Triage.ACTION,
        pending_action_id=action_id,
        possible_complaint=possible_complaint,
        about_staff_id=about_staff_id,
        not_about_owner=not_about_owner,
        note=note,
    )
    values = {**feedback.said_values(item), "change": change_ref(action_id), "day": day_ref(due_on)}
    updates.approve(tx, item.person_id, updates.TELL_AGREED, values, pending_action_id=action_id)
    notifications.new_owner(tx, member, action_id, owner_id, "agreed")
    return one(tx, action_id)


def start(tx: Transaction, member: StaffMember, action_id: str) -> None:
    sight.acting(member)
    action = for_member(tx, member, action_id)
    if action.status not in (ActionStatus.AGREED, ActionStatus.REOPENED):
        raise Refused("Only an agreed action can be started.")
    _set(tx, action_id, status=ActionStatus.IN_PROGRESS, started_at=tx.now)
    audit.record(tx, member.actor, "start_action", "pending_action", action_id)


def finish(tx: Transaction, member: StaffMember, action_id: str, *, done: bool, easy_words: str) -> None:
    """Done, or cannot be done, with the sentence the person gets; it passed the linter. Raises Refused if not open."""
    sight.acting(member)
    action = for_member(tx, member, action_id)
    if action.status not in OPEN_ACTIONS:
        raise Refused("This action is finished already. Its person has been told, or will be.")
    if not easy_words.strip():
        raise Refused("Write the sentence that the person will get.")
    status = ActionStatus.DONE if done else ActionStatus.CANNOT_DO
    _set(tx, action_id, status=status, easy_words=easy_words.strip(), finished_at=tx.now, not_told_reason=None)
    audit.record(tx, member.actor, "finish_action", "pending_action", action_id, detail=status)
    values = {"done" if done else "reason": easy_words_ref(action_id), **first_said(tx, action_id)}
    response = updates.TELL_DONE if done else updates.TELL_CANNOT
    updates.approve(tx, action.person_id, response, values, pending_action_id=action_id)


def close(tx: Transaction, member: StaffMember, action_id: str, *, not_told_reason: str | None = None) -> None:
    """Close it. Raises Refused unless the person was told and its owner or a manager closes it, or a manager records why
    the person was not told (R40)."""
    sight.acting(member)
    action = for_member(tx, member, action_id)
    if action.status is ActionStatus.CLOSED:
        return
    if action.status in OPEN_ACTIONS:
        raise Refused("Say first that it is done, or that it cannot be done.")
    if action.told_at is None or action.status is not ActionStatus.PERSON_TOLD:
        if not (not_told_reason or "").strip():
            raise Refused("The person has not been told yet. Wait until they are, or write down why they are not told.")
        if not member.is_manager:
            raise Refused("Only a manager can close an action whose person was not told.")
        _set(tx, action_id, not_told_reason=str(not_told_reason).strip())
    elif not member.is_manager and not acts_as_owner(tx, member, action):
        raise Refused("Only its owner or a manager can close an action.")
    _close(tx, action_id)
    audit.record(tx, member.actor, "close_action", "pending_action", action_id)


def ready_to_close(tx: Transaction, member: StaffMember) -> tuple[PendingAction, ...]:
    """Told actions that nothing more will happen to by itself, the longest told first: they cannot be done, or "Did it
    help?" was answered with a bit or not sure, or got no answer in two weeks. Their owner or a manager closes them."""
    answered = (
        select(outcomes_table.c.id)
        .where(outcomes_table.c.pending_action_id == pending_actions.c.id)
        .where(outcomes_table.c.at >= pending_actions.c.told_at)
        .exists()
    )
    unanswered = pending_actions.c.asked_at < tx.now - timedelta(days=NO_ANSWER_DAYS)
    where = (
        *_seen(member),
        pending_actions.c.status == ActionStatus.PERSON_TOLD,
        or_(pending_actions.c.ask_on.is_(None), answered, unanswered),
    )
    return tuple(_action(row) for row in tx.execute(_ACTION.where(*where).order_by(pending_actions.c.told_at)))


def close_as_helped(tx: Transaction, action_id: str) -> None:
    """The person was told and said that it helped: nothing is left to do."""
    _close(tx, action_id)
    audit.record(tx, SYSTEM, "close_action", "pending_action", action_id, detail="helped")


def reopen(tx: Transaction, action_id: str) -> PendingAction:
    """The person said that it did not help: back to its owner, with a new day a working week ahead (R41)."""
    action = one(tx, action_id)
    times = action.reopened + 1
    due = tx.calendar.working_days_after(tx.today, 5)
    escalated = tx.now if times >= 2 else action.escalated_at
    # Without ask_on=None an action that turns out to be impossible would still be asked about.
    _set(tx, action_id, status=ActionStatus.REOPENED, reopened=times, due_on=due, escalated_at=escalated)
    # A new promise: its first day is this one.
    _set(tx, action_id, told_at=None, ask_on=None, closed_at=None, first_due_on=None)
    linked = feedback_follow_ups.c.pending_action_id == action_id
    tx.execute(update(feedback_follow_ups).where(linked).values(status=FeedbackStatus.REOPENED, told_at=None))
    audit.record(tx, SYSTEM, "reopen_action", "pending_action", action_id, detail=f"no, {times}")
    notifications.reopened(tx, action_id, times)
    return one(tx, action_id)


def to_ask(tx: Transaction, count: int = 100) -> tuple[PendingAction, ...]:
    """Told actions whose "Did it help?" is due and was not asked, of people with a chat to ask it in. The others are asked
    in person (`in_person.to_ask`)."""
    where = (
        linking.has_chat(pending_actions.c.person_id),
        pending_actions.c.status == ActionStatus.PERSON_TOLD,
        pending_actions.c.ask_on <= tx.today,
        pending_actions.c.asked_at.is_(None),
        people.c.asks != Asks.ONLY_WHEN_I_START,
    )
    return tuple(
        _action(row) for row in tx.execute(_ACTION.where(*where).order_by(pending_actions.c.ask_on).limit(count))
    )


def mark_not_asked(tx: Transaction, action_id: str) -> None:
    """It was going to be asked, and now it is not."""
    _set(tx, action_id, asked_at=None)


def mark_asked(tx: Transaction, action_id: str, at: datetime | None = None) -> None:
    """The person was asked, now or at another moment (in person)."""
    _set(tx, action_id, asked_at=at or tx.now)


def gone_silent(tx: Transaction, count: int = 100) -> tuple[PendingAction, ...]:
    """Open actions whose person has heard nothing of them for seven days (conversation rule 54). Of one that they chose they
    heard when they chose it."""
    recent = (
        select(updates_table.c.id)
        .where(
            updates_table.c.pending_action_id == pending_actions.c.id,
            updates_table.c.created_at > tx.now - timedelta(days=SILENCE_DAYS),
        )
        .exists()
    )
    is_old = pending_actions.c.agreed_at <= tx.now - timedelta(days=SILENCE_DAYS)
    where = (pending_actions.c.status.in_(OPEN_ACTIONS), pending_actions.c.due_on >= tx.today, is_old, ~recent)
    return tuple(_action(row) for row in tx.execute(_ACTION.where(*where).limit(count)))


def tell_still_working(tx: Transaction, action: PendingAction) -> None:
    values = {**first_said(tx, action.id), "day": day_ref(action.due_on)}
    updates.approve(tx, action.person_id, updates.STILL_WORKING, values, pending_action_id=action.id)


def first_said(tx: Transaction, action_id: str) -> dict[str, str]:
    """References to what this action is about: what was chosen, or the first thing said, and to whose words they are."""
    chosen = chosen_actions.option_chosen(tx, action_id)
    if chosen is not None:
        return {"words": option_ref(chosen), "said_by": said_by_ref("choosing")}
    return feedback.said_values(feedback.about_action(tx, action_id)[0])


def _close(tx: Transaction, action_id: str) -> None:
    _set(tx, action_id, status=ActionStatus.CLOSED, closed_at=tx.now)
    linked = feedback_follow_ups.c.pending_action_id == action_id
    tx.execute(update(feedback_follow_ups).where(linked).values(status=FeedbackStatus.CLOSED))


def _set(tx: Transaction, action_id: str, **values: Any) -> None:
    tx.execute(update(pending_actions).where(pending_actions.c.id == action_id).values(**values))
