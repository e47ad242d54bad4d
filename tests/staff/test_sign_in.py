"""Signing in and out."""

from __future__ import annotations

import httpx
import pytest

from storage import staff_accounts
from tests.staff.browser import Site
from tests.staff.world import PASSWORD, Page, World
from tests.support.chromium import violations

WRONG = "The e-mail address or the password is wrong."
TOO_OFTEN = "There were too many tries."


async def sign_in(client: httpx.AsyncClient, email: str, password: str, *, next_path: str = "/") -> Page:
    form = Page(await client.get("/staff/sign-in", params={"next": next_path}))
    data = {"csrf_token": form.csrf_token, "email": email, "password": password, "next": next_path}
    return Page(await client.post("/staff/sign-in", data=data))


async def test_the_right_password_opens_the_board(world: World) -> None:
    client = world.client()
    answer = await sign_in(client, " WES@example.org ", PASSWORD)
    assert (answer.status, answer.location) == (303, "/staff/")
    assert "Wes Sample, support worker" in Page(await client.get("/staff/")).words


async def test_the_session_cookie_is_for_these_pages_and_not_for_scripts(world: World) -> None:
    answer = await sign_in(world.client(), "wes@example.org", PASSWORD)
    cookies = answer.response.headers.get_list("set-cookie")
    session = next(one for one in cookies if one.startswith("staff_session="))
    for part in ("HttpOnly", "SameSite=lax", "Secure", "Path=/staff"):
        assert part in session


async def test_a_wrong_address_and_a_wrong_password_look_the_same(world: World) -> None:
    wrong_password = await sign_in(world.client(), "wes@example.org", "guess")
    wrong_address = await sign_in(world.client(), "who@example.org", PASSWORD)
    assert wrong_password.status == wrong_address.status == 422
    assert WRONG in wrong_password.words
    assert wrong_password.words == wrong_address.words
    assert 'value="wes@example.org"' in wrong_password.html
    assert "guess" not in wrong_password.html


async def test_after_five_wrong_tries_even_the_right_password_waits(world: World) -> None:
    client = world.client()
    for _ in range(5):
        assert WRONG in (await sign_in(client, "wes@example.org", "guess")).words
    refused = await sign_in(client, "wes@example.org", PASSWORD)
    assert refused.status == 429 and TOO_OFTEN in refused.words
    # The same network may not go on with another address either.
    assert TOO_OFTEN in (await sign_in(client, "mara@example.org", PASSWORD)).words
    world.clock.on(minutes=16)
    assert (await sign_in(client, "wes@example.org", PASSWORD)).status == 303


async def test_signing_in_forgets_the_tries_before_it(world: World) -> None:
    for _ in range(4):
        await sign_in(world.client(), "wes@example.org", "guess")
        assert (await sign_in(world.client(), "wes@example.org", PASSWORD)).status == 303


async def test_a_form_without_its_token_is_refused(world: World) -> None:
    client = world.client()
    await client.get("/staff/sign-in")
    data = {"email": "wes@example.org", "password": PASSWORD, "next": "/"}
    assert (await client.post("/staff/sign-in", data=data)).status_code == 403
    assert (await client.post("/staff/sign-in", data={**data, "csrf_token": "guess"})).status_code == 403
    # A token without the cookie it belongs to is one somebody else got.
    token = Page(await client.get("/staff/sign-in")).csrf_token
    fresh = world.client()
    assert (await fresh.post("/staff/sign-in", data={**data, "csrf_token": token})).status_code == 403


async def test_after_signing_in_one_is_where_one_wanted_to_be(world: World) -> None:
    item = world.says("the bus is late")
    client = world.client()
    sent_away = await client.get(f"/staff/feedback/{item.id}")
    assert sent_away.headers["location"] == f"/staff/sign-in?next=%2Ffeedback%2F{item.id}"
    answer = await sign_in(client, "wes@example.org", PASSWORD, next_path=f"/feedback/{item.id}")
    assert answer.location == f"/staff/feedback/{item.id}"


async def test_what_was_sent_after_the_session_ended_is_said_to_be_lost(world: World) -> None:
    item = world.says("the bus is late")
    client = world.client()
    sent = Page(await client.post(f"/staff/feedback/{item.id}", data={"csrf_token": "old", "decision": "noted"}))
    assert sent.location == f"/staff/sign-in?next=%2Ffeedback%2F{item.id}"
    there = Page(await client.get(sent.location))
    assert "what you just sent is not kept" in there.words
    assert "Important" in there.words and "Success" not in there.words


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example", "//evil.example", "/\\evil.example", "/%09/x", "x", "/a\nb"]
)
async def test_nobody_is_led_away_from_our_pages(world: World, elsewhere: str) -> None:
    answer = await sign_in(world.client(), "wes@example.org", PASSWORD, next_path=elsewhere)
    assert answer.location == "/staff/"


async def test_signing_out_ends_the_session_in_the_store_too(world: World) -> None:
    visitor = world.signed_in(world.cast.worker)
    token = visitor.client.cookies["staff_session"]
    assert (await visitor.post("/sign-out")).location == "/staff/sign-in"
    with world.store.write() as tx:
        assert staff_accounts.session(tx, token) is None


@pytest.mark.parametrize("idle", [{"hours": 1, "seconds": 1}, {"hours": 12, "seconds": 1}])
async def test_an_old_session_has_to_sign_in_again(world: World, idle: dict[str, float]) -> None:
    visitor = world.signed_in(world.cast.worker)
    assert (await visitor.get("/")).status == 200
    world.clock.on(**idle)
    assert (await visitor.get("/")).location == "/staff/sign-in?next=%2F"


async def test_a_member_who_left_is_out_at_once(world: World) -> None:
    visitor = world.signed_in(world.cast.worker)
    with world.store.write() as tx:
        tx.connection.exec_driver_sql("UPDATE staff SET is_active = 0 WHERE email = 'wes@example.org'")
    assert (await visitor.get("/")).status == 303
    assert WRONG in (await sign_in(world.client(), "wes@example.org", PASSWORD)).words


@pytest.mark.browser
@pytest.mark.parametrize("phone", [False, True])
async def test_signing_in_by_keyboard(site: Site, phone: bool) -> None:
    tab = await site.tab(phone=phone)
    await tab.goto(f"{site.address}/")
    assert await violations(tab) == []
    await tab.get_by_label("E-mail address").focus()
    await tab.keyboard.type("wes@example.org")
    await tab.keyboard.press("Tab")
    await tab.keyboard.type("guess")
    await tab.keyboard.press("Enter")
    await tab.get_by_role("alert").wait_for()
    assert await violations(tab) == []
    await tab.get_by_label("Password").focus()
    await tab.keyboard.type(PASSWORD)
    await tab.keyboard.press("Enter")
    await tab.get_by_role("heading", name="Board").wait_for()
