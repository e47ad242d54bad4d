"""Check-ins of one person: what the chat asks them when, chosen with somebody of staff beside them. For who sees the person."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import time

from starlette.responses import Response
from starlette.routing import Route

from staff.access import Visit, signed_in
from staff.doings import what_the_form_names
from staff.easy_words import tidy
from staff.known_names import known_names
from storage import Transaction, check_ins_for_staff, houses
from storage.check_ins_for_staff import Wanted, about_problems, problems
from storage.errors import Refused
from storage.staff_accounts import StaffMember
from wording import days
from wording.catalogue import Option
from wording.lint import lint_options

TIMES = tuple(time(hour, minute) for hour in range(8, 21) for minute in (0, 30))
"""At night no service asks anything (QUIET_HOURS)."""
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
Ending = Callable[[Transaction, StaffMember, str, str], None]


@signed_in
async def check_ins(visit: Visit) -> Response:
    """The list; a POST does what its field `do` names."""
    if visit.request.method == "GET":
        return await _page(visit)
    return await what_the_form_names(visit, _DOINGS)


async def _choose(visit: Visit) -> Response:
    wanted = _read(visit)
    wrong = problems(wanted)
    if "about" not in wrong:
        wrong = {**await _hard_words(visit, "about", wanted.about), **wrong}
    if wrong:
        return await _page(visit, wrong)
    try:
        await visit.write(check_ins_for_staff.choose_together, visit.member, visit.part("id"), wanted)
    except Refused as refused:
        return await _page(visit, {"about": str(refused)})
    visit.room.on_told(visit.part("id"))
    return visit.go("check_ins", note="check_in_kept", id=visit.part("id"))


async def _prepare(visit: Visit) -> Response:
    words, sign = tidy(visit.form.get("words", "")), visit.form.get("picture") or None
    fields = {"about": "words", "sign": "picture"}
    wrong = {fields[field]: problem for field, problem in about_problems(words, sign).items()}
    if "words" not in wrong:
        wrong = {**await _hard_words(visit, "words", words), **wrong}
    if wrong:
        return await _page(visit, wrong)
    try:
        await visit.write(check_ins_for_staff.prepare, visit.member, visit.part("id"), words, sign)
    except Refused as refused:
        return await _page(visit, {"words": str(refused)})
    return visit.go("check_ins", note="thing_kept", id=visit.part("id"))


async def _stop(visit: Visit) -> Response:
    return await _end(visit, check_ins_for_staff.stop, "check_in_stopped")


async def _take_away(visit: Visit) -> Response:
    return await _end(visit, check_ins_for_staff.take_away, "thing_taken_away")


async def _end(visit: Visit, verb: Ending, note: str) -> Response:
    try:
        await visit.write(verb, visit.member, visit.part("id"), visit.form.get("which", ""))
    except Refused as refused:
        return await _page(visit, {"main-content": str(refused)})
    return visit.go("check_ins", note=note, id=visit.part("id"))


def _read(visit: Visit) -> Wanted:
    weekdays = tuple(day for day in range(len(DAYS)) if visit.form.get(f"day-{day}") == "yes")
    at = next((one for one in TIMES if one.isoformat("minutes") == visit.form.get("at")), None)
    about, sign = tidy(visit.form.get("about", "")), visit.form.get("sign") or None
    return Wanted(about, sign, weekdays, at, visit.form.get("together") == "yes")


async def _hard_words(visit: Visit, field: str, words: str) -> dict[str, str]:
    """What the linter says of words that the person will read, by field."""
    names = await visit.read(_names, visit.part("id"))
    found = await asyncio.to_thread(lint_options, (Option(field, words),), names=names)
    return {field: " ".join(dict.fromkeys(one.advice for one in found))} if found else {}


def _names(tx: Transaction, person_id: str) -> tuple[str, ...]:
    return known_names(tx, houses.person(tx, person_id))


async def _page(visit: Visit, wrong: dict[str, str] | None = None) -> Response:
    opened = await visit.write(check_ins_for_staff.for_member, visit.member, visit.part("id"))
    times = [(one.isoformat("minutes"), days.clock(one)) for one in TIMES]
    shown = {"opened": opened, "person": opened.person, "times": times, "days": DAYS, "problems": wrong or {}}
    in_words = {"of_the_week": days.of_the_week, "clock": days.clock}
    return visit.page("check_ins.html", status=422 if wrong else 200, **shown, **in_words)


_DOINGS = {"choose": _choose, "prepare": _prepare, "stop": _stop, "take_away": _take_away}
ROUTES = (Route("/people/{id}/check-ins", check_ins, methods=["GET", "POST"], name="check_ins"),)
