"""The longest and strangest that a chat app lets through is read by the trained model, and takes no person's turn away.

CPU time, for that is the same on a busy machine. `python -m tests.nlu.in_assistant.worst_times` says how long each takes.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import random
import time
import unittest
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

from rasa.core.agent import Agent
from rasa.utils.log_utils import configure_structlog

from nlu.parts import LONGEST_TO_CUT, MOST_CUTS
from nlu.words.plain import LONGEST

MODEL = Path(__file__).parents[3] / "models" / "said.tar.gz"
MOST_SECONDS = 0.2
MARK = "\u2063"
# Bad at first and good at the end, so that it is cut into parts.
BOTH = "horrible bus {} lovely dinner"
BAD, GOOD = ["horrible", "bus"] * 3, ["lovely", "dinner"] * 3
_ANY = random.Random(0)


def messages() -> Iterator[tuple[str, str]]:
    """Names and messages."""
    yield "letters without a space", _letters(LONGEST)
    yield "one letter", "x" * LONGEST
    yield "short words", " ".join(_letters(4) for _ in range(LONGEST // 5))
    yield "long words", " ".join(_letters(LONGEST // MOST_CUTS - 1) for _ in range(MOST_CUTS))
    many = (LONGEST_TO_CUT - 150) // 5
    for name, piece in (("letters", _letters(many)), ("signs that stand for sentences", "\ufdfa" * many)):
        yield f"cut at each of some long words: {name}", " ".join([*BAD, *[piece] * 5, *GOOD])
    yield "commas", "a," * (LONGEST // 2)
    yield "commas between words", "lovely, horrible, " * (LONGEST // 18)
    yield "flags of the rainbow", "🏳️‍🌈" * (LONGEST // 3)
    yield "families", "👨‍👩‍👧‍👦" * (LONGEST // 7)
    yield "ten thousand emoji", "😡" * 10_000
    yield "emoji of all kinds", "".join(chr(_ANY.randrange(0x1F300, 0x1F5FF)) for _ in range(LONGEST))
    yield "emoji between words", "bus 😡 pub 😀 " * (LONGEST // 12)
    yield "combining marks", "a" + "\u0301" * (LONGEST - 1)
    yield "joiners", "\u200d" * LONGEST
    yield "control characters", "".join(chr(at % 32) for at in range(LONGEST))
    yield "not", "not " * 2_000
    yield "but", "but " * (LONGEST // 4)
    yield "spaces", "a" + " " * (LONGEST - 2) + "b"
    yield "spaces and tabs", "a" + "\t \t" * (LONGEST // 3) + "b"
    yield "lines", "\n" * LONGEST
    yield "dashes", " - " * (LONGEST // 3)
    yield "apostrophes", "'" * LONGEST
    yield "typed faces", ":( " * (LONGEST // 3)
    yield "brackets", "([{" * (LONGEST // 3)
    yield "Arabic", "السلام عليكم " * (LONGEST // 13)
    yield "Chinese", "你好世界" * (LONGEST // 4)
    yield "Arabic, Chinese and emoji", "你好😡السلام🐻 " * (LONGEST // 11)
    yield "one sign that stands for a sentence", "\ufdfa" * LONGEST
    yield "such signs as words", "\ufdfa " * (LONGEST // 2)
    yield "lone surrogates", "\ud800" * LONGEST
    yield "listed words", "lovely horrible " * (LONGEST // 16)
    yield "misspelt words", "orribl luvly tereble rubish " * (LONGEST // 28)
    yield "own signs", f"{MARK}sign=🐻{MARK}means=a horrible day{MARK} bah " * 150


class WorstTimes(unittest.TestCase):
    """One loaded model for all of them."""

    agent: ClassVar[Agent]

    @classmethod
    def setUpClass(cls) -> None:
        configure_structlog(logging.ERROR)
        cls.agent = Agent.load(str(MODEL))
        for words in ("lovely", "horrible bus 😡 but orribl lovely dinner"):
            read(cls.agent, words)
        # What loading has left behind is not to be cleared away during a reading.
        gc.collect()

    def test_none_takes_longer_and_each_is_read_whole(self) -> None:
        for name, words in messages():
            for form in ("{}", BOTH):
                with self.subTest(name, form=form):
                    found, seconds = read(self.agent, form.format(words))
                    self.assertTrue(found["parts"])
                    self.assertLessEqual(seconds, MOST_SECONDS)


def read(agent: Agent, words: str) -> tuple[dict[str, Any], float]:
    """What was read, and the CPU time it took."""
    started = time.process_time()
    found = asyncio.run(agent.parse_message(f"{MARK}asked=open{MARK}{words}"))
    return found, time.process_time() - started


def _letters(many: int) -> str:
    return "".join(_ANY.choice("abcdefghijklmnoprstuwy") for _ in range(many))


if __name__ == "__main__":
    WorstTimes.setUpClass()
    for name, words in messages():
        times = " ".join(f"{read(WorstTimes.agent, form.format(words))[1] * 1000:6.0f} ms" for form in ("{}", BOTH))
        print(f"{name:40}{times}")
