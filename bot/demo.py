"""A small made-up house to look at: four people, their staff, and a few weeks of the loop; and a second house with one
person and one member of staff, so that one can see that neither knows of the other.

Everything in it goes through the store's own verbs, at times of the past weeks, so that its trail is a true one.
"""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.speaking import Speaker
from staff.passwords import hashed
from storage import (
    Store,
    StoreError,
    Transaction,
    drafts,
    feedback,
    houses,
    inbox,
    linking,
    outbox,
    outcomes,
    pending_actions,
    questions,
    staff_accounts,
    triage,
    updates,
)
from storage.audit import SYSTEM
from storage.houses import Person
from storage.inbox import Incoming
from storage.staff_accounts import StaffMember
from storage.turns import Reply
from storage.vocabulary import DidItHelp, HelpedBy, Outcome, QuestionKind, Role, Triage, VisibleTo, WhatChanges

HOUSE, OTHER_HOUSE = "Maple House", "Willow House"
STAFF = (
    ("Maya Demo", "manager@demo.example", Role.MANAGER, HOUSE),
    ("Sam Demo", "keyworker@demo.example", Role.KEYWORKER, HOUSE),
    ("Priya Demo", "support@demo.example", Role.SUPPORT_WORKER, HOUSE),
    ("Rae Demo", "reviewer@demo.example", Role.REVIEWER, HOUSE),
    ("Lee Demo", "lead@demo.example", Role.SAFEGUARDING_LEAD, None),
    ("Ada Demo", "admin@demo.example", Role.ADMIN, None),
    ("Wim Demo", "willow@demo.example", Role.MANAGER, OTHER_HOUSE),
)
PEOPLE = ("Alex Demo", "Jo Demo", "Kit Demo", "Robin Demo")
OTHER_PERSON = "Bay Demo"
NEWCOMER = "Robin Demo"
"""Has not been asked yet whether they want to use the chat."""


@dataclass(frozen=True)
class SignIn:
    """How to get in: each member's e-mail address by what they are, and the one password of them all."""

    emails: dict[str, str]
    password: str


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


def load(store: Store, clock: PastClock, speaker: Speaker, notice_version: str, notes: Path) -> SignIn:
    """Fill an empty store. `clock` is the store's own, `notice_version` that of the first-contact words, `notes` the file
    that keeps how to sign in. Raises StoreError if there are houses already."""
    with store.read() as tx:
        if houses.all_houses(tx):
            raise StoreError("There are houses in this store already. Use an empty DATABASE_URL for the demo.")
    password = secrets.token_urlsafe(9)
    clock.days_ago(60)
    with store.write() as tx:
        _settle(tx, hashed(password), notice_version)
    _weeks(store, clock, speaker)
    sign_in = SignIn({_what(role, house): email for _, email, role, house in STAFF}, password)
    notes.parent.mkdir(parents=True, exist_ok=True)
    with open(os.open(notes, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(asdict(sign_in), file)
    return sign_in


def _what(role: Role, house: str | None) -> str:
    return f"{role} elsewhere" if house == OTHER_HOUSE else role


def sign_in_notes(notes: Path) -> SignIn | None:
    """How to sign in to a demo that was loaded earlier, from the file that `load` wrote."""
    if not notes.exists():
        return None
    found = json.loads(notes.read_text(encoding="utf-8"))
    return SignIn(found["emails"], found["password"])


def fresh_codes(store: Store) -> tuple[tuple[Person, str], ...]:
    """Each person of the demo house with a new one-time code for the web chat."""
    with store.write() as tx:
        demo = [house.id for house in houses.all_houses(tx) if house.is_demo]
        people = houses.people_in(tx, tuple(demo))
        return tuple((person, linking.make_code(tx, SYSTEM, person.id).code) for person in people)


def _settle(tx: Transaction, password_hash: str, notice_version: str) -> None:
    places = {name: houses.add_house(tx, SYSTEM, name, is_demo=True).id for name in (HOUSE, OTHER_HOUSE)}
    for name, email, role, house in STAFF:
        works_in = () if house is None else (places[house],)
        staff_accounts.add(tx, SYSTEM, name, email, role, password_hash, works_in)
    for name in (*PEOPLE, OTHER_PERSON):
        person = houses.add_person(tx, SYSTEM, places[OTHER_HOUSE if name == OTHER_PERSON else HOUSE], name)
        if name != NEWCOMER:
            houses.keep_notice_answer(tx, person.id, notice_version, "yes")


@dataclass(frozen=True)
class _House:
    """Short ways to do what people and staff of the demo houses did."""

    store: Store
    clock: PastClock
    speaker: Speaker
    people: dict[str, Person]
    staff: dict[str, StaffMember]

    def says(self, days_ago: float, name: str, outcome: Outcome, words: str, *, only_manager: bool = False) -> str:
        """The person sent this; returns the feedback's id."""
        self.clock.days_ago(days_ago)
        person = self.people[name]
        with self.store.write() as tx:
            number = secrets.token_urlsafe(8)
            message_id, _ = inbox.receive(tx, Incoming(person.id, "web", number, tx.now, words=words))
            content_id = inbox.message(tx, message_id).content_id
            inbox.close(tx, message_id)
            draft = drafts.start(tx, person.id, outcome=outcome)
            drafts.add_words(tx, draft.id, str(content_id))
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


def _weeks(store: Store, clock: PastClock, speaker: Speaker) -> None:
    with store.read() as tx:
        house, other = houses.all_houses(tx)
        people = {person.name: person for person in houses.people_in(tx, (house.id, other.id))}
        staff = {member.name: member for member in staff_accounts.working_in(tx, house.id)}
    demo = _House(store, clock, speaker, people, staff)
    early = demo.says(40, "Alex Demo", Outcome.DID_NOT_WORK, "they wake me up to early. I like to sleep in 😴")
    action = demo.agrees(38, early, "Sam Demo", WhatChanges.ROTA, "Sam will come at 10, not at 8.", 10)
    demo.does(31, action, "Sam Demo", "Now Sam comes at 10. You can sleep in.")
    demo.answers(23, action, "Alex Demo", DidItHelp.HELPED)
    bus = demo.says(12, "Alex Demo", Outcome.DID_NOT_WORK, "bus was late agen missed swimming 🚌❌")
    demo.agrees(10, bus, "Priya Demo", WhatChanges.ROUTINE, "Priya will go with you on an earlier bus.", 7)
    demo.decides(6, demo.says(8, "Jo Demo", Outcome.WORKED, "made a cake with Priya 🎂 it was brill"), Triage.THANKS)
    demo.says(5, "Kit Demo", Outcome.WANT, "i want to go bowling on a friday")
    demo.says(1, "Alex Demo", Outcome.MIXED, "dinner was ok but its allways pasta")
    demo.says(3, OTHER_PERSON, Outcome.WORKED, "the new garden is lovley 🌻")
    demo.says(0.2, "Jo Demo", Outcome.DID_NOT_WORK, "my door does not lock", only_manager=True)
