"""Check-ins on the page of a person: chosen together, within the person's own limits, seen with what became of each day."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from storage import askings, check_ins, check_ins_for_staff, houses, own_times, updates
from storage.audit import Actor
from storage.check_ins import CheckIn
from storage.vocabulary import Asks, NotAsked, Pause, QuietTimes
from tests.staff.browser import Site
from tests.staff.world import Page, World
from tests.support.chromium import violations

SWIMMING = {"about": "swimming", "sign": "", "day-0": "yes", "at": "18:00", "together": "yes"}


def path(world: World) -> str:
    return f"/people/{world.cast.person.id}/check-ins"


async def send(world: World, do: str = "choose", **form: str) -> Page:
    fields = {**SWIMMING, **form} if do == "choose" else form
    return await world.signed_in(world.cast.worker).post(path(world), do=do, **fields)


def now(world: World) -> tuple[CheckIn, ...]:
    with world.store.read() as tx:
        return check_ins.of_person(tx, world.cast.person.id)


async def test_one_is_chosen_together_and_the_person_is_told_of_it(world: World) -> None:
    visitor, person = world.signed_in(world.cast.worker), world.cast.person
    assert f"{person.name} chose no check-ins." in (await visitor.get(f"/people/{person.id}")).words
    world.link_chat()
    sent = await send(world, about=" tea  with Sam ", sign="🍵", **{"day-3": "yes"})
    assert sent.location == f"/staff{path(world)}"
    [found] = now(world)
    assert (found.about, found.sign, found.weekdays, found.at) == ("tea with Sam", "🍵", (0, 3), time(18))
    page = await visitor.get(path(world))
    assert "tea with Sam Each Monday and Thursday at 6 in the evening" in page.words
    assert "Chosen with Wes Sample, today at 10:00am." in page.words
    with world.store.read() as tx:
        [told] = [one for one in updates.to_queue(tx) if one.response == check_ins_for_staff.TELL]
        assert told.person_id == person.id and told.values["days"] == "weekdays:03"
        assert check_ins.things_of(tx, person.id) == (), "it is offered to nobody as a thing to pick from"
    assert f"{person.name} chose 1 check-in." in (await visitor.get(f"/people/{person.id}")).words


@pytest.mark.parametrize(
    ("wrong", "field", "advice"),
    [
        ({"about": ""}, "about", "Write what they want to be asked about, such as swimming."),
        ({"about": "x" * 61}, "about", "This is too long. Use 60 letters or fewer."),
        ({"about": "the physiotherapy"}, "about", "is a hard word"),
        ({"about": "don't swim"}, "about", "Write “do not”"),
        ({"sign": "🏊🏊"}, "sign", "Use one emoji, or leave it empty."),
        ({"sign": "swim"}, "sign", "Use one emoji, or leave it empty."),
        ({"day-0": ""}, "weekdays", "Choose at least one day."),
        ({"at": "07:30"}, "at", "Choose a time."),
        ({"together": ""}, "together", "Do it with them beside you, and say so here."),
    ],
)
async def test_what_is_not_in_order_comes_back_with_what_to_do(
    world: World, wrong: dict[str, str], field: str, advice: str
) -> None:
    page = await send(world, **wrong)
    assert page.status == 422 and advice in page.words and now(world) == ()
    assert f'href="#{field}"' in page.html and f'id="{field}"' in page.html


async def test_a_name_the_person_knows_is_no_hard_word(world: World) -> None:
    assert (await send(world, about=f"a walk with {world.cast.worker.name}")).status == 303


async def test_staff_cannot_have_more_asked_than_the_person_allows(world: World) -> None:
    person = world.cast.person
    await send(world)
    page = await send(world, about="work")
    assert page.status == 422 and f"{person.name} lets the chat ask one on a day" in page.words
    assert (await send(world, about="work", **{"day-0": "", "day-1": "yes"})).status == 303
    with world.store.write() as tx:
        own_times.allow_a_day(tx, person.id, 2)
    assert (await send(world, about="tea")).status == 303
    page = await send(world, about="bus")
    assert page.status == 422 and "One of these days has 2 check-ins already." in page.words
    with world.store.write() as tx:
        own_times.choose_quiet(tx, person.id, QuietTimes.NOT_AFTER_8)
    page = await send(world, about="bus", **{"day-0": "", "day-5": "yes", "at": "20:00"})
    assert page.status == 422 and f"{person.name} wants nothing at this time." in page.words
    with world.store.write() as tx:
        houses.set_asks(tx, person.id, Asks.ONLY_WHEN_I_START)
    page = await send(world, about="bus", **{"day-0": "", "day-5": "yes"})
    assert page.status == 422 and f"{person.name} wants no questions in the chat." in page.words
    assert len(now(world)) == 3


async def test_it_is_stopped_and_stays_under_what_was_before(world: World) -> None:
    await send(world)
    [found] = now(world)
    assert (await send(world, "stop", which=found.id)).status == 303
    assert now(world) == ()
    page = await world.signed_in(world.cast.worker).get(path(world))
    assert "What was asked before swimming , each Monday at 6 in the evening." in page.words
    assert "Stopped by staff today at 10:00am" in page.words
    again = await send(world, "stop", which=found.id)
    assert again.status == 422 and "This check-in was stopped in the meantime." in again.words
    assert 'href="#main-content"' in again.html


async def test_what_is_prepared_is_offered_until_it_is_taken_away(world: World) -> None:
    assert (await send(world, "prepare", words="swimming", picture="🏊")).status == 303
    page = await send(world, "prepare", words="Swimming", picture="")
    assert page.status == 422 and "This is prepared already." in page.words and 'href="#words"' in page.html
    page = await send(world, "prepare", words="", picture="x")
    assert 'href="#words"' in page.html and 'href="#picture"' in page.html
    with world.store.read() as tx:
        [thing] = check_ins.things_of(tx, world.cast.person.id)
    await send(world)
    assert now(world)[0].thing_id == thing.id and now(world)[0].sign == "🏊"
    assert (await send(world, "take_away", which=thing.id)).status == 303
    assert (await send(world, "take_away", which=thing.id)).status == 422
    assert now(world)[0].about == "swimming", "a check-in about it goes on"
    for number in range(check_ins_for_staff.MOST_THINGS):
        assert (await send(world, "prepare", words="day " + "abcdef"[number], picture="")).status == 303
    page = await send(world, "prepare", words="one more", picture="")
    assert "There are 6 things to pick from." in page.words


async def test_what_became_of_each_day_and_the_persons_own_limits_are_shown(world: World) -> None:
    person = world.cast.person
    await send(world)
    [found] = now(world)
    today = world.store.calendar.day(world.clock())
    with world.store.write() as tx:
        asked = askings.add(tx, found.id, person.id, today)
        askings.mark_asked(tx, asked)
        askings.add(tx, found.id, person.id, today - timedelta(days=1), reason=NotAsked.NOT_RUNNING)
        own_times.choose_quiet(tx, person.id, QuietTimes.NOT_BEFORE_9)
        own_times.pause(tx, person.id, Pause.WEEK)
    page = await world.signed_in(world.cast.worker).get(path(world))
    assert "Asked today Not asked yesterday: The service was down" in page.words
    assert "Nothing before 9 in the morning" in page.words and "A rest from questions Until" in page.words
    assert "Check-ins on one day One" in page.words


async def test_what_the_person_chose_alone_says_so_and_is_shown_as_text(world: World) -> None:
    person = world.cast.person
    with world.store.write() as tx:
        thing = check_ins_for_staff.prepare(tx, world.cast.worker, person.id, "<b>tea</b>", None)
        mine = check_ins.begin(tx, person.id, thing_id=thing)
        check_ins.set_days(tx, mine, range(7))
        check_ins.set_time(tx, mine, time(10))
        check_ins.keep(tx, Actor("person", person.id), mine)
        check_ins.stop(tx, Actor("person", person.id), check_ins.begin(tx, person.id, thing_id=thing))
    page = await world.signed_in(world.cast.worker).get(path(world))
    assert f"Chosen by {person.name} in the chat" in page.words and "Every day at 10 in the morning" in page.words
    assert "&lt;b&gt;tea" in page.html and "<b>tea" not in page.html
    assert "What was asked before" not in page.words, "one that was never kept was never asked"


async def test_no_other_form_is_taken(world: World) -> None:
    assert (await send(world, "dance")).status == 400


@pytest.mark.browser
@pytest.mark.parametrize("phone", [False, True])
async def test_it_reads_well_for_everyone(site: Site, phone: bool) -> None:
    world = site.world
    await send(world, sign="🏊")
    await send(world, "prepare", words="w" * 60, picture="🍵")
    await send(world, about="work", **{"day-0": "", "day-1": "yes"})
    [_, work] = now(world)
    await send(world, "stop", which=work.id)
    tab = await site.signed_in(world.cast.worker, phone=phone)
    await tab.goto(f"{site.address}{path(world)}")
    await tab.locator("summary").click()
    assert await violations(tab) == []
    await tab.get_by_role("button", name="Keep this check-in").click()
    await tab.get_by_text("There is a problem").wait_for()
    assert await violations(tab) == []
