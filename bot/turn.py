"""One message, worked off: screened first, then read, then answered; its answer and its end are committed together."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from bot import what_they_want
from bot.assistant import Assistant
from bot.read_as import Reading
from bot.reading import Reader
from bot.safety import Screened, nothing_found, retraction, screened, taken_back
from bot.speaking import Speaker
from storage import Store, Transaction, inbox, listening, meanings, questions, readings, staff_requests, turns, updates
from storage.inbox import InboxMessage
from storage.meanings import Meaning
from storage.turns import Reply, TurnResult
from storage.vocabulary import UNSCREENED, QuestionKind, RequestKind, Sent

TRIES = 3
SCREENED_AT_ONCE = 300
"""Letters. A longer message is screened on a thread: it takes a while, and other people are talking."""


@dataclass(frozen=True)
class Turns:
    """Works messages off. Whatever step a kill interrupts, the next try does the rest and nothing twice."""

    store: Store
    reader: Reader
    assistant: Assistant
    speaker: Speaker

    async def screen(self, message: InboxMessage) -> Screened | None:
        """What the rules find in a message. One that tells of harm, or takes back what was told, is answered at once, whatever
        waits before it (R01, R10); of one that no rule can read, a human hears (R24)."""
        await self.keep_unscreened(message)
        found = await self.find(message)
        if found is not None and found.goes_first:
            await self._handle(message, found)
        return found

    async def find(self, message: InboxMessage) -> Screened | None:
        """What the rules find in a message, and nothing else: while a concern is open, that may be a wish about it."""
        own = await self.store.reading(meanings.of_person, message.person_id) if message.words else ()
        if len(message.words or "") > SCREENED_AT_ONCE:
            found, wish = await asyncio.to_thread(_found, message, own)
        else:
            found, wish = _found(message, own)
        about = await self.store.reading(retraction, message.person_id, wish, found) if wish else None
        return found if about is None else about

    async def _handle(self, message: InboxMessage, found: Screened) -> None:
        await self.store.writing(found.handle, self.speaker, message)

    async def keep_unscreened(self, message: InboxMessage) -> None:
        """Of what no rule can read, a human is to hear."""
        if message.control in UNSCREENED:
            await self.store.writing(listening.raise_if_unscreened, message)

    async def answer(self, message: InboxMessage, found: Screened | None) -> None:
        """Answer one message, in which the rules found no more than something to check; what the model hears in it goes
        the way of what they find. Raises AssistantDown while nobody can read it, TurnFailed if a try failed; it still
        waits."""
        reading = await self._read(message, found)
        found = Screened.cry_for_help() if reading.intent == "help_now" else further(found, reading)
        if found is not None and found.goes_first:
            await self._handle(message, found)
            return
        result = await self._turn(message, reading)
        await self.store.writing(_finish, self.speaker, message, found, reading, result)

    async def failed(self, message: InboxMessage) -> None:
        """A try failed: after the last one a person reads it."""
        await self.store.writing(_failed, self.speaker, message)

    async def _read(self, message: InboxMessage, found: Screened | None) -> Reading:
        """Read once: a repeated try goes by what was kept."""
        if message.reading:
            return Reading.from_json(message.reading)
        return await self.reader.read(message, nothing_found() if found is None else found.screening)

    async def _turn(self, message: InboxMessage, reading: Reading) -> TurnResult:
        tries = await self.store.writing(_begin, message, reading)
        return await self.assistant.turn(reading.intent, reading.asked, reading.answer, message.id, tries)


def _found(message: InboxMessage, own: Sequence[Meaning]) -> tuple[Screened | None, str | None]:
    """What the rules find in a message, and how it takes something back, if it says nothing else."""
    return screened(message, own), taken_back(message, own)


def further(found: Screened | None, reading: Reading | None) -> Screened | None:
    """What the rules found, or the model where it heard more."""
    if reading is None or reading.tier is None:
        return found
    return Screened.by_the_model(found, reading.tier, reading.reasons)


def _begin(tx: Transaction, message: InboxMessage, reading: Reading) -> int:
    """Keep what the message was read as, which is counted where the model read it, and count the try; returns how many
    that makes."""
    if message.reading is None:
        inbox.keep_reading(tx, message.id, reading.as_json())
        if reading.is_sure is not None and message.content_id is not None:
            whose, words = message.person_id, message.content_id
            readings.read(tx, whose, words, intent=reading.intent, kind=reading.kind, is_sure=reading.is_sure)
    return inbox.count_attempt(tx, message.id)


def _finish(
    tx: Transaction,
    speaker: Speaker,
    message: InboxMessage,
    found: Screened | None,
    reading: Reading,
    result: TurnResult,
) -> None:
    """Replies, the question of a worry, and "this message is done", in one transaction."""
    if inbox.message(tx, message.id).status != "waiting":
        return
    if found is not None:
        concern_id = found.keep(tx, message)
        kind, response = QuestionKind.ARE_YOU_OK, "utter_ask_are_you_ok"
        questions.ask(tx, message.person_id, kind, response, subject_id=concern_id)
        # What became of a picture or an edited message is said all the same.
        result = TurnResult(result.replies if message.control in tuple(Sent) else ())
    speaker.answer(tx, message.person_id, message.id, result, reading.question_id)
    updates.heard(tx, message.person_id)
    inbox.close(tx, message.id)
    turns.forget_steps(tx, message.id)


def _failed(tx: Transaction, speaker: Speaker, message: InboxMessage) -> None:
    tries = inbox.message(tx, message.id).attempts
    if tries == message.attempts:  # It failed before the try was counted.
        tries = inbox.count_attempt(tx, message.id)
    if tries >= TRIES:
        _give_up(tx, speaker, message)


def _give_up(tx: Transaction, speaker: Speaker, message: InboxMessage) -> None:
    """After several tries a person reads it: the words are kept, and whoever wrote them hears so. What was found in them is
    not forgotten over it."""
    kept = inbox.message(tx, message.id).reading
    by_the_rules = screened(message, meanings.of_person(tx, message.person_id))
    found = further(by_the_rules, Reading.from_json(kept) if kept else None)
    if found is not None:
        found.keep(tx, message)
    reply = "utter_words_kept_person_reads"
    if what_they_want.kept_unread(tx, message):
        reply = "utter_what_you_want_kept"
    elif message.control in UNSCREENED:  # a human hears it, who is not of the house
        reply = f"utter_{message.control}"
    else:
        kind = RequestKind.UNREAD_MESSAGE
        staff_requests.ask(tx, message.person_id, kind, message.id, content_id=message.content_id)
    speaker.say(tx, message.person_id, message.id, (Reply(reply),))
    inbox.close(tx, message.id)
    turns.forget_steps(tx, message.id)
