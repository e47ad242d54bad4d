"""Several things said in one message: each a row of its own, and all of them one group."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from storage import audit, contents, drafts, feedback, late, notice_matters, reviews, triage
from storage.feedback import Feedback
from storage.heard import Heard, Point, outcome_of, things
from storage.notifications import Cause
from storage.tables.notifications import notifications
from storage.vocabulary import HelpedBy, NoticeKind, Outcome, Topic, Triage, VisibleTo
from tests.storage.invented import Life, SetClock

WORDS = "bus late but pub was brill"
BUS = Point(Outcome.DID_NOT_WORK, (Topic.TRANSPORT,), 0, 8)
PUB = Point(Outcome.WORKED, (Topic.ACTIVITIES,), 13, 26)
BOTH = Heard(Outcome.MIXED, (Topic.TRANSPORT, Topic.ACTIVITIES), (BUS, PUB))
BAD, GOOD = Heard(Outcome.DID_NOT_WORK), Heard(Outcome.WORKED)


def tell_both(life: Life, *, replaces_id: str | None = None, visible_to: VisibleTo = VisibleTo.MY_STAFF) -> Feedback:
    draft = life.do(drafts.start, life.people.person_id, replaces_id=replaces_id)
    life.do(drafts.add_words, draft.id, life.write(WORDS), BOTH)
    life.do(drafts.set_visible_to, draft.id, visible_to)
    return life.do(feedback.send, draft.id)


def of_person(life: Life) -> list[Feedback]:
    return list(life.do(feedback.of_person, life.people.person_id))


def test_what_was_heard_is_the_same_after_it_was_kept() -> None:
    assert Heard.from_json(BOTH.as_json()) == BOTH
    assert Heard.from_json(Heard(is_signs=True).as_json()) == Heard(is_signs=True)
    assert Heard.from_json(None) == Heard()


@pytest.mark.parametrize(
    ("heard", "outcome"),
    [
        ([], None),
        ([Heard()], None),
        ([BAD], Outcome.DID_NOT_WORK),
        ([BAD, BAD], Outcome.DID_NOT_WORK),
        ([BAD, Heard()], Outcome.DID_NOT_WORK),
        ([BAD, GOOD], Outcome.MIXED),
        ([Heard(Outcome.WANT), BAD], Outcome.MIXED),
    ],
)
def test_how_all_of_it_was(heard: list[Heard], outcome: Outcome | None) -> None:
    assert outcome_of(heard) is outcome


@pytest.mark.parametrize(
    ("heard", "count"),
    [
        ([BAD], 0),
        ([BAD, BAD], 0),
        ([BAD, Heard()], 0),
        ([BAD, GOOD], 2),
        ([BOTH], 2),
        ([BOTH, BAD], 3),
        ([BOTH, BOTH], 0),
        ([BOTH, Heard()], 0),
    ],
)
def test_different_things_are_counted_where_each_is_sure(heard: list[Heard], count: int) -> None:
    assert len(things([(str(place), one) for place, one in enumerate(heard)])) == count


def test_each_thing_is_a_row_with_its_exact_words(life: Life) -> None:
    first = tell_both(life)
    bus, pub = of_person(life)
    assert bus == first
    assert (bus.words, bus.outcome, bus.topics, bus.part) == ("bus late", Outcome.DID_NOT_WORK, (Topic.TRANSPORT,), 1)
    assert (pub.words, pub.outcome, pub.topics, pub.part) == ("pub was brill", Outcome.WORKED, (Topic.ACTIVITIES,), 2)
    assert (bus.first_id, pub.first_id) == (bus.id, bus.id) and bus.whole == pub.whole == WORDS
    assert life.do(audit.verify_words) and life.do(audit.verify)


def test_one_thing_names_no_group(life: Life) -> None:
    alone = life.tell("The bus is late.")
    assert (alone.first_id, alone.part, alone.whole, alone.topics) == (None, 1, None, ())
    assert life.do(feedback.said_with, life.people.manager, alone) == ()


def test_sending_twice_sends_once(life: Life) -> None:
    draft = life.do(drafts.start, life.people.person_id)
    life.do(drafts.add_words, draft.id, life.write(WORDS), BOTH)
    assert life.do(feedback.send, draft.id) == life.do(feedback.send, draft.id)
    assert len(of_person(life)) == 2


def test_things_of_several_messages_have_all_words_as_their_whole(life: Life) -> None:
    draft = life.do(drafts.start, life.people.person_id)
    life.do(drafts.add_words, draft.id, life.write("cold bath"), BAD)
    life.do(drafts.add_words, draft.id, life.write("nice cake"), GOOD)
    life.do(feedback.send, draft.id)
    assert [(one.words, one.whole) for one in of_person(life)] == [
        ("cold bath", "cold bath\nnice cake"),
        ("nice cake", "cold bath\nnice cake"),
    ]


def test_what_was_picked_for_all_makes_it_one(life: Life) -> None:
    draft = life.do(drafts.start, life.people.person_id)
    life.do(drafts.add_words, draft.id, life.write(WORDS), BOTH)
    life.do(drafts.set_outcome, draft.id, Outcome.DID_NOT_WORK)
    life.do(feedback.send, draft.id)
    [kept] = of_person(life)
    assert (kept.words, kept.outcome, kept.topics) == (WORDS, Outcome.DID_NOT_WORK, BOTH.topics)


def test_new_words_replace_all_of_them(life: Life, clock: SetClock) -> None:
    old = tell_both(life)
    clock.forward(minutes=1)
    last = life.do(feedback.last_to_change, life.people.person_id)
    assert last == old
    new = life.tell("all was fine", outcome=Outcome.WORKED, replaces_id=old.id)
    assert of_person(life) == [new]
    for member in (life.people.manager, life.people.worker):
        assert life.do(feedback.to_triage, member) == (new,)
    assert life.do(feedback.last_to_change, life.people.person_id) == new


def test_several_can_replace_one_and_several(life: Life, clock: SetClock) -> None:
    said = life.tell("the bus")
    for _ in range(2):
        clock.forward(minutes=1)
        said = tell_both(life, replaces_id=said.id)
    assert [one.part for one in of_person(life)] == [1, 2]
    assert {one.first_id for one in of_person(life)} == {said.id}


def test_they_are_told_newest_first_and_in_their_order(life: Life, clock: SetClock) -> None:
    life.tell("earlier")
    clock.forward(minutes=1)
    tell_both(life)
    told: list[str | None] = []
    behind: str | None = None
    while found := life.do(feedback.newest_of_person, life.people.person_id, 1, older_than=behind):
        told.append(found[0].words)
        behind = found[0].id
    assert told == ["bus late", "pub was brill", "earlier"]


def test_who_helped_is_kept_of_all(life: Life) -> None:
    first = tell_both(life)
    life.do(feedback.keep_helped_by, first.id, HelpedBy.READ_TO_ME)
    life.do(feedback.keep_helped_by, first.id, HelpedBy.ALONE)
    assert {one.helped_by for one in of_person(life)} == {HelpedBy.READ_TO_ME}


def test_each_is_decided_by_itself_and_told_of_once(life: Life) -> None:
    first = tell_both(life)
    _, second = of_person(life)
    cause = Cause(NoticeKind.NEW_FEEDBACK, "feedback", first.id)
    with life.store.read() as tx:
        assert set(tx.execute(select(notifications.c.subject_id)).scalars()) == {first.id}
    life.do(triage.decide, life.people.manager, first.id, Triage.NOTED)
    assert life.do(notice_matters.still_waits, cause), "the other one waits"
    assert life.do(feedback.to_triage, life.people.manager) == (second,)
    life.do(triage.decide, life.people.manager, second.id, Triage.THANKS)
    assert not life.do(notice_matters.still_waits, cause)


def test_each_that_is_late_is_told_of(life: Life, clock: SetClock) -> None:
    tell_both(life)
    clock.forward(days=8)
    life.do(late.tell)
    with life.store.read() as tx:
        where = notifications.c.kind == NoticeKind.DECISION_OVERDUE
        assert len(set(tx.execute(select(notifications.c.subject_id).where(where)).scalars())) == 2


def test_what_only_the_manager_may_see_is_said_with_nothing_for_others(life: Life) -> None:
    first = tell_both(life, visible_to=VisibleTo.ONLY_MANAGER)
    people = life.people
    assert [one.words for one in life.do(feedback.said_with, people.manager, first)] == ["pub was brill"]
    for member in (people.worker, people.elsewhere):
        assert life.do(feedback.said_with, member, first) == ()


def test_each_lies_on_the_table_of_the_review(life: Life) -> None:
    tell_both(life)
    with life.store.read() as tx:
        pack = reviews.pack(tx, life.people.manager.actor, life.people.person_id, tx.today, tx.today)
    assert [item.feedback.words for item in pack.items] == ["bus late", "pub was brill"]


def test_do_not_send_purges_the_words_of_all(life: Life) -> None:
    draft = life.do(drafts.start, life.people.person_id)
    content_id = life.write(WORDS)
    life.do(drafts.add_words, draft.id, content_id, BOTH)
    life.do(drafts.throw_away, draft.id)
    assert life.do(contents.words_of, content_id) is None
    assert of_person(life) == []


def test_one_thing_can_be_put_right(life: Life) -> None:
    draft = life.do(drafts.start, life.people.person_id)
    life.do(drafts.add_words, draft.id, life.write(WORDS), BOTH)
    life.do(drafts.set_outcome_of_thing, draft.id, 0, Outcome.WORKED)
    life.do(drafts.set_outcome_of_thing, draft.id, 7, Outcome.WANT)
    found = life.do(drafts.draft, draft.id)
    assert [said.outcome for said in found.things] == [Outcome.WORKED, Outcome.WORKED]
    assert (found.outcome, found.is_tapped) == (Outcome.WORKED, False)
    assert life.do(drafts.thing_words, draft.id, 1) == "pub was brill"
    assert life.do(drafts.thing_words, draft.id, 2) is None


def test_taking_out_what_tells_of_harm_leaves_the_rest(life: Life) -> None:
    draft = life.do(drafts.start, life.people.person_id)
    life.do(drafts.add_words, draft.id, life.write("nice cake"), GOOD)
    harm = life.write(WORDS)
    life.do(drafts.add_words, draft.id, harm, BOTH)
    rest = life.do(drafts.take_out, harm)
    assert rest is not None and (rest.outcome, rest.things, len(rest.parts)) == (Outcome.WORKED, (), 1)
