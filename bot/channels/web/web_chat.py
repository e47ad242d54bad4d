"""What every page of the web chat works with."""

import asyncio
from dataclasses import dataclass

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse

from bot.gateway import Gateway
from bot.voices import Voices
from speech import Checks
from storage import Store
from wording import pictured
from wording.catalogue import Catalogue


@dataclass(frozen=True)
class WebChatSettings:
    """`is_demo` says so on every page; `secure_cookies` is for everywhere but plain http on this machine."""

    is_demo: bool
    secure_cookies: bool


@dataclass(frozen=True)
class WebChat:
    """`assets` is where the style and the script are, below the place at which the chat is mounted. Set `stopping` when
    the program ends: it lets go of every page that waits for news."""

    store: Store
    gateway: Gateway
    catalogue: Catalogue
    voices: Voices
    checks: Checks
    settings: WebChatSettings
    templates: Environment
    assets: str
    stopping: asyncio.Event

    def say(self, name: str, /, **values: str) -> str:
        """A fixed text of the catalogue, its bubbles as lines."""
        return "\n".join(self.catalogue.bubbles(name, **values))

    def page(self, request: Request, template: str, status: int = 200, **values: object) -> HTMLResponse:
        """A whole page."""
        base, assets = base_of(request), f"{base_of(request)}/{self.assets}"
        about = {"base": base, "assets": assets, "is_demo": self.settings.is_demo, "say": self.say}
        made = self.templates.get_template(template).render(**about, **values)
        return HTMLResponse(pictured.in_page(made, lambda name: f"{assets}/signs/{name}.svg"), status)


def web_chat(request: Request) -> WebChat:
    """The web chat this request came to."""
    chat = request.app.state.web_chat
    assert isinstance(chat, WebChat)  # noqa: S101 - `application` put it there
    return chat


def base_of(request: Request) -> str:
    """Where the chat is mounted, "/chat", to begin addresses with."""
    return str(request.scope.get("root_path", ""))
