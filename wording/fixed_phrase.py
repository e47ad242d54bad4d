"""A phrase that is the same for everybody: no name, no value, nobody's words. Nothing else may leave the machine (R64)."""

from __future__ import annotations

from dataclasses import InitVar, dataclass
from typing import Final, NoReturn, final


class Seal:
    """What only the catalogue has: with it a phrase is made."""


SEAL: Final = Seal()


@final
@dataclass(frozen=True, slots=True)
class FixedPhrase:
    """One bubble or label of the catalogue without a slot. It cannot be made of any other text: `Catalogue.phrase` makes it,
    which takes only what stands in the catalogue, and everybody else is refused with TypeError."""

    text: str
    seal: InitVar[Seal]

    def __post_init__(self, seal: Seal) -> None:
        if seal is not SEAL:
            raise TypeError("only the catalogue makes fixed phrases")

    def __init_subclass__(cls) -> NoReturn:
        raise TypeError("a fixed phrase is of one kind")


@dataclass(frozen=True)
class FixedMessage:
    """What is said of a message that is the same for everybody: a bubble, and the answers under it. `name`: its response."""

    name: str
    phrases: tuple[FixedPhrase, ...]
