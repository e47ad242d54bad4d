"""The words of the records as staff read them on a page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from safeguarding.screening import rule_book
from staff import choice_labels, communication_labels, concern_labels, risk_labels
from staff.complaint_labels import LEFT_OUTS, SIGNS, STATES, is_in_the_chat
from storage import chat_links
from storage.feedback import Feedback
from storage.vocabulary import (
    ActionStatus,
    AskingStatus,
    Asks,
    CanPhone,
    CommunicationNeed,
    DidItHelp,
    FeedbackStatus,
    HelpedBy,
    MattersEnd,
    MattersKind,
    MeaningKind,
    NotAsked,
    NoticeChannel,
    NoticeKind,
    NoticeMode,
    NoticeStatus,
    Outcome,
    Post,
    Present,
    RequestKind,
    Role,
    Route,
    Sent,
    TextTo999,
    Topic,
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
_TOPIC = {
    Topic.HOME: "Home",
    Topic.MEALS: "Meals",
    Topic.ROUTINE: "Routine",
    Topic.ACTIVITIES: "Activities",
    Topic.WORK: "Work",
    Topic.RELATIONSHIPS: "Relationships",
    Topic.MONEY: "Money",
    Topic.HEALTH: "Health",
    Topic.COMMUNICATION: "Communication",
    Topic.STAFF: "Staff",
    Topic.SAFETY: "Safety",
    Topic.PRIVACY: "Privacy",
    Topic.TRANSPORT: "Transport",
    Topic.CHOICE: "Choice",
    Topic.CULTURE: "Culture and faith",
    Topic.OTHER: "Something else",
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
_PRESENT = {
    Present.NOBODY_ELSE: "Nobody else",
    Present.STAFF: "Staff",
    Present.FAMILY_OR_FRIEND: "Family or a friend",
    Present.ADVOCATE: "An advocate",
    Present.NOT_KNOWN: "Not known",
}
_CAN_PHONE = {
    CanPhone.ALONE: "Yes, on their own",
    CanPhone.WITH_HELP: "Yes, with help",
    CanPhone.NO: "No",
    CanPhone.NOT_KNOWN: "Not known yet",
}
_TEXT_TO_999 = {
    TextTo999.REGISTERED: "Registered",
    TextTo999.NOT_REGISTERED: "Not registered yet",
    TextTo999.NO_MOBILE: "They have no mobile phone",
}
_COMMUNICATION_NEED = {
    CommunicationNeed.FEW_WORDS: "Few words",
    CommunicationNeed.SYMBOLS_OR_EMOJI: "Symbols or emoji",
    CommunicationNeed.SPELLS_BY_SOUND: "Spells by sound",
    CommunicationNeed.ENGLISH_IS_NOT_FIRST: "English is not their first language",
    CommunicationNeed.SPEECH_TO_TEXT: "Speaks, and the phone types",
    CommunicationNeed.READS_WELL: "Reads and writes well",
    CommunicationNeed.NOT_KNOWN: "Not known",
}
_MEANING_KIND = {
    MeaningKind.WORKED: "Good for them",
    MeaningKind.DID_NOT_WORK: "Bad for them",
    MeaningKind.NONE: "Neither good nor bad",
}
_MATTERS_KIND = {
    MattersKind.MATTERS_MOST: "What matters most",
    MattersKind.HELPS: "What helps",
    MattersKind.AVOID: "What to avoid",
    MattersKind.HOW_I_SAY: "How they say things",
    MattersKind.MY_PEOPLE: "Their people",
}
_MATTERS_END = {
    MattersEnd.REPLACED: "Said in other words",
    MattersEnd.TAKEN_AWAY: "Taken off the page",
    MattersEnd.NOT_SENT: "Not sent",
    MattersEnd.TOLD_STAFF: "Told staff instead",
    MattersEnd.HARM: "Not for the page",
}
_CAME = {
    Route.FACE_TO_FACE: "face to face",
    Route.PAPER: "on paper",
    Route.ADVOCATE: "through an advocate",
}
_SAID = {
    Voice.SELF: "Said {way}",
    Voice.SELF_WITH_SUPPORT: "Said {way}, with support",
    Voice.ON_BEHALF: "Said for them {way}",
    Voice.STAFF_OBSERVATION: "Seen by staff",
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
    RequestKind.SENT_A_PICTURE: "Sent a picture or file that was not kept",
    RequestKind.HELP_TO_CHOOSE: "Wants help to choose",
    RequestKind.CHOSE_SOMETHING_ELSE: "Would rather have something else than what was prepared",
    RequestKind.TALK_IT_OVER: "Chose differently when asked once more: talk about it together",
    RequestKind.CHOSE_AGAIN: "Chose again after it was done: talk about it together",
    RequestKind.PLAN_A_TALK: "A big decision: plan a talk",
}

_ASKS = {
    Asks.EVERY_DAY: "At most once a day",
    Asks.NOW_AND_THEN: "At most once a week",
    Asks.ONLY_WHEN_I_START: "Never: only when they start",
}
_ASKING = {AskingStatus.DUE: "About to be asked", AskingStatus.ASKED: "Asked", AskingStatus.NOT_ASKED: "Not asked"}
_NOT_ASKED = {
    NotAsked.PAUSED: "They have a rest from questions",
    NotAsked.WANTS_NONE: "They want no questions",
    NotAsked.NO_CHAT: "No chat reaches them",
    NotAsked.ANOTHER_QUESTION: "They were asked something else that day",
    NotAsked.NO_MOMENT: "There was no quiet moment for it",
    NotAsked.NOT_RUNNING: "The service was down",
    NotAsked.STOPPED: "It was stopped",
}
_SENT = {
    Sent.VOICE: "Voice message",
    Sent.PHOTO: "Photo, not kept",
    Sent.VIDEO: "Video, not kept",
    Sent.FILE: "File, not kept",
    Sent.PLACE: "Place, not kept",
    Sent.CONTACT: "Contact, not kept",
    Sent.POLL: "Poll",
    Sent.OTHER: "Something else",
    Sent.EDITED: "Changed words",
}
_NOTICE_KIND = {
    NoticeKind.NEW_FEEDBACK: "Something new waits for a decision",
    NoticeKind.NEW_REQUEST: "A request waits for an answer",
    NoticeKind.ACTION_YOURS: "An action is yours now",
    NoticeKind.ACTION_REOPENED: "An action is open again",
    NoticeKind.ACTION_OVERDUE: "An action is overdue",
    NoticeKind.DECISION_OVERDUE: "A decision is overdue",
    NoticeKind.STANDING_IN: "You stand in for a colleague",
    NoticeKind.COMPLAINT_WAITS: "A complaint waits for a manager",
    NoticeKind.COMPLAINT_YOURS: "A complaint is yours now",
    NoticeKind.COMPLAINT_OVERDUE: "A complaint is overdue",
    NoticeKind.RISK_PLAN_REVIEW: "A risk plan is due for review",
    NoticeKind.RESTRICTION_REVIEW: "A restriction is due for review",
    NoticeKind.PROFILE_OVERDUE: "A review of how a person communicates is overdue",
}
_NOTICE_CHANNEL = {NoticeChannel.EMAIL: "E-mail", NoticeChannel.SERVICE: "The place that all staff read"}
_NOTICE_STATUS = {
    NoticeStatus.WAITING: "Being sent",
    NoticeStatus.SENT: "Sent",
    NoticeStatus.FAILED: "Could not be sent",
    NoticeStatus.NOT_NEEDED: "Not sent, no longer needed",
    NoticeStatus.NOT_SET_UP: "No e-mail is set up here",
}
_NOTICE_MODE = {
    NoticeMode.AT_ONCE: "At once",
    NoticeMode.DIGEST: "Once a day",
    NoticeMode.BOTH: "Both",
}
_POST = {Post.LEAD: "Lead", Post.DEPUTY: "Deputy", Post.ALTERNATE: "Alternate"}

_ALL: tuple[dict[Any, str], ...] = (
    *(_OUTCOME, _DID_IT_HELP, _VISIBLE_TO, _HELPED_BY, _VOICE, _ROUTE, _FEEDBACK_STATUS),
    *(_TRIAGE, _ACTION_STATUS, _WHAT_CHANGES, _ROLE, _REQUEST, _ASKS, _ASKING, _NOT_ASKED, _SENT),
    *(_NOTICE_KIND, _NOTICE_CHANNEL, _NOTICE_STATUS, _NOTICE_MODE),
    *(SIGNS, STATES, LEFT_OUTS),
    *(_PRESENT, _CAN_PHONE, _TEXT_TO_999, _COMMUNICATION_NEED, _MEANING_KIND, _TOPIC, _POST),
    *(_MATTERS_KIND, _MATTERS_END),
    *concern_labels.ALL,
    *risk_labels.ALL,
    *choice_labels.ALL,
    *communication_labels.ALL,
)
# By type first: members of two of these may be equal as text and mean different things.
_LABELS = {type(next(iter(words))): words for words in _ALL}


def label(value: StrEnum) -> str:
    """What a value of the vocabulary is called on a page."""
    return _LABELS[type(value)][value]


def face(outcome: Outcome) -> str:
    """The face the person tapped; it never stands without its word."""
    return _FACES[outcome]


def about(topics: Iterable[Topic]) -> str:
    """What something is about, as a list: "Meals, staff"."""
    return ", ".join(label(one).lower() for one in topics).capitalize()


_REQUIREMENTS = re.compile(r" \(R\d+\b[^)]*\)")


@dataclass(frozen=True)
class Reason:
    """Why a concern was raised, in a sentence; `rule`: the rule that says so, None where it was none of those in use."""

    why: str
    rule: str | None


def reason(found: str) -> Reason:
    """What raised a concern: a rule, the model, or something that has only a name. Numbers of requirements are left out."""
    if found == "model":
        return Reason("The model read it so.", None)
    why = rule_book().why(found)
    return Reason(found.replace("_", " "), None) if why is None else Reason(_REQUIREMENTS.sub("", why), found)


def channel(name: str) -> str:
    """Where a linked chat is."""
    return {chat_links.WEB: "Web chat", chat_links.TELEGRAM: "Telegram"}[name]


def way(route: Route) -> str:
    """How something came or was told without the chat, as it stands in a sentence: "face to face"."""
    return _CAME[route]


def how_told(how: str) -> str:
    """How a person was told of a complaint: "in the chat", "face to face"."""
    return "in the chat" if is_in_the_chat(how) else _CAME[Route(how)]


def how_it_came(item: Feedback) -> str:
    """Who helped with typing it, or that staff wrote it down and whose words it is in: never one for the other (R36)."""
    if not item.is_written_down:
        return f"Who helped: {label(item.helped_by).lower()}"
    by = f"written down by {item.entered_by}" if item.entered_by else "as staff wrote it down"
    return f"{_SAID[item.voice].format(way=_CAME.get(item.route, 'in the chat'))}, {by}"


def who_said(item: Feedback) -> str:
    """A headline: whose words these are."""
    if item.is_own_voice:
        return f"{item.person} told us something"
    who = "Staff saw something about" if item.voice is Voice.STAFF_OBSERVATION else "Someone told us something for"
    return f"{who} {item.person}"
