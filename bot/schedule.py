"""What starts by itself: updates, "Did it help?", check-ins, "still working on it", and the tidying up. Rasa starts nothing.

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
    askings,
    concerns,
    decisions,
    due_check_ins,
    due_choices,
    how_often,
    late,
    outbox,
    own_times,
    pending_actions,
    questions,
    small_questions,
    supporter_access,
    updates,
)
from storage.askings import Asking
from storage.choice_offers import Offer
from storage.pending_actions import PendingAction
from storage.references import easy_words_ref, supporter_ref, who_ref
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
        await self._check_ins()
        if await self.store.reading(asked_outcomes.gone):
            await self.store.writing(asked_outcomes.drop_those_gone)
        for action in await self.store.reading(pending_actions.to_ask):
            await self._write(_ask_if_it_helped, action.person_id, action)
        for action in await self.store.reading(pending_actions.gone_silent):
            await self.store.writing(pending_actions.tell_still_working, action)
        await self._choices()
        if await self.store.reading(late.is_there_any):
            await self.store.writing(late.tell)
        for supporter_id, person_id in await self.store.reading(supporter_access.to_tell):
            await self._write(_tell_who_helps_now, person_id, supporter_id)
        await self._small_questions()
        for question_id, person_id in await self.store.reading(questions.bot_started_unasked):
            await self._write(_ask_now, person_id, question_id)
        for asking in await self.store.reading(askings.to_nudge):
            await self._write(_nudge_check_in, asking.person_id, asking)

    async def _check_ins(self) -> None:
        """Days that are over go first, so that nothing of them is asked as if it were of today."""
        for asking in await self.store.reading(askings.of_days_gone):
            await self.store.writing(askings.drop, asking)
        for asking in await self.store.reading(askings.left_open):
            await self.store.writing(askings.leave, asking)
        for check_in in await self.store.reading(due_check_ins.to_take_up):
            await self.store.writing(due_check_ins.take_up, check_in.id)

    async def _choices(self) -> None:
        """Prepared choices: over, due, to be asked once more, or left without an answer."""
        for kept in await self.store.reading(due_choices.to_expire):
            await self.store.writing(due_choices.expire, kept.id)
        for kept in await self.store.reading(due_choices.to_offer):
            await self.store.writing(due_choices.offer, kept.id)
        for decision in await self.store.reading(due_choices.to_ask_again):
            await self.store.writing(decisions.ask_again, decision.id)
        for offer in await self.store.reading(due_choices.to_nudge):
            await self._write(_nudge_choice, offer.person_id, offer)

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

    def is_quiet(self, tx: Transaction, person_id: str) -> bool:
        """Whether the bot may not speak up by itself now: in the quiet hours of the service, or in this person's own."""
        return self.quiet.holds_at(tx.now.astimezone(tx.calendar.zone).time()) or own_times.is_quiet(tx, person_id)

    def may_begin(self, tx: Transaction, person_id: str) -> bool:
        """Whether this is a moment of rest in which the bot may ask something. What the person left unfinished is then set
        aside, not lost."""
        return self.is_rest(tx, person_id, LONG_REST)

    def is_rest(self, tx: Transaction, person_id: str, if_unfinished: timedelta) -> bool:
        """Whether nothing was said for a while, or for so long where the person left something unfinished; it is not quiet time,
        and "Are you OK?" is not open, which is never set aside."""
        unfinished = questions.open_question(tx, person_id)
        if unfinished is not None and unfinished.kind is QuestionKind.ARE_YOU_OK:
            return False
        rest = REST if unfinished is None else if_unfinished
        last = outbox.last_activity(tx, person_id)
        return not self.is_quiet(tx, person_id) and (last is None or last <= tx.now - rest)


def _tell(tx: Transaction, schedule: Schedule, person_id: str, update: Update) -> None:
    """Queued only when it may be shown: a message behind newer ones would count as seen with them."""
    if not schedule.is_quiet(tx, person_id):
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


def _nudge_choice(tx: Transaction, schedule: Schedule, person_id: str, offer: Offer) -> None:
    """A choice that was not answered is put once more, in simpler words, as the one question of its day (conversation rules
    37 and 38)."""
    still = [one for one in due_choices.to_nudge(tx) if one.id == offer.id]
    if not still or not schedule.may_begin(tx, person_id) or not how_often.may_ask_now(tx, person_id):
        return
    asked = questions.question(tx, str(still[0].question_id))
    questions.put_otherwise(tx, asked.id, f"utter_again_ask_{asked.kind}")
    due_choices.mark_nudged(tx, offer.id)
    schedule.speaker.ask(tx, f"nudge:{offer.id}", questions.reopen(tx, asked.id), 0)


def _ask_now(tx: Transaction, schedule: Schedule, person_id: str, question_id: str) -> None:
    """At most one question a day is started by the bot (conversation rule 58), fewer or none as the person wants (R44), and
    check-ins as they chose them, in a moment of rest."""
    asked = questions.question(tx, question_id)
    if asked.status != "waiting" or not asked.is_for_the_schedule or not schedule.may_begin(tx, person_id):
        return
    if asked.kind is not QuestionKind.CHECK_IN:
        may_ask = how_often.may_ask_now(tx, person_id)
    else:
        may_ask = askings.is_for_today(tx, str(asked.subject_id)) and how_often.may_check_in_now(tx, person_id)
    if not may_ask:
        return
    if asked.kind is QuestionKind.CHECK_IN:
        askings.mark_asked(tx, str(asked.subject_id))
    schedule.speaker.ask(tx, f"question:{question_id}", questions.reopen(tx, question_id), 0)


def _nudge_check_in(tx: Transaction, schedule: Schedule, person_id: str, asking: Asking) -> None:
    """Once, the next day, in simpler words; then silence (conversation rules 37 and 38)."""
    if (
        asking in askings.to_nudge(tx)
        and schedule.may_begin(tx, person_id)
        and how_often.may_check_in_now(tx, person_id)
    ):
        schedule.speaker.ask(tx, f"nudge:{asking.id}", askings.nudge(tx, asking), 0)


def _tell_who_helps_now(tx: Transaction, schedule: Schedule, person_id: str, supporter_id: str) -> None:
    """Somebody used a code that the person, or staff with them, gave away. It does not count as the one question of a day, nor
    is it held up by how often the person wants to be asked: they began it, and can stop it here."""
    if not schedule.is_rest(tx, person_id, REST):
        return
    values, kind = {"helper": supporter_ref(supporter_id)}, QuestionKind.HELPER
    asked = questions.ask(tx, person_id, kind, supporter_access.NOW_HELPS, values=values, subject_id=supporter_id)
    schedule.speaker.ask(tx, f"question:{asked.id}", asked, 0)
