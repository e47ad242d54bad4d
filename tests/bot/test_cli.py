"""The command line: what it does, its exit codes, and errors of one line."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.web_hook import web_hook

ROOT = Path(__file__).parents[2]


class Said:
    """Runs the command on a store of its own, in a folder without a `.env`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *arguments: str, stdin: str = "", **environ: str) -> subprocess.CompletedProcess[str]:
        kept = {"DATABASE_URL": f"sqlite:///{self.folder / 'said.db'}", "SPEECH_CACHE": str(self.folder / "speech")}
        mine = {**kept, "PYTHONPATH": str(ROOT), **environ}
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
    names = (
        "serve",
        "watch",
        "check",
        "demo",
        "understand",
        "backup",
        "restore",
        "review",
        "house",
        "staff",
        "person",
        "link",
        "unlink",
    )
    assert all(re.search(rf"\n    {name}\s", done.stdout) for name in names)


def test_a_wrong_setting_stops_it_and_is_named(said: Said) -> None:
    done = said("check", PORT="eighty")
    assert done.returncode == 1
    assert "PORT" in one_line(done.stderr)


def test_a_demo_house_checks_and_reviews(said: Said) -> None:
    assert said("demo").returncode == 0
    assert "houses in this store already" in one_line(said("demo").stderr)
    checked = said("check")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "people: 5" in checked.stdout and "All is well" in checked.stdout
    assert "voices, best first: " in checked.stdout and "fixed messages that can be heard at once: " in checked.stdout
    not_yet = re.findall(r"utter_\w+ \(\w+\)", checked.stdout)
    assert len(not_yet) == len(set(not_yet)) == 20
    pack = json.loads(said("review", "Alex Demo", "--since-last", "--format", "json").stdout)
    assert "wake me up to early" in json.dumps(pack)
    assert "<html" in said("review", "alex demo").stdout


def test_without_a_folder_for_voices_it_says_so_and_what_to_do(said: Said, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = said("phrases", SPEECH_CACHE=str(tmp_path / "file"))
    assert done.returncode == 1 and "SPEECH_CACHE" in one_line(done.stderr)


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


def test_the_store_is_for_this_account_alone(said: Said) -> None:
    said("house", "add", "Invented House")
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


def test_a_watch_needs_somewhere_to_page(said: Said) -> None:
    done = said("watch")
    assert done.returncode == 1 and "ALERT_URLS" in one_line(done.stderr)


def test_a_watch_pages_that_nothing_answers_needs_no_store_and_ends_when_asked(said: Said) -> None:
    with web_hook() as pager:
        address = {"PUBLIC_ADDRESS": "http://127.0.0.1:9", "ALERT_URLS": pager.url()}
        command = [sys.executable, "-c", QUICK_WATCH]
        environ = {**os.environ, "PYTHONPATH": str(ROOT), **address}
        watch = subprocess.Popen(command, cwd=said.folder, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        deadline = time.monotonic() + 30
        while not pager.got and time.monotonic() < deadline:
            time.sleep(0.05)
        watch.send_signal(signal.SIGINT)
        out, err = watch.communicate(timeout=10)
    assert [one["title"] for one in pager.said()] == ["Said & Done: not working: the service"]
    assert (watch.returncode, err) == (0, b"") and b"Asking http://127.0.0.1:9/health every minute" in out
    assert list(said.folder.iterdir()) == []


# The very program, only sooner.
QUICK_WATCH = """
import sys
from bot.alerting import outside
outside.OutsideWatch.__init__.__kwdefaults__.update(every=0.05, lasts=0.2)
from bot.cli import main
sys.exit(main(["watch"]))
"""


def test_a_backup_is_made_and_put_back(said: Said) -> None:
    said("demo")
    made = said("backup", "copy.tar.gz")
    assert (made.returncode, made.stderr) == (0, "") and "9 feedback of 5 people" in made.stdout
    assert (said.folder / "copy.tar.gz").stat().st_mode & 0o077 == 0
    said("house", "add", "Another Invented House")
    assert "--replace" in one_line(said("restore", "copy.tar.gz").stderr)
    back = said("restore", "copy.tar.gz", "--replace")
    assert (back.returncode, back.stderr) == (0, "") and "said.db.before-" in back.stdout
    assert "All is well" in said("check").stdout
    assert said("house", "add", "Another Invented House").returncode == 0


def test_a_folder_keeps_the_newest_backups(said: Said) -> None:
    said("house", "add", "Invented House")
    (said.folder / "backups").mkdir()
    for day in ("0101", "0102", "0103"):
        (said.folder / "backups" / f"said-2026{day}T000000Z.tar.gz").touch()
    (said.folder / "backups" / "mine.txt").touch()
    assert said("backup", "backups", "--keep", "2").returncode == 0
    left = sorted(file.name for file in (said.folder / "backups").iterdir())
    assert left[:2] == ["mine.txt", "said-20260103T000000Z.tar.gz"] and len(left) == 3
    assert said("backup", "backups", "--keep", "0").returncode == 2
    assert "--keep needs a folder" in one_line(said("backup", "one.tar.gz", "--keep", "2").stderr)


def test_no_backup_is_deleted_when_none_could_be_made(said: Said) -> None:
    (said.folder / "backups").mkdir()
    old = [said.folder / "backups" / f"said-2026010{day}T000000Z.tar.gz" for day in (1, 2)]
    for file in old:
        file.touch()
    assert "no store to copy" in one_line(said("backup", "backups", "--keep", "1").stderr)
    assert all(file.exists() for file in old)


def test_a_second_service_on_the_same_store_is_refused(said: Said) -> None:
    from storage import lease

    with lease.held(said.folder / "said.db"):
        done = said("serve", PORT="8998")
    assert done.returncode == 1
    assert f"process {os.getpid()}" in one_line(done.stderr) and "Stop it first" in done.stderr
