"""What staff write down: a feedback row like any other, never the person's own typing, and harm goes to the lead alone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import DatabaseError

from storage import alert_news, audit, concerns, entries, feedback, outbox, questions, reviews, triage
from storage.audit import Actor
from storage.database import NotFound, Refused
from storage.entries import Entry
from storage.feedback import Feedback
from storage.findings import Found
from storage.tables.governance import audit_events
from storage.vocabulary import FeedbackStatus, Outcome, Present, Route, Triage, VisibleTo, Voice
from tests.storage.intruder import Intruder
from tests.storage.invented import START, Life, SetClock

TODAY = START.date()
ENTRY = Entry(
    form="form 1",
    route=Route.FACE_TO_FACE,
    voice=Voice.SELF,
    outcome=Outcome.DID_NOT_WORK,
    words="bath cold\nagain 😡",
    said_on=TODAY,
    present=Present.STAFF,
    helper=None,
    visible_to=VisibleTo.MY_STAFF,
)
AMBER = Found("amber", "harm", ("hit",), "1")
CHECK = Found("check", "unclear", ("odd",), "1")


def write(life: Life, entry: Entry = ENTRY, found: Found | None = None) -> Feedback:
    kept = life.do(entries.write_down, life.people.worker, life.people.person_id, entry, found)
    assert kept is not None
    return kept


def test_it_is_the_same_kind_of_record_with_how_it_came_beside_it(life: Life) -> None:
    typed = life.tell("The bus is late.")
    kept = write(life)
    assert type(kept) is type(typed) and kept.status is typed.status is FeedbackStatus.RECEIVED
    assert (kept.words, kept.voice, kept.route) == ("bath cold\nagain 😡", Voice.SELF, Route.FACE_TO_FACE)
    assert (kept.entered_by, kept.present, kept.entered_at) == ("Will Invented", Present.STAFF, START)
    assert (typed.entered_by, typed.present, typed.helper) == (None, None, None)
    assert kept.triage_due_on == typed.triage_due_on
    assert {one.id for one in life.do(feedback.to_triage, life.people.colleague)} == {typed.id, kept.id}


def test_who_wrote_it_down_is_in_the_trail_and_its_words_are_sealed(life: Life) -> None:
    kept = write(life)
    with life.store.read() as tx:
        [event] = tx.execute(audit_events.select().where(audit_events.c.subject_id == kept.id)).all()
        assert (event.verb, event.actor_id) == ("write_down_feedback", life.people.worker.id)
        assert audit.verify(tx) and audit.verify_words(tx)


@pytest.mark.parametrize("change", ["UPDATE feedback_entries SET present = 'staff'", "DELETE FROM feedback_entries"])
def test_how_it_came_never_changes(life: Life, intruder: Intruder, change: str) -> None:
    write(life)
    with pytest.raises(DatabaseError, match="rows of feedback_entries never change"):
        intruder.run(change)


def test_what_was_said_earlier_has_its_own_day(life: Life) -> None:
    kept = write(life, replace(ENTRY, said_on=TODAY - timedelta(days=3)))
    assert life.store.calendar.day(kept.said_at) == TODAY - timedelta(days=3)
    # The decision is due from when staff had it.
    assert kept.triage_due_on == life.tell("hello").triage_due_on


@pytest.mark.parametrize(
    ("changed", "advice"),
    [
        ({"said_on": TODAY + timedelta(days=1)}, "not come yet"),
        ({"route": Route.CHAT_TEXT}, "face to face, on paper"),
        ({"words": None, "outcome": Outcome.UNCLEAR}, "Write the words"),
        ({"words": "x" * (entries.MOST_LETTERS + 1)}, "too long"),
        ({"voice": Voice.STAFF_OBSERVATION, "outcome": Outcome.WANT}, "wish that a person shows"),
        ({"voice": Voice.STAFF_OBSERVATION, "route": Route.ADVOCATE}, "not what staff saw"),
        ({"helper": "x" * 121}, "120 letters"),
    ],
)
def test_what_will_not_do_is_refused(life: Life, changed: dict[str, object], advice: str) -> None:
    with pytest.raises(Refused, match=advice):
        write(life, replace(ENTRY, **changed))  # type: ignore[arg-type]
    assert life.do(feedback.of_person, life.people.person_id) == ()


def test_a_face_pointed_at_needs_no_words(life: Life) -> None:
    kept = write(life, replace(ENTRY, words=None))
    assert (kept.words, kept.outcome) == (None, Outcome.DID_NOT_WORK)


def test_a_form_sent_twice_counts_once_and_a_changed_one_again(life: Life) -> None:
    first = write(life)
    assert write(life).id == first.id
    assert write(life, replace(ENTRY, words="bath hot")).id != first.id
    assert write(life, replace(ENTRY, form="form 2")).id != first.id


def test_another_house_is_like_nobody_at_all(life: Life) -> None:
    with pytest.raises(NotFound):
        life.do(entries.write_down, life.people.elsewhere, life.people.person_id, ENTRY, AMBER)
    assert life.do(concerns.for_lead, life.people.lead) == ()


@pytest.mark.parametrize("tier", ["red", "amber"])
def test_harm_goes_to_the_lead_in_the_exact_words_and_the_house_has_no_row(life: Life, tier: str) -> None:
    people, entry = life.people, replace(ENTRY, words="wes hit me", helper="Ana Invented, advocate")
    assert life.do(entries.write_down, people.worker, people.person_id, entry, replace(AMBER, tier=tier)) is None
    assert life.do(entries.write_down, people.worker, people.person_id, entry, replace(AMBER, tier=tier)) is None
    assert life.do(feedback.of_person, people.person_id) == ()
    [concern] = life.do(concerns.for_lead, people.lead)
    assert (concern.tier, concern.words, concern.kind) == (tier, "wes hit me", "harm")
    _, [note] = life.do(concerns.one_for_lead, people.lead, concern.id)
    assert note.by == "Will Invented"
    assert "Written down by Will Invented. Said on 09 11 2026. How it came: face to face." in str(note.note)
    assert "Who else was there: staff. Helper: Ana Invented, advocate." in str(note.note)
    # Nothing of it reaches the person's chat, nor does an answer of theirs speak of it.
    assert life.do(concerns.latest_open, people.person_id) is None
    life.do(concerns.acknowledge, people.lead, concern.id)
    assert life.do(alert_news.to_tell) == ()


def test_a_corrected_text_that_tells_of_harm_is_a_concern_of_its_own(life: Life) -> None:
    for words in ("he hit me", "he hit me hard"):
        life.do(entries.write_down, life.people.worker, life.people.person_id, replace(ENTRY, words=words), AMBER)
    assert len(life.do(concerns.for_lead, life.people.lead)) == 2


def test_a_check_is_feedback_as_usual_and_the_lead_looks_without_anything_asked(life: Life, clock: SetClock) -> None:
    kept = write(life, found=CHECK)
    assert kept.words == ENTRY.words
    [concern] = life.do(concerns.for_lead, life.people.lead)
    assert (concern.tier, concern.words) == ("check", ENTRY.words)
    clock.forward(hours=2)
    # "Are you OK?" was not asked, so no answer is missing.
    assert life.do(concerns.unanswered_checks) == ()
    assert life.do(questions.open_question, life.people.person_id) is None
    assert life.do(outbox.last_position, life.people.person_id) == 0


def test_a_person_cannot_undo_in_the_chat_what_staff_wrote_down_but_what_they_sent_before(life: Life) -> None:
    typed = life.tell("The bus is late.")
    life.clock.forward(minutes=5)
    write(life)
    found = life.do(feedback.last_to_change, life.people.person_id)
    assert found is not None and found.id == typed.id


def test_for_a_day_it_can_be_written_down_again(life: Life, clock: SetClock) -> None:
    wrong = write(life)
    right = write(life, replace(ENTRY, words="bath too hot", instead_of=wrong.id))
    assert right.replaces_id == wrong.id
    assert [one.id for one in life.do(feedback.of_person, life.people.person_id)] == [right.id]
    clock.forward(hours=25)
    with pytest.raises(Refused, match="cannot be written down again"):
        write(life, replace(ENTRY, words="warm", instead_of=right.id))


def test_what_the_person_typed_or_was_decided_about_is_never_written_over(life: Life) -> None:
    typed, decided = life.tell("The bus is late."), write(life)
    life.do(triage.decide, life.people.manager, decided.id, Triage.NOTED)
    for one in (typed, decided):
        with pytest.raises(Refused, match="cannot be written down again"):
            write(life, replace(ENTRY, words="It is fine.", instead_of=one.id))


def test_voice_and_route_are_counted_apart(life: Life) -> None:
    life.tell("The bus is late.")
    write(life)
    write(life, replace(ENTRY, voice=Voice.SELF_WITH_SUPPORT, present=Present.ADVOCATE))
    write(life, replace(ENTRY, voice=Voice.ON_BEHALF, present=Present.NOBODY_ELSE))
    write(life, replace(ENTRY, voice=Voice.STAFF_OBSERVATION))
    voices = feedback.voices(life.do(feedback.of_person, life.people.person_id))
    assert (voices.all, voices.own, voices.in_chat, voices.with_staff) == (5, 3, 1, 2)


def test_what_others_said_is_told_as_theirs(life: Life) -> None:
    own, theirs = write(life), write(life, replace(ENTRY, voice=Voice.ON_BEHALF))
    assert "said_by" not in feedback.said_values(own)
    assert feedback.said_values(theirs) == {"words": feedback.said_ref(theirs), "said_by": "said_by:others"}


def test_what_was_said_before_a_review_and_written_down_after_it_is_in_the_next(life: Life, clock: SetClock) -> None:
    people = life.people
    held = life.do(reviews.prepare, people.manager, people.person_id)
    life.do(reviews.hold, people.manager, held.id, date(2027, 1, 4))
    clock.forward(days=3)
    late = write(life, replace(ENTRY, said_on=TODAY - timedelta(days=2)))
    actor = Actor("staff", people.manager.id)
    days = life.do(reviews.period_since_last, people.person_id)
    pack = life.do(reviews.pack, actor, people.person_id, *days)
    assert days[0] > TODAY - timedelta(days=2)
    assert [one.feedback.id for one in pack.items] == [late.id]
