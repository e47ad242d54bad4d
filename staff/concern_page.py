"""The page of one concern: the original, what a lead has to decide and record, and all that happened since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from safeguarding.about_whom import suggested
from staff import day_fields, left_out, moments
from staff.access import Visit
from staff.communication_labels import for_shift
from staff.concern_forms import signs_in
from staff.concern_words import DUTY_HINTS, NO_AUTHORITY, TIERS, about_whom, complaint_state, lines
from staff.settings import StaffSettings
from storage import (
    Transaction,
    communication_profiles,
    complaint_beside,
    concern_duties,
    concern_outcomes,
    concern_overdue,
    concern_steps,
    concern_subjects,
    concern_tiers,
    concern_timeline,
    emergency_plans,
    houses,
    restrictions,
)
from storage import concerns as kept
from storage.communication_profiles import KeptProfile
from storage.complaint_beside import Round
from storage.concern_duties import RecordedDuty
from storage.concern_outcomes import DesiredOutcome
from storage.concern_steps import ENDS, Stage
from storage.concern_subjects import About
from storage.concern_timeline import File
from storage.concerns import Concern
from storage.emergency_plans import KeptPlan
from storage.restrictions import RestrictionFile
from storage.staff_accounts import StaffMember
from storage.vocabulary import (
    OTHER_WAYS,
    AbuseType,
    ConcernStatus,
    Duty,
    DutyDecision,
    OutcomeAsked,
    OutcomeMet,
    Sent,
    Subject,
)


@dataclass(frozen=True)
class Opened:
    """Everything about a concern. `about`: as recorded, None where no lead has said yet; `restrictions`:
    where it is about one, what limits the person now, as their house wrote it down; `is_under_18`: the person is."""

    file: File
    stage: Stage
    duties: dict[Duty, RecordedDuty]
    about: About | None
    wanted: tuple[DesiredOutcome, ...]
    plan: KeptPlan | None
    communication: KeptProfile | None
    complaint: Round
    is_restrictive: bool
    restrictions: tuple[RestrictionFile, ...]
    is_under_18: bool
    is_overdue: bool

    @property
    def asked(self) -> DesiredOutcome | None:
        """What was recorded last of whether they were asked what they want."""
        return next((one for one in reversed(self.wanted) if one.asked is not None), None)

    @property
    def met(self) -> DesiredOutcome | None:
        """And of how far it came about."""
        return next((one for one in reversed(self.wanted) if one.met is not None), None)

    @property
    def is_about_child(self) -> bool:
        """The council's children's services have to know as well (R26)."""
        return self.is_under_18 or (self.about is not None and self.about.subject is Subject.CHILD)


def open_file(tx: Transaction, member: StaffMember, concern_id: str) -> Opened:
    """Raises NotFound for who may not know of it."""
    file = concern_timeline.of_concern(tx, member, concern_id)
    person_id = file.concern.person_id
    person = None if person_id is None else houses.person(tx, person_id)
    about = concern_subjects.latest(tx, concern_id)
    is_restrictive = _is_restrictive(file.concern, about)
    return Opened(
        file,
        concern_steps.stage(tx, member, concern_id),
        concern_duties.latest(concern_duties.of_concern(tx, concern_id)),
        about,
        concern_outcomes.of_concern(tx, concern_id),
        None if person is None else emergency_plans.for_lead(tx, member, person.id),
        None if person is None else communication_profiles.for_lead(tx, member, person.id),
        complaint_beside.round_concern(tx, file.concern),
        is_restrictive,
        restrictions.for_lead(tx, member, person) if is_restrictive and person is not None else (),
        person is not None and person.is_under_18,
        concern_id in concern_overdue.overdue(tx, (file.concern,)),
    )


def sent(concern: Concern) -> Sent | None:
    """What it was that nobody could screen."""
    return Sent(concern.reasons[0]) if concern.kind == kept.LISTEN else None


def contacts(settings: StaffSettings) -> tuple[tuple[str, str], ...]:
    """How the council is reached, always in sight of a lead (R12)."""
    not_set_up = "Not set up in this demo" if settings.is_demo else "Not set up"
    return (
        ("Council, adult safeguarding", settings.council_adult_contact or not_set_up),
        ("Council, children's services", settings.council_children_contact or not_set_up),
    )


async def page(visit: Visit, problems: dict[str, str] | None = None) -> Response:
    """The page; with problems, as it was sent."""
    opened = await visit.write(open_file, visit.member, visit.part("id"))
    concern, store = opened.file.concern, visit.room.store
    now = store.clock()
    shown: dict[str, Any] = {
        "opened": opened,
        "concern": concern,
        "sent": sent(concern),
        "due": concern_overdue.due_on(concern, store.calendar),
        "timeline": lines(opened.file.events, lambda at: moments.moment_in_words(at, now, store.calendar)),
        "contacts": contacts(visit.room.settings),
        "no_authority": NO_AUTHORITY if opened.is_restrictive and not opened.restrictions else None,
        "about_whom": about_whom(opened.about) if opened.about else None,
        "about": opened.about or suggested(concern.kind, concern.reasons),
        "on": {duty: day_fields.typed(visit.form, f"{duty}-on") for duty in Duty},
    }
    shown |= {"tiers": TIERS, "higher": concern_tiers.higher_than(concern.tier), "duty_hints": DUTY_HINTS}
    shown |= {"ends": ENDS, "duty_decisions": tuple(DutyDecision), "taken_on": ConcernStatus.ACKNOWLEDGED}
    state = opened.complaint.beside.state
    shown |= {"signs": signs_in(concern.words), "complaint_state": None if state is None else complaint_state(state)}
    shown |= {"other_ways": OTHER_WAYS, "subjects": tuple(Subject), "abuse_types": tuple(AbuseType)}
    shown |= {"asked_values": tuple(OutcomeAsked), "met_values": tuple(OutcomeMet)}
    shown |= {"communicates": for_shift(opened.communication.profile) if opened.communication else ()}
    shown |= await left_out.shown(visit)
    return visit.page("concern.html", status=422 if problems else 200, problems=problems or {}, **shown)


def _is_restrictive(concern: Concern, about: About | None) -> bool:
    """Whether the person is limited in what they do, by the rules or as a lead sees it (R25)."""
    tag = AbuseType.RESTRICTIVE_PRACTICE
    return concern.kind == tag or (about is not None and tag in about.types)
