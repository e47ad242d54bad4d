"""The rule book: reads `rules.yml` and `spelling.yml`, strictly, so that a slip in them stops the start, not the screen."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from safeguarding.files import RULES, SPELLING, RulesError, Written, load, only_keys, where
from safeguarding.lists import Lists, PhraseError
from safeguarding.message import Message, PhraseIndex
from safeguarding.phrases import Match, Order, Phrase, PhraseReader
from safeguarding.signature import Signature, digest, unsigned
from safeguarding.tiers import About, Kind, Tier
from safeguarding.words import Reading

__all__ = ["Finding", "Retraction", "Rule", "RuleBook", "RulesError", "Sayings"]

_FILE_KEYS = {"version", "signed", "lists", "fillers", "negations", "long_over", "retractions", "rules"}
_UNCLEAR = "unclear"
_SAYING_KEYS = ("say", "say_only", "say_short", "together", _UNCLEAR)
_RULE_KEYS = {"id", "tier", "kind", "about", "why", *_SAYING_KEYS, "unless", "check_if"}
_SAYINGS_KEYS = {"why", "say", "not_when"}
_SPELLING_KEYS = {"spellings", "joined", "slips", "real_words"}
_IN_ANY_ORDER = {"say_short", "together"}

LONGEST_SHORT = 6
"""A short message has no more words than this, fillers aside."""

_Named = TypeVar("_Named", bound=StrEnum)


@dataclass(frozen=True, eq=False)
class Rule:
    """One rule as the lead signed it. `say`: its phrases by key; `unless` and `check_if` say when they mean something else.

    `about`: whom the words tell of beside the person.
    """

    id: str
    tier: Tier
    kind: Kind
    about: frozenset[About]
    why: str
    say: Mapping[str, tuple[Phrase, ...]]
    unless: tuple[Phrase, ...]
    check_if: tuple[Phrase, ...]

    def phrases(self) -> Iterator[Phrase]:
        """Every phrase of the rule, whatever it is for."""
        for said in (*self.say.values(), self.unless, self.check_if):
            yield from said


@dataclass(frozen=True)
class Sayings:
    """Phrases that count (`say`) unless another phrase stands in the message too (`not_when`)."""

    say: tuple[Phrase, ...]
    not_when: tuple[Phrase, ...]

    def phrases(self) -> tuple[Phrase, ...]:
        """All of them, whatever they are for."""
        return (*self.say, *self.not_when)


@dataclass(frozen=True)
class Retraction(Sayings):
    """A way to take back what was told. `answers`: ids of the rules that its own words set off, which find nothing new in it."""

    answers: frozenset[str]


@dataclass(frozen=True)
class Finding:
    """One place where a rule's phrase stands in a message. `is_unclear`: the phrase is a check by itself, whatever the rule's tier."""

    rule: Rule
    match: Match
    is_unclear: bool = False


class RuleBook:
    """All rules of the files in one folder, ready to be asked."""

    def __init__(self, folder: Path) -> None:
        """Read both files; raises `RulesError`, which names every rule that is wrong."""
        rules, spelling = load(folder / RULES), load(folder / SPELLING)
        only_keys(rules, _FILE_KEYS, RULES, required=_FILE_KEYS)
        only_keys(spelling, _SPELLING_KEYS, SPELLING, required=_SPELLING_KEYS)
        self.reading = Reading(**spelling)
        self._phrase_reader = PhraseReader(Lists(rules["lists"], self.reading.read))
        self.fillers = frozenset(word for filler in rules["fillers"] for word in self.reading.read(filler))
        self.negations = self._sayings(rules["negations"], "negations")
        self.long_over = self._sayings(rules["long_over"], "long_over")
        self.rules = self._all_rules(rules["rules"])
        self.retractions: dict[str, Retraction] = {
            name: self._retraction(entry, name) for name, entry in rules["retractions"].items()
        }
        self._said_by = {
            phrase: (rule, key) for rule in self.rules for key in _SAYING_KEYS for phrase in rule.say.get(key, ())
        }
        self._index = PhraseIndex([*self._sayings_phrases(), *(one for rule in self.rules for one in rule.phrases())])
        self.reading.know(self._words())
        self.signature = Signature.read(rules["signed"])
        self._digest = digest(folder)
        self.version = f"{rules['version']}+{self._digest[:12]}"

    @property
    def unsigned(self) -> str:
        """Why these rules do not count as signed, in one sentence; empty when they do."""
        return unsigned(self.signature, self._digest)

    def about(self, reasons: Iterable[str]) -> frozenset[About]:
        """Whom these rules tell of beside the person; ids that are no rule's (R26: the model's, a newer file's) tell nothing."""
        wanted = set(reasons)
        return frozenset(whom for rule in self.rules if rule.id in wanted for whom in rule.about)

    def why(self, rule_id: str) -> str | None:
        """Why this rule is one, in plain words; None where no rule of this file is called so."""
        return next((rule.why for rule in self.rules if rule.id == rule_id), None)

    def message(self, words: Sequence[str]) -> Message:
        """These words, ready for the rules."""
        return self._index.message(words)

    def findings(self, message: Message) -> Iterator[Finding]:
        """Every rule phrase that stands in the message, whatever the rule's exceptions say."""
        said = [word for word in message.words if word not in self.fillers]
        whole = Match(0, len(message.words), frozenset(range(len(message.words))))
        for phrase in message.possible & self._said_by.keys():
            rule, key = self._said_by[phrase]
            if key == "say_only":
                if phrase.covers(said) or phrase.covers(message.words):
                    yield Finding(rule, whole)
            elif key != "say_short" or len(said) <= LONGEST_SHORT:
                yield from (Finding(rule, match, key == _UNCLEAR) for match in message.find([phrase]))

    def _all_rules(self, entries: Sequence[Mapping[str, Any]]) -> tuple[Rule, ...]:
        rules: dict[str, Rule] = {}
        wrong: list[str] = []
        for entry in entries:
            try:
                rule = self._rule(entry)
                if rule.id in rules:
                    raise RulesError(f"{where(entry, rule.id)}: two rules are called {rule.id}")
                rules[rule.id] = rule
            except RulesError as error:
                wrong.append(str(error))
        if wrong:
            raise RulesError("\n".join(wrong))
        return tuple(rules.values())

    def _rule(self, entry: Mapping[str, Any]) -> Rule:
        name = str(entry.get("id", "a rule without id"))
        only_keys(entry, _RULE_KEYS, name, required={"id", "tier", "kind", "why"})
        if not any(entry.get(key) for key in _SAYING_KEYS):
            raise RulesError(f"{where(entry, name)}: says nothing ({', '.join(_SAYING_KEYS)})")
        return Rule(
            id=name,
            tier=_named(Tier, entry["tier"], name),
            kind=_named(Kind, entry["kind"], name),
            about=frozenset(_named(About, whom, name) for whom in entry.get("about") or ()),
            why=entry["why"],
            say={key: self._phrases(entry, key, name) for key in _SAYING_KEYS if key in entry},
            unless=self._phrases(entry, "unless", name),
            check_if=self._phrases(entry, "check_if", name),
        )

    def _sayings(self, entry: Mapping[str, Any], name: str) -> Sayings:
        only_keys(entry, _SAYINGS_KEYS, name)
        return Sayings(self._phrases(entry, "say", name), self._phrases(entry, "not_when", name))

    def _retraction(self, entry: Mapping[str, Any], name: str) -> Retraction:
        """Nothing takes red back: a retraction may answer no rule of danger (R10)."""
        only_keys(entry, {*_SAYINGS_KEYS, "answers"}, name)
        may = {rule.id for rule in self.rules if rule.tier is not Tier.RED}
        answers = entry.get("answers") or []
        if wrong := [one for one in answers if one not in may]:
            raise RulesError(f"{where(entry, name)}: answers needs ids of rules that are not red, not {wrong}")
        say, not_when = (self._phrases(entry, key, name) for key in ("say", "not_when"))
        return Retraction(say, not_when, frozenset(answers))

    def _sayings_phrases(self) -> Iterator[Phrase]:
        """Of the negations, of what is long over, and of the retractions."""
        for one in (self.negations, self.long_over, *self.retractions.values()):
            yield from one.phrases()

    def _phrases(self, entry: Mapping[str, Any], key: str, name: str) -> tuple[Phrase, ...]:
        written = entry.get(key) or []
        if not isinstance(written, list) or not all(isinstance(phrase, Written) for phrase in written):
            raise RulesError(f"{where(entry, name)}: {key} needs a list of phrases")
        order = Order.ANY if key in _IN_ANY_ORDER else Order.AS_WRITTEN
        return tuple(self._phrase(one, order, name) for one in written)

    def _phrase(self, written: Written, order: Order, name: str) -> Phrase:
        try:
            return self._phrase_reader.read(written, order)
        except PhraseError as error:
            raise RulesError(f"{written.at}: {name}: {error}") from error

    def _words(self) -> Iterator[str]:
        """Every word any phrase knows."""
        for phrase in (*self._sayings_phrases(), *(phrase for rule in self.rules for phrase in rule.phrases())):
            for element in phrase.elements:
                yield from (word for entry in element.entries or () for word in entry)


def _named(names: type[_Named], written: Written, rule: str) -> _Named:
    try:
        return names(written)
    except ValueError:
        raise RulesError(f"{written.at}: {rule}: {written} is none of {', '.join(names)}") from None
