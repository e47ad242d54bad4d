"""A walk through everything a person can say, tap and wait for, with what must hold after every step."""

from __future__ import annotations

import random
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from sqlalchemy import func, select

from storage import Transaction, feedback, houses, inbox, pending_actions, questions, staff_names, triage
from storage.feedback import Feedback
from storage.outbox import OutboxMessage, ShownOption
from storage.tables.conversation import inbox as inbox_table
from storage.tables.conversation import questions as questions_table
from storage.tables.feedback import draft_words, drafts
from storage.tables.feedback import feedback as feedback_table
from storage.vocabulary import OPEN_ACTIONS, Sent, Triage, WhatChanges
from tests.conversation.conftest import House, SetClock
from tests.support.talk import Talk
from wording.catalogue import Catalogue

MOST_BUTTONS, MOST_BUBBLES = 5, 2
# Each stands for a kind of message; what tells of harm has a word in it that nothing else here has.
HARM = {"the night man hits me": "hits", "Dazzer touched my private parts": "dazzer"}
TYPED = """\
hello|hi|thank you|bye|stop|yes|no|not sure|ok|skip|back|say it again|slower|undo|more|carry on|start again
what did you do about my things?|who sees this?|are you a person?|can i talk to a person|qwertyuiop asdfgh|zxcv
the telly is broken again|i made toast by myself|i want to go bowling on friday|dinner was cold|just me|better
bus was late but the pub was brill|the tea was nice but my room is freezing|no it was good|my words|good or bad|🚌❌|😡
i want to make a complaint|it was bad|it was good|send it|change it|do not send it|what is the capital of spain
my check-ins|pause for a week|swimming|one day|monday|morning|keep it|stop this one
ask me less|stop asking me|every day|now and then|only the manager|that is enough|i am ok|i am not ok|nobody hit me|only joking|dont tell anyone
1|2|3|5|9|0|😊|😞|👍|😭😭|🎂|...|?|   |é̶ ¿ 漢字|{ } <b>&amp;</b>|/start"""
WORDS = (*(words for line in TYPED.splitlines() for words in line.split("|")), "1\n2\n3", "and then it rained " * 50)
CONTROLS = (
    *("repeat", "slower", "back", "skip", "not_sure", "stop", "undo", "need_person", "what_happened"),
    *("who_sees", "are_you_real", "help_now", "start", "how_often", "my_check_ins", "about_me", *Sent),
)
SENT = {"utter_sent", "utter_changed"}
UNFILLED = re.compile(r"\{[a-z_]+\}")
DONE = "Sam put in a new shower. It is warm now."


@dataclass
class Walk:
    """One person's walk. Each step notes what it did, so that a failure can be read."""

    talk: Talk
    house: House
    clock: SetClock
    catalogue: Catalogue
    pick: random.Random
    steps: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    secrets: set[str] = field(default_factory=set)

    async def step(self) -> None:
        kinds = (self.words, self.newest_tap, self.old_tap, self.control, self.time, self.staff)
        step: Callable[[], Awaitable[None]] = self.pick.choices(kinds, weights=(34, 30, 8, 14, 6, 8))[0]
        await step()

    async def words(self) -> None:
        if self.pick.random() < 0.05:
            words = self.pick.choice(tuple(HARM))
            self.secrets.add(HARM[words])
        else:
            words = self.pick.choice(WORDS)
            self.said.append(words)
        await self._answered(words, words=words)

    async def newest_tap(self) -> None:
        shown = [one for bubble in self.talk.bubbles for one in bubble.options][-MOST_BUTTONS:]
        await self._tap(shown)

    async def old_tap(self) -> None:
        await self._tap([one for bubble in self.talk.bubbles for one in bubble.options])

    async def control(self) -> None:
        control = self.pick.choice(CONTROLS)
        await self._answered(f"[{control}]", control=control)

    async def time(self) -> None:
        days = self.pick.choice((0, 0, 1, 3, 8))
        self.clock.passes(days=days, minutes=self.pick.choice((1, 31, 90)))
        self.steps.append(f"{days} days pass")
        await self._round()

    async def staff(self) -> None:
        """Decide or finish one thing, if there is one, and let its person hear of it."""
        self.steps.append("staff")
        await self.talk.store.writing(self._decide)
        await self._round()

    def _decide(self, tx: Transaction) -> None:
        manager, change = self.house.manager, "Sam will fix the shower."
        going = [one for one in pending_actions.in_houses_of(tx, manager) if one.status in OPEN_ACTIONS]
        waiting = feedback.to_triage(tx, manager)
        if going and self.pick.random() < 0.6:
            done = self.pick.random() < 0.7
            pending_actions.finish(tx, manager, self.pick.choice(going).id, done=done, easy_words=DONE)
        elif waiting and (self.pick.random() < 0.3 or self._names_the_manager(tx, waiting[0])):
            triage.decide(tx, manager, waiting[0].id, self.pick.choice((Triage.NOTED, Triage.COMPLAINT)))
        elif waiting:
            what = self.pick.choice(tuple(WhatChanges))
            pending_actions.agree(tx, manager, waiting[0].id, manager.id, what, change, tx.today)

    def _names_the_manager(self, tx: Transaction, said: Feedback) -> bool:
        """ "Only the manager" does; then it is not hers to own."""
        return self.house.manager in staff_names.named(tx, said.house_id, said.words)

    async def _round(self) -> None:
        before = len(self.talk.bubbles)
        await self.talk.service.schedule.round()
        await self.talk.looks()
        self._look_at(self.talk.bubbles[before:])

    async def _tap(self, shown: list[ShownOption]) -> None:
        if shown:
            option = self.pick.choice(shown)
            await self._answered(f"({option.label})", option_token=option.token)

    async def _answered(self, step: str, **what: str) -> None:
        self.steps.append(step)
        before, rows = len(self.talk.bubbles), await self.talk.store.reading(_rows)
        was_asked = await self._asked()
        sent = await self.talk.drops_in(**what)
        await self.talk.hears()
        new = self.talk.bubbles[before:]
        self.steps.append("        -> " + " | ".join(bubble.text for bubble in new))
        assert new, "no answer"
        self._look_at(new)
        await self._open_question_is_shown(new, was_asked)
        told = any(bubble.response in SENT for bubble in new)
        if told and await self.talk.store.reading(_intent, sent) in ("repeat", "slower"):
            told = False
        assert await self.talk.store.reading(_rows) - rows == told, "what was said to be sent is what was sent"
        assert await self.talk.store.reading(_orphans, self.talk.person_id) == [], "words without a question"

    def _look_at(self, new: list[OutboxMessage]) -> None:
        for source in {bubble.source_id for bubble in new}:
            row = [bubble for bubble in new if bubble.source_id == source]
            signed = any(self.catalogue[bubble.response].signed for bubble in row)
            assert len(row) <= MOST_BUBBLES or signed, "too many in a row"
        for bubble in new:
            assert len(bubble.options) <= MOST_BUTTONS
            assert not UNFILLED.search(bubble.text)
            assert not [word for word in self.secrets if word in bubble.text.casefold()], "harm echoed"
            if not self.catalogue[bubble.response].placeholders & {"words", "things", "about", "check_ins"}:
                assert not [words for words in self.said if len(words) > 20 and words in bubble.text]

    async def _asked(self) -> str | None:
        asked = await self.talk.store.reading(questions.open_question, self.talk.person_id)
        return None if asked is None else asked.id

    async def _open_question_is_shown(self, new: list[OutboxMessage], was_asked: str | None) -> None:
        asked = await self._asked()
        assert not [bubble for bubble in new if bubble.options and bubble.question_id != asked]
        assert asked in (None, was_asked) or asked in [bubble.question_id for bubble in new], "asked and not shown"


def _rows(tx: Transaction) -> int:
    """How often something was sent; what was said at once is sent at once."""
    where = feedback_table.c.part == 1
    return int(tx.execute(select(func.count()).select_from(feedback_table).where(where)).scalar_one())


def _intent(tx: Transaction, sent: str) -> str:
    row = tx.execute(select(inbox_table.c.id).where(inbox_table.c.channel_message_id == sent)).one()
    reading = inbox.message(tx, row.id).reading
    return "" if reading is None else str(reading["intent"])


def _orphans(tx: Transaction, person_id: str) -> list[str]:
    """Drafts with words that no question will ever ask about; before the person said yes they wait for that."""
    if houses.person(tx, person_id).notice_answer != "yes":
        return []
    asked = select(questions_table.c.subject_id).where(questions_table.c.status.in_(("open", "waiting")))
    told = select(draft_words.c.draft_id)
    where = (
        drafts.c.status == "open",
        drafts.c.id.in_(told),
        drafts.c.id.not_in(asked.where(questions_table.c.subject_id.is_not(None))),
    )
    return [str(row.id) for row in tx.execute(select(drafts.c.id).where(*where))]
