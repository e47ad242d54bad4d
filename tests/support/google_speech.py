"""A local stand-in for the address gTTS writes to: a proxy that answers for Google and for nobody else.

The product cannot be pointed at another host, so it is reached the way an operator's own proxy would be: by
`HTTPS_PROXY`, with a certificate of an authority that only the test trusts (`SSL_CERT_FILE`). It is strict: another
host, another path or a request gTTS would not write is refused and noted in `refused`.
"""

import base64
import io
import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qs

import numpy as np
import soundfile
import trustme

HOST = "translate.google.co.uk"
PATH = "/_/TranslateWebserverUi/data/batchexecute"
SECONDS_A_PIECE = 1.0

Answer = Literal[
    "sound",
    "too many requests",
    "broken down",
    "cut",
    "empty",
    "no sound in it",
    "broken sound",
    "never",
    "drop by drop",
]


@dataclass
class GoogleSpeech:
    """What was asked of the stand-in, and how it answers."""

    port: int
    authority: Path
    """The certificate that makes it trusted."""
    answer: Answer = "sound"
    first: list[Answer] = field(default_factory=list)
    """What the next requests get, one each, before `answer`."""
    retry_after: str | None = None
    heard: list[tuple[str, bool]] = field(default_factory=list)
    """Text and whether it was to be slow, of each request, in order."""
    refused: list[str] = field(default_factory=list)
    connections: int = 0
    closing: threading.Event = field(default_factory=threading.Event)

    @property
    def texts(self) -> list[str]:
        return [text for text, _ in self.heard]


@contextmanager
def google_speech(folder: Path) -> Iterator[GoogleSpeech]:
    """Run the stand-in on a free port of this machine; `folder` takes its certificate."""
    authority = trustme.CA()
    certificate = folder / "authority.pem"
    authority.cert_pem.write_to_path(certificate)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(HOST).configure_cert(tls)
    server = _Server(tls)
    server.google = GoogleSpeech(server.server_port, certificate)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server.google
    finally:
        server.google.closing.set()
        server.shutdown()
        thread.join()
        server.server_close()


class _Server(ThreadingHTTPServer):
    google: GoogleSpeech

    def __init__(self, tls: ssl.SSLContext) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.tls = tls

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up, or does not trust the certificate, is part of the tests."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_CONNECT(self) -> None:
        self.server.google.connections += 1
        if self.path != f"{HOST}:443":
            self._refuse(f"connection to {self.path}")
            return
        self.send_response(200)
        self.end_headers()
        self.connection = self.server.tls.wrap_socket(self.connection, server_side=True)
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb", buffering=0)
        self.handle_one_request()
        self.close_connection = True

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        try:
            text, slow = _read_request(self.path, self.headers["Content-Type"], body)
        except (KeyError, IndexError, ValueError) as wrong:
            self._refuse(f"{type(wrong).__name__}: {wrong}")
            return
        self.server.google.heard.append((text, slow))
        self._reply()

    def _reply(self) -> None:
        google = self.server.google
        answer = google.first.pop(0) if google.first else google.answer
        if answer == "never":
            self.server.google.closing.wait(30)
        elif answer == "too many requests":
            self._refused(429)
        elif answer == "broken down":
            self.send_error(500)
        elif answer == "cut":
            self.send_response(200)
            self.send_header("Content-Length", str(len(_body("sound"))))
            self.end_headers()
            self.wfile.write(_body("sound")[:-200])
        else:
            self.send_response(200)
            self.end_headers()
            if answer == "drop by drop":
                while not self.server.google.closing.wait(0.02):
                    self.wfile.write(b" ")
            else:
                self.wfile.write(_body(answer))

    def _refused(self, status: int) -> None:
        self.send_response(status)
        if self.server.google.retry_after is not None:
            self.send_header("Retry-After", self.server.google.retry_after)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _refuse(self, why: str) -> None:
        self.server.google.refused.append(why)
        self.send_error(403)

    def log_message(self, format: str, *args: object) -> None:
        """Kept quiet: a test looks at what was heard instead."""


def _read_request(path: str, content_type: str, body: str) -> tuple[str, bool]:
    """Text and pace of a request as gTTS writes it. Raises ValueError, KeyError or IndexError for any other."""
    if path != PATH or not content_type.startswith("application/x-www-form-urlencoded"):
        raise ValueError(f"not the address of the voice: {path}, {content_type}")
    [[[name, parameters, nothing, kind]]] = json.loads(parse_qs(body, strict_parsing=False)["f.req"][0])
    text, language, slow, _ = json.loads(parameters)
    if (name, nothing, kind, language) != ("jQ1olc", None, "generic", "en") or not 0 < len(text) <= 100:
        raise ValueError("not a request for a voice")
    return text, slow is True


def _body(answer: Answer) -> bytes:
    if answer == "empty":
        return b""
    sounds = {"sound": _tone(), "broken sound": b"this is no mp3", "no sound in it": b""}
    coded = base64.b64encode(sounds[answer]).decode()
    inner = json.dumps([coded] if coded else [])
    line = json.dumps([["wrb.fr", "jQ1olc", inner, None, None, None, "generic"]], separators=(",", ":"))
    return f')]}}\'\n\n{len(line)}\n{line}\n25\n[["e",4,null,null,137]]\n'.encode()


def _tone() -> bytes:
    """A second of a quiet hum as mp3, as Google sends: 24,000 samples a second."""
    time = np.arange(round(SECONDS_A_PIECE * 24_000)) / 24_000
    file = io.BytesIO()
    soundfile.write(file, 0.05 * np.sin(2 * np.pi * 220 * time), 24_000, format="MP3")
    return file.getvalue()
