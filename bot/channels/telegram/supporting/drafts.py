"""From what a supporter wrote to a draft in the store, and to what keeps it from being offered: the same as on their page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.channels.telegram.supporting.written import Written
from staff import choice_check, choice_preview
from staff.choice_check import Checked
from staff.choice_form import OPEN_FOR, REVIEW_AFTER, USUAL_DAYS, Typed
from staff.choice_preview import Screen
from storage import Transaction, choice_sets, how_messages, prepared_choices, supporter_messages
from storage.choice_records import ChoiceSet
from storage.prepared_choices import NewChoice, NewOption
from storage.supporters import Supporter
from wording.catalogue import Catalogue


@dataclass(frozen=True)
class Checker:
    """`money_limit`: a choice about more pounds than that is no matter for a chat."""

    catalogue: Catalogue
    money_limit: int

    def check(self, tx: Transaction, person_id: str, wanted: NewChoice) -> Checked:
        """What keeps it from being offered. It takes some milliseconds, as its words are few."""
        typed = Typed(wanted, tuple(range(len(wanted.options))), {})
        return choice_check.check(typed, choice_check.facts(tx, person_id, typed), self.money_limit)

    def screens(self, tx: Transaction, kept: ChoiceSet) -> tuple[Screen, ...]:
        """What its person will see."""
        how = how_messages.of_person(tx, kept.person_id)
        return choice_preview.screens(kept.wanted, how, kept.id, self.catalogue)


def wanted(tx: Transaction, person_id: str, written: Written) -> NewChoice:
    """With all that the page fills in by itself."""
    return with_days(tx, person_id, NewChoice(written.question, written.options))


def with_days(tx: Transaction, person_id: str, choice: NewChoice) -> NewChoice:
    """The same, as it would be offered today."""
    days = {"offer_until": tx.today + OPEN_FOR, "review_on": tx.today + REVIEW_AFTER, "carry_out_days": USUAL_DAYS}
    return replace(choice, owner_id=prepared_choices.usual_owner(tx, person_id), **days)  # type: ignore[arg-type]


def keep(tx: Transaction, supporter: Supporter, draft: ChoiceSet | None, choice: NewChoice) -> ChoiceSet:
    """The draft written anew, or a new one. Photos stay with the options that are called as before. Raises Refused."""
    if draft is None:
        return choice_sets.prepare(tx, supporter, supporter.person_id, choice)
    photos = {prepared_choices.plain(one.label): one.picture_id for one in draft.options}
    options = tuple(_with_photo(one, photos) for one in choice.options)
    return choice_sets.change(tx, supporter, draft.id, replace(choice, options=options))


def _with_photo(one: NewOption, photos: dict[str, str | None]) -> NewOption:
    return replace(one, picture_id=photos.get(prepared_choices.plain(one.label)))


def of_chat(tx: Transaction, supporter: Supporter, channel: str, address: str) -> tuple[ChoiceSet, ...]:
    """What this supporter prepared in this chat and did not offer yet, what was spoken of last first."""
    found = (choice_sets.find(tx, supporter, one) for one in supporter_messages.drafts_of(tx, channel, address))
    return tuple(one for one in found if one is not None)


def lines(checked: Checked) -> tuple[tuple[int | None, str], ...]:
    """What is wrong, with the number of the line of the message in which it is mended."""
    return tuple((_line(name), advice) for name, advice in checked.problems.items())


def _line(name: str) -> int | None:
    part, _, place = name.partition("_")
    if name == "question":
        return 1
    return int(place) + 2 if part in ("label", "sign", "meaning") and place.isdecimal() else None


def of(tx: Transaction, helpers: Iterable[Supporter], set_id: str) -> tuple[Supporter, ChoiceSet] | None:
    """The choice of this id with who prepared it, where it is one of theirs."""
    found = ((one, choice_sets.find(tx, one, set_id)) for one in helpers)
    return next(((one, kept) for one, kept in found if kept is not None), None)
