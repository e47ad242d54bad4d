"""Preparing a choice: one page with one form, for staff and for supporters. It works without a script, and faster with one."""

from __future__ import annotations

import asyncio
import re

from starlette.responses import JSONResponse, Response

from speech import SpeechFailed
from staff import choice_check, choice_form, choice_preview, choice_screen
from staff.choice_check import Checked
from staff.choice_desk import Desk, Opened, draft_to_go_on_with, to_start_from
from staff.choice_form import ROWS, Typed
from staff.choice_preview import Screen
from staff.words import say
from storage import Transaction, choice_records, choice_sets, prepared_choices, respellings
from storage.choice_sets import Author, ChoiceSet
from storage.errors import NotFound, Refused
from storage.prepared_choices import NewChoice
from storage.vocabulary import SignificantMatter, WhatChanges
from wording import sign_search

_FORM_ID = re.compile(r"[\w-]{20,32}", re.ASCII)


async def prepare(desk: Desk) -> Response:
    """The form. A POST does what its button says: shows the choice, finds an emoji, keeps a draft, offers it, or plans a talk."""
    opened = await desk.open()
    if desk.visit.request.method == "GET":
        return _page(desk, opened, _to_begin_with(desk, opened))
    draft = draft_to_go_on_with(opened, desk.visit.form.get("draft"))
    started_from = to_start_from(opened, desk.visit.form.get("from"))
    typed = _read(desk, opened)
    step = desk.visit.form.get("step", "")
    if step not in ("talk", "offer", "keep"):
        return _page(desk, opened, desk.visit.form, typed)
    form_id = _form_id(desk)
    if (to_lead := await choice_screen.heard(desk, typed.wanted, form_id if draft is None else draft.id)) is not None:
        return to_lead
    if step == "talk":
        return await _plan_a_talk(desk, typed)
    checked = await _checked(desk, typed)
    if checked.matter is not None or (step == "offer" and checked.problems):
        return _page(desk, opened, desk.visit.form, typed, checked)
    ids = (form_id, None if draft is None else draft.id, None if started_from is None else started_from.id)
    try:
        kept = await desk.visit.write(_keep, desk.author, desk.person_id, typed.wanted, *ids, offer=step == "offer")
    except Refused as refused:
        return _page(desk, opened, desk.visit.form, typed, Checked({"question": str(refused)}, {}, None))
    return desk.go("choice", note="choice_ready" if step == "offer" else "choice_draft", set=kept.id)


async def check(desk: Desk) -> Response:
    """JSON, while it is typed: advice by field, what is never decided in a chat, and the screens as they will be seen."""
    opened = await desk.open()
    typed = _read(desk, opened)
    known = await desk.visit.read(choice_check.facts, desk.person_id, typed)
    limit = desk.visit.room.settings.choice_money_limit
    checked = await asyncio.to_thread(choice_check.check, typed, known, limit)
    words = {name: advice[0] for name, advice in checked.words.items()}
    if checked.matter is not None:
        words["question"] = prepared_choices.refusal(checked.matter)
    shown = [_as_json(desk, one) for one in _screens(desk, opened, typed.wanted)]
    return JSONResponse({"advice": words, "screens": shown})


async def hear(desk: Desk) -> Response:
    """The choice as the person will hear it, at their pace."""
    opened = await desk.open()
    shown = _screens(desk, opened, _read(desk, opened).wanted)
    if not shown:
        return desk.page("no_sound.html", status=422)
    aloud = "\n".join(one.aloud for one in shown)
    names = await desk.visit.read(respellings.of_person, desk.person_id)
    try:
        media_type, sound = await asyncio.to_thread(say, desk.visit.room.speech, aloud, names, opened.how.pace)
    except SpeechFailed:
        return desk.page("no_sound.html", status=503)
    return Response(sound, media_type=media_type)


async def find_signs(desk: Desk) -> Response:
    """JSON: the emoji that fit what is looked for, with their names."""
    await desk.open()
    found = await asyncio.to_thread(sign_search.find, desk.visit.form.get("find", ""))
    return JSONResponse({"found": [[one.sign, one.name] for one in found]})


def _to_begin_with(desk: Desk, opened: Opened) -> dict[str, str]:
    """The fields of the draft or of the earlier choice that the address names, or those of a new one."""
    asked, room = desk.visit.request.query_params, desk.visit.room
    now, calendar = room.store.clock(), room.store.calendar
    draft, earlier = draft_to_go_on_with(opened, asked.get("draft")), to_start_from(opened, asked.get("from"))
    ids = {
        "form": choice_records.new_set_id(),
        "draft": "" if draft is None else draft.id,
        "from": "" if earlier is None else earlier.id,
    }
    begun = draft or earlier
    if begun is None:
        return {**choice_form.fresh(room.today, opened.usual_owner), **ids}
    return {**choice_form.as_fields(begun.wanted, now, calendar), **ids}


def _read(desk: Desk, opened: Opened) -> Typed:
    """A supporter does not say who carries it out: that is for staff."""
    store, form = desk.visit.room.store, desk.visit.form
    owner_id = None if desk.is_staff else opened.usual_owner
    if not desk.is_staff:
        # Photos of the person are not theirs to see, nor to name.
        form = {name: value for name, value in form.items() if not name.startswith("photo_") and name != "owner"}
    return choice_form.read(form, store.clock(), store.calendar, owner_id=owner_id)


async def _checked(desk: Desk, typed: Typed) -> Checked:
    known = await desk.visit.read(choice_check.facts, desk.person_id, typed)
    return await asyncio.to_thread(choice_check.check, typed, known, desk.visit.room.settings.choice_money_limit)


def _keep(
    tx: Transaction,
    author: Author,
    person_id: str,
    wanted: NewChoice,
    form_id: str,
    draft_id: str | None,
    from_id: str | None,
    *,
    offer: bool,
) -> ChoiceSet:
    """In one transaction. A form that is sent twice finds what it made the first time."""
    if draft_id is not None:
        kept = choice_sets.change(tx, author, draft_id, wanted)
    else:
        made = choice_sets.find(tx, author, form_id)
        if made is not None:
            return made
        kept = choice_sets.prepare(tx, author, person_id, wanted, reused_from_id=from_id, set_id=form_id)
    return choice_sets.approve(tx, author, kept.id) if offer else kept


async def _plan_a_talk(desk: Desk, typed: Typed) -> Response:
    """Staff are asked to plan it. What was found is found again here: the form only says that it is wanted."""
    found = choice_check.matter_of(typed, desk.visit.room.settings.choice_money_limit)
    matter = found or SignificantMatter.OTHER
    question = typed.wanted.question
    if not question:
        raise NotFound("There is nothing to talk about yet.")
    ids = (desk.author, desk.person_id, matter, question, _form_id(desk))
    await desk.visit.write(choice_sets.plan_a_talk, *ids)
    return desk.go("choices", note="talk_planned")


def _form_id(desk: Desk) -> str:
    found = desk.visit.form.get("form", "")
    if not _FORM_ID.fullmatch(found):
        raise NotFound("There is no such form.")
    return found


def _screens(desk: Desk, opened: Opened, wanted: NewChoice) -> tuple[Screen, ...]:
    seed = desk.visit.form.get("form", "")
    return choice_preview.screens(wanted, opened.how, seed, desk.visit.room.catalogue)


def _as_json(desk: Desk, screen: Screen) -> dict[str, object]:
    buttons = [[one.label, _photo(desk, one.photo)] for one in screen.buttons]
    return {"bubbles": screen.bubbles, "buttons": buttons, "photo": _photo(desk, screen.photo)}


def _photo(desk: Desk, photo_id: str | None) -> str | None:
    return desk.at("small_photo", photo_id=photo_id) if photo_id and desk.is_staff else None


def _page(
    desk: Desk, opened: Opened, fields: dict[str, str], typed: Typed | None = None, checked: Checked | None = None
) -> Response:
    problems = {} if checked is None else checked.problems
    matter = None if checked is None else checked.matter
    step = desk.visit.form.get("step", "")
    looked_for = {row: step == f"find_{row}" for row in ROWS}
    found = {
        row: sign_search.find(fields.get(f"find_{row}") or fields.get(f"label_{row}", ""))
        for row in ROWS
        if looked_for[row]
    }
    return desk.page(
        "choice_form.html",
        status=422 if problems else 200,
        opened=opened,
        person=opened.person,
        fields=fields,
        rows=ROWS,
        found=found,
        what_changes=tuple(WhatChanges),
        screens=_screens(desk, opened, typed.wanted) if typed is not None else (),
        photo=lambda photo_id: _photo(desk, photo_id),
        problems=problems,
        law=None if matter is None else prepared_choices.law(matter),
    )
