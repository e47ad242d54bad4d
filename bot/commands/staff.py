"""`said staff add`, `said staff list` and `said staff invite`."""

from __future__ import annotations

import argparse

from bot.commands.asking import house_called, new_password, opened
from bot.settings import Settings
from storage import StoreError, houses, invitations, second_factors, staff_accounts, staff_admin, staff_rights
from storage.audit import SYSTEM
from storage.invitations import Invitation
from storage.staff_rights import Wanted
from storage.vocabulary import Role


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("--name", required=True, help="as people know them")
    command.add_argument("--email", required=True, help="what they sign in with")
    command.add_argument("--role", required=True, choices=[role.value for role in Role], help="what they may do")
    command.add_argument(
        "--house", action="append", default=[], metavar="NAME", help="a house they work in; again for another one"
    )
    command.add_argument(
        "--invite", action="store_true", help="print a link with which they choose their password, and ask for none"
    )


def invite_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("email", metavar="EMAIL", help="what they sign in with")
    command.add_argument("--reset-second-factor", action="store_true", help="for a lost phone: take it away as well")


def add(asked: argparse.Namespace, settings: Settings) -> int:
    """The password comes from the terminal, or as one line on standard input, or from them (--invite). Raises StoreError
    for an unknown house, a password that will not do, or an e-mail address that is in use or is none."""
    from staff import passwords

    with opened(settings) as store:
        with store.read() as tx:
            # A house that is named twice is one house.
            places = tuple(dict.fromkeys(house_called(tx, name).id for name in asked.house))
            wanted = Wanted(asked.name, Role(asked.role), places)
            found = staff_rights.problems(None, wanted) | {"email": staff_rights.email_problem(tx, asked.email)}
        for field, problem in found.items():
            if problem:
                raise StoreError(f"--{field}: {problem}")
        password_hash = "" if asked.invite else passwords.hashed(new_password())
        with store.write() as tx:
            member = staff_admin.add_by_operator(tx, SYSTEM, asked.email, wanted, password_hash)
            made = invitations.make(tx, SYSTEM, member.id) if asked.invite else None
    pages = f"{settings.public_address}/staff/"
    print(f"{member.name} is added." if made else f"{member.name} can sign in at {pages} once `said serve` runs.")
    if made:
        _show_link(made, settings)
    return 0


def invite(asked: argparse.Namespace, settings: Settings) -> int:
    """A new one-time link, as for a forgotten password. Raises StoreError for an address nobody signs in with."""
    with opened(settings) as store, store.write() as tx:
        member = staff_accounts.by_email(tx, asked.email)
        if member is None:
            raise StoreError(f"Nobody signs in with {asked.email}. `said staff list` shows the addresses.")
        if asked.reset_second_factor and second_factors.of(tx, member.id) is not None:
            second_factors.turn_off(tx, SYSTEM, member.id)
            staff_accounts.close_sessions(tx, member.id)
        made = invitations.make(tx, SYSTEM, member.id)
    _show_link(made, settings)
    return 0


def show(_asked: argparse.Namespace, settings: Settings) -> int:
    """One line for each: name, role, address, houses, and what is missing."""
    with opened(settings) as store, store.read() as tx:
        names = {house.id: house.name for house in houses.all_houses(tx)}
        for member, state in staff_accounts.everybody(tx):
            works_in = ", ".join(sorted(names[one] for one in member.house_ids)) or "no house"
            print("\t".join((member.name, member.role, member.email, works_in, state)))
    return 0


def _show_link(made: Invitation, settings: Settings) -> None:
    from staff.invitation import link

    print(f"Send this link to {made.member.name} alone. They choose a password there; it works once, for 7 days:")
    print(f"  {link(f'{settings.public_address}/staff', made.token)}")
