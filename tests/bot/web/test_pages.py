"""What holds for every page: nothing kept, nothing from outside, everything escaped, and a demo that says so."""

import re

import httpx
import pytest

from storage import how_messages, inbox
from storage.inbox import Incoming
from storage.recordings import Recording
from storage.vocabulary import Sent, Sound
from tests.bot.web.conftest import ENGLISH
from tests.bot.web.world import World
from tests.support.seen import seen

PATHS = ["/chat/", "/chat/link", "/chat/link?code=ABC", "/chat/messages?wait=0", "/chat/nowhere", "/chat/sound/none"]


@pytest.mark.parametrize("path", PATHS)
async def test_no_page_is_kept_framed_or_reaches_outside(robin: httpx.AsyncClient, path: str) -> None:
    answer = await robin.get(path)
    policy = answer.headers["content-security-policy"]

    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy and "http" not in policy
    assert not re.search(r"""(?:src|href|action)=["'](?:https?:)?//""", answer.text)


async def test_what_was_said_is_shown_as_words_never_as_a_page(world: World, robin: httpx.AsyncClient) -> None:
    world.says('<img src=x onerror="alert(1)">')
    await robin.post("/chat/send", data={"id": "message-1", "words": "</p><script>alert(2)</script>"})

    page = (await robin.get("/chat/")).text

    assert "<img src=x" not in page and "<script>alert" not in page
    assert "&lt;/p&gt;&lt;script&gt;alert(2)" in page


async def test_what_came_by_another_channel_has_a_name_and_no_button(world: World, robin: httpx.AsyncClient) -> None:
    sound = Recording(b"OggS invented", "audio/ogg", 2.0)
    with world.store.write() as tx:
        for number, (sent, words) in enumerate(((Sent.VOICE, None), (Sent.PHOTO, "look at my room"))):
            recording = sound if sent is Sent.VOICE else None
            inbox.receive(tx, Incoming(world.robin.id, "telegram", str(number), tx.now, words, None, sent, recording))

    page = seen((await robin.get("/chat/")).text)

    assert "🎤 Voice message" in page and "look at my room" in page
    assert 'value="sent_voice"' not in page and 'value="how_often"' in page
    assert (await robin.post("/chat/send", data={"id": "m-1", "control": "sent_voice"})).status_code >= 400


async def test_the_demo_says_that_it_is_one(world: World) -> None:
    async with world.client(world.app(is_demo=True)) as demo, world.client() as real:
        assert "This is a demo." in (await demo.get("/chat/")).text
        assert "demo" not in (await real.get("/chat/")).text


async def test_style_and_script_may_be_kept_for_good_under_their_version(visitor: httpx.AsyncClient) -> None:
    page = (await visitor.get("/chat/")).text
    style = re.search(r'href="(/chat/static/[0-9a-f]{12}/chat\.css)"', page)
    assert style is not None

    answer = await visitor.get(style[1])

    assert answer.status_code == 200 and "immutable" in answer.headers["cache-control"]
    assert (await visitor.get("/chat/static/000000000000/chat.css")).status_code == 404


async def test_a_page_that_is_not_there_leads_back(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.get("/chat/nowhere")

    assert answer.status_code == 404
    assert "I cannot find this page." in answer.text and 'href="/chat/"' in answer.text


async def test_the_page_and_its_news_know_who_is_read_to(world: World, robin: httpx.AsyncClient) -> None:
    assert 'data-aloud="yes"' in (await robin.get("/chat/")).text
    with world.store.write() as tx:
        how_messages.apply(tx, world.robin.id, Sound.OFF)

    assert 'data-aloud="no"' in (await robin.get("/chat/")).text
    assert (await robin.get("/chat/messages", params={"wait": "0"})).json()["aloud"] is False


async def test_every_visit_starts_the_cookie_anew(robin: httpx.AsyncClient) -> None:
    token = robin.cookies["said_chat"]

    answer = await robin.get("/chat/")

    assert f"said_chat={token}" in answer.headers["set-cookie"]


async def test_every_text_of_the_pages_is_in_use() -> None:
    room = ENGLISH.parents[1] / "bot" / "channels" / "web"
    sources = "".join(file.read_text() for pattern in ("*.py", "templates/*.html") for file in room.rglob(pattern))
    names = re.findall(r"^  utter_web_(\w+):", (ENGLISH / "web_chat.yml").read_text(), re.MULTILINE)

    assert (
        names and [name for name in names if f'utter_web_{name}"' not in sources and f'"{name}"' not in sources] == []
    )
