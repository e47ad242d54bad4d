"""Telling and asking without the chat: the forms, the board, the page to take along, and how the review pack shows it."""

from __future__ import annotations

import json
import re

import pytest

from staff.review_pack import as_html, as_json, render
from storage import feedback, outcomes, pending_actions, reviews, triage, updates
from storage.audit import SYSTEM
from storage.pending_actions import PendingAction
from storage.vocabulary import ActionStatus, DidItHelp, FeedbackStatus, Outcome, Triage, Voice, WhatChanges
from tests.staff.browser import Site
from tests.staff.test_said import send
from tests.staff.world import Page, World
from tests.support.chromium import violations
from tests.support.seen import seen
from wording.catalogue import Catalogue

NEWS = "The bath is warm now."


def done(world: World, words: str = "the bath is cold") -> PendingAction:
    """Something the worker finished, and nobody told its person."""
    item, owner = world.says(words), world.cast.worker
    with world.store.write() as tx:
        what = (WhatChanges.ROUTINE, "You get a warm bath.", tx.calendar.working_days_after(tx.today, 5))
        action = pending_actions.agree(tx, owner, item.id, owner.id, *what)
        pending_actions.finish(tx, owner, action.id, done=True, easy_words=NEWS)
    return action


def now(world: World, action: PendingAction) -> PendingAction:
    with world.store.read() as tx:
        return pending_actions.one(tx, action.id)


def meeting(world: World, who: str | None = None, **changed: str) -> dict[str, str]:
    """The fields of a talk face to face, today."""
    today = world.store.calendar.day(world.clock.now)
    day = {"on-day": str(today.day), "on-month": str(today.month), "on-year": str(today.year)}
    return {"how": "face_to_face", "who": who or world.cast.worker.id, **day, **changed}


async def tell(world: World, action: PendingAction, **changed: str) -> Page:
    visitor = world.signed_in(world.cast.worker)
    return await visitor.post(f"/actions/{action.id}/told", **meeting(world, **changed))


async def answer(world: World, action: PendingAction, given: str, **changed: str) -> Page:
    visitor = world.signed_in(world.cast.manager)
    form = {"answer": given, "voice": "self", **meeting(world, world.cast.manager.id), **changed}
    return await visitor.post(f"/actions/{action.id}/asked", **form)


async def test_telling_it_moves_it_on(world: World) -> None:
    action = done(world)
    visitor = world.signed_in(world.cast.worker)
    page = await visitor.get(f"/actions/{action.id}")
    assert f'href="/staff/actions/{action.id}/told"' in page.html and "/asked" not in page.html
    assert "Still to be sent to Pim Testwell: what was done" in page.words
    form = await visitor.get(f"/actions/{action.id}/told")
    assert NEWS in form.words and f'<option value="{world.cast.worker.id}" selected>' in form.html
    sent = await tell(world, action)
    assert sent.location == f"/staff/actions/{action.id}"
    assert now(world, action).status is ActionStatus.PERSON_TOLD
    page = await visitor.get(f"/actions/{action.id}")
    assert "Pim Testwell was told what was done face to face by Wes Sample, today" in page.words
    assert f'href="/staff/actions/{action.id}/told"' not in page.html  # there is nothing new to tell
    assert "Still to be sent" not in page.words and f'href="/staff/actions/{action.id}/asked"' in page.html


@pytest.mark.parametrize(
    ("changed", "advice"),
    [
        ({"how": ""}, "Choose how."),
        ({"how": "chat_text"}, "Choose face to face, on paper, or through an advocate."),
        ({"on-day": "40"}, "Type a real day"),
        ({"on-day": "", "on-month": "", "on-year": ""}, "Type the day."),
        ({"on-year": "2027"}, "This day has not come yet."),
        ({"on-year": "2025"}, "This day is before it was decided."),
        ({"who": "other", "who_name": ""}, "Write the name of who it was."),
        ({"who": "nobody"}, "Choose somebody who works in this house"),
    ],
)
async def test_a_telling_that_is_not_in_order_comes_back(world: World, changed: dict[str, str], advice: str) -> None:
    action = done(world)
    page = await world.signed_in(world.cast.worker).post(f"/actions/{action.id}/told", **{**meeting(world), **changed})
    assert page.status == 422 and page.words.count(advice) >= 2
    for link in re.findall(r'href="#([^"]+)"', page.html):
        assert f'id="{link}"' in page.html
    assert now(world, action).status is ActionStatus.DONE


async def test_a_decision_without_an_action_is_told_on_its_own_page(world: World) -> None:
    item = world.says("the bus was good", Outcome.WORKED)
    visitor = world.signed_in(world.cast.worker)
    assert (await visitor.get(f"/feedback/{item.id}/told")).status == 404  # nothing was decided yet
    with world.store.write() as tx:
        triage.decide(tx, world.cast.worker, item.id, Triage.NOTED)
    assert f'href="/staff/feedback/{item.id}/told"' in (await visitor.get(f"/feedback/{item.id}")).html
    await visitor.post(f"/feedback/{item.id}/told", **meeting(world, how="paper"))
    with world.store.read() as tx:
        assert feedback.one(tx, item.id).status is FeedbackStatus.PERSON_TOLD
    page = await visitor.get(f"/feedback/{item.id}")
    assert "Pim Testwell was told on paper by Wes Sample, today." in page.words
    assert f'href="/staff/feedback/{item.id}/told"' not in page.html


async def test_the_answer_is_kept_with_who_asked_and_whose_it_is(world: World) -> None:
    action = done(world)
    await tell(world, action)
    world.clock.on(days=3)
    page = await world.signed_in(world.cast.manager).get(f"/actions/{action.id}/asked")
    owners = page.html.split('id="who"')[1].split("</select>")[0]
    assert "Mara Sample (you)" in owners and "Wes Sample" not in owners  # who owns it does not ask
    sent = await answer(world, action, "helped", voice="self_with_support")
    assert sent.location == f"/staff/actions/{action.id}"
    assert now(world, action).status is ActionStatus.CLOSED
    words = (await world.signed_in(world.cast.worker).get(f"/actions/{action.id}")).words
    assert "Mara Sample asked face to face if it helped: Better (the person, with support), today" in words


async def test_the_owner_cannot_write_the_answer(world: World) -> None:
    action = done(world)
    await tell(world, action)
    visitor = world.signed_in(world.cast.worker)
    page = await visitor.get(f"/actions/{action.id}/asked")
    assert "You own this action. Somebody else asks Pim Testwell" in page.words and "Keep the answer" not in page.words
    form = {"answer": "helped", "voice": "self", **meeting(world, world.cast.manager.id)}
    assert (await visitor.post(f"/actions/{action.id}/asked", **form)).status == 422
    assert (await answer(world, action, "helped", who=world.cast.worker.id)).status == 422
    assert now(world, action).status is ActionStatus.PERSON_TOLD


async def test_an_answer_that_is_not_in_order_comes_back(world: World) -> None:
    action = done(world)
    await tell(world, action)
    page = await answer(world, action, "", voice="", how="")
    for advice in ("Choose what the answer was.", "Choose whose answer this is.", "Choose how."):
        assert page.words.count(advice) == 2
    assert page.status == 422


@pytest.mark.parametrize("path", ["told", "asked", "sheet"])
@pytest.mark.parametrize("who", ["stranger", "lead"])
async def test_others_get_the_page_that_does_not_exist(world: World, path: str, who: str) -> None:
    action = done(world)
    visitor = world.signed_in(getattr(world.cast, who))
    theirs, nowhere = await visitor.get(f"/actions/{action.id}/{path}"), await visitor.get(f"/actions/none/{path}")
    assert theirs.status == nowhere.status == 404 and theirs.html == nowhere.html
    if path != "sheet":
        form = {"answer": "helped", "voice": "self", **meeting(world)}
        assert (await visitor.post(f"/actions/{action.id}/{path}", **form)).html == nowhere.html


async def test_the_board_lists_whom_to_tell_and_then_whom_to_ask(world: World) -> None:
    action = done(world)
    worker = world.signed_in(world.cast.worker)
    board = (await worker.get("/")).words
    assert "1 To tell in person" in board and "Finished, being told" not in board
    assert f"Tell Pim Testwell What was done: {NEWS}" in board
    await tell(world, action)
    board = (await worker.get("/")).words
    assert "To tell in person" not in board and "To ask in person" not in board and "1 Told, waiting" in board
    world.clock.on(days=3)
    worker, manager = world.signed_in(world.cast.worker), world.signed_in(world.cast.manager)
    assert "You own it, so somebody else asks." in (await worker.get("/")).words
    board = (await manager.get("/")).words
    assert "1 To ask in person" in board and "Told, waiting" not in board
    assert "Ask Pim Testwell: did it help?" in board and "Not Wes Sample, who owns it." in board
    world.link_chat()
    board = (await manager.get("/")).words
    assert "To ask in person" not in board and "1 Told, waiting" in board


async def test_the_page_to_take_along_has_the_words_and_in_time_the_faces(world: World) -> None:
    action = done(world, "the bath is <b>cold</b>")
    visitor = world.signed_in(world.cast.worker)
    sheet = await visitor.get(f"/actions/{action.id}/sheet")
    for shown in ("News for you", "“the bath is <b>cold</b>”", "What we did", NEWS, "Did it help?", "😞 No"):
        assert shown in sheet.words.replace("“ ", "“").replace(" ”", "”")
    assert "<b>cold" not in sheet.html and "<script" not in sheet.html
    assert "style-src 'sha256-" in sheet.response.headers["content-security-policy"]
    await tell(world, action)
    await answer(world, action, "did_not_help")
    assert "Did it help?" not in (await visitor.get(f"/actions/{action.id}/sheet")).words
    with world.store.read() as tx:
        (item,) = feedback.about_action(tx, action.id)
    assert NEWS in (await visitor.get(f"/feedback/{item.id}/sheet")).words


async def test_the_pack_says_how_it_was_told_and_asked(world: World, catalogue: Catalogue) -> None:
    action = done(world)
    await tell(world, action, how="advocate", who="other", who_name="Ana Invented")
    world.clock.on(days=3)
    await answer(world, action, "helped_a_bit", voice="on_behalf")
    facts = json.loads(render(world.store, world.cast.person.id, None, "json", catalogue))
    [thing] = facts["things"]
    assert thing["told"][-1] == {
        "message": updates.TELL_DONE,
        "how": "advocate",
        "told_by": "Ana Invented",
        "told_on": "2026-11-24",
        "heard_on": "2026-11-24",
    }
    [given] = thing["helped"]
    assert given == {
        "outcome": "helped_a_bit",
        "on": "2026-11-27",
        "voice": "on_behalf",
        "how": "face_to_face",
        "asked_by": "Mara Sample",
    }
    page = seen(render(world.store, world.cast.person.id, None, "html", catalogue))
    assert "On Tuesday 24 November we told you what we did. Ana Invented told you. They speak up for you." in page
    assert "Someone said for you: 😐 A bit Mara Sample asked you." in page
    assert "You said: 😐" not in page


async def test_the_pack_shows_what_was_written_down_as_that(world: World, catalogue: Catalogue) -> None:
    world.says("typed by myself")
    await send(world, words="said to wes", present="nobody_else")
    await send(world, words="on paper", route="paper", voice="self_with_support", helper="Ana Invented")
    await send(world, words="mum says so", voice="on_behalf", present="family_or_friend")
    await send(world, words="walked out", voice="staff_observation", outcome="unclear")
    with world.store.write() as tx:
        today = tx.today
        pack = reviews.pack(tx, SYSTEM, world.cast.person.id, today, today)
    things = seen(as_html(pack, catalogue)).split("<article>")[1:]
    by_words = {words: thing for thing in things for words in re.findall(r'class="words">([^<]+)<', thing)}
    assert "You said this to us face to face on" in by_words["said to wes"]
    assert "Wes Sample wrote it down." in by_words["said to wes"]
    assert "Nobody else was there." in by_words["said to wes"]
    assert "You told us this on paper on" in by_words["on paper"]
    assert "Someone helped you to say it." in by_words["on paper"]
    assert "The person who helped was Ana Invented." in by_words["on paper"]
    for words, line in (("mum says so", "Someone told us this for you on"), ("walked out", "Staff saw this on")):
        assert line in by_words[words] and "You said" not in by_words[words]
        assert "🗣️ Someone told us" in by_words[words]
    assert "We do not know how it was for you." in by_words["walked out"]
    for words, thing in by_words.items():
        assert ("wrote it down" in thing) is (words != "typed by myself")
        assert ("We do not know if someone helped you" in thing) is (words == "typed by myself")
    facts = as_json(pack)
    assert facts["own_voice"] == {"own": 3, "of": 5, "in_the_chat": 1, "with_staff_present": 2}
    said = {one["said"]["words"]: one["said"] for one in facts["things"]}
    assert (said["mum says so"]["own_voice"], said["mum says so"]["written_down_by"]) == (False, "Wes Sample")
    assert (said["typed by myself"]["route"], said["typed by myself"]["written_down_by"]) == ("chat_text", None)
    assert said["on paper"]["helper"] == "Ana Invented" and said["on paper"]["present"] == "staff"


async def test_answers_of_others_are_kept_apart_in_the_store(world: World) -> None:
    action = done(world)
    await tell(world, action)
    await answer(world, action, "helped", voice="staff_observation")
    with world.store.read() as tx:
        [given] = outcomes.of_action(tx, action.id)
    assert (given.outcome, given.voice) == (DidItHelp.HELPED, Voice.STAFF_OBSERVATION)
    assert now(world, action).status is ActionStatus.PERSON_TOLD


@pytest.mark.browser
@pytest.mark.parametrize("phone", [False, True])
async def test_the_pages_read_well_for_everyone(site: Site, phone: bool) -> None:
    world = site.world
    action, waiting = done(world), done(world, "it is dark")
    await tell(world, action)
    world.clock.on(days=3)
    tab = await site.signed_in(world.cast.manager, phone=phone)
    paths = (f"/actions/{action.id}/asked", f"/actions/{waiting.id}/told", f"/actions/{action.id}/sheet")
    for path in ("/", f"/actions/{action.id}", *paths):
        answered = await tab.goto(f"{site.address}{path}")
        assert answered is not None and answered.ok
        assert await violations(tab) == [], path
    await tab.goto(f"{site.address}/actions/{action.id}/asked")
    await tab.get_by_role("button", name="Keep the answer").click()
    await tab.get_by_text("There is a problem").wait_for()
    assert await violations(tab) == []
