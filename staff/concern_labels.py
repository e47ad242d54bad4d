"""The words of safeguarding as leads read them on a page."""

from __future__ import annotations

from typing import Any

from storage.vocabulary import (
    AbuseType,
    AlertChannel,
    AlertStatus,
    ComplaintPart,
    ConcernStatus,
    Duty,
    DutyDecision,
    OutcomeAsked,
    OutcomeMet,
    StepAct,
    Subject,
)

_STATUS = {
    ConcernStatus.RAISED: "Raised",
    ConcernStatus.NOTIFIED: "A lead was told",
    ConcernStatus.ACKNOWLEDGED: "Taken on",
    ConcernStatus.PERSON_SEEN: "Person seen",
    ConcernStatus.SCREENED: "Screened",
    ConcernStatus.REFERRED_TO_COUNCIL: "Referred to the council",
    ConcernStatus.NOT_SAFEGUARDING: "Not a safeguarding matter",
    ConcernStatus.ENQUIRY_S42: "Enquiry under section 42",
    ConcernStatus.OTHER_ENQUIRY: "Another enquiry",
    ConcernStatus.NO_FURTHER_ACTION: "No further action",
    ConcernStatus.CLOSED: "Closed",
    ConcernStatus.PASSED_ON: "Passed to the house",
    ConcernStatus.NOTED: "Nothing in it",
}
_STEP_ACT = {
    StepAct.TAKEN: "Recorded",
    StepAct.PROPOSED: "Proposed",
    StepAct.AGREED: "Agreed with",
    StepAct.DISAGREED: "Disagreed with",
}
_DUTY = {
    Duty.PERSON_SEEN: "Person seen",
    Duty.IMMEDIATE_SAFETY: "Safe for now",
    Duty.POLICE_999: "Police or 999",
    Duty.COUNCIL_CONCERN: "Council told (section 42)",
    Duty.CQC_NOTIFICATION: "Care Quality Commission notified",
    Duty.POSITION_OF_TRUST: "DBS and position of trust considered",
    Duty.CHILD_AT_RISK: "Child at risk considered",
    Duty.PERSON_TOLD: "Person told what happens next",
}
_DUTY_DECISION = {DutyDecision.DONE: "Done", DutyDecision.NOT_NEEDED: "Not needed"}
_SUBJECT = {
    Subject.SELF: "The person themselves",
    Subject.OTHER_ADULT: "Another adult",
    Subject.CHILD: "A child",
    Subject.NOT_KNOWN: "Not known yet",
}
_ABUSE_TYPE = {
    AbuseType.PHYSICAL: "Physical abuse",
    AbuseType.DOMESTIC: "Domestic abuse",
    AbuseType.SEXUAL: "Sexual abuse",
    AbuseType.PSYCHOLOGICAL: "Psychological abuse",
    AbuseType.FINANCIAL: "Financial or material abuse",
    AbuseType.MODERN_SLAVERY: "Modern slavery",
    AbuseType.DISCRIMINATORY: "Discriminatory abuse",
    AbuseType.ORGANISATIONAL: "Organisational abuse",
    AbuseType.NEGLECT: "Neglect and acts of omission",
    AbuseType.SELF_NEGLECT: "Self-neglect",
    AbuseType.RESTRICTIVE_PRACTICE: "Restrictive practice",
    AbuseType.SELF_HARM: "Self-harm",
    AbuseType.MEDICAL: "Medical emergency",
    AbuseType.MATE_CRIME: "Mate crime",
    AbuseType.HATE_CRIME: "Hate crime",
    AbuseType.THREAT: "Threat",
}
_OUTCOME_ASKED = {
    OutcomeAsked.YES_EXPRESSED: "Asked, and they said what they want",
    OutcomeAsked.YES_NONE_EXPRESSED: "Asked, and they said nothing",
    OutcomeAsked.NO: "Not asked",
    OutcomeAsked.NOT_KNOWN: "Not known whether they were asked",
}
_OUTCOME_MET = {
    OutcomeMet.FULLY: "Fully",
    OutcomeMet.PARTLY: "Partly",
    OutcomeMet.NOT: "Not",
    OutcomeMet.NOT_KNOWN: "Not known",
}
_COMPLAINT_PART = {
    ComplaintPart.PASSED_ON: "Passed to the house as a possible complaint",
    ComplaintPart.MARKED: "Marked in the house as a possible complaint",
    ComplaintPart.NOT_NEEDED: "No complaint in it",
}
_ALERT_CHANNEL = {AlertChannel.EMAIL: "E-mail", AlertChannel.DIRECT: "Second way", AlertChannel.PAGER: "Pager"}
_ALERT_STATUS = {
    AlertStatus.WAITING: "Not sent yet",
    AlertStatus.SENT: "Went out",
    AlertStatus.FAILED: "Could not be sent",
    AlertStatus.NOT_NEEDED: "Not needed any more",
}
ALL: tuple[dict[Any, str], ...] = (
    *(_STATUS, _STEP_ACT, _DUTY, _DUTY_DECISION, _SUBJECT, _ABUSE_TYPE, _OUTCOME_ASKED, _OUTCOME_MET),
    *(_COMPLAINT_PART, _ALERT_CHANNEL, _ALERT_STATUS),
)
