"""The review pack and its meeting: what was said in a period, what followed, and only what the person lets in."""

from datetime import date, datetime, timedelta

import pytest

from storage import outcomes, reviews, triage
from storage.audit import SYSTEM
from storage.database import NotFound, Refused
from storage.reviews import Decision, Pack, Review
from storage.vocabulary import ActionStatus, DidItHelp, Triage, VisibleTo
from tests.storage.invented import Life, SetClock

FAR = date(2027, 12, 31)


def _pack(life: Life, first: date = date(2026, 1, 1), last: date = FAR, review: Review | None = None) -> Pack:
    return life.do(reviews.pack, SYSTEM, life.people.person_id, first, last, review=review)


def _words(pack: Pack) -> list[str | None]:
    return [one.feedback.words for one in pack.items]


def _prepare(life: Life) -> Review:
    return life.do(reviews.prepare, life.people.manager, life.people.person_id)


def _again(life: Life, review: Review) -> Review:
    return life.do(reviews.review, life.people.manager, review.id)


def _hold(life: Life, review: Review) -> Review:
    life.do(reviews.hold, life.people.manager, review.id, life.clock.now.date() + timedelta(days=90))
    return _again(life, review)


def _of_review(life: Life, review: Review) -> list[str | None]:
    return _words(_pack(life, review.from_day, review.to_day, review))


# The pack


def test_an_empty_period_is_an_empty_pack(life: Life) -> None:
    pack = _pack(life, date(2026, 11, 1), date(2026, 11, 30))
    assert pack.items == ()
    assert (pack.person.name, pack.from_day, pack.to_day) == (
        "Invented Asha",
        date(2026, 11, 1),
        date(2026, 11, 30),
    )


def test_things_come_in_the_order_in_which_they_were_said(life: Life, clock: SetClock) -> None:
    for words in ("first", "second", "third"):
        clock.forward(days=1)
        life.tell(words)
    assert _words(_pack(life)) == ["first", "second", "third"]


def test_each_thing_has_what_was_done_told_and_answered(life: Life, clock: SetClock) -> None:
    action = life.told_action()
    clock.forward(days=3)
    life.do(outcomes.keep, life.people.person_id, action.id, "q1", DidItHelp.HELPED)
    [item] = _pack(life).items
    assert item.action is not None
    assert (item.action.id, item.action.status) == (action.id, ActionStatus.CLOSED)
    assert [one.outcome for one in item.answers] == [DidItHelp.HELPED]
    assert [one.sent_at is not None for one in item.told] == [True, True]
    assert not item.is_open


def test_what_nobody_decided_or_finished_is_still_open(life: Life) -> None:
    noted = life.tell("noted")
    life.do(triage.decide, life.people.worker, noted.id, Triage.NOTED)
    life.tell("undecided")
    life.agree(life.tell("agreed"))
    found = {one.feedback.words: one.is_open for one in _pack(life).items}
    assert found == {"noted": False, "undecided": True, "agreed": True}


def test_what_only_the_manager_may_see_is_in_no_pack(life: Life) -> None:
    life.tell("shared")
    life.tell("secret", visible_to=VisibleTo.ONLY_MANAGER)
    assert _words(_pack(life)) == ["shared"]
    assert _of_review(life, _hold(life, _prepare(life))) == ["shared"]


def test_a_pack_is_of_one_person(life: Life) -> None:
    life.tell("a housemate's", person_id=life.people.housemate_id)
    assert _words(_pack(life)) == []


def test_what_was_said_again_in_other_words_is_there_once(life: Life) -> None:
    old = life.tell("old words")
    life.tell("new words", replaces_id=old.id)
    assert _words(_pack(life)) == ["new words"]


def test_a_period_that_ends_before_it_begins_is_refused(life: Life) -> None:
    with pytest.raises(Refused, match="Swap them"):
        _pack(life, date(2026, 11, 2), date(2026, 11, 1))


def test_nobody_unknown_has_a_pack(life: Life) -> None:
    with pytest.raises(NotFound):
        life.do(reviews.pack, SYSTEM, "no such id", date(2026, 1, 1), FAR)


# The edges of a day, in London


def _utc(moment: str) -> datetime:
    return datetime.fromisoformat(f"{moment}+00:00")


EDGES = {
    "in winter": (date(2026, 11, 9), _utc("2026-11-09 00:00"), _utc("2026-11-10 00:00")),
    "in summer": (date(2026, 7, 1), _utc("2026-06-30 23:00"), _utc("2026-07-01 23:00")),
    "when the clocks go forward (a day of 23 hours)": (
        date(2026, 3, 29),
        _utc("2026-03-29 00:00"),
        _utc("2026-03-29 23:00"),
    ),
    "when the clocks go back (a day of 25 hours)": (
        date(2026, 10, 25),
        _utc("2026-10-24 23:00"),
        _utc("2026-10-26 00:00"),
    ),
}


@pytest.mark.parametrize(("day", "begins", "ends"), EDGES.values(), ids=EDGES.keys())
def test_a_day_is_from_local_midnight_to_local_midnight(
    life: Life, clock: SetClock, day: date, begins: datetime, ends: datetime
) -> None:
    moment = timedelta(microseconds=1)
    said = {"before": begins - moment, "first": begins, "last": ends - moment, "after": ends}
    for words, at in said.items():
        clock.set(at)
        life.tell(words)
    assert _words(_pack(life, day, day)) == ["first", "last"]


# Since the last one


def test_the_first_period_is_the_last_ninety_days(life: Life) -> None:
    period = life.do(reviews.period_since_last, life.people.person_id)
    assert period == (date(2026, 8, 11), date(2026, 11, 9))


def test_the_next_period_begins_on_the_day_after_the_last_review(life: Life, clock: SetClock) -> None:
    life.tell("before")
    _hold(life, _prepare(life))
    clock.forward(days=30)
    period = life.do(reviews.period_since_last, life.people.person_id)
    assert period == (date(2026, 11, 10), date(2026, 12, 9))
    assert _words(_pack(life, *period)) == []


def test_what_was_said_later_on_the_day_of_the_review_is_not_lost(life: Life, clock: SetClock) -> None:
    life.tell("before")
    held = _hold(life, _prepare(life))
    clock.forward(hours=2)
    life.tell("after the meeting")
    clock.forward(days=30)
    period = life.do(reviews.period_since_last, life.people.person_id)
    assert "after the meeting" in _words(_pack(life, *period))
    assert _of_review(life, held) == ["before"]


def test_the_period_of_somebody_else_is_theirs(life: Life) -> None:
    _hold(life, _prepare(life))
    assert life.do(reviews.period_since_last, life.people.housemate_id)[0] == date(2026, 8, 11)


# The meeting


def test_a_review_is_prepared_once_and_grows_until_it_is_held(life: Life, clock: SetClock) -> None:
    review = _prepare(life)
    clock.forward(days=3)
    life.tell("said since")
    again = _prepare(life)
    assert (again.id, again.from_day, again.to_day) == (review.id, review.from_day, date(2026, 11, 12))
    assert _of_review(life, again) == ["said since"]


def test_only_what_the_person_chose_is_in_the_review(life: Life) -> None:
    kept, left_out = life.tell("yes"), life.tell("no")
    review = _prepare(life)
    life.do(reviews.choose, life.people.worker, review.id, {kept.id: True, left_out.id: False})
    life.tell("said after choosing")
    assert _of_review(life, _again(life, review)) == ["yes"]
    life.do(reviews.choose, life.people.worker, review.id, {kept.id: False, left_out.id: True})
    assert _of_review(life, _again(life, review)) == ["no"]


def test_the_person_can_let_in_nothing(life: Life) -> None:
    said = life.tell("no")
    review = _prepare(life)
    life.do(reviews.choose, life.people.worker, review.id, {said.id: False})
    assert _of_review(life, _again(life, review)) == []
    assert _of_review(life, _hold(life, review)) == []


def test_only_the_persons_own_things_can_be_chosen(life: Life) -> None:
    other = life.tell("a housemate's", person_id=life.people.housemate_id)
    review = _prepare(life)
    with pytest.raises(NotFound):
        life.do(reviews.choose, life.people.worker, review.id, {other.id: True})


def test_decisions_are_kept_in_order_and_need_words_and_someone(life: Life, clock: SetClock) -> None:
    review = _prepare(life)
    bus, soup = Decision("Try the bus.", "Will", date(2026, 12, 1)), Decision("Hot soup.", "Kit", None)
    for decision in (bus, soup):
        clock.forward(seconds=1)
        life.do(reviews.decide, life.people.manager, review.id, decision)
    for unclear in (Decision(" ", "Will", None), Decision("Try the bus.", " ", None)):
        with pytest.raises(Refused, match="who does it"):
            life.do(reviews.decide, life.people.manager, review.id, unclear)
    assert _again(life, review).decisions == (bus, soup)


def test_the_next_review_has_a_day_in_the_future(life: Life) -> None:
    review = _prepare(life)
    for day in (date(2026, 11, 9), date(2026, 11, 8)):
        with pytest.raises(Refused, match="in the future"):
            life.do(reviews.hold, life.people.manager, review.id, day)
    life.do(reviews.hold, life.people.manager, review.id, date(2026, 11, 10))
    held = _again(life, review)
    assert (held.held_on, held.to_day, held.next_on) == (date(2026, 11, 9), date(2026, 11, 9), date(2026, 11, 10))


def test_a_held_review_is_fixed(life: Life) -> None:
    said = life.tell("before")
    review = _hold(life, _prepare(life))
    manager = life.people.manager
    with pytest.raises(Refused, match="has been held"):
        life.do(reviews.choose, manager, review.id, {said.id: False})
    with pytest.raises(Refused, match="has been held"):
        life.do(reviews.decide, manager, review.id, Decision("Late idea.", "Will", None))
    with pytest.raises(Refused, match="has been held"):
        life.do(reviews.hold, manager, review.id, FAR)
    life.tell("before, in other words", replaces_id=said.id)
    assert _of_review(life, _again(life, review)) == ["before"]


def test_after_a_held_review_the_next_one_is_another(life: Life, clock: SetClock) -> None:
    first = _hold(life, _prepare(life))
    clock.forward(days=90)
    second = _prepare(life)
    assert second.id != first.id
    held = _hold(life, second)
    assert life.do(reviews.held, life.people.manager, life.people.person_id) == (held, first)


def test_another_house_knows_of_no_review(life: Life) -> None:
    review, elsewhere = _prepare(life), life.people.elsewhere
    with pytest.raises(NotFound):
        life.do(reviews.review, elsewhere, review.id)
    for verb in (reviews.prepare, reviews.held):
        with pytest.raises(NotFound):
            life.do(verb, elsewhere, life.people.person_id)
    with pytest.raises(NotFound):
        life.do(reviews.hold, elsewhere, review.id, FAR)
