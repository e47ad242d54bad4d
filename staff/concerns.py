"""Concerns, for safeguarding leads. To everyone else these pages do not exist: the store answers "not found" (R13)."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from staff.access import Visit, signed_in
from storage import concerns as kept
from storage.errors import Refused

TIERS = {"red": "Red: danger now", "amber": "Amber: may be at risk of harm", "check": "Check: find out if they are OK"}
DUTIES = (
    "Has a person you trust seen them and talked with them alone?",
    "Is anyone in danger now? Call 999. Does the police need to know?",
    "Tell the council's adult safeguarding team (Care Act 2014, section 42).",
    "Tell the Care Quality Commission, if it must be notified.",
    "If it is about a member of staff: think about DBS and the position-of-trust lead at the council.",
    "Is a child at risk? Then tell the council's children's services too.",
    "Tell the person what happens next, in words they can follow.",
)
"""What a lead decides and records about each concern (R21)."""
SINCE = {
    "joking": "the person said it was a joke. The concern stays as it is",
    "do_not_tell": "the person asked us not to tell. They were told that we have to",
}
"""What came to a concern from the person, as a lead reads it."""


@signed_in
async def concerns(visit: Visit) -> Response:
    """All of them, newest first."""
    found = await visit.write(kept.for_lead, visit.member)
    return visit.page("concerns.html", concerns=found, tiers=TIERS)


@signed_in
async def concern(visit: Visit) -> Response:
    """One concern with its timeline; a POST takes it on or adds a note."""
    if visit.request.method == "GET":
        return await _page(visit)
    do = visit.form.get("do")
    if do == "acknowledge":
        return await _acknowledge(visit)
    if do == "note":
        return await _note(visit)
    raise HTTPException(400)


async def _page(visit: Visit, status: int = 200, problems: dict[str, str] | None = None) -> Response:
    found, notes = await visit.write(kept.one_for_lead, visit.member, visit.part("id"))
    shown = {"concern": found, "notes": notes, "tiers": TIERS, "duties": DUTIES, "since": SINCE}
    return visit.page("concern.html", status=status, problems=problems or {}, **shown)


async def _acknowledge(visit: Visit) -> Response:
    found, _ = await visit.write(kept.one_for_lead, visit.member, visit.part("id"))
    await visit.write(kept.acknowledge, visit.member, found.id)
    if found.person_id is not None:
        # Only now may the person hear "I have told ..." (R16).
        visit.room.on_told(found.person_id)
    return visit.go("concern", note="acknowledged", id=found.id)


async def _note(visit: Visit) -> Response:
    try:
        await visit.write(kept.note_by_lead, visit.member, visit.part("id"), visit.form.get("note", ""))
    except Refused as refused:
        return await _page(visit, status=422, problems={"note": str(refused)})
    return visit.go("concern", note="noted", id=visit.part("id"))


ROUTES = (
    Route("/concerns", concerns, name="concerns"),
    Route("/concerns/{id}", concern, methods=["GET", "POST"], name="concern"),
)
