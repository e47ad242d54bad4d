"""How a browser becomes one person's chat, and how it does not."""

import httpx
import pytest

from storage import linking
from storage.audit import SYSTEM
from storage.digests import digest
from tests.bot.web.world import World

BAD_CODE = "This code does not work. Ask your staff for a new one."
NOT_LINKED = "This chat is not open yet. Ask your staff for a code."


async def test_a_stranger_is_told_how_to_get_in_and_nothing_else(world: World, visitor: httpx.AsyncClient) -> None:
    world.says("This is for Robin alone.")

    page = await visitor.get("/chat/")

    assert page.status_code == 200
    assert NOT_LINKED in page.text and "Type your code here" in page.text
    assert "Robin" not in page.text


async def test_looking_at_a_link_does_not_use_it_up(world: World, visitor: httpx.AsyncClient) -> None:
    code = world.code()

    preview = await visitor.get("/chat/link", params={"code": code})
    await visitor.get("/chat/link", params={"code": code})

    assert ">Start<" in preview.text and "set-cookie" not in preview.headers
    assert (await visitor.post("/chat/link", data={"code": code})).status_code == 303


async def test_start_links_remembers_and_greets(world: World, visitor: httpx.AsyncClient) -> None:
    answer = await visitor.post("/chat/link", data={"code": world.code()})
    cookie = answer.headers["set-cookie"]

    assert answer.headers["location"] == "/chat/"
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie and "Path=/chat" in cookie and "Max-Age=34560000" in cookie
    assert "Secure" not in cookie
    assert world.wanted == [world.robin.id]
    with world.store.read() as tx:
        assert linking.linked_chats(tx, world.robin.id) == 1
    assert "This chat is for Robin Example." in (await visitor.get("/chat/")).text


async def test_cookies_are_secure_where_that_is_set(world: World) -> None:
    async with world.client(world.app(secure_cookies=True)) as client:
        answer = await client.post("/chat/link", data={"code": world.code()})

    assert "Secure" in answer.headers["set-cookie"]


async def test_a_code_is_good_once(world: World, visitor: httpx.AsyncClient) -> None:
    code = world.code()
    async with world.client() as first:
        await first.post("/chat/link", data={"code": code})

    second = await visitor.post("/chat/link", data={"code": code})

    assert second.status_code == 422 and BAD_CODE in second.text and "set-cookie" not in second.headers


@pytest.mark.parametrize("code", ["", "WRONG", "<script>alert(1)</script>", "a" * 5000])
async def test_a_bad_code_gets_one_easy_sentence(visitor: httpx.AsyncClient, code: str) -> None:
    answer = await visitor.post("/chat/link", data={"code": code})

    assert answer.status_code == 422 and BAD_CODE in answer.text
    assert "<script>alert" not in answer.text


async def test_a_code_may_be_typed_in_small_letters_and_groups(world: World, visitor: httpx.AsyncClient) -> None:
    code = world.code().lower()

    answer = await visitor.post("/chat/link", data={"code": f" {code[:5]}-{code[5:]} "})

    assert answer.status_code == 303


async def test_guessing_stops_after_five_wrong_codes(world: World, visitor: httpx.AsyncClient) -> None:
    for _ in range(5):
        await visitor.post("/chat/link", data={"code": "WRONG"})

    answer = await visitor.post("/chat/link", data={"code": world.code()})

    assert answer.status_code == 429 and "You tried many times." in answer.text


async def test_a_whole_house_can_be_linked_from_one_address(world: World) -> None:
    for number in range(7):
        async with world.client() as client:
            code = world.code(world.add_person(f"Person {number} Example"))
            assert (await client.post("/chat/link", data={"code": code})).status_code == 303


async def test_the_old_link_opens_the_chat_that_it_linked(world: World, visitor: httpx.AsyncClient) -> None:
    code = world.code()
    await visitor.post("/chat/link", data={"code": code})

    again = await visitor.get("/chat/link", params={"code": code})

    assert again.status_code == 303 and again.headers["location"] == "/chat/"


async def test_another_persons_new_code_may_take_over_a_shared_tablet(world: World, robin: httpx.AsyncClient) -> None:
    sam = world.add_person("Sam Example")
    code = world.code(sam)

    assert ">Start<" in (await robin.get("/chat/link", params={"code": code})).text
    await robin.post("/chat/link", data={"code": code})

    page = await robin.get("/chat/")
    assert "This chat is for Sam Example." in page.text and "Robin" not in page.text


async def test_a_lost_phone_is_shut_out_at_once(world: World, robin: httpx.AsyncClient) -> None:
    world.says("Secret")
    with world.store.write() as tx:
        linking.unlink_all(tx, SYSTEM, world.robin.id)

    page = await robin.get("/chat/")
    news = await robin.get("/chat/messages", params={"after": 0, "wait": 0})
    sent = await robin.post(
        "/chat/send", data={"id": "message-1", "words": "hello"}, headers={"Accept": "application/json"}
    )

    assert NOT_LINKED in page.text and "Secret" not in page.text
    assert news.status_code == 401 and sent.status_code == 401
    assert world.received() == []


async def test_a_greeting_that_was_lost_by_a_kill_is_made_up_once(world: World, visitor: httpx.AsyncClient) -> None:
    # Linked, and stopped before the greeting was asked for.
    code = world.code()
    with world.store.write() as tx:
        linking.link_address(tx, code, "web", digest("cookie"))
    visitor.cookies.set("said_chat", "cookie", domain="said.test", path="/chat")

    await visitor.get("/chat/")
    await visitor.get("/chat/")

    assert world.wanted == [world.robin.id]
