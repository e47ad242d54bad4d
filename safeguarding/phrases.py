"""The phrases of the rule file: a few signs a safeguarding lead can read, matched word by word.

Words stand next to each other. `<list>` is any entry of a named list, `<any but list>` any one word that is not in it,
`a/b` either, `(a)` may be missing, `*` is any one word, `...` lets up to three words stand between. There are no regular
expressions, so no text can make matching slow.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property

from safeguarding.lists import Lists, PhraseError, Words, parts

GAP_WORDS = 3

Places = Mapping[str, Sequence[int]]
"""Where each word of a message stands."""


class Order(Enum):
    """How the parts of a phrase may stand in a message."""

    AS_WRITTEN = auto()
    ANY = auto()


@dataclass(frozen=True)
class Element:
    """One place of a phrase. `entries`: the runs of words that may stand there; None: any one word not in `but`, or a gap."""

    entries: frozenset[Words] | None
    optional: bool = False
    gap: bool = False
    but: frozenset[str] = frozenset()

    @cached_property
    def lengths(self) -> Mapping[str, tuple[int, ...]]:
        """How long the entries are that begin with a word; longer ones first."""
        found: dict[str, set[int]] = {}
        for entry in self.entries or ():
            found.setdefault(entry[0], set()).add(len(entry))
        return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}

    def ends(self, words: Sequence[str], start: int) -> Iterator[int]:
        """Every place where this element can end when it begins at `start`; longer entries first."""
        if start >= len(words):
            return
        if self.entries is None:
            if words[start] not in self.but:
                yield start + 1
            return
        for length in self.lengths.get(words[start], ()):
            end = start + length
            if end <= len(words) and tuple(words[start:end]) in self.entries:
                yield end


@dataclass(frozen=True)
class Match:
    """Where a phrase was found. `taken`: the places its own words stand in; the rest of the span are gaps."""

    start: int
    end: int
    taken: frozenset[int]

    @property
    def span(self) -> range:
        return range(self.start, self.end)


@dataclass(frozen=True, eq=False)
class Phrase:
    """A phrase ready to be matched. Two that are written the same in two rules are two phrases."""

    written: str
    elements: tuple[Element, ...]
    order: Order = Order.AS_WRITTEN

    def needed_words(self) -> list[frozenset[str]]:
        """For each element that cannot be missing, the words it may begin with: a match has one of each."""
        return [frozenset(e.lengths) for e in self.elements if e.entries is not None and not e.optional]

    def find(self, words: Sequence[str], places: Places | None = None) -> Iterator[Match]:
        """Every place where the phrase stands (the first way to read it at each place). `places` of the words, if known."""
        if self.order is Order.ANY:
            yield from self._find_in_any_order(words)
            return
        for start in self._starts(words, places):
            taken = _taken(self.elements, words, start)
            if taken is not None:
                yield Match(start, taken[-1] + 1, frozenset(taken))

    def covers(self, words: Sequence[str]) -> bool:
        """Whether the phrase is all that was said."""
        return any(match.start == 0 and match.end == len(words) for match in self.find(words))

    def _starts(self, words: Sequence[str], places: Places | None) -> Sequence[int]:
        first = self.elements[0]
        if places is None or first.entries is None or first.optional:
            return range(len(words))
        return [start for word, found in places.items() if word in first.lengths for start in found]

    def _find_in_any_order(self, words: Sequence[str]) -> Iterator[Match]:
        taken: set[int] = set()
        for element in self.elements:
            ways = (range(start, end) for start in range(len(words)) for end in element.ends(words, start))
            found = next((way for way in ways if taken.isdisjoint(way)), None)
            if found is None:
                return
            taken.update(found)
        yield Match(min(taken), max(taken) + 1, frozenset(taken))


def _taken(elements: Sequence[Element], words: Sequence[str], start: int) -> tuple[int, ...] | None:
    """The places the elements take when the first stands at `start`, or None. Gaps are kept as short as can be."""
    if not elements:
        return ()
    element, rest = elements[0], elements[1:]
    if element.gap:
        skips = range(start, min(start + GAP_WORDS, len(words)) + 1)
        return next((taken for skip in skips if (taken := _taken(rest, words, skip)) is not None), None)
    for end in element.ends(words, start):
        taken = _taken(rest, words, end)
        if taken is not None:
            return (*range(start, end), *taken)
    return _taken(rest, words, start) if element.optional else None


class PhraseReader:
    """Reads phrases; elements that are written the same are made once, as many phrases share a list."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._made: dict[str, Element] = {}

    def read(self, written: str, order: Order = Order.AS_WRITTEN) -> Phrase:
        """Read one phrase. Raises `PhraseError`."""
        elements: list[Element] = []
        run: list[str] = []

        def end_run() -> None:
            # Plain words are read as a run, so that "do not" in a rule is what "don't" is in a message.
            for words in self._lists.written_out(" ".join(run)) if run else ():
                elements.extend(Element(frozenset([(word,)])) for word in words)
            run.clear()

        for part in parts(written):
            if part[0] in "<(*" or part == "..." or "/" in part:
                end_run()
                elements.append(self._element(part, written))
            else:
                run.append(part)
        end_run()
        return Phrase(written, _checked(tuple(elements), written), order)

    def _element(self, part: str, written: str) -> Element:
        if part not in self._made:
            self._made[part] = self._make(part, written)
        return self._made[part]

    def _make(self, part: str, written: str) -> Element:
        if part == "...":
            return Element(None, gap=True)
        if part == "*":
            return Element(None)
        if part.startswith("<any but "):
            entries = self._lists.entries(part.removeprefix("<any but ").removesuffix(">"), written)
            return Element(None, but=frozenset(words[0] for words in entries if len(words) == 1))
        if part[0] == "(":
            inner = self._make(part[1:-1], written)
            return Element(inner.entries, optional=True, gap=inner.gap, but=inner.but)
        return Element(self._lists.one_of(part, written))


def _checked(elements: tuple[Element, ...], written: str) -> tuple[Element, ...]:
    if not any(element.entries and not element.optional for element in elements):
        raise PhraseError(f"“{written}”: needs a word")
    if elements[0].gap or elements[-1].gap:
        raise PhraseError(f"“{written}”: cannot begin or end with ...")
    return elements
