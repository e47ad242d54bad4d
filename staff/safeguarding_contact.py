"""One safeguarding lead, for administrators: their post, what they are called, the ways to them, their week, and a test."""

from __future__ import annotations

import asyncio

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from staff import week_form
from staff.access import Visit, signed_in
from staff.settings import SentTest
from staff.triage_form import one_of
from storage import safeguarding_team, team_for_staff
from storage.errors import Refused
from storage.vocabulary import Post
from storage.week import DAYS

LONGEST_DIRECT = 2000


@signed_in
async def contact(visit: Visit) -> Response:
    """The page; a POST does what its field `do` names."""
    if visit.request.method == "GET":
        return await _page(visit)
    await visit.read(team_for_staff.one, visit.member, visit.part("id"))
    do = _DOINGS.get(visit.form.get("do", ""))
    if do is None:
        raise HTTPException(400)
    return await do(visit)


async def _page(visit: Visit, problems: dict[str, str] | None = None, test: SentTest | None = None) -> Response:
    found = await visit.read(team_for_staff.one, visit.member, visit.part("id"))
    does = visit.form.get("do")
    typed = visit.form if does in _WEEK else week_form.of_spans(found.week)
    return visit.page(
        "safeguarding_contact.html",
        status=422 if problems else 200,
        one=found,
        posts=tuple(Post),
        details=visit.form if does == "keep" else _details(found),
        week=week_form.rows(typed),
        days=DAYS,
        test=test,
        problems=problems or {},
    )


def _details(found: team_for_staff.OneOfTeam) -> dict[str, str]:
    """The form as it is kept. The second way is never in it: it holds secrets, and goes one way only."""
    contact = found.contact
    return {} if contact is None else {"post": contact.post, "also_called": "\n".join(contact.also_called)}


async def _keep(visit: Visit) -> Response:
    post, typed = one_of(Post, visit.form.get("post", "")), visit.form.get("direct", "")
    problems = {} if post else {"post": "Choose what they are."}
    if typed and not (
        len(typed) <= LONGEST_DIRECT and await asyncio.to_thread(visit.room.settings.is_direct_way, typed)
    ):
        problems["direct"] = "This is no address that can be used. Type an Apprise address that is not an e-mail."
    if problems or post is None:
        return await _page(visit, problems)
    direct = typed or ("" if visit.form.get("no_direct") == "yes" else None)
    names = visit.form.get("also_called", "").splitlines()
    try:
        await visit.write(team_for_staff.set_contact, visit.member, visit.part("id"), post, names, direct)
    except Refused as refused:
        return await _page(visit, {"post" if "already" in str(refused) else "also_called": str(refused)})
    return visit.go("safeguarding_contact", note="contact_kept", id=visit.part("id"))


async def _remove(visit: Visit) -> Response:
    """A slip of the thumb at the foot of the page would leave nights without anybody: it is asked twice."""
    if visit.form.get("sure") != "yes":
        return await _page(visit, {"sure": "Tick that you are sure."})
    await visit.write(team_for_staff.remove_contact, visit.member, visit.part("id"))
    return visit.go("safeguarding_team", note="contact_removed")


async def _week(visit: Visit) -> Response:
    spans, problems = week_form.read(visit.form)
    if problems:
        return await _page(visit, problems)
    if visit.form.get("do") == "copy_monday":
        spans = week_form.monday_everywhere(spans)
    try:
        await visit.write(team_for_staff.set_week, visit.member, visit.part("id"), spans)
    except Refused as refused:
        return await _page(visit, {"week": str(refused)})
    return visit.go("safeguarding_contact", note="week_kept", id=visit.part("id"))


async def _test(visit: Visit) -> Response:
    """Sent now, so this answers with the page itself: it says what happened."""
    email, direct = await visit.read(team_for_staff.ways_to, visit.member, visit.part("id"))
    sent = await visit.room.settings.send_test(email, direct)
    outcome = ", ".join(f"{way}: {_OUTCOMES[took]}" for way, took in (("e-mail", sent.email), ("direct", sent.direct)))
    await visit.write(safeguarding_team.tested, visit.member.actor, visit.part("id"), outcome)
    return await _page(visit, test=sent)


_OUTCOMES = {True: "sent", False: "failed", None: "not set up"}
_WEEK = ("week", "copy_monday")
_DOINGS = {"keep": _keep, "remove": _remove, "test": _test, **dict.fromkeys(_WEEK, _week)}
ROUTES = (Route("/safeguarding/{id}", contact, methods=["GET", "POST"], name="safeguarding_contact"),)
