"""Rules about how much is said at once: sentences, bubbles, questions, reading grade (conversation 1, 2, 3, 5, 39)."""

import re
from collections.abc import Iterator

from wording import vocabulary
from wording.finding import Finding
from wording.message import Message

MAX_SENTENCE_WORDS = 15
MAX_JOINS = 2
MAX_COMMAS = 2
MAX_BUBBLE_SENTENCES = 2
MAX_BUBBLE_WORDS = 25
MAX_BUBBLE_LINES = 2
MAX_BUBBLES = 2
MAX_GRADE = 4
WORDS_FOR_A_GRADE = 10
"""Below this many words a formula says nothing useful (rule 5); the other rules still hold."""


def sentence_length(message: Message) -> Iterator[Finding]:
    """Rule 1: at most 15 words a sentence."""
    for sentence in message.sentences:
        if (count := len(sentence.words)) > MAX_SENTENCE_WORDS:
            advice = f"This sentence has {count} words. Use {MAX_SENTENCE_WORDS} or fewer. Try two sentences."
            yield Finding("1", advice, sentence.text)


_JOINS = {"and", "but", "because", "if", "when", "while", "until", "unless", "although", "which", "whether", "whereas"}


def one_idea(message: Message) -> Iterator[Finding]:
    """Rule 1: one idea a sentence, as far as joining words and marks can tell."""
    for sentence in message.sentences:
        joins = sum(word.lower() in _JOINS for word in sentence.words)
        if joins > MAX_JOINS or sentence.text.count(",") > MAX_COMMAS or re.search(r"[;(]| [–—-] ", sentence.text):
            yield Finding("1", "This sentence has many parts. Say one thing in each sentence.", sentence.text)


def bubble_size(message: Message) -> Iterator[Finding]:
    """Rule 2: at most two sentences, two lines and 25 words a bubble."""
    for bubble in message.bubbles:
        for count, most, what in (
            (len(bubble.sentences), MAX_BUBBLE_SENTENCES, "sentences"),
            (len(bubble.words), MAX_BUBBLE_WORDS, "words"),
            (len(bubble.lines), MAX_BUBBLE_LINES, "lines"),
        ):
            if count > most:
                advice = f"This message has {count} {what}. Use {most} or fewer. Leave out what is not needed."
                yield Finding("2", advice, bubble.text)


def one_question(message: Message) -> Iterator[Finding]:
    """Rule 3 and R53: one question a message."""
    questions = [sentence.text for sentence in message.sentences if sentence.is_question]
    if len(questions) > 1:
        yield Finding("3", f"This asks {len(questions)} questions. Ask one.", questions[1])


def reading_grade(message: Message) -> Iterator[Finding]:
    """Rule 5: reading grade at most 4, over the whole message."""
    if len(message.words) >= WORDS_FOR_A_GRADE and (grade := vocabulary.grade(message)) > MAX_GRADE:
        advice = f"This is hard to read (grade {grade:.1f}, use {MAX_GRADE} or less). Use shorter words and sentences."
        longest = max(message.sentences, key=lambda sentence: len(sentence.text))
        yield Finding("5", advice, longest.text)


def bubbles_in_a_row(message: Message) -> Iterator[Finding]:
    """Rule 39: at most two messages before the person's turn."""
    if (count := len(message.bubbles)) > MAX_BUBBLES:
        yield Finding(
            "39", f"These are {count} messages in a row. Use {MAX_BUBBLES} or fewer.", message.bubbles[-1].text
        )
