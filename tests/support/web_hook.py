"""A real HTTP server on this machine that takes what Apprise sends to json:// addresses."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class WebHook:
    """`got` holds every body it took; `status` is its answer; while `holds` is set it does not answer at all."""

    port: int = 0
    got: list[bytes] = field(default_factory=list)
    status: int = 200
    holds: threading.Event | None = None

    def url(self, name: str = "room") -> str:
        return f"json://said:t0ken-of-the-room@127.0.0.1:{self.port}/{name}"

    def said(self) -> list[dict[str, Any]]:
        return [json.loads(one) for one in self.got]


@contextmanager
def web_hook() -> Iterator[WebHook]:
    mine = WebHook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if mine.holds is not None:
                mine.holds.wait(10)
            if mine.status == 200:
                mine.got.append(body)
            self.send_response(mine.status)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing on the screen."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    mine.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield mine
    server.shutdown()
    server.server_close()
