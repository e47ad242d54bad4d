"""Precision, recall, F1, times and parts, from plain values."""

from __future__ import annotations

import pytest

from evaluate.measures import Counts, parts_found, percentiles, share, table


def test_one_label_a_message() -> None:
    true = ["good", "good", "good", "bad", "bad", "mixed"]
    read = ["good", "good", "bad", "bad", "odd", "bad"]
    found = table([((one,), (other,)) for one, other in zip(true, read, strict=True)])
    assert found.messages == 6
    assert found.labels == {
        "good": Counts(right=2, wrong=0, missed=1),
        "bad": Counts(right=1, wrong=2, missed=1),
        "mixed": Counts(right=0, wrong=0, missed=1),
        "odd": Counts(right=0, wrong=1, missed=0),
    }
    good, bad = found.labels["good"], found.labels["bad"]
    assert (good.precision, good.recall, good.f1) == pytest.approx((1.0, 2 / 3, 0.8))
    assert (bad.precision, bad.recall, bad.f1, bad.true) == pytest.approx((1 / 3, 0.5, 0.4, 2))
    # "odd" is never true: it has no place in the mean of three, and counts against the whole.
    assert found.macro == pytest.approx((0.8 + 0.4 + 0.0) / 3)
    assert found.micro == pytest.approx(3 / 6)


def test_any_number_of_labels_a_message() -> None:
    found = table([(("meals", "staff"), ("meals",)), (("home",), ("home", "money")), (("staff",), ())])
    assert found.labels["staff"] == Counts(right=0, wrong=0, missed=2)
    assert found.micro == pytest.approx(2 * 2 / (2 * 2 + 1 + 2))
    assert found.macro == pytest.approx((1 + 0 + 1) / 3)


def test_nothing_to_measure() -> None:
    found = table([])
    assert (found.macro, found.micro, share(0, 0)) == (0.0, 0.0, 0.0)


def test_percentiles_are_milliseconds() -> None:
    assert percentiles([second / 1000 for second in range(100, 0, -1)]) == pytest.approx((50.5, 95))
    assert percentiles([0.002]) == (2.0, 2.0)


TEXT = "bus late but pub was brill"
TRUE = [("did_not_work", "bus late"), ("worked", "pub was brill")]


@pytest.mark.parametrize(
    ("read", "found"),
    [
        (TRUE, True),
        ([("did_not_work", "bus late but"), ("worked", "was brill")], True),
        ([("worked", "bus late"), ("did_not_work", "pub was brill")], False),
        ([("did_not_work", "bus"), ("worked", "pub was brill")], False),  # less than half of its letters
        ([("did_not_work", "bus late but pub was brill")], False),
        ([("did_not_work", "bus"), ("did_not_work", "late but"), ("worked", "pub was brill")], True),
        ([("did_not_work", "the bus is late"), ("worked", "pub was brill")], False),  # not cut out of it
        ([], False),
    ],
)
def test_parts(read: list[tuple[str, str]], found: bool) -> None:
    assert parts_found(TEXT, TRUE, read) is found


def test_parts_with_the_same_words_are_told_apart() -> None:
    assert parts_found("ok. ok", [("worked", "ok"), ("did_not_work", "ok")], [("worked", "ok"), ("did_not_work", "ok")])
    assert not parts_found(
        "ok. ok", [("worked", "ok"), ("did_not_work", "ok")], [("did_not_work", "ok"), ("worked", "ok")]
    )
