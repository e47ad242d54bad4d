"""An invented house, and short ways to do in it what the tests are about."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Concatenate, ParamSpec, TypeVar

from storage import (
    Store,
    Transaction,
    concerns,
    drafts,
    feedback,
    houses,
    inbox,
    linking,
    outbox,
    pending_actions,
    staff_accounts,
    updates,
)
from storage.audit import SYSTEM, Actor
from storage.feedback import Feedback
from storage.inbox import Incoming
from storage.outbox import Outgoing
from storage.pending_actions import PendingAction
from storage.staff_accounts import StaffMember
from storage.vocabulary import Outcome, Role, VisibleTo, WhatChanges

P = ParamSpec("P")
T = TypeVar("T")

# A Monday, a quarter past nine in London and in UTC.
START = datetime(2026, 11, 9, 9, 15, tzinfo=UTC)


class SetClock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **time: float) -> None:
        self.now += timedelta(**time)

    def set(self, moment: datetime) -> None:
        self.now = moment


@dataclass(frozen=True)
class People:
    """Who lives and works here. The stranger lives in another house, where `elsewhere` is the manager."""

    house_id: str
    person_id: str
    housemate_id: str
    manager: StaffMember
    worker: StaffMember
    colleague: StaffMember
    lead: StaffMember
    deputy: StaffMember
    stranger_id: str
    elsewhere: StaffMember


class Life:
    """Each step is a transaction of its own, at the time of the clock."""

    def __init__(self, store: Store, clock: SetClock, people: People) -> None:
        self.store, self.clock, self.people = store, clock, people
        self._numbers = count(1)

    def do(self, verb: Callable[Concatenate[Transaction, P], T], /, *a: P.args, **k: P.kwargs) -> T:
        with self.store.write() as tx:
            return verb(tx, *a, **k)

    def write(self, words: str, person_id: str | None = None) -> str:
        """The person writes these words; returns the id under which the words are kept."""
        person_id = person_id or self.people.person_id
        incoming = Incoming(person_id, "web", f"message {next(self._numbers)}", self.clock.now, words=words)
        message_id, _ = self.do(inbox.receive, incoming)
        return str(self.do(inbox.message, message_id).content_id)

    def tell(
        self,
        *words: str,
        person_id: str | None = None,
        outcome: Outcome = Outcome.DID_NOT_WORK,
        visible_to: VisibleTo = VisibleTo.MY_STAFF,
        replaces_id: str | None = None,
    ) -> Feedback:
        """The person tells it in these parts, and sends it."""
        person_id = person_id or self.people.person_id
        draft = self.do(drafts.start, person_id, replaces_id=replaces_id, outcome=outcome)
        for part in words:
            self.do(drafts.add_words, draft.id, self.write(part, person_id))
        self.do(drafts.set_visible_to, draft.id, visible_to)
        return self.do(feedback.send, draft.id)

    def agree(self, said: Feedback, what: WhatChanges = WhatChanges.ROUTINE, days: int = 4) -> PendingAction:
        """The manager agrees on an action that the worker owns (or, where only the manager may see it, the manager)."""
        member = self.people.manager
        owner = self.people.worker if said.visible_to is VisibleTo.MY_STAFF else member
        due = self.store.calendar.day(self.clock.now) + timedelta(days=days)
        return self.do(pending_actions.agree, member, said.id, owner.id, what, "You will go by bus.", due)

    def finish(self, action: PendingAction, *, done: bool = True) -> None:
        self.do(pending_actions.finish, self.people.manager, action.id, done=done, easy_words="The bus card is here.")

    def queue(self, person_id: str, source_id: str, kind: str, text: str, part: int = 0, **more: object) -> str:
        message = Outgoing(person_id, source_id, part, kind, "utter_something", text)
        queued = self.do(outbox.queue, replace(message, **more))  # type: ignore[arg-type]
        assert queued is not None
        return queued

    def deliver_updates(self) -> int:
        """What the gateway does: every approved update is queued and the channel accepts it. Returns how many."""
        waiting = self.do(updates.to_queue)
        for one in waiting:
            self.queue(one.person_id, one.id, "update", f"An update: {one.response}")
            [message] = [m for m in self.do(outbox.due_after, one.person_id, 0) if m.source_id == one.id]
            self.do(updates.arrived, message)
        return len(waiting)

    def link_chat(self, person_id: str | None = None) -> None:
        """A web chat of this person, so that the bot can ask them there."""
        code = self.do(linking.make_code, SYSTEM, person_id or self.people.person_id).code
        self.do(linking.link_address, code, "web", f"phone {next(self._numbers)}")

    def worry(self, words: str, *, tier: str = "amber", kind: str = "words", person_id: str | None = None) -> str:
        """A concern about these words; returns its id."""
        person_id = person_id or self.people.person_id
        return self.do(
            concerns.raise_concern,
            Actor("person", person_id),
            person_id,
            f"source {next(self._numbers)}",
            tier=tier,
            kind=kind,
            reasons=("an invented reason",),
            rules_version="1",
            words=words,
            said_at=self.clock.now,
        )

    def told_action(self, *, what: WhatChanges = WhatChanges.ROUTINE, done: bool = True) -> PendingAction:
        """Something said, agreed, finished and told."""
        action = self.agree(self.tell("The bus is never on time."), what)
        self.clock.forward(microseconds=1)  # nothing is finished in the moment in which it was agreed
        self.finish(action, done=done)
        self.deliver_updates()
        return self.do(pending_actions.one, action.id)


def settle(store: Store) -> People:
    """Move everyone in."""
    with store.write() as tx:
        house = houses.add_house(tx, SYSTEM, "Invented House", is_demo=True)
        other = houses.add_house(tx, SYSTEM, "Another Invented House", is_demo=True)

        def staff(name: str, role: Role, *house_ids: str) -> StaffMember:
            email = f"{name.split()[0].lower()}@example.org"
            return staff_accounts.add(tx, SYSTEM, name, email, role, "not a real hash", house_ids)

        return People(
            house.id,
            houses.add_person(tx, SYSTEM, house.id, "Invented Asha").id,
            houses.add_person(tx, SYSTEM, house.id, "Invented Bo").id,
            staff("Mina Invented", Role.MANAGER, house.id),
            staff("Will Invented", Role.SUPPORT_WORKER, house.id),
            staff("Kit Invented", Role.KEYWORKER, house.id),
            staff("Lea Invented", Role.SAFEGUARDING_LEAD),
            staff("Dee Invented", Role.SAFEGUARDING_LEAD),
            houses.add_person(tx, SYSTEM, other.id, "Invented Stranger").id,
            staff("Eli Invented", Role.MANAGER, other.id),
        )
