"""Restrictions: whatever limits a person, why, on what authority, how it will be made less, and until when. Past its review
day one is overdue on every page; it never goes on in silence (R25, R35)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select

from storage import audit, review_days, sight
from storage.database import NotFound, Refused, Transaction
from storage.houses import Person
from storage.risk_plan_check import LONGEST
from storage.risk_plan_versions import Ended, ended
from storage.staff_accounts import StaffMember
from storage.tables.base import new_id
from storage.tables.people import staff
from storage.tables.risk import restriction_ends, restriction_versions, restrictions, risk_plan_ends, risk_plans
from storage.vocabulary import Authority, RestrictionType, RiskStatus, Role

USUAL_MONTHS = 3
"""How far ahead a review may be, where the service did not set another time."""
_TEXTS = {
    "about": "Write what is limited.",
    "reason": "Write what it is for.",
    "authority_reference": "Write where the authority is found.",
    "reduction": "Write how it will be made less.",
    "easy_words": "Write it as the person will read it.",
}


@dataclass(frozen=True)
class Restriction:
    """`about`: what is limited; `easy_words`: the same as the person reads it. `authority_reference`: where the consent, the
    decision or the order is found, and `authority_on` its day. `reduction`: how it will be made less."""

    type: RestrictionType
    about: str
    reason: str
    authority: Authority
    authority_reference: str
    authority_on: date
    reduction: str
    easy_words: str
    start_on: date
    review_on: date


@dataclass(frozen=True)
class KeptRestriction:
    """A version, who kept it and when."""

    version: int
    restriction: Restriction
    kept_by: str
    at: datetime


@dataclass(frozen=True)
class RestrictionFile:
    """A restriction with every version, the newest first. `plan_id`: the risk plan it belongs to; None: it stands alone."""

    id: str
    person: Person
    plan_id: str | None
    versions: tuple[KeptRestriction, ...]
    ended: Ended | None

    @property
    def newest(self) -> KeptRestriction:
        return self.versions[0]

    def status(self, today: date) -> RiskStatus:
        return review_days.status(self.newest.restriction.review_on, today, is_ended=self.ended is not None)


def problems(wanted: Restriction, today: date, longest_months: int) -> dict[str, str]:
    """What is missing or will not do, by the name of its field. `longest_months`: how far ahead its review may be."""
    found = dict[str, str]()
    for field, advice in _TEXTS.items():
        text = getattr(wanted, field)
        if not text.strip():
            found[field] = advice
        elif len(text) > LONGEST:
            found[field] = f"This is too long. Use {LONGEST} letters or fewer."
    if wanted.authority_on > today:
        found["authority-day"] = "This day has not come yet."
    return found | dict(review_days.problems(wanted.start_on, wanted.review_on, today, longest_months))


def start(
    tx: Transaction,
    member: StaffMember,
    person_id: str,
    wanted: Restriction,
    *,
    plan_id: str | None,
    form: str,
    longest_months: int = USUAL_MONTHS,
) -> str:
    """Write down a restriction; returns its id, the same one where the same `form` comes twice. Raises NotFound for a person
    elsewhere or a plan that is not theirs, Refused for what will not do (`problems`)."""
    sight.acting(member)
    sight.person_of(tx, member, person_id)
    known = tx.execute(select(restrictions.c.id).where(restrictions.c.source_id == form)).scalar()
    if known is not None:
        return for_member(tx, member, str(known)).id
    _must_do(tx, wanted, longest_months)
    if plan_id is not None:
        _plan_holds(tx, person_id, plan_id)
    if not 0 < len(form) <= 64:
        raise Refused("This form cannot be kept. Open it again.")
    row = {"id": new_id(), "person_id": person_id, "plan_id": plan_id, "source_id": form, "at": tx.now}
    tx.execute(insert(restrictions), row)
    _keep(tx, member, str(row["id"]), 1, wanted)
    return str(row["id"])


def review(
    tx: Transaction,
    member: StaffMember,
    restriction_id: str,
    wanted: Restriction,
    *,
    instead_of: int,
    longest_months: int = USUAL_MONTHS,
) -> None:
    """A new version; the ones before stay. `instead_of`: the version that was looked at. Raises NotFound elsewhere, Refused
    for what will not do, has ended, or was reviewed by a colleague meanwhile."""
    sight.acting(member)
    found = _in_force(tx, member, restriction_id)
    if found.newest.version != instead_of:
        raise Refused("Somebody has reviewed it in the meantime. Look at the new version first.")
    _must_do(tx, wanted, longest_months)
    _keep(tx, member, restriction_id, instead_of + 1, wanted)


def end(tx: Transaction, member: StaffMember, restriction_id: str, reason: str) -> None:
    """The person is limited by it no longer. Raises Refused without a reason, or where it has ended."""
    sight.acting(member)
    _in_force(tx, member, restriction_id)
    if not 0 < len(reason.strip()) <= LONGEST:
        raise Refused(f"Write why it ends, in {LONGEST} letters or fewer.")
    row = {"restriction_id": restriction_id, "reason": reason.strip(), "ended_by_id": member.id, "at": tx.now}
    tx.execute(insert(restriction_ends), row)
    audit.record(tx, member.actor, "end_restriction", "restriction", restriction_id)


def for_member(tx: Transaction, member: StaffMember, restriction_id: str) -> RestrictionFile:
    """One restriction, for who sees its person; that it was looked at is in the trail. Raises NotFound elsewhere."""
    row = tx.execute(select(restrictions).where(restrictions.c.id == restriction_id)).first()
    if row is None:
        raise NotFound("There is no such restriction.")
    person = sight.person_of(tx, member, row.person_id)
    audit.record(tx, member.actor, "view_restriction", "restriction", restriction_id)
    return _file(tx, row, person)


def for_lead(tx: Transaction, lead: StaffMember, person: Person) -> tuple[RestrictionFile, ...]:
    """What limits this person now, for a safeguarding lead with a concern about them; that they looked is in the trail (R25).
    Raises NotFound for anyone else."""
    if lead.role is not Role.SAFEGUARDING_LEAD:
        raise NotFound("There is no such person.")
    audit.record(tx, lead.actor, "view_restrictions", "person", person.id)
    return tuple(one for one in of_person(tx, person) if one.ended is None)


def of_person(tx: Transaction, person: Person) -> tuple[RestrictionFile, ...]:
    """Every restriction of this person, the first first. Whether the reader may know of them was asked before."""
    rows = tx.execute(
        select(restrictions).where(restrictions.c.person_id == person.id).order_by(restrictions.c.at, restrictions.c.id)
    ).all()
    return tuple(_file(tx, row, person) for row in rows)


def _file(tx: Transaction, row: Any, person: Person) -> RestrictionFile:
    return RestrictionFile(row.id, person, row.plan_id, _versions(tx, row.id), ended(tx, restriction_ends, row.id))


def _versions(tx: Transaction, restriction_id: str) -> tuple[KeptRestriction, ...]:
    rows = tx.execute(
        select(restriction_versions, staff.c.name.label("kept_by"))
        .join(staff, staff.c.id == restriction_versions.c.kept_by_id)
        .where(restriction_versions.c.restriction_id == restriction_id)
        .order_by(restriction_versions.c.version.desc())
    )
    return tuple(KeptRestriction(row.version, _restriction(row), row.kept_by, row.at) for row in rows)


def _restriction(row: Any) -> Restriction:
    return Restriction(
        type=RestrictionType(row.type),
        about=row.about,
        reason=row.reason,
        authority=Authority(row.authority),
        authority_reference=row.authority_reference,
        authority_on=row.authority_on,
        reduction=row.reduction,
        easy_words=row.easy_words,
        start_on=row.start_on,
        review_on=row.review_on,
    )


def _in_force(tx: Transaction, member: StaffMember, restriction_id: str) -> RestrictionFile:
    found = for_member(tx, member, restriction_id)
    if found.ended is not None:
        raise Refused("This restriction has ended. Write down a new one.")
    return found


def _must_do(tx: Transaction, wanted: Restriction, longest_months: int) -> None:
    if found := problems(wanted, tx.today, longest_months):
        raise Refused(next(iter(found.values())))


def _plan_holds(tx: Transaction, person_id: str, plan_id: str) -> None:
    has_ended = select(risk_plan_ends.c.plan_id).where(risk_plan_ends.c.plan_id == risk_plans.c.id).exists()
    where = (risk_plans.c.id == plan_id, risk_plans.c.person_id == person_id)
    found = tx.execute(select(risk_plans.c.id, has_ended.label("has_ended")).where(*where)).first()
    if found is None:
        raise NotFound("There is no such plan.")
    if found.has_ended:
        raise Refused("This plan has ended. Write the restriction down alone, or make a new plan.")


def _keep(tx: Transaction, member: StaffMember, restriction_id: str, version: int, wanted: Restriction) -> None:
    row = {"id": new_id(), "restriction_id": restriction_id, "version": version, "kept_by_id": member.id, "at": tx.now}
    tx.execute(insert(restriction_versions), {**row, **vars(wanted)})
    audit.record(tx, member.actor, "keep_restriction", "restriction", restriction_id, detail=f"version {version}")
