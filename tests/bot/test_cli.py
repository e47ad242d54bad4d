"""The command line: what it does, its exit codes, and errors of one line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


class Said:
    """Runs the command on a store of its own, in a folder without a `.env`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *arguments: str, stdin: str = "", **environ: str) -> subprocess.CompletedProcess[str]:
        mine = {"DATABASE_URL": f"sqlite:///{self.folder / 'said.db'}", "PYTHONPATH": str(ROOT), **environ}
        return subprocess.run(
            [sys.executable, "-m", "bot.cli", *arguments],
            cwd=self.folder,
            env={**os.environ, **mine},
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def said(tmp_path: Path) -> Said:
    return Said(tmp_path)


def one_line(text: str) -> str:
    assert text.startswith("said: ") and text.count("\n") == 1, text
    return text


def test_help_names_every_command(said: Said) -> None:
    done = said("--help")
    assert done.returncode == 0
    assert all(name in done.stdout for name in ("serve", "check", "demo", "review", "add-house", "add-staff"))


@pytest.mark.parametrize("command", ["serve", "check", "demo", "review", "add-house", "add-staff"])
def test_every_command_has_help(said: Said, command: str) -> None:
    assert said(command, "--help").returncode == 0


def test_a_wrong_setting_stops_it_and_is_named(said: Said) -> None:
    done = said("check", PORT="eighty")
    assert done.returncode == 1
    assert "PORT" in one_line(done.stderr)


def test_a_demo_house_checks_and_reviews(said: Said) -> None:
    assert said("demo").returncode == 0
    assert "houses in this store already" in one_line(said("demo").stderr)
    checked = said("check")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "people: 4" in checked.stdout and "All is well" in checked.stdout
    pack = json.loads(said("review", "Alex Demo", "--since-last", "--format", "json").stdout)
    assert "wake me up to early" in json.dumps(pack)
    assert "<html" in said("review", "alex demo").stdout


def test_a_review_that_cannot_be_made_says_what_to_do(said: Said) -> None:
    said("demo")
    assert "Nobody" in one_line(said("review", "Nobody Here").stderr)
    assert said("review", "Alex Demo", "--to", "2026-01-01").returncode == 2
    assert said("review", "Alex Demo", "--from", "yesterday").returncode == 2


def test_a_changed_trail_is_found(said: Said) -> None:
    import sqlite3

    said("demo")
    with sqlite3.connect(said.folder / "said.db") as database:
        database.execute("DROP TRIGGER audit_events_no_update")
        database.execute("UPDATE audit_events SET verb = 'nothing' WHERE position = 3")
    done = said("check")
    assert done.returncode == 1
    assert "event 3" in done.stderr


def test_a_service_is_opened_by_two_commands(said: Said) -> None:
    assert said("add-house", "Invented House").returncode == 0
    staff = ("add-staff", "--name", "Ash Invented", "--email", "ash@invented.example", "--role", "manager")
    assert said(*staff, "--house", "Invented House", stdin="a long enough password\n").returncode == 0
    assert "in use already" in one_line(
        said(*staff, "--house", "Invented House", stdin="a long enough password\n").stderr
    )
    assert "no house called Other" in one_line(
        said(*staff, "--house", "Other", stdin="a long enough password\n").stderr
    )
    assert "12 letters" in one_line(said(*staff, "--house", "Invented House", stdin="short\n").stderr)


def test_a_house_has_one_name_and_a_member_is_somebody(said: Said) -> None:
    said("add-house", "Invented House")
    assert "called Invented House already" in one_line(said("add-house", " invented house").stderr)
    for name, email, problem in (("  ", "ash@invented.example", "--name"), ("Ash", "ash at invented", "--email")):
        arguments = ("--name", name, "--email", email, "--role", "manager", "--house", "Invented House")
        assert problem in one_line(said("add-staff", *arguments, stdin="a long enough password\n").stderr)
    staff = ("add-staff", "--name", "Ash Invented", "--email", "ash@invented.example", "--role", "manager")
    done = said(*staff, "--house", "invented house", "--house", "Invented House", stdin="a long enough password\n")
    assert (done.returncode, done.stderr) == (0, "")


def test_the_store_is_for_this_account_alone(said: Said) -> None:
    said("add-house", "Invented House")
    files = list(said.folder.glob("said.db*"))
    assert files and not [file.name for file in files if file.stat().st_mode & 0o077]


@pytest.mark.parametrize("host", ["nowhere.invalid", "192.0.2.1"])
def test_a_host_of_another_machine_is_named(said: Said, host: str) -> None:
    done = said("serve", HOST=host, PORT="8999")
    assert done.returncode == 1
    assert "HOST" in one_line(done.stderr) and host in done.stderr


def test_a_taken_port_says_what_to_do(said: Said) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = said("serve", PORT=str(taken.getsockname()[1]))
    assert done.returncode == 1
    assert "is not free" in one_line(done.stderr) and "PORT=" in done.stderr


def test_production_refuses_to_start_half_set_up(said: Said) -> None:
    done = said("serve", PROFILE="production")
    assert done.returncode == 1
    assert "SECRET_KEY" in one_line(done.stderr)
