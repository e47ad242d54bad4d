"""What happened about a concern, each in one line, and what leads are reminded of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from staff.labels import label
from storage import listening
from storage.alert_delivery import Told
from storage.concern_duties import Decided
from storage.concern_subjects import About
from storage.concern_tiers import RAISED_BY_LEAD
from storage.concern_timeline import Event, Said
from storage.vocabulary import (
    ANSWERED_COMPLAINTS,
    NO_COMPLAINT,
    AbuseType,
    ComplaintPart,
    ComplaintState,
    ConcernStatus,
    Duty,
    DutyDecision,
    OutcomeAsked,
    OutcomeMet,
    QuestionKind,
    StepAct,
)
from storage.whose_concern import SAID_BY_SUPPORTER

TIERS = {"red": "Red: danger now", "amber": "Amber: may be at risk of harm", "check": "Check: find out if they are OK"}
DUTY_HINTS = {
    Duty.PERSON_SEEN: "Has somebody they trust seen them, and talked with them alone?",
    Duty.IMMEDIATE_SAFETY: "Is anyone in danger now? What keeps them safe tonight?",
    Duty.POLICE_999: "Call 999 if anyone is in danger. Does the police need to know? Record a call only if you know who called.",
    Duty.COUNCIL_CONCERN: "The council decides about an enquiry (Care Act 2014, section 42).",
    Duty.CQC_NOTIFICATION: "Allegations of abuse are notified to the Care Quality Commission without delay.",
    Duty.POSITION_OF_TRUST: "Is it about a member of staff? Then think of DBS and of the position-of-trust lead at the council.",
    Duty.CHILD_AT_RISK: "Is a child at risk? Then tell the council's children's services too.",
    Duty.PERSON_TOLD: "In words they can follow: what happens next, and who will talk with them.",
}
NO_AUTHORITY = "No authority for a restriction is recorded for this person."
"""Of a concern about restrictive practice where the house has written down no restriction that is in force (R25)."""
_SINCE = {
    "transcript": "a program heard this in the voice message, which is a suggestion: what was said is in the sound",
    "joking": "the person said it was a joke. The concern stays as it is",
    "do_not_tell": "the person asked us not to tell. They were told that we have to",
    "undo": "the person asked to change what they said. They were told that we have to tell",
    SAID_BY_SUPPORTER: "these are not the person's own words",
    "edited": "the person changed a message. What they sent first stays as it is; now it says",
}
_ORIGINAL = {
    Said.SAID: "it was said",
    Said.RAISED: "the concern was raised",
    Said.TOLD: "the chat told the person that a lead has it",
}
_ANSWERED = {
    OutcomeAsked.YES_EXPRESSED: "the person said what they want to happen",
    OutcomeAsked.YES_NONE_EXPRESSED: "the person was asked what they want to happen, and said nothing",
}
"""In the chat, where nobody but the person answers."""
_BY_LEAD = {
    listening.PASSED_ON: "found nothing to worry about and passed it to the house",
    listening.NOTED: "found nothing in it",
    listening.WORRY: "took it on as a concern",
    RAISED_BY_LEAD["amber"]: "found that they may be at risk of harm: it is amber now",
    RAISED_BY_LEAD["red"]: "found that they are in danger: it is red now",
}

_NOT_TAKEN = {
    ComplaintState.POSSIBLE: "waiting for a decision",
    ComplaintState.NOTED: "noted, and not taken as a complaint",
    ComplaintState.SERVICE_REQUEST: "to be put right, and not taken as a complaint",
}


@dataclass(frozen=True)
class Line:
    """When it was, what happened, what the person said, and what somebody wrote."""

    at: str
    text: str
    words: str | None
    note: str | None


def lines(events: Iterable[Event], moment: Callable[[datetime], str]) -> tuple[Line, ...]:
    """Each event as it is read; `moment` says how a time is."""
    return tuple(Line(moment(one.at), happened(one, moment), one.words, one.note) for one in events)


def happened(event: Event, moment: Callable[[datetime], str]) -> str:
    """One line: who did what."""
    what = event.what
    match what:
        case Said():
            by = f" by {event.by}" if event.by else ""
            return f"{_ORIGINAL[what]}{by}"
        case Told():
            return _told(what, moment)
        case ConcernStatus():
            did = label(event.act or StepAct.TAKEN).lower()
            return f"{event.by or 'the service'} {did}: {label(what)}"
        case Decided():
            return f"{event.by} recorded: {label(what.duty)}: {_decided(what, moment)}"
        case About():
            return f"{event.by} recorded whom it is about: {about_whom(what)}"
        case OutcomeAsked():
            return _ANSWERED[what] if event.by is None else f"{event.by} recorded: {label(what)}"
        case OutcomeMet():
            return f"{event.by} recorded how far what they want came about: {label(what)}"
        case ComplaintPart():
            return f"{event.by} recorded: {label(what)}"
        case QuestionKind():
            return "the chat asked what they want to happen"
        case _:
            return _noted(event, what)


def complaint_state(state: ComplaintState) -> str:
    """Where the complaint of a concern is, as far as a lead needs to know, who may not open it."""
    if state in NO_COMPLAINT:
        return _NOT_TAKEN[state]
    return "answered" if state in ANSWERED_COMPLAINTS else "taken as a complaint"


def about_whom(about: About) -> str:
    """ "Another adult. An allegation against staff. Physical abuse, threat"."""
    parts = [label(about.subject), "An allegation against staff" if about.about_staff else "Not about staff"]
    return ". ".join([*parts, *filter(None, [types_in_words(about.types)])])


def types_in_words(types: Iterable[AbuseType]) -> str:
    """As a list: "Physical abuse, threat"."""
    return ", ".join(label(one) if place == 0 else label(one).lower() for place, one in enumerate(types))


def _told(what: Told, moment: Callable[[datetime], str]) -> str:
    """With each try, for whoever asks why nobody came (R15)."""
    tried = "".join(f"; tried {moment(at)}: {error or outcome}".replace("_", " ") for at, outcome, error in what.tries)
    whom = f"an alert to {what.who or 'nobody in particular'} by {label(what.channel).lower()}"
    return f"{whom}: {label(what.status).lower()}{tried}"


def _decided(what: Decided, moment: Callable[[datetime], str]) -> str:
    if what.decision is DutyDecision.NOT_NEEDED or what.done_at is None:
        return label(what.decision).lower()
    return f"done {moment(what.done_at)} by {what.done_by}"


def _noted(event: Event, kind: str) -> str:
    if event.by is None:
        return _SINCE.get(kind, kind.replace("_", " "))
    if kind in _BY_LEAD:
        return f"{event.by} {_BY_LEAD[kind]}"
    if event.is_opinion is None:
        return event.by
    return f"{event.by}, {'an opinion' if event.is_opinion else 'a fact'}"
