"""The words of complaints as staff read them on a page."""

from __future__ import annotations

from storage.complaint_care import GONE_THROUGH, LEFT_OUT, NAMED, PUT_BACK
from storage.complaint_decisions import LOOKED_AT
from storage.complaint_handling import GIVEN
from storage.complaint_told import CHAT
from storage.vocabulary import ComplaintSign, ComplaintState, LeftOut

SIGNS = {
    ComplaintSign.SAYS_COMPLAINT: "They say that they complain, or want it written down",
    ComplaintSign.STAFF_CONDUCT: "How staff are with them",
    ComplaintSign.PRIVACY: "Their room, post, body or private matters",
    ComplaintSign.BROKEN_PROMISE: "Something was promised and did not come",
    ComplaintSign.WANTS_APOLOGY_OR_BOSS: "They want to be told sorry, or to speak to somebody higher",
    ComplaintSign.NOT_FAIR: "They say that it is not fair or not right",
    ComplaintSign.NOT_HAPPY: "They say that they are not happy with it",
    ComplaintSign.HOURS_NOT_GIVEN: "Support or hours that did not come",
    ComplaintSign.CHANGED_WITHOUT_ASKING: "Something was changed, and nobody asked them",
    ComplaintSign.AGAIN_AND_AGAIN: "They have said it before, and nothing came of it",
    ComplaintSign.NOT_LISTENED_TO: "They say that nobody listens",
    ComplaintSign.READ_AS_COMPLAINT: "The computer reads it as a complaint",
    ComplaintSign.THIRD_TIME: "The third time in 90 days that the same did not work",
    ComplaintSign.DAY_MISSED: "It did not help, and the new day is past as well",
    ComplaintSign.STAFF_SAY_SO: "Staff say that it may be one",
}
STATES = {
    ComplaintState.POSSIBLE: "May be a complaint",
    ComplaintState.NOTED: "Just noted",
    ComplaintState.SERVICE_REQUEST: "Service request",
    ComplaintState.CONFIRMED: "Not acknowledged yet",
    ComplaintState.ACKNOWLEDGED: "Acknowledged",
    ComplaintState.INVESTIGATING: "Being looked into",
    ComplaintState.RESPONDED: "Answer written",
    ComplaintState.UPHELD: "Upheld",
    ComplaintState.PARTLY: "Partly upheld",
    ComplaintState.NOT_UPHELD: "Not upheld",
    ComplaintState.LEARNING_DONE: "Answer being told",
    ComplaintState.PERSON_TOLD: "Person told",
    ComplaintState.CLOSED: "Closed",
    ComplaintState.TO_LGSCO: "With the Ombudsman",
}
LEFT_OUTS = {LeftOut.TEST: "It is a test", LeftOut.DUPLICATE: "It is the same as another one"}

_STEPS = {
    ComplaintState.POSSIBLE: "Marked as what may be a complaint",
    ComplaintState.NOTED: "Just noted",
    ComplaintState.SERVICE_REQUEST: "Taken as a service request",
    ComplaintState.CONFIRMED: "Taken as a complaint",
    ComplaintState.ACKNOWLEDGED: "The person was told that it came",
    ComplaintState.INVESTIGATING: "Looked into",
    ComplaintState.RESPONDED: "Answer written",
    ComplaintState.UPHELD: "Outcome: upheld",
    ComplaintState.PARTLY: "Outcome: partly upheld",
    ComplaintState.NOT_UPHELD: "Outcome: not upheld",
    ComplaintState.LEARNING_DONE: "What was learned is written down",
    ComplaintState.PERSON_TOLD: "The person was told the answer",
    ComplaintState.CLOSED: "Closed",
    ComplaintState.TO_LGSCO: "Gone on to the Ombudsman",
    LOOKED_AT: "A manager looked at it: it stays noted",
    GIVEN: "Handler and day set",
    NAMED: "Whom it is about was said anew",
    GONE_THROUGH: "Gone through for the export",
    LEFT_OUT: "Left out of the export",
    PUT_BACK: "In the export again",
}


def step(name: str) -> str:
    """What a step of a complaint is called."""
    return _STEPS[name]


def is_in_the_chat(how: str) -> bool:
    """Whether somebody was told in the chat, and not in one of the other ways."""
    return how == CHAT
