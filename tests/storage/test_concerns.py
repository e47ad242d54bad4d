"""Concerns: raised once, never made less, known to safeguarding leads alone."""

from typing import Any

import pytest
from sqlalchemy import select

from storage import (
    Transaction,
    alert_news,
    audit,
    concerns,
    contents,
    drafts,
    feedback,
    inbox,
    outbox,
    pending_actions,
    questions,
    reviews,
    staff_requests,
)
from storage.audit import SYSTEM, Actor
from storage.concerns import Concern, ConcernNote
from storage.database import NotFound, Refused
from storage.inbox import Incoming
from storage.tables.safeguarding import concern_notes
from storage.vocabulary import Post, QuestionKind
from tests.storage.invented import Life, SetClock

WORDS = "He hit me 😢"


def _seen(life: Life, concern_id: str) -> tuple[Concern, tuple[ConcernNote, ...]]:
    return life.do(concerns.one_for_lead, life.people.lead, concern_id)


def _ids(life: Life) -> list[str]:
    return [one.id for one in life.do(concerns.for_lead, life.people.lead)]


def test_a_lead_reads_the_original_words(life: Life) -> None:
    concern_id = life.worry(WORDS, tier="red", kind="harm")
    concern, notes = _seen(life, concern_id)
    assert (concern.words, concern.tier, concern.kind, concern.status) == (WORDS, "red", "harm", "raised")
    assert (concern.person, concern.house, concern.said_at) == ("Invented Asha", "Invented House", life.clock.now)
    assert concern.reasons == ("an invented reason",)
    assert notes == ()


def test_to_everybody_else_there_is_no_such_page(life: Life) -> None:
    concern_id, people = life.worry(WORDS), life.people
    for member in (people.manager, people.worker, people.colleague, people.elsewhere):
        with pytest.raises(NotFound, match="no such page"):
            life.do(concerns.for_lead, member)
        for verb in (concerns.one_for_lead, concerns.acknowledge):
            with pytest.raises(NotFound, match="no such page"):
                life.do(verb, member, concern_id)
        with pytest.raises(NotFound, match="no such page"):
            life.do(concerns.note_by_lead, member, concern_id, "I looked.", is_opinion=False)


def test_nothing_of_it_is_in_any_list_of_the_house(life: Life) -> None:
    life.worry(WORDS)
    member, person_id = life.people.manager, life.people.person_id
    assert life.do(feedback.to_triage, member) == ()
    assert life.do(feedback.of_person, person_id) == ()
    assert life.do(pending_actions.in_houses_of, member) == ()
    assert life.do(staff_requests.waiting, member) == ()
    assert life.do(reviews.pack, SYSTEM, person_id, life.clock.now.date(), life.clock.now.date()).items == ()
    assert life.do(outbox.conversation, person_id) == ()


def test_one_source_raises_one_concern_and_the_first_stands(life: Life) -> None:
    def raise_again(tx: Transaction, tier: str) -> str:
        facts: dict[str, Any] = {"kind": "harm", "rules_version": "1", "words": WORDS}
        actor = Actor("person", life.people.person_id)
        return concerns.raise_concern(
            tx, actor, life.people.person_id, "message 1", tier=tier, reasons=("hit",), said_at=tx.now, **facts
        )

    first = life.do(raise_again, "amber")
    assert life.do(raise_again, "check") == first
    assert _ids(life) == [first]
    assert _seen(life, first)[0].tier == "amber"


def test_purging_the_chat_leaves_the_words_of_the_concern(life: Life) -> None:
    message = Incoming(life.people.person_id, "web", "1", life.clock.now, words=WORDS)
    message_id, _ = life.do(inbox.receive, message)
    concern_id = life.worry(WORDS)
    draft = life.do(drafts.start, life.people.person_id)
    life.do(drafts.add_words, draft.id, str(life.do(inbox.message, message_id).content_id))
    life.do(drafts.throw_away, draft.id)
    assert life.do(inbox.message, message_id).words is None
    assert _seen(life, concern_id)[0].words == WORDS
    life.do(audit.verify_words)


def test_a_wish_not_to_tell_is_added_and_cancels_nothing(life: Life, clock: SetClock) -> None:
    concern_id = life.worry(WORDS)
    actor = Actor("person", life.people.person_id)
    clock.forward(minutes=1)
    life.do(concerns.add_note, actor, concern_id, "do_not_tell", person_words="Do not tell anyone")
    clock.forward(minutes=1)
    life.do(concerns.add_note, actor, concern_id, "joking", person_words="I was joking")
    concern, notes = _seen(life, concern_id)
    assert (concern.tier, concern.status) == ("amber", "raised")
    assert [(one.kind, one.words, one.by) for one in notes] == [
        ("do_not_tell", "Do not tell anyone", None),
        ("joking", "I was joking", None),
    ]


def test_a_leads_note_has_words_and_a_name(life: Life) -> None:
    concern_id = life.worry(WORDS)
    life.do(concerns.note_by_lead, life.people.lead, concern_id, " I spoke with Asha. ", is_opinion=False)
    [note] = _seen(life, concern_id)[1]
    assert (note.note, note.by, note.kind, note.is_opinion) == (
        "I spoke with Asha.",
        "Lea Invented",
        "lead_note",
        False,
    )
    with pytest.raises(Refused, match="Write what you did"):
        life.do(concerns.note_by_lead, life.people.lead, concern_id, "  ", is_opinion=False)


def test_an_opinion_stands_apart_from_a_fact(life: Life) -> None:
    concern_id = life.worry(WORDS)
    life.do(concerns.note_by_lead, life.people.lead, concern_id, "I think it was Dan.", is_opinion=True)
    life.do(concerns.add_note, SYSTEM, concern_id, "no_answer")
    assert sorted(str(note.is_opinion) for note in _seen(life, concern_id)[1]) == ["None", "True"]


def test_a_note_needs_a_concern(life: Life) -> None:
    with pytest.raises(NotFound):
        life.do(concerns.add_note, SYSTEM, "no such id", "wish")


@pytest.mark.parametrize(
    ("before", "given", "after"),
    [("check", "amber", "amber"), ("amber", "red", "red"), ("red", "amber", "red"), ("amber", "check", "amber")],
)
def test_a_tier_only_rises(life: Life, before: str, given: str, after: str) -> None:
    concern_id = life.worry(WORDS, tier=before)
    life.do(concerns.raise_tier, concern_id, given)
    assert _seen(life, concern_id)[0].tier == after


def test_without_a_channel_the_person_is_told_only_after_a_lead_took_it_on(life: Life) -> None:
    concern_id = life.worry(WORDS)
    assert life.do(alert_news.to_tell) == ()
    life.do(concerns.acknowledge, life.people.lead, concern_id)
    assert life.do(alert_news.to_tell) == ((concern_id, life.people.person_id, Post.LEAD),)
    life.do(concerns.mark_told, concern_id)
    assert life.do(alert_news.to_tell) == ()


def test_a_check_is_not_told_and_neither_is_what_staff_raised(life: Life) -> None:
    def raised_by_staff(tx: Transaction) -> str:
        person_id, actor = life.people.person_id, life.people.worker.actor
        facts: dict[str, Any] = {"tier": "amber", "kind": "harm", "rules_version": "1", "words": WORDS}
        return concerns.raise_concern(tx, actor, person_id, "triage 1", reasons=("staff",), said_at=tx.now, **facts)

    for concern_id in (life.worry("I do not know", tier="check"), life.do(raised_by_staff)):
        life.do(concerns.acknowledge, life.people.lead, concern_id)
    assert life.do(alert_news.to_tell) == ()


def test_acknowledging_twice_keeps_the_first_time(life: Life, clock: SetClock) -> None:
    concern_id = life.worry(WORDS)
    first = clock.now
    life.do(concerns.acknowledge, life.people.lead, concern_id)
    clock.forward(hours=1)
    life.do(concerns.acknowledge, life.people.lead, concern_id)
    concern, _ = _seen(life, concern_id)
    assert (concern.status, concern.acknowledged_at) == ("acknowledged", first)


def test_the_newest_unacknowledged_concern_is_the_open_one(life: Life, clock: SetClock) -> None:
    older = life.worry("One")
    clock.forward(minutes=1)
    newer = life.worry("Two")
    assert life.do(concerns.latest_open, life.people.person_id) == newer
    assert life.do(concerns.raised_at, newer) == clock.now
    life.do(concerns.acknowledge, life.people.lead, newer)
    assert life.do(concerns.latest_open, life.people.person_id) == older
    assert life.do(concerns.latest_open, life.people.housemate_id) is None


def test_the_open_one_may_have_to_be_of_a_tier(life: Life, clock: SetClock) -> None:
    amber = life.worry("One")
    clock.forward(minutes=1)
    check = life.worry("Two", tier="check")
    of = [life.do(concerns.latest_open, life.people.person_id, at_least=tier) for tier in concerns.TIERS]
    assert of == [check, amber, None]


def test_a_recording_nobody_has_heard_is_no_worry_to_take_back(life: Life) -> None:
    life.worry("", tier="check", kind=concerns.LISTEN)
    assert life.do(concerns.latest_open, life.people.person_id) is None


# "Are you OK?" without an answer


def _check(life: Life, *, kind: str = "unclear") -> str:
    concern_id = life.worry("I do not know", tier="check", kind=kind)
    life.do(
        questions.ask, life.people.person_id, QuestionKind.ARE_YOU_OK, "utter_ask_are_you_ok", subject_id=concern_id
    )
    return concern_id


def test_a_check_without_an_answer_for_half_an_hour_goes_to_a_human_once(life: Life, clock: SetClock) -> None:
    concern_id = _check(life)
    clock.forward(minutes=30, seconds=-1)
    assert life.do(concerns.unanswered_checks) == ()
    clock.forward(seconds=1)
    assert life.do(concerns.unanswered_checks) == ((concern_id, life.people.person_id),)
    assert life.do(concerns.unanswered_checks) == ()
    concern, notes = _seen(life, concern_id)
    assert (concern.tier, concern.no_answer) == ("check", True)
    assert [(one.kind, one.at) for one in notes] == [("no_answer", clock.now)]


def test_another_time_can_be_given(life: Life, clock: SetClock) -> None:
    _check(life)
    clock.forward(minutes=5)
    assert len(life.do(concerns.unanswered_checks, minutes=5)) == 1


@pytest.mark.parametrize("answer", ["ok", "not_ok", "need_person"])
def test_any_answer_is_an_answer(life: Life, clock: SetClock, answer: str) -> None:
    _check(life)
    asked = life.do(questions.open_question, life.people.person_id)
    assert asked is not None
    life.do(questions.answer, asked.id, answer)
    clock.forward(hours=1)
    assert life.do(concerns.unanswered_checks) == ()


def test_a_question_that_was_interrupted_or_dropped_is_no_answer(life: Life, clock: SetClock) -> None:
    interrupted, dropped = _check(life), _check(life)
    life.do(questions.drop_about, dropped)
    life.do(questions.ask, life.people.person_id, QuestionKind.WHO_SEES, "utter_ask_who_sees")
    clock.forward(minutes=30)
    assert {one for one, _ in life.do(concerns.unanswered_checks)} == {interrupted, dropped}


def test_what_asks_nothing_waits_for_no_answer(life: Life, clock: SetClock) -> None:
    life.worry("", tier="check", kind=concerns.LISTEN)
    life.worry(WORDS, tier="amber")
    life.do(concerns.acknowledge, life.people.lead, _check(life))
    clock.forward(hours=2)
    assert life.do(concerns.unanswered_checks) == ()


def test_an_unanswered_check_is_at_the_top_of_the_list_until_a_lead_takes_it_on(life: Life, clock: SetClock) -> None:
    check = _check(life)
    clock.forward(minutes=20)
    red = life.worry(WORDS, tier="red")
    assert _ids(life) == [red, check]
    clock.forward(minutes=10)
    life.do(concerns.unanswered_checks)
    assert _ids(life) == [check, red]
    life.do(concerns.acknowledge, life.people.lead, check)
    assert _ids(life) == [red, check]


def test_a_view_by_a_lead_is_in_the_trail(life: Life) -> None:
    before = life.do(audit.verify)
    life.do(concerns.for_lead, life.people.lead)
    assert life.do(audit.verify) == before + 1


def test_words_in_notes_are_kept_apart_and_can_be_proved(life: Life) -> None:
    concern_id = life.worry(WORDS)
    actor = Actor("person", life.people.person_id)
    life.do(concerns.add_note, actor, concern_id, "wish", person_words="Tell my sister")
    with life.store.read() as tx:
        content_id = tx.execute(select(concern_notes.c.content_id)).scalar_one()
        assert contents.words_of(tx, content_id) == "Tell my sister"
        assert audit.verify_words(tx) == 2
