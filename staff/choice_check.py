"""What keeps a choice from being offered: what it lacks, its words, and that it is no matter for a chat. Nothing is kept here."""

from __future__ import annotations

from dataclasses import dataclass, field

from safeguarding.significant import significant_matter
from staff.choice_form import Typed
from staff.known_names import known_names
from storage import Transaction, houses, prepared_choices, supporters
from storage.vocabulary import SignificantMatter
from wording.choices import lint_choice


@dataclass(frozen=True)
class Checked:
    """`lacks`: what to add or mend, `words`: what the linter says, each by field; `matter`: what it is about that is never
    decided in a chat, None for an everyday one."""

    lacks: dict[str, str]
    words: dict[str, tuple[str, ...]]
    matter: SignificantMatter | None

    @property
    def problems(self) -> dict[str, str]:
        """One for each field, in the order of the page."""
        found = {name: advice[0] for name, advice in self.words.items()} | self.lacks
        if self.matter is not None:
            found["question"] = prepared_choices.refusal(self.matter)
        return {name: found[name] for name in sorted(found, key=_place)}


@dataclass(frozen=True)
class Facts:
    """What the store knows that a check needs: the names that the person knows, and what the choice lacks."""

    names: tuple[str, ...]
    lacks: dict[str, str] = field(default_factory=dict)


def facts(tx: Transaction, person_id: str, typed: Typed) -> Facts:
    """Read this first: a check reads no store."""
    helpers = (one.name for one in supporters.of_person(tx, person_id))
    lacks = {typed.field(name): text for name, text in prepared_choices.problems(tx, person_id, typed.wanted).items()}
    return Facts((*known_names(tx, houses.person(tx, person_id)), *helpers), lacks)


def check(typed: Typed, known: Facts, money_limit: int) -> Checked:
    """Takes some milliseconds: call it in a worker thread."""
    found = lint_choice(typed.wanted.question, typed.written, names=known.names)
    words = {typed.field(name): tuple(one.advice for one in findings) for name, findings in found.items()}
    return Checked(known.lacks | typed.problems, words, matter_of(typed, money_limit))


def matter_of(typed: Typed, money_limit: int) -> SignificantMatter | None:
    """What the words are about that is never decided in a chat."""
    options = [". ".join((one.label, one.meaning or "", *one.synonyms)) for one in typed.wanted.options]
    return significant_matter(typed.wanted.question, options, money_limit=money_limit)


_ORDER = ("question", "label", "sign", "meaning", "when", "at", "until", "review", "owner", "days", "changes")


def _place(name: str) -> tuple[int, int, int]:
    """Where a field stands on the page: options row by row."""
    part, _, row = name.replace("-day", "").partition("_")
    number = int(row) if row.isdecimal() else 0
    is_option = part in ("label", "sign", "meaning")
    return (1 if is_option else _ORDER.index(part), number if is_option else 0, _ORDER.index(part))
