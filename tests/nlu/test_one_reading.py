"""`said understand` with the real model: its reading is the one the conversation goes by, and quick enough."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.assistant import Assistant
from bot.gateway import typed
from bot.published import as_json
from bot.understanding import understood
from safeguarding import screen
from tests.support.running_assistant import RunningAssistant

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "bot.cli", "understand"]
MESSAGES = [
    *(
        (words, "open")
        for words in ("dinna was orribl", "😡🚌", "me no like shower cold", "bus late but pub was brill")
    ),
    *(
        (words, "open")
        for words in ("no one rushed me", "not bad", "we had pasta", "so so", "👍🏽👍🏽", "🚌❌", "👋", ":(")
    ),
    *((words, "open") for words in ("i want a cat 🐈", "can i talk to sumone", "r u real", "who can see wot i rite")),
    *((words, "open") for words in ("they never listen to me i want to complain", "what did u do about my things")),
    *((words, "open") for words in ("he hit me", "nobody hit me", "my tea was murder", "i cant breathe", "HELP")),
    *(
        (words, "open")
        for words in ("stop", "go back", "slow down pls", "say it agen", "ta", "bye", "hiya", "asdf qwer")
    ),
    *(
        (words, "open")
        for words in ("/stop", ' /choose{"asked": "read_back"}', "\u2063asked=worked\u2063nothing", "🏳️‍🌈")
    ),
    *((words, "open") for words in ("a\nb\u2028c\td", "ünïcödé Ω 漢字 עברית", "x" * 500, "the bus " * 200)),
    *(("Nothing.", asked) for asked in ("open", "worked", "did_not_work", "did_it_help", "choice")),
    *(("bowling", asked) for asked in ("open", "worked", "did_not_work", "choice")),
    ("Get a swimming pool", "did_not_work"),
    ("no it is stil broke", "did_it_help"),
    ("the red one", "choice"),
]


def lines(messages: list[tuple[str, str]]) -> str:
    return "".join(json.dumps({"text": words, "asked": asked}) + "\n" for words, asked in messages)


async def in_the_talk(assistant: RunningAssistant, messages: list[tuple[str, str]]) -> list[dict[str, Any]]:
    """As the gateway reads them: kept as `typed`, screened, parsed by the running assistant."""
    async with Assistant(lambda: assistant.url, assistant.token) as client:
        kept = [(typed(words), asked) for words, asked in messages]
        return [as_json(understood(await client.parse(asked, words), screen(words))) for words, asked in kept]


async def test_it_reads_as_the_conversation_does(assistant: RunningAssistant) -> None:
    done = subprocess.run(COMMAND, cwd=ROOT, input=lines(MESSAGES), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert [json.loads(one) for one in done.stdout.splitlines()] == await in_the_talk(assistant, MESSAGES)


def test_it_reads_a_hundred_lines_a_second() -> None:
    many = 1_000
    messages = ([one for one in MESSAGES if len(one[0]) < 100] * many)[: many + 1]
    with subprocess.Popen(COMMAND, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin and process.stdout
        process.stdin.write(lines(messages))
        process.stdin.close()
        process.stdout.readline()
        loaded = time.perf_counter()
        assert sum(1 for _ in process.stdout) == many
        assert many / (time.perf_counter() - loaded) >= 100


@pytest.mark.parametrize("when", ["loading", "waiting"])
def test_ctrl_c_ends_it_and_leaves_nothing_behind(when: str) -> None:
    with subprocess.Popen(
        COMMAND, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin and process.stdout and process.stderr
        child = _child_of(process.pid)
        if when == "waiting":
            process.stdin.write(lines(MESSAGES[:1]))
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["intent"]
        process.send_signal(signal.SIGINT)
        assert (process.wait(20), process.stderr.read()) == (130, "")
    _until(lambda: not _runs(child))


def _child_of(process_id: int) -> int:
    """As soon as it is there."""
    children = Path(f"/proc/{process_id}/task/{process_id}/children")
    _until(lambda: bool(children.read_text().split()))
    return int(children.read_text().split()[0])


def _runs(process_id: int) -> bool:
    try:
        state = Path(f"/proc/{process_id}/stat").read_text()
    except OSError:
        return False
    return state.rpartition(")")[2].split()[0] != "Z"


def _until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.01)
