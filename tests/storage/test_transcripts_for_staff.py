"""Staff who support a person say whether a program heard them rightly: apart from what the person says, which counts more (R24)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from storage import (
    complaints,
    concerns,
    feedback,
    heard_rightly,
    houses,
    inbox,
    listening,
    notifications,
    recipients,
    staff_names,
    transcripts,
    transcripts_for_staff,
    triage,
)
from storage.audit import Actor
from storage.check import check
from storage.complaints import Complaint
from storage.database import NotFound, Refused
from storage.feedback import Feedback
from storage.inbox import InboxMessage, Incoming
from storage.recordings import Recording
from storage.staff_accounts import StaffMember
from storage.tables.governance import audit_events
from storage.transcripts import Transcript
from storage.vocabulary import HEARD_RIGHTLY, HEARD_WRONGLY, ComplaintSign, NoticeKind, Sent, Triage
from tests.storage.invented import Life

SOUND = Recording(b"OggS invented sound", "audio/ogg", 2.5)
WORDS = "dinner was cold"
UNFAIR = "it is not fair"
NOT_FAIR = (ComplaintSign.NOT_FAIR,)


def send(life: Life, words: str = WORDS) -> InboxMessage:
    """A voice message in which a program heard these words, and that nobody has listened to."""
    number = f"{life.clock()} {words}"
    incoming = Incoming(life.people.person_id, "web", number, life.clock(), None, None, Sent.VOICE, SOUND)
    message_id, _ = life.do(inbox.receive, incoming)
    message: InboxMessage = life.do(inbox.message, message_id)
    life.do(houses.keep_notice_answer, life.people.person_id, "1", "yes")
    life.do(listening.raise_if_unscreened, message)
    life.do(transcripts.keep, message, words, "vosk", "small-en", 0.8)
    return message


def pass_on(life: Life, message: InboxMessage) -> Feedback:
    """Somebody outside the house listened, and the house has it."""
    concern_id = life.do(listening.concern_of, message.id)
    life.do(concerns.heard_by_lead, life.people.lead, str(concern_id))
    life.do(listening.pass_on, life.people.lead, str(concern_id))
    return next(
        one for one in life.do(feedback.of_person, life.people.person_id) if one.content_id == message.content_id
    )


def with_house(life: Life, words: str = WORDS, signs: tuple[ComplaintSign, ...] = ()) -> Feedback:
    message = send(life, words)
    life.do(transcripts.was_read, message, signs)
    return pass_on(life, message)


def person_says(life: Life, item: Feedback | InboxMessage, answer: str) -> None:
    life.do(transcripts.answered, life.people.person_id, str(item.content_id), answer)


def staff_say(life: Life, item: Feedback, answer: str = HEARD_RIGHTLY, member: StaffMember | None = None) -> None:
    life.do(transcripts_for_staff.answer, member or life.people.worker, item.id, answer)


def now(life: Life, item: Feedback) -> Feedback:
    return life.do(feedback.one, item.id)


def seen(life: Life, item: Feedback) -> Transcript:
    found = life.do(transcripts_for_staff.of, item)
    assert found is not None
    return found


def complaint(life: Life, item: Feedback, member: StaffMember | None = None) -> Complaint | None:
    return life.do(complaints.of_feedback, member or life.people.manager, item.id)


def may(life: Life, member: StaffMember, item: Feedback) -> bool:
    return life.do(transcripts_for_staff.may_answer, member, item, life.do(transcripts_for_staff.of, item))


def test_staff_confirm_it_and_who_said_so_stands_apart(life: Life) -> None:
    item = with_house(life)
    assert item.in_words is None and may(life, life.people.worker, item)
    staff_say(life, item)
    found, kept = seen(life, item), now(life, item)
    assert (found.answer, found.staff_answer, found.staff) == (None, HEARD_RIGHTLY, life.people.worker.name)
    assert found.is_confirmed and not found.is_settled and found.staff_at == life.clock()
    assert (kept.words, kept.heard, kept.heard_by, kept.heard_at) == (None, WORDS, found.staff, life.clock())
    assert kept.in_words == WORDS
    with life.store.read() as tx:
        [event] = tx.execute(select(audit_events).where(audit_events.c.verb == "confirm_transcript")).all()
    assert (event.actor_id, event.subject_id, event.detail) == (life.people.worker.id, item.id, HEARD_RIGHTLY)
    assert check(life.store).is_good


def test_the_last_answer_of_staff_counts(life: Life) -> None:
    item = with_house(life)
    staff_say(life, item)
    staff_say(life, item, HEARD_WRONGLY, life.people.manager)
    found = seen(life, item)
    assert (found.staff_answer, found.staff) == (HEARD_WRONGLY, life.people.manager.name)
    assert not found.is_confirmed and now(life, item).in_words is None


@pytest.mark.parametrize("answer", [HEARD_RIGHTLY, HEARD_WRONGLY])
def test_after_the_person_nobody_is_asked_and_nobody_can_say_otherwise(life: Life, answer: str) -> None:
    item = with_house(life)
    person_says(life, item, answer)
    assert not may(life, life.people.worker, item)
    for said in transcripts_for_staff.ANSWERS:
        with pytest.raises(Refused):
            staff_say(life, item, said)
    assert seen(life, item).is_confirmed is (answer == HEARD_RIGHTLY) and seen(life, item).staff_answer is None


@pytest.mark.parametrize(("answer", "counts"), [(HEARD_RIGHTLY, True), (HEARD_WRONGLY, False), ("not_sure", False)])
def test_the_persons_later_answer_takes_the_place_of_what_staff_said(life: Life, answer: str, *, counts: bool) -> None:
    item = with_house(life)
    staff_say(life, item)
    person_says(life, item, answer)
    found, kept = seen(life, item), now(life, item)
    assert (found.is_confirmed, found.staff_answer, found.staff, found.staff_at) == (counts, None, None, None)
    assert (kept.heard == WORDS, kept.heard_by, kept.heard_at) == (counts, None, None)


def test_where_the_person_is_not_sure_staff_may_say(life: Life) -> None:
    item = with_house(life)
    person_says(life, item, "not_sure")
    staff_say(life, item)
    assert now(life, item).heard_by == life.people.worker.name


@pytest.mark.parametrize("who", ["lead", "elsewhere"])
def test_whoever_may_not_see_it_may_not_say(life: Life, who: str) -> None:
    item = with_house(life)
    with pytest.raises(NotFound):
        staff_say(life, item, member=getattr(life.people, who))


def test_a_reviewer_only_looks(life: Life) -> None:
    item, looks = with_house(life), replace(life.people.worker, role="reviewer")  # type: ignore[arg-type]
    assert not may(life, looks, item)
    with pytest.raises(NotFound):
        staff_say(life, item, member=looks)


def test_whom_it_names_is_not_asked(life: Life) -> None:
    life.do(staff_names.add, life.people.manager, life.people.worker.id, "Daz")
    item = with_house(life, "daz made dinner")
    assert not may(life, life.people.worker, item) and may(life, life.people.manager, item)
    with pytest.raises(Refused):
        staff_say(life, item)
    staff_say(life, item, member=life.people.manager)
    assert now(life, item).in_words == "daz made dinner"


def test_any_other_answer_is_none(life: Life) -> None:
    item = with_house(life)
    with pytest.raises(Refused):
        staff_say(life, item, "perhaps")
    assert seen(life, item).staff_answer is None


def test_where_nothing_was_heard_there_is_nothing_to_say(life: Life) -> None:
    item = life.tell("The bus is late.")
    with pytest.raises(NotFound):
        staff_say(life, item)


@pytest.mark.parametrize("tier", ["red", "amber"])
def test_what_told_of_harm_is_not_on_a_page_of_the_house_whatever_the_sound_was(life: Life, tier: str) -> None:
    message = send(life, "he hit me")
    life.do(
        concerns.raise_concern,
        Actor("person", message.person_id),
        message.person_id,
        transcripts.source_of(message.id),
        tier=tier,
        kind="unclear",
        reasons=("invented",),
        rules_version="1",
        words="he hit me",
        said_at=message.sent_at,
    )
    life.do(transcripts.was_read, message)
    item = pass_on(life, message)
    assert life.do(transcripts_for_staff.of, item) is None and not may(life, life.people.worker, item)
    with pytest.raises(NotFound):
        staff_say(life, item)


@pytest.mark.parametrize("by_staff", [True, False])
def test_what_counts_is_looked_through_for_a_complaint(life: Life, *, by_staff: bool) -> None:
    item = with_house(life, UNFAIR, NOT_FAIR)
    assert complaint(life, item) is None
    if by_staff:
        staff_say(life, item)
    else:
        person_says(life, item, HEARD_RIGHTLY)
    found = complaint(life, item)
    assert found is not None and found.signs == NOT_FAIR and now(life, item).possible_complaint


@pytest.mark.parametrize("answer", [HEARD_WRONGLY, "not_sure"])
def test_what_does_not_count_is_none(life: Life, answer: str) -> None:
    item = with_house(life, UNFAIR, NOT_FAIR)
    person_says(life, item, answer)
    assert complaint(life, item) is None and not now(life, item).possible_complaint


def test_confirmed_before_the_house_has_it_it_is_marked_when_it_gets_it(life: Life) -> None:
    message = send(life, "Daz is not fair")
    life.do(staff_names.add, life.people.manager, life.people.worker.id, "Daz")
    life.do(transcripts.was_read, message, NOT_FAIR)
    person_says(life, message, HEARD_RIGHTLY)
    item = pass_on(life, message)
    found = complaint(life, item)
    assert found is not None and [one.id for one in found.concerned] == [life.people.worker.id]
    # Whom it names never hears of it, as of typed words (R48).
    assert life.do(feedback.find, life.people.worker, item.id) is None
    assert life.people.worker.id not in {
        one.id for one in life.do(recipients.recipients_for, life.do(recipients.about_feedback, item.id))
    }


def test_whom_confirmed_words_name_hears_of_it_last(life: Life) -> None:
    message = send(life, "Daz made dinner")
    life.do(staff_names.add, life.people.manager, life.people.worker.id, "Daz")
    assert life.do(recipients.about_feedback, pass_on(life, message).id).words is None
    person_says(life, message, HEARD_RIGHTLY)
    item = life.do(feedback.of_person, life.people.person_id)[0]
    assert life.do(recipients.about_feedback, item.id).words == "Daz made dinner"


def test_before_the_assistant_has_looked_for_harm_in_it_the_house_has_none(life: Life) -> None:
    message = send(life)
    item = pass_on(life, message)
    assert life.do(transcripts_for_staff.of, item) is None
    with pytest.raises(NotFound):
        staff_say(life, item)
    life.do(transcripts.was_read, message)
    staff_say(life, item)
    assert now(life, item).in_words == WORDS


def test_after_the_decision_a_manager_is_told_once(life: Life) -> None:
    item = with_house(life, UNFAIR, NOT_FAIR)
    life.do(triage.decide, life.people.worker, item.id, Triage.NOTED)
    for _ in range(2):
        staff_say(life, item)
    told = [one.kind for one in life.do(notifications.of_member, life.people.manager)]
    assert told.count(NoticeKind.COMPLAINT_WAITS) == 1


def test_before_the_decision_it_is_decided_with_it(life: Life) -> None:
    item = with_house(life, UNFAIR, NOT_FAIR)
    staff_say(life, item)
    told = [one.kind for one in life.do(notifications.of_member, life.people.manager)]
    assert NoticeKind.COMPLAINT_WAITS not in told


def test_whom_it_names_counts_as_whom_a_complaint_is_about_that_staff_made_of_it_before(life: Life) -> None:
    item = with_house(life, "Daz made dinner")
    life.do(staff_names.add, life.people.manager, life.people.colleague.id, "Daz")
    life.do(triage.decide, life.people.manager, item.id, Triage.NOTED, possible_complaint=True)
    before = complaint(life, item)
    assert before is not None and before.concerned == ()
    staff_say(life, item)
    after = complaint(life, item)
    assert after is not None and [one.id for one in after.concerned] == [life.people.colleague.id]
    assert after.signs == before.signs


def test_the_persons_no_takes_the_words_away_and_leaves_the_complaint_to_people(life: Life) -> None:
    item = with_house(life, UNFAIR, NOT_FAIR)
    staff_say(life, item)
    person_says(life, item, HEARD_WRONGLY)
    assert complaint(life, item) is not None and now(life, item).in_words is None
    assert life.do(heard_rightly.words, item.content_id) is None
