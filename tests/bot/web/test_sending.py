"""What a page sends is kept exactly, once, and only if it is something a page can send."""

import re

import httpx
import pytest

from storage.vocabulary import QuestionKind
from tests.bot.web.world import World
from tests.support.seen import seen

JSON = {"Accept": "application/json"}


def fields_of(page: str, form: str) -> dict[str, str]:
    """The hidden fields of a form on the page."""
    start = page.index(f'id="{form}"')
    inside = page[start : page.index("</form>", start)]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', inside))


@pytest.mark.parametrize(
    "words",
    [
        "The shower was cold",
        "  spaces kept \n\n two lines  ",
        "😞",
        "<b>&amp;</b> {name} “quoted” /give_feedback{}",
        "é ü ñ 你好 ‏עברית",
        "x" * 2000,
        "😀" * 2000,
    ],
)
async def test_words_are_kept_exactly(world: World, robin: httpx.AsyncClient, words: str) -> None:
    answer = await robin.post("/chat/send", data={"id": "message-1", "words": words}, headers=JSON)

    assert answer.json() == {"state": "saved"}
    (message,) = world.received()
    assert (message.words, message.channel) == (words, "web")
    assert world.lines()[-1].text == words


async def test_only_what_could_be_mistaken_for_our_own_marks_is_taken_out(
    world: World, robin: httpx.AsyncClient
) -> None:
    await robin.post("/chat/send", data={"id": "message-1", "words": "\u2063a\x00b\u2063"}, headers=JSON)

    assert [message.words for message in world.received()] == ["ab"]


async def test_the_same_message_sent_twice_is_kept_once(world: World, robin: httpx.AsyncClient) -> None:
    for _ in range(3):
        answer = await robin.post("/chat/send", data={"id": "message-1", "words": "Hello"}, headers=JSON)
        assert answer.status_code == 200

    assert [message.words for message in world.received()] == ["Hello"]
    # Once to be greeted, once for the message.
    assert world.wanted == [world.robin.id] * 2


async def test_other_words_under_a_used_id_are_not_lost(world: World, robin: httpx.AsyncClient) -> None:
    for words in ("One", "Two"):
        await robin.post("/chat/send", data={"id": "message-1", "words": words}, headers=JSON)

    assert [message.words for message in world.received()] == ["One", "Two"]


async def test_two_people_may_have_made_up_the_same_id(world: World, robin: httpx.AsyncClient) -> None:
    sam = world.add_person("Sam Example")
    async with world.client() as other:
        await other.post("/chat/link", data={"code": world.code(sam)})
        await other.post("/chat/send", data={"id": "message-1", "words": "Hello"}, headers=JSON)
    await robin.post("/chat/send", data={"id": "message-1", "words": "Hello"}, headers=JSON)

    assert len(world.received(sam)) == len(world.received()) == 1


async def test_a_tap_is_kept_and_shown_as_its_label(world: World, robin: httpx.AsyncClient) -> None:
    token = world.asks().tokens["did_not_work"]

    answer = await robin.post("/chat/send", data={"id": "message-1", "token": token}, headers=JSON)

    assert answer.status_code == 200
    assert [(message.option_token, message.words) for message in world.received()] == [(token, None)]
    assert world.lines()[-1].text == "😞 Bad"


async def test_another_persons_answer_cannot_be_tapped(world: World, robin: httpx.AsyncClient) -> None:
    token = world.asks(person=world.add_person("Sam Example")).tokens["worked"]

    answer = await robin.post("/chat/send", data={"id": "message-1", "token": token}, headers=JSON)

    assert answer.status_code == 404
    assert world.received() == []


async def test_a_control_is_kept_and_shown_as_its_label(world: World, robin: httpx.AsyncClient) -> None:
    await robin.post("/chat/send", data={"id": "message-1", "control": "help_now"}, headers=JSON)

    assert [message.control for message in world.received()] == ["help_now"]
    page = seen((await robin.get("/chat/")).text)
    assert '<p class="text">🆘 Help now</p>' in page


@pytest.mark.parametrize(
    "sent",
    [
        {"control": "start"},
        {"control": "more"},
        {"control": "drop_tables"},
        {"words": "a", "control": "stop"},
        {"words": "a", "token": "b"},
        {},
    ],
)
async def test_what_no_page_sends_is_refused(world: World, robin: httpx.AsyncClient, sent: dict[str, str]) -> None:
    answer = await robin.post("/chat/send", data={"id": "message-1", **sent}, headers=JSON)

    assert answer.status_code == 422
    assert world.received() == []


@pytest.mark.parametrize("message_id", ["", "short", "x" * 41, "has space", "link:1234567890"])
async def test_a_message_needs_an_id_of_its_own(world: World, robin: httpx.AsyncClient, message_id: str) -> None:
    answer = await robin.post("/chat/send", data={"id": message_id, "words": "Hello"}, headers=JSON)

    assert answer.status_code == 422 and world.received() == []


@pytest.mark.parametrize("words", ["", "   ", "\n", "\u2063"])
async def test_nothing_is_not_a_message(world: World, robin: httpx.AsyncClient, words: str) -> None:
    assert (await robin.post("/chat/send", data={"id": "message-1", "words": words})).status_code == 303
    assert world.received() == []


async def test_too_long_is_refused_and_stays_in_the_box(world: World, robin: httpx.AsyncClient) -> None:
    words = "long <words> " * 200

    script = await robin.post("/chat/send", data={"id": "message-1", "words": words}, headers=JSON)
    plain = await robin.post("/chat/send", data={"id": "message-1", "words": words})

    assert script.status_code == plain.status_code == 422
    assert script.json() == {"state": "too_long"}
    assert "That is too long for me to read." in plain.text
    assert f">{'long &lt;words&gt; ' * 200}</textarea>" in plain.text
    assert world.received() == []


async def test_a_flood_is_cut_off(world: World, robin: httpx.AsyncClient) -> None:
    answer = await robin.post("/chat/send", content=b"words=" + b"a" * 600_000)
    many = await robin.post("/chat/send", content=b"&".join(b"a=1" for _ in range(50)))

    assert (answer.status_code, many.status_code) == (413, 400)
    assert "I could not do that." in answer.text


async def test_nobody_can_send_without_a_linked_browser(world: World, visitor: httpx.AsyncClient) -> None:
    plain = await visitor.post("/chat/send", data={"id": "message-1", "words": "Hello"})
    script = await visitor.post("/chat/send", data={"id": "message-1", "words": "Hello"}, headers=JSON)

    assert (plain.status_code, script.status_code) == (303, 401)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://said.test"},
        {"Origin": "http://other.test"},
        {"Origin": "null"},
    ],
)
async def test_another_sites_form_is_refused(world: World, robin: httpx.AsyncClient, headers: dict[str, str]) -> None:
    code = world.code()

    sent = await robin.post("/chat/send", data={"id": "message-1", "words": "Hello"}, headers=headers)
    linked = await robin.post("/chat/link", data={"code": code}, headers=headers)

    assert (sent.status_code, linked.status_code) == (403, 403)
    assert world.received() == []


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://said.test"}])
async def test_our_own_form_is_taken(world: World, robin: httpx.AsyncClient, headers: dict[str, str]) -> None:
    await robin.post("/chat/send", data={"id": "message-1", "words": "Hello"}, headers=headers)

    assert len(world.received()) == 1


async def test_a_page_left_open_cannot_send_as_the_next_person(world: World, robin: httpx.AsyncClient) -> None:
    left_open = fields_of((await robin.get("/chat/")).text, "write")
    sam = world.add_person("Sam Example")
    await robin.post("/chat/link", data={"code": world.code(sam)})

    answer = await robin.post("/chat/send", data={**left_open, "words": "Robin's own words"}, headers=JSON)

    assert answer.status_code == 401
    assert world.received(sam) == world.received() == []


async def test_without_script_the_same_forms_post_and_come_back(world: World, robin: httpx.AsyncClient) -> None:
    world.says("Hello Robin.")
    page = (await robin.get("/chat/")).text
    assert world.unsent() == ["Hello Robin."]

    answer = await robin.post("/chat/send", data={**fields_of(page, "write"), "words": "One\r\nTwo"})

    assert answer.status_code == 303 and answer.headers["location"] == "/chat/#end"
    assert [message.words for message in world.received()] == ["One\nTwo"]
    assert world.unsent() == []


async def test_only_the_newest_showing_of_the_open_question_is_asked(world: World, robin: httpx.AsyncClient) -> None:
    world.asks()
    newest = world.asks(QuestionKind.WHO_HELPED)

    page = (await robin.get("/chat/")).text

    asked = re.findall(r'class="answers asked".*?data-question="([\w-]+)"', page)
    assert asked == [newest.id]
    assert page.count('class="answers"') == 1 + 1  # the older question, and the empty one the script copies
