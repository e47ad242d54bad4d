"""A person's page, "what matters to me", as staff see it, and what they write down for it beside the person (R36, R57)."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route as Address

from safeguarding.complaints import complaint_signs
from staff import day_fields, screened
from staff.access import Visit, signed_in
from staff.doings import what_the_form_names
from staff.said import VOICES, WAYS
from staff.triage_form import one_of
from storage import Transaction, own_page_for_staff, pictures, priorities
from storage.errors import Refused
from storage.own_page_for_staff import OwnPage, Told
from storage.pictures import Picture
from storage.priorities import Figure
from storage.staff_accounts import StaffMember
from storage.vocabulary import OTHER_WAYS, MattersKind, Present, Route, VisibleTo, Voice

PROBLEMS = {
    "kind": "Choose what it tells.",
    "route": "Choose how it came.",
    "voice": "Choose whose words these are.",
    "present": "Choose who else was there.",
    "visible": "Ask them who may see it, and choose.",
}
MAY_BE_COMPLAINT = "This may be a complaint. Write it down as what they said, so that somebody looks into it."


@dataclass(frozen=True)
class Opened:
    """`photos`: the person's own, the newest first, to stand beside what is on the page."""

    page: OwnPage
    figures: tuple[Figure, ...]
    photos: tuple[Picture, ...]


@signed_in
async def own_page(visit: Visit) -> Response:
    """The page; a POST does what its field `do` names."""
    if visit.request.method == "GET":
        return await _page(visit)
    return await what_the_form_names(visit, _DOINGS)


async def _add(visit: Visit) -> Response:
    problems = dict(_problems(visit))
    if problems:
        return await _page(visit, problems)
    told = _told(visit)
    try:
        found = screened.found_in(told.words, told.helper)
        kept = await visit.write(own_page_for_staff.write_down, visit.member, visit.part("id"), told, found)
    except Refused as refused:
        return await _page(visit, {"words": str(refused)})
    if kept is None:
        return visit.go("said_to_lead", id=visit.part("id"))
    only_manager = kept.visible_to is VisibleTo.ONLY_MANAGER and not visit.member.is_manager
    note = "own_page_for_manager" if only_manager else "own_page_kept"
    return visit.go("own_page", note=note, id=visit.part("id"))


async def _take_away(visit: Visit) -> Response:
    try:
        args = (visit.member, visit.part("id"), visit.form.get("which", ""))
        await visit.write(own_page_for_staff.take_away, *args)
    except Refused as refused:
        return await _page(visit, {"main-content": str(refused)})
    return visit.go("own_page", note="own_page_taken_away", id=visit.part("id"))


async def _put_first(visit: Visit) -> Response:
    try:
        args = (visit.member, visit.part("id"), visit.form.get("which", ""))
        await visit.write(own_page_for_staff.put_first, *args)
    except Refused as refused:
        return await _page(visit, {"main-content": str(refused)})
    return visit.go("own_page", note="own_page_first", id=visit.part("id"))


async def _put_photo(visit: Visit) -> Response:
    which = visit.form.get("which", "")
    try:
        args = (visit.member, visit.part("id"), which, visit.form.get("photo") or None)
        await visit.write(own_page_for_staff.put_photo, *args)
    except Refused as refused:
        return await _page(visit, {f"photo-{which}": str(refused)})
    return visit.go("own_page", note="own_page_photo", id=visit.part("id"))


def _problems(visit: Visit) -> Iterator[tuple[str, str]]:
    """In the order of the form."""
    form = visit.form
    is_new = not form.get("instead")
    if is_new and one_of(MattersKind, form.get("kind", "")) is None:
        yield "kind", PROBLEMS["kind"]
    words = form.get("words", "")
    if not words:
        yield "words", "Write it as they said it."
    elif complaint_signs(words):
        yield "words", MAY_BE_COMPLAINT
    for name, choices in (("route", Route), ("voice", Voice)):
        if one_of(choices, form.get(name, "")) is None:
            yield name, PROBLEMS[name]
    try:
        if day_fields.read(form, "said") is None:
            yield "said-day", "Type the day on which it was said."
    except day_fields.NotADay as error:
        yield "said-day", str(error)
    for name, others in (("present", Present), ("visible", VisibleTo)):
        if one_of(others, form.get(name, "")) is None:
            yield name, PROBLEMS[name]


def _told(visit: Visit) -> Told:
    """Of a form that was checked."""
    form, said_on = visit.form, day_fields.read(visit.form, "said")
    if said_on is None:
        raise ValueError("the form was not checked")
    return Told(
        form=form.get("form", ""),
        kind=one_of(MattersKind, form.get("kind", "")) or MattersKind.MATTERS_MOST,
        words=form["words"].replace("\r\n", "\n"),
        route=Route(form["route"]),
        voice=Voice(form["voice"]),
        said_on=said_on,
        present=Present(form["present"]),
        helper=form.get("helper") or None,
        visible_to=VisibleTo(form["visible"]),
        instead_of=form.get("instead") or None,
    )


async def _page(visit: Visit, problems: dict[str, str] | None = None) -> Response:
    opened = await visit.write(_open, visit.member, visit.part("id"))
    asked_for = visit.form.get("instead") or visit.request.query_params.get("instead")
    is_first_look = visit.request.method == "GET"
    return visit.page(
        "own_page.html",
        status=422 if problems else 200,
        opened=opened,
        page=opened.page,
        person=opened.page.person,
        instead=next((one for one in opened.page.now if one.id == asked_for), None),
        kinds=tuple(MattersKind),
        ways={one: WAYS[one] for one in OTHER_WAYS},
        voices=VOICES,
        presents=tuple(Present),
        visibles=tuple(VisibleTo),
        said=day_fields.as_fields(visit.room.today) if is_first_look else day_fields.typed(visit.form, "said"),
        form_id=visit.form.get("form") or secrets.token_urlsafe(16),
        asked=_asked(visit),
        problems=problems or {},
    )


def _asked(visit: Visit) -> dict[str, str]:
    """The words of each small question, by its name."""
    names = (name for name in visit.room.catalogue.names() if name.startswith("utter_ask_what_matters_"))
    return {name: visit.room.catalogue[name].bubbles[0] for name in names}


def _open(tx: Transaction, member: StaffMember, person_id: str) -> Opened:
    page = own_page_for_staff.for_member(tx, member, person_id)
    return Opened(page, priorities.figures(tx, member, person_id), pictures.of_person(tx, person_id))


_DOINGS = {"add": _add, "take_away": _take_away, "put_first": _put_first, "photo": _put_photo}
ROUTES = (Address("/people/{id}/page", own_page, methods=["GET", "POST"], name="own_page"),)
