"""The phrases as the stock pipeline is given them."""

from __future__ import annotations

import yaml

from evaluate.stock import as_nlu


def test_phrases_of_one_label_stand_together() -> None:
    found = yaml.safe_load(as_nlu([("worked", "nice 🍵"), ("did_not_work", "late: again"), ("worked", "ok")]))
    assert found["nlu"] == [
        {"intent": "worked", "examples": "- nice 🍵\n- ok\n"},
        {"intent": "did_not_work", "examples": "- late: again\n"},
    ]
