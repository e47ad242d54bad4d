"""`said safeguarding contact`, `said safeguarding rota` and `said safeguarding check`."""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterable
from pathlib import Path

from bot.commands.asking import opened
from bot.settings import Settings
from storage import StoreError, Transaction, safeguarding_team, staff_accounts, staffing, team_for_staff
from storage.audit import SYSTEM
from storage.errors import Refused
from storage.staff_accounts import StaffMember
from storage.vocabulary import Post, Role
from storage.week import DAYS, Shift, Span, clock, minute_of, shifts_of

COLUMNS = ("email", "day", "from", "to")
STANDARD_INPUT = "-"


def contact_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("--email", required=True, help="what this safeguarding lead signs in with")
    command.add_argument("--post", required=True, choices=[post.value for post in Post], help="what they are")
    command.add_argument(
        "--also-called",
        action="append",
        metavar="NAME",
        help="what people call them beside their name, as a nickname or “the area manager”; again for another one, and "
        "all of them each time. What there is stays if it is left out",
    )
    command.add_argument(
        "--direct",
        choices=[STANDARD_INPUT],
        help="read a second way to them, an Apprise address, from standard input: it holds secrets. An empty line takes "
        "it away",
    )


def rota_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--file", required=True, metavar="FILE", help=f"a table with the columns {', '.join(COLUMNS)}; - reads it here"
    )


def contact(asked: argparse.Namespace, settings: Settings) -> int:
    """Raises StoreError for nobody, for who is no lead, and for a post, a name or an address that will not do."""
    direct = None if asked.direct is None else _direct()
    with opened(settings) as store, store.write() as tx:
        member = _lead(tx, asked.email)
        names = _names_now(tx, member) if asked.also_called is None else asked.also_called
        team_for_staff.give_post(tx, SYSTEM, member.id, Post(asked.post), names, direct)
        missing = staffing.not_ready(tx)
    print(f"{member.name} is the {asked.post} now." if asked.post != Post.ALTERNATE else f"{member.name} is told now.")
    _say_what_is_missing(missing)
    return 0


def rota(asked: argparse.Namespace, settings: Settings) -> int:
    """The whole week anew. Raises StoreError that names the line for a table that will not do."""
    lines = _lines(asked.file)
    with opened(settings) as store, store.write() as tx:
        shifts = [shift for number, row in lines for shift in _shifts(tx, number, row)]
        safeguarding_team.set_rota(tx, SYSTEM, shifts)
        missing = staffing.not_ready(tx)
    print(f"The week is kept: {len(shifts)} shifts.")
    _say_what_is_missing(missing)
    return 0


def check(_asked: argparse.Namespace, settings: Settings) -> int:
    """What is missing, a line for each; 1 if anything is. Days away are named, and are no fault of the team."""
    with opened(settings) as store, store.read() as tx:
        missing, uncovered = staffing.not_ready(tx), staffing.uncovered_days(tx)
    for line in missing:
        print(f"said: {line}", file=sys.stderr)
    for day, gap in uncovered:
        print(f"Nobody is there on {day.isoformat()}, {clock(gap.start)} to {clock(gap.end)}, because of days away.")
    if not missing:
        print("The service is staffed for safeguarding at every hour of the week.")
    return 1 if missing else 0


def _say_what_is_missing(missing: tuple[str, ...]) -> None:
    for line in missing:
        print(f"Still missing: {line}")


def _direct() -> str:
    from bot.notifying.trying_out import is_direct_way

    address = sys.stdin.readline().strip()
    if address and not is_direct_way(address):
        raise StoreError("--direct: this is no Apprise address that can be used, or it is one for e-mail.")
    return address


def _lead(tx: Transaction, email: str) -> StaffMember:
    member = staff_accounts.by_email(tx, email)
    if member is None:
        raise StoreError(f"Nobody signs in with {email.strip()}. `said staff list` shows the addresses.")
    if member.role is not Role.SAFEGUARDING_LEAD:
        raise StoreError(
            f"{member.name} is no safeguarding lead: only those are told of concerns, outside of every house."
        )
    return member


def _names_now(tx: Transaction, member: StaffMember) -> tuple[str, ...]:
    told = safeguarding_team.contacts(tx)
    return next((one.also_called for one in told if one.member.id == member.id), ())


def _lines(file: str) -> list[tuple[int, dict[str, str]]]:
    """Each line of the table with its number."""
    try:
        text = sys.stdin.read() if file == STANDARD_INPUT else Path(file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"--file: {file} cannot be read ({type(error).__name__}).") from error
    return _read(text.splitlines())


def _read(lines: Iterable[str]) -> list[tuple[int, dict[str, str]]]:
    reader = csv.DictReader(lines, skipinitialspace=True)
    names = tuple((name or "").strip().casefold() for name in reader.fieldnames or ())
    if sorted(names) != sorted(COLUMNS):
        raise StoreError(f"--file: the first line must name the columns: {','.join(COLUMNS)}.")
    reader.fieldnames = names
    found = []
    for row in reader:
        if None in row or None in row.values():
            raise StoreError(
                f"--file, line {reader.line_num}: it does not have a value in each of the {len(COLUMNS)} columns."
            )
        found.append((reader.line_num, row))
    return found


def _shifts(tx: Transaction, number: int, row: dict[str, str]) -> tuple[Shift, ...]:
    days = [one.casefold() for one in DAYS]
    day = row["day"].strip().casefold()
    try:
        if day not in days:
            raise Refused(f"Write the day as one of {', '.join(DAYS)}.")
        span = Span(days.index(day), minute_of(row["from"]), minute_of(row["to"]))
        member = _lead(tx, row["email"])
        if member.id not in {one.member.id for one in safeguarding_team.contacts(tx)}:
            raise Refused(f"{member.name} has no post yet: said safeguarding contact --email {member.email} --post …")
    except StoreError as error:
        raise StoreError(f"--file, line {number}: {error}") from error
    return shifts_of(member.id, span)
