"""`screen`: every inbound text, in every state, before anything else reads it (R01, R02)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from safeguarding.message import Message
from safeguarding.phrases import Match
from safeguarding.rules import Rule, RuleBook, Sayings
from safeguarding.tiers import About, Kind, Tier

__all__ = ["Kind", "Screening", "Tier", "retracts", "rule_book", "screen"]

FOLDER = Path(__file__).parent
"""Where the rules in use lie."""

_WORDS_BESIDE_A_RETRACTION = 2


@dataclass(frozen=True)
class Screening:
    """What the rules found. `reasons` are ids of rules, the most serious first; a person's words never stand in it."""

    tier: Tier
    kind: Kind
    reasons: tuple[str, ...]
    rules_version: str

    @property
    def about(self) -> frozenset[About]:
        """Whom the words tell of beside the person: a hint to the lead, who decides (R26)."""
        return rule_book().about(self.reasons)


@cache
def rule_book() -> RuleBook:
    """The rules beside this file, read once. Raises `RulesError`: call it at the start, not at a message."""
    return RuleBook(FOLDER)


def screen(words: str) -> Screening:
    """Screen one text: any rule is enough, the most serious wins, an exception to one rule never silences another."""
    book = rule_book()
    message = book.message(book.reading.read(words))
    found: dict[Rule, list[Match]] = {}
    for finding in book.findings(message):
        found.setdefault(finding.rule, []).append(finding.match)
    denied = _denied(book.negations, message) if found else frozenset()
    tiers = ((rule, _tier(rule, matches, message, denied)) for rule, matches in found.items())
    weighed = {rule.id: (tier, rule.kind) for rule, tier in tiers if tier is not Tier.NONE}
    if not weighed:
        return Screening(Tier.NONE, Kind.NONE, (), book.version)
    tier = max((tier for tier, _ in weighed.values()), key=lambda tier: tier.weight)
    kind = max((kind for found, kind in weighed.values() if found is tier), key=lambda kind: kind.weight)
    reasons = sorted(weighed, key=lambda rule_id: (-weighed[rule_id][0].weight, rule_id))
    return Screening(tier, kind, tuple(reasons), book.version)


def retracts(words: str) -> str | None:
    """`do_not_tell` or `joking` when that is (nearly) all the person says, else None (R10).

    Ask it only while a concern of this person is open: the words are added to the concern and change nothing else.
    """
    book = rule_book()
    read = tuple(word for word in book.reading.read(words) if word not in book.fillers)
    for name, sayings in book.retractions.items():
        found = [match for phrase in sayings.say for match in phrase.find(read)]
        beside = min((len(read) - len(match.taken) for match in found), default=len(read))
        but = any(True for phrase in sayings.not_when for _ in phrase.find(read))
        if found and beside <= _WORDS_BESIDE_A_RETRACTION and not but:
            return name
    return None


def _tier(rule: Rule, matches: Sequence[Match], message: Message, denied: frozenset[int]) -> Tier:
    """What this rule comes to in these words: one place where no exception holds is enough for all its weight."""
    other_meaning = {place for other in message.find(rule.unless) for place in other.span}
    meant = [match for match in matches if other_meaning.isdisjoint(match.span)]
    if not meant:
        return Tier.NONE
    if all(_negated(match, denied) for match in meant) or any(True for _ in message.find(rule.check_if)):
        return Tier.CHECK
    return rule.tier


def _denied(negations: Sayings, message: Message) -> frozenset[int]:
    """The places just behind a plain negation; none at all when the words tell of harm that stopped or may return."""
    ends = frozenset(found.end for found in message.find(negations.say))
    return frozenset() if ends and any(True for _ in message.find(negations.not_when)) else ends


def _negated(match: Match, denied: frozenset[int]) -> bool:
    """Whether a negation stands just before what was said, or in a gap of it; "do not feel safe" is no negation."""
    return any(end == match.start or end - 1 not in match.taken for end in denied & {match.start, *match.taken})
