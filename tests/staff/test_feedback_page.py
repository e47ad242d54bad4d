"""One thing a person said, and the decision about it."""

from __future__ import annotations

from datetime import date

import pytest

from storage import concerns, contents, drafts, feedback, pending_actions, updates
from storage.audit import SYSTEM
from storage.feedback import Feedback
from storage.heard import Heard, Point
from storage.vocabulary import ActionStatus, FeedbackStatus, HelpedBy, Outcome, Topic, Triage, VisibleTo, WhatChanges
from tests.staff.browser import Site
from tests.staff.invented_history import History
from tests.staff.world import World
from tests.support.chromium import violations
from tests.support.seen import seen

CHANGE = "The music stops at 9 at night."


def agreeing(world: World, **changed: str) -> dict[str, str]:
    """A form that agrees on an action, with some fields changed."""
    form = {"decision": "action", "words": CHANGE, "changes": "routine", "owner": world.cast.worker.id}
    return {**form, "due-day": "27", "due-month": "11", "due-year": "2026", **changed}


def now(world: World, item: Feedback) -> Feedback:
    with world.store.read() as tx:
        return feedback.one(tx, item.id)


def told(world: World) -> list[str]:
    """The names of what waits to be told."""
    with world.store.read() as tx:
        return [one.response for one in updates.to_queue(tx)]


async def test_the_page_shows_everything_known_about_it(world: World) -> None:
    item = world.says("it is <script>alert(1)</script> loud 😡")
    History(world).helped_by(item.id, HelpedBy.ALONE)
    page = await world.signed_in(world.cast.worker).get(f"/feedback/{item.id}")
    assert (
        "“it is &lt;script&gt;alert(1)&lt;/script&gt; loud 😡”" in seen(page.html) and "<script>alert" not in page.html
    )
    for shown in (
        "😞 Bad",
        "Said today at 10:00am",
        "House Plum House",
        "How it came Words in the chat",
        "Whose words The person",
        "Who helped On their own",
        "Who may see it Staff of the house",
        "Decide by Friday 27 November",
    ):
        assert shown in page.words
    assert 'value="1"' in page.html and 'value="12"' in page.html  # a working week ahead is offered: 1 December


async def test_what_was_said_with_it_and_what_it_is_about(world: World) -> None:
    with world.store.write() as tx:
        draft = drafts.start(tx, world.cast.person.id)
        words = contents.keep(tx, SYSTEM, world.cast.person.id, "bus late but <b>pub</b> was brill")
        bus = Point(Outcome.DID_NOT_WORK, (Topic.TRANSPORT, Topic.STAFF), 0, 8)
        pub = Point(Outcome.WORKED, (), 13, 33)
        drafts.add_words(tx, draft.id, words, Heard(Outcome.MIXED, (), (bus, pub)))
        first = feedback.send(tx, draft.id)
        [second] = feedback.said_with(tx, world.cast.worker, first)
    worker = world.signed_in(world.cast.worker)
    page = await worker.get(f"/feedback/{first.id}")
    assert "About Transport, staff (as the computer read it)" in page.words
    assert "Said together with “<b>pub</b> was brill” 😊 Good" in page.words
    assert "All that was said: “bus late but <b>pub</b> was brill”" in page.words
    assert "<b>pub" not in page.html and f'href="/staff/feedback/{second.id}"' in page.html
    other = await worker.get(f"/feedback/{second.id}")
    assert "Said together with “bus late” 😞 Bad" in other.words and "computer" not in other.words
    alone = await worker.get(f"/feedback/{world.says('it is loud').id}")
    assert "Said together" not in alone.words and "All that was said" not in alone.words


async def test_a_face_without_words(world: World) -> None:
    item = world.says(None, Outcome.WORKED)
    page = await world.signed_in(world.cast.worker).get(f"/feedback/{item.id}")
    assert "😊 Good" in page.words and "How it came A tap or emoji in the chat" in page.words


async def test_agreeing_on_an_action(world: World) -> None:
    item, visitor = world.says("it is loud"), world.signed_in(world.cast.manager)
    form = agreeing(world, about=world.cast.manager.id, note="Ask the neighbour too.")
    answer = await visitor.post(f"/feedback/{item.id}", **form)
    assert (answer.status, answer.location) == (303, "/staff/")
    kept = now(world, item)
    assert (kept.status, kept.decision) == (FeedbackStatus.ACTION_AGREED, Triage.ACTION)
    assert not kept.possible_complaint and kept.note == "Ask the neighbour too."
    assert kept.about_staff_id == world.cast.manager.id
    with world.store.read() as tx:
        action = pending_actions.one(tx, str(kept.pending_action_id))
    assert (action.owner_id, action.what_changes) == (world.cast.worker.id, WhatChanges.ROUTINE)
    assert (action.what_will_be_different, action.due_on) == (CHANGE, date(2026, 11, 27))
    assert told(world) == [updates.TELL_AGREED]
    assert world.told == [world.cast.person.id]
    board = await visitor.get("/")
    assert "Your decision is kept." in board.words
    assert "Your decision is kept." not in (await visitor.get("/")).words
    page = (await visitor.get(f"/feedback/{item.id}")).words
    assert "Decision Do something about it" in page and "About Mara Sample" in page and CHANGE in page


@pytest.mark.parametrize(
    ("decision", "response", "status"),
    [
        ("noted", "utter_update_noted", FeedbackStatus.NOTED),
        ("thanks", "utter_update_noted", FeedbackStatus.NOTED),
        # Whoever handles it tells of it.
        ("complaint", None, FeedbackStatus.PASSED_TO_COMPLAINT),
    ],
)
async def test_decisions_without_an_action(
    world: World, decision: str, response: str | None, status: FeedbackStatus
) -> None:
    item = world.says("it is loud")
    answer = await world.signed_in(world.cast.worker).post(f"/feedback/{item.id}", decision=decision, note="Read.")
    assert answer.location == "/staff/"
    kept = now(world, item)
    assert (kept.status, kept.decision, kept.note) == (status, Triage(decision), "Read.")
    assert told(world) == ([] if response is None else [response]) and world.told == [world.cast.person.id]


async def test_part_of_an_action_there_is(world: World) -> None:
    history = History(world)
    action = history.agree(world.says("it is loud").id, CHANGE)
    history.agree(world.says("hello", person=world.cast.person).id, "You get fish.")
    item, visitor = world.says("loud again"), world.signed_in(world.cast.worker)
    assert CHANGE in (await visitor.get(f"/feedback/{item.id}")).words
    missing = await visitor.post(f"/feedback/{item.id}", decision="part_of_existing")
    assert missing.status == 422 and "Choose the action it is part of." in missing.words
    await visitor.post(f"/feedback/{item.id}", decision="part_of_existing", part_of=action.id)
    kept = now(world, item)
    assert (kept.status, kept.pending_action_id) == (FeedbackStatus.LINKED, action.id)
    assert told(world) == ["utter_update_joined"]


async def test_a_worry_goes_to_the_lead_and_the_house_sees_noted(world: World) -> None:
    item, visitor = world.says("he pushed me"), world.signed_in(world.cast.worker)
    form = {"about": world.cast.manager.id, "note": "I saw a bruise.", "possible_complaint": "yes"}
    answer = await visitor.post(f"/feedback/{item.id}", decision="worry_about_safety", **form)
    assert "The safeguarding lead has it now." in (await visitor.get("/")).words
    kept = now(world, item)
    assert (answer.status, kept.status, kept.decision) == (303, FeedbackStatus.NOTED, Triage.NOTED)
    # Nothing of it may show in the house: not the note, nor whom it is about.
    assert (kept.note, kept.about_staff_id, kept.possible_complaint) == (None, None, False)
    noted = world.says("he pushed me")
    await visitor.post(f"/feedback/{noted.id}", decision="noted")
    for member in (world.cast.worker, world.cast.manager):
        looks = [(await world.signed_in(member).get(f"/feedback/{one.id}")).words for one in (item, noted)]
        assert looks[0] == looks[1]
    assert told(world) == ["utter_update_noted", "utter_update_noted"]
    with world.store.read() as tx:
        (concern,) = concerns.for_lead(tx, world.cast.lead)
        _, notes = concerns.one_for_lead(tx, world.cast.lead, concern.id)
    assert (concern.tier, concern.kind, concern.words) == ("amber", "staff_worry", "he pushed me")
    written = {note.note for note in notes}
    assert written == {"I saw a bruise.", "About Mara Sample, a member of staff.", "It may also be a complaint."}


@pytest.mark.parametrize(
    ("changed", "advice"),
    [
        ({"decision": ""}, "Choose what you will do."),
        ({"decision": "nonsense"}, "Choose what you will do."),
        ({"words": " "}, "Write what will be different for the person."),
        ({"words": "We will facilitate it."}, "“facilitate” is a hard word."),
        ({"words": "Wes asks. Mara helps. You sleep."}, "Use 2 or fewer."),
        ({"changes": ""}, "Choose what kind of thing changes."),
        ({"owner": ""}, "Choose who owns the action."),
        ({"owner": "no-such-member"}, "Choose an owner who works in this house."),
        ({"due-day": "", "due-month": "", "due-year": ""}, "Type the day by which it will be done."),
        ({"due-day": "31", "due-month": "2"}, "Type a real day, such as 27 11 2026."),
        ({"due-year": "2025"}, "This day is in the past."),
    ],
)
async def test_a_form_that_is_not_in_order_comes_back_with_all_that_was_typed(
    world: World, changed: dict[str, str], advice: str
) -> None:
    item, form = world.says("it is loud"), agreeing(world, note="Ask <b>him</b>.", possible_complaint="yes", **changed)
    page = await world.signed_in(world.cast.manager).post(f"/feedback/{item.id}", **form)
    assert page.status == 422
    assert "There is a problem" in page.words and page.words.count(advice) >= 2  # in the list and at the field
    assert "Error: What Pim Testwell said" in page.html
    assert form["words"].strip() in page.html and "Ask &lt;b&gt;him&lt;/b&gt;." in page.html
    assert f'id="due-day" name="due-day" type="text" value="{form["due-day"]}"' in page.html or not form["due-day"]
    if form["owner"] == world.cast.worker.id:
        assert f'<option value="{form["owner"]}" selected>' in page.html
    assert now(world, item).status is FeedbackStatus.RECEIVED
    assert world.told == []


async def test_whom_it_is_about_does_not_own_it(world: World) -> None:
    item = world.says("wes is rude")
    form = agreeing(world, about=world.cast.worker.id)
    page = await world.signed_in(world.cast.manager).post(f"/feedback/{item.id}", **form)
    assert page.status == 422 and "Choose someone else to own the action." in page.words


async def test_what_only_the_manager_may_see_is_offered_to_managers_alone(world: World) -> None:
    item = world.says("wes is rude", visible_to=VisibleTo.ONLY_MANAGER)
    visitor = world.signed_in(world.cast.manager)
    owners = (await visitor.get(f"/feedback/{item.id}")).html.split('id="owner"')[1].split("</select>")[0]
    assert "Mara Sample" in owners and "Wes Sample" not in owners


async def test_a_decision_sent_twice_is_made_once(world: World) -> None:
    item, visitor = world.says("it is loud"), world.signed_in(world.cast.worker)
    await visitor.post(f"/feedback/{item.id}", **agreeing(world))
    again = await visitor.post(f"/feedback/{item.id}", **agreeing(world))
    assert again.location == f"/staff/feedback/{item.id}"
    assert "It was decided already." in (await visitor.get(f"/feedback/{item.id}")).words
    assert told(world) == [updates.TELL_AGREED]
    with world.store.read() as tx:
        assert len(pending_actions.of_person(tx, world.cast.person.id)) == 1


async def test_without_scripts_one_can_look_before_keeping(world: World) -> None:
    item, visitor = world.says("it is loud"), world.signed_in(world.cast.worker)
    page = await visitor.post(f"/feedback/{item.id}", **agreeing(world), step="preview")
    assert page.status == 200
    assert f"We will do this by Friday 27 November: {CHANGE}" in page.words
    assert "I have news for you. You said: “it is loud”" in page.words
    assert now(world, item).status is FeedbackStatus.RECEIVED


async def test_words_said_again_have_a_page_of_their_own(world: World) -> None:
    item = world.says("it is loud")
    with world.store.write() as tx:
        anew = feedback.send(tx, drafts.start(tx, item.person_id, replaces_id=item.id, outcome="worked").id)
    worker = world.signed_in(world.cast.worker)
    assert (await worker.get(f"/feedback/{item.id}")).status == 404
    assert "sent this in place of earlier words" in (await worker.get(f"/feedback/{anew.id}")).words
    assert "earlier words" not in (await worker.get(f"/feedback/{world.says('it is dark').id}")).words


@pytest.mark.browser
@pytest.mark.parametrize("phone", [False, True])
async def test_triage_by_keyboard_alone(site: Site, phone: bool) -> None:
    item = site.world.says("it is loud")
    tab = await site.signed_in(site.world.cast.worker, phone=phone)
    await tab.goto(f"{site.address}/feedback/{item.id}")
    assert not await tab.get_by_label("Who owns it?").is_visible()
    await tab.get_by_label("Do something about it").focus()
    await tab.keyboard.press("Space")
    await tab.keyboard.press("Tab")
    await tab.keyboard.type("We will facilitate it.")
    await tab.get_by_text("“facilitate” is a hard word.").wait_for()
    assert await violations(tab) == []
    await tab.keyboard.press("ControlOrMeta+a")
    await tab.keyboard.type(CHANGE)
    await tab.get_by_text("These words are good to send.").wait_for()
    await tab.get_by_text(f"We will do this by Tuesday 1 December: {CHANGE}").wait_for()
    for key in ("Tab", "Tab", "Space", "Tab"):  # over "Hear it" to the kind, and on to the owner
        await tab.keyboard.press(key)
    await tab.keyboard.type("Wes")
    await tab.get_by_role("button", name="Keep the decision").focus()
    await tab.keyboard.press("Enter")
    await tab.get_by_text("Your decision is kept.").wait_for()
    with site.world.store.read() as tx:
        (action,) = pending_actions.of_person(tx, site.world.cast.person.id)
    assert (action.status, action.what_will_be_different) == (ActionStatus.AGREED, CHANGE)


@pytest.mark.browser
async def test_triage_without_scripts(site: Site) -> None:
    item = site.world.says("it is loud")
    tab = await site.signed_in(site.world.cast.worker, java_script=False)
    await tab.goto(f"{site.address}/feedback/{item.id}")
    await tab.get_by_label("Do something about it").check()
    await tab.get_by_label("What will be different for Pim Testwell?").fill("We will facilitate it.")
    await tab.get_by_role("button", name="Keep the decision").click()
    assert await tab.get_by_role("link", name="“facilitate” is a hard word.").is_visible()
    await tab.get_by_label("What will be different for Pim Testwell?").fill(CHANGE)
    await tab.get_by_role("button", name="Show it").click()
    assert await tab.get_by_text(f"We will do this by Tuesday 1 December: {CHANGE}").is_visible()
    await tab.get_by_label("Routine").check()
    await tab.get_by_label("Who owns it?").select_option("Wes Sample (you)")
    await tab.get_by_role("button", name="Keep the decision").click()
    assert await tab.get_by_text("Your decision is kept.").is_visible()


@pytest.mark.browser
@pytest.mark.parametrize("phone", [False, True])
async def test_errors_and_the_decision_read_well_for_everyone(site: Site, phone: bool) -> None:
    item = site.world.says("it is loud")
    tab = await site.signed_in(site.world.cast.worker, phone=phone)
    await tab.goto(f"{site.address}/feedback/{item.id}")
    await tab.get_by_label("Do something about it").check()
    await tab.get_by_role("button", name="Keep the decision").click()
    await tab.get_by_text("There is a problem").wait_for()
    assert await tab.evaluate("document.activeElement.className") == "govuk-error-summary"
    assert await violations(tab) == []
    await tab.get_by_label("Thanks").check()
    await tab.get_by_role("button", name="Keep the decision").click()
    await tab.goto(f"{site.address}/feedback/{item.id}")
    await tab.get_by_role("heading", name="What was decided").wait_for()
    assert await violations(tab) == []
