"""A page on which one is a person on Telegram: see the chat, write, tap, send a voice message or a photo."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from aiohttp import BodyPartReader, web

from tests.support.telegram_server.media import opus_seconds
from tests.support.telegram_server.refusals import JSON
from tests.support.telegram_server.seen import Seen
from tests.support.telegram_server.server import TelegramServer
from tests.support.telegram_server.users import User

_PAGE = Path(__file__).with_name("page.html")
_FIRST = ("Alex Invented", "Sam Invented")


def routes(server: TelegramServer) -> list[web.RouteDef]:
    """What the page needs; `more_routes` of a server."""
    for name in _FIRST:
        server.user(name)

    async def page(_: web.Request) -> web.StreamResponse:
        return web.FileResponse(_PAGE, headers={"Cache-Control": "no-store"})

    async def see(request: web.Request) -> web.StreamResponse:
        return web.json_response(_screen(server, _user(server, request)))

    async def sound(request: web.Request) -> web.StreamResponse:
        user = _user(server, request)
        found = next((seen for seen in user.chat if str(seen.id) == request.query.get("message")), None)
        if found is None or found.file is None:
            raise web.HTTPNotFound
        kinds = {"voice": "audio/ogg", "audio": "audio/mpeg", "photo": "image/jpeg"}
        return web.Response(body=found.file, content_type=kinds.get(found.kind, "application/octet-stream"))

    async def act(request: web.Request) -> web.StreamResponse:
        given = await _given(request)
        action = _ACTIONS.get(request.match_info["action"])
        if action is None:
            raise web.HTTPNotFound
        try:
            await action(_user(server, request), given)
        except (LookupError, RuntimeError, ValueError) as wrong:
            return web.json_response({"wrong": str(wrong)}, status=400)
        await asyncio.sleep(0)
        return web.json_response({})

    return [
        web.get("/", page),
        web.get("/page/see", see),
        web.get("/page/file", sound),
        web.post("/page/{action}", act),
    ]


def _user(server: TelegramServer, request: web.Request) -> User:
    return server.user(request.query.get("user") or _FIRST[0])


async def _given(request: web.Request) -> dict[str, Any]:
    """The fields of a form; a file as its bytes."""
    given: dict[str, Any] = {}
    async for part in await request.multipart():
        if isinstance(part, BodyPartReader) and part.name:
            data = bytes(await part.read(decode=True))
            given[part.name] = data if part.filename is not None else data.decode()
    return given


async def _start(user: User, given: dict[str, Any]) -> None:
    await user.starts(given.get("code") or None)


async def _write(user: User, given: dict[str, Any]) -> None:
    await user.writes(given["text"])


async def _tap(user: User, given: dict[str, Any]) -> None:
    """`message` names the one the button is under; without it, it is a key of the reply keyboard."""
    if not given.get("message"):
        await user.taps(given["label"])
        return
    seen = next(seen for seen in user.chat if str(seen.id) == given["message"])
    await user.taps(seen.button(given["label"]))


async def _voice(user: User, given: dict[str, Any]) -> None:
    await user.sends_voice(given["file"], max(1, opus_seconds(given["file"])))


async def _photo(user: User, given: dict[str, Any]) -> None:
    await user.sends_photo(given.get("caption") or None, given["file"])


async def _sticker(user: User, given: dict[str, Any]) -> None:
    await user.sends_sticker(given.get("emoji") or "😀")


async def _block(user: User, given: dict[str, Any]) -> None:
    await (user.unblocks() if user.person.blocked_bot else user.blocks_bot())


_ACTIONS: dict[str, Callable[[User, dict[str, Any]], Awaitable[None]]] = {
    "start": _start,
    "write": _write,
    "tap": _tap,
    "voice": _voice,
    "photo": _photo,
    "sticker": _sticker,
    "block": _block,
}


def _screen(server: TelegramServer, user: User) -> JSON:
    """Everything on the screen."""
    return {
        "bot": server.world.bot["first_name"],
        "users": list(server.users),
        "name": user.name,
        "started": user.person.started,
        "blocked": user.person.blocked_bot,
        "keyboard": user.keyboard,
        "messages": [_message(seen) for seen in user.chat if not seen.deleted],
    }


def _message(seen: Seen) -> JSON:
    return {
        "id": seen.id,
        "mine": not seen.from_bot,
        "kind": seen.kind,
        "words": seen.words,
        "emoji": seen.content.get("sticker", {}).get("emoji"),
        "edited": seen.edited,
        "at": seen.at,
        "buttons": [[{"label": button.label, "url": button.url} for button in row] for row in seen.buttons],
    }
