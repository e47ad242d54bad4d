"""A complaint beside a concern: what a lead gives to the house, to whom, and that nothing there tells of the rest (R13, R46)."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from storage import (
    Transaction,
    audit,
    complaint_beside,
    complaints,
    concern_complaints,
    concern_steps,
    concern_subjects,
    concern_timeline,
    concerns,
    contents,
    entries,
    feedback,
    houses,
    inbox,
    notifications,
    parts_of_words,
    staff_accounts,
    triage,
)
from storage.audit import SYSTEM, Actor
from storage.complaint_beside import NOBODY_LEFT, ToPassOn
from storage.complaints import Complaint, Filter
from storage.concern_complaints import Beside
from storage.concern_subjects import About
from storage.database import NotFound, Refused
from storage.entries import Entry
from storage.feedback import Feedback
from storage.findings import Found
from storage.staff_accounts import StaffMember
from storage.tables.governance import audit_events
from storage.vocabulary import (
    ComplaintPart,
    ComplaintSign,
    ComplaintState,
    ConcernStatus,
    NoticeKind,
    Outcome,
    Present,
    Role,
    Route,
    Subject,
    Triage,
    VisibleTo,
    Voice,
)
from tests.storage.invented import Life

WORDS = "Will is rude to me  and he\nbroke his promis. he hit me. I can't sleep"
RUDE = ToPassOn("Will is rude to me and he broke his promis", is_own=True)
SUMMARY = ToPassOn("They say that a promise was broken.", is_own=False)


@pytest.fixture(autouse=True)
def said_yes(life: Life) -> None:
    life.do(houses.keep_notice_answer, life.people.person_id, "1", "yes")


def taken_on(life: Life, words: str = WORDS, *, tier: str = "amber") -> str:
    concern_id = life.worry(words, tier=tier)
    life.do(concerns.acknowledge, life.people.lead, concern_id)
    return concern_id


def pass_on(life: Life, concern_id: str, what: ToPassOn = RUDE) -> Complaint:
    """Passed on by the lead, as the manager has it."""
    life.do(complaint_beside.pass_on, life.people.lead, concern_id, what)
    return register(life, life.people.manager)[0]


def register(life: Life, member: StaffMember) -> tuple[Complaint, ...]:
    return life.do(complaints.register, member, Filter())


def beside(life: Life, concern_id: str) -> Beside:
    return life.do(concern_complaints.beside, concern_id)


def worker_writes_down(life: Life, form: str, words: str, tier: str) -> Feedback | None:
    """Face to face, and the screen finds this in it."""
    people = life.people
    entry = Entry(
        form,
        Route.FACE_TO_FACE,
        Voice.SELF,
        Outcome.DID_NOT_WORK,
        words,
        life.store.calendar.day(life.clock.now),
        Present.NOBODY_ELSE,
        None,
        VisibleTo.MY_STAFF,
    )
    return life.do(entries.write_down, people.worker, people.person_id, entry, Found(tier, "words", ("x",), "1"))


def newest_concern(life: Life) -> str:
    [first, *_] = life.do(concerns.for_lead, life.people.lead)
    life.do(concerns.acknowledge, life.people.lead, first.id)
    return first.id


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Will is rude to me and he broke his promis", "Will is rude to me  and he\nbroke his promis"),
        ("Will is rude\r\n\r\n  I can't sleep ", "Will is rude\nI can't sleep"),
        ("broke his promis.", "broke his promis."),
        (WORDS, WORDS),
    ],
)
def test_what_is_left_stands_in_the_words_character_by_character(typed: str, kept: str) -> None:
    assert parts_of_words.kept(WORDS, typed) == kept


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ("Will is very rude", "Line 1 does not stand so"),
        ("Will is rude\nmaya is rude", "Line 2 does not stand so"),
        ("will is rude", "Line 1 does not stand so"),
        ("it me", "Line 1 does not stand so"),
        ("I can", "Line 1 does not stand so"),
        ("he hit me\nWill is rude", "Line 2 does not stand so"),
        (" \n ", "Leave the words that are about the service"),
    ],
)
def test_no_word_is_added_changed_cut_or_moved(typed: str, advice: str) -> None:
    with pytest.raises(Refused, match=advice):
        parts_of_words.kept(WORDS, typed)


def test_signs_that_are_no_letters_may_be_taken_out_alone() -> None:
    assert parts_of_words.kept("rude😡 (again) he hit me", "rude\nagain") == "rude\nagain"


def test_their_own_words_are_theirs_and_came_by_the_chat_now(life: Life) -> None:
    """Like what is typed and sent now, so that nobody sees that it was held back."""
    concern_id = taken_on(life)
    life.clock.forward(days=2)
    one = pass_on(life, concern_id)
    said = one.said
    assert said.words == "Will is rude to me  and he\nbroke his promis"
    assert (said.voice, said.route, said.visible_to) == (Voice.SELF, Route.CHAT_TEXT, VisibleTo.ONLY_MANAGER)
    assert (said.said_at, said.entered_by, said.is_written_down) == (life.clock.now, None, False)
    assert (one.state, one.received_on) == (ComplaintState.POSSIBLE, life.store.calendar.day(life.clock.now))
    assert life.do(concerns.one_for_lead, life.people.lead, concern_id)[0].status is ConcernStatus.ACKNOWLEDGED


def test_a_summary_reads_as_written_by_staff_and_never_as_theirs(life: Life) -> None:
    said = pass_on(life, taken_on(life), SUMMARY).said
    assert (said.voice, said.is_own_voice, said.is_written_down) == (Voice.ON_BEHALF, False, True)
    assert (said.words, said.entered_by, said.entered_at) == (SUMMARY.words, None, None)
    counted = feedback.voices([said])
    assert (counted.own, counted.in_chat) == (0, 0)


def test_managers_alone_read_it_and_whoever_it_names_does_not(life: Life) -> None:
    one = pass_on(life, taken_on(life))
    assert [who.name for who in one.concerned] == ["Will Invented"]
    for member in (life.people.worker, life.people.colleague, life.people.elsewhere, life.people.lead):
        assert life.do(feedback.find, member, one.said.id) is None
    assert life.do(feedback.find, life.people.manager, one.said.id) is not None


def test_its_notice_is_that_of_everything_said_and_goes_to_managers(life: Life) -> None:
    one = pass_on(life, taken_on(life))
    [notice] = life.do(notifications.of_member, life.people.manager)
    assert (notice.kind, notice.path) == (NoticeKind.NEW_FEEDBACK, f"/staff/feedback/{one.said.id}")
    for member in (life.people.worker, life.people.colleague):
        assert life.do(notifications.of_member, member) == ()


def test_whom_a_lead_says_it_is_about_is_left_out_and_told_of_nothing(life: Life) -> None:
    """ "She is rude" names nobody, and may be about the manager herself."""
    life.do(staff_accounts.add, SYSTEM, "Max Invented", "max@example.org", Role.MANAGER, "x", (life.people.house_id,))
    what = ToPassOn("is rude to me", is_own=True, about=(life.people.manager.id,))
    life.do(complaint_beside.pass_on, life.people.lead, taken_on(life), what)
    assert register(life, life.people.manager) == ()
    assert life.do(notifications.of_member, life.people.manager) == ()
    assert life.do(feedback.to_triage, life.people.manager) == ()


def test_whom_only_the_rest_of_the_words_names_is_not_named_to_the_house(life: Life) -> None:
    one = pass_on(life, taken_on(life, "the food is cold. Will hit me"), ToPassOn("the food is cold", is_own=True))
    assert one.concerned == ()


def test_an_administrator_reads_what_is_about_the_only_manager(life: Life) -> None:
    admin = life.do(staff_accounts.add, SYSTEM, "Ada Invented", "ada@example.org", Role.ADMIN, "x", ())
    concern_id = taken_on(life, "Mina is rude to me")
    life.do(complaint_beside.pass_on, life.people.lead, concern_id, ToPassOn("Mina is rude to me", is_own=True))
    assert [one.said.words for one in register(life, admin)] == ["Mina is rude to me"]
    assert [one.kind for one in life.do(notifications.of_member, admin)] == [NoticeKind.NEW_FEEDBACK]


def test_where_nobody_could_read_it_nothing_is_passed_on(life: Life) -> None:
    concern_id = taken_on(life, "Mina is rude to me")
    with pytest.raises(Refused) as refused:
        pass_on(life, concern_id, ToPassOn("Mina is rude to me", is_own=True))
    assert str(refused.value) == NOBODY_LEFT and "Ombudsman" in NOBODY_LEFT
    assert beside(life, concern_id) == Beside(None, None, None)
    assert life.do(feedback.of_person, life.people.person_id) == ()


def test_what_the_rules_found_says_why_it_may_be_one_or_that_staff_say_so(life: Life) -> None:
    signs = (ComplaintSign.STAFF_CONDUCT,)
    assert pass_on(life, taken_on(life), ToPassOn("is rude to me", is_own=True, signs=signs)).signs == signs
    life.clock.forward(hours=1)
    life.do(complaint_beside.pass_on, life.people.lead, taken_on(life, "mm"), ToPassOn("mm", is_own=True))
    assert {one.signs for one in register(life, life.people.manager)} == {signs, (ComplaintSign.STAFF_SAY_SO,)}


def test_the_trail_says_who_did_it_and_holds_no_word(life: Life) -> None:
    concern_id = taken_on(life)
    one = pass_on(life, concern_id)

    def events(tx: Transaction) -> list[tuple[str, str | None, str, str | None]]:
        columns = (audit_events.c.verb, audit_events.c.actor_id, audit_events.c.subject_id, audit_events.c.detail)
        rows = tx.execute(select(*columns).order_by(audit_events.c.position))
        return [(row[0], row[1], row[2], row[3]) for row in rows]

    found = life.do(events)
    assert ("pass_on_complaint", life.people.lead.id, one.said.id, None) in found
    assert ("record_complaint_part", life.people.lead.id, concern_id, ComplaintPart.PASSED_ON) in found
    assert not any("rude" in str(event) for event in found)
    assert life.do(audit.verify) == len(found) and life.do(audit.verify_words) > 0


def test_the_timeline_of_the_concern_says_what_was_passed_on(life: Life) -> None:
    concern_id = taken_on(life)
    life.do(concern_complaints.record_none, life.people.lead, concern_id, "It is all harm.")
    life.clock.forward(hours=1)
    pass_on(life, concern_id, ToPassOn("I can't sleep", is_own=True))
    events = life.do(concern_timeline.of_concern, life.people.lead, concern_id).events
    parts = [(one.what, one.by, one.words, one.note) for one in events if isinstance(one.what, ComplaintPart)]
    assert parts == [
        (ComplaintPart.NOT_NEEDED, "Lea Invented", None, "It is all harm."),
        (ComplaintPart.PASSED_ON, "Lea Invented", "I can't sleep", None),
    ]


def test_a_lead_knows_where_it_is(life: Life) -> None:
    concern_id = taken_on(life)
    one = pass_on(life, concern_id)
    assert beside(life, concern_id).state is ComplaintState.POSSIBLE
    life.do(triage.decide, life.people.manager, one.said.id, Triage.COMPLAINT)
    assert beside(life, concern_id).state is ComplaintState.CONFIRMED


@pytest.mark.parametrize("again", [RUDE, SUMMARY])
def test_it_is_passed_on_once(life: Life, again: ToPassOn) -> None:
    concern_id = taken_on(life)
    pass_on(life, concern_id)
    with pytest.raises(Refused, match="where it stands is shown here"):
        pass_on(life, concern_id, again)
    with pytest.raises(Refused, match="with the house already"):
        life.do(concern_complaints.record_none, life.people.lead, concern_id, "None.")
    assert len(register(life, life.people.manager)) == 1


def test_before_it_is_taken_on_nothing_is_passed_on(life: Life) -> None:
    with pytest.raises(Refused, match="Take it on first"):
        pass_on(life, life.worry(WORDS))


def test_who_has_not_said_yes_to_the_chat_is_not_passed_on(life: Life) -> None:
    life.do(houses.keep_notice_answer, life.people.person_id, "1", "no")
    with pytest.raises(Refused, match="They have not said yes to this chat"):
        pass_on(life, taken_on(life))


def test_who_may_not_know_of_the_concern_passes_nothing_on(life: Life) -> None:
    concern_id = taken_on(life)
    named = taken_on(life, "Dee is rude to me")
    for member, one in ((life.people.manager, concern_id), (life.people.deputy, named)):
        for verb in (complaint_beside.mark, lambda tx, who, which: complaint_beside.pass_on(tx, who, which, RUDE)):
            with pytest.raises(NotFound):
                life.do(verb, member, one)
        with pytest.raises(NotFound):
            life.do(concern_complaints.record_none, member, one, "None.")


@pytest.mark.parametrize(
    ("what", "advice"),
    [
        (ToPassOn("he is rude", is_own=True), "does not stand so in their words"),
        (ToPassOn("  ", is_own=False), "Write what it says about the service"),
        (ToPassOn("x" * 4001, is_own=False), "too long"),
        (ToPassOn("he hit me", is_own=True, about=("nobody",)), "Choose staff who work in this house"),
    ],
)
def test_what_will_not_do_is_refused(life: Life, what: ToPassOn, advice: str) -> None:
    concern_id = taken_on(life)
    with pytest.raises(Refused, match=advice):
        pass_on(life, concern_id, what)
    assert register(life, life.people.manager) == ()


def test_a_stranger_and_a_test_have_no_house(life: Life) -> None:
    def unknown(tx: Transaction, source: str, *, is_test: bool) -> str:
        facts = {"tier": "amber", "kind": "words", "reasons": ("x",), "rules_version": "1", "words": WORDS}
        person_id = life.people.person_id if is_test else None
        made = concerns.raise_concern(tx, SYSTEM, person_id, source, said_at=tx.now, is_test=is_test, **facts)  # type: ignore[arg-type]
        concerns.acknowledge(tx, life.people.lead, made)
        return made

    for is_test, advice in ((False, "Nobody knows who said this"), (True, "it is a test")):
        with pytest.raises(Refused, match=advice):
            pass_on(life, life.do(unknown, f"{is_test}", is_test=is_test))


def test_what_staff_wrote_down_is_passed_on_as_a_summary_that_says_how_it_came(life: Life) -> None:
    """Its words are in staff's hand, and who wrote them knows of the concern: no name stands there either."""
    assert worker_writes_down(life, "one", WORDS, "amber") is None
    concern_id = newest_concern(life)
    with pytest.raises(Refused, match="no words that the person typed"):
        pass_on(life, concern_id, RUDE)
    with pytest.raises(Refused, match="Choose how it came to staff"):
        pass_on(life, concern_id, SUMMARY)
    said = pass_on(life, concern_id, ToPassOn("A promise was broken.", is_own=False, came=Route.FACE_TO_FACE)).said
    assert (said.route, said.voice, said.entered_by) == (Route.FACE_TO_FACE, Voice.ON_BEHALF, None)


def worried_about(life: Life) -> tuple[str, str]:
    """What the house has, worried about by the worker: the ids of the feedback and of the concern."""
    said = life.tell("I am scared and nobody listens")
    life.do(triage.decide, life.people.worker, said.id, Triage.WORRY)
    life.do(
        concerns.raise_concern,
        life.people.worker.actor,
        life.people.person_id,
        f"triage:{said.id}",
        tier="amber",
        kind="staff_worry",
        reasons=("staff_worry",),
        rules_version="none",
        words=said.words,
        said_at=said.said_at,
    )
    return said.id, newest_concern(life)


def sent_although_a_check(life: Life) -> tuple[str, str]:
    said = life.tell("maybe he is rude")

    def its_message(tx: Transaction) -> str:
        [one] = [
            message
            for message in inbox.waiting_of_everybody(tx)
            if message.content_id is not None and message.content_id == said.content_id
        ]
        return one.id

    life.do(
        concerns.raise_concern,
        Actor("person", life.people.person_id),
        life.people.person_id,
        life.do(its_message),
        tier="check",
        kind="words",
        reasons=("x",),
        rules_version="1",
        words=said.words,
        said_at=said.said_at,
    )
    return said.id, newest_concern(life)


def written_down_as_a_check(life: Life) -> tuple[str, str]:
    said = worker_writes_down(life, "two", "they are rude", "check")
    assert said is not None
    return said.id, newest_concern(life)


@pytest.mark.parametrize("words_of_the_house", [worried_about, sent_although_a_check, written_down_as_a_check])
def test_words_that_the_house_has_are_marked_there_and_never_twice(life: Life, words_of_the_house: object) -> None:
    feedback_id, concern_id = words_of_the_house(life)  # type: ignore[operator]
    assert beside(life, concern_id).in_house_id == feedback_id
    with pytest.raises(Refused, match="The house has these words already"):
        pass_on(life, concern_id, SUMMARY)
    life.do(complaint_beside.mark, life.people.lead, concern_id)
    [one] = register(life, life.people.manager)
    assert (one.said.id, one.state, one.signs) == (feedback_id, ComplaintState.POSSIBLE, (ComplaintSign.STAFF_SAY_SO,))
    stands = beside(life, concern_id)
    assert stands.decided is not None and stands.decided.decision is ComplaintPart.MARKED
    assert len(life.do(feedback.of_person, life.people.person_id)) == 1
    with pytest.raises(Refused, match="with the house already"):
        life.do(complaint_beside.mark, life.people.lead, concern_id)


def test_a_manager_is_told_of_what_was_decided_before_it_was_marked(life: Life) -> None:
    _, concern_id = worried_about(life)
    life.do(complaint_beside.mark, life.people.lead, concern_id)
    assert NoticeKind.COMPLAINT_WAITS in [one.kind for one in life.do(notifications.of_member, life.people.manager)]
    assert [one.id for one in life.do(complaints.waiting, life.people.manager)] == [
        one.id for one in register(life, life.people.manager)
    ]


def test_words_that_the_house_does_not_have_cannot_be_marked(life: Life) -> None:
    with pytest.raises(Refused, match="The house does not have these words"):
        life.do(complaint_beside.mark, life.people.lead, taken_on(life))


def test_none_in_it_says_why(life: Life) -> None:
    concern_id = taken_on(life)
    with pytest.raises(Refused, match="Write why"):
        life.do(concern_complaints.record_none, life.people.lead, concern_id, " ")
    life.do(concern_complaints.record_none, life.people.lead, concern_id, " It is all harm. ")
    decided = beside(life, concern_id).decided
    assert decided is not None and (decided.reason, decided.by) == ("It is all harm.", "Lea Invented")


@pytest.mark.parametrize("decided", ["nobody", "passed_on", "none"])
def test_a_concern_that_may_be_a_complaint_ends_only_when_somebody_has_decided(life: Life, decided: str) -> None:
    concern_id, lead = taken_on(life, tier="check"), life.people.lead
    life.do(concern_subjects.record, lead, concern_id, About(Subject.SELF, False, ()))
    if decided == "passed_on":
        pass_on(life, concern_id)
    if decided == "none":
        life.do(concern_complaints.record_none, lead, concern_id, "It is all harm.")

    def end(tx: Transaction, *, may_be_complaint: bool) -> None:
        to = ConcernStatus.NOT_SAFEGUARDING
        concern_steps.take(tx, lead, concern_id, to, "Looked.", may_be_complaint=may_be_complaint)

    if decided == "nobody":
        with pytest.raises(Refused, match="Pass that part on first, or say why there is none in them"):
            life.do(end, may_be_complaint=True)
    life.do(end, may_be_complaint=decided != "nobody")


def test_the_person_cannot_change_what_they_did_not_send(life: Life) -> None:
    sent = life.tell("The bus is late")
    life.clock.forward(hours=1)
    pass_on(life, taken_on(life))
    last = life.do(feedback.last_to_change, life.people.person_id)
    assert last is not None and last.id == sent.id


def test_what_is_taken_out_is_in_no_content_that_the_house_can_reach(life: Life) -> None:
    one = pass_on(life, taken_on(life))
    assert one.said.content_id is not None and one.said.whole is None
    assert life.do(contents.words_of, one.said.content_id) == "Will is rude to me  and he\nbroke his promis"
