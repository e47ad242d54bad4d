"""Whether a person keeps picking what stands last, whatever it is: then the choice says little (conversation rule 28)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from storage.choice_records import ChoiceSet
from storage.database import Transaction
from storage.tables.choices import choice_offers
from storage.vocabulary import ChoiceState, OfferForm, OfferReason

FEWEST = 12
"""Fewer choices tell nothing yet."""
BY_CHANCE = 0.01
"""A run that chance alone brings less often than that is no chance."""


def last_too_often(tx: Transaction, known: Iterable[ChoiceSet]) -> bool:
    """Of the choices that the viewer may know of: whether what was shown last was picked too often. Only first offers with all
    options together count, as only their order is by chance."""
    ids = [one.id for one in known]
    by_chance = (choice_offers.c.form == OfferForm.TOGETHER, choice_offers.c.reason == OfferReason.FIRST)
    was_chosen = (choice_offers.c.result == ChoiceState.CHOSEN, choice_offers.c.option_id.is_not(None))
    rows = tx.execute(
        select(choice_offers.c.shown_order, choice_offers.c.option_id).where(
            choice_offers.c.choice_set_id.in_(ids), *by_chance, *was_chosen
        )
    )
    picks = [(len(row.shown_order), row.shown_order[-1] == row.option_id) for row in rows]
    return is_no_chance(picks)


def is_no_chance(picks: Sequence[tuple[int, bool]]) -> bool:
    """`picks`: of each choice how many options there were, and whether the last one was picked."""
    if len(picks) < FEWEST:
        return False
    return _so_many_or_more([1 / options for options, _ in picks], sum(last for _, last in picks)) < BY_CHANCE


def _so_many_or_more(chances: Sequence[float], count: int) -> float:
    """How likely so many of these come true, or more: the binomial test, for choices of two and of three options together."""
    likely = [1.0]
    for chance in chances:
        stays, comes = [one * (1 - chance) for one in likely], [one * chance for one in likely]
        likely = [a + b for a, b in zip([*stays, 0.0], [0.0, *comes], strict=True)]
    return sum(likely[count:])
