"""What signs mean for one person, as staff write it down: 🐻 is a bad day, "bah" is bath. For who sees the person."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from staff.access import Visit, signed_in
from staff.doings import what_the_form_names
from staff.triage_form import one_of
from storage import meanings, own_page_for_staff
from storage.errors import Refused
from storage.meanings import Meaning
from storage.own_page import Entry
from storage.vocabulary import MeaningKind


@signed_in
async def own_signs(visit: Visit) -> Response:
    """The list; a POST does what its field `do` names."""
    if visit.request.method == "GET":
        return await _page(visit)
    return await what_the_form_names(visit, _DOINGS)


async def _add(visit: Visit) -> Response:
    wanted, problems = _read(visit)
    if wanted is None:
        return await _page(visit, problems)
    try:
        await visit.write(meanings.add, visit.member, visit.part("id"), wanted)
    except Refused as refused:
        return await _page(visit, {"sign": str(refused)})
    return visit.go("own_signs", note="sign_kept", id=visit.part("id"))


async def _change(visit: Visit) -> Response:
    which = visit.form.get("which", "")
    wanted, problems = _read(visit)
    if wanted is None:
        return await _page(visit, {f"{field}-{which}": problem for field, problem in problems.items()})
    try:
        await visit.write(meanings.change, visit.member, visit.part("id"), which, wanted)
    except Refused as refused:
        return await _page(visit, {f"sign-{which}": str(refused)})
    return visit.go("own_signs", note="sign_kept", id=visit.part("id"))


async def _end(visit: Visit) -> Response:
    which = visit.form.get("which", "")
    try:
        await visit.write(meanings.end, visit.member, visit.part("id"), which)
    except Refused as refused:
        return await _page(visit, {f"sign-{which}": str(refused)})
    return visit.go("own_signs", note="sign_ended", id=visit.part("id"))


def _read(visit: Visit) -> tuple[Meaning | None, dict[str, str]]:
    """What was typed, or None and what is wrong, by field in the order of the form."""
    sign, means = (" ".join(visit.form.get(field, "").split()) for field in ("sign", "means"))
    kind = one_of(MeaningKind, visit.form.get("kind", ""))
    wanted = Meaning(sign, means, kind or MeaningKind.NONE)
    problems = meanings.problems(wanted)
    if kind is None:
        problems["kind"] = "Choose whether it is good or bad for them."
    return (None, problems) if problems else (wanted, {})


async def _page(visit: Visit, problems: dict[str, str] | None = None) -> Response:
    opened = await visit.write(meanings.for_member, visit.member, visit.part("id"))
    problems = _where_they_are(problems or {}, {one.id for one in opened.now})
    status = 422 if problems else 200
    kinds = tuple(MeaningKind)
    shown = {"opened": opened, "person": opened.person, "kinds": kinds, "from_page": await _from_page(visit)}
    return visit.page("own_signs.html", status=status, problems=problems, **shown)


async def _from_page(visit: Visit) -> Entry | None:
    """How the person says things, from their page, where a sign is to be made of it."""
    entry_id = visit.form.get("entry") or visit.request.query_params.get("entry")
    if not entry_id:
        return None
    return await visit.write(own_page_for_staff.entry_for_member, visit.member, visit.part("id"), entry_id)


def _where_they_are(problems: dict[str, str], there: set[str]) -> dict[str, str]:
    """What is wrong with a sign that somebody else ended meanwhile has no field on the page any more."""
    fields = {"sign", "means", "kind", *(f"{field}-{one}" for field in ("sign", "means", "kind") for one in there)}
    return {field if field in fields else "main-content": problem for field, problem in problems.items()}


_DOINGS = {"add": _add, "change": _change, "end": _end}
ROUTES = (Route("/people/{id}/meanings", own_signs, methods=["GET", "POST"], name="own_signs"),)
