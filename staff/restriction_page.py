"""Writing down a restriction, going through it anew, and ending it (R25, R35)."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from staff import day_fields, own_page_words
from staff.access import Visit, signed_in
from staff.doings import what_the_form_names
from staff.easy_words import tidy
from staff.known_names import known_names
from staff.triage_form import one_of
from storage import Transaction, restriction_versions, restrictions, risk_reviews, sight
from storage.errors import Refused
from storage.houses import Person
from storage.restriction_versions import KeptRestriction, Restriction
from storage.restrictions import RestrictionFile
from storage.risk_reviews import InForce
from storage.staff_accounts import StaffMember
from storage.vocabulary import Authority, RestrictionType, RiskKind

DAYS = ("authority", "start", "review")
FIELDS = (
    *("type", "about", "reason", "authority", "authority_reference", "authority-day", "reduction", "easy_words"),
    *("start-day", "review-day"),
)
"""In the order of the page, by which what is wrong is listed."""


@dataclass(frozen=True)
class Opened:
    """Whose restriction it is, the restriction itself (None: a new one), the plans in force that one can belong to, and the
    names that the person knows."""

    person: Person
    file: RestrictionFile | None
    plans: tuple[InForce, ...]
    names: tuple[str, ...]


@signed_in
async def new(visit: Visit) -> Response:
    """The form of a new restriction."""
    sight.acting(visit.member)
    opened = await visit.write(_open_new, visit.member, visit.part("id"))
    if visit.request.method == "GET":
        plan_id = visit.request.query_params.get("plan", "")
        return _page(visit, opened, {"plan": plan_id} | day_fields.in_form("start", visit.room.today))
    return await _keep(visit, opened)


@signed_in
async def restriction(visit: Visit) -> Response:
    """The page; a POST does what its field `do` names."""
    if visit.request.method == "POST":
        return await what_the_form_names(visit, _DOINGS)
    opened = await _opened(visit)
    return _page(visit, opened, {} if opened.file is None else _filled(opened.file.newest))


async def _review(visit: Visit) -> Response:
    return await _keep(visit, await _opened(visit))


async def _end(visit: Visit) -> Response:
    try:
        await visit.write(restrictions.end, visit.member, visit.part("id"), visit.form.get("end_reason", ""))
    except Refused as refused:
        opened = await _opened(visit)
        shown = {} if opened.file is None else _filled(opened.file.newest)
        return _page(
            visit, opened, shown | {"end_reason": visit.form.get("end_reason", "")}, {"end_reason": str(refused)}
        )
    return visit.go("restriction", note="restriction_ended", id=visit.part("id"))


async def _keep(visit: Visit, opened: Opened) -> Response:
    wanted, missing = _read(visit.form)
    found = restriction_versions.problems(wanted, visit.room.today, visit.room.settings.restriction_months)
    hard = await own_page_words.problems({"easy_words": wanted.easy_words}, opened.names)
    if problems := found | hard | missing:
        in_order = {field: problems[field] for field in FIELDS if field in problems}
        return _page(visit, opened, visit.form, in_order)
    try:
        restriction_id = await visit.write(_store, visit, opened, wanted)
    except Refused as refused:
        return _page(visit, opened, visit.form, {"main-content": str(refused)})
    return visit.go("restriction", note="restriction_kept", id=restriction_id)


def _store(tx: Transaction, visit: Visit, opened: Opened, wanted: Restriction) -> str:
    member, form, longest = visit.member, visit.form, visit.room.settings.restriction_months
    if opened.file is None:
        plan_id, sent = form.get("plan") or None, form.get("form", "")
        return restrictions.start(
            tx, member, opened.person.id, wanted, plan_id=plan_id, form=sent, longest_months=longest
        )
    version = int(form["version"]) if form.get("version", "").isdecimal() else 0
    restrictions.review(tx, member, opened.file.id, wanted, instead_of=version, longest_months=longest)
    return opened.file.id


def _open_new(tx: Transaction, member: StaffMember, person_id: str) -> Opened:
    person = sight.person_of(tx, member, person_id)
    plans = tuple(one for one in risk_reviews.of_person(tx, person_id) if one.kind is RiskKind.PLAN)
    return Opened(person, None, plans, known_names(tx, person))


async def _opened(visit: Visit) -> Opened:
    return await visit.write(_open, visit.member, visit.part("id"))


def _open(tx: Transaction, member: StaffMember, restriction_id: str) -> Opened:
    file = restrictions.for_member(tx, member, restriction_id)
    return Opened(file.person, file, (), known_names(tx, file.person))


def _read(form: Mapping[str, str]) -> tuple[Restriction, dict[str, str]]:
    """What was typed as far as it goes, and what was not chosen, by field."""
    missing = dict[str, str]()
    kind, authority = one_of(RestrictionType, form.get("type", "")), one_of(Authority, form.get("authority", ""))
    if kind is None:
        missing["type"] = "Choose what is limited."
    if authority is None:
        missing["authority"] = "Choose what it rests on. If there is nothing, it must not go on: tell the manager now."
    days = {name: day_fields.needed(form, name, missing) for name in DAYS}
    wanted = Restriction(
        type=kind or RestrictionType.OTHER,
        about=form.get("about", ""),
        reason=form.get("reason", ""),
        authority=authority or Authority.CONSENT,
        authority_reference=form.get("authority_reference", ""),
        authority_on=days["authority"],
        reduction=form.get("reduction", ""),
        easy_words=tidy(form.get("easy_words", "")),
        start_on=days["start"],
        review_on=days["review"],
    )
    return wanted, missing


def _filled(kept: KeptRestriction) -> dict[str, str]:
    """The form of the version that holds: the day of the next review is left to be chosen."""
    now = kept.restriction
    names = ("type", "about", "reason", "authority", "authority_reference", "reduction", "easy_words")
    days = day_fields.in_form("authority", now.authority_on) | day_fields.in_form("start", now.start_on)
    return {"version": str(kept.version), **{name: str(getattr(now, name)) for name in names}, **days}


def _page(visit: Visit, opened: Opened, form: Mapping[str, str], problems: dict[str, str] | None = None) -> Response:
    file = opened.file
    return visit.page(
        "restriction.html",
        status=422 if problems else 200,
        opened=opened,
        file=file,
        person=opened.person,
        form={**form, "form": form.get("form") or secrets.token_urlsafe(16)},
        status_now=None if file is None else file.status(visit.room.today),
        days={name: day_fields.typed(form, name) for name in DAYS},
        types=tuple(RestrictionType),
        authorities=tuple(Authority),
        months=visit.room.settings.restriction_months,
        problems=problems or {},
    )


_DOINGS = {"review": _review, "end": _end}
ROUTES = (
    Route("/people/{id}/risks/restriction", new, methods=["GET", "POST"], name="restriction_new"),
    Route("/restrictions/{id}", restriction, methods=["GET", "POST"], name="restriction"),
)
