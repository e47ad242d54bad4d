"""R65: a canary is sent through every way in, the failing ones too, with the log at its most talkative. It is found nowhere but
in the database."""

from __future__ import annotations

import json
import logging
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import Store
from tests.support.mail_server import SENDER, mail_server
from tests.support.running_app import ROOT, RunningApp
from tests.support.running_assistant import RunningAssistant
from tests.support.telegram_server import TelegramServer
from tests.support.web_hook import WebHook, web_hook
from tests.whole import canary as ways
from tests.whole import canary_elsewhere as elsewhere
from tests.whole.canary import Canary

TELEGRAM_TOKEN = "7100000001:AAquokkatoken_of_telegram"
PATHS = (
    *ways.PATHS,
    elsewhere.told_in_telegram,
    elsewhere.strangers_write,
    elsewhere.telegram_fails,
    elsewhere.alerts_go_out,
    elsewhere.staff_are_told,
    *ways.LAST_PATHS,
)
"""In this order; the last one leaves the service without an assistant."""
EXPECTED = ("IntegrityError", "TurnFailed", "a try to answer failed: %s")
"""What a log of all these failures holds: without it they did not happen, or were not logged."""


@pytest.fixture
def phone() -> Iterator[WebHook]:
    """The lead's own second way."""
    with web_hook() as hook:
        yield hook


@pytest.fixture
def pager() -> Iterator[WebHook]:
    with web_hook() as hook:
        yield hook


async def test_the_canary_is_found_nowhere_but_in_the_database(
    tmp_path: Path, assistant: RunningAssistant, phone: WebHook, pager: WebHook, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    began = time.time()
    more = {
        "LOG_LEVEL": "DEBUG",
        "LOG_FORMAT": "json",
        "METRICS_TOKEN": ways.METRICS_TOKEN,
        "SECRET_KEY": ways.KEY,
        "SPEECH_CACHE": str(tmp_path / "speech"),
    }
    async with TelegramServer(TELEGRAM_TOKEN) as telegram, mail_server() as mail:
        more |= {"TELEGRAM_TOKEN": TELEGRAM_TOKEN, "TELEGRAM_API_URL": telegram.url}
        more |= {"ALERT_URLS": pager.url("quokkapager").replace("t0ken", "zanzitoken")}
        more |= {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(mail.port), "SMTP_SECURITY": "none", "SMTP_FROM": SENDER}
        app = RunningApp(tmp_path, assistant, more=more)
        await app.start()
        try:
            store = Store(app.database_url, secret_key=ways.KEY)
            canary = Canary(app, store, telegram, mail, phone, pager)
            elsewhere.nobody_takes_messages(canary)
            canary.settle()
            await canary.link()
            for way in PATHS:
                await way(canary)
            await canary.chat.close()
        finally:
            await app.stop()
    assert ways.WORDS.encode() in (tmp_path / "said.db").read_bytes(), "the canary was not kept, so nothing was tried"
    store.close()
    needles = [part.lower() for part in (*ways.PARTS, *canary.secrets, assistant.token)]
    log = (tmp_path / "app.log").read_text(encoding="utf-8")
    assert [name for name in EXPECTED if name not in log] == []
    _is_json_but_for_the_greeting(log)
    # The assistant's own log, as far as it is passed on; the test's own client and clock log beside it.
    of_assistant = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("bot"))
    places = {"the assistant's log": of_assistant, "names of files": "\n".join(map(str, _files(tmp_path, began)))}
    for file in _files(tmp_path, began):
        if not file.name.startswith("said.db"):
            places[str(file)] = _read(file)
    found = {(place, needle) for place, text in places.items() for needle in needles if needle in text.lower()}
    assert found == set()


def _files(folder: Path, began: float) -> Iterator[Path]:
    """All of the test's own, and what was written since in the places where the app and Rasa may leave something."""
    yield from (path for path in folder.rglob("*") if path.is_file())
    # Rasa's temporary files have the names that Python gives them.
    shared = (ROOT / ".rasa", ROOT / "models", ROOT / "var", *Path(tempfile.gettempdir()).glob("tmp*"))
    for place in shared:
        for parent, _, names in os.walk(place):
            yield from (path for name in names if _is_new(path := Path(parent, name), began))


def _is_new(path: Path, began: float) -> bool:
    try:
        return path.is_file() and path.stat().st_mtime >= began
    except OSError:  # somebody else's, gone meanwhile
        return False


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("latin-1")
    except OSError:
        return ""


def _is_json_but_for_the_greeting(log: str) -> None:
    """What is not a line of the log is what the operator reads at the start."""
    levels = [json.loads(line)["level"] for line in log.splitlines() if line.startswith("{")]
    assert {"ERROR", "WARNING"} <= set(levels)
    assert "Traceback" not in log
