"""Puts the web chat together: its addresses, its style and script, and the guard before all of them."""

import asyncio
import hashlib
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.channels.web import chat_page, link_page, photo, receiving, sending, sound, voice
from bot.channels.web.guard import Guard
from bot.channels.web.web_chat import WebChat, WebChatSettings, web_chat
from bot.controls import parts
from bot.gateway import Gateway
from bot.voices import Voices
from speech import Checks, Speech, browser
from storage import Store
from wording import pictured
from wording.catalogue import Catalogue

_HERE = Path(__file__).parent
_STATIC = _HERE / "static"


def application(
    store: Store, gateway: Gateway, catalogue: Catalogue, speech: Speech, settings: WebChatSettings
) -> Starlette:
    """The web chat, to be mounted at `/chat`. Set its `state.stopping` when the program ends, before the server waits
    for its requests: pages that wait for news would hold it up."""
    # Strict: a word that a page needs and nobody gave must fail in a test, not show as a gap.
    templates = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["parts"] = parts
    assets = f"static/{_version()}"
    routes = [
        Route("/", chat_page.show),
        Route("/link", link_page.show),
        Route("/link", link_page.use, methods=["POST"]),
        Route("/send", sending.send, methods=["POST"]),
        Route("/voice", voice.send, methods=["POST"]),
        Route("/messages", receiving.messages),
        Route("/sound/{outbox_id}", sound.play),
        Route("/photo/{picture_id}", photo.show),
        Mount(f"/{assets}/signs", _Static(directory=pictured.FOLDER)),
        Mount(f"/{assets}/speech", _Static(directory=browser.FOLDER)),
        Mount(f"/{assets}", _Static(directory=_STATIC)),
    ]
    app = Starlette(routes=routes, middleware=[Middleware(Guard)], exception_handlers={HTTPException: _refused})
    app.state.stopping = asyncio.Event()
    voices = Voices(speech, catalogue, store)
    about = (settings, templates, assets, app.state.stopping)
    app.state.web_chat = WebChat(store, gateway, catalogue, voices, Checks(), *about)
    return app


class _Static(StaticFiles):
    """The version is part of the address, so that a browser may keep a file for good and never mixes two versions."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


def _version() -> str:
    beside = (pictured.version() + browser.version()).encode()
    content = b"".join(file.read_bytes() for file in sorted(_STATIC.iterdir())) + beside
    return hashlib.sha256(content).hexdigest()[:12]


async def _refused(request: Request, refused: Exception) -> Response:
    """Any refusal, as a page in easy words."""
    assert isinstance(refused, HTTPException)  # noqa: S101 - registered for nothing else
    text = "utter_web_no_page" if refused.status_code == 404 else "utter_web_not_done"
    return web_chat(request).page(request, "notice.html", refused.status_code, text=web_chat(request).say(text))
