"""How serious, and of what kind. The order of each enum is its order of weight: the later one wins."""

from enum import StrEnum


class _Ordered(StrEnum):
    """Members compare by their place, not by their letters."""

    @property
    def weight(self) -> int:
        return list(type(self)).index(self)


class Tier(_Ordered):
    """R02. `check`: unclear, a person looks; `amber`: a safeguarding concern; `red`: danger now."""

    NONE = "none"
    CHECK = "check"
    AMBER = "amber"
    RED = "red"


class Kind(_Ordered):
    """What the wording depends on, and what the lead sorts by.

    `medical` and `danger` come last: at the same tier "Call 999 now" must win over every softer text. `hurt_someone`
    wins over all other harm because then the words "It is not your fault" are left out (R07).
    """

    NONE = "none"
    UNCLEAR = "unclear"
    MONEY = "money"
    NEGLECT = "neglect"
    RESTRICTIVE_PRACTICE = "restrictive_practice"
    HARM = "harm"
    SEXUAL = "sexual"
    SELF_HARM = "self_harm"
    HURT_SOMEONE = "hurt_someone"
    DANGER = "danger"
    MEDICAL = "medical"


class About(StrEnum):
    """Whom a concern may be about beside the person, where the words of a rule tell it (R26). The lead decides."""

    CHILD = "child"
    OTHER = "other"
    STAFF = "staff"
