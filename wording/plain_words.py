"""Rules about single words: common ones, written out, said straight (conversation 4 and 6, R51)."""

import re
from collections.abc import Iterator

from wording import vocabulary
from wording.finding import Finding
from wording.message import Message, base


def common_words(message: Message) -> Iterator[Finding]:
    """Rule 4: common words, and the names the person knows; a capital inside a sentence marks a name."""
    hard: dict[str, None] = {}
    for sentence in message.sentences:
        for place, word in enumerate(sentence.words):
            is_name = base(word) in message.names or (place > 0 and word[0].isupper())
            if word[0].isalpha() and not is_name and not word.isupper() and not vocabulary.is_common(word):
                hard[word] = None
    for word in hard:
        hint = " If it is a name, do not start with it." if word[0].isupper() else ""
        yield Finding("4", f"“{word}” is a hard word. Use an easier one.{hint}", word)


_CONTRACTION = re.compile(
    r"\b(?:\w+(?:n['’]t|['’](?:re|ll|ve|d|m))|(?:it|that|he|she|what|who|there|here|let|where|how|when)['’]s"
    r"|(?:ca|do|wo|did|is|does|was|were|are|had|have|has|could|would|should)nt)\b",
    re.IGNORECASE,
)
_WRITTEN_OUT = {"can't": "cannot", "cant": "cannot", "won't": "will not", "wont": "will not", "let's": "let us"}
_TAILS = {"n't": " not", "nt": " not", "'re": " are", "'ll": " will", "'ve": " have", "'d": " would", "'m": " am"}


def contractions(message: Message) -> Iterator[Finding]:
    """Rule 6 and R51: no contractions, with or without the apostrophe."""
    for bubble in message.bubbles:
        for match in _CONTRACTION.finditer(bubble.text):
            advice = f"Write “{_written_out(match[0])}”, not “{match[0]}”."
            yield Finding("6", advice, match[0])


def _written_out(contraction: str) -> str:
    plain = contraction.lower().replace("’", "'")
    if plain in _WRITTEN_OUT:
        return _WRITTEN_OUT[plain]
    for tail, words in (_TAILS | {"'s": " is"}).items():
        if plain.endswith(tail):
            return plain.removesuffix(tail) + words
    return plain


_CAPITALS_ALLOWED = frozenset({"OK", "TV"})
_CAPITALS = re.compile(r"[A-Z]{2}")


def capitals(message: Message) -> Iterator[Finding]:
    """Rule 6: no words in capitals and no short forms made of letters."""
    for word in message.words:
        letters = word.removesuffix("'s").removesuffix("’s")
        if letters in _CAPITALS_ALLOWED or not _CAPITALS.search(letters) or base(word) in message.names:
            continue
        if vocabulary.is_common(letters):
            yield Finding("6", f"Do not write “{letters}” in capitals. It can look like shouting.", letters)
        else:
            yield Finding("6", f"Write “{letters}” out in full.", letters)


_SYMBOL = re.compile(r"[&/%+=@#*<>]|https?:|www\.|\.\.\.|…(?!”)|\b[a-z]\.[a-z]\.", re.IGNORECASE)


def symbols(message: Message) -> Iterator[Finding]:
    """Rule 6: no signs that stand for words."""
    for bubble in message.bubbles:
        for match in _SYMBOL.finditer(bubble.text):
            yield Finding("6", f"Write “{match[0]}” in words.", match[0])


_PASSIVE = re.compile(
    r"\b(?:am|is|are|was|were|be|been|being)\s+(?:not\s+|now\s+|also\s+|\w+ly\s+)?(\w+ed|done|made|given|taken|sent|told"
    r"|kept|written|paid|brought|bought|found|held|shown|chosen|built|put|seen|read)\b",
    re.IGNORECASE,
)
# How somebody or something is, not what is done to them.
_STATES = re.compile(
    r"tired|worried|scared|excited|bored|interested|pleased|married|closed|finished|needed|allowed|retired|confused|annoyed"
    r"|frightened|ashamed|used|relaxed|supposed|disabled|crowded|red",
    re.IGNORECASE,
)


def active_voice(message: Message) -> Iterator[Finding]:
    """Rule 6: say who does it."""
    for sentence in message.sentences:
        for match in _PASSIVE.finditer(sentence.text):
            if not _STATES.fullmatch(match[1]):
                advice = f"“{match[0]}” does not say who does it. Write it like this: “Sam will fix it”."
                yield Finding("6", advice, match[0])
