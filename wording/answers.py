"""Rules about the answers of a question: how many, how different, what each is called (conversation 9, 11, 16, 18)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from wording import signs
from wording.catalogue import Option, Wording
from wording.finding import Finding

MAX_CONTENT_OPTIONS = 3
MAX_OPTIONS = 5
LABEL_PREFIX = "utter_control_"
"""Responses of this name are what a control is called, not something the assistant says."""

ESCAPES = frozenset({"something_else", "not_sure", "not_now", "need_person", "who_sees", "other_day", "next_one"})
"""Answers outside the three content options: the ways out, controls shown among the answers, and "more" (rule 10)."""

_OTHER_THINGS = frozenset({"more", "who_sees"})  # a control and an answer share the id and mean different things

_SAME_MEANING = tuple(
    frozenset(words.split("|"))
    for words in (
        "good|great|nice|fine|happy|it was good|i liked it",
        "bad|poor|awful|sad|not good|it was bad",
        "so-so|ok|okay|all right|in the middle",
        "not sure|do not know|i do not know|maybe",
        "something else|other|another thing|something different",
        "stop|end|finish|that is enough|no more",
        "send it|send|yes|yes please",
    )
)


def too_many(options: Sequence[Option]) -> Iterator[Finding]:
    """Rule 9 and R53: at most three content options, five in all."""
    content = [option for option in options if option.answer not in ESCAPES]
    if len(content) > MAX_CONTENT_OPTIONS or len(options) > MAX_OPTIONS:
        advice = f"There are {len(content)} answers to pick from. Use {MAX_CONTENT_OPTIONS} or fewer."
        yield Finding("9", advice, options[-1].label)


def too_alike(options: Sequence[Option]) -> Iterator[Finding]:
    """Rule 11: no two answers that mean the same."""
    seen: dict[object, str] = {}
    for option in options:
        plain = signs.without(option.label).lower()
        meaning = next((group for group in _SAME_MEANING if plain in group), plain)
        if meaning in seen:
            yield Finding("11", f"“{seen[meaning]}” and “{option.label}” mean the same. Keep one.", option.label)
        seen[meaning] = option.label


def one_label_an_answer(wordings: Iterable[Wording]) -> Iterator[tuple[str, Finding]]:
    """Rule 16: the same answer is called the same everywhere, controls included."""
    labels: dict[str, set[str]] = defaultdict(set)
    for wording in wordings:
        for answer, label in _labels(wording):
            labels[answer].add(label)
            if len(labels[answer]) > 1 and answer not in _OTHER_THINGS:
                yield wording.name, Finding("16", f"Always call the answer “{answer}” the same.", label)


def one_meaning_a_sign(wordings: Iterable[Wording]) -> Iterator[tuple[str, Finding]]:
    """Rule 18: a picture stands only on the labels that `en/signs.yml` gives it."""
    for wording in wordings:
        for _, label in _labels(wording):
            for sign in signs.found(label):
                if signs.without(label) not in signs.known().labels(sign):
                    yield wording.name, Finding("18", f"“{sign}” does not stand for this. See signs.yml.", label)


def _labels(wording: Wording) -> Iterator[tuple[str, str]]:
    if wording.name.startswith(LABEL_PREFIX):
        yield wording.name.removeprefix(LABEL_PREFIX), wording.bubbles[0]
    yield from ((option.answer, option.label) for option in wording.options)
