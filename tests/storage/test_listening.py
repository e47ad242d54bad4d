"""What nobody could screen: heard by a lead within a working day, and the house learns the same whatever was found (R13, R24)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from storage import (
    Transaction,
    alert_news,
    audit,
    concerns,
    contents,
    feedback,
    houses,
    inbox,
    listening,
    outbox,
    staff_accounts,
    staff_requests,
)
from storage.audit import SYSTEM
from storage.concerns import Concern
from storage.database import NotFound, Refused
from storage.inbox import Incoming
from storage.recordings import Recording
from storage.staff_accounts import StaffMember
from storage.vocabulary import Outcome, RequestKind, Role, Route, Sent, VisibleTo, Voice
from tests.storage.invented import Life, SetClock

SOUND = Recording(b"OggS invented", "audio/ogg", 7.4)
Decide = Callable[[Transaction, StaffMember, str], None]
DECISIONS: tuple[Decide, ...] = (listening.pass_on, listening.note_only, listening.worry)


@pytest.fixture(autouse=True)
def said_yes(life: Life) -> None:
    life.do(houses.keep_notice_answer, life.people.person_id, "1", "yes")


def send(life: Life, sent: Sent = Sent.VOICE, words: str | None = None) -> Concern:
    """The person sends it, and it is recorded that nobody screened it."""
    recording = SOUND if sent is Sent.VOICE else None
    number = f"{sent} {life.clock.now}"
    message = Incoming(life.people.person_id, "telegram", number, life.clock.now, words, None, sent, recording)
    message_id, _ = life.do(inbox.receive, message)
    for _ in range(2):
        life.do(listening.raise_if_unscreened, life.do(inbox.message, message_id))
    found = life.do(concerns.for_lead, life.people.lead)
    return next(one for one in found if one.said_at == life.clock.now and one.kind == concerns.LISTEN)


def heard(life: Life, sent: Sent = Sent.VOICE, words: str | None = None) -> Concern:
    """The same, and the lead played it."""
    concern = send(life, sent, words)
    if sent is Sent.VOICE:
        life.do(concerns.heard_by_lead, life.people.lead, concern.id)
    return concern


def seen_by_house(life: Life, member: StaffMember) -> list[bool]:
    """For each voice message that the house was not given: is it being listened to?"""
    found = life.do(listening.of_person, member, life.people.person_id)
    return [one.is_being_listened_to for one in found]


def test_a_voice_message_is_one_check_that_asks_the_person_nothing(life: Life, clock: SetClock) -> None:
    concern = send(life)
    assert (concern.tier, concern.kind, concern.reasons) == ("check", concerns.LISTEN, ("sent_voice",))
    assert concern.is_to_listen and concern.seconds == SOUND.seconds
    assert len(life.do(concerns.for_lead, life.people.lead)) == 1
    clock.forward(days=3)
    assert life.do(concerns.unanswered_checks) == ()


def test_a_sound_that_cannot_be_opened_is_still_a_check(life: Life) -> None:
    message = Incoming(life.people.person_id, "telegram", "1", life.clock.now, None, None, Sent.VOICE, SOUND)
    message_id, _ = life.do(inbox.receive, message)

    def with_another_key(tx: Transaction) -> None:
        listening.raise_if_unscreened(replace(tx, secret_key="another key"), inbox.message(tx, message_id))

    life.do(with_another_key)
    [concern] = life.do(concerns.for_lead, life.people.lead)
    assert concern.is_to_listen and concern.seconds is None


def test_words_places_and_edits_are_none_of_this(life: Life) -> None:
    for number, sent in enumerate((None, Sent.PLACE, Sent.CONTACT, Sent.POLL, Sent.OTHER, Sent.EDITED)):
        message = Incoming(life.people.person_id, "web", str(number), life.clock.now, words="Hello", control=sent)
        message_id, _ = life.do(inbox.receive, message)
        life.do(listening.raise_if_unscreened, life.do(inbox.message, message_id))
    assert life.do(concerns.for_lead, life.people.lead) == ()


def test_the_lead_hears_it_and_nobody_else_can(life: Life) -> None:
    concern, people = send(life), life.people
    assert life.do(concerns.heard_by_lead, people.lead, concern.id) == SOUND
    for member in (people.manager, people.worker, people.colleague, people.elsewhere):
        for verb in (concerns.heard_by_lead, *DECISIONS):
            with pytest.raises(NotFound, match="no such page"):
                life.do(verb, member, concern.id)


def test_a_photo_and_an_unknown_concern_have_no_sound(life: Life) -> None:
    for concern_id in (send(life, Sent.PHOTO).id, "no such id"):
        with pytest.raises(NotFound):
            life.do(concerns.heard_by_lead, life.people.lead, concern_id)


def test_the_lead_still_hears_what_was_purged_from_the_chat(life: Life) -> None:
    concern = send(life)
    source = life.do(concerns.source_of, concern.id).removeprefix("listen:")
    life.do(contents.purge, SYSTEM, str(life.do(inbox.message, source).content_id))
    assert life.do(concerns.heard_by_lead, life.people.lead, concern.id) == SOUND
    life.do(audit.verify_words)


@pytest.mark.parametrize(
    ("said", "due"),
    [
        (datetime(2026, 11, 9, 23, 30, tzinfo=UTC), date(2026, 11, 10)),
        (datetime(2026, 11, 13, 9, tzinfo=UTC), date(2026, 11, 16)),
    ],
)
def test_it_is_due_within_one_working_day(life: Life, clock: SetClock, said: datetime, due: date) -> None:
    clock.set(said)
    assert listening.due_on(send(life), life.store.calendar) == due


def test_until_it_is_decided_the_house_sees_that_somebody_listens(life: Life) -> None:
    send(life)
    for member in (life.people.manager, life.people.worker):
        assert seen_by_house(life, member) == [True]
        assert life.do(listening.count_for, member) == 1
        assert life.do(feedback.to_triage, member) == ()
    assert life.do(listening.count_for, life.people.elsewhere) == 0
    with pytest.raises(NotFound):
        life.do(listening.of_person, life.people.elsewhere, life.people.person_id)


def test_passed_on_it_is_feedback_like_any_other(life: Life, clock: SetClock) -> None:
    concern = heard(life, words="Listen to this")
    clock.forward(days=1)
    life.do(listening.pass_on, life.people.lead, concern.id)
    [item] = life.do(feedback.to_triage, life.people.worker)
    assert (item.voice, item.route, item.outcome) == (Voice.SELF, Route.CHAT_VOICE, Outcome.UNCLEAR)
    assert (item.visible_to, item.said_at, item.words) == (VisibleTo.MY_STAFF, concern.said_at, "Listen to this")
    assert item.is_voice_message and item.seconds == SOUND.seconds
    assert life.do(feedback.heard, life.people.worker, item.id) == SOUND
    with pytest.raises(NotFound):
        life.do(feedback.heard, life.people.elsewhere, item.id)
    assert seen_by_house(life, life.people.worker) == [] and life.do(listening.count_for, life.people.worker) == 0
    life.do(audit.verify_words)


def test_feedback_in_words_has_no_sound(life: Life) -> None:
    item = life.tell("The bus is late.")
    assert not item.is_voice_message and item.seconds is None
    for said in (item, life.tell()):
        with pytest.raises(NotFound):
            life.do(feedback.heard, life.people.worker, said.id)


def test_a_worry_looks_to_the_house_like_a_message_with_nothing_in_it(life: Life, clock: SetClock) -> None:
    shown = []
    for decide in (listening.note_only, listening.worry):
        concern = heard(life)
        clock.forward(minutes=1)
        life.do(decide, life.people.lead, concern.id)
        assert life.do(feedback.to_triage, life.people.manager) == ()
        assert life.do(staff_requests.waiting, life.people.manager) == ()
        shown.append(life.do(listening.of_person, life.people.manager, life.people.person_id)[0].is_being_listened_to)
    assert shown == [False, False]
    assert life.do(listening.count_for, life.people.manager) == 0


def test_a_worry_is_amber_and_taken_on_and_nothing_in_the_chat_shows_it(life: Life) -> None:
    concern = send(life)
    life.do(listening.worry, life.people.lead, concern.id)
    found, notes = life.do(concerns.one_for_lead, life.people.lead, concern.id)
    assert (found.tier, found.status, found.acknowledged_at) == ("amber", "acknowledged", life.clock.now)
    assert [(one.kind, one.by) for one in notes] == [("worry", "Lea Invented")]
    assert life.do(alert_news.to_tell) == ()
    [line] = life.do(outbox.conversation, life.people.person_id)
    assert line.control == Sent.VOICE
    assert life.do(concerns.heard_by_lead, life.people.lead, concern.id) == SOUND


@pytest.mark.parametrize("decide", [listening.pass_on, listening.note_only])
def test_that_there_is_no_worry_in_it_says_only_who_played_it(life: Life, decide: Decide) -> None:
    concern, people = send(life), life.people
    another = life.do(staff_accounts.add, SYSTEM, "Ana", "ana@example.org", Role.SAFEGUARDING_LEAD, "x", ())
    life.do(concerns.heard_by_lead, another, concern.id)
    with pytest.raises(Refused, match="Listen to it first"):
        life.do(decide, people.lead, concern.id)
    assert seen_by_house(life, people.worker) == [True]
    life.do(concerns.heard_by_lead, people.lead, concern.id)
    life.do(decide, people.lead, concern.id)


def test_a_worry_needs_no_sound_as_where_it_does_not_play(life: Life) -> None:
    concern = send(life)
    life.do(listening.worry, life.people.lead, concern.id)
    assert life.do(concerns.one_for_lead, life.people.lead, concern.id)[0].status == "acknowledged"


@pytest.mark.parametrize("first", DECISIONS)
@pytest.mark.parametrize("second", DECISIONS)
def test_it_is_decided_once(life: Life, first: Decide, second: Decide) -> None:
    concern = heard(life)
    life.do(first, life.people.lead, concern.id)
    with pytest.raises(Refused, match="decided about this already"):
        life.do(second, life.people.lead, concern.id)


def test_other_concerns_are_not_decided_here_and_taking_one_on_decides_nothing(life: Life) -> None:
    with pytest.raises(Refused):
        life.do(listening.pass_on, life.people.lead, life.worry("He hit me"))
    concern = send(life)
    life.do(concerns.acknowledge, life.people.lead, concern.id)
    assert life.do(concerns.one_for_lead, life.people.lead, concern.id)[0].is_to_listen


@pytest.mark.parametrize("sent", [Sent.PHOTO, Sent.VIDEO, Sent.FILE])
def test_of_a_picture_staff_are_asked_to_talk_and_the_house_sees_nothing_before(life: Life, sent: Sent) -> None:
    concern = send(life, sent, "look at my room")
    assert seen_by_house(life, life.people.manager) == [] and life.do(listening.count_for, life.people.manager) == 0
    with pytest.raises(Refused, match="ask"):
        life.do(listening.note_only, life.people.lead, concern.id)
    life.do(listening.pass_on, life.people.lead, concern.id)
    [request] = life.do(staff_requests.waiting, life.people.worker)
    assert (request.kind, request.words) == (RequestKind.SENT_A_PICTURE, "look at my room")
    assert life.do(feedback.to_triage, life.people.worker) == ()


@pytest.mark.parametrize("sent", [Sent.VOICE, Sent.PHOTO])
@pytest.mark.parametrize("answer", ["no", "not_sure"])
def test_of_whoever_has_not_said_yes_nothing_goes_to_the_house(life: Life, sent: Sent, answer: str) -> None:
    concern = heard(life, sent)
    life.do(houses.keep_notice_answer, life.people.person_id, "1", answer)
    with pytest.raises(Refused, match="not said yes"):
        life.do(listening.pass_on, life.people.lead, concern.id)
    assert life.do(feedback.to_triage, life.people.worker) == ()
    assert life.do(staff_requests.waiting, life.people.worker) == ()
    life.do(listening.worry, life.people.lead, concern.id)


def test_a_photo_that_is_a_worry_leaves_no_sign_in_the_house(life: Life) -> None:
    concern = send(life, Sent.PHOTO)
    life.do(listening.worry, life.people.lead, concern.id)
    assert seen_by_house(life, life.people.manager) == []
    assert life.do(staff_requests.waiting, life.people.manager) == ()


def test_a_concern_of_staff_about_a_voice_message_keeps_its_sound(life: Life) -> None:
    def raise_it(tx: Transaction) -> str:
        return concerns.raise_concern(
            tx,
            life.people.worker.actor,
            life.people.person_id,
            "triage:1",
            tier="amber",
            kind="staff_worry",
            reasons=("staff_worry",),
            rules_version="1",
            words=None,
            said_at=tx.now,
            recording=SOUND,
        )

    assert life.do(concerns.heard_by_lead, life.people.lead, life.do(raise_it)) == SOUND
