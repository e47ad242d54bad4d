"""A small made-up house to look at: four people, their staff, and a few weeks of the loop; and a second house with one
person and one member of staff, so that one can see that neither knows of the other.

Everything in it goes through the store's own verbs, at times of the past weeks, so that its trail is a true one.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.demo_weeks import OTHER_PERSON, PastClock, weeks
from bot.speaking import Speaker
from staff.passwords import hashed
from storage import (
    Store,
    StoreError,
    Transaction,
    houses,
    linking,
    safeguarding_team,
    staff_accounts,
)
from storage.audit import SYSTEM
from storage.houses import Person
from storage.vocabulary import Post, Role
from storage.week import DAY, Shift

HOUSE, OTHER_HOUSE = "Maple House", "Willow House"
LEAD, DEPUTY, ALTERNATE = "Lee Demo", "Dot Demo", "Noor Demo"
STAFF = (
    ("Maya Demo", "manager@demo.example", Role.MANAGER, HOUSE),
    ("Sam Demo", "keyworker@demo.example", Role.KEYWORKER, HOUSE),
    ("Priya Demo", "support@demo.example", Role.SUPPORT_WORKER, HOUSE),
    ("Rae Demo", "reviewer@demo.example", Role.REVIEWER, HOUSE),
    (LEAD, "lead@demo.example", Role.SAFEGUARDING_LEAD, None),
    ("Ada Demo", "admin@demo.example", Role.ADMIN, None),
    ("Wim Demo", "willow@demo.example", Role.MANAGER, OTHER_HOUSE),
)
CONTACTS = (
    (LEAD, Post.LEAD, ("the safety manager",)),
    (DEPUTY, Post.DEPUTY, ()),
    (ALTERNATE, Post.ALTERNATE, ("the director",)),
)
"""Who is told of concerns. There is no channel in a demo: they look at their page."""
MORE_LEADS = (
    (DEPUTY, "deputy@demo.example", "the deputy"),
    (ALTERNATE, "alternate@demo.example", "another lead"),
)
MORNING, EVENING = 8 * 60, 20 * 60
PEOPLE = ("Alex Demo", "Jo Demo", "Kit Demo", "Robin Demo")
NEWCOMER = "Robin Demo"
"""Has not been asked yet whether they want to use the chat."""


@dataclass(frozen=True)
class SignIn:
    """How to get in: each member's e-mail address by what they are, and the one password of them all."""

    emails: dict[str, str]
    password: str


def load(store: Store, clock: PastClock, speaker: Speaker, notice_version: str, notes: Path) -> SignIn:
    """Fill an empty store. `clock` is the store's own, `notice_version` that of the first-contact words, `notes` the file
    that keeps how to sign in. Raises StoreError if there are houses already."""
    with store.read() as tx:
        if houses.all_houses(tx):
            raise StoreError("There are houses in this store already. Use an empty DATABASE_URL for the demo.")
    password = secrets.token_urlsafe(9)
    clock.days_ago(60)
    with store.write() as tx:
        _settle(tx, hashed(password), notice_version)
    weeks(store, clock, speaker)
    emails = {_what(role, house): email for _, email, role, house in STAFF}
    sign_in = SignIn(emails | {what: email for _, email, what in MORE_LEADS}, password)
    notes.parent.mkdir(parents=True, exist_ok=True)
    with open(os.open(notes, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(asdict(sign_in), file)
    return sign_in


def _what(role: Role, house: str | None) -> str:
    return f"{role} elsewhere" if house == OTHER_HOUSE else role


def sign_in_notes(notes: Path) -> SignIn | None:
    """How to sign in to a demo that was loaded earlier, from the file that `load` wrote."""
    if not notes.exists():
        return None
    found = json.loads(notes.read_text(encoding="utf-8"))
    return SignIn(found["emails"], found["password"])


def fresh_codes(store: Store) -> tuple[tuple[Person, str], ...]:
    """Each person of the demo house with a new one-time code for the web chat."""
    with store.write() as tx:
        demo = [house.id for house in houses.all_houses(tx) if house.is_demo]
        people = houses.people_in(tx, tuple(demo))
        return tuple((person, linking.make_code(tx, SYSTEM, person.id).code) for person in people)


def _settle(tx: Transaction, password_hash: str, notice_version: str) -> None:
    places = {name: houses.add_house(tx, SYSTEM, name, is_demo=True).id for name in (HOUSE, OTHER_HOUSE)}
    for name, email, role, house in STAFF:
        works_in = () if house is None else (places[house],)
        staff_accounts.add(tx, SYSTEM, name, email, role, password_hash, works_in)
    leads = {LEAD: next(one.id for one in safeguarding_team.leads(tx))}
    for name, email, _ in MORE_LEADS:
        leads[name] = staff_accounts.add(tx, SYSTEM, name, email, Role.SAFEGUARDING_LEAD, password_hash, ()).id
    for name, post, also_called in CONTACTS:
        safeguarding_team.set_contact(tx, SYSTEM, leads[name], post, also_called, "")
    safeguarding_team.set_rota(tx, SYSTEM, list(_rota(leads)))
    for name in (*PEOPLE, OTHER_PERSON):
        person = houses.add_person(tx, SYSTEM, places[OTHER_HOUSE if name == OTHER_PERSON else HOUSE], name)
        if name != NEWCOMER:
            houses.keep_notice_answer(tx, person.id, notice_version, "yes")


def _rota(leads: dict[str, str]) -> Iterator[Shift]:
    """Every hour of the week: the lead by day, the alternate at the weekend, the deputy by night."""
    for day in range(7):
        yield Shift(leads[LEAD if day < 5 else ALTERNATE], day, MORNING, EVENING)
        yield Shift(leads[DEPUTY], day, 0, MORNING)
        yield Shift(leads[DEPUTY], day, EVENING, DAY)
