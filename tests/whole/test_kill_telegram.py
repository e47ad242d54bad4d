"""SIGKILL of the app and of the assistant at random points while several people talk on Telegram, whose answers get lost on
top: every message is kept once and answered, and nothing stands twice in a chat."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.channels.telegram.receiving import MORE
from storage import Store, deliveries, feedback, how_messages
from storage.check import check
from storage.tables.conversation import inbox as inbox_table
from storage.tables.conversation import outbox as outbox_table
from storage.vocabulary import Sound
from tests.support.running_app import RunningApp
from tests.support.running_assistant import RunningAssistant
from tests.support.telegram_server import Message, TelegramServer, User
from tests.support.telegram_server.seen import Seen
from tests.whole.killing import all_answered, kill_and_start, no_words_in, people_of

PEOPLE, MEALS = 4, ("breakfast", "dinner")
KILLS, ASSISTANT_KILLS = 6, 1
STICKER = "👍"
SEED = 20260317
PATIENCE = 150.0


@dataclass
class Talker:
    """One person: what they did, by the channel's own ids, and what they told."""

    user: User
    number: int
    chance: random.Random
    did: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    async def links(self, code: str) -> None:
        """Opens the link; a start of the demo makes the codes of others worthless, so this is not what is killed."""
        await self._does(self.user.starts(code))

    async def talks(self) -> None:
        """Tells two things in four steps each, and between them asks for something else, without waiting."""
        for meal in MEALS:
            words = f"{meal} was cold in house {self.number}"
            # The sticker before it is the beginning of what is told next.
            self.told.append(f"{STICKER}\n{words}" if self.told else words)
            for line in (words, "bad", "send it", "just me"):
                await self._does(self._says(line))
            await self._does(
                self.user.sends_sticker(STICKER), self.user.taps("🔁 Say again"), self.user.taps("☰ More")
            )

    async def _says(self, line: str) -> object:
        """By a tap where the newest message has such a button, most of the time."""
        last = self.user.from_bot[-1]
        named = [label for row in last.labels for label in row if line in label.casefold()]
        return await (
            self.user.taps(last.button(named[0])) if named and self.chance.random() < 0.7 else self.user.writes(line)
        )

    async def _does(self, *things: object) -> None:
        before = len(self.user.from_bot)
        for thing in things:
            done = await thing  # type: ignore[misc]
            key = f"m:{self.user.id}:{done.id}" if isinstance(done, Message) else f"c:{done.id}"
            self.did.append(key)
        await self.user.sees(lambda: len(self.user.from_bot) > before and bool(self.user.keyboard), PATIENCE)


async def test_nothing_is_lost_and_nothing_doubled_on_telegram(
    tmp_path: Path, assistant: RunningAssistant, capsys: pytest.CaptureFixture[str]
) -> None:
    async with TelegramServer() as server:
        app = RunningApp(tmp_path, assistant, {"TELEGRAM_TOKEN": server.token, "TELEGRAM_API_URL": server.url})
        await app.start()
        try:
            store = Store(app.database_url)
            ids, codes = people_of(store, PEOPLE)
            with store.write() as tx:
                how_messages.apply(tx, ids[0], Sound.ON)
            talkers = [
                Talker(server.user(f"Invented {number}"), number, random.Random(SEED + number))
                for number in range(PEOPLE)
            ]
            await asyncio.gather(*(one.links(code) for one, code in zip(talkers, codes, strict=True)))
            talking = [asyncio.create_task(one.talks()) for one in talkers]
            await _kill_now_and_then(app, assistant, server)
            await asyncio.gather(*talking)
            await all_answered(store, ids)
            server.faults.clear()
            await _all_sent(store)
            counts = _judge(store, ids, talkers)
            with capsys.disabled():
                again = Counter(call.outcome for call in server.calls_of("sendMessage", "sendVoice"))
                print(f"\napp killed {KILLS} times, assistant {ASSISTANT_KILLS} times (seed {SEED}): {counts}; {again}")
            no_words_in(tmp_path / "app.log")
        finally:
            await app.stop()


async def _kill_now_and_then(app: RunningApp, assistant: RunningAssistant, server: TelegramServer) -> None:
    """At random moments, or just as something is sent, or just as messages are fetched and not yet kept."""
    chance = random.Random(SEED)
    for number in range(KILLS):
        _go_wrong(server, chance)
        await asyncio.sleep(chance.uniform(0.1, 2.5))
        match chance.choice(("now", "sending", "fetching")):
            case "sending":
                await _comes(server, "sendMessage", "sendVoice")
                await asyncio.sleep(chance.uniform(0, 0.01))
            case "fetching":
                await _comes(server, "getUpdates")
                await asyncio.sleep(chance.uniform(0, 0.01))
        if number % (KILLS // ASSISTANT_KILLS) == 1:
            assistant.kill()
        await kill_and_start(app)


async def _comes(server: TelegramServer, *methods: str) -> None:
    """Until the next call of these that has something to it, or five seconds."""
    seen = len(server.calls)
    for _ in range(2_500):
        new = [call for call in server.calls[seen:] if call.method in methods]
        if any(call.method != "getUpdates" or call.result for call in new):
            return
        await asyncio.sleep(0.002)


def _go_wrong(server: TelegramServer, chance: random.Random) -> None:
    sends = chance.choice(("sendMessage", "sendMessage", "sendVoice"))
    match chance.randrange(4):
        case 0:
            server.faults.cut(sends)
        case 1:
            server.faults.broken(502, sends)
        case 2:
            server.faults.too_many(1, sends)
        case 3:
            server.faults.delay(0.3, sends, times=2)
    server.faults.lose_answers("sendMessage")
    server.faults.lose_answers("sendVoice")
    server.faults.deliver_again()
    server.faults.deliver_out_of_order()


async def _all_sent(store: Store) -> None:
    async with asyncio.timeout(PATIENCE):
        while await store.reading(deliveries.people_due, "telegram"):
            await asyncio.sleep(0.1)


def _judge(store: Store, ids: list[str], talkers: list[Talker]) -> str:
    """Fails for whatever was lost, doubled or overtaken; returns the counts."""
    sent = again = 0
    for who, one in zip(ids, talkers, strict=True):
        with store.read() as tx:
            theirs = tx.execute(select(inbox_table).where(inbox_table.c.person_id == who).order_by("position")).all()
            ours = tx.execute(select(outbox_table).where(outbox_table.c.person_id == who).order_by("position")).all()
            kept = [found.words for found in reversed(feedback.of_person(tx, who))]
        asked_for_more = {row.source_id for row in ours if row.response == MORE}
        assert [key for key in one.did if key not in asked_for_more] == [row.channel_message_id for row in theirs]
        assert {row.id for row in theirs} <= {row.source_id for row in ours}, "each is answered"
        from_bot = [seen for seen in one.user.chat if seen.from_bot]
        shown = [seen.words for seen in from_bot if not _is_late_voice(seen)]
        late = [seen.reply_to for seen in from_bot if _is_late_voice(seen)]
        assert late == sorted({to for to in late if to}), (
            "each voice that came after its words once, and in their order"
        )
        assert shown == [row.text for row in ours], "each once, in the order in which it was said"
        assert kept == one.told, "each thing once, in the order in which it was told"
        sent, again = sent + len(shown), again + sum(row.attempts > 1 for row in theirs)
    assert any(seen.voice for seen in talkers[0].user.chat)
    assert check(store).findings == ()
    wrote = sum(len(one.did) for one in talkers)
    return f"{wrote} messages ({again} tried again), {sent} shown; 0 lost, 0 doubled"


def _is_late_voice(seen: Seen) -> bool:
    return seen.voice is not None and not seen.words
