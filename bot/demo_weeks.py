"""What happened in the demo houses in the past weeks, through the store's own verbs at times of those weeks."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import demo_choices, demo_risk_plan
from bot.speaking import Speaker
from storage import (
    Store,
    drafts,
    feedback,
    houses,
    inbox,
    outbox,
    outcomes,
    pending_actions,
    questions,
    staff_accounts,
    triage,
    updates,
)
from storage.heard import Heard, Point
from storage.houses import Person
from storage.inbox import Incoming
from storage.staff_accounts import StaffMember
from storage.turns import Reply
from storage.vocabulary import DidItHelp, HelpedBy, Outcome, QuestionKind, Topic, Triage, VisibleTo, WhatChanges

OTHER_PERSON = "Bay Demo"


class PastClock:
    """The store's clock while the demo is written: it stands at one moment of the past after another."""

    def __init__(self, now: datetime) -> None:
        self._end, self.now = now, now

    def __call__(self) -> datetime:
        # A little later at every look, so that the order of things stays their order.
        self.now += timedelta(milliseconds=20)
        return self.now

    def days_ago(self, days: float) -> None:
        self.now = self._end - timedelta(days=days)


@dataclass(frozen=True)
class _House:
    """Short ways to do what people and staff of the demo houses did."""

    store: Store
    clock: PastClock
    speaker: Speaker
    people: dict[str, Person]
    staff: dict[str, StaffMember]

    def says(self, days_ago: float, name: str, heard: Heard, words: str, *, only_manager: bool = False) -> str:
        """The person sent this, in which so much was heard; returns the id of the (first) feedback."""
        self.clock.days_ago(days_ago)
        person = self.people[name]
        with self.store.write() as tx:
            number = secrets.token_urlsafe(8)
            message_id, _ = inbox.receive(tx, Incoming(person.id, "web", number, tx.now, words=words))
            content_id = inbox.message(tx, message_id).content_id
            inbox.close(tx, message_id)
            draft = drafts.start(tx, person.id)
            drafts.add_words(tx, draft.id, str(content_id), heard)
            if only_manager:
                drafts.set_visible_to(tx, draft.id, VisibleTo.ONLY_MANAGER)
            sent = feedback.send(tx, draft.id)
            feedback.keep_helped_by(tx, sent.id, HelpedBy.READ_TO_ME if name == "Kit Demo" else HelpedBy.ALONE)
            return sent.id

    def agrees(self, days_ago: float, feedback_id: str, owner: str, what: WhatChanges, change: str, days: int) -> str:
        """The manager agreed an action that is due in so many days; returns its id."""
        self.clock.days_ago(days_ago)
        with self.store.write() as tx:
            due = tx.today + timedelta(days=days)
            manager, owner_id = self.staff["Maya Demo"], self.staff[owner].id
            agreed = pending_actions.agree(tx, manager, feedback_id, owner_id, what, change, due)
        self.tells()
        return agreed.id

    def does(self, days_ago: float, action_id: str, owner: str, easy_words: str) -> None:
        """The owner did it, and the person was told."""
        self.clock.days_ago(days_ago)
        with self.store.write() as tx:
            pending_actions.start(tx, self.staff[owner], action_id)
            pending_actions.finish(tx, self.staff[owner], action_id, done=True, easy_words=easy_words)
        self.tells()

    def decides(self, days_ago: float, feedback_id: str, decision: Triage) -> None:
        self.clock.days_ago(days_ago)
        with self.store.write() as tx:
            triage.decide(tx, self.staff["Maya Demo"], feedback_id, decision)
        self.tells()

    def plans(self, days_ago: float, feedback_id: str, maker: str, name: str) -> None:
        """The person and their keyworker made a risk plan of it together."""
        self.clock.days_ago(days_ago)
        with self.store.write() as tx:
            demo_risk_plan.make(tx, self.staff[maker], self.people[name].id, feedback_id)

    def chooses(self, days_ago: float, name: str, label: str) -> str:
        """The person chose for their tea what their keyworker had prepared; returns the id of what is to be done."""
        self.clock.days_ago(days_ago)
        with self.store.write() as tx:
            kept = demo_choices.prepare_tea(tx, self.staff["Sam Demo"], self.people[name].id)
            return demo_choices.choose(tx, kept, label)

    def can_choose(self, days_ago: float, name: str) -> None:
        """Their keyworker prepared a choice, and a check-in that they chose together."""
        self.clock.days_ago(days_ago)
        with self.store.write() as tx:
            keyworker, person_id = self.staff["Sam Demo"], self.people[name].id
            demo_choices.prepare_saturday(tx, keyworker, person_id)
            demo_choices.check_in_after_swimming(tx, keyworker, person_id)

    def tells(self) -> None:
        """What was approved arrived in the chat and was read."""
        with self.store.write() as tx:
            for update in updates.to_queue(tx):
                reply = Reply(update.response, update.values)
                self.speaker.say(tx, update.person_id, update.id, (reply,), kind="update")
                for message in outbox.unsent(tx, update.person_id, outbox.last_position(tx, update.person_id)):
                    updates.arrived(tx, message)

    def answers(self, days_ago: float, action_id: str, name: str, outcome: DidItHelp) -> None:
        """Did it help?"""
        self.clock.days_ago(days_ago)
        with self.store.write() as tx:
            kind, response = QuestionKind.DID_IT_HELP, "utter_ask_did_it_help"
            person_id = self.people[name].id
            asked = questions.ask(tx, person_id, kind, response, subject_id=action_id, started_by="bot")
            pending_actions.mark_asked(tx, action_id)
            questions.answer(tx, asked.id, outcome)
            outcomes.keep(tx, person_id, action_id, asked.id, outcome)


def weeks(store: Store, clock: PastClock, speaker: Speaker) -> None:
    """All that happened in both demo houses, the oldest first."""
    with store.read() as tx:
        house, other = houses.all_houses(tx)
        people = {person.name: person for person in houses.people_in(tx, (house.id, other.id))}
        staff = {member.name: member for member in staff_accounts.working_in(tx, house.id)}
    demo = _House(store, clock, speaker, people, staff)
    early = demo.says(
        40, "Alex Demo", _bad(Topic.ROUTINE, Topic.STAFF), "they wake me up to early. I like to sleep in 😴"
    )
    action = demo.agrees(38, early, "Sam Demo", WhatChanges.ROTA, "Sam will come at 10, not at 8.", 10)
    demo.does(31, action, "Sam Demo", "Now Sam comes at 10. You can sleep in.")
    demo.answers(23, action, "Alex Demo", DidItHelp.HELPED)
    bus = demo.says(12, "Alex Demo", _bad(Topic.TRANSPORT, Topic.ACTIVITIES), "bus was late agen missed swimming 🚌❌")
    demo.agrees(10, bus, "Priya Demo", WhatChanges.ROUTINE, "Priya will go with you on an earlier bus.", 7)
    demo.plans(9, bus, "Sam Demo", "Alex Demo")
    tea = demo.chooses(9, "Kit Demo", "Pizza")
    cake = demo.says(8, "Jo Demo", _good(Topic.ACTIVITIES, Topic.STAFF), "made a cake with Priya 🎂 it was brill")
    demo.decides(6, cake, Triage.THANKS)
    demo.does(6, tea, "Sam Demo", "You made pizza for tea with Sam.")
    demo.says(5, "Kit Demo", Heard(Outcome.WANT, (Topic.ACTIVITIES,)), "i want to go bowling on a friday")
    demo.says(1, "Alex Demo", Heard(Outcome.MIXED, (Topic.MEALS,)), "dinner was ok but its allways pasta")
    demo.can_choose(4, "Alex Demo")
    demo.says(3, OTHER_PERSON, _good(Topic.HOME), "the new garden is lovley 🌻")
    demo.says(0.5, "Kit Demo", *_two_things())
    demo.says(0.2, "Jo Demo", _bad(Topic.PRIVACY, Topic.HOME), "my door does not lock", only_manager=True)


def _bad(*topics: Topic) -> Heard:
    return Heard(Outcome.DID_NOT_WORK, topics)


def _good(*topics: Topic) -> Heard:
    return Heard(Outcome.WORKED, topics)


def _two_things() -> tuple[Heard, str]:
    """Said in one message, and read as two."""
    good, between, bad = "art club was brill", " but ", "the minibus was an hour late"
    points = (
        Point(Outcome.WORKED, (Topic.ACTIVITIES,), 0, len(good)),
        Point(Outcome.DID_NOT_WORK, (Topic.TRANSPORT,), len(good + between), len(good + between + bad)),
    )
    return Heard(Outcome.MIXED, (Topic.ACTIVITIES, Topic.TRANSPORT), points), good + between + bad
