"""`make bench`: one run, one table. `make bench COMPARE=1` puts a stock `rasa init` assistant beside it."""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from pathlib import Path

import httpx

from bench import speech
from bench.chat import Chatter
from bench.measures import Reply, around, long_talk, milliseconds, talks
from bench.program import program
from bench.safety import in_danger
from bench.stock import stock
from bench.telegram import on_telegram

MANY = 16
LONG = 1000
IN_DANGER = 40
ON_TELEGRAM = [1, 16, 100]


async def _person(base: str, code: str) -> tuple[Chatter, Reply]:
    chatter = await Chatter.link(base, code)
    while not await chatter.listen(20):
        pass

    async def reply(words: str) -> float:
        return await chatter.reply_to(words=words)

    return chatter, reply


async def _ours(folder: Path, long: int) -> None:
    async with program(folder) as running:
        print("Said & Done, through the web chat", flush=True)
        _line("pages there after", f"{running.pages_after:.1f} s")
        _line("assistant there after", f"{running.assistant_after:.1f} s")
        people = [await _person(running.base, code) for code in running.add_people(MANY + 1)]
        replies = [reply for _, reply in people]
        await talks(replies[:1], 1)  # what is read from disk the first time is not what people wait for later
        alone, _ = await talks(replies[:1], 10)
        _line("reply, 1 person", milliseconds(alone))
        together, per_second = await talks(replies[:MANY], 4)
        _line(f"reply, {MANY} people", milliseconds(together))
        _line("durable messages", f"{per_second:.1f} / s")
        _long("a long talk", await long_talk(replies[MANY], long))
        for name, megabytes in sorted(running.memory().items()):
            _line(f"memory, {name}", f"{megabytes:.0f} MB")
        for chatter, _ in people:
            await chatter.close()


async def _telegram(folder: Path, people: list[int]) -> None:
    print("\nSaid & Done, through Telegram and within its limits", flush=True)
    async with on_telegram(folder) as running:
        await running.measure(1)  # what is read from disk the first time is not what people wait for later
        for count in people:
            for name, value in (await running.measure(count)).lines():
                _line(name, value)
        print("  with every answer spoken as well", flush=True)
        for name, value in (await running.measure(min(max(people), MANY), audio=True)).lines():
            _line(name, value)


def _speech(folder: Path) -> None:
    print("\nEvery message can be heard, with the plain voice", flush=True)
    for name, value in speech.lines(folder):
        _line(name, value)


async def _danger(folder: Path) -> None:
    print("\nSomebody tells of danger, with the assistant and the voices dead", flush=True)
    for name, value in (await in_danger(folder, IN_DANGER)).lines():
        _line(name, value)


async def _theirs(folder: Path, long: int) -> None:
    print("\nA stock `rasa init` assistant, through its REST channel", flush=True)
    async with stock(folder) as running, httpx.AsyncClient() as client:
        _line("assistant there after", f"{running.ready_after:.1f} s")
        people = [running.person(client) for _ in range(MANY + 1)]
        await talks(people[:1], 1)
        alone, _ = await talks([running.person(client)], 10)
        _line("reply, 1 person", milliseconds(alone))
        together, per_second = await talks(people[:MANY], 4)
        _line(f"reply, {MANY} people", milliseconds(together))
        _line("messages (kept in memory)", f"{per_second:.1f} / s")
        _long("a long talk", await long_talk(people[MANY], long))
        _line("memory", f"{running.memory():.0f} MB")


def _long(name: str, times: list[float]) -> None:
    places = [1, 100, len(times)]
    shown = "   ".join(f"{place:,}: {around(times, place) * 1000:.1f} ms" for place in places if place <= len(times))
    _line(name, f"{shown}   (last / first {around(times, len(times)) / around(times, 1):.2f})")


def _line(name: str, value: str) -> None:
    print(f"  {name:<28} {value}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench", description="Measure the whole program from outside.")
    parser.add_argument("--compare", action="store_true", help="a stock `rasa init` assistant beside it")
    parser.add_argument("--long", type=int, default=LONG, metavar="N", help="messages of the long talk")
    parser.add_argument("--telegram", type=int, nargs="+", default=ON_TELEGRAM, metavar="N", help="people on Telegram")
    parser.add_argument("--only-telegram", action="store_true", help="nothing else")
    parser.add_argument("--only-danger", action="store_true", help="nothing but how soon danger is answered and told")
    parser.add_argument("--only-speech", action="store_true", help="nothing but how soon a message can be heard")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="said-bench-") as folder:
        if not asked.only_telegram and not asked.only_danger:
            _speech(Path(folder) / "speech")
        if asked.only_speech:
            return
        asyncio.run(_danger(Path(folder) / "danger"))
        if asked.only_danger:
            return
        if not asked.only_telegram:
            asyncio.run(_ours(Path(folder) / "ours", asked.long))
        asyncio.run(_telegram(Path(folder) / "telegram", asked.telegram))
        if asked.compare:
            asyncio.run(_theirs(Path(folder) / "theirs", min(asked.long, 200)))


if __name__ == "__main__":
    main()
