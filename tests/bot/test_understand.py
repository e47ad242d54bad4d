"""`said understand` and the child that holds the model, against a stand-in for the model."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pytest

from bot.assistant_child import AssistantFiles, AssistantMissing
from bot.commands.understand import read_lines
from bot.model_child import ModelChild, ModelGone, Unreadable
from tests.support.model_stand_in import model_stand_in

ROOT = Path(__file__).parents[2]
ENVIRON = {"PATH": os.environ["PATH"], "SECRET_KEY": "never", "OMP_NUM_THREADS": "1"}
SOON = 20.0


@pytest.fixture
def files(tmp_path: Path) -> AssistantFiles:
    return model_stand_in(tmp_path)


@pytest.fixture
def model(files: AssistantFiles) -> Iterator[ModelChild]:
    with ModelChild(ENVIRON, files) as model:
        yield model


def started(files: AssistantFiles) -> Any:
    return json.loads((files.root / "started").read_text())


def is_running(process_id: int) -> bool:
    try:
        state = Path(f"/proc/{process_id}/stat").read_text()
    except OSError:
        return False
    return state.rpartition(")")[2].split()[0] != "Z"


def line(text: str, asked: str = "open") -> bytes:
    return json.dumps({"text": text, "asked": asked}).encode() + b"\n"


def read(model: ModelChild, *lines: bytes) -> tuple[int, list[dict[str, Any]]]:
    out = io.BytesIO()
    code = read_lines(model, lines, out)
    return code, [json.loads(one) for one in out.getvalue().splitlines()]


def _read_and_close(model: ModelChild, lines: IO[bytes], out: IO[bytes]) -> None:
    read_lines(model, lines, out)
    out.close()


def test_lines_are_answered_in_order(model: ModelChild) -> None:
    code, found = read(model, line("bus late", "did_not_work"), line("pub was brill"))
    assert code == 0
    assert [one["parts"][0]["text"] for one in found] == ["bus late", "pub was brill"]
    assert found[0]["parts"][0]["topics"] == ["asked=did_not_work"]
    assert found[0]["confidence"] == 0.8765


def test_the_rules_screen_what_the_model_reads(model: ModelChild) -> None:
    _, (found,) = read(model, line("Daz hit me"))
    assert found["tier"] == "amber" and "harm-hit" in found["tier_reasons"]


def test_a_bad_line_is_answered_in_its_place(model: ModelChild) -> None:
    code, found = read(model, line("one"), b"two\n", line("fail now"), line("four"))
    assert code == 1
    assert [("error" in one) for one in found] == [False, True, True, False]
    assert found[1]["error"].startswith("line 2: this is not JSON. Write ")
    assert found[2]["error"].startswith("line 3: the model failed at it (IndexError).")


def test_a_model_that_ends_is_told_of(model: ModelChild) -> None:
    with pytest.raises(ModelGone, match="make setup"):
        read(model, line("one"), line("end now"), line("three"))


def test_an_answer_comes_before_the_next_line(model: ModelChild) -> None:
    """As at a terminal."""
    to_us, to_them = os.pipe(), os.pipe()
    with open(to_us[0], "rb") as lines, open(to_them[1], "wb") as out:
        work = threading.Thread(target=lambda: read_lines(model, lines, out))
        work.start()
        with open(to_us[1], "wb", buffering=0) as writer, open(to_them[0], "rb") as reader:
            for words in ("one", "two"):
                writer.write(line(words))
                assert json.loads(reader.readline())["parts"][0]["text"] == words
        work.join(SOON)
        assert not work.is_alive()


def test_whoever_writes_all_before_they_read_does_not_wait_for_ever(model: ModelChild) -> None:
    many = 10_000
    to_us, to_them = os.pipe(), os.pipe()
    with open(to_us[0], "rb") as lines, open(to_them[1], "wb") as out:
        work = threading.Thread(target=_read_and_close, args=(model, lines, out), daemon=True)
        work.start()
        with open(to_us[1], "wb") as writer:
            writer.writelines(line(f"number {number}") for number in range(many))
        with open(to_them[0], "rb") as reader:
            found = [json.loads(one)["parts"][0]["text"] for one in reader]
        work.join(SOON)
    assert found == [f"number {number}" for number in range(many)]


def test_the_child_is_given_nothing_of_ours(model: ModelChild, files: AssistantFiles) -> None:
    _, arguments, environ = started(files)
    assert arguments == [str(files.model)]
    assert environ["OMP_NUM_THREADS"] == "1" and environ["RASA_TELEMETRY_ENABLED"] == "false"
    assert not {"SECRET_KEY", "SAID_TURN_TOKEN", "SAID_ACTION_URL"} & environ.keys()


def test_the_child_is_gone_at_the_end(files: AssistantFiles) -> None:
    with ModelChild(ENVIRON, files) as model:
        process_id = started(files)[0]
        assert is_running(process_id)
        with pytest.raises(Unreadable, match="IndexError"):
            model.ask("\u2063asked=open\u2063fail now")
    assert not is_running(process_id)


def test_what_it_logs_is_not_shown(files: AssistantFiles, capfd: pytest.CaptureFixture[str]) -> None:
    with ModelChild(ENVIRON, files) as model:
        read(model, line("one"))
    assert "Daz" not in "".join(capfd.readouterr())


def test_never_set_up_it_says_what_to_do(files: AssistantFiles) -> None:
    files.model.unlink()
    with pytest.raises(AssistantMissing, match="make setup"):
        ModelChild(ENVIRON, files)


def test_a_model_that_cannot_be_loaded_says_what_to_do(files: AssistantFiles) -> None:
    (files.root / "broken").touch()
    with pytest.raises(ModelGone, match=r"could not be loaded \(ModelNotFound\). Run `make setup`"):
        ModelChild(ENVIRON, files)


def test_whoever_reads_may_have_enough(files: AssistantFiles) -> None:
    """As in `said understand < messages | head -1`."""
    command = f"""
import pathlib, sys
from bot import assistant_child, model_child
from bot.commands import understand
model_child.AssistantFiles = lambda: assistant_child.AssistantFiles(pathlib.Path({str(files.root)!r}))
sys.exit(understand.run({{}}))
"""
    with subprocess.Popen(
        [sys.executable, "-c", command],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdin.write(line("one") * 5_000)
        process.stdin.flush()
        assert process.stdout.readline()
        process.stdout.close()
        assert (process.wait(SOON), process.stderr.read()) == (0, b"")
    assert not is_running(started(files)[0])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a child whose parent was killed")
def test_killed_with_no_warning_the_command_leaves_no_model_behind(files: AssistantFiles) -> None:
    command = f"""
import pathlib, time
from bot.assistant_child import AssistantFiles
from bot.model_child import ModelChild
with ModelChild({{}}, AssistantFiles(pathlib.Path({str(files.root)!r}))):
    print("ready", flush=True)
    time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", command], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        process_id = started(files)[0]
        assert is_running(process_id)
        process.kill()
    deadline = time.monotonic() + SOON
    while is_running(process_id):
        assert time.monotonic() < deadline, "the model outlived the command"
        time.sleep(0.02)
