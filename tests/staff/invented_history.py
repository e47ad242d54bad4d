"""An invented history of one invented person: what they said, and everything that followed, made with the store's verbs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from storage import complaint_handling, complaints, feedback, outbox, outcomes, pending_actions, triage, updates
from storage.complaint_handling import Plan
from storage.complaints import Filter
from storage.outbox import Outgoing
from storage.pending_actions import PendingAction
from storage.vocabulary import ComplaintState, DidItHelp, HelpedBy, Outcome, Triage, VisibleTo, WhatChanges
from tests.staff.world import World

NOISE = "It is <b>too loud</b> at night & I can't sleep 😡"


@dataclass
class History:
    """Moves one house along, one small step at a time."""

    world: World

    def helped_by(self, feedback_id: str, helped_by: HelpedBy) -> None:
        with self.world.store.write() as tx:
            feedback.keep_helped_by(tx, feedback_id, helped_by)

    def decide(self, feedback_id: str, decision: Triage) -> None:
        with self.world.store.write() as tx:
            triage.decide(tx, self.world.cast.manager, feedback_id, decision)
        self.deliver()

    def agree(self, feedback_id: str, what: str, *, in_days: int = 7) -> PendingAction:
        cast = self.world.cast
        with self.world.store.write() as tx:
            due = tx.today + timedelta(days=in_days)
            agreed = pending_actions.agree(
                tx, cast.manager, feedback_id, cast.worker.id, WhatChanges.ROUTINE, what, due_on=due
            )
        self.deliver()
        return agreed

    def finish(self, action_id: str, words: str, *, done: bool = True, deliver: bool = True) -> None:
        with self.world.store.write() as tx:
            pending_actions.finish(tx, self.world.cast.worker, action_id, done=done, easy_words=words)
        if deliver:
            self.deliver()

    def ask(self, action_id: str) -> None:
        with self.world.store.write() as tx:
            pending_actions.mark_asked(tx, action_id)

    def answer(self, action_id: str, outcome: DidItHelp, asking: str = "first") -> None:
        self.ask(action_id)
        with self.world.store.write() as tx:
            outcomes.keep(tx, self.world.cast.person.id, action_id, f"{action_id}{asking}"[:32], outcome)

    def answer_complaint(self, words: str) -> None:
        """The only complaint there is: acknowledged, looked into, answered, and all of it told."""
        manager = self.world.cast.manager
        with self.world.store.write() as tx:
            [one] = complaints.register(tx, manager, Filter())
            plan = Plan(manager.id, tx.today + timedelta(days=7), False)
            complaint_handling.acknowledge(tx, manager, one.id, plan)
        self.deliver()
        with self.world.store.write() as tx:
            complaint_handling.investigate(tx, manager, one.id, "")
            complaint_handling.answer(tx, manager, one.id, ComplaintState.UPHELD, words, "Meet them each week.")
        self.deliver()

    def deliver(self) -> None:
        """Every update that waits reaches the phone."""
        with self.world.store.write() as tx:
            for update in updates.to_queue(tx):
                message = Outgoing(update.person_id, update.id, 0, "update", update.response, "News.")
                queued = outbox.queue(tx, message)
                assert queued is not None
                found = outbox.message(tx, update.person_id, queued)
                assert found is not None
                updates.arrived(tx, found)

    def hears(self) -> None:
        """The person taps something, so what came before was read or heard."""
        self.world.clock.on(hours=1)
        with self.world.store.write() as tx:
            updates.heard(tx, self.world.cast.person.id)


def a_small_one(world: World) -> History:
    """Four weeks: something that helped, something that did not, something that cannot be, praise, and a face alone."""
    history = History(world)
    world.clock.on(days=-28)
    noise = world.says(NOISE)
    history.helped_by(noise.id, HelpedBy.ALONE)
    agreed = history.agree(noise.id, "We keep the TV low after 10 at night.")
    world.clock.on(days=5)
    history.finish(agreed.id, "We keep the TV low after 10 at night now.")
    history.hears()
    world.clock.on(days=3)
    history.answer(agreed.id, DidItHelp.HELPED)

    bus = world.says("The bus is always late", Outcome.MIXED)
    history.helped_by(bus.id, HelpedBy.READ_TO_ME)
    again = history.agree(bus.id, "We ask the bus driver to come on time.")
    world.clock.on(days=4)
    history.finish(again.id, "We talked to the bus driver.")
    world.clock.on(days=3)
    history.answer(again.id, DidItHelp.DID_NOT_HELP)

    dog = world.says("I want a dog\nin my room", Outcome.DID_NOT_WORK)
    history.helped_by(dog.id, HelpedBy.TAPPED_FOR_ME)
    cannot = history.agree(dog.id, "We find out if you can have a dog.")
    world.clock.on(days=2)
    history.finish(cannot.id, "The house has a rule that no dogs can live here.", done=False)
    history.decide(world.says("Dancing was good", Outcome.WORKED).id, Triage.THANKS)
    world.says("Only for the manager to know", visible_to=VisibleTo.ONLY_MANAGER)
    world.clock.on(days=10)
    world.says(None, Outcome.WORKED)
    world.clock.now = world.clock.now.replace(hour=10)
    return history
