"""What is to be said: phrases that are the same for everybody, or a text that is one person's. Which it is decides where it may go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from speech.saying import Respelling, said
from wording.fixed_phrase import FixedPhrase


@dataclass(frozen=True)
class Fixed:
    """Phrases of the catalogue, one after the other: a bubble, and each answer under it."""

    phrases: tuple[FixedPhrase, ...]

    @property
    def said(self) -> str:
        """The words to say, a line for each phrase."""
        return "\n".join(line for phrase in self.phrases if (line := said(phrase.text)))


@dataclass(frozen=True)
class Personal:
    """Any other text, as it is shown. `owner`: the id of the person it is for, "" for a draft of staff; `respellings`: how
    names are said to them."""

    text: str = field(repr=False)
    owner: str = ""
    respellings: tuple[Respelling, ...] = field(default=(), repr=False)

    @property
    def said(self) -> str:
        """The words to say."""
        return said(self.text, self.respellings)


class NameSaid(Protocol):
    """How staff wrote down that a name is said to somebody."""

    @property
    def written(self) -> str: ...

    @property
    def said(self) -> str: ...


def personal(text: str, names: Iterable[NameSaid], owner: str = "") -> Personal:
    """A text as the person hears it to whom names are said so; `owner` as in `Personal`."""
    return Personal(text, owner, tuple(Respelling(one.written, one.said) for one in names))


Words: TypeAlias = Fixed | Personal
