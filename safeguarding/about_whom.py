"""What a rule suggests about a concern: whom it is about, and which types of abuse. A lead decides; this only fills the
form for the first time (R26). A safeguarding lead can read and question it as the rules themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from safeguarding.screening import rule_book
from safeguarding.tiers import About
from storage.vocabulary import AbuseType, Subject

_A = AbuseType
# Bruises, on anyone; a word such as "neglected", of anyone.
OF_ANYONE = ("harm-marks", "harm-named")
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
    """From the kind of a concern and the names of the rules that raised it, each of which may say whom it tells of."""
    found = tuple(reasons)
    whom = rule_book().about(found)
    said_more = [one for rule in found for one in TYPES.get(rule, ())]
    types = said_more if any(one in TYPES for one in found) else OF_KIND.get(kind, ())
    about_staff = About.STAFF in whom or kind in BY_WHO_SUPPORTS
    return Suggested(_subject(found, whom), about_staff, tuple(dict.fromkeys(types)))


def _subject(reasons: Iterable[str], whom: frozenset[About]) -> Subject:
    """A child before another adult before the person themselves. Where no rule found it, because the model alone heard it,
    or staff raised it, or nobody could screen it, nobody knows."""
    if About.CHILD in whom:
        return Subject.CHILD
    if About.OTHER in whom:
        return Subject.OTHER_ADULT
    telling = {rule.id for rule in rule_book().rules} - set(OF_ANYONE)
    return Subject.SELF if telling & set(reasons) else Subject.NOT_KNOWN
