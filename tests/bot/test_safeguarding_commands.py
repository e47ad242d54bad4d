"""The safeguarding team at the command line, and what production does without one."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.staffed import NotStaffed, refuse_unstaffed
from storage import Store, migrate, safeguarding_team, staff_accounts
from storage.audit import SYSTEM
from storage.vocabulary import Post
from tests.bot.said_command import Done, Said
from tests.bot.test_cli import one_line
from tests.support.team import settle_team

LEADS = {"lea": "lead", "dev": "deputy", "ann": "alternate"}
WAY = "json://127.0.0.1:9/secret-way"
DAYS = ("Monday", "tuesday", "WEDNESDAY", "Thursday", "Friday", "Saturday", "Sunday")


def with_accounts(said: Said) -> None:
    for name in LEADS:
        arguments = ("--name", f"{name.title()} Invented", "--email", f"{name}@invented.example", "--invite")
        assert said("staff", "add", "--role", "safeguarding_lead", *arguments).returncode == 0


def with_contacts(said: Said) -> None:
    with_accounts(said)
    for name, post in LEADS.items():
        assert contact(said, name, post, "--direct", "-", stdin=f"{WAY}\n").returncode == 0


def contact(said: Said, name: str, post: str, *more: str, stdin: str = "") -> Done:
    return said("safeguarding", "contact", "--email", f"{name}@invented.example", "--post", post, *more, stdin=stdin)


def rota(*who: str) -> str:
    return "email,day,from,to\n" + "".join(f"{one}@invented.example,{day},20:00,20:00\n" for one in who for day in DAYS)


def test_a_team_is_set_up_by_three_commands(said: Said) -> None:
    with_contacts(said)
    done = said("safeguarding", "check")
    assert done.returncode == 1 and "Nobody is on the rota on Monday, 00:00 to 24:00" in one_line(done.stderr)
    done = said("safeguarding", "rota", "--file", "-", stdin=rota("lea", "dev"))
    assert (done.returncode, done.stdout) == (0, "The week is kept: 28 shifts.\n")
    done = said("safeguarding", "check")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "The service is staffed for safeguarding at every hour of the week.\n"


def test_the_rota_comes_from_a_file_as_well(said: Said, tmp_path: Path) -> None:
    with_contacts(said)
    table = tmp_path / "rota.csv"
    table.write_text("\ufeff" + rota("lea"), encoding="utf-8")
    done = said("safeguarding", "rota", "--file", str(table))
    assert (
        done.stdout.splitlines()[1]
        == "Still missing: Lea Invented is the only one on the rota. Put a second person on it."
    )
    assert "cannot be read (FileNotFoundError)" in one_line(
        said("safeguarding", "rota", "--file", "nowhere.csv").stderr
    )


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        ("", "must name the columns: email,day,from,to"),
        ("email,day,from\nlea@invented.example,Monday,09:00\n", "must name the columns"),
        ("email,day,from,to\nlea@invented.example,Monday,09:00\n", "line 2: it does not have a value in each"),
        (
            "email,day,from,to\nlea@invented.example,Monday,09:00,17:00,more\n",
            "line 2: it does not have a value in each",
        ),
        ("email,day,from,to\nlea@invented.example,Mon,09:00,17:00\n", "line 2: Write the day as one of Monday"),
        ("email,day,from,to\n\nlea@invented.example,Monday,9 am,17:00\n", "line 3: Write a time as 09:00"),
        ("email,day,from,to\nwho@invented.example,Monday,09:00,17:00\n", "line 2: Nobody signs in with who@"),
        ("email,day,from,to\nmo@invented.example,Monday,09:00,17:00\n", "line 2: Mo Invented is no safeguarding lead"),
        ("email,day,from,to\nno@invented.example,Monday,09:00,17:00\n", "line 2: No Invented has no post yet"),
    ],
)
def test_a_table_that_will_not_do_changes_nothing_and_its_line_is_named(said: Said, table: str, problem: str) -> None:
    with_contacts(said)
    said("staff", "add", "--role", "admin", "--name", "Mo Invented", "--email", "mo@invented.example", "--invite")
    lead = ("--role", "safeguarding_lead", "--name", "No Invented", "--email", "no@invented.example")
    said("staff", "add", *lead, "--invite")
    said("safeguarding", "rota", "--file", "-", stdin=rota("lea", "dev"))
    done = said("safeguarding", "rota", "--file", "-", stdin=table)
    assert done.returncode == 1 and problem in one_line(done.stderr)
    assert said("safeguarding", "check").returncode == 0


def test_a_contact_keeps_names_and_ways_that_are_not_given(said: Said) -> None:
    with_accounts(said)
    done = contact(
        said, "lea", "lead", "--also-called", "Leo", "--also-called", "the big boss", "--direct", "-", stdin=WAY
    )
    assert done.stdout.startswith("Lea Invented is the lead now.\nStill missing: ") and "secret-way" not in done.stdout
    assert contact(said, "lea", "deputy").returncode == 0
    store = Store(f"sqlite:///{said.folder / 'said.db'}")
    with store.read() as tx:
        [kept] = safeguarding_team.contacts(tx)
    store.close()
    assert (kept.post, kept.also_called, kept.has_direct) == (Post.DEPUTY, ("Leo", "the big boss"), True)
    assert "has no second way" in contact(said, "lea", "deputy", "--direct", "-", stdin="\n").stdout


def test_a_contact_that_will_not_do_is_refused(said: Said) -> None:
    with_accounts(said)
    contact(said, "lea", "lead")
    assert "Lea Invented is the lead already" in one_line(contact(said, "dev", "lead").stderr)
    assert "Nobody signs in with who@" in one_line(contact(said, "who", "deputy").stderr)
    for way in ("nonsense", "mailto://secret-way@example.org", f"{WAY} {WAY}"):
        refused = one_line(contact(said, "dev", "deputy", "--direct", "-", stdin=f"{way}\n").stderr)
        assert "--direct" in refused and "secret-way" not in refused
    assert "20 names or fewer" in one_line(contact(said, "dev", "deputy", "--also-called", "😡").stderr)
    assert contact(said, "dev", "deputy", "--direct", WAY).returncode == 2, "a secret is no argument: others see those"


def test_a_code_is_refused_with_who_can_mend_it(said: Said) -> None:
    said("house", "add", "Invented House")
    said("person", "add", "--name", "Bo Invented", "--house", "Invented House")
    refused = one_line(said("link", "Bo Invented").stderr)
    assert "not staffed for safeguarding" in refused and "`said safeguarding check`" in refused


def test_the_first_start_says_what_is_missing_and_which_command_mends_it(said: Said) -> None:
    store = Store(f"sqlite:///{said.folder / 'said.db'}")
    migrate.upgrade(store)
    with pytest.raises(NotStaffed) as refused:
        refuse_unstaffed(store)
    store.close()
    lines = str(refused.value).splitlines()
    assert lines[0] == "PROFILE=production needs a safeguarding team first."
    assert sum(line.startswith("  - ") for line in lines) == 4
    assert any("said safeguarding rota --file rota.csv" in line for line in lines)


def test_a_service_that_was_ready_once_starts_and_warns(said: Said, capsys: pytest.CaptureFixture[str]) -> None:
    store = Store(f"sqlite:///{said.folder / 'said.db'}")
    migrate.upgrade(store)
    with store.write() as tx:
        team = settle_team(tx)
    capsys.readouterr()
    refuse_unstaffed(store)
    assert capsys.readouterr().err == ""
    with store.write() as tx:
        safeguarding_team.remove_contact(tx, SYSTEM, team.deputy.id)
        assert staff_accounts.by_email(tx, team.deputy.email) is not None
    refuse_unstaffed(store)
    warned = capsys.readouterr().err
    store.close()
    assert warned.count("said: not staffed for safeguarding: ") == 2 and "who is a deputy" in warned
