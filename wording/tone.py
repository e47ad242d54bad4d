"""Rules about tone and asking: adult, calm, never leading (conversation 7, 17, 18, 23, 24; care section 4)."""

import re
from collections.abc import Iterator

from wording import phrases, signs
from wording.finding import Finding
from wording.message import Message


def calm_marks(message: Message) -> Iterator[Finding]:
    """Rule 7: an adult tone does not shout."""
    for bubble in message.bubbles:
        if bubble.text.count("!") > 1:
            yield Finding("7", "Use a full stop, not “!”. It can look like shouting.", bubble.text)


def emoji(message: Message) -> Iterator[Finding]:
    """Rules 17, 18 and R52: at most one emoji a line, with a word; our three faces only; no hearts."""
    for bubble in message.bubbles:
        for line in bubble.lines:
            found = signs.found(line)
            if len(found) > 1:
                yield Finding("18", f"This line has {len(found)} emoji. Use one.", line)
            if found and not re.search(r"\w|…", signs.without(line)):
                yield Finding("18", "Put a word with the emoji. People read faces in their own way.", line)
            for sign in found:
                if signs.is_heart(sign) or (signs.is_face(sign) and sign not in signs.known().faces):
                    yield Finding("17", f"Leave “{sign}” out. Use only {' '.join(signs.known().faces)}.", line)


_START = r"(?:^|[,:]\s*|\bso\s+)"
_YES_OR_NO = re.compile(
    _START + r"(?:do|does|did|is|are|was|were|am|can|could|will|would|have|has|had|shall|should|may)(?:n?['’]?t)?\b",
    re.IGNORECASE,
)
_LEADING = re.compile(
    _START + r"(?:(?:did|do) you (?:like|enjoy)|(?:is|was) (?:that|this|it) (?:ok|good)|are you happy)", re.IGNORECASE
)
_EITHER_OR = re.compile(r"\bor (?!not\b)", re.IGNORECASE)


def no_leading_question(message: Message) -> Iterator[Finding]:
    """Rules 23 and 24: no "Did you like it?"; asking yes or no gets a yes to please. Either-or is fine."""
    for sentence in message.sentences:
        if (sentence.is_question and is_yes_or_no(sentence.text)) or _LEADING.search(sentence.text):
            advice = "People often say yes to please. Ask “How was it?” or “What do you want?”."
            yield Finding("23", advice, sentence.text)


def is_yes_or_no(question: str) -> bool:
    """Whether a question can only be answered with yes or no."""
    return bool(_YES_OR_NO.search(question)) and not _EITHER_OR.search(question)


def phrase_lists(message: Message) -> Iterator[Finding]:
    """Rules 6, 7, 30, 31 and the Never words of care section 4, R08, R16, R31 and R56."""
    for sentence in message.sentences:
        for group in phrases.groups():
            for found, advice in group.found(sentence):
                yield Finding(group.rule, advice, found)
