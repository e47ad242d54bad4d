"""What the forms on the page of a complaint do: each reads its fields, and calls one verb of the store."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date

from staff import day_fields, easy_words
from staff.access import Visit
from staff.easy_words import Kind, Reader
from staff.triage_form import one_of
from storage import complaint_care, complaint_decisions, complaint_handling
from storage.complaint_handling import Plan
from storage.complaints import Complaint
from storage.vocabulary import COMPLAINT_OUTCOMES, ComplaintState, LeftOut

KEPT, TOLD, NAMED = "complaint_kept", "complaint_told", "complaint_about"
ENDS = (ComplaintState.CLOSED, ComplaintState.TO_LGSCO)
DECISIONS = (ComplaintState.NOTED, ComplaintState.SERVICE_REQUEST, ComplaintState.CONFIRMED)


class NotInOrder(Exception):
    """What is wrong with a form, by the id of its field, in the order of the page."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(*problems)
        self.problems = problems


@dataclass(frozen=True)
class Doing:
    """`do` returns the name of the note that says what was kept; `field` is where a rule of the store is shown that refuses
    it. Raises NotInOrder, or Refused."""

    do: Callable[[Visit, Complaint, Reader], Awaitable[str]]
    field: str


async def _decide(visit: Visit, complaint: Complaint, to: Reader) -> str:
    state = one_of(ComplaintState, visit.form.get("decision", ""))
    problems = {} if state in DECISIONS else {"decision": "Choose what you will do."}
    _in_order({**problems, **_why(visit)})
    await visit.write(
        complaint_decisions.decide, visit.member, complaint.id, ComplaintState(str(state)), _of(visit, "why")
    )
    return KEPT


async def _acknowledge(visit: Visit, complaint: Complaint, to: Reader) -> str:
    funded = visit.form.get("council", "")
    problems = {} if funded in ("yes", "no") else {"council": "Choose who pays for their care."}
    plan = _plan(visit, problems, is_council_funded=funded == "yes")
    await visit.write(complaint_handling.acknowledge, visit.member, complaint.id, plan)
    visit.room.on_told(complaint.said.person_id)
    return TOLD


async def _change(visit: Visit, complaint: Complaint, to: Reader) -> str:
    plan = _plan(visit, _why(visit), is_council_funded=bool(complaint.is_council_funded))
    await visit.write(complaint_handling.change_plan, visit.member, complaint.id, plan, _of(visit, "why"))
    visit.room.on_told(complaint.said.person_id)
    return TOLD


async def _investigate(visit: Visit, complaint: Complaint, to: Reader) -> str:
    await visit.write(complaint_handling.investigate, visit.member, complaint.id, _of(visit, "note"))
    return KEPT


async def _answer(visit: Visit, complaint: Complaint, to: Reader) -> str:
    text, learning = easy_words.tidy(_of(visit, "words")), _of(visit, "learning")
    outcome = one_of(ComplaintState, _of(visit, "outcome"))
    problems = {} if outcome in COMPLAINT_OUTCOMES else {"outcome": "Choose how it ended."}
    if not text:
        problems["words"] = "Write the sentence that the person will get."
    elif found := await asyncio.to_thread(easy_words.check, text, Kind.ANSWER, to, visit.room.catalogue):
        problems["words"] = " ".join(dict.fromkeys(one.advice for one in found))
    if not learning:
        problems["learning"] = "Write what the service has learned, or that there was nothing to learn, and why."
    _in_order(problems)
    args = (complaint.id, ComplaintState(str(outcome)), text, learning)
    await visit.write(complaint_handling.answer, visit.member, *args)
    visit.room.on_told(complaint.said.person_id)
    return TOLD


async def _end(visit: Visit, complaint: Complaint, to: Reader) -> str:
    state = one_of(ComplaintState, _of(visit, "end"))
    _in_order({} if state in ENDS else {"end": "Choose where it is now."})
    await visit.write(
        complaint_handling.end, visit.member, complaint.id, ComplaintState(str(state)), _of(visit, "note")
    )
    return KEPT


async def _about(visit: Visit, complaint: Complaint, to: Reader) -> str:
    _in_order(_why(visit))
    chosen = tuple(name.removeprefix("about-") for name in visit.form if name.startswith("about-"))
    await visit.write(complaint_care.set_about, visit.member, complaint.id, chosen, _of(visit, "why"))
    return NAMED


async def _go_through(visit: Visit, complaint: Complaint, to: Reader) -> str:
    await visit.write(complaint_care.go_through, visit.member, complaint.id, _of(visit, "names"))
    return KEPT


async def _leave_out(visit: Visit, complaint: Complaint, to: Reader) -> str:
    reason = one_of(LeftOut, _of(visit, "left_out"))
    if reason is None and _of(visit, "left_out") != "no":
        raise NotInOrder({"left_out": "Choose whether it is in the export."})
    await visit.write(complaint_care.leave_out, visit.member, complaint.id, reason)
    return KEPT


def _of(visit: Visit, name: str) -> str:
    return visit.form.get(name, "")


def _why(visit: Visit) -> dict[str, str]:
    return {} if _of(visit, "why") else {f"why-{_of(visit, 'do')}": "Write why, in a few words."}


def _plan(visit: Visit, others: dict[str, str], *, is_council_funded: bool) -> Plan:
    """Who handles it and by when, if the other fields are in order, too. Raises NotInOrder."""
    problems = {} if _of(visit, "handler") else {"handler": "Choose who handles it."}
    day: date | None = None
    try:
        day = day_fields.read_near(visit.form, "expected", visit.room.today)
    except day_fields.NotADay as error:
        problems["expected-day"] = str(error)
    else:
        if day is None:
            problems["expected-day"] = "Type the day by which they hear."
    _in_order({**problems, **others})
    if day is None:
        raise ValueError("the form was not checked")
    return Plan(_of(visit, "handler"), day, is_council_funded)


def _in_order(problems: dict[str, str]) -> None:
    if problems:
        raise NotInOrder(problems)


DOINGS = {
    "decide": Doing(_decide, "decision"),
    "acknowledge": Doing(_acknowledge, "handler"),
    "change": Doing(_change, "handler"),
    "investigate": Doing(_investigate, "note"),
    "answer": Doing(_answer, "words"),
    "end": Doing(_end, "end"),
    "about": Doing(_about, "about"),
    "go_through": Doing(_go_through, "names"),
    "leave_out": Doing(_leave_out, "left_out"),
}
