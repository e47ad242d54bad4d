"""The rule book: reads `rules.yml` and `spelling.yml`, strictly, so that a slip in them stops the start, not the screen."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from safeguarding.phrases import Match, Phrase, PhraseError, parse
from safeguarding.tiers import Kind, Tier
from safeguarding.words import Reading

_FILE_KEYS = {"version", "signed", "lists", "fillers", "negations", "retractions", "rules"}
_RULE_KEYS = {"id", "tier", "kind", "why", "say", "say_only", "together", "unless", "check_if"}
_SPELLING_KEYS = {"spellings", "joined", "slips", "real_words"}


class RulesError(ValueError):
    """The rule file is wrong; the message names the rule and what to mend."""


@dataclass(frozen=True, eq=False)
class Rule:
    """One rule as the lead signed it. `unless` and `check_if` say when its words mean something else."""

    id: str
    tier: Tier
    kind: Kind
    why: str
    say: tuple[Phrase, ...]
    say_only: tuple[Phrase, ...]
    unless: tuple[Phrase, ...]
    check_if: tuple[Phrase, ...]


@dataclass(frozen=True)
class Sayings:
    """Phrases that count (`say`) unless another phrase stands in the message too (`not_when`)."""

    say: tuple[Phrase, ...]
    not_when: tuple[Phrase, ...]


@dataclass(frozen=True)
class Finding:
    """One place where a rule's phrase stands in a message."""

    rule: Rule
    match: Match


class RuleBook:
    """All rules of the files in one folder, ready to be asked."""

    def __init__(self, folder: Path) -> None:
        """Read both files; raises `RulesError`. `signed` names who signed this version, or is empty."""
        files = [folder / "rules.yml", folder / "spelling.yml"]
        rules, spelling = (load(file) for file in files)
        only_keys(rules, _FILE_KEYS, "rules.yml", required=_FILE_KEYS)
        only_keys(spelling, _SPELLING_KEYS, "spelling.yml", required=_SPELLING_KEYS)
        self.reading = Reading(**spelling)
        self._lists: dict[str, list[str]] = rules["lists"]
        self.fillers = frozenset(word for filler in rules["fillers"] for word in self.reading.read(filler))
        self.negations = self._sayings(rules["negations"], "negations")
        self.retractions: dict[str, Sayings] = {
            name: self._sayings(entry, name) for name, entry in rules["retractions"].items()
        }
        self.rules = tuple(self._rule(entry) for entry in rules["rules"])
        ids = [rule.id for rule in self.rules]
        if len(set(ids)) < len(ids):
            raise RulesError(f"two rules are called {max(ids, key=ids.count)}")
        self._sayable = [(rule, phrase, False) for rule in self.rules for phrase in rule.say]
        self._sayable += [(rule, phrase, True) for rule in self.rules for phrase in rule.say_only]
        self._index = _index([phrase for _, phrase, _ in self._sayable])
        self.reading.know(self._words())
        digest = hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()
        self.version = f"{rules['version']}+{digest[:12]}"
        self.signed: str = rules["signed"]

    def findings(self, words: Sequence[str]) -> Iterator[Finding]:
        """Every rule phrase that stands in these words, whatever the rule's exceptions say."""
        said = [word for word in words if word not in self.fillers]
        present = dict.fromkeys(words)
        for place in dict.fromkeys(found for word in present for found in self._index.get(word, ())):
            rule, phrase, whole = self._sayable[place]
            if not whole:
                yield from (Finding(rule, match) for match in phrase.find(words))
            elif phrase.covers(said) or phrase.covers(words):
                yield Finding(rule, Match(0, len(words), frozenset(range(len(words)))))

    def _rule(self, entry: Mapping[str, Any]) -> Rule:
        name = str(entry.get("id", "a rule without id"))
        only_keys(entry, _RULE_KEYS, name, required={"id", "tier", "kind", "why"})
        if not any(entry.get(key) for key in ("say", "say_only", "together")):
            raise RulesError(f"{name}: says nothing (say, say_only or together)")
        try:
            tier, kind = Tier(entry["tier"]), Kind(entry["kind"])
        except ValueError as error:
            raise RulesError(f"{name}: {error}") from error
        return Rule(
            id=name,
            tier=tier,
            kind=kind,
            why=entry["why"],
            say=(*self._phrases(entry, "say", name), *self._phrases(entry, "together", name)),
            say_only=self._phrases(entry, "say_only", name),
            unless=self._phrases(entry, "unless", name),
            check_if=self._phrases(entry, "check_if", name),
        )

    def _sayings(self, entry: Mapping[str, Any], name: str) -> Sayings:
        only_keys(entry, {"why", "say", "not_when"}, name)
        return Sayings(self._phrases(entry, "say", name), self._phrases(entry, "not_when", name))

    def _phrases(self, entry: Mapping[str, Any], key: str, name: str) -> tuple[Phrase, ...]:
        written = entry.get(key) or []
        if not isinstance(written, list) or not all(isinstance(phrase, str) for phrase in written):
            raise RulesError(f"{name}: {key} needs a list of phrases")
        try:
            return tuple(parse(one, self._lists, self.reading.read, together=key == "together") for one in written)
        except PhraseError as error:
            raise RulesError(f"{name}: {error}") from error

    def _words(self) -> Iterator[str]:
        """Every word any phrase knows."""
        sayings = [self.negations, *self.retractions.values()]
        phrases = [phrase for one in sayings for phrase in (*one.say, *one.not_when)]
        for rule in self.rules:
            phrases.extend((*rule.say, *rule.say_only, *rule.unless, *rule.check_if))
        for phrase in phrases:
            for element in phrase.elements:
                yield from (word for found in (element.entries or {}).values() for entry in found for word in entry)


def _index(phrases: Sequence[Phrase]) -> dict[str, list[int]]:
    """For each word the places of the phrases that cannot match without it (or one like it): only those are tried.

    A word of many phrases ("me") is one of many messages too, so each phrase is kept under its least usual words.
    """
    usual = Counter(word for phrase in phrases for words in phrase.needed_words() for word in words)
    index: dict[str, list[int]] = defaultdict(list)
    for place, phrase in enumerate(phrases):
        for word in min(phrase.needed_words(), key=lambda words: sum(usual[word] for word in words)):
            index[word].append(place)
    return dict(index)


class _AllWords(yaml.SafeLoader):
    """YAML in which everything is text: to it, "no", "on" and 999 are words a person says."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 — declared so by PyYAML


def load(file: Path) -> dict[str, Any]:
    """What stands in a file of rules, all of it as text. Raises `RulesError`."""
    try:
        content = yaml.load(file.read_text(encoding="utf-8"), Loader=_AllWords)  # noqa: S506 — a SafeLoader
    except yaml.YAMLError as error:
        raise RulesError(f"{file.name}: not readable as YAML ({error})") from error
    if not isinstance(content, dict):
        raise RulesError(f"{file.name}: holds no rules")
    return content


def only_keys(entry: Mapping[str, Any], allowed: set[str], name: str, required: set[str] | None = None) -> None:
    """Raises `RulesError` where an entry has a key that nobody knows, or lacks one."""
    unknown = set(entry) - allowed
    missing = (required or set()) - set(entry)
    if unknown or missing:
        raise RulesError(f"{name}: unknown {sorted(unknown)}, missing {sorted(missing)}")
