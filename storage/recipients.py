"""Who is told of what: the one place with the rule, which every notice goes through (R11, R13, R39)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from storage import absences, complaint_sight, heard_rightly, sight, staff_accounts, staff_names
from storage.database import Transaction
from storage.staff_accounts import StaffMember
from storage.tables.complaints import complaints
from storage.tables.conversation import contents
from storage.tables.feedback import feedback, feedback_follow_ups
from storage.tables.pending_actions import pending_actions
from storage.tables.people import people
from storage.vocabulary import VisibleTo


@dataclass(frozen=True)
class Matter:
    """What a notice is about, as far as it decides who may hear of it: the person, where they live now and who their
    keyworker is (None of both: it is about the house alone), whether only managers may know, the members whom it is about,
    and words that may name some. `hidden_from`: to whom it does not exist, for it may be a complaint about them;
    `outsiders`: the administrators who may hear of it although they do not work there."""

    house_id: str
    person_id: str | None = None
    keyworker_id: str | None = None
    only_managers: bool = False
    about: frozenset[str] = frozenset()
    hidden_from: frozenset[str] = frozenset()
    outsiders: frozenset[str] = frozenset()
    words: str | None = field(default=None, repr=False)

    def may_reach(self, member: StaffMember) -> bool:
        """Whether this member may hear of it."""
        if member.id in self.about | self.hidden_from or not member.may_act:
            return False
        sees = self.person_id is None or sight.sees(member, self.person_id, self.house_id)
        return member.id in self.outsiders or (sees and (member.is_manager or not self.only_managers))


def about_person(tx: Transaction, person_id: str, *, only_managers: bool = False) -> Matter:
    """Something of this person that is about no member of staff."""
    row = tx.execute(select(*_WHOSE).where(people.c.id == person_id)).one()
    return Matter(row.house_id, row.id, row.keyworker_id, only_managers)


def about_feedback(tx: Transaction, feedback_id: str) -> Matter:
    """Something said, and not decided yet."""
    row = tx.execute(
        select(
            *_WHOSE,
            feedback.c.visible_to,
            feedback.c.content_id,
            feedback_follow_ups.c.about_staff_id,
            contents.c.words,
        )
        .join(feedback, feedback.c.person_id == people.c.id)
        .join(feedback_follow_ups, feedback_follow_ups.c.feedback_id == feedback.c.id)
        .outerjoin(contents, contents.c.id == feedback.c.content_id)
        .where(feedback.c.id == feedback_id)
    ).one()
    only_managers = row.visible_to == VisibleTo.ONLY_MANAGER
    hidden_from = complaint_sight.hidden_from(tx, [feedback_id])
    outsiders = complaint_sight.outsiders(tx, feedback_id)
    whose = (row.house_id, row.id, row.keyworker_id)
    words = row.words or heard_rightly.words(tx, row.content_id)
    return Matter(*whose, only_managers, _about([row]), hidden_from, outsiders, words)


def about_complaint(tx: Transaction, complaint_id: str) -> Matter:
    """A complaint: for managers whom it is not about, and for the administrators of `complaint_sight`. Its words have been
    looked through: whom they name counts as one of those unless a manager has said otherwise."""
    row = tx.execute(
        select(*_WHOSE, complaints.c.feedback_id)
        .join(complaints, complaints.c.person_id == people.c.id)
        .where(complaints.c.id == complaint_id)
    ).one()
    hidden_from = complaint_sight.hidden_from(tx, [row.feedback_id])
    outsiders = complaint_sight.outsiders(tx, row.feedback_id)
    return Matter(row.house_id, row.id, row.keyworker_id, True, hidden_from=hidden_from, outsiders=outsiders)


def about_action(tx: Transaction, action_id: str) -> Matter:
    """An action, by what was said that it is about: nobody hears of it through a notice who could not open it."""
    whose = select(*_WHOSE).join(pending_actions, pending_actions.c.person_id == people.c.id)
    row = tx.execute(whose.where(pending_actions.c.id == action_id)).one()
    linked = tx.execute(
        select(feedback.c.id, feedback.c.visible_to, feedback_follow_ups.c.about_staff_id)
        .join(feedback, feedback.c.id == feedback_follow_ups.c.feedback_id)
        .where(feedback_follow_ups.c.pending_action_id == action_id)
    ).all()
    only_managers = bool(linked) and all(one.visible_to == VisibleTo.ONLY_MANAGER for one in linked)
    hidden_from = complaint_sight.hidden_from(tx, [one.id for one in linked])
    return Matter(row.house_id, row.id, row.keyworker_id, only_managers, _about(linked), hidden_from)


def recipients_for(tx: Transaction, matter: Matter) -> tuple[StaffMember, ...]:
    """Who hears of something new: the person's keyworker, if they may hear of it and the words do not name them; where
    there is none, the managers of the house where the person lives."""
    here = _may_hear(tx, matter)
    spoken_of = _spoken_of(tx, matter, here)
    mine = [one.id for one in here if one.id == matter.keyworker_id and one.id not in spoken_of]
    return _reachable(tx, here, spoken_of, mine or _managers(here))


def managers_for(tx: Transaction, matter: Matter) -> tuple[StaffMember, ...]:
    """The managers of the house, or who stands in for them."""
    here = _may_hear(tx, matter)
    return _reachable(tx, here, _spoken_of(tx, matter, here), _managers(here))


def reachable(tx: Transaction, matter: Matter, wanted: Iterable[str]) -> tuple[StaffMember, ...]:
    """Those of `wanted` who may hear of it. Whoever is away is stood in for; where that leads to nobody who may hear of
    it, the managers do; and where all of them are away, they all the same: it must not lie with nobody."""
    here = _may_hear(tx, matter)
    return _reachable(tx, here, _spoken_of(tx, matter, here), [one for one in wanted if one not in matter.about])


_WHOSE = (people.c.id, people.c.house_id, people.c.keyworker_id)


def _about(rows: Iterable[Any]) -> frozenset[str]:
    return frozenset(row.about_staff_id for row in rows if row.about_staff_id is not None)


def _managers(members: list[StaffMember]) -> list[str]:
    return [one.id for one in members if one.is_manager]


def _may_hear(tx: Transaction, matter: Matter) -> list[StaffMember]:
    """Everybody who may hear of it: of the house, and the administrators whom it was brought to from there."""
    here = {one.id: one for one in staff_accounts.working_in(tx, matter.house_id)}
    here |= {one: staff_accounts.member(tx, one) for one in sorted(matter.outsiders) if one not in here}
    return [one for one in here.values() if matter.may_reach(one)]


def _spoken_of(tx: Transaction, matter: Matter, here: list[StaffMember]) -> frozenset[str]:
    """Whom the words name: somebody else hears of it first, as long as there is anybody else."""
    return frozenset(one.id for one in staff_names.named_among(tx, here, matter.words)) if matter.words else frozenset()


def _reachable(
    tx: Transaction, may_hear: list[StaffMember], spoken_of: frozenset[str], wanted: Iterable[str]
) -> tuple[StaffMember, ...]:
    here, away = {one.id: one for one in may_hear if one.id not in spoken_of}, absences.away_on(tx, tx.today)
    managers = _managers(may_hear)
    found, is_one_missing = _there(here, away, wanted)
    if is_one_missing:
        standing_in, _ = _there(here, away, managers)
        found |= standing_in
    if is_one_missing and not found:
        found = {one: here[one] for one in managers if one in here} or {
            one.id: one for one in may_hear if one.is_manager
        }
    return tuple(found.values())


def _there(
    here: dict[str, StaffMember], away: dict[str, str | None], wanted: Iterable[str]
) -> tuple[dict[str, StaffMember], bool]:
    """Who is there for each of them, and whether somebody has nobody."""
    stand_ins = [absences.stand_in(away, one) for one in wanted]
    found = {one: here[one] for one in stand_ins if one is not None and one in here}
    return found, any(one not in found for one in stand_ins)
