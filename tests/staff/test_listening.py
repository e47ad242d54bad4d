"""Voice messages and pictures: heard by a lead first, then by the house as feedback; every play is in the trail."""

from __future__ import annotations

import asyncio
import base64
import re
from html import unescape
from itertools import count

import pytest
from playwright.async_api import Page as Tab
from sqlalchemy import select

from staff import review_pack
from storage import (
    concerns,
    contents,
    houses,
    how_often,
    inbox,
    listening,
    pending_actions,
    reviews,
    staff_names,
    staff_requests,
    transcripts,
)
from storage.audit import SYSTEM, Actor
from storage.feedback import Feedback, to_triage
from storage.inbox import Incoming
from storage.recordings import Recording
from storage.tables.governance import audit_events
from storage.vocabulary import HEARD_RIGHTLY, Asks, RequestKind, Sent, Triage
from tests.staff.browser import Site
from tests.staff.invented_history import a_small_one
from tests.staff.world import Page, World
from tests.storage.intruder import Intruder
from tests.support.chromium import violations
from tests.support.sounds import tone
from wording.catalogue import Catalogue

SOUND = Recording(b"OggS invented sound", "audio/ogg", 7.4)
OTHERS = ["manager", "worker", "stranger"]
NUMBERS = count()
DECISIONS = ["pass_on", "nothing_in_it", "worry"]


def send(world: World, sent: Sent = Sent.VOICE, *, words: str | None = None, recording: Recording = SOUND) -> str:
    """The person sends it by another channel; returns the id of the concern."""
    person, at = world.cast.person, world.clock()
    sound = recording if sent is Sent.VOICE else None
    with world.store.write() as tx:
        houses.keep_notice_answer(tx, person.id, "1", "yes")
        message = Incoming(person.id, "telegram", f"message {next(NUMBERS)}", at, words, None, sent, sound)
        message_id, _ = inbox.receive(tx, message)
        listening.raise_if_unscreened(tx, inbox.message(tx, message_id))
        return next(one.id for one in concerns.for_lead(tx, world.cast.lead) if one.is_to_listen)


def passed_on(world: World) -> Feedback:
    concern_id = send(world)
    with world.store.write() as tx:
        concerns.heard_by_lead(tx, world.cast.lead, concern_id)
        listening.pass_on(tx, world.cast.lead, concern_id)
        return to_triage(tx, world.cast.worker)[0]


def plays(world: World, verb: str) -> list[str]:
    with world.store.read() as tx:
        events = select(audit_events).where(audit_events.c.verb == verb).order_by(audit_events.c.position)
        return [row.actor_id for row in tx.execute(events)]


async def test_a_lead_hears_it_and_the_trail_says_so(world: World) -> None:
    concern_id = send(world)
    lead = world.signed_in(world.cast.lead)
    page = await lead.get(f"/concerns/{concern_id}")
    assert "7 seconds" in page.words and "Voice message" in page.words and plays(world, "hear_concern") == []
    address = re.search(r'<audio[^>]* src="/staff([^"]+)"', page.html)
    assert address
    sound = (await lead.get(address[1])).response
    assert (sound.status_code, sound.content, sound.headers["content-type"]) == (200, SOUND.sound, "audio/ogg")
    assert sound.headers["cache-control"] == "no-store"
    assert plays(world, "hear_concern") == [world.cast.lead.id]


async def test_a_short_one_lasts_one_second(world: World) -> None:
    concern_id = send(world, recording=Recording(SOUND.sound, "audio/ogg", 0.4))
    page = await world.signed_in(world.cast.lead).get(f"/concerns/{concern_id}")
    assert "1 second." in page.words


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("bytes=0-1", 206, slice(0, 2)),
        ("bytes=5-", 206, slice(5, None)),
        ("bytes=-4", 206, slice(-4, None)),
        ("bytes=0-99999", 206, slice(0, None)),
        ("bytes=99-", 416, slice(0, 0)),
        ("bytes=5-2", 416, slice(0, 0)),
        ("bytes=-", 200, slice(0, None)),
        ("lines=1-2", 200, slice(0, None)),
        ("bytes=0-1,4-5", 200, slice(0, None)),
    ],
)
async def test_a_browser_may_have_it_in_parts(world: World, asked: str, status: int, part: slice) -> None:
    concern_id = send(world)
    lead = world.signed_in(world.cast.lead)
    sound = await lead.client.get(f"/staff/concerns/{concern_id}/recording", headers={"range": asked})
    assert (sound.status_code, sound.content) == (status, SOUND.sound[part])
    assert sound.headers["accept-ranges"] == "bytes" and sound.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("who", OTHERS)
async def test_to_everybody_else_there_is_no_such_recording(world: World, who: str) -> None:
    concern_id = send(world)
    visitor = world.signed_in(getattr(world.cast, who))
    there = await visitor.get(f"/concerns/{concern_id}/recording")
    nowhere = await visitor.get("/concerns/no-such-id/recording")
    assert (there.status, nowhere.status) == (404, 404)
    assert there.html.replace(concern_id, "") == nowhere.html.replace("no-such-id", "")
    assert plays(world, "hear_concern") == []
    assert (await visitor.post(f"/concerns/{concern_id}", do="pass_on")).status == 404


async def test_signed_out_it_leads_to_sign_in(world: World) -> None:
    concern_id = send(world)
    async with world.client() as client:
        answer = await client.get(f"/staff/concerns/{concern_id}/recording")
    assert answer.status_code == 303 and "sign-in" in answer.headers["location"]


async def test_a_type_that_is_no_sound_is_never_shown_as_a_page(world: World) -> None:
    concern_id = send(world, recording=Recording(b"<script>", "text/html", 1.0))
    sound = (await world.signed_in(world.cast.lead).get(f"/concerns/{concern_id}/recording")).response
    assert sound.headers["content-type"] == "application/octet-stream"
    assert sound.headers["x-content-type-options"] == "nosniff"


async def test_late_after_one_working_day(world: World) -> None:
    concern_id = send(world)
    world.clock.on(days=1)
    assert not re.search(r"\bOverdue\b", (await world.signed_in(world.cast.lead).get("/concerns")).words)
    world.clock.on(days=1)
    lead = world.signed_in(world.cast.lead)
    newer = send(world, Sent.PHOTO)
    page = await lead.get("/concerns")
    assert re.search(r"\bOverdue\b", page.words) and page.html.index(concern_id) < page.html.index(newer)
    assert re.search(r"\bOverdue\b", (await lead.get(f"/concerns/{concern_id}")).words)
    await lead.get(f"/concerns/{concern_id}/recording")
    await lead.post(f"/concerns/{concern_id}", do="nothing_in_it")
    assert concern_id not in (await lead.get("/concerns")).html
    decided = await lead.get("/concerns?show=closed")
    assert "Decided" in decided.words and not re.search(r"\bOverdue\b", decided.words)


async def test_passed_to_the_house_it_is_triaged_and_heard_there(world: World) -> None:
    concern_id = send(world)
    lead, worker = world.signed_in(world.cast.lead), world.signed_in(world.cast.worker)
    unheard = await lead.post(f"/concerns/{concern_id}", do="pass_on")
    assert unheard.status == 422 and "Listen to it first." in unheard.words
    await lead.get(f"/concerns/{concern_id}/recording")
    await lead.post(f"/concerns/{concern_id}", do="pass_on")
    page = await lead.get(f"/concerns/{concern_id}")
    assert "The house has it now." in page.words
    assert "Lea Sample found nothing to worry about and passed it to the house" in page.words
    board = await worker.get("/")
    assert "Voice message" in board.words and "Pim Testwell told us something" in board.words
    assert re.search(r"/staff/feedback/[^/]+/recording", board.html)
    assert re.search(r"/staff/feedback/[^/]+/recording", (await worker.get(f"/people/{world.cast.person.id}")).html)
    with world.store.read() as tx:
        [item] = to_triage(tx, world.cast.worker)
    page = await worker.get(f"/feedback/{item.id}")
    assert "A voice message in the chat" in page.words and f"/staff/feedback/{item.id}/recording" in page.html
    sound = (await worker.get(f"/feedback/{item.id}/recording")).response
    assert (sound.status_code, sound.content) == (200, SOUND.sound)
    assert plays(world, "hear_feedback") == [world.cast.worker.id]
    decided = await worker.post(f"/feedback/{item.id}", decision="noted")
    assert decided.status == 303


@pytest.mark.parametrize("who", ["stranger", "lead"])
async def test_whoever_may_not_read_it_may_not_hear_it(world: World, who: str) -> None:
    item = passed_on(world)
    assert (await world.signed_in(getattr(world.cast, who)).get(f"/feedback/{item.id}/recording")).status == 404


async def test_feedback_in_words_has_no_recording(world: World) -> None:
    item = world.says("The bus is late")
    worker = world.signed_in(world.cast.worker)
    assert (await worker.get(f"/feedback/{item.id}/recording")).status == 404
    assert "<audio" not in (await worker.get(f"/feedback/{item.id}")).html


async def test_a_worry_of_the_house_takes_the_sound_to_the_lead(world: World) -> None:
    item = passed_on(world)
    await world.signed_in(world.cast.worker).post(f"/feedback/{item.id}", decision=Triage.WORRY, note="I am worried.")
    with world.store.write() as tx:
        newest = next(one for one in concerns.for_lead(tx, world.cast.lead) if one.kind == "staff_worry")
        assert concerns.heard_by_lead(tx, world.cast.lead, newest.id) == SOUND
    assert plays(world, "hear_feedback") == []


@pytest.mark.parametrize("who", ["manager", "worker"])
async def test_the_house_sees_that_somebody_listens_and_then_the_same_for_a_worry_as_for_nothing(
    world: World, who: str
) -> None:
    visitor, lead = world.signed_in(getattr(world.cast, who)), world.signed_in(world.cast.lead)
    pages = []
    for do in ("nothing_in_it", "worry"):
        concern_id = send(world)
        board, person = await visitor.get("/"), await visitor.get(f"/people/{world.cast.person.id}")
        assert "1 voice message is being listened to first by someone outside the house." in board.words
        assert "Being listened to: sent today" in person.words
        await lead.get(f"/concerns/{concern_id}/recording")
        await lead.post(f"/concerns/{concern_id}", do=do)
        board, person = await visitor.get("/"), await visitor.get(f"/people/{world.cast.person.id}")
        assert "voice message" not in board.words
        pages.append((board.words, person.words))
        # So that the second message stands alone too.
        Intruder(world.store).force("concerns", "UPDATE concerns SET kind = 'gone'")
    assert pages[0] == pages[1] and "Noted: sent today at 10:00am" in pages[0][1]


async def test_a_photo_shows_the_house_nothing_until_it_is_passed_on(world: World) -> None:
    visitor, path = world.signed_in(world.cast.manager), f"/people/{world.cast.person.id}"
    before = [(await visitor.get(one)).words for one in ("/", path)]
    concern_id = send(world, Sent.PHOTO, words="look at my room")
    assert [(await visitor.get(one)).words for one in ("/", path)] == before
    lead = world.signed_in(world.cast.lead)
    page = await lead.get(f"/concerns/{concern_id}")
    assert "Photo, not kept" in page.words and "The photo was not kept" in page.words and "<audio" not in page.html
    assert (await lead.get(f"/concerns/{concern_id}/recording")).status == 404
    await lead.post(f"/concerns/{concern_id}", do="pass_on")
    board = (await visitor.get("/")).words
    assert "sent a picture or file that was not kept" in board and "“look at my room”" in board


@pytest.mark.parametrize("do", DECISIONS)
async def test_decided_twice_says_that_it_was_decided(world: World, do: str) -> None:
    concern_id = send(world)
    lead = world.signed_in(world.cast.lead)
    await lead.get(f"/concerns/{concern_id}/recording")
    await lead.post(f"/concerns/{concern_id}", do=do)
    again = await lead.post(f"/concerns/{concern_id}", do=do)
    assert again.status == 422 and "decided about this already" in again.words


async def test_with_another_key_the_page_says_that_there_is_no_sound(world: World) -> None:
    concern_id = send(world)
    world.store.secret_key = "another key"
    page = await world.signed_in(world.cast.lead).get(f"/concerns/{concern_id}/recording")
    assert page.status == 503 and "its SECRET_KEY was changed" in page.words and plays(world, "hear_concern") == []


async def test_a_voice_message_is_called_so_where_words_would_stand(world: World, catalogue: Catalogue) -> None:
    item = passed_on(world)
    worker = world.signed_in(world.cast.worker)
    form = {"kind": "agreed", "subject": item.id, "words": "Sam will help you."}
    assert "You said: “Voice message”" in (await worker.post("/check-words", **form)).html
    with world.store.write() as tx:
        pack = reviews.pack(tx, SYSTEM, world.cast.person.id, tx.today, tx.today)
    [thing] = review_pack.as_json(pack)["things"]
    assert (thing["said"]["route"], thing["said"]["voice_message_seconds"]) == ("chat_voice", 7.4)
    page = review_pack.as_html(pack, catalogue)
    assert "<p>Voice message</p>" in page and "no words" not in page and "not have your words" not in page
    with world.store.write() as tx:
        contents.purge(tx, SYSTEM, str(item.content_id))
        pack = reviews.pack(tx, SYSTEM, world.cast.person.id, tx.today, tx.today)
    assert "We do not have your words any more." in review_pack.as_html(pack, catalogue)
    page_now = await worker.get(f"/feedback/{item.id}")
    assert "Voice message" in page_now.words and "<audio" not in page_now.html


HEARD = "the kettle is purple"


def transcribed(world: World, *, answer: str | None = None) -> str:
    """A voice message in which a program heard something; returns the id of the concern."""
    concern_id = send(world)
    with world.store.write() as tx:
        message = inbox.message(tx, str(transcripts.waiting(tx)))
        transcripts.keep(tx, message, HEARD, "vosk", "small-en", 0.82)
        transcripts.was_read(tx, message)
        if answer is not None:
            transcripts.answered(tx, message.person_id, str(message.content_id), answer)
    return concern_id


async def test_whoever_listens_sees_what_a_program_heard_as_a_suggestion(world: World) -> None:
    page = await world.signed_in(world.cast.lead).get(f"/concerns/{transcribed(world)}")
    assert HEARD in page.words and "which is a suggestion" in page.words and "vosk, small-en: 82% sure" in page.words
    assert "<audio" in page.html and "What did you hear?" in page.words


@pytest.mark.parametrize("who", OTHERS)
@pytest.mark.parametrize("answer", [None, HEARD_RIGHTLY])
async def test_to_everybody_else_a_transcript_changes_not_a_byte(world: World, who: str, answer: str | None) -> None:
    visitor, person = world.signed_in(getattr(world.cast, who)), world.cast.person.id
    paths = ("/", f"/people/{person}", f"/people/{person}/review", "/concerns", "/notices")
    send(world)
    before = [seen_by(page) for path in paths for page in [await visitor.get(path)]]
    with world.store.write() as tx:
        message = inbox.message(tx, str(transcripts.waiting(tx)))
        transcripts.keep(tx, message, HEARD, "vosk", "small-en", 0.82)
        transcripts.was_read(tx, message)
        if answer is not None:
            transcripts.answered(tx, message.person_id, str(message.content_id), answer)
    after = [seen_by(page) for path in paths for page in [await visitor.get(path)]]
    assert before == after and not any(HEARD in html for _, html in after)


def seen_by(page: Page) -> tuple[int, str]:
    """A page without what is new at each look: the token of its forms."""
    return page.status, re.sub(r'value="[^"]{20,}"', "", page.html)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (None, "has not said that it is right"),
        ("not_sure", "has not said that it is right"),
        ("that_is_wrong", "said that it is wrong"),
        (HEARD_RIGHTLY, "said that it is right"),
    ],
)
async def test_passed_to_the_house_it_is_words_only_if_their_person_says_so(
    world: World, answer: str | None, says: str
) -> None:
    concern_id = transcribed(world, answer=answer)
    with world.store.write() as tx:
        concerns.heard_by_lead(tx, world.cast.lead, concern_id)
        listening.pass_on(tx, world.cast.lead, concern_id)
        [item] = to_triage(tx, world.cast.worker)
        pack = reviews.pack(tx, SYSTEM, world.cast.person.id, tx.today, tx.today)
    worker = world.signed_in(world.cast.worker)
    page, board = await worker.get(f"/feedback/{item.id}"), await worker.get("/")
    assert says in page.words and HEARD in page.words and "<audio" in page.html
    assert (f"“{HEARD}”" in board.words) is (answer == HEARD_RIGHTLY)
    assert (review_pack.as_json(pack)["things"][0]["said"]["words"] == HEARD) is (answer == HEARD_RIGHTLY)


def heard_in_house(world: World) -> str:
    """A voice message that the house has, with what a program heard; returns the id of the feedback."""
    concern_id = transcribed(world)
    with world.store.write() as tx:
        concerns.heard_by_lead(tx, world.cast.lead, concern_id)
        listening.pass_on(tx, world.cast.lead, concern_id)
        return to_triage(tx, world.cast.worker)[0].id


async def test_staff_say_that_it_is_right_and_every_page_says_who_did(world: World, catalogue: Catalogue) -> None:
    feedback_id = heard_in_house(world)
    path, worker = f"/feedback/{feedback_id}", world.signed_in(world.cast.worker)
    page = await worker.get(path)
    assert "Listen first. Is this what Pim Testwell said, word for word?" in page.words
    kept = await worker.post(f"{path}/heard", token_from=path, heard=HEARD_RIGHTLY)
    assert (kept.status, kept.location) == (303, f"/staff{path}")
    by = f"Confirmed by {world.cast.worker.name} (staff)"
    for where in (path, "/", f"/people/{world.cast.person.id}"):
        page = await worker.get(where)
        assert f"“{HEARD}”" in page.words and by in page.words, where
        assert "Pim Testwell said that it is right" not in page.words
    with world.store.write() as tx:
        pack = reviews.pack(tx, SYSTEM, world.cast.person.id, tx.today, tx.today)
    said = review_pack.as_json(pack)["things"][0]["said"]
    assert (said["words"], said["words_confirmed_by"]) == (HEARD, "staff")
    assert said["words_confirmed_by_staff"] == world.cast.worker.name
    as_page = unescape(review_pack.as_html(pack, catalogue))
    assert f"A computer wrote down your words. {world.cast.worker.name} said they are right." in as_page


async def test_what_the_person_said_stands_as_theirs(world: World, catalogue: Catalogue) -> None:
    concern_id = transcribed(world, answer=HEARD_RIGHTLY)
    with world.store.write() as tx:
        concerns.heard_by_lead(tx, world.cast.lead, concern_id)
        listening.pass_on(tx, world.cast.lead, concern_id)
        pack = reviews.pack(tx, SYSTEM, world.cast.person.id, tx.today, tx.today)
    board = await world.signed_in(world.cast.worker).get("/")
    assert "Written down by a program. Pim Testwell said that it is right." in board.words
    said = review_pack.as_json(pack)["things"][0]["said"]
    assert (said["words_confirmed_by"], said["words_confirmed_by_staff"]) == ("person", None)
    assert "A computer wrote down your words. You said they are right." in review_pack.as_html(pack, catalogue)


async def test_staff_say_that_it_is_not_right_and_it_stays_a_suggestion(world: World) -> None:
    path, manager = f"/feedback/{heard_in_house(world)}", world.signed_in(world.cast.manager)
    await manager.post(f"{path}/heard", token_from=path, heard="that_is_wrong")
    page = await manager.get(path)
    assert f"A program heard: “{HEARD}”" in page.words
    assert f"{world.cast.manager.name} (staff) said that it is not right" in page.words
    assert f"“{HEARD}”" not in (await manager.get("/")).words


async def test_after_the_person_there_is_no_button_and_an_old_form_changes_nothing(world: World) -> None:
    path, worker = f"/feedback/{heard_in_house(world)}", world.signed_in(world.cast.worker)
    token = await worker.token(path)
    with world.store.write() as tx:
        content_id = str(to_triage(tx, world.cast.worker)[0].content_id)
        transcripts.answered(tx, world.cast.person.id, content_id, "that_is_wrong")
    sent = await worker.client.post(f"/staff{path}/heard", data={"csrf_token": token, "heard": HEARD_RIGHTLY})
    assert sent.status_code == 303
    page = await worker.get(path)
    assert "Nothing was changed." in page.words and "said that it is wrong" in page.words
    assert f"{path}/heard" not in page.html


async def test_whom_it_names_is_told_that_somebody_else_says_it(world: World) -> None:
    feedback_id = heard_in_house(world)
    with world.store.write() as tx:
        staff_names.add(tx, world.cast.manager, world.cast.worker.id, "Kettle")
    page = await world.signed_in(world.cast.worker).get(f"/feedback/{feedback_id}")
    assert "It may name you" in page.words and f"/feedback/{feedback_id}/heard" not in page.html


@pytest.mark.parametrize("who", OTHERS)
async def test_what_told_of_harm_leaves_the_page_as_it_is_without_a_transcript(world: World, who: str) -> None:
    """Byte for byte: nobody may tell that there is a concern about it (R13, R19)."""
    item = passed_on(world)
    visitor, path = world.signed_in(getattr(world.cast, who)), f"/feedback/{item.id}"
    before = seen_by(await visitor.get(path))
    with world.store.write() as tx:
        message_id = str(transcripts.waiting(tx))
        message = inbox.message(tx, message_id)
        transcripts.keep(tx, message, HEARD, "vosk", "small-en", 0.82)
        transcripts.was_read(tx, message)
        concerns.raise_concern(
            tx,
            Actor("person", message.person_id),
            message.person_id,
            transcripts.source_of(message_id),
            tier="amber",
            kind="unclear",
            reasons=("invented",),
            rules_version="1",
            words=HEARD,
            said_at=message.sent_at,
        )
    assert seen_by(await visitor.get(path)) == before
    assert (await visitor.post(f"{path}/heard", heard=HEARD_RIGHTLY)).status == 404


async def in_a_review(world: World, *, let_in: bool | None) -> str:
    """The page of a review with one voice message, which its person let in, kept out, or said nothing about yet."""
    item = passed_on(world)
    worker, person = world.signed_in(world.cast.worker), f"/people/{world.cast.person.id}"
    chosen = await worker.get(f"{person}/review")
    assert f"/staff/feedback/{item.id}/recording" in chosen.html  # it is heard where it is chosen
    with world.store.write() as tx:
        review = reviews.prepare(tx, world.cast.worker, world.cast.person.id)
        if let_in is not None:
            reviews.choose(tx, world.cast.worker, review.id, {item.id: let_in})
    page = await worker.get(f"{person}/reviews/{review.id}/pack")
    assert "media-src 'self' data:" in page.response.headers["content-security-policy"]
    return page.html


async def test_in_the_pack_it_is_heard_if_its_person_let_it_in(world: World) -> None:
    page = await in_a_review(world, let_in=True)
    found = re.search(r'<audio controls [^>]*src="data:audio/ogg;base64,([^"]+)" aria-label="Voice message"', page)
    assert found and base64.b64decode(found[1]) == SOUND.sound
    assert plays(world, "hear_feedback") == [world.cast.worker.id]


@pytest.mark.parametrize("let_in", [False, None])
async def test_without_their_yes_no_pack_has_a_voice_in_it(world: World, let_in: bool | None) -> None:
    page = await in_a_review(world, let_in=let_in)
    assert "data:audio" not in page and plays(world, "hear_feedback") == []
    assert ("Voice message" in page) is (let_in is None)


async def test_a_voice_that_is_too_much_for_the_pack_or_cannot_be_opened_stays_out_of_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reviews, "MOST_SOUND", len(SOUND.sound) - 1)
    page = await in_a_review(world, let_in=True)
    assert "data:audio" not in page and "Voice message" in page


async def test_staff_see_how_often_the_chat_asks_and_ask_the_rest_in_person(world: World) -> None:
    a_small_one(world)
    person, worker = f"/people/{world.cast.person.id}", world.signed_in(world.cast.worker)
    assert "How often the chat asks At most once a day" in (await worker.get(person)).words
    with world.store.write() as tx:
        how_often.choose(tx, world.cast.person.id, Asks.ONLY_WHEN_I_START)
        told = next(one for one in pending_actions.in_houses_of(tx, world.cast.manager, open_only=False))
        tx.connection.exec_driver_sql(
            f"UPDATE pending_actions SET status = 'person_told', asked_at = NULL, ask_on = '{tx.today}'"
        )
    page = await worker.get(person)
    assert "Never: only when they start" in page.words and "Ask “Did it help?” in person" in page.words
    assert "wants no questions in the chat" in (await worker.get("/")).words
    assert "Ask “Did it help?” in person" in (await worker.get(f"/actions/{told.id}")).words
    assert 'name="asks"' not in page.html


async def test_a_request_says_how_often_it_happened_since(world: World) -> None:
    with world.store.write() as tx:
        for number in range(3):
            staff_requests.ask_or_count(tx, world.cast.person.id, RequestKind.NOT_UNDERSTOOD, f"message {number}")
        [request] = staff_requests.waiting(tx, world.cast.worker)
    worker = world.signed_in(world.cast.worker)
    for path in ("/", f"/requests/{request.id}"):
        assert "It happened 2 more times since." in (await worker.get(path)).words


@pytest.mark.browser
@pytest.mark.parametrize("phone", [False, True])
async def test_the_pages_shut_nobody_out(site: Site, phone: bool) -> None:
    heard_id = heard_in_house(site.world)
    send(site.world)
    concern_id = send(site.world, Sent.PHOTO)
    world = site.world
    for member, paths in (
        (world.cast.lead, ("/concerns", f"/concerns/{concern_id}")),
        (world.cast.worker, ("/", f"/feedback/{heard_id}", f"/people/{world.cast.person.id}")),
    ):
        tab = await site.signed_in(member, phone=phone)
        for path in paths:
            await tab.goto(site.address + path)
            assert await violations(tab) == []


async def becomes(tab: Tab, what: str) -> None:
    """Until this holds of the sound on the page."""
    async with asyncio.timeout(10):
        while not await tab.evaluate(f"(() => {{ const sound = document.querySelector('audio'); return {what}; }})()"):
            await asyncio.sleep(0.05)


@pytest.mark.browser
async def test_it_is_heard_again_and_slower(site: Site) -> None:
    concern_id = send(site.world, recording=Recording(tone("webm"), "audio/webm", 2.0))
    tab = await site.signed_in(site.world.cast.lead)
    await tab.goto(f"{site.address}/concerns/{concern_id}")
    await tab.get_by_label("How fast").select_option("Slower")
    await tab.get_by_role("button", name="Play it again from the beginning").click()
    await becomes(tab, "sound.currentTime > 0.2")
    assert await tab.evaluate("document.querySelector('audio').playbackRate") == 0.75
    await becomes(tab, "sound.ended")
    await tab.get_by_role("button", name="Play it again from the beginning").click()
    await becomes(tab, "!sound.paused")


@pytest.mark.browser
async def test_what_a_browser_recorded_can_be_moved_about_in(site: Site) -> None:
    concern_id = send(site.world, recording=Recording(tone("webm", 60.0, is_live=True), "audio/webm", 60.0))
    tab = await site.signed_in(site.world.cast.lead)
    await tab.goto(f"{site.address}/concerns/{concern_id}")
    # Reaching the end stops what plays, so that it would fall silent now and then after it was sent back to the beginning.
    listen = "sound.addEventListener('seeking', () => { sound.ranOn ||= !sound.paused && sound.currentTime > 9 })"
    await tab.evaluate(f"(() => {{ const sound = document.querySelector('audio'); {listen} }})()")
    await tab.get_by_role("button", name="Play it again").click()
    await becomes(tab, "Math.round(sound.duration) === 60 && !sound.paused && sound.currentTime < 9")
    assert await tab.evaluate("document.querySelector('audio').ranOn") is False
    await tab.evaluate("document.querySelector('audio').currentTime = 30")
    await becomes(tab, "sound.currentTime > 30 && !sound.paused")
    assert plays(site.world, "hear_concern") == [site.world.cast.lead.id]
