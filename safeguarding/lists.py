"""The named lists of the rule file: words and short runs of words, written out once and used in many phrases.

An entry may use other lists and the signs `a/b` and `(a)`; it is written out into every run of words it stands for.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product

Plain = Callable[[str], tuple[str, ...]]
"""How written words become the words that are compared; the same for rules and messages."""

Words = tuple[str, ...]

MOST_ENTRIES = 20_000
"""A list that writes out to more is a slip in the file: it would be slow to match and nobody could check it."""


class PhraseError(ValueError):
    """A phrase or a list cannot be read; the message says which and why."""


class Lists:
    """All lists of a file, each written out when it is first asked for."""

    def __init__(self, written: Mapping[str, Sequence[str]], plain: Plain) -> None:
        self._written = written
        self._plain = plain
        self._done: dict[str, frozenset[Words]] = {}
        self._open: list[str] = []

    def entries(self, name: str, where: str) -> frozenset[Words]:
        """The runs of words of one list. Raises `PhraseError`; `where` is the phrase that names it."""
        if name not in self._written:
            raise PhraseError(f"“{where}”: there is no list <{name}>")
        if name in self._open:
            raise PhraseError(f"the list <{name}> holds itself")
        if name not in self._done:
            self._open.append(name)
            try:
                self._done[name] = frozenset(
                    words for entry in self._written[name] for words in self.written_out(entry)
                )
            finally:
                self._open.pop()
            if len(self._done[name]) > MOST_ENTRIES:
                raise PhraseError(f"the list <{name}> writes out to more than {MOST_ENTRIES} entries")
        return self._done[name]

    def written_out(self, written: str) -> Iterator[Words]:
        """Every run of words that an entry stands for."""
        ways = [self._one(part, written) for part in parts(written)]
        for chosen in product(*ways):
            # Read as a run, so that "do not" in a list is what "don't" is in a message.
            if words := self._plain(" ".join(" ".join(words) for words in chosen)):
                yield words

    def one_of(self, part: str, where: str) -> frozenset[Words]:
        """What `<list>`, `a` or `a/<list>/b` stand for."""
        found: set[Words] = set()
        for one in part.split("/"):
            found |= self.entries(one[1:-1], where) if one[:1] == "<" else {self._plain(one)}
        return frozenset(words for words in found if words)

    def _one(self, part: str, where: str) -> Sequence[Words]:
        if part in ("*", "...") or part.startswith("<any but "):
            raise PhraseError(f"“{where}”: a list cannot hold {part}")
        if part[0] == "(":
            return [(), *sorted(self.one_of(part[1:-1], where))]
        if part[0] == "<" or "/" in part:
            return sorted(self.one_of(part, where))
        return [(part,)]


def parts(written: str) -> list[str]:
    """Split at spaces, but keep `<named list>` and `(may be missing)` in one piece."""
    found: list[str] = []
    for part in written.split():
        if found and any(found[-1].count(opens) > found[-1].count(closes) for opens, closes in ("<>", "()")):
            found[-1] += f" {part}"
        else:
            found.append(part)
    return found
