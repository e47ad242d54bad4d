"""The linter for a prepared choice: easy words as everywhere, and words that do not steer (R31, conversation 11, 23, 30)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from wording import answers, phrases, signs
from wording.entry import Option
from wording.finding import Finding
from wording.lint import lint_options, lint_text
from wording.message import read
from wording.sign_search import may_stand_on_an_answer
from wording.tone import is_yes_or_no

NEUTRAL = "neutral.yml"
MOST_TIMES_AS_LONG = 3
"""A label or a meaning that is longer than so many times the shortest one looks like the one to pick."""
WORDS_ALIKE = 4
"""Texts of so many words or fewer are alike enough, whatever their parts."""


@dataclass(frozen=True)
class Written:
    """One option as it was written: what it is called, its emoji, and what it would mean; each may be nothing."""

    label: str
    meaning: str = ""
    sign: str = ""


def lint_choice(
    question: str, options: Sequence[Written], *, names: Iterable[str] = ()
) -> dict[str, tuple[Finding, ...]]:
    """What must change before the choice may be offered, by field: `question`, `label_0`, `sign_0`, `meaning_0` and on. What is not
    written yet is not judged."""
    names = tuple(names)
    found: dict[str, list[Finding]] = {"question": [*_question(question, options, names)] if question else []}
    for place, one in enumerate(options):
        if one.label:
            found[f"label_{place}"] = [*_label(one.label, names)]
        if one.sign and not may_stand_on_an_answer(one.sign):
            found[f"sign_{place}"] = [
                Finding("17", "Take another emoji: no face, no heart, and none of the ways out.", one.sign)
            ]
        if one.meaning:
            found[f"meaning_{place}"] = [*lint_text(one.meaning, names=names), *_steers(one.meaning)]
    for field, finding in _together(options):
        found.setdefault(field, []).append(finding)
    return {field: tuple(dict.fromkeys(findings)) for field, findings in found.items() if findings}


def _question(question: str, options: Sequence[Written], names: Iterable[str]) -> Iterator[Finding]:
    sentences = read(question).sentences
    if is_yes_or_no(question):
        advice = "This asks for yes or no. Ask what they want, such as “What do you want to do on Friday?”."
        yield Finding("24", advice, question)
    elif names_one_alone(question, [one.label for one in options]):
        yield Finding("R31", "The question names one of the options. Name none of them, or all.", question)
    if len(sentences) > 1:
        yield Finding("2", "Ask in one sentence. What an option would mean has a place of its own.", question)
    yield from lint_text(question, names=names, exempt=frozenset({"23"}))
    yield from _steers(question)


def names_one_alone(question: str, labels: Sequence[str]) -> bool:
    """Whether the question speaks of some of the options and not of the others."""
    written = [label for label in labels if signs.without(label)]
    named = [label for label in written if _stands_in(signs.without(label), question)]
    return 0 < len(named) < len(written)


def _stands_in(label: str, question: str) -> bool:
    return re.search(rf"\b{re.escape(label.casefold())}\b", question.casefold()) is not None


def _label(label: str, names: Iterable[str]) -> Iterator[Finding]:
    yield from lint_options([Option("option_1", label)], names=names)
    yield from _steers(label)


def _steers(text: str) -> Iterator[Finding]:
    for sentence in read(text).sentences:
        for group in phrases.groups(NEUTRAL):
            for found, advice in group.found(sentence):
                yield Finding(group.rule, advice, found)


def _together(options: Sequence[Written]) -> Iterator[tuple[str, Finding]]:
    """What the options must change beside each other: none stands out, and no two are the same."""
    labels, meanings = [one.label for one in options], [one.meaning for one in options]
    if all(labels):
        yield from ((f"label_{place}", finding) for place, finding in _too_long(labels))
        alike = [Option(f"option_{place}", label) for place, label in enumerate(labels)]
        for finding in answers.too_alike(alike):
            yield f"label_{max(place for place, label in enumerate(labels) if label == finding.excerpt)}", finding
    if all(meanings):
        yield from ((f"meaning_{place}", finding) for place, finding in _too_long(meanings))
    elif any(meanings) and all(labels):
        advice = "Say what each option would mean, or leave it out for all: the one with more words looks like the one to pick."
        yield f"meaning_{meanings.index('')}", Finding("R31", advice, "")


def _too_long(texts: Sequence[str]) -> Iterator[tuple[int, Finding]]:
    lengths = [len(read(text).words) for text in texts]
    shortest = min(lengths, default=0)
    for place, (text, length) in enumerate(zip(texts, lengths, strict=True)):
        if length > max(WORDS_ALIKE, MOST_TIMES_AS_LONG * shortest):
            advice = "This is much longer than another one. Make them alike, so that none stands out."
            yield place, Finding("R31", advice, text)
