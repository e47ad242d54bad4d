"""The program: staff pages, web chat, actions and the assistant, started together and stopped together."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import os
import signal
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

import staff
from bot import demo, opening
from bot.assistant import Assistant
from bot.assistant_process import AssistantProcess
from bot.channels import web
from bot.rendering import Renderer, ServiceWords
from bot.schedule import QuietHours
from bot.service import Service, actions_application, build
from bot.settings import Settings, refuse_unsigned
from bot.speaking import Speaker
from safeguarding.screening import rule_book
from speech import Speech
from storage import Store, houses
from wording import lint
from wording.catalogue import Catalogue

__all__ = ["PortTaken", "serve"]

_log = logging.getLogger("said")
LOOPBACK = "127.0.0.1"
HIGHEST_PORT = 65_535
DEMO_NOTES = "demo-sign-in.json"
STOPS_WITHIN = 5
"""Seconds that a request under way may still take when the program ends."""


class PortTaken(Exception):
    """It cannot listen there, mostly as somebody else does; the message says what to do."""


class Server(uvicorn.Server):
    """Leaves the signals to the program, which has more than one server to stop."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def serve(settings: Settings) -> None:
    """Run until SIGINT or SIGTERM. Raises PortTaken, StoreError or SettingsError before anything is started."""
    catalogue = opening.open_catalogue()
    refuse_unsigned(settings, catalogue)
    listening = listen(settings.host, settings.port)
    store = await asyncio.to_thread(opening.open_store, settings)
    try:
        if settings.is_demo:
            await asyncio.to_thread(_load_demo_once, settings, store)
        await asyncio.to_thread(_preload)
        speech = opening.open_speech(settings, catalogue)
        actions = listen(LOOPBACK, settings.actions_port)
        async with served(actions_application(store, catalogue), actions), _assistant(settings, actions) as assistant:
            quiet = QuietHours(*settings.quiet_hours)
            service = build(store, catalogue, assistant, _service_words(settings), quiet)
            app = application(settings, store, service, catalogue, speech)
            async with service.running(), served(app, listening):
                _say_where(settings, store)
                await _asked_to_stop()
                let_pages_go(app)
                _log.info("stopping")
    finally:
        await asyncio.to_thread(store.close)


def application(settings: Settings, store: Store, service: Service, catalogue: Catalogue, speech: Speech) -> Starlette:
    """The public application: the chat at /chat, the staff pages at /staff."""
    secure = settings.public_address.startswith("https://")
    chat = web.application(store, service.gateway, catalogue, speech, web.WebChatSettings(settings.is_demo, secure))
    staff_settings = staff.StaffSettings(settings.is_demo, secure, settings.public_address)
    pages = staff.application(store, catalogue, speech, staff_settings, service.something_to_tell)

    async def to_chat(_request: Request) -> Response:
        return RedirectResponse("/chat/")

    async def health(_request: Request) -> Response:
        await store.reading(lambda tx: tx.today)
        return JSONResponse({"status": "ok"})

    app = Starlette(
        routes=[Route("/", to_chat), Route("/health", health), Mount("/chat", chat), Mount("/staff", pages)]
    )
    app.state.chat = chat
    return app


def let_pages_go(app: Starlette) -> None:
    """Pages that wait for news are let go, or the server would wait for them."""
    app.state.chat.state.stopping.set()


@asynccontextmanager
async def _assistant(settings: Settings, actions: socket.socket) -> AsyncIterator[Assistant]:
    """The operator's own assistant, or one of ours beside the app. It need not be there yet: messages wait."""
    if settings.assistant_url:
        token = settings.assistant_token or None
        async with Assistant(lambda: settings.assistant_url, token, seconds=settings.turn_timeout) as assistant:
            if not await assistant.is_there():
                print(f"Nobody answers at ASSISTANT_URL ({settings.assistant_url}) yet. Messages wait.", flush=True)
            yield assistant
        return
    process = AssistantProcess(f"http://{LOOPBACK}:{actions.getsockname()[1]}/webhook", os.environ)
    await process.start()
    try:
        async with Assistant(lambda: process.url, process.token, seconds=settings.turn_timeout) as assistant:
            ready = asyncio.create_task(_say_when_ready(process))
            yield assistant
            ready.cancel()
    finally:
        await process.stop()


async def _say_when_ready(process: AssistantProcess) -> None:
    started = asyncio.get_running_loop().time()
    if await process.wait_ready(300):
        seconds = asyncio.get_running_loop().time() - started
        print(f"The assistant is ready ({seconds:.0f} s). Messages are answered now.", flush=True)


@asynccontextmanager
async def served(app: ASGIApp, listening: socket.socket) -> AsyncIterator[None]:
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,  # addresses of one-time codes and recordings would stand in it
        lifespan="off",
        timeout_graceful_shutdown=STOPS_WITHIN,
        server_header=False,
    )
    server = Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started and not serving.done():
        await asyncio.sleep(0.01)
    try:
        yield
    finally:
        server.should_exit = True
        await serving


def listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise PortTaken(_what_to_do(host, port, error)) from error
    return listening


def _what_to_do(host: str, port: int, error: OSError) -> str:
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return f"HOST must be an address of this machine, such as {LOOPBACK}, not “{host}” ({error.strerror})."
    if error.errno == errno.EACCES:
        return f"PORT={port} is not for everybody ({error.strerror}). Take one of 1024 or more: PORT=8000 make run"
    another = port + 1 if port < HIGHEST_PORT else port - 1
    return (
        f"Port {port} of {host} is not free ({error.strerror}). Stop what uses it, or start with another one: "
        f"PORT={another} make run"
    )


def load_demo(settings: Settings) -> demo.SignIn:
    """Fill an empty store with the demo house. Raises StoreError if it is not empty."""
    clock = demo.PastClock(datetime.now(UTC))
    past = opening.open_store(settings, clock)
    try:
        catalogue = opening.open_catalogue()
        speaker = Speaker(Renderer(catalogue, _service_words(settings)))
        return demo.load(past, clock, speaker, catalogue.version, opening.beside_store(settings, DEMO_NOTES))
    finally:
        past.close()


def _preload() -> None:
    """Word lists and screening rules: a rule file with a mistake must stop the start, not a message."""
    lint.preload()
    rule_book()


def _service_words(settings: Settings) -> ServiceWords:
    return ServiceWords(settings.safeguarding_role, settings.reading_hours)


def _load_demo_once(settings: Settings, store: Store) -> None:
    with store.read() as tx:
        if houses.all_houses(tx):
            return
    print("Loading a small demo house.", flush=True)
    load_demo(settings)


def _say_where(settings: Settings, store: Store) -> None:
    at = settings.public_address
    lines = [f"Staff pages:  {at}/staff/", f"Chat:         {at}/chat/"]
    if settings.is_demo and (notes := demo.sign_in_notes(opening.beside_store(settings, DEMO_NOTES))) is not None:
        lines.insert(0, "This is a DEMO with made-up people. Do not put anything real in it.")
        lines += [f"  sign in as {role:<18} {email}" for role, email in notes.emails.items()]
        lines.append(f"  password for all of them:     {notes.password}")
        lines.append(f"  To talk as one of the people (each address works once; {demo.NEWCOMER} is new here):")
        lines += [f"  {person.name:<12} {at}/chat/link?code={code}" for person, code in demo.fresh_codes(store)]
    print("\n".join(["", *lines, "", "Ctrl-C stops it."]), flush=True)


async def _asked_to_stop() -> None:
    asked = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, asked.set)
    await asked.wait()
