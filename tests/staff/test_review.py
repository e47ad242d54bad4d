"""Holding a review: the person picks what goes in, decisions are recorded, the next day is set, and it can be printed."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

import pytest

from storage import drafts, feedback, reviews
from storage.reviews import Review
from storage.vocabulary import Outcome, VisibleTo
from tests.staff.browser import Site
from tests.staff.invented_history import a_small_one
from tests.staff.world import Page, Visitor, World
from tests.support.chromium import violations

BY = {"by-day": "4", "by-month": "12", "by-year": "2026"}
NEXT = {"next-day": "23", "next-month": "2", "next-year": "2027"}
TODAY = {"next-day": "24", "next-month": "11", "next-year": "2026"}


@dataclass
class Meeting:
    """The review page of the one person, as the worker holds it."""

    world: World
    visitor: Visitor

    @property
    def path(self) -> str:
        return f"/people/{self.world.cast.person.id}/review"

    def review(self) -> Review:
        with self.world.store.write() as tx:
            return reviews.prepare(tx, self.world.cast.worker, self.world.cast.person.id)

    async def open(self) -> Page:
        return await self.visitor.get(self.path)

    async def post(self, do: str, **form: str) -> Page:
        return await self.visitor.post(self.path, token_from=self.path, do=do, **{"review": self.review().id, **form})

    async def pack(self, review: Review | None = None, ending: str = "") -> Page:
        review_id = (review or self.review()).id
        return await self.visitor.get(f"/people/{self.world.cast.person.id}/reviews/{review_id}/pack{ending}")


@pytest.fixture
def meeting(world: World) -> Meeting:
    return Meeting(world, world.signed_in(world.cast.worker))


async def test_the_page_shows_each_thing_in_five_steps_ready_to_be_picked(world: World, meeting: Meeting) -> None:
    a_small_one(world)
    page = await meeting.open()

    assert page.html.count('type="checkbox"') == page.html.count(" checked>") == 5
    assert page.words.count("📌 Still open") == 5
    assert "from Monday 24 August to today" in page.words or "from Tuesday 25 August to today" in page.words
    assert "<b>too loud" not in page.html and "“It is <b>too loud</b> at night" in page.words


async def test_what_only_the_manager_may_see_is_not_there_for_the_manager_either(world: World) -> None:
    world.says("Only for the manager to know", visible_to=VisibleTo.ONLY_MANAGER)
    page = await world.signed_in(world.cast.manager).get(f"/people/{world.cast.person.id}/review")

    assert "Only for the manager to know" not in page.words


async def test_an_empty_time_says_so(meeting: Meeting) -> None:
    assert "has said nothing that goes in a review in this time" in (await meeting.open()).words
    assert "There is nothing to show for this time." in (await meeting.pack()).words


async def test_only_what_the_person_picked_is_in_the_pack(world: World, meeting: Meeting) -> None:
    keep, hide = world.says("Talk about this"), world.says("Not about this")
    answer = await meeting.post("choose", **{f"include-{keep.id}": "yes"})
    page = await meeting.open()

    assert answer.status == 303 and "It is kept what goes in." in page.words
    assert re.search(rf'id="include-{keep.id}"[^>]* checked>', page.html)
    assert not re.search(rf'id="include-{hide.id}"[^>]* checked>', page.html)
    pack = await meeting.pack()
    assert "Talk about this" in pack.words and "Not about this" not in pack.words
    assert "Not about this" not in (await meeting.pack(ending=".json")).html


async def test_a_person_who_said_a_great_deal_can_pick_as_well(world: World, meeting: Meeting) -> None:
    with world.store.write() as tx:
        for _ in range(250):
            feedback.send(tx, drafts.start(tx, world.cast.person.id, outcome=Outcome.WORKED).id)
    page = await meeting.open()
    ticked = re.findall(r'name="(include-[^"]+)"', page.html)
    answer = await meeting.post("choose", **dict.fromkeys(ticked[:240], "yes"))

    assert answer.status == 303
    assert (await meeting.open()).html.count(" checked>") == 240


async def test_a_decision_is_kept_and_stands_on_the_page_for_the_person(meeting: Meeting) -> None:
    answer = await meeting.post("decide", decision="Wes will go to the shop with Pim.", who_does_it="Wes Sample", **BY)

    assert answer.status == 303
    assert "Wes will go to the shop with Pim. Wes Sample does it, by Friday 4 December." in (await meeting.open()).words
    pack = await meeting.pack()
    assert "Wes will go to the shop with Pim. Wes Sample will do this by Friday 4 December." in pack.words


async def test_a_decision_without_a_day_names_none(meeting: Meeting) -> None:
    await meeting.post("decide", decision="We will ask about the bus again.", who_does_it="Wes Sample")

    assert "Wes Sample will do this. " in (await meeting.pack()).words


@pytest.mark.parametrize(
    ("form", "advice"),
    [
        ({"decision": "", "who_does_it": "Wes"}, "Write what was decided."),
        ({"decision": "We will go out.", "who_does_it": ""}, "Write who does it, in 120 letters or fewer."),
        ({"decision": "We will go out.", "who_does_it": "W" * 121}, "Write who does it, in 120 letters or fewer."),
        ({"decision": "We will facilitate it.", "who_does_it": "Wes"}, "“facilitate” is a hard word."),
        ({"decision": "We will go out.", "who_does_it": "Wes", "by-day": "soon"}, "Type a real day"),
    ],
)
async def test_a_decision_that_will_not_do_says_what_to_mend_and_loses_nothing(
    meeting: Meeting, form: dict[str, str], advice: str
) -> None:
    page = await meeting.post("decide", **form)

    assert page.status == 422 and advice in page.words
    assert form["decision"] in page.words
    assert f'value="{form["who_does_it"]}"' in page.html or not form["who_does_it"]
    assert meeting.review().decisions == ()


async def test_names_of_the_house_may_stand_in_a_decision(meeting: Meeting) -> None:
    page = await meeting.post("decide", decision="Bartholomew will help Pim.", who_does_it="Bartholomew")

    assert page.status == 303


async def test_the_review_is_held_with_a_next_day_and_stands_under_earlier_ones(world: World, meeting: Meeting) -> None:
    world.says("The door sticks")
    held = meeting.review()
    await meeting.post("decide", decision="We will mend the door.", who_does_it="Wes Sample")
    answer = await meeting.post("hold", **NEXT)
    page = await meeting.open()

    assert answer.status == 303
    assert "Held today" in page.words and "1 decision, next on Tuesday 23 February 2027" in page.words
    pack = await meeting.pack(held)
    assert "We met on Tuesday 24 November." in pack.words
    assert "We will meet again on Tuesday 23 February 2027." in pack.words
    assert "The door sticks" in pack.words
    assert meeting.review().id != held.id


@pytest.mark.parametrize(
    ("day", "advice"), [({}, "Type the day"), ({"next-day": "31"}, "a real day"), (TODAY, "in the future")]
)
async def test_the_next_review_needs_a_day_in_the_future(meeting: Meeting, day: dict[str, str], advice: str) -> None:
    page = await meeting.post("hold", **day)

    assert page.status == 422 and advice in page.words


@pytest.mark.parametrize(
    ("do", "form"),
    [
        ("choose", {}),
        ("decide", {"decision": "We will go out.", "who_does_it": "Wes"}),
        ("hold", NEXT),
    ],
)
async def test_a_page_left_open_changes_nothing_of_a_review_that_was_held_meanwhile(
    meeting: Meeting, do: str, form: dict[str, str]
) -> None:
    old = meeting.review().id
    await meeting.post("hold", **NEXT)
    page = await meeting.post(do, review=old, **form)

    assert page.status == 422 and "This review has been held." in page.words


async def test_the_json_is_a_file_with_the_facts_and_the_meeting(world: World, meeting: Meeting) -> None:
    world.says("The door sticks")
    await meeting.post("decide", decision="We will mend the door.", who_does_it="Wes Sample", **BY)
    page = await meeting.pack(ending=".json")
    found = json.loads(page.html)

    assert page.response.headers["content-disposition"] == 'attachment; filename="review-2026-11-24.json"'
    assert [one["said"]["words"] for one in found["things"]] == ["The door sticks"]
    assert found["review"]["decisions"] == [
        {"decision": "We will mend the door.", "who_does_it": "Wes Sample", "by": "2026-12-04"}
    ]


@pytest.mark.parametrize("who", ["stranger", "lead"])
async def test_others_get_the_page_that_does_not_exist(world: World, meeting: Meeting, who: str) -> None:
    visitor = world.signed_in(getattr(world.cast, who))
    review, nowhere = meeting.review(), await visitor.get("/people/nobody/review")
    person = f"/people/{world.cast.person.id}"

    for path in (f"{person}/review", f"{person}/reviews/{review.id}/pack", f"{person}/reviews/{review.id}/pack.json"):
        assert ((await visitor.get(path)).status, (await visitor.get(path)).html) == (404, nowhere.html)
    for form in ({"do": "hold", **NEXT}, {"do": "choose"}):
        assert (await visitor.post(f"{person}/review", review=review.id, **form)).status == 404


async def test_a_review_does_not_open_under_another_person(world: World, meeting: Meeting) -> None:
    review = meeting.review()
    path = f"/people/{world.cast.other_person.id}/reviews/{review.id}/pack"

    assert (await meeting.visitor.get(path)).status == 404
    with world.store.write() as tx:
        theirs = reviews.prepare(tx, world.cast.stranger, world.cast.other_person.id)
    assert (await meeting.post("hold", review=theirs.id, **NEXT)).status == 404


async def test_the_printable_page_lets_no_script_and_no_other_style_run(meeting: Meeting) -> None:
    policy = (await meeting.pack()).response.headers["content-security-policy"]

    assert "default-src 'none'" in policy and "unsafe-inline" not in policy and "script-src" not in policy


@pytest.mark.browser
@pytest.mark.parametrize("phone", [False, True])
async def test_the_pages_have_no_barrier(site: Site, phone: bool) -> None:
    world = site.world
    a_small_one(world)
    meeting = Meeting(world, world.signed_in(world.cast.worker))
    await meeting.post("decide", decision="We will mend the door.", who_does_it="Wes Sample", **BY)
    tab = await site.signed_in(world.cast.worker, phone=phone)

    await tab.goto(site.address + meeting.path)
    assert await violations(tab) == []
    await tab.get_by_role("button", name="Keep this decision").click()
    await tab.get_by_text("There is a problem").wait_for()
    assert await violations(tab) == []
    await tab.get_by_role("link", name="to look at together or print").click()
    await tab.get_by_role("heading", name="What you said, and what we did").wait_for()
    assert await violations(tab) == []
    # The browser took the page's own style, which its policy names.
    assert await tab.locator("h2").first.evaluate("one => getComputedStyle(one).color") == "rgb(255, 255, 255)"


@pytest.mark.browser
async def test_a_review_is_held_without_javascript(site: Site) -> None:
    world = site.world
    world.says("Talk about this")
    world.says("Not about this")
    tab = await site.signed_in(world.cast.worker, phone=True, java_script=False)
    await tab.goto(f"{site.address}/people/{world.cast.person.id}")
    await tab.get_by_role("button", name="Hold a review with Pim Testwell").click()
    await tab.get_by_label("“Not about this”").uncheck()
    await tab.get_by_role("button", name="Keep what goes in").click()
    for part, typed in NEXT.items():
        await tab.locator(f"[name={part}]").fill(typed)
    await tab.get_by_role("button", name="We held the review").click()
    await tab.get_by_role("link", name="Held today").click()

    pack = await tab.inner_text("main")
    assert "Talk about this" in pack and "Not about this" not in pack
