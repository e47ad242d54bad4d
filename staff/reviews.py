"""Holding a review with a person: what they let in, what is decided, when the next one is, and the page to print."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from speech import SpeechFailed
from staff import day_fields, easy_words, own_page_words, standing_alone
from staff.access import Visit, signed_in
from staff.doings import what_the_form_names
from staff.known_names import known_names
from staff.pack_aloud import part_aloud
from staff.pack_wording import PackWording
from staff.rendering import to
from staff.review_pack import as_html, as_json
from staff.words import say
from storage import Transaction, how_messages, priorities, priority_links, respellings, reviews, views
from storage.errors import NotFound, Refused
from storage.recordings import Recording
from storage.reviews import Decision, Pack, Review
from storage.staff_accounts import StaffMember
from storage.vocabulary import LinkedTo

LONGEST_WHO = 120


@dataclass(frozen=True)
class Table:
    """What lies on the table: the review being prepared, all that could go in, the reviews held before, the names
    that its person knows, and which of the things that matter most each thing said is about."""

    review: Review
    pack: Pack
    held: tuple[Review, ...]
    names: tuple[str, ...]
    about: dict[str, str]


@signed_in
async def review(visit: Visit) -> Response:
    """The review that is being prepared; a POST does what its field `do` names to the review it was made for."""
    if visit.request.method == "GET":
        return await _page(visit)
    return await what_the_form_names(visit, _DOINGS)


async def _page(visit: Visit, problems: dict[str, str] | None = None) -> Response:
    table = await visit.write(_table, visit.member, visit.part("id"))
    wording = PackWording(table.pack, visit.room.catalogue)
    things = [(item.feedback, thing) for item, thing in zip(table.pack.items, wording.things(), strict=True)]
    status = 422 if problems else 200
    shown = {"table": table, "review": table.review, "person": table.pack.person, "things": things}
    return visit.page("review.html", status=status, problems=problems or {}, **shown)


def _table(tx: Transaction, member: StaffMember, person_id: str) -> Table:
    prepared = reviews.prepare(tx, member, person_id)
    pack = reviews.pack(tx, member.actor, person_id, prepared.from_day, prepared.to_day)
    views.words_shown(tx, member.actor, "review", (one.feedback.person_id for one in pack.items))
    about = priority_links.linked(tx, LinkedTo.FEEDBACK, [one.feedback.id for one in pack.items])
    return Table(prepared, pack, reviews.held(tx, member, person_id), known_names(tx, pack.person), about)


async def _choose(visit: Visit) -> Response:
    ticked = frozenset(name.removeprefix("include-") for name in visit.form if name.startswith("include-"))
    try:
        await visit.write(_keep_choice, visit, ticked)
    except Refused as refused:
        return await _page(visit, {"choose": str(refused)})
    return visit.go("review", note="chosen", id=visit.part("id"))


def _keep_choice(tx: Transaction, visit: Visit, ticked: frozenset[str]) -> None:
    found = _review_of(tx, visit, visit.form.get("review", ""))
    pack = reviews.pack(tx, visit.member.actor, found.person_id, found.from_day, found.to_day)
    ids = [item.feedback.id for item in pack.items]
    reviews.choose(tx, visit.member, found.id, {one: one in ticked for one in ids})
    about = priority_links.linked(tx, LinkedTo.FEEDBACK, ids)
    for one in ids:
        said = visit.form.get(f"matters-{one}")
        if said is not None and said != about.get(one, ""):
            priorities.link_feedback(tx, visit.member, one, said or None, said_by_person=True)


async def _decide(visit: Visit) -> Response:
    decision, who = easy_words.tidy(visit.form.get("decision", "")), visit.form.get("who_does_it", "")
    table = await visit.write(_table, visit.member, visit.part("id"))
    problems = await own_page_words.problems({"decision": decision}, (*table.names, who))
    if not decision:
        problems["decision"] = "Write what was decided."
    if not 0 < len(who) <= LONGEST_WHO:
        problems["who_does_it"] = f"Write who does it, in {LONGEST_WHO} letters or fewer."
    by_day = _day(visit, "by", problems)
    if problems:
        return await _page(visit, problems)
    try:
        await visit.write(_keep_decision, visit, Decision(decision, who, by_day))
    except Refused as refused:
        return await _page(visit, {"decision": str(refused)})
    return visit.go("review", note="decision_kept", id=visit.part("id"))


def _keep_decision(tx: Transaction, visit: Visit, decision: Decision) -> None:
    found = _review_of(tx, visit, visit.form.get("review", ""))
    reviews.decide(tx, visit.member, found.id, decision)


async def _hold(visit: Visit) -> Response:
    problems = dict[str, str]()
    next_on = _day(visit, "next", problems)
    if next_on is None:
        return await _page(visit, problems or {"next-day": "Type the day of the next review."})
    try:
        await visit.write(_keep_held, visit, next_on)
    except Refused as refused:
        return await _page(visit, {"next-day": str(refused)})
    return visit.go("review", note="review_held", id=visit.part("id"))


def _keep_held(tx: Transaction, visit: Visit, next_on: date) -> None:
    reviews.hold(tx, visit.member, _review_of(tx, visit, visit.form.get("review", "")).id, next_on)


@signed_in
async def pack_page(visit: Visit) -> Response:
    """The page for the person, to print or to look at together; it holds what they let in, and what was decided."""
    pack, found, sounds = await visit.write(_pack_with_sounds, visit)
    address = {"id": visit.part("id"), "review_id": found.id}

    def sound_of(part: str) -> str:
        return to(visit.request, "review_pack_sound", **address, part=part)

    return standing_alone.response(as_html(pack, visit.room.catalogue, found, sounds, sound_of=sound_of))


@signed_in
async def pack_sound(visit: Visit) -> Response:
    """One thing on that page or the whole of it, at its person's pace. It holds their words: it is made in house, and kept
    nowhere."""
    pack, found, pace = await visit.write(_pack_with_pace, visit)
    text = part_aloud(PackWording(pack, visit.room.catalogue), found, visit.part("part"))
    if text is None:
        raise NotFound("There is no such thing on the page.")
    names = await visit.read(respellings.of_person, pack.person.id)
    try:
        media_type, sound = await asyncio.to_thread(say, visit.room.speech, text, names, pace)
    except SpeechFailed:
        return visit.page("no_sound.html", status=503)
    return Response(sound, media_type=media_type)


@signed_in
async def pack_facts(visit: Visit) -> Response:
    """The same facts, to keep as a file. Its name tells nothing of whose they are."""
    pack, found = await visit.write(_pack, visit, "review_pack_json")
    name = f"review-{pack.to_day.isoformat()}.json"
    return JSONResponse(as_json(pack, found), headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _pack(tx: Transaction, visit: Visit, page: str) -> tuple[Pack, Review]:
    found = _review_of(tx, visit, visit.part("review_id"))
    pack = reviews.pack(tx, visit.member.actor, found.person_id, found.from_day, found.to_day, review=found)
    views.words_shown(tx, visit.member.actor, page, pack.shows_words_of)
    return pack, found


def _pack_with_sounds(tx: Transaction, visit: Visit) -> tuple[Pack, Review, dict[str, Recording]]:
    pack, found = _pack(tx, visit, "review_pack")
    return pack, found, reviews.sounds(tx, visit.member.actor, pack, found)


def _pack_with_pace(tx: Transaction, visit: Visit) -> tuple[Pack, Review, str]:
    pack, found = _pack(tx, visit, "review_pack_sound")
    return pack, found, how_messages.of_person(tx, found.person_id).pace


def _review_of(tx: Transaction, visit: Visit, review_id: str) -> Review:
    """Raises NotFound for a review of another person than the one in the address."""
    found = reviews.review(tx, visit.member, review_id)
    if found.person_id != visit.part("id"):
        raise NotFound("There is no such review.")
    return found


def _day(visit: Visit, name: str, problems: dict[str, str]) -> date | None:
    """The day that was typed, or None; what is wrong with it goes into `problems`."""
    try:
        return day_fields.read_near(visit.form, name, visit.room.today)
    except day_fields.NotADay as error:
        problems[f"{name}-day"] = str(error)
        return None


_DOINGS = {"choose": _choose, "decide": _decide, "hold": _hold}
ROUTES = (
    Route("/people/{id}/review", review, methods=["GET", "POST"], name="review"),
    Route("/people/{id}/reviews/{review_id}/pack", pack_page, name="review_pack"),
    Route("/people/{id}/reviews/{review_id}/pack/sound/{part}", pack_sound, name="review_pack_sound"),
    Route("/people/{id}/reviews/{review_id}/pack.json", pack_facts, name="review_pack_json"),
)
