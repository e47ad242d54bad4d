"""The assistant as a child, against a stand-in for `rasa run`: started, watched, started again, and never left behind."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import httpx
import pytest

from bot.assistant_child import AssistantFiles, AssistantMissing
from bot.assistant_process import AssistantProcess, Patience
from tests.support.rasa_stand_in import RasaStandIn

SOON = 10.0
QUICK = Patience(
    look_every=0.02, start=5, check_every=0.02, answer=0.1, misses=2, first_wait=0.05, longest_wait=0.1, stop=2
)
ROOT = Path(__file__).parents[2]


@pytest.fixture
def rasa(tmp_path: Path) -> RasaStandIn:
    return RasaStandIn(tmp_path)


@pytest.fixture
async def assistant(rasa: RasaStandIn) -> AsyncIterator[AssistantProcess]:
    environ = {"PATH": os.environ["PATH"], "SECRET_KEY": "never", "DATABASE_URL": "sqlite://", "OMP_NUM_THREADS": "1"}
    assistant = AssistantProcess("http://127.0.0.1:1/webhook", environ, AssistantFiles(rasa.root), QUICK)
    yield assistant
    await assistant.stop()


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(SOON):
        while not is_so():
            await asyncio.sleep(0.01)


async def test_a_token_that_begins_as_an_option_does_is_still_a_token(
    rasa: RasaStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("secrets.token_urlsafe", lambda _: "-begins-with-a-dash")
    environ = {"PATH": os.environ["PATH"]}
    assistant = AssistantProcess("http://127.0.0.1:1/webhook", environ, AssistantFiles(rasa.root), QUICK)
    await assistant.start()
    try:
        assert await assistant.wait_ready(SOON)
    finally:
        await assistant.stop()


async def test_it_starts_at_once_and_is_ready_when_it_answers(assistant: AssistantProcess, rasa: RasaStandIn) -> None:
    await assistant.start()
    assert not assistant.is_ready
    assert await assistant.wait_ready(SOON)
    async with httpx.AsyncClient() as client:
        assert (await client.get(f"{assistant.url}/status")).status_code == 401
    await assistant.stop()
    assert not assistant.is_ready
    assert not rasa.is_running()


async def test_waiting_ends_when_it_takes_too_long(assistant: AssistantProcess, rasa: RasaStandIn) -> None:
    (rasa.root / "silent").touch()
    await assistant.start()
    assert not await assistant.wait_ready(0.2)


async def test_it_is_given_its_own_settings_and_none_of_ours(assistant: AssistantProcess, rasa: RasaStandIn) -> None:
    await assistant.start()
    assert await assistant.wait_ready(SOON)
    arguments, environ, shown = json.loads((rasa.root / "starts" / str(rasa.starts[0])).read_text())
    assert arguments[1:3] == ["run", "--enable-api"]
    assert arguments[arguments.index("--interface") + 1] == "127.0.0.1"
    assert environ["SAID_ACTION_URL"] == "http://127.0.0.1:1/webhook"
    assert environ["SAID_TURN_TOKEN"] == assistant.token and f"--auth-token={assistant.token}" in arguments
    assert assistant.token not in shown  # what a list of processes shows
    assert environ["RASA_TELEMETRY_ENABLED"] == "false"
    assert environ["OMP_NUM_THREADS"] == "1"
    assert not {"SECRET_KEY", "DATABASE_URL"} & environ.keys()


async def test_killed_it_is_started_again_at_the_same_address(assistant: AssistantProcess, rasa: RasaStandIn) -> None:
    await assistant.start()
    assert await assistant.wait_ready(SOON)
    address = assistant.url
    os.kill(rasa.starts[0], signal.SIGKILL)
    await until(lambda: not assistant.is_ready)
    assert await assistant.wait_ready(SOON)
    assert assistant.url == address
    assert len(rasa.starts) == 2


async def test_stuck_it_is_ended_and_started_again(assistant: AssistantProcess, rasa: RasaStandIn) -> None:
    await assistant.start()
    assert await assistant.wait_ready(SOON)
    (rasa.root / "silent").touch()
    await until(lambda: not assistant.is_ready)
    (rasa.root / "silent").unlink()
    assert await assistant.wait_ready(SOON)


async def test_one_that_refuses_is_tried_with_longer_and_longer_waits(
    assistant: AssistantProcess, rasa: RasaStandIn, caplog: pytest.LogCaptureFixture
) -> None:
    (rasa.root / "refuses").touch()
    await assistant.start()
    await until(lambda: len(rasa.starts) == 3)
    assert "the assistant ended (exit code 3)" in caplog.messages
    (rasa.root / "refuses").unlink()
    assert await assistant.wait_ready(SOON)


async def test_no_word_that_it_logs_is_passed_on(
    assistant: AssistantProcess, rasa: RasaStandIn, caplog: pytest.LogCaptureFixture
) -> None:
    failure = '{"text": "Daz hits me", "event": "rest.message.received.failure", "level": "error"}'
    (rasa.root / "says").write_text(
        f"2026-11-24 22:15:28 ERROR    rasa.core.channels.rest  - {failure}\nTraceback: Daz hits me\n{'x' * 3_000_000}\n"
    )
    with caplog.at_level(logging.DEBUG):
        await assistant.start()
        await until(lambda: "rasa.core.channels.rest rest.message.received.failure" in caplog.messages)
        assert await assistant.wait_ready(SOON)
    ours = " ".join(record.getMessage() for record in caplog.records if record.name.startswith("bot"))
    assert "Daz" not in ours
    assert assistant.token not in ours


async def test_never_set_up_it_says_what_to_do(assistant: AssistantProcess, rasa: RasaStandIn) -> None:
    (rasa.root / "models" / "said.tar.gz").unlink()
    with pytest.raises(AssistantMissing, match="make setup"):
        await assistant.start()


def test_the_token_is_in_no_repr(rasa: RasaStandIn) -> None:
    assistant = AssistantProcess("http://127.0.0.1:1/", {"SECRET_KEY": "never"}, AssistantFiles(rasa.root), QUICK)
    assert assistant.token not in repr(vars(assistant)["_launch"])
    assert "never" not in repr(vars(assistant)["_launch"])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a child whose parent was killed")
def test_killed_with_no_warning_the_app_leaves_no_assistant_behind(rasa: RasaStandIn) -> None:
    app = f"""
import asyncio, os, pathlib
from bot.assistant_child import AssistantFiles
from bot.assistant_process import AssistantProcess
async def main():
    assistant = AssistantProcess("http://127.0.0.1:1/", os.environ, AssistantFiles(pathlib.Path({str(rasa.root)!r})))
    await assistant.start()
    print(await assistant.wait_ready({SOON}), flush=True)
    await asyncio.sleep(60)
asyncio.run(main())
"""
    with subprocess.Popen([sys.executable, "-c", app], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "True\n"
        assert rasa.is_running()
        process.kill()
    deadline = time.monotonic() + SOON
    while rasa.is_running():
        assert time.monotonic() < deadline, "the assistant outlived the app"
        time.sleep(0.02)
