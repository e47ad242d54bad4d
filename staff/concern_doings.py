"""What a lead does on the page of a concern: each form names in its field `do` what it wants done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.responses import Response

from staff import concern_forms
from staff.access import Visit
from staff.concern_page import page
from staff.doings import Doing
from staff.triage_form import one_of
from storage import (
    Transaction,
    complaint_beside,
    concern_complaints,
    concern_duties,
    concern_outcomes,
    concern_steps,
    concern_subjects,
    concern_tiers,
    concerns,
    listening,
)
from storage.errors import Refused
from storage.vocabulary import ConcernStatus, Duty, OutcomeAsked, OutcomeMet, StepAct


async def _acknowledge(visit: Visit) -> Response:
    found, _ = await visit.write(concerns.one_for_lead, visit.member, visit.part("id"))
    await visit.write(concerns.acknowledge, visit.member, found.id)
    if found.person_id is not None:
        # Only now may the person hear "I have told ..." (R16).
        visit.room.on_told(found.person_id)
    return visit.go("concern", note="acknowledged", id=found.id)


async def _note(visit: Visit) -> Response:
    kind = visit.form.get("note_kind", "")
    if kind not in ("fact", "opinion"):
        return await page(visit, {"note_kind": "Choose whether it is a fact or an opinion."})
    is_opinion = kind == "opinion"
    return await _kept(visit, "note", "noted", concerns.note_by_lead, visit.form.get("note", ""), is_opinion=is_opinion)


async def _about(visit: Visit) -> Response:
    about, problems = concern_forms.read_about(visit.form)
    if about is None:
        return await page(visit, problems)
    return await _kept(visit, "subject", "about_kept", concern_subjects.record, about)


async def _duty(visit: Visit) -> Response:
    duty = one_of(Duty, visit.form.get("duty", ""))
    if duty is None:
        return await page(visit, {"duties": "Choose a duty."})
    decided, problems = concern_forms.read_duty(visit.form, duty, visit.room.store.calendar, visit.room.today)
    if decided is None:
        return await page(visit, problems)
    return await _kept(visit, f"{duty}-decision", "duty_kept", concern_duties.record, decided)


async def _asked(visit: Visit) -> Response:
    asked = one_of(OutcomeAsked, visit.form.get("asked", ""))
    if asked is None:
        return await page(visit, {"asked": "Choose whether they were asked."})
    words = visit.form.get("wanted", "")
    return await _kept(visit, "wanted", "wanted_kept", concern_outcomes.record_asked, asked, words)


async def _met(visit: Visit) -> Response:
    met = one_of(OutcomeMet, visit.form.get("met", ""))
    if met is None:
        return await page(visit, {"met": "Choose how far it came about."})
    return await _kept(visit, "met", "wanted_kept", concern_outcomes.record_met, met)


async def _step(visit: Visit) -> Response:
    to = one_of(ConcernStatus, visit.form.get("step", ""))
    if to is None:
        return await page(visit, {"step": "Choose the next step."})
    try:
        act = await visit.write(_take, visit, to)
    except Refused as refused:
        return await page(visit, {"step": str(refused)})
    return visit.go("concern", note="proposed" if act is StepAct.PROPOSED else "step_taken", id=visit.part("id"))


def _take(tx: Transaction, visit: Visit, to: ConcernStatus) -> StepAct:
    """What its words show of a complaint is found by rules that the store does not know."""
    found, _ = concerns.one_for_lead(tx, visit.member, visit.part("id"))
    may_be = found.is_of_somebody_known and bool(concern_forms.signs_in(found.words))
    reason = visit.form.get("step_reason", "")
    return concern_steps.take(tx, visit.member, found.id, to, reason, may_be_complaint=may_be)


async def _answer(visit: Visit) -> Response:
    agrees = visit.form.get("agrees", "")
    if agrees not in ("yes", "no"):
        return await page(visit, {"agrees": "Choose whether you agree."})
    more = {"agrees": agrees == "yes", "reason": visit.form.get("agrees_reason", "")}
    return await _kept(visit, "agrees", "proposal_answered", concern_steps.answer, **more)


async def _raise(visit: Visit) -> Response:
    tier, reason = visit.form.get("tier", ""), visit.form.get("tier_reason", "")
    return await _kept(visit, "tier", "tier_raised", concern_tiers.raise_by_lead, tier, reason)


async def _worry(visit: Visit) -> Response:
    return await _kept(visit, "since", "is_worry", listening.worry)


async def _pass_on(visit: Visit) -> Response:
    return await _kept(visit, "since", "passed_on", listening.pass_on)


async def _nothing_in_it(visit: Visit) -> Response:
    return await _kept(visit, "since", "nothing_in_it", listening.note_only)


async def _pass_on_complaint(visit: Visit) -> Response:
    what, problems = concern_forms.read_complaint(visit.form)
    if what is None:
        return await page(visit, problems)
    field = "own" if what.is_own else "summary"
    return await _kept(visit, field, "complaint_passed_on", complaint_beside.pass_on, what)


async def _mark_complaint(visit: Visit) -> Response:
    return await _kept(visit, "complaint", "complaint_marked", complaint_beside.mark)


async def _no_complaint(visit: Visit) -> Response:
    reason = visit.form.get("no_complaint", "")
    return await _kept(visit, "no_complaint", "no_complaint", concern_complaints.record_none, reason)


async def _kept(visit: Visit, field: str, note: str, verb: Callable[..., Any], *a: Any, **k: Any) -> Response:
    """Do it; what the store refuses stands at this field."""
    try:
        await visit.write(verb, visit.member, visit.part("id"), *a, **k)
    except Refused as refused:
        return await page(visit, {field: str(refused)})
    return visit.go("concern", note=note, id=visit.part("id"))


DOINGS: dict[str, Doing] = {
    "acknowledge": _acknowledge,
    "note": _note,
    "about": _about,
    "duty": _duty,
    "asked": _asked,
    "met": _met,
    "step": _step,
    "answer": _answer,
    "raise": _raise,
    "pass_on_complaint": _pass_on_complaint,
    "mark_complaint": _mark_complaint,
    "no_complaint": _no_complaint,
    "worry": _worry,
    "pass_on": _pass_on,
    "nothing_in_it": _nothing_in_it,
}
"""By the name in the form."""
