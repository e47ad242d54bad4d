"""One pending action."""

from __future__ import annotations

from datetime import time

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from bot.schedule import QuietHours
from speech import Speech
from staff import application
from staff.settings import StaffSettings
from storage import pending_actions, updates
from storage.pending_actions import PendingAction
from storage.vocabulary import ActionStatus, DidItHelp
from tests.staff.browser import Site
from tests.staff.invented_history import History
from tests.staff.world import ADDRESS, World
from tests.support.chromium import violations
from wording.catalogue import Catalogue

CHANGE = "The music stops at 9 at night."
DONE = "The music stops at 9 now."
CANNOT = "The bus does not go there on Sunday."


def an_action(world: World) -> PendingAction:
    return History(world).agree(world.says("it is <i>loud</i> at night").id, CHANGE)


def now(world: World, action: PendingAction) -> PendingAction:
    with world.store.read() as tx:
        return pending_actions.one(tx, action.id)


async def test_the_page_shows_the_words_and_all_that_happened(world: World) -> None:
    history, action = History(world), an_action(world)
    history.hears()
    with world.store.write() as tx:
        pending_actions.start(tx, world.cast.worker, action.id)
    world.clock.on(days=1)
    history.finish(action.id, DONE)
    world.clock.on(days=3)
    history.answer(action.id, DidItHelp.DID_NOT_HELP)
    page = await world.signed_in(world.cast.manager).get(f"/actions/{action.id}")
    assert "“it is &lt;i&gt;loud&lt;/i&gt; at night”" in page.html
    for shown in (
        "Agreed, Tuesday 24 November at 10:00am",
        "Pim Testwell was told what will be different, Tuesday 24 November at 10:00am",
        "Pim Testwell showed that they read or heard what will be different, Tuesday 24 November at 11:00am",
        "Started, Tuesday 24 November at 11:00am",
        "Said to be done, Wednesday 25 November at 11:00am",
        "Pim Testwell was told what was done, Wednesday 25 November at 11:00am",
        "Pim Testwell was asked “Did it help?”, today at 11:00am",
        "Pim Testwell answered: No, it did not help, today at 11:00am",
        "Where it is Reopened: it did not help",
        "Did not help 1 time",
        "Owner Wes Sample House",
    ):
        assert shown in page.words
    assert page.words.index("Started") < page.words.index("Said to be done") < page.words.index("answered: No")


async def test_starting_it(world: World) -> None:
    action, visitor = an_action(world), world.signed_in(world.cast.worker)
    for _ in range(2):  # a double press starts it once
        answer = await visitor.post(f"/actions/{action.id}", step="start")
        assert answer.location == f"/staff/actions/{action.id}"
    assert now(world, action).status is ActionStatus.IN_PROGRESS
    page = await visitor.get(f"/actions/{action.id}")
    assert "You have started it." in page.words and "Start it" not in page.words


@pytest.mark.parametrize(
    ("kind", "words", "status", "response"),
    [
        ("done", DONE, ActionStatus.DONE, updates.TELL_DONE),
        ("cannot", CANNOT, ActionStatus.CANNOT_DO, updates.TELL_CANNOT),
    ],
)
async def test_finishing_it_tells_the_person(
    world: World, kind: str, words: str, status: ActionStatus, response: str
) -> None:
    action, visitor = an_action(world), world.signed_in(world.cast.worker)
    spaced = words.replace(" ", "\n ", 1)
    for _ in range(2):  # a double press tells it once
        answer = await visitor.post(f"/actions/{action.id}", step="finish", kind=kind, words=spaced)
        assert answer.location == f"/staff/actions/{action.id}"
    kept = now(world, action)
    assert (kept.status, kept.easy_words) == (status, words)
    with world.store.read() as tx:
        assert [one.response for one in updates.to_queue(tx)] == [response]
    assert world.told == [world.cast.person.id]
    page = await visitor.get(f"/actions/{action.id}")
    assert "The person will be told." in page.words and "Still to be sent to Pim Testwell" in page.words


@pytest.mark.parametrize("hour", [8, 22])
async def test_in_quiet_hours_the_page_says_until_when_news_waits(
    world: World, catalogue: Catalogue, speech: Speech, hour: int
) -> None:
    quiet = QuietHours(time(21), time(8))
    inner = application(world.store, catalogue, speech, StaffSettings(True, True, ADDRESS, quiet_until=quiet.over_at))
    world.pages = lambda _secure: Starlette(routes=[Mount("/staff", inner)])
    world.clock.now = world.clock.now.replace(hour=hour)
    action, visitor = an_action(world), world.signed_in(world.cast.worker)
    await visitor.post(f"/actions/{action.id}", step="finish", kind="done", words=DONE)
    page = await visitor.get(f"/actions/{action.id}")
    line = "Still to be sent to Pim Testwell: what was done"
    assert line in page.words
    assert (f"{line}. It goes out after 8:00am, when quiet hours are over" in page.words) == (hour == 22)


@pytest.mark.parametrize(
    ("form", "advice"),
    [
        ({"kind": "done", "words": ""}, "Write the sentence that the person will get."),
        ({"words": DONE}, "Choose whether it is done or cannot be done."),
        ({"kind": "agreed", "words": DONE}, "Choose whether it is done or cannot be done."),
        ({"kind": "done", "words": "We shall endeavour to."}, "“endeavour” is a hard word."),
        ({"kind": "done", "words": "It is done!!"}, "It can look like shouting."),
        ({"kind": "cannot", "words": "We cannot go. The bus is off."}, "This message has 3 sentences."),
        ({"kind": "cannot", "words": " ".join(["the bus is not here"] * 4)}, "Use 15 or fewer."),
        ({"kind": "cannot", "words": "What do you want?"}, "This asks 2 questions."),
        ({"kind": "done", "words": "x" * 700}, "This is too long."),
    ],
)
async def test_words_that_may_not_be_sent_come_back(world: World, form: dict[str, str], advice: str) -> None:
    action = an_action(world)
    page = await world.signed_in(world.cast.worker).post(f"/actions/{action.id}", step="finish", **form)
    assert page.status == 422
    assert page.words.count(advice) == 2  # in the list and at the field
    assert form["words"] in page.html
    assert now(world, action).status is ActionStatus.AGREED and world.told == []


async def test_the_names_a_person_knows_are_not_hard_words(world: World) -> None:
    action, words = an_action(world), "Mara Sample has a new key for Plum House."
    answer = await world.signed_in(world.cast.worker).post(
        f"/actions/{action.id}", step="finish", kind="done", words=words
    )
    assert answer.status == 303


async def test_without_scripts_one_can_look_before_telling(world: World) -> None:
    action = an_action(world)
    form = {"step": "preview", "kind": "cannot", "words": CANNOT}
    page = await world.signed_in(world.cast.worker).post(f"/actions/{action.id}", **form)
    assert "You said: “it is <i>loud</i> at night”" in page.words
    assert f"We cannot do it: {CANNOT} What else could we try?" in page.words
    assert now(world, action).status is ActionStatus.AGREED


async def test_it_closes_when_the_person_was_told(world: World) -> None:
    history, action, visitor = History(world), an_action(world), world.signed_in(world.cast.worker)
    early = await visitor.post(f"/actions/{action.id}", step="close")
    assert early.status == 422 and "Say first that it is done, or that it cannot be done." in early.words
    history.finish(action.id, DONE, deliver=False)
    untold = await visitor.post(f"/actions/{action.id}", step="close", reason="Away for a year.")
    assert untold.status == 422 and "Only a manager can close an action" in untold.words
    history.deliver()
    page = await visitor.get(f"/actions/{action.id}")
    assert "If you wait, we ask if it helped Friday 27 November." in page.words
    assert (await visitor.post(f"/actions/{action.id}", step="close")).location == "/staff/"
    assert now(world, action).status is ActionStatus.CLOSED
    assert "The action is closed." in (await visitor.get("/")).words


async def test_a_manager_closes_it_untold_only_with_a_reason(world: World) -> None:
    action, visitor = an_action(world), world.signed_in(world.cast.manager)
    History(world).finish(action.id, DONE, deliver=False)
    refused = await visitor.post(f"/actions/{action.id}", step="close", reason=" ")
    assert refused.status == 422 and "write down why they are not told" in refused.words
    await visitor.post(f"/actions/{action.id}", step="close", reason="Away <b>for a year</b>.")
    kept = now(world, action)
    assert (kept.status, kept.not_told_reason) == (ActionStatus.CLOSED, "Away <b>for a year</b>.")
    page = await visitor.get(f"/actions/{action.id}")
    assert "Away &lt;b&gt;for a year&lt;/b&gt;." in page.html


async def test_an_unknown_step_is_refused(world: World) -> None:
    action = an_action(world)
    assert (await world.signed_in(world.cast.worker).post(f"/actions/{action.id}", step="vanish")).status == 400


async def test_a_late_action_says_so(world: World) -> None:
    action = an_action(world)
    world.clock.on(days=8)
    page = await world.signed_in(world.cast.worker).get(f"/actions/{action.id}")
    assert "Overdue. It was due yesterday." in page.words


@pytest.mark.browser
@pytest.mark.parametrize("phone", [False, True])
async def test_finishing_with_help_while_typing(site: Site, phone: bool) -> None:
    action = an_action(site.world)
    site.world.clock.on(days=8)
    tab = await site.signed_in(site.world.cast.worker, phone=phone)
    await tab.goto(f"{site.address}/actions/{action.id}")
    await tab.get_by_label("It is done").focus()
    await tab.keyboard.press("Space")
    await tab.keyboard.press("Tab")
    await tab.keyboard.type("We shall endeavour to.")
    await tab.get_by_text("“endeavour” is a hard word.").wait_for()
    assert await violations(tab) == []
    await tab.get_by_label("What does Pim Testwell get told?").fill(DONE)
    await tab.get_by_text(f"We did this: {DONE}").wait_for()
    async with tab.expect_response("**/hear") as heard:
        await tab.get_by_role("button", name="Hear it").click()
    assert (await (await heard.value).header_value("content-type")) == "audio/mpeg"
    await tab.get_by_role("button", name="Keep it and tell Pim Testwell").click()
    await tab.get_by_text("The person will be told.").wait_for()
    assert await violations(tab) == []


@pytest.mark.browser
async def test_finishing_without_scripts(site: Site) -> None:
    action = an_action(site.world)
    tab = await site.signed_in(site.world.cast.worker, java_script=False)
    await tab.goto(f"{site.address}/actions/{action.id}")
    await tab.get_by_role("button", name="Start it").click()
    await tab.get_by_label("It cannot be done").check()
    await tab.get_by_label("What does Pim Testwell get told?").fill(CANNOT)
    await tab.get_by_role("button", name="Show it").click()
    assert await tab.get_by_text(f"We cannot do it: {CANNOT}").is_visible()
    await tab.get_by_role("button", name="Keep it and tell Pim Testwell").click()
    assert await tab.get_by_text("The person will be told.").is_visible()
    assert now(site.world, action).status is ActionStatus.CANNOT_DO
