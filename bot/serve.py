"""The program: staff pages, web chat, actions and the assistant, started together and stopped together."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, nullcontext
from datetime import timedelta
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route

import staff
from bot import health, logs, opening, said_ahead, staffed, upkeep, welcome
from bot.assistant import Assistant
from bot.assistant_process import AssistantProcess
from bot.channels import web
from bot.channels.telegram import TelegramChannel
from bot.counters import Counted
from bot.health import Health, Probe
from bot.listening import LOOPBACK, listen, served
from bot.metrics import Metrics
from bot.notifying import trying_out
from bot.schedule import QuietHours
from bot.service import Service, actions_application, build
from bot.settings import Settings, refuse_unsigned, refuse_unsigned_rules
from bot.telling import Telling, mailer_of
from bot.voices import Voices
from safeguarding.complaints import complaint_book
from safeguarding.screening import rule_book
from safeguarding.significant import significant_book
from speech import Speech, Transcriber
from storage import Store
from wording import lint, signed_texts
from wording.catalogue import Catalogue

_log = logging.getLogger("said")


async def serve(settings: Settings) -> None:
    """Run until SIGINT or SIGTERM. Raises PortTaken, StoreError or SettingsError before anything is started."""
    with opening.only_one(settings):
        await _serve(settings)


async def _serve(settings: Settings) -> None:
    asyncio.get_running_loop().set_exception_handler(logs.of_loop)
    catalogue = opening.open_catalogue()
    refuse_unsigned(settings, signed_texts.unsigned(catalogue))
    # A rule file with a mistake, or one that nobody answers for, stops the start and not a message.
    rules = await asyncio.to_thread(rule_book)
    refuse_unsigned_rules(settings, rules.unsigned)
    listening = listen(settings.host, settings.port)
    store = await asyncio.to_thread(opening.open_store, settings)
    try:
        if settings.is_demo:
            await asyncio.to_thread(welcome.load_demo_once, settings, store)
        else:
            await asyncio.to_thread(staffed.refuse_unstaffed, store)
        await asyncio.to_thread(_preload)
        speech = opening.open_speech(settings)
        actions = listen(LOOPBACK, settings.actions_port)
        async with served(actions_application(store, catalogue), actions), _assistant(settings, actions) as assistant:
            quiet = QuietHours(*settings.quiet_hours)
            words, every = welcome.service_words(settings), timedelta(days=settings.drill_days)
            transcriber = Transcriber(folder) if (folder := settings.transcription_model) else None
            service = build(store, catalogue, assistant, words, quiet, settings.ladder, every or None, transcriber)
            telegram = telegram_channel(settings, store, service, speech)
            telling = Telling.of(settings, store)
            probes = health.probes(store, assistant, telling.channels, telegram)
            app = application(settings, store, service, catalogue, speech, probes, telegram)
            async with AsyncExitStack() as parts:
                ahead = said_ahead.running(opening.open_ahead(settings, speech, catalogue))
                voices = upkeep.voices_tidied(store, speech)
                for part in (ahead, voices, service.running(), telling.running(Health(probes)), _taking_part(telegram)):
                    await parts.enter_async_context(part)
                await parts.enter_async_context(served(app, listening, settings.trusted_proxy))
                welcome.say_where(settings, store, rules.unsigned)
                await _asked_to_stop()
                let_pages_go(app)
                _log.info("stopping")
    finally:
        await asyncio.to_thread(store.close)


def telegram_channel(settings: Settings, store: Store, service: Service, speech: Speech) -> TelegramChannel | None:
    """The Telegram channel, where there is a bot for it."""
    if (about := opening.telegram_settings(settings)) is None:
        return None
    voices = Voices(speech, service.renderer.catalogue, store)
    return TelegramChannel(store, service.gateway, service.hub, service.renderer, voices, about)


def application(
    settings: Settings,
    store: Store,
    service: Service,
    catalogue: Catalogue,
    speech: Speech,
    probes: Mapping[str, Probe],
    telegram: TelegramChannel | None = None,
) -> Starlette:
    """The public application: the chat at /chat, the staff pages at /staff, those of supporters at /supporter, and where
    Telegram calls us, if it does.
    `probes`: what /health asks, by part."""
    secure = settings.public_address.startswith("https://")
    chat = web.application(store, service.gateway, catalogue, speech, web.WebChatSettings(settings.is_demo, secure))
    staff_settings = staff.StaffSettings(
        settings.is_demo,
        secure,
        settings.public_address,
        second_factor_required=not settings.is_demo,
        telegram_username=lambda: None if telegram is None else telegram.username,
        quiet_until=QuietHours(*settings.quiet_hours).over_at,
        is_direct_way=trying_out.is_direct_way,
        send_test=trying_out.TryOut(mailer_of(settings), store.clock).send,
        choice_money_limit=settings.choice_money_limit,
        council_adult_contact=settings.council_adult_contact,
        council_children_contact=settings.council_children_contact,
        restriction_months=settings.restriction_months,
        voice_formats=opening.voice_formats(settings),
    )
    pages = staff.application(store, catalogue, speech, staff_settings, service.something_to_tell)

    supporters = staff.supporters_application(store, catalogue, speech, staff_settings, service.renderer.for_outsider)

    async def to_chat(_request: Request) -> Response:
        return RedirectResponse("/chat/")

    watched = Health(probes)
    routes: list[BaseRoute] = [
        Route("/", to_chat),
        Route("/health", watched.page),
        Route("/metrics", Metrics(settings.metrics_token, store, watched).page),
        Mount("/chat", Counted(chat, "chat")),
        Mount("/staff", Counted(pages, "staff")),
        Mount("/supporter", Counted(supporters, "supporter")),
    ]
    if telegram is not None and settings.telegram_webhook_url:
        routes.append(Route(urlsplit(settings.telegram_webhook_url).path, telegram.webhook, methods=["POST"]))
    app = Starlette(routes=routes)
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


def _taking_part(telegram: TelegramChannel | None) -> AbstractAsyncContextManager[None]:
    return nullcontext() if telegram is None else telegram.running()


async def _say_when_ready(process: AssistantProcess) -> None:
    started = asyncio.get_running_loop().time()
    if await process.wait_ready(300):
        seconds = asyncio.get_running_loop().time() - started
        print(f"The assistant is ready ({seconds:.0f} s). Messages are answered now.", flush=True)


def _preload() -> None:
    """Word lists and the books of signs: a file with a mistake must stop the start, not a message."""
    lint.preload()
    complaint_book()
    significant_book()


async def _asked_to_stop() -> None:
    asked = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, asked.set)
    await asked.wait()
