"""What a rule suggests about a concern: whom it is about, and which types of abuse. A lead decides; this only fills the
form for the first time (R26). A safeguarding lead can read and question it as the rules themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from storage.vocabulary import UNSCREENED, AbuseType, Subject

_A = AbuseType
# By the name of a rule. A rule that is not here tells of the person themselves, and its kind says what of.
WHOM: dict[str, Subject] = {
    "harm-child": Subject.CHILD,
    "harm-other": Subject.OTHER_ADULT,
    "harm-other-named": Subject.OTHER_ADULT,
    # Bruises, on anyone; a word such as "neglected", of anyone.
    "harm-marks": Subject.NOT_KNOWN,
    "harm-named": Subject.NOT_KNOWN,
    "hurt-someone": Subject.OTHER_ADULT,
    "hurt-someone-named": Subject.OTHER_ADULT,
    "hurt-someone-danger": Subject.OTHER_ADULT,
    "check-violence-words": Subject.NOT_KNOWN,
    # Nobody could say which rule: the model alone heard it, or staff raised it, or nobody could screen it.
    "model": Subject.NOT_KNOWN,
    "staff": Subject.NOT_KNOWN,
    **dict.fromkeys(UNSCREENED, Subject.NOT_KNOWN),
}
# Where several rules found something, whoever stands first here counts.
_MOST_TELLING = (Subject.CHILD, Subject.OTHER_ADULT, Subject.SELF, Subject.NOT_KNOWN)
# By the name of a rule, where it says more than its kind does.
TYPES: dict[str, tuple[AbuseType, ...]] = {
    "harm-threat": (_A.THREAT,),
    "harm-fear": (),
    "harm-fear-named": (),
    "harm-words": (_A.PSYCHOLOGICAL,),
    "harm-hate": (_A.DISCRIMINATORY, _A.HATE_CRIME),
    "harm-secret": (),
    "harm-marks": (_A.PHYSICAL,),
    "danger-kill-me": (_A.THREAT,),
    "danger-weapon": (_A.THREAT,),
    "check-unkind": (_A.PSYCHOLOGICAL,),
}
OF_KIND: dict[str, tuple[AbuseType, ...]] = {
    "none": (),
    "unclear": (),
    "money": (_A.FINANCIAL,),
    "neglect": (_A.NEGLECT,),
    "restrictive_practice": (_A.RESTRICTIVE_PRACTICE,),
    "harm": (_A.PHYSICAL,),
    "sexual": (_A.SEXUAL,),
    "self_harm": (_A.SELF_HARM,),
    "hurt_someone": (_A.PHYSICAL,),
    "danger": (),
    "medical": (_A.MEDICAL,),
    "listen": (),
}
"""By the kind of the concern, where no rule says more."""
BY_WHO_SUPPORTS = ("restrictive_practice", "neglect")
"""Whoever restricts, or leaves out care, is likely to be paid for it."""


@dataclass(frozen=True)
class Suggested:
    subject: Subject
    about_staff: bool
    types: tuple[AbuseType, ...]


def suggested(kind: str, reasons: Iterable[str]) -> Suggested:
    """From the kind of a concern and the names of the rules that raised it."""
    found = tuple(reasons)
    whom = {WHOM.get(one, Subject.SELF) for one in found} or {Subject.NOT_KNOWN}
    said_more = [one for rule in found for one in TYPES.get(rule, ())]
    types = said_more if any(one in TYPES for one in found) else OF_KIND.get(kind, ())
    subject = next(one for one in _MOST_TELLING if one in whom)
    return Suggested(subject, kind in BY_WHO_SUPPORTS, tuple(dict.fromkeys(types)))
