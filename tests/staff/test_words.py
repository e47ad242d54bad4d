"""Checking, showing and hearing a sentence while it is being written."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pytest
import soundfile

from storage import how_messages
from storage.vocabulary import Sound, VisibleTo
from tests.staff.browser import Site
from tests.staff.invented_history import History
from tests.staff.world import Page, Visitor, World


async def sent(visitor: Visitor, path: str, **form: str) -> Page:
    token = await visitor.token("/account")  # the board would leave a line in the trail
    headers = {"accept": "application/json"}
    return Page(await visitor.client.post(f"/staff{path}", data={"csrf_token": token, **form}, headers=headers))


async def test_findings_and_the_messages_as_they_will_be_seen(world: World) -> None:
    item, visitor = world.says("it is “very” loud"), world.signed_in(world.cast.worker)
    about = {"kind": "agreed", "subject": item.id, "due-day": "27", "due-month": "11", "due-year": "2026"}
    good = (await sent(visitor, "/check-words", **about, words="You  sleep\nwell.")).response.json()
    assert good["findings"] == []
    assert good["bubbles"] == [
        "I have news for you. You said: “it is “very” loud”",
        "We will do this by Friday 27 November: You sleep well.",
    ]
    bad = (await sent(visitor, "/check-words", **about, words="We facilitate it.")).response.json()
    assert [one["excerpt"] for one in bad["findings"]] == ["facilitate"]
    assert all(one["advice"] and one["rule"] for one in bad["findings"])


async def test_a_day_that_is_not_typed_yet_is_left_open(world: World) -> None:
    item, visitor = world.says("it is loud"), world.signed_in(world.cast.worker)
    form = {"kind": "agreed", "subject": item.id, "words": "You sleep well.", "due-day": "99"}
    answer = (await sent(visitor, "/check-words", **form)).response.json()
    assert answer["bubbles"][1] == "We will do this by …: You sleep well."


async def test_hard_words_of_the_person_are_theirs_to_use(world: World) -> None:
    said = "the ”endeavour” ship!! is it it? was it? (yes); no"
    action = History(world).agree(world.says(said).id, "You see the ship.")
    form = {"kind": "done", "subject": action.id, "words": "You saw the ship."}
    answer = (await sent(world.signed_in(world.cast.worker), "/check-words", **form)).response.json()
    assert answer["findings"] == [] and said in answer["bubbles"][0]


@pytest.mark.parametrize("form", [{"words": ""}, {"words": "You sleep.", "kind": ""}])
async def test_nothing_is_said_before_there_is_something_to_check(world: World, form: dict[str, str]) -> None:
    about = {"kind": "agreed", "subject": world.says("it is loud").id}
    answer = await sent(world.signed_in(world.cast.worker), "/check-words", **{**about, **form})
    assert answer.response.json() == {"findings": [], "bubbles": []}


@pytest.mark.parametrize("path", ["/check-words", "/hear"])
async def test_only_about_what_one_may_see(world: World, path: str) -> None:
    item = world.says("wes is rude", visible_to=VisibleTo.ONLY_MANAGER)
    form = {"kind": "agreed", "subject": item.id, "words": "You sleep well."}
    assert (await sent(world.signed_in(world.cast.manager), path, **form)).status == 200
    for member in (world.cast.worker, world.cast.stranger, world.cast.lead):
        assert (await sent(world.signed_in(member), path, **form)).status == 404
    assert (await sent(world.signed_in(world.cast.manager), path, **{**form, "kind": "done"})).status == 404


async def test_a_script_of_nobody_is_told_to_sign_in(world: World) -> None:
    answer = await world.client().post("/staff/check-words", headers={"accept": "application/json"}, data={"a": "b"})
    assert answer.status_code == 401 and answer.json() == {"error": "Sign in again."}


async def test_checking_leaves_no_line_in_the_trail(world: World) -> None:
    item, visitor = world.says("it is loud"), world.signed_in(world.cast.worker)
    before = len(trail(world))
    await sent(visitor, "/check-words", kind="agreed", subject=item.id, words="You sleep well.")
    assert len(trail(world)) == before
    await visitor.get(f"/feedback/{item.id}")
    assert trail(world)[-2:] == ["view_feedback", "view_words"]


def trail(world: World) -> list[str]:
    with world.store.read() as tx:
        rows = tx.connection.exec_driver_sql("SELECT verb FROM audit_events ORDER BY position")
        return [row[0] for row in rows]


async def test_it_is_heard_at_the_persons_pace_and_not_kept(world: World, recordings: Path) -> None:
    item, visitor = world.says("it is loud"), world.signed_in(world.cast.worker)
    form = {"kind": "agreed", "subject": item.id, "words": "You sleep well."}
    lengths = []
    for sound in (Sound.ON, Sound.SLOWER):
        with world.store.write() as tx:
            how_messages.apply(tx, world.cast.person.id, sound)
        answer = await sent(visitor, "/hear", **form)
        assert answer.response.headers["content-type"] == "audio/mpeg"
        lengths.append(timedelta(seconds=soundfile.info(io.BytesIO(answer.response.content)).duration))
    assert timedelta(seconds=3) < lengths[0] < lengths[1]
    assert list(recordings.rglob("*.*")) == []


async def test_nothing_to_hear_yet(world: World) -> None:
    item = world.says("it is loud")
    page = await sent(world.signed_in(world.cast.worker), "/hear", kind="agreed", subject=item.id, words="")
    assert page.status == 422 and "Write the sentence first." in page.words


@pytest.mark.browser
async def test_hearing_without_scripts_opens_the_sound(site: Site) -> None:
    item = site.world.says("it is loud")
    tab = await site.signed_in(site.world.cast.worker, java_script=False)
    await tab.goto(f"{site.address}/feedback/{item.id}")
    await tab.get_by_label("What will be different for Pim Testwell?").fill("You sleep well.")
    async with tab.context.expect_page() as opened:
        await tab.get_by_role("button", name="Hear it").click()
    sound = await opened.value
    await sound.locator("video, audio").wait_for()
