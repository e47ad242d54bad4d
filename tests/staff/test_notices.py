"""My notices, and for managers what could not be sent."""

from __future__ import annotations

from datetime import time

import pytest

from storage import notice_choices, notice_delivery
from storage.notice_choices import NoticeChoice
from storage.notice_delivery import Tried
from storage.vocabulary import NoticeChannel, NoticeMode, VisibleTo
from tests.staff.browser import Site
from tests.staff.invented_history import History
from tests.staff.world import World
from tests.support.chromium import violations


def deliver(world: World, tried: Tried = Tried.SENT, error: str | None = None) -> None:
    """Everything that waits is tried once."""
    with world.store.write() as tx:
        for channel in NoticeChannel:
            for one in notice_delivery.take(tx, channel):
                notice_delivery.keep_result(tx, one.id, tried, error)


async def test_the_page_shows_what_one_was_told_of_with_a_link(world: World) -> None:
    item = world.says("the bus is late")
    visitor = world.signed_in(world.cast.manager)
    assert "Something new waits for a decision" in (await visitor.get("/notices")).words
    assert "Being sent, today at 10:00am" in (await visitor.get("/notices")).words
    deliver(world)
    page = await visitor.get("/notices")
    assert "Sent today at 10:00am." in page.words
    assert f'href="/staff/feedback/{item.id}"' in page.html
    assert "bus" not in page.words and "Pim" not in page.words


async def test_a_choice_is_kept_and_shown(world: World) -> None:
    visitor = world.signed_in(world.cast.worker)
    answer = await visitor.post("/notices", mode="digest", digest_at="17:45")
    assert answer.location == "/staff/notices"
    with world.store.read() as tx:
        assert notice_choices.of_member(tx, world.cast.worker.id) == NoticeChoice(NoticeMode.DIGEST, time(17, 45))
    page = await visitor.get("/notices")
    assert "It is kept how you are told." in page.words
    assert 'value="17:45"' in page.html and 'value="digest" checked' in page.html


@pytest.mark.parametrize(
    ("form", "advice"),
    [
        ({"digest_at": "08:30"}, "Choose when you want your notices."),
        ({"mode": "hourly", "digest_at": "08:30"}, "Choose when you want your notices."),
        ({"mode": "digest", "digest_at": ""}, "Type a time such as 08:30."),
        ({"mode": "both", "digest_at": "25:00"}, "Type a time such as 08:30."),
        ({"mode": "both", "digest_at": "08:30:15"}, "Type a time such as 08:30."),
        ({"mode": "both", "digest_at": "08:30+02:00"}, "Type a time such as 08:30."),
    ],
)
async def test_a_choice_that_cannot_be_comes_back(world: World, form: dict[str, str], advice: str) -> None:
    page = await world.signed_in(world.cast.worker).post("/notices", **form)
    assert page.status == 422 and page.words.count(advice) == 2


async def test_at_once_needs_no_time(world: World) -> None:
    answer = await world.signed_in(world.cast.worker).post("/notices", mode="at_once", digest_at="")
    assert answer.status == 303


async def test_a_digest_says_when_it_comes(world: World) -> None:
    with world.store.write() as tx:
        notice_choices.choose(tx, world.cast.manager, NoticeChoice(NoticeMode.DIGEST, time(17, 45)))
    world.says("the bus is late")
    page = await world.signed_in(world.cast.manager).get("/notices")
    assert "For your one e-mail of the day, today at 5:45pm." in page.words


@pytest.mark.parametrize("path", ["/notices", "/notices/unsent"])
async def test_for_a_lead_there_is_no_such_page(world: World, path: str) -> None:
    lead = world.signed_in(world.cast.lead)
    page = await lead.get(path)
    assert page.status == 404 and page.html == (await lead.get("/no-such-page")).html
    assert "My notices" not in (await lead.get("/concerns")).words


async def test_only_a_manager_of_the_house_sees_what_could_not_be_sent(world: World) -> None:
    world.says("the bus is late", visible_to=VisibleTo.ONLY_MANAGER)
    deliver(world, Tried.REFUSED, "address_refused")
    manager = world.signed_in(world.cast.manager)
    assert "1 notice to staff could not be sent" in (await manager.get("/")).words
    assert "1 notice to staff could not be sent" in (await manager.get("/notices")).words
    page = await manager.get("/notices/unsent")
    assert "To Mara Sample, today at 10:00am. The mail server says that there is no such address." in page.words
    for other in (world.cast.worker, world.cast.stranger):
        visitor = world.signed_in(other)
        assert "could not be sent" not in (await visitor.get("/")).words
        assert "Mara" not in (await visitor.get("/notices/unsent")).words
    assert (await world.signed_in(world.cast.worker).get("/notices/unsent")).status == 404
    assert (await world.signed_in(world.cast.worker).post("/notices/unsent")).status == 404


async def test_a_manager_sends_them_again(world: World) -> None:
    world.says("the bus is late")
    deliver(world, Tried.REFUSED, "address_refused")
    manager = world.signed_in(world.cast.manager)
    assert "The place that all staff read" in (await manager.get("/notices/unsent")).words
    answer = await manager.post("/notices/unsent")
    assert answer.location == "/staff/notices"
    assert "Every notice of the last 30 days was sent" in (await manager.get("/notices/unsent")).words
    deliver(world)
    assert "Sent today" in (await manager.get("/notices")).words


@pytest.mark.parametrize(
    "error",
    [
        *("no_connection", "not_secure", "sign_in_refused", "sender_refused"),
        *("address_refused", "message_refused", "asked_to_wait", "no_answer"),
    ],
)
async def test_every_reason_has_words(world: World, error: str) -> None:
    world.says("the bus is late")
    deliver(world, Tried.REFUSED, error)
    page = await world.signed_in(world.cast.manager).get("/notices/unsent")
    assert page.status == 200 and error not in page.words


@pytest.mark.browser
@pytest.mark.parametrize("phone", [False, True])
async def test_the_pages_read_well_for_everyone(site: Site, phone: bool) -> None:
    world, history = site.world, History(site.world)
    history.agree(world.says("i want fish").id, "You get fish on Friday.")
    world.says("the bus is late")
    deliver(world, Tried.REFUSED, "address_refused")
    world.clock.on(days=1)
    world.says("it is cold")
    tab = await site.signed_in(world.cast.manager, phone=phone)
    for path in ("/notices", "/notices/unsent", "/"):
        await tab.goto(f"{site.address}{path}")
        assert await violations(tab) == []
