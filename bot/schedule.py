"""What starts by itself: updates, "Did it help?", "still working on it", and the tidying up. Rasa starts nothing.

Everything goes from the store to the outbox in one transaction per person or thing, so that a kill between two of them
neither loses nor doubles anything.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from datetime import time, timedelta

from bot import counters
from bot.alerting.alerting import Alerting
from bot.hub import Hub
from bot.speaking import Speaker
from bot.what_they_want import ask_what_you_want
from storage import (
    Store,
    Transaction,
    alert_news,
    asked_outcomes,
    concerns,
    how_often,
    late,
    outbox,
    pending_actions,
    questions,
    small_questions,
    updates,
)
from storage.pending_actions import PendingAction
from storage.references import easy_words_ref, who_ref
from storage.turns import Reply
from storage.updates import Update
from storage.vocabulary import Post, QuestionKind

_log = logging.getLogger(__name__)

EVERY = 5.0
"""Seconds between two rounds; a round that finds nothing to do is a few reads."""
REST = timedelta(minutes=1)
"""The bot asks only when nothing was said for so long (conversation rule 39)."""
LONG_REST = timedelta(hours=1)
"""And for so long where the person left a question of their own open."""


@dataclass(frozen=True)
class QuietHours:
    """When the bot starts nothing; from `start` to `end`, local time, over midnight if `end` is earlier. None of the day
    if both are the same."""

    start: time
    end: time

    def holds_at(self, clock: time) -> bool:
        """Whether it is quiet at this local time of day."""
        if self.end <= self.start:
            return self.start != self.end and (clock >= self.start or clock < self.end)
        return self.start <= clock < self.end

    def over_at(self, clock: time) -> time | None:
        """When the quiet hours that hold at this time are over; None if none do."""
        return self.end if self.holds_at(clock) else None


@dataclass(frozen=True)
class Schedule:
    """One for the process."""

    store: Store
    speaker: Speaker
    hub: Hub
    quiet: QuietHours
    alerting: Alerting
    # One round at a time: staff may call for one while the usual one is under way, and both would ask the same thing.
    _one_round: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)

    async def run(self) -> None:
        """Rounds without end; an error in one costs that round only."""
        while True:
            try:
                await self.round()
            except Exception as error:  # noqa: BLE001 - the next round must come, whatever happened in this one
                _log.error("a round of the schedule failed: %s", type(error).__name__)
            await asyncio.sleep(EVERY)

    async def round(self) -> None:
        """Everything that is due now."""
        async with self._one_round:
            with counters.schedule_round():
                await self._round()

    async def _round(self) -> None:
        await self.alerting.round()  # first: nothing that goes wrong with all else may hold it up
        for update in await self.store.reading(updates.to_queue):
            await self._write(_tell, update.person_id, update)
        for concern_id, person_id, post in await self.store.reading(alert_news.to_tell):
            await self._write(_tell_of_concern, person_id, concern_id, post)
        for alert_id, concern_id, person_id in await self.store.reading(alert_news.to_say_still_trying):
            await self._write(_say_still_trying, person_id, alert_id, concern_id)
        if await self.store.reading(asked_outcomes.gone):
            await self.store.writing(asked_outcomes.drop_those_gone)
        for action in await self.store.reading(pending_actions.to_ask):
            await self._write(_ask_if_it_helped, action.person_id, action)
        for action in await self.store.reading(pending_actions.gone_silent):
            await self.store.writing(pending_actions.tell_still_working, action)
        if await self.store.reading(late.is_there_any):
            await self.store.writing(late.tell)
        await self._small_questions()
        for question_id, person_id in await self.store.reading(questions.bot_started_unasked):
            await self._write(_ask_now, person_id, question_id)

    async def _small_questions(self) -> None:
        """About what matters: behind everything else that the bot wants to ask, and with nobody waiting for an answer for
        longer than a day."""
        for person_id in await self.store.reading(small_questions.in_silence):
            await self.store.writing(small_questions.leave, person_id)
        for person_id in await self.store.reading(small_questions.due):
            await self.store.writing(small_questions.begin_next, person_id)

    async def _write(self, verb: object, person_id: str, *subject: object) -> None:
        await self.store.writing(verb, self, person_id, *subject)  # type: ignore[arg-type]
        self.hub.wake(person_id)

    def is_quiet(self, tx: Transaction) -> bool:
        """Whether the bot may not speak up by itself now."""
        return self.quiet.holds_at(tx.now.astimezone(tx.calendar.zone).time())


def _tell(tx: Transaction, schedule: Schedule, person_id: str, update: Update) -> None:
    """Queued only when it may be shown: a message behind newer ones would count as seen with them."""
    if not schedule.is_quiet(tx):
        schedule.speaker.say(tx, person_id, update.id, (Reply(update.response, update.values),), kind="update")


def _tell_of_concern(tx: Transaction, schedule: Schedule, person_id: str, concern_id: str, post: Post) -> None:
    """Only now, when a channel of whoever has this post took it, or they took it on, may "I have told" be said (R16); it does
    not wait for the morning."""
    said = Reply("utter_told", {"who": who_ref(post)})
    schedule.speaker.say(tx, person_id, f"told:{concern_id}", (said,), kind="safety")
    concerns.mark_told(tx, concern_id)
    question = ask_what_you_want(tx, person_id, concern_id)
    if question is not None:
        schedule.speaker.ask(tx, f"wanted:{concern_id}", question, 0)


def _say_still_trying(tx: Transaction, schedule: Schedule, person_id: str, alert_id: str, concern_id: str) -> None:
    said = Reply("utter_still_trying", {"who": who_ref(alert_news.first_told(tx, concern_id))})
    schedule.speaker.say(tx, person_id, f"trying:{alert_id}", (said,), kind="safety")
    alert_news.mark_still_trying(tx, alert_id)


def _ask_if_it_helped(tx: Transaction, schedule: Schedule, person_id: str, action: PendingAction) -> None:
    """It waits for its day and for a moment of rest."""
    values, kind = {"done": easy_words_ref(action.id)}, QuestionKind.DID_IT_HELP
    response = "utter_ask_did_it_help"
    questions.ask(tx, person_id, kind, response, values=values, subject_id=action.id, started_by="bot", wait=True)
    pending_actions.mark_asked(tx, action.id)


def _ask_now(tx: Transaction, schedule: Schedule, person_id: str, question_id: str) -> None:
    """At most one question a day is started by the bot (conversation rule 58), fewer or none as the person wants (R44), in a
    moment of rest. Something the person left unfinished is set aside, not lost; "Are you OK?" is never set aside."""
    unfinished = questions.open_question(tx, person_id)
    if unfinished is not None and unfinished.kind is QuestionKind.ARE_YOU_OK:
        return
    if not how_often.may_ask_now(tx, person_id):
        return
    rest = LONG_REST if unfinished is not None else REST
    last = outbox.last_activity(tx, person_id)
    if schedule.is_quiet(tx) or (last is not None and last > tx.now - rest):
        return
    schedule.speaker.ask(tx, f"question:{question_id}", questions.reopen(tx, question_id), 0)
