"""Concerns, for safeguarding leads. To everyone else these pages do not exist: the store answers "not found" (R13)."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from staff import left_out
from staff.access import Visit, signed_in
from storage import concerns as kept
from storage import emergency_plans, listening
from storage.concerns import Concern
from storage.errors import Refused
from storage.vocabulary import Sent

DECIDED = {
    listening.PASSED_ON: "found nothing to worry about and passed it to the house",
    listening.NOTED: "found nothing in it",
    listening.WORRY: "took it on as a concern",
}
"""What a lead did with what nobody could screen, behind their name."""
LISTENED = {
    "pass_on": (listening.pass_on, "passed_on"),
    "nothing_in_it": (listening.note_only, "nothing_in_it"),
    "worry": (listening.worry, "is_worry"),
}
"""What a lead decides about what nobody could screen: the verb, and the note that says it was done."""
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
    "edited": "the person changed a message. What they sent first stays as it is; now it says",
}
"""What came to a concern from the person, as a lead reads it."""


@signed_in
async def concerns(visit: Visit) -> Response:
    """All of them: first what waits too long, then the newest."""
    found = await visit.write(kept.for_lead, visit.member)
    late = {one.id for one in found if _is_late(visit, one)}
    found = tuple(sorted(found, key=lambda one: not (one.id in late or one.waits_for_an_answer)))
    return visit.page(
        "concerns.html", concerns=found, tiers=TIERS, sent={one.id: _sent(one) for one in found}, late=late
    )


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
    if do in LISTENED:
        return await _listened(visit, do)
    raise HTTPException(400)


async def _page(visit: Visit, status: int = 200, problems: dict[str, str] | None = None) -> Response:
    found, notes = await visit.write(kept.one_for_lead, visit.member, visit.part("id"))
    plan = None
    if found.person_id is not None:
        plan = await visit.write(emergency_plans.for_lead, visit.member, found.person_id)
    shown: dict[str, Any] = {
        "plan": plan,
        "concern": found,
        "notes": notes,
        "tiers": TIERS,
        "duties": DUTIES,
        "since": SINCE,
    }
    shown |= {"sent": _sent(found), "due": listening.due_on(found, visit.room.store.calendar)}
    shown |= {"is_late": _is_late(visit, found), "decided": DECIDED}
    shown |= await left_out.shown(visit)
    return visit.page("concern.html", status=status, problems=problems or {}, **shown)


async def _acknowledge(visit: Visit) -> Response:
    found, _ = await visit.write(kept.one_for_lead, visit.member, visit.part("id"))
    await visit.write(kept.acknowledge, visit.member, found.id)
    if found.person_id is not None:
        # Where no channel could be reached, the person hears "I have told ..." now (R16).
        visit.room.on_told(found.person_id)
    return visit.go("concern", note="acknowledged", id=found.id)


async def _note(visit: Visit) -> Response:
    try:
        await visit.write(kept.note_by_lead, visit.member, visit.part("id"), visit.form.get("note", ""))
    except Refused as refused:
        return await _page(visit, status=422, problems={"note": str(refused)})
    return visit.go("concern", note="noted", id=visit.part("id"))


async def _listened(visit: Visit, do: str) -> Response:
    decide, note = LISTENED[do]
    try:
        await visit.write(decide, visit.member, visit.part("id"))
    except Refused as refused:
        return await _page(visit, status=422, problems={"since": str(refused)})
    return visit.go("concern", note=note, id=visit.part("id"))


def _sent(concern: Concern) -> Sent | None:
    """What it was that nobody could screen."""
    return Sent(concern.reasons[0]) if concern.kind == kept.LISTEN else None


def _is_late(visit: Visit, concern: Concern) -> bool:
    store = visit.room.store
    return concern.is_to_listen and listening.due_on(concern, store.calendar) < store.calendar.day(store.clock())


ROUTES = (
    Route("/concerns", concerns, name="concerns"),
    Route("/concerns/{id}", concern, methods=["GET", "POST"], name="concern"),
)
