"""The command line: `said serve`, `said watch`, `said check`, `said review` and more. Errors are one line that says what to do."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TypeAlias

from bot import backups, logs
from bot.commands import house, person, phrases, rules, safeguarding, staff
from bot.setting_reader import SettingsError
from bot.settings import Settings, from_environment
from safeguarding import RulesError
from storage.errors import StoreError
from wording.catalogue import CatalogueError

PROBLEM, WRONG_USE = 1, 2
Run = Callable[[argparse.Namespace, Settings], int]
AddArguments = Callable[[argparse.ArgumentParser], None]
Parsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code: 0 if all went well, 1 for a problem that is named, 2 for a call that is not understood."""
    asked = _parser().parse_args(arguments)
    # The words of people are for this account of the machine alone, in the store as in its backups and recordings.
    os.umask(0o077)
    logs.set_up()
    try:
        settings = from_environment(os.environ, _env_file())
        logs.set_up(settings.log_level, settings.log_format)
        return int(asked.run(asked, settings))
    except (SettingsError, StoreError, RulesError, CatalogueError) as error:
        print(f"said: {error}", file=sys.stderr)
        return PROBLEM


def _env_file() -> Path:
    """That of the folder the command is called in, or the project's own, as when it is called by cron."""
    here = Path(".env")
    return here if here.exists() else Path(__file__).resolve().parent.parent / ".env"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="said", description="People say what worked and what did not, and hear back.")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for words, (run, about, add_arguments) in COMMANDS.items():
        group, _, name = words.rpartition(" ")
        where = commands if not group else _group(commands, group)
        command = where.add_parser(name, help=about, description=f"{about[0].upper()}{about[1:]}.")
        command.set_defaults(run=run)
        if add_arguments is not None:
            add_arguments(command)
    return parser


def _group(commands: Parsers, name: str) -> Parsers:
    """The commands under `said NAME`, made at the first of them."""
    if name in commands.choices:
        made: Parsers = commands.choices[name].get_default("commands")
        return made
    group = commands.add_parser(name, help=GROUPS[name], description=f"{GROUPS[name][0].upper()}{GROUPS[name][1:]}.")
    made = group.add_subparsers(title="commands", required=True, metavar="COMMAND")
    group.set_defaults(commands=made)
    return made


def _review_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("person", metavar="PERSON", help="the person's name or id")
    command.add_argument("--from", dest="first", type=_day, metavar="DAY", help="first day, as 2026-01-31")
    command.add_argument("--to", dest="last", type=_day, metavar="DAY", help="last day; today if it is left out")
    command.add_argument("--since-last", action="store_true", help="since the last review (this is usual)")
    command.add_argument("--format", choices=("html", "json"), default="html", help="html to print, json to work with")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day: write it as 2026-01-31") from None


def _serve(_asked: argparse.Namespace, settings: Settings) -> int:
    # Imported here: the other commands need neither the pages nor the assistant, and start quicker without them.
    import uvloop

    from bot import serve
    from bot.assistant_child import AssistantMissing
    from bot.listening import PortTaken

    try:
        uvloop.run(serve.serve(settings))
    except (PortTaken, AssistantMissing) as error:
        print(f"said: {error}", file=sys.stderr)
        return PROBLEM
    return 0


def _watch(_asked: argparse.Namespace, settings: Settings) -> int:
    import asyncio

    from bot.alerting import outside
    from bot.telling import places

    pager = places(settings.alert_urls)
    if pager is None:
        raise SettingsError("ALERT_URLS must be set: said watch pages there when the service does not answer.")
    print(f"Asking {settings.public_address}/health every minute. Ctrl-C stops it.", flush=True)
    asyncio.run(outside.watch(settings.public_address, pager))
    return 0


def _check(_asked: argparse.Namespace, settings: Settings) -> int:
    from bot import opening
    from bot.commands import heard
    from storage.check import check

    store = opening.store_as_it_is(settings)
    report = check(store)
    store.close()
    for finding in report.findings:
        print(f"said: {finding}", file=sys.stderr)
    if report.counts is not None:
        counted = vars(report.counts)
        print(", ".join(f"{name.replace('_', ' ')}: {number}" for name, number in counted.items()))
    for line in heard.lines(settings):
        print(line)
    if report.is_good:
        print("All is well: the shape is the newest, the trail holds, and the words are the ones that were kept.")
    return 0 if report.is_good else PROBLEM


def _demo(_asked: argparse.Namespace, settings: Settings) -> int:
    from bot import welcome

    sign_in = welcome.load_demo(settings)
    print(f"The demo house is loaded. Everybody's password: {sign_in.password}")
    for role, email in sign_in.emails.items():
        print(f"  {role:<18} {email}")
    return 0


def _review(asked: argparse.Namespace, settings: Settings) -> int:
    from bot import opening
    from staff import review_pack

    if asked.since_last and asked.first:
        print("said: give either --since-last or --from, not both.", file=sys.stderr)
        return WRONG_USE
    if asked.last and not asked.first:
        print("said: --to needs --from. Give both days, or --since-last.", file=sys.stderr)
        return WRONG_USE
    store = opening.open_store(settings)
    try:
        period = None
        if asked.first:
            period = review_pack.Period(asked.first, asked.last or store.calendar.day(store.clock()))
        print(review_pack.render(store, asked.person, period, asked.format, opening.open_catalogue()))
    finally:
        store.close()
    return 0


def _understand(_asked: argparse.Namespace, _settings: Settings) -> int:
    from bot.assistant_child import AssistantMissing
    from bot.commands import understand
    from bot.model_child import ModelGone

    try:
        return understand.run(os.environ)
    except AssistantMissing as error:
        print(f"said: {error}", file=sys.stderr)
        return WRONG_USE
    except ModelGone as error:
        print(f"said: {error}", file=sys.stderr)
        return PROBLEM


COMMANDS: dict[str, tuple[Run, str, AddArguments | None]] = {
    "serve": (_serve, "run the chat, the staff pages and the assistant until Ctrl-C", None),
    "watch": (_watch, "ask from another machine whether the service is well, and page ALERT_URLS if not", None),
    "check": (_check, "look whether the store is whole: its shape, its trail and its words", None),
    "demo": (_demo, "load a small made-up house into an empty store", None),
    "backup": (backups.backup, "copy the running store into one file, and check the copy", backups.backup_arguments),
    "restore": (
        backups.restore,
        "put a copy in the place of the store, which is kept aside",
        backups.restore_arguments,
    ),
    "review": (_review, "print the review pack of a person: said, did, told, helped, still open", _review_arguments),
    "understand": (_understand, "read messages, a line of JSON in and one out, as the chat would read them", None),
    "rules check": (rules.check, "say what the screening rules are and who signed them", rules.check_arguments),
    "rules sign": (rules.sign, "sign the screening rules as the safeguarding lead who read them", rules.sign_arguments),
    "house add": (house.add, "add a house", house.add_arguments),
    "house list": (house.show, "list the houses", None),
    "staff add": (staff.add, "add a member of staff; asks for their password, or invites them", staff.add_arguments),
    "staff list": (staff.show, "list the staff, with their houses", None),
    "staff invite": (
        staff.invite,
        "print a new link to choose a password, as for a forgotten one",
        staff.invite_arguments,
    ),
    "safeguarding contact": (
        safeguarding.contact,
        "say what a safeguarding lead is among those who are told of concerns, and how they are reached",
        safeguarding.contact_arguments,
    ),
    "safeguarding rota": (
        safeguarding.rota,
        "set the week in which each of them is there, from a table",
        safeguarding.rota_arguments,
    ),
    "safeguarding check": (safeguarding.check, "look whether somebody is told at every hour of the week", None),
    "phrases": (phrases.run, "have all that is the same for everybody said ahead", phrases.add_arguments),
    "person add": (person.add, "add a person to a house; prints their id", person.add_arguments),
    "person list": (person.show, "list the people, with their ids", person.list_arguments),
    "link": (person.link, "make a one-time code that links a chat to a person", person.link_arguments),
    "unlink": (
        person.unlink,
        "end every chat and code of a person at once, as for a lost phone",
        person.unlink_arguments,
    ),
}
GROUPS = {
    "rules": "check and sign the screening rules",
    "house": "add and list houses",
    "staff": "add, list and invite staff",
    "safeguarding": "say who is told of concerns, and when they are there",
    "person": "add and list people",
}


if __name__ == "__main__":
    sys.exit(main())
