"""Picking what stands last: counted over choices whose order is by chance, and only over enough of them (rule 28)."""

import pytest

from storage import choice_positions, decisions
from storage.choice_positions import is_no_chance
from storage.choice_records import ChoiceSet
from tests.storage.choosing import offered, prepared
from tests.storage.invented import Life


@pytest.mark.parametrize(
    ("options", "last", "of", "found"),
    [
        (3, 9, 12, True),  # 0.4 in a hundred
        (3, 8, 12, False),  # 1.9 in a hundred
        (3, 11, 11, False),
        (2, 11, 12, True),
        (2, 10, 12, False),
        (3, 4, 12, False),
        (2, 30, 40, True),
    ],
)
def test_the_binomial_test(options: int, last: int, of: int, found: bool) -> None:
    assert is_no_chance([(options, place < last) for place in range(of)]) is found


def test_choices_of_two_and_of_three_options_count_together() -> None:
    picks = [(2, True)] * 6 + [(3, True)] * 5 + [(3, False)]
    assert is_no_chance(picks)
    assert not is_no_chance([(2, True)] * 6 + [(3, False)] * 6)


def pick(life: Life, place: int) -> ChoiceSet:
    """The person picks what stands in this place."""
    kept = prepared(life)
    offer = offered(life, kept)
    life.do(decisions.keep, offer, option_id=offer.shown_order[place])
    return kept


def test_what_was_shown_last_is_counted_over_the_choices_that_the_viewer_knows(life: Life) -> None:
    known = [pick(life, -1) for _ in range(choice_positions.FEWEST)]
    assert life.do(choice_positions.last_too_often, known)
    assert not life.do(choice_positions.last_too_often, known[1:])


def test_whoever_picks_the_first_is_left_alone(life: Life) -> None:
    known = [pick(life, 0) for _ in range(choice_positions.FEWEST)]
    assert not life.do(choice_positions.last_too_often, known)


def test_an_open_offer_counts_for_nothing(life: Life) -> None:
    known = [pick(life, -1) for _ in range(choice_positions.FEWEST - 1)]
    still_open = prepared(life)
    offered(life, still_open)
    assert not life.do(choice_positions.last_too_often, [*known, still_open])
