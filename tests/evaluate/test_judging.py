"""What a reader's answers come to, from plain values."""

from __future__ import annotations

from evaluate.judging import Share, judge, judge_utterances, wrong
from evaluate.measures import Counts
from evaluate.readers import Read
from evaluate.sets import Labelled

SIDES = (("did_not_work", "bus late"), ("worked", "pub brill"))
MIXED = Labelled("bus late pub brill", "open", "feedback", "mixed", ("transport",), "none", SIDES)
HARM = Labelled("he hit me", "open", "feedback", "did_not_work", ("safety",), "amber", style="plain")
HELLO = Labelled("hiya", "open", "greet", None, (), "none", style="plain")


def test_each_label_is_compared_where_the_set_has_it() -> None:
    answered = [
        (MIXED, Read("feedback", "mixed", ("transport", "home"), "none", SIDES)),
        (HARM, Read("need_person", "need_person", (), "red")),
        (HELLO, Read("greet", "greet", (), "none")),
    ]
    judged = judge(answered)
    assert judged.messages == 3
    assert {name: one.messages for name, one in judged.tables.items()} == {
        "intent": 3,
        "kind": 2,
        "topic": 2,
        "tier": 3,
    }
    assert judged.tables["kind"].labels["need_person"] == Counts(wrong=1)
    assert judged.tables["topic"].labels["home"] == Counts(wrong=1)
    assert judged.shares == [
        Share("amber or red, read as one of them", 1, 1),
        Share("  plain", 1, 1),
        Share("tier none, read as amber or red", 0, 2),
        Share("  plain", 0, 1),
        Share("tier none, read as check", 0, 2),
        Share("  plain", 0, 1),
        Share("mixed messages, all their parts found", 1, 1),
    ]


def test_what_is_serious_is_judged_in_all_and_style_by_style() -> None:
    def message(tier: str, style: str) -> Labelled:
        return Labelled("words", "open", "feedback", "did_not_work", ("safety",), tier, style=style)

    def read(tier: str) -> Read:
        return Read("feedback", "did_not_work", (), tier)

    judged = judge(
        [
            (message("red", "emoji"), read("red")),
            (message("red", "past"), read("amber")),
            (message("amber", "past"), read("check")),
            (message("none", "past"), read("check")),
        ]
    )
    assert [(one.name, one.right, one.of) for one in judged.shares] == [
        ("amber or red, read as one of them", 2, 3),
        ("  emoji", 1, 1),
        ("  past", 1, 2),
        ("red, read as red", 1, 2),
        ("tier none, read as amber or red", 0, 1),
        ("  past", 0, 1),
        ("tier none, read as check", 1, 1),
        ("  past", 1, 1),
    ]


def test_a_reader_that_cannot_tell_is_not_judged_by_it() -> None:
    judged = judge([(MIXED, Read("feedback", "worked")), (HARM, Read(None, "worked"))])
    assert list(judged.tables) == ["intent", "kind"]
    assert judged.tables["intent"].messages == 1
    assert judged.shares == []


def test_utterances_are_judged_by_what_their_set_is_about() -> None:
    def utterance(group: str) -> Labelled:
        return Labelled("words", "open", group=group)

    read = {
        "C1": Read("feedback", "worked", (), "none"),
        "C2": Read("feedback", "unclear", (), "none"),
        "C3": Read("feedback", "did_not_work", (), "check"),
        "C4": Read("feedback", "did_not_work", (), "check"),
        "C5": Read("choose", "choose", (), "none"),
        "C6": Read("feedback", "did_not_work", (), "none"),
        "C7": Read("want", "did_not_work", (), "none"),
    }
    judged = judge_utterances([(utterance(group), one) for group, one in read.items()])
    assert [(one.name[:2], one.right) for one in judged.shares] == [
        *(("C1", 1), ("C2", 0), ("C3", 0), ("C4", 1), ("C5", 1), ("C6", 0), ("C7", 1)),
    ]
    without_tier = judge_utterances([(utterance(group), Read("want", "worked")) for group in read])
    assert [one.name[:2] for one in without_tier.shares] == ["C1", "C2", "C5", "C6", "C7"]


def test_what_is_wrong_is_named() -> None:
    right = Read("feedback", "mixed", ("transport",), "none", SIDES)
    assert wrong([(MIXED, right)]) == []
    ((message, differ),) = wrong([(MIXED, Read("want", "did_not_work", ("transport",), "check"))])
    assert message is MIXED
    assert differ == {"intent": ("feedback", "want"), "kind": ("mixed", "did_not_work"), "tier": ("none", "check")}
