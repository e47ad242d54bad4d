"""Days away: who is away when, who stands in, and entering it for oneself or, as a manager, for others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from staff import day_fields
from staff.access import Visit, signed_in
from storage import Transaction, absences, sight
from storage.absences import Absence
from storage.errors import Refused
from storage.staff_accounts import StaffMember
from storage.vocabulary import Role


@dataclass(frozen=True)
class Opened:
    """All that the page shows. `may_end`: the entries this member may take away."""

    entries: tuple[Absence, ...]
    may_end: frozenset[str]
    whose: tuple[StaffMember, ...]
    covers: tuple[StaffMember, ...]


@signed_in
async def days_away(visit: Visit) -> Response:
    """Show them; enter some, or take an entry away. Leads see those of leads, and nobody else sees theirs."""
    if visit.request.method == "GET":
        return await _page(visit)
    if visit.member.role is not Role.SAFEGUARDING_LEAD:
        sight.acting(visit.member)
    doing = {"enter": _enter, "end": _end}.get(visit.form.get("do", ""))
    if doing is None:
        raise HTTPException(400)
    return await doing(visit)


async def _enter(visit: Visit) -> Response:
    days, problems = _days(visit.form, visit.room.today)
    if problems:
        return await _page(visit, problems)
    who, cover = visit.form.get("who") or visit.member.id, visit.form.get("cover") or None
    try:
        await visit.write(absences.add, visit.member, who, days["from"], days["to"], cover)
    except Refused as refused:
        return await _page(visit, {"cover" if "stand in" in str(refused) else "from-day": str(refused)})
    return visit.go("absences", note="away_kept")


async def _end(visit: Visit) -> Response:
    await visit.write(absences.end, visit.member, visit.form.get("id", ""))
    return visit.go("absences", note="away_ended")


def _days(form: dict[str, str], today: date) -> tuple[dict[str, date], dict[str, str]]:
    days: dict[str, date] = {}
    problems: dict[str, str] = {}
    for name, words in (("from", "Type the first day."), ("to", "Type the last day.")):
        try:
            day = day_fields.read_near(form, name, today)
        except day_fields.NotADay as error:
            problems[f"{name}-day"] = str(error)
            continue
        if day is None:
            problems[f"{name}-day"] = words
        else:
            days[name] = day
    return days, problems


def _open(tx: Transaction, member: StaffMember) -> Opened:
    entries, whose = absences.seen(tx, member), absences.may_enter_for(tx, member)
    mine = {one.id for one in whose}
    # For somebody else a manager may stand in; for themselves nobody stands in who is them.
    covers = (*absences.may_cover(tx, member), *((member,) if member.is_manager else ()))
    return Opened(entries, frozenset(one.id for one in entries if one.staff_id in mine), whose, covers)


async def _page(visit: Visit, problems: dict[str, str] | None = None) -> Response:
    opened = await visit.read(_open, visit.member)
    days = {name: day_fields.typed(visit.form, name) for name in ("from", "to")}
    status = 422 if problems else 200
    is_lead = visit.member.role is Role.SAFEGUARDING_LEAD
    shown = {"opened": opened, "days": days, "is_lead": is_lead, "problems": problems or {}}
    return visit.page("absences.html", status=status, **shown)


ROUTES = (Route("/absences", days_away, methods=["GET", "POST"], name="absences"),)
