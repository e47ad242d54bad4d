"""Pages that a person keeps: each stands alone, also when it is saved, printed or sent on. No script, and its style, its pictures
and what people said themselves are in it. Only what reads it out is fetched from the service while it shows the page: made ahead
it would be a long wait."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from storage.recordings import Recording
from wording import pictured

_HERE = Path(__file__).parent / "templates"
_STYLE = (_HERE / "review_pack.css").read_text(encoding="utf-8")
_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
# Names the page's own style to a browser that takes no other, nor a picture that is not in the page, nor a sound from
# elsewhere.
_POLICY = "; ".join(
    (
        *("default-src 'none'", f"style-src 'sha256-{_STYLE_HASH}'", "img-src data:", "media-src 'self' data:"),
        *("frame-ancestors 'none'", "base-uri 'none'"),
    )
)
_TEMPLATES = Environment(
    loader=FileSystemLoader(_HERE),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render(template: str, **values: Any) -> str:
    """The page as text."""
    style = Markup(_STYLE)  # ours, from a file  # noqa: S704
    return pictured.in_page(_TEMPLATES.get_template(template).render(style=style, **values), pictured.inlined)


def sound(recording: Recording) -> str:
    """An address that is the sound itself."""
    kind = recording.media_type if recording.media_type.startswith("audio/") else "application/octet-stream"
    return f"data:{kind};base64,{base64.b64encode(recording.sound).decode()}"


def response(page: str) -> HTMLResponse:
    """The page as it is sent to a browser."""
    return HTMLResponse(page, headers={"Content-Security-Policy": _POLICY})
