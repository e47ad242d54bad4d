"""The review pack, "you said, we did", and the meeting it is held with. Reads apart from writes; a query over the rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import delete, insert, select, update

from storage import (
    audit,
    chosen,
    complaint_sight,
    complaint_told,
    feedback,
    houses,
    outcomes,
    pending_actions,
    recordings,
    risk_reviews,
    sight,
    updates,
    views,
)
from storage.audit import Actor
from storage.chosen import ChosenItem
from storage.database import Calendar, NotFound, Refused, Transaction
from storage.feedback import Feedback
from storage.outcomes import Answered
from storage.pending_actions import PendingAction
from storage.recordings import Recording
from storage.risk_reviews import InForce
from storage.staff_accounts import StaffMember
from storage.tables.base import new_id
from storage.tables.governance import review_decisions, review_items, reviews
from storage.vocabulary import OPEN_ACTIONS, ActionStatus, Triage, VisibleTo

FIRST_PERIOD = timedelta(days=90)
MOST_SOUND = 10 * 1024 * 1024
"""Bytes of voice messages in one pack: it is a file that is kept, printed and sent on."""


@dataclass(frozen=True)
class PackItem:
    """One thing said, and all that followed: said, did, told, helped, still open. `complaint_answer`: what its person got to
    hear of the complaint that was made of it, once they were told."""

    feedback: Feedback
    action: PendingAction | None
    answers: tuple[Answered, ...]
    told: tuple[updates.Telling, ...]
    complaint_answer: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether staff still have to decide, do or tell something about it."""
        if self.action is not None:
            return self.action.status in (*OPEN_ACTIONS, ActionStatus.DONE, ActionStatus.CANNOT_DO)
        waits_for_answer = self.feedback.decision is Triage.COMPLAINT and self.complaint_answer is None
        return self.feedback.decision is None or waits_for_answer

    @property
    def result(self) -> ActionStatus | None:
        """How its action last ended, or None while it never ended."""
        return updates.how_it_ended(self.told)


@dataclass(frozen=True)
class Pack:
    """`from_day` and `to_day` are local days, both included. `calendar`: what counts as a day in its times.
    `in_force`: risk plans and restrictions as they stood at the end of the last day, the overdue first. `choices`: what the
    person decided of what was prepared for them."""

    person: houses.Person
    from_day: date
    to_day: date
    items: tuple[PackItem, ...]
    made_on: date
    calendar: Calendar
    in_force: tuple[InForce, ...]
    choices: tuple[ChosenItem, ...] = ()

    @property
    def shows_words_of(self) -> tuple[str, ...]:
        """Whose words stand in it: nobody's, where there is nothing in it."""
        return (self.person.id,) if self.items or self.choices else ()


@dataclass(frozen=True)
class Decision:
    decision: str
    who_does_it: str
    by_day: date | None


@dataclass(frozen=True)
class Review:
    """A meeting being prepared or held. `chosen`: what the person lets in, by feedback id; None: they have not said."""

    id: str
    person_id: str
    from_day: date
    to_day: date
    held_on: date | None
    next_on: date | None
    chosen: dict[str, bool]
    decisions: tuple[Decision, ...]

    @property
    def has_choice(self) -> bool:
        """Whether it is settled what this meeting is about: the person chose, or it was held."""
        return bool(self.chosen) or self.held_on is not None


def pack(
    tx: Transaction, actor: Actor, person_id: str, from_day: date, to_day: date, *, review: Review | None = None
) -> Pack:
    """The facts of a period. What only the manager may see is left out of every pack, what is said about whoever asks for it
    is left out of theirs (R48), and of a review everything that its person did not choose, once they have chosen. Raises NotFound for an unknown person, Refused for a period that ends before it begins."""
    person = houses.person(tx, person_id)
    if to_day < from_day:
        raise Refused("The last day lies before the first day. Swap them.")
    shared = _discussed(tx, review) if review and review.held_on else _shareable(tx, person_id, from_day, to_day)
    if review is not None:
        shared = [one for one in shared if review.chosen.get(one.id, not review.has_choice)]
    about_them = _about(tx, actor, shared)
    shared = [one for one in shared if one.id not in about_them]
    items = tuple(item(tx, one) for one in sorted(shared, key=lambda one: one.said_at))
    audit.record(tx, actor, "make_review_pack", "person", person_id, detail=f"{from_day} to {to_day}")
    in_force = risk_reviews.of_person(tx, person_id, to_day)
    choices = chosen.decided(tx, person_id, *_moments(tx, from_day, to_day))
    return Pack(person, from_day, to_day, items, tx.today, tx.calendar, in_force, choices)


def pack_of(tx: Transaction, person_id: str, items: tuple[PackItem, ...], choices: tuple[ChosenItem, ...] = ()) -> Pack:
    """The facts of these things, such as for a page to take along, and of what is overdue: whoever has the page sees it."""
    overdue = tuple(one for one in risk_reviews.of_person(tx, person_id) if one.is_overdue)
    return Pack(houses.person(tx, person_id), tx.today, tx.today, items, tx.today, tx.calendar, overdue, choices)


def sounds(tx: Transaction, actor: Actor, made: Pack, review: Review) -> dict[str, Recording]:
    """The voice messages that their person let into this review themselves, by feedback id: a voice tells more than words
    do, so it is in no other pack (R45). What is too much for one pack, or cannot be opened, stays out of it: the pack says
    that it was a voice message. Who got them is in the trail."""
    found: dict[str, Recording] = {}
    room = MOST_SOUND
    for said in (one.feedback for one in made.items if review.chosen.get(one.feedback.id)):
        if said.seconds is None or (sound := recordings.if_it_opens(tx, said.content_id)) is None:
            continue
        if len(sound.sound) <= room:
            room -= len(sound.sound)
            found[said.id] = sound
            audit.record(tx, actor, "hear_feedback", "feedback", said.id, detail="review pack")
    if found:
        views.words_shown(tx, actor, "recording", (made.person.id,))
    return found


def period_since_last(tx: Transaction, person_id: str) -> tuple[date, date]:
    """From the day after the last held review (or 90 days back) to today. What was said on the day of that review, but
    after it, is not lost: then that day is in it too."""
    where = (reviews.c.person_id == person_id, reviews.c.held_on.is_not(None))
    last = tx.execute(select(reviews.c.id, reviews.c.to_day).where(*where).order_by(reviews.c.to_day.desc())).first()
    if last is None:
        return tx.today - FIRST_PERIOD, tx.today
    discussed = set(tx.execute(select(review_items.c.feedback_id).where(review_items.c.review_id == last.id)).scalars())
    is_left = any(one.id not in discussed for one in _shareable(tx, person_id, last.to_day, last.to_day))
    first = last.to_day if is_left else last.to_day + timedelta(days=1)
    return min(first, tx.today), tx.today


def prepare(tx: Transaction, member: StaffMember, person_id: str) -> Review:
    """The review that is being prepared for this person, begun if there is none, also by who may only look: it decides
    nothing yet. Raises NotFound elsewhere."""
    sight.person_of(tx, member, person_id)
    where = (reviews.c.person_id == person_id, reviews.c.held_on.is_(None))
    known = tx.execute(select(reviews.c.id).where(*where)).first()
    if known is not None:
        # Whatever was said since the page was last opened belongs to the meeting as well.
        tx.execute(update(reviews).where(reviews.c.id == known.id).values(to_day=tx.today))
        return review(tx, member, known.id)
    from_day, to_day = period_since_last(tx, person_id)
    row = {"id": new_id(), "person_id": person_id, "from_day": from_day, "to_day": to_day, "created_at": tx.now}
    tx.execute(insert(reviews), row)
    audit.record(tx, member.actor, "prepare_review", "review", str(row["id"]))
    return review(tx, member, str(row["id"]))


def review(tx: Transaction, member: StaffMember, review_id: str) -> Review:
    """Raises NotFound for a review of another house as for none at all."""
    row = tx.execute(select(reviews).where(reviews.c.id == review_id)).first()
    if row is None:
        raise NotFound("There is no such review.")
    sight.person_of(tx, member, row.person_id)
    items = tx.execute(select(review_items).where(review_items.c.review_id == review_id))
    made = tx.execute(
        select(review_decisions.c.decision, review_decisions.c.who_does_it, review_decisions.c.by_day)
        .where(review_decisions.c.review_id == review_id)
        .order_by(review_decisions.c.created_at)
    )
    let_in = {item.feedback_id: bool(item.is_included) for item in items}
    decisions = tuple(Decision(*one) for one in made)
    days = (row.from_day, row.to_day, row.held_on, row.next_on)
    return Review(row.id, row.person_id, *days, let_in, decisions)


def choose(tx: Transaction, member: StaffMember, review_id: str, included: dict[str, bool]) -> None:
    """What the person lets into the meeting (R45)."""
    sight.acting(member)
    found = review(tx, member, review_id)
    _not_held(found)
    theirs = feedback.of_person(tx, found.person_id)
    about_them = _about(tx, member.actor, list(theirs))
    if not set(included) <= {one.id for one in theirs} - about_them:
        raise NotFound("There is no such feedback.")
    # What was chosen of what they may not know of stays as it was.
    mine = (review_items.c.review_id == review_id, review_items.c.feedback_id.not_in(about_them))
    tx.execute(delete(review_items).where(*mine))
    rows = [{"review_id": review_id, "feedback_id": key, "is_included": yes} for key, yes in included.items()]
    if rows:
        tx.execute(insert(review_items), rows)
    audit.record(tx, member.actor, "choose_review_items", "review", review_id)


def decide(tx: Transaction, member: StaffMember, review_id: str, decision: Decision) -> None:
    """Add one decision of the meeting. Raises Refused without words or without someone who does it."""
    sight.acting(member)
    _not_held(review(tx, member, review_id))
    if not decision.decision.strip() or not decision.who_does_it.strip():
        raise Refused("Write what was decided, and who does it.")
    row = {"id": new_id(), "review_id": review_id, "decision": decision.decision.strip(), "by_day": decision.by_day}
    tx.execute(insert(review_decisions), {**row, "who_does_it": decision.who_does_it.strip(), "created_at": tx.now})
    audit.record(tx, member.actor, "decide_in_review", "review", review_id)


def hold(tx: Transaction, member: StaffMember, review_id: str, next_on: date) -> None:
    """The meeting was held; the next one has a day. Raises Refused for a day that is not in the future."""
    sight.acting(member)
    found = review(tx, member, review_id)
    _not_held(found)
    if next_on <= tx.today:
        raise Refused("Choose a day in the future for the next review.")
    # What the meeting was about stays as it is: what is said later today belongs to the next one.
    rest = [one.id for one in _shareable(tx, found.person_id, found.from_day, tx.today) if one.id not in found.chosen]
    rows = [{"review_id": review_id, "feedback_id": one, "is_included": not found.has_choice} for one in rest]
    if rows:
        tx.execute(insert(review_items), rows)
    values = {"held_on": tx.today, "to_day": tx.today, "next_on": next_on, "held_by_id": member.id}
    tx.execute(update(reviews).where(reviews.c.id == review_id).values(**values))
    audit.record(tx, member.actor, "hold_review", "review", review_id)


def held(tx: Transaction, member: StaffMember, person_id: str) -> tuple[Review, ...]:
    """Held reviews of a person, newest first."""
    sight.person_of(tx, member, person_id)
    where = (reviews.c.person_id == person_id, reviews.c.held_on.is_not(None))
    rows = tx.execute(select(reviews.c.id).where(*where).order_by(reviews.c.held_on.desc())).all()
    return tuple(review(tx, member, row.id) for row in rows)


def _shareable(tx: Transaction, person_id: str, from_day: date, to_day: date) -> list[Feedback]:
    since, until = _moments(tx, from_day, to_day)
    said = feedback.of_person(tx, person_id, since=since, until=until)
    return [one for one in said if one.visible_to is VisibleTo.MY_STAFF]


def _moments(tx: Transaction, from_day: date, to_day: date) -> tuple[datetime, datetime]:
    """The first moment of a period of local days, and the first after it."""
    zone = tx.calendar.zone
    after = datetime.combine(to_day + timedelta(days=1), time.min, zone)
    return datetime.combine(from_day, time.min, zone), after


def _discussed(tx: Transaction, held_review: Review) -> list[Feedback]:
    """What lay on the table, also what the person has said in other words since."""
    return [feedback.one(tx, feedback_id) for feedback_id in held_review.chosen]


def _about(tx: Transaction, actor: Actor, shared: list[Feedback]) -> frozenset[str]:
    """The ids of what of this is said about whoever asks."""
    is_about = complaint_sight.hidden_from(tx, [one.id for one in shared]) if actor.kind == "staff" else frozenset()
    if actor.id not in is_about:
        return frozenset()
    return frozenset(one.id for one in shared if actor.id in complaint_sight.hidden_from(tx, [one.id]))


def item(tx: Transaction, said: Feedback) -> PackItem:
    """One thing said, with all that followed."""
    told = updates.about(tx, said.id, said.pending_action_id)
    if said.pending_action_id is None:
        answered = complaint_told.answered(tx, said.id)
        return PackItem(said, None, (), told, None if answered is None else answered[1])
    action = pending_actions.one(tx, said.pending_action_id)
    return PackItem(said, action, outcomes.of_action(tx, action.id), told)


def _not_held(found: Review) -> None:
    if found.held_on is not None:
        raise Refused("This review has been held. Prepare the next one to add to it.")
