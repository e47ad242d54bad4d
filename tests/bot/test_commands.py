"""Setting up at the command line: houses, staff, people and their chats.

In this process: what is tested is what a command does and says, and a new interpreter for each would take minutes.
"""

from __future__ import annotations

import argparse

import pytest

from bot import cli
from bot.assistant_child import AssistantFiles
from bot.commands import person
from bot.settings import from_environment
from storage import Store, contents, houses, images, migrate, pictures
from storage.audit import SYSTEM
from storage.recordings import Recording
from tests.bot.said_command import Said, staffed
from tests.bot.test_cli import one_line
from tests.support import uploads


@pytest.mark.parametrize("command", cli.COMMANDS)
def test_every_command_has_help(said: Said, command: str) -> None:
    done = said(*command.split(), "--help")
    assert done.returncode == 0 and f"said {command}" in done.stdout


def test_a_command_of_a_group_is_named(said: Said) -> None:
    done = said("house")
    assert done.returncode == 2 and "COMMAND" in done.stderr
    assert all(name in said("staff", "--help").stdout for name in ("add", "list", "invite"))


def test_reading_without_a_model_says_what_to_do(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.model_child.AssistantFiles", lambda: AssistantFiles(said.folder))
    done = said("understand")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Run `make setup`" in one_line(done.stderr)


GOOD = "a long enough password\n"
ASH = ("staff", "add", "--name", "Ash Invented", "--email", "ash@invented.example", "--role", "manager")
AT_HOME = (*ASH, "--house", "Invented House")


def test_a_service_is_opened_by_two_commands(said: Said) -> None:
    assert said("house", "add", "Invented House").returncode == 0
    assert said(*AT_HOME, stdin=GOOD).returncode == 0
    assert "in use already" in one_line(said(*AT_HOME, stdin=GOOD).stderr)
    known = "There is no house called Other. There are: Invented House."
    assert known in one_line(said(*ASH, "--house", "Other", stdin=GOOD).stderr)
    listed = said("staff", "list").stdout
    assert listed == "Ash Invented\tmanager\tash@invented.example\tInvented House\tactive\n"
    assert said("house", "list").stdout.startswith("Invented House\t0 people\t")


@pytest.mark.parametrize(("password", "problem"), [("short", "12 letters"), ("Password1234!", "easy to guess")])
def test_a_password_that_will_not_do_is_refused(said: Said, password: str, problem: str) -> None:
    said("house", "add", "Invented House")
    assert problem in one_line(said(*AT_HOME, stdin=f"{password}\n").stderr)
    assert said("staff", "list").stdout == ""


def test_a_house_has_one_name_and_a_member_is_somebody(said: Said) -> None:
    said("house", "add", "Invented House")
    assert "called Invented House already" in one_line(said("house", "add", " invented house").stderr)
    for name, email, problem in (("  ", "ash@invented.example", "--name"), ("Ash", "ash at invented", "--email")):
        arguments = ("--name", name, "--email", email, "--role", "manager", "--house", "Invented House")
        assert problem in one_line(said("staff", "add", *arguments, stdin=GOOD).stderr)
    assert "--house: Choose the house" in one_line(said(*ASH, stdin=GOOD).stderr)
    done = said(*ASH, "--house", "invented house", "--house", "Invented House", stdin=GOOD)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_lead_stands_outside_and_an_administrator_may(said: Said) -> None:
    said("house", "add", "Invented House")
    lead = ("staff", "add", "--name", "Lea Invented", "--email", "lea@invented.example", "--role", "safeguarding_lead")
    assert "outside" in one_line(said(*lead, "--house", "Invented House", "--invite").stderr)
    assert said(*lead, "--invite").returncode == 0
    admin = ("staff", "add", "--name", "Ada Invented", "--email", "ada@invented.example", "--role", "admin")
    assert said(*admin, "--invite").returncode == 0
    assert "\tno house\tinvited" in said("staff", "list").stdout


def test_an_invitation_is_printed_once_and_made_again(said: Said) -> None:
    said("house", "add", "Invented House")
    first = said(*AT_HOME, "--invite", PUBLIC_ADDRESS="https://said.example").stdout
    assert "https://said.example/staff/invitation?token=" in first
    again = said("staff", "invite", "ASH@invented.example")
    assert again.returncode == 0 and "/staff/invitation?token=" in again.stdout
    assert "Nobody signs in with who@invented.example" in one_line(
        said("staff", "invite", "who@invented.example").stderr
    )


def test_a_person_is_added_linked_and_unlinked(said: Said) -> None:
    said("house", "add", "Invented House")
    assert "no house called Other" in one_line(said("person", "add", "--name", "Bo", "--house", "Other").stderr)
    added = said("person", "add", "--name", "Bo Invented", "--house", "invented house")
    person_id = added.stdout.strip()
    assert len(person_id) == 22
    assert said("person", "list", "--house", "Invented House").stdout == (
        f"Bo Invented\tInvented House\tnot linked\t{person_id}\n"
    )
    staffed(said)
    for who in ("bo invented", person_id):
        done = said("link", who)
        code = done.stdout.split("  (", 1)[0].replace(" ", "")
        assert done.returncode == 0 and f"/chat/link?code={code}\n" in done.stdout and "▀" in done.stdout
    assert "0 chats have ended for Bo Invented" in said("unlink", person_id).stdout
    assert "no Telegram bot" in one_line(said("link", person_id, "--channel", "telegram").stderr)


def test_two_people_of_one_name_are_told_apart_by_their_ids(said: Said) -> None:
    ids = []
    for house in ("One Invented House", "Two Invented House"):
        said("house", "add", house)
        ids.append(said("person", "add", "--name", "Bo Invented", "--house", house).stdout.strip())
        same = said("person", "add", "--name", "bo invented", "--house", house)
        assert "lives in this house already" in one_line(same.stderr)
    problem = one_line(said("link", "Bo Invented").stderr)
    assert all(one in problem for one in ids)


def test_a_code_for_telegram_carries_the_name_of_the_bot(
    said: Said, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(person, "_bot_name", lambda _settings: "said_invented_bot")
    said("house", "add", "Invented House")
    said("person", "add", "--name", "Bo Invented", "--house", "Invented House")
    staffed(said)
    settings = from_environment({"DATABASE_URL": f"sqlite:///{said.folder / 'said.db'}"})
    asked = argparse.Namespace(person="Bo Invented", channel="telegram")
    capsys.readouterr()
    assert person.link(asked, settings) == 0
    shown = capsys.readouterr().out
    code = shown.split("  (", 1)[0].replace(" ", "")
    assert f"https://t.me/said_invented_bot?start={code}\n" in shown and "/chat/link" not in shown


def test_what_is_encrypted_is_checked_copied_and_brought_back(said: Said) -> None:
    key = "k3y" * 12
    store = Store(f"sqlite:///{said.folder / 'said.db'}", secret_key=key)
    migrate.upgrade(store)
    with store.write() as tx:
        house = houses.add_house(tx, SYSTEM, "Example House", is_demo=True)
        robin = houses.add_person(tx, SYSTEM, house.id, "Robin Example")
        contents.keep(tx, SYSTEM, robin.id, None, Recording(b"OggS invented", "audio/ogg", 2.0))
        photo = images.made(uploads.photo())
        pictures.keep(tx, SYSTEM, robin.id, "The pool", photo, supporter_id="somebody")
    store.close()
    for command in (("check",), ("backup", "copy.tar.gz"), ("restore", "copy.tar.gz", "--replace"), ("check",)):
        done = said(*command, SECRET_KEY=key)
        assert (done.returncode, done.stderr) == (0, "")
    without = said("check")
    assert without.returncode == 1 and "SECRET_KEY" in without.stderr
