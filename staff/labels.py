"""The words of the records as staff read them on a page."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from storage.vocabulary import (
    ActionStatus,
    DidItHelp,
    FeedbackStatus,
    HelpedBy,
    Outcome,
    RequestKind,
    Role,
    Route,
    Triage,
    VisibleTo,
    Voice,
    WhatChanges,
)

_OUTCOME = {
    Outcome.WORKED: "Good",
    Outcome.MIXED: "So-so",
    Outcome.DID_NOT_WORK: "Bad",
    Outcome.WANT: "Wants this",
    Outcome.UNCLEAR: "Did not pick good or bad",
}
_FACES = {
    Outcome.WORKED: "😊",
    Outcome.MIXED: "😐",
    Outcome.DID_NOT_WORK: "😞",
    Outcome.WANT: "💬",
    Outcome.UNCLEAR: "🤷",
}
_DID_IT_HELP = {
    DidItHelp.HELPED: "Better",
    DidItHelp.HELPED_A_BIT: "A bit",
    DidItHelp.DID_NOT_HELP: "No, it did not help",
    DidItHelp.NOT_SURE: "Not sure",
}
_VISIBLE_TO = {VisibleTo.MY_STAFF: "Staff of the house", VisibleTo.ONLY_MANAGER: "Only the manager"}
_HELPED_BY = {
    HelpedBy.ALONE: "On their own",
    HelpedBy.READ_TO_ME: "Someone read it to them",
    HelpedBy.TAPPED_FOR_ME: "Someone tapped for them",
    HelpedBy.NOT_KNOWN: "Not known",
}
_VOICE = {
    Voice.SELF: "The person",
    Voice.SELF_WITH_SUPPORT: "The person, with support",
    Voice.ON_BEHALF: "Someone on their behalf",
    Voice.STAFF_OBSERVATION: "Something staff saw",
}
_ROUTE = {
    Route.CHAT_TEXT: "Words in the chat",
    Route.CHAT_EMOJI: "A tap or emoji in the chat",
    Route.CHAT_VOICE: "A voice message in the chat",
    Route.FACE_TO_FACE: "Face to face",
    Route.PAPER: "On paper",
    Route.ADVOCATE: "Through an advocate",
}
_FEEDBACK_STATUS = {
    FeedbackStatus.RECEIVED: "Waiting for a decision",
    FeedbackStatus.ACTION_AGREED: "Action agreed",
    FeedbackStatus.NOTED: "Noted",
    FeedbackStatus.LINKED: "Part of an action",
    FeedbackStatus.PASSED_TO_COMPLAINT: "Made a complaint",
    FeedbackStatus.PERSON_TOLD: "Person told",
    FeedbackStatus.CLOSED: "Closed",
    FeedbackStatus.REOPENED: "Reopened",
}
_TRIAGE = {
    Triage.ACTION: "Do something about it",
    Triage.PART_OF_EXISTING: "Part of an action we have",
    Triage.NOTED: "Noted",
    Triage.COMPLAINT: "Complaint",
    Triage.THANKS: "Thanks",
    Triage.WORRY: "Worry about safety",
}
_ACTION_STATUS = {
    ActionStatus.AGREED: "Agreed",
    ActionStatus.IN_PROGRESS: "In progress",
    ActionStatus.DONE: "Done, person not told yet",
    ActionStatus.CANNOT_DO: "Cannot do, person not told yet",
    ActionStatus.PERSON_TOLD: "Person told",
    ActionStatus.CLOSED: "Closed",
    ActionStatus.REOPENED: "Reopened: it did not help",
}
_WHAT_CHANGES = {
    WhatChanges.ROUTINE: "Routine",
    WhatChanges.ROTA: "Rota",
    WhatChanges.PLAN: "Support plan",
    WhatChanges.RISK: "Risk plan",
    WhatChanges.OTHER: "Something else",
}
_ROLE = {
    Role.SUPPORT_WORKER: "Support worker",
    Role.KEYWORKER: "Keyworker",
    Role.MANAGER: "Manager",
    Role.SAFEGUARDING_LEAD: "Safeguarding lead",
    Role.REVIEWER: "Reviewer",
    Role.ADMIN: "Administrator",
}
_REQUEST = {
    RequestKind.WANTS_TO_TALK: "Wants to talk",
    RequestKind.NOT_UNDERSTOOD: "The assistant did not understand",
    RequestKind.UNREAD_MESSAGE: "A message nobody has read yet",
    RequestKind.COULD_NOT_DELIVER: "A message could not be delivered",
    RequestKind.DID_NOT_HELP_TWICE: "It did not help, twice",
}

_ALL: tuple[dict[Any, str], ...] = (
    *(_OUTCOME, _DID_IT_HELP, _VISIBLE_TO, _HELPED_BY, _VOICE, _ROUTE, _FEEDBACK_STATUS),
    *(_TRIAGE, _ACTION_STATUS, _WHAT_CHANGES, _ROLE, _REQUEST),
)
# By type first: members of two of these may be equal as text and mean different things.
_LABELS = {type(next(iter(words))): words for words in _ALL}


def label(value: StrEnum) -> str:
    """What a value of the vocabulary is called on a page."""
    return _LABELS[type(value)][value]


def face(outcome: Outcome) -> str:
    """The face the person tapped; it never stands without its word."""
    return _FACES[outcome]
