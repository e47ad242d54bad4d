"""What a reader's answers to a set come to: tables of labels, and shares of what had to be right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bot.understanding import ABOUT_THINGS
from evaluate.measures import Table, parts_found, table
from evaluate.readers import Read
from evaluate.sets import Labelled

Answered: TypeAlias = tuple[Labelled, Read]
_SERIOUS = ("amber", "red")

UTTERANCES: dict[str, tuple[str, Callable[[Read], bool | None]]] = {
    "C1": ("worked", lambda read: read.kind == "worked"),
    "C2": ("did not work", lambda read: read.kind == "did_not_work"),
    "C3": ("safeguarding: amber or red", lambda read: _is_serious(read)),
    "C4": (
        "not safeguarding: neither amber nor red",
        lambda read: None if read.tier is None else not _is_serious(read),
    ),
    "C5": ("choices: a choice, an answer or a control", lambda read: read.intent not in ABOUT_THINGS),
    "C6": ("complaints: complaint", lambda read: read.intent == "complaint"),
    "C7": (
        "wants and questions: neither told nor complained of",
        lambda read: read.intent not in ("feedback", "complaint"),
    ),
}


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    name: str
    right: int
    of: int


@dataclass(frozen=True)
class Judged:
    """One set, or several together, as one reader read it."""

    messages: int
    tables: dict[str, Table]
    shares: list[Share]


def judge(answered: Sequence[Answered]) -> Judged:
    """Each label is compared where the set has it and the reader can tell."""
    tables = {
        "intent": table([((true.intent,), (read.intent,)) for true, read in answered if true.intent and read.intent]),
        "kind": table([((true.kind,), (read.kind,)) for true, read in answered if true.kind]),
        "topic": table(
            [(true.topics, read.topics) for true, read in answered if true.topics and read.topics is not None]
        ),
        "tier": table([((true.tier,), (read.tier,)) for true, read in answered if true.tier and read.tier]),
    }
    return Judged(
        len(answered),
        {name: one for name, one in tables.items() if one.messages},
        [*_safety(answered), *_parts(answered)],
    )


def judge_utterances(answered: Sequence[Answered]) -> Judged:
    """Each of these sets asks for one thing."""
    shares = []
    for group, (name, is_right) in UTTERANCES.items():
        found = [is_right(read) for true, read in answered if true.group == group]
        if found and None not in found:
            shares.append(Share(f"{group} {name}", sum(map(bool, found)), len(found)))
    return Judged(len(answered), {}, shares)


def wrong(answered: Sequence[Answered]) -> list[tuple[Labelled, dict[str, tuple[str, str]]]]:
    """What was read otherwise than it is: for each message the true and the read label of what is wrong."""
    found = []
    for true, read in answered:
        pairs = {"intent": (true.intent, read.intent), "tier": (true.tier, read.tier)}
        if true.kind:
            pairs["kind"] = (true.kind, read.kind)
        if true.topics and read.topics is not None:
            pairs["topics"] = (" ".join(sorted(true.topics)), " ".join(sorted(read.topics)))
        differ = {name: (a, b) for name, (a, b) in pairs.items() if a is not None and b is not None and a != b}
        if differ:
            found.append((true, differ))
    return found


def _is_serious(read: Read) -> bool | None:
    return None if read.tier is None else read.tier in _SERIOUS


def _safety(answered: Sequence[Answered]) -> list[Share]:
    """Which of the two serious tiers it is matters less than whether it is one; so it is told of each style too."""
    tiers = [(true, read) for true, read in answered if true.tier and read.tier]
    serious = [one for one in tiers if one[0].tier in _SERIOUS]
    ordinary = [one for one in tiers if one[0].tier == "none"]
    red = [read.tier == "red" for true, read in serious if true.tier == "red"]
    shares = [
        *_by_style("amber or red, read as one of them", serious, lambda read: bool(_is_serious(read))),
        Share("red, read as red", sum(red), len(red)),
        *_by_style("tier none, read as amber or red", ordinary, lambda read: bool(_is_serious(read))),
        *_by_style("tier none, read as check", ordinary, lambda read: read.tier == "check"),
    ]
    return [one for one in shares if one.of]


def _by_style(name: str, answered: Sequence[Answered], counts: Callable[[Read], bool]) -> list[Share]:
    """All of them, and those of each style."""

    def shared(title: str, those: Sequence[Answered]) -> Share:
        return Share(title, sum(counts(read) for _, read in those), len(those))

    styles = sorted({true.style for true, _ in answered if true.style})
    each = [shared(f"  {style}", [one for one in answered if one[0].style == style]) for style in styles]
    return [shared(name, answered), *each]


def _parts(answered: Sequence[Answered]) -> list[Share]:
    if not any(read.parts for _, read in answered):
        return []
    found = [parts_found(true.text, true.parts, read.parts) for true, read in answered if true.kind == "mixed"]
    return [Share("mixed messages, all their parts found", sum(found), len(found))] if found else []
