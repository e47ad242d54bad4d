"""A voice message from the browser: kept as it came, once, before it is acknowledged; what is no sound leaves nothing behind."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from speech import MOST_BYTES, incoming
from storage import linking, recordings
from storage.audit import SYSTEM
from storage.tables.conversation import contents
from storage.tables.recordings import recordings as table
from tests.bot.web.world import World
from tests.support.sounds import KINDS, Kind, tone

ID = "voice-of-mine-1"


async def send(robin: httpx.AsyncClient, sound: object, message_id: str = ID, **more: str) -> tuple[int, str]:
    answer = await robin.post("/chat/voice", params={"id": message_id, **more}, content=sound)  # type: ignore[arg-type]
    return answer.status_code, answer.json()["state"]


@pytest.mark.parametrize("kind", KINDS)
async def test_it_is_kept_as_it_came_and_worked_on_like_any_message(
    world: World, robin: httpx.AsyncClient, kind: Kind
) -> None:
    world.wanted.clear()
    assert await send(robin, tone(kind)) == (200, "saved")
    [message] = world.received()
    assert (message.control, message.words) == ("sent_voice", None) and world.wanted == [world.robin.id]
    with world.store.read() as tx:
        kept = recordings.one(tx, str(message.content_id))
        locked = tx.execute(select(table.c.sound)).scalar_one()
    assert kept.sound == tone(kind) and kept.media_type == KINDS[kind][2] and tone(kind) not in locked


async def test_sent_twice_it_is_one_and_another_sound_is_another(world: World, robin: httpx.AsyncClient) -> None:
    for sound in (tone(), tone(), tone("webm")):
        assert await send(robin, sound) == (200, "saved")
    assert len(world.received()) == 2


HOSTILE = {
    "nothing": b"",
    "text with another name": b"This is a letter." * 50,
    "broken Opus": tone()[:200] + bytes(9_999),
}


@pytest.mark.parametrize("what", HOSTILE)
async def test_what_is_no_sound_is_refused_and_other_messages_go_on(
    world: World, robin: httpx.AsyncClient, what: str
) -> None:
    assert await send(robin, HOSTILE[what]) == (422, "no_sound")
    assert world.received() == [] and nothing_is_kept(world)
    assert await send(robin, tone()) == (200, "saved")


async def test_one_without_end_is_read_no_further_than_it_could_be_kept(world: World, robin: httpx.AsyncClient) -> None:
    part, taken = bytes(1024 * 1024), []

    async def receive() -> dict[str, object]:
        taken.append(len(part))
        return {"type": "http.request", "body": part, "more_body": True}

    sent: list[dict[str, object]] = []

    async def keep(message: dict[str, object]) -> None:
        sent.append(message)

    cookie = "; ".join(f"{name}={value}" for name, value in robin.cookies.items())
    scope = {
        **{"type": "http", "http_version": "1.1", "method": "POST", "scheme": "http", "path": "/chat/voice"},
        **{"raw_path": b"/chat/voice", "query_string": f"id={ID}".encode(), "root_path": ""},
        **{"headers": [(b"cookie", cookie.encode())], "client": ("192.0.2.7", 1), "server": ("said.test", 80)},
    }
    await world.app()(scope, receive, keep)  # type: ignore[arg-type]
    assert sent[0]["status"] == 422 and sum(taken) <= MOST_BYTES + 2 * len(part)
    assert nothing_is_kept(world)


async def test_one_that_says_it_is_100_mb_is_not_read_at_all(world: World, robin: httpx.AsyncClient) -> None:
    answer = await robin.post("/chat/voice", params={"id": ID}, headers={"content-length": "104857600"}, content=b"x")
    assert (answer.status_code, answer.json()) == (422, {"state": "too_long"})


async def test_too_long_is_told_apart(world: World, robin: httpx.AsyncClient) -> None:
    assert await send(robin, tone("flac", 21 * 60, loud=0)) == (422, "too_long")
    assert nothing_is_kept(world)


async def test_where_nobody_can_look_at_it_the_page_tries_again(
    world: World, robin: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incoming, "_PROGRAM", Path("/nowhere/measure.py"))
    assert await send(robin, tone()) == (503, "not_now")
    monkeypatch.undo()
    assert await send(robin, tone()) == (200, "saved")


async def test_only_who_is_linked_may_send_and_only_from_the_page_of_that_chat(
    world: World, robin: httpx.AsyncClient
) -> None:
    async with world.client() as stranger:
        assert await send(stranger, tone()) == (401, "not_linked")
    assert await send(robin, tone(), chat="another chat") == (401, "not_linked")
    for bad in ("", "short", "a" * 41, "spaces are bad"):
        assert (await robin.post("/chat/voice", params={"id": bad}, content=tone())).status_code == 422
    other_site = {"sec-fetch-site": "cross-site"}
    assert (await robin.post("/chat/voice", params={"id": ID}, content=tone(), headers=other_site)).status_code == 403
    with world.store.write() as tx:
        linking.unlink_all(tx, SYSTEM, world.robin.id)
    assert await send(robin, tone()) == (401, "not_linked")
    assert world.received() == [] and nothing_is_kept(world)


async def test_the_page_may_use_the_microphone_and_nobody_it_shows_may(robin: httpx.AsyncClient) -> None:
    headers = (await robin.get("/chat/")).headers
    assert "microphone=(self)" in headers["permissions-policy"] and "camera=()" in headers["permissions-policy"]
    assert "media-src 'self' blob:;" in headers["content-security-policy"]


def nothing_is_kept(world: World) -> bool:
    with world.store.read() as tx:
        return not tx.execute(select(table)).all() and not tx.execute(select(contents)).all()
