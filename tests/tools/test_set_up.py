"""Setting up: what is done on a fresh machine, what is not done again, and the one line where it cannot go on."""

from __future__ import annotations

import pytest

from tests.tools.conftest import Machine
from tools import running


def test_a_fresh_machine_gets_everything_in_order(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    assert machine.set_up() == 0
    root = machine.root
    calls = machine.calls
    verbs = [" ".join(call.split()[: 3 if "pip" in call else 2]) for call in calls]
    assert verbs == ["uv venv", "uv pip sync", "uv pip install", "uv venv", "uv pip sync", "rasa train"]
    assert f"uv pip sync --python {root}/.venv/bin/python --require-hashes {root}/requirements/app.txt" in calls
    assert f"--require-hashes {root}/requirements/assistant.txt" in calls[4]
    assert "--no-deps --no-build-isolation --editable ." in calls[2]
    assert "train --config config.yml --domain domain --data nlu/examples stories --out" in calls[5]
    assert (root / "models" / "said.tar.gz").exists()
    said = capsys.readouterr().out.splitlines()
    assert [line for line in said if line.startswith("[1/3] ")] == [said[0], said[2]]
    assert "      Downloading rasa (9.9MiB)" in said
    assert "a line for the log alone" not in "".join(said)
    assert "a line for the log alone" in (root / "var" / "log" / "setup.log").read_text()


def test_the_second_time_nothing_is_done_or_said(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    machine.set_up()
    assert machine.calls
    capsys.readouterr()
    assert machine.set_up() == 0
    assert machine.calls == []
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("changed", "done"),
    [
        ("requirements/app.txt", ["uv pip sync", "uv pip install"]),
        ("pyproject.toml", ["uv pip sync", "uv pip install"]),
        ("requirements/assistant.txt", ["uv pip sync", "rasa train --config"]),
        ("stories/new.yml", ["rasa train --config"]),
        ("domain/examples/some.yml", ["rasa train --config"]),
        ("config.yml", ["rasa train --config"]),
        ("README.md", []),
        ("nlu/__pycache__/some.pyc", []),
    ],
)
def test_only_what_changed_is_done_again(machine: Machine, changed: str, done: list[str]) -> None:
    machine.set_up()
    assert machine.calls
    (machine.root / changed).parent.mkdir(exist_ok=True)
    (machine.root / changed).write_text("something else\n")
    assert machine.set_up() == 0
    assert [" ".join(call.split()[:3]) for call in machine.calls] == done


def test_libraries_of_the_tests_are_added_once_and_stay(machine: Machine) -> None:
    machine.set_up()
    assert machine.calls
    assert machine.set_up("--for-tests") == 0
    assert "requirements/dev.txt" in machine.calls[0]
    assert machine.set_up() == 0
    assert machine.calls == []


def test_an_environment_whose_python_is_gone_is_made_anew(machine: Machine) -> None:
    machine.set_up()
    assert machine.calls
    (machine.root / ".venv" / "bin" / "python").unlink()
    assert machine.set_up() == 0
    assert [call.split()[1] for call in machine.calls] == ["venv", "pip", "pip"]


def test_a_step_that_failed_is_done_again(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    fails = machine.folder / "uv-fails"
    fails.write_text("assistant.txt\nsomething odd\n")
    assert machine.set_up() == 1
    error = capsys.readouterr().err
    assert error == (
        "said: the libraries of requirements/assistant.txt could not be installed. Details: var/log/setup.log\n"
    )
    fails.unlink()
    assert machine.calls
    assert machine.set_up() == 0
    assert [" ".join(call.split()[:3]) for call in machine.calls] == ["uv pip sync", "rasa train --config"]


@pytest.mark.parametrize(
    ("printed", "line"),
    [
        ("error: error sending request for url", "the package index cannot be reached"),
        ("OSError: [Errno 28] No space left on device", "the disk is full"),
    ],
)
def test_a_foreseeable_failure_is_one_line(
    machine: Machine, capsys: pytest.CaptureFixture[str], printed: str, line: str
) -> None:
    (machine.folder / "uv-fails").write_text(f"pip sync\n{printed}\n")
    assert machine.set_up() == 1
    error = capsys.readouterr().err
    assert error.startswith(f"said: {line}")
    assert error.count("\n") == 1


def test_long_work_says_that_it_goes_on(
    machine: Machine, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "STILL_THERE", 0.05)
    slow = (machine.folder / "bin" / "uv").read_text().replace('"pip sync")', '"pip sync") sleep 0.3;')
    machine.program("bin/uv", slow)
    assert machine.set_up() == 0
    assert "still at it" in capsys.readouterr().out


def test_no_rules_in_the_model_is_a_failure_that_keeps_the_old_one(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.set_up()
    model = machine.root / "models" / "said.tar.gz"
    before = model.read_bytes()
    (machine.folder / "rules").write_text("0")
    (machine.root / "stories" / "examples" / "some.yml").write_text("")
    assert machine.set_up() == 1
    assert "It found no rules" in capsys.readouterr().err
    assert model.read_bytes() == before
    assert [file.name for file in sorted((machine.root / "models").iterdir())] == ["said.tar.gz", "said.trained-from"]
    assert machine.set_up() == 1


def test_a_missing_folder_is_named(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    (machine.root / "stories" / "examples" / "some.yml").unlink()
    (machine.root / "stories" / "examples").rmdir()
    (machine.root / "stories").rmdir()
    assert machine.set_up() == 1
    assert "stories is missing" in capsys.readouterr().err
