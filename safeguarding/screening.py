"""`screen`: every inbound text, in every state, before anything else reads it (R01, R02)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from safeguarding.message import Message
from safeguarding.phrases import Match
from safeguarding.rules import Finding, Retraction, Rule, RuleBook, Sayings
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
    weighed = {one.rule.id: one for one in _found(book, book.message(book.reading.read(words)))}
    if not weighed:
        return Screening(Tier.NONE, Kind.NONE, (), book.version)
    tier = max((one.tier for one in weighed.values()), key=lambda tier: tier.weight)
    kind = max((one.rule.kind for one in weighed.values() if one.tier is tier), key=lambda kind: kind.weight)
    reasons = sorted(weighed, key=lambda rule_id: (-weighed[rule_id].tier.weight, rule_id))
    return Screening(tier, kind, tuple(reasons), book.version)


def retracts(words: str) -> str | None:
    """`do_not_tell` or `joking` when that is (nearly) all the person says, else None (R10). Words in which a rule finds more
    than the wish itself are none: "dont tell no one or he will hit me" is new harm.

    Ask it only while a concern of this person is open: the words are added to the concern and change nothing else.
    """
    book = rule_book()
    message = book.message(book.reading.read(words))
    wishes = {name: places for name, one in book.retractions.items() if (places := _wished(book, one, message))}
    said = _without_fillers(book, message)
    if not wishes or len(said.difference(*wishes.values())) > _WORDS_BESIDE_A_RETRACTION:
        return None
    for found in _found(book, message):
        answering = (places for name, places in wishes.items() if found.rule.id in book.retractions[name].answers)
        if not any(said & found.places <= places for places in answering):
            return None
    return next(iter(wishes))


@dataclass(frozen=True)
class _Found:
    """What a rule comes to in a message, and the places of the words that say it."""

    rule: Rule
    tier: Tier
    places: frozenset[int]


def _found(book: RuleBook, message: Message) -> list[_Found]:
    """Every rule that counts in this message: one place where no exception holds is enough for all its weight."""
    findings: dict[Rule, list[Finding]] = {}
    for finding in book.findings(message):
        findings.setdefault(finding.rule, []).append(finding)
    denied = _denied(book.negations, message) if findings else frozenset()
    is_over = _long_over(book.long_over, message) if findings else frozenset()
    meant = ((rule, _meant(rule, those, message)) for rule, those in findings.items())
    return [
        _Found(
            rule, _tier(rule, those, message, denied, is_over), frozenset().union(*(one.match.taken for one in those))
        )
        for rule, those in meant
        if those
    ]


def _meant(rule: Rule, findings: Sequence[Finding], message: Message) -> list[Finding]:
    """The places where none of the rule's other meanings stands."""
    other_meaning = {place for other in message.find(rule.unless) for place in other.span}
    return [one for one in findings if other_meaning.isdisjoint(one.match.span)]


def _tier(
    rule: Rule, meant: Sequence[Finding], message: Message, denied: frozenset[int], is_over: frozenset[int]
) -> Tier:
    clear = [one.match for one in meant if not one.is_unclear]
    now = clear if rule.tier is not Tier.RED else [match for match in clear if is_over.isdisjoint(match.span)]
    if all(_negated(match, denied) for match in now) or any(True for _ in message.find(rule.check_if)):
        return Tier.CHECK
    return rule.tier


def _wished(book: RuleBook, wish: Retraction, message: Message) -> frozenset[int]:
    """The places of the words that take it back in this way, with the fillers between them or without; none where something
    else shows that it is not said so."""
    spoken = sorted(_without_fillers(book, message))
    ways = (message, book.message([message.words[place] for place in spoken]))
    if any(True for way in ways for _ in way.find(wish.not_when)):
        return frozenset()
    as_written = (match.taken for match in message.find(wish.say))
    without = ({spoken[place] for place in match.taken} for match in ways[1].find(wish.say))
    return frozenset().union(*as_written, *without)


def _without_fillers(book: RuleBook, message: Message) -> frozenset[int]:
    return frozenset(place for place, word in enumerate(message.words) if word not in book.fillers)


def _denied(negations: Sayings, message: Message) -> frozenset[int]:
    """The places just behind a plain negation; none at all when the words tell of harm that stopped or may return."""
    ends = frozenset(found.end for found in message.find(negations.say))
    return frozenset() if ends and any(True for _ in message.find(negations.not_when)) else ends


def _long_over(ways: Sayings, message: Message) -> frozenset[int]:
    """The places of the words that tell of old danger, or of a story; none when danger is at hand as well."""
    places = frozenset(place for found in message.find(ways.say) for place in found.span)
    return frozenset() if places and any(True for _ in message.find(ways.not_when)) else places


def _negated(match: Match, denied: frozenset[int]) -> bool:
    """Whether a negation stands just before what was said, or in a gap of it; "do not feel safe" is no negation."""
    return any(end == match.start or end - 1 not in match.taken for end in denied & {match.start, *match.taken})
