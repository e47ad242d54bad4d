"""The phrases of the rule file: a few signs a safeguarding lead can read, matched word by word.

Words stand next to each other. `<list>` is any entry of a named list, `a/b` either, `(a)` may be missing, `*` is any one
word, `...` lets up to three words stand between. There are no regular expressions, so no text can make matching slow.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

GAP_WORDS = 3

Plain = Callable[[str], tuple[str, ...]]
"""How written words become the words that are compared; the same for rules and messages."""


class PhraseError(ValueError):
    """A phrase cannot be read; the message says which and why."""


@dataclass(frozen=True)
class Element:
    """One place of a phrase. `entries`: what may stand there, by first word; None: any one word (or a gap)."""

    entries: Mapping[str, tuple[tuple[str, ...], ...]] | None
    optional: bool = False
    gap: bool = False

    def ends(self, words: Sequence[str], start: int) -> Iterator[int]:
        """Every place where this element can end when it begins at `start`; longer entries first."""
        if start >= len(words):
            return
        if self.entries is None:
            yield start + 1
            return
        for entry in self.entries.get(words[start], ()):
            if tuple(words[start : start + len(entry)]) == entry:
                yield start + len(entry)


@dataclass(frozen=True)
class Match:
    """Where a phrase was found. `taken`: the places its own words stand in; the rest of the span are gaps."""

    start: int
    end: int
    taken: frozenset[int]

    @property
    def span(self) -> range:
        return range(self.start, self.end)


@dataclass(frozen=True)
class Phrase:
    """A phrase ready to be matched. `together`: its parts may stand anywhere and in any order (for emoji)."""

    written: str
    elements: tuple[Element, ...]
    together: bool = False

    def needed_words(self) -> list[frozenset[str]]:
        """For each element that cannot be missing, the words it may begin with: a match has one of each."""
        return [frozenset(e.entries) for e in self.elements if e.entries is not None and not e.optional]

    def find(self, words: Sequence[str]) -> Iterator[Match]:
        """Every place where the phrase stands (the first way to read it at each place)."""
        if self.together:
            yield from self._find_together(words)
            return
        for start in range(len(words)):
            taken = _taken(self.elements, words, start)
            if taken is not None:
                yield Match(start, taken[-1] + 1, frozenset(taken))

    def covers(self, words: Sequence[str]) -> bool:
        """Whether the phrase is all that was said."""
        return any(match.start == 0 and match.end == len(words) for match in self.find(words))

    def _find_together(self, words: Sequence[str]) -> Iterator[Match]:
        places: list[int] = []
        for element in self.elements:
            found = next((p for p in range(len(words)) if p not in places and any(element.ends(words, p))), None)
            if found is None:
                return
            places.append(found)
        yield Match(min(places), max(places) + 1, frozenset(places))


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


def parse(written: str, lists: Mapping[str, Sequence[str]], plain: Plain, *, together: bool = False) -> Phrase:
    """Read one phrase; `lists` holds the named lists. Raises `PhraseError`."""
    elements: list[Element] = []
    run: list[str] = []

    def end_run() -> None:
        # Plain words are read as a run, so that "do not" in a rule is what "don't" is in a message.
        elements.extend(_entries([word]) for word in plain(" ".join(run)))
        run.clear()

    for part in _parts(written):
        if part[0] in "<(*" or part == "..." or "/" in part:
            end_run()
            elements.append(_element(part, written, lists, plain))
        else:
            run.append(part)
    end_run()
    return Phrase(written, _checked(tuple(elements), written), together)


def _parts(written: str) -> list[str]:
    """Split at spaces, but keep `<named list>` and `(may be missing)` in one piece."""
    parts: list[str] = []
    for part in written.split():
        if parts and any(parts[-1].count(opens) > parts[-1].count(closes) for opens, closes in ("<>", "()")):
            parts[-1] += f" {part}"
        else:
            parts.append(part)
    return parts


def _element(part: str, written: str, lists: Mapping[str, Sequence[str]], plain: Plain) -> Element:
    if part == "...":
        return Element(None, gap=True)
    if part == "*":
        return Element(None)
    if part[0] == "(":
        inner = _element(part[1:-1], written, lists, plain)
        return Element(inner.entries, optional=True, gap=inner.gap)
    entries: list[str] = []
    for one in part.split("/"):
        if one[:1] == "<" and one[1:-1] not in lists:
            raise PhraseError(f"“{written}”: there is no list {one}")
        entries.extend(lists[one[1:-1]] if one[:1] == "<" else [one])
    return _entries(entries, plain)


def _entries(written: Sequence[str], plain: Plain | None = None) -> Element:
    entries = [plain(entry) if plain else (entry,) for entry in written]
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for entry in sorted({entry for entry in entries if entry}, key=lambda entry: (-len(entry), entry)):
        by_first.setdefault(entry[0], []).append(entry)
    return Element({first: tuple(found) for first, found in by_first.items()})


def _checked(elements: tuple[Element, ...], written: str) -> tuple[Element, ...]:
    if not any(element.entries and not element.optional for element in elements):
        raise PhraseError(f"“{written}”: needs a word")
    if elements[0].gap or elements[-1].gap:
        raise PhraseError(f"“{written}”: cannot begin or end with ...")
    return elements
