"""The words of the records (care.md section 5 and the decisions table): one spelling for every room, table and page."""

from enum import StrEnum


class Outcome(StrEnum):
    """How the thing the person told of was for them."""

    WORKED = "worked"
    MIXED = "mixed"
    DID_NOT_WORK = "did_not_work"
    WANT = "want"
    UNCLEAR = "unclear"


class Topic(StrEnum):
    """What something said is about."""

    HOME = "home"
    MEALS = "meals"
    ROUTINE = "routine"
    ACTIVITIES = "activities"
    WORK = "work"
    RELATIONSHIPS = "relationships"
    MONEY = "money"
    HEALTH = "health"
    COMMUNICATION = "communication"
    STAFF = "staff"
    SAFETY = "safety"
    PRIVACY = "privacy"
    TRANSPORT = "transport"
    CHOICE = "choice"
    CULTURE = "culture"
    OTHER = "other"


class DidItHelp(StrEnum):
    """The person's later answer about a finished action."""

    HELPED = "helped"
    HELPED_A_BIT = "helped_a_bit"
    DID_NOT_HELP = "did_not_help"
    NOT_SURE = "not_sure"


class VisibleTo(StrEnum):
    MY_STAFF = "my_staff"
    ONLY_MANAGER = "only_manager"


class HelpedBy(StrEnum):
    """Who helped with the typing (conversation rule 33)."""

    ALONE = "alone"
    READ_TO_ME = "read_to_me"
    TAPPED_FOR_ME = "tapped_for_me"
    NOT_KNOWN = "not_known"


class Voice(StrEnum):
    SELF = "self"
    SELF_WITH_SUPPORT = "self_with_support"
    ON_BEHALF = "on_behalf"
    STAFF_OBSERVATION = "staff_observation"


class Route(StrEnum):
    CHAT_TEXT = "chat_text"
    CHAT_EMOJI = "chat_emoji"
    CHAT_VOICE = "chat_voice"
    FACE_TO_FACE = "face_to_face"
    PAPER = "paper"
    ADVOCATE = "advocate"


OWN_VOICES = (Voice.SELF, Voice.SELF_WITH_SUPPORT)
"""The person's own words; only these count as theirs (R36)."""
OTHER_WAYS = (Route.FACE_TO_FACE, Route.PAPER, Route.ADVOCATE)
"""How it comes, or is told, without the chat (R57)."""


class Present(StrEnum):
    """Who else was there when it was said (R36)."""

    NOBODY_ELSE = "nobody_else"
    STAFF = "staff"
    FAMILY_OR_FRIEND = "family_or_friend"
    ADVOCATE = "advocate"
    NOT_KNOWN = "not_known"


class CanPhone(StrEnum):
    """Whether a person can make a phone call in an emergency (R22)."""

    ALONE = "alone"
    WITH_HELP = "with_help"
    NO = "no"
    NOT_KNOWN = "not_known"


class TextTo999(StrEnum):
    """Whether their phone is registered with emergencySMS: a text to 999 works only then (R22)."""

    REGISTERED = "registered"
    NOT_REGISTERED = "not_registered"
    NO_MOBILE = "no_mobile"


class CommunicationNeed(StrEnum):
    """What there is to know of how a person writes, so that it is seen for whom the chat understands too little."""

    FEW_WORDS = "few_words"
    SYMBOLS_OR_EMOJI = "symbols_or_emoji"
    SPELLS_BY_SOUND = "spells_by_sound"
    ENGLISH_IS_NOT_FIRST = "english_is_not_first"
    SPEECH_TO_TEXT = "speech_to_text"
    READS_WELL = "reads_well"
    NOT_KNOWN = "not_known"


class Sound(StrEnum):
    """Whether a person's messages come with a voice, and how fast it speaks."""

    ON = "sound_on"
    SLOWER = "sound_slower"
    OFF = "sound_off"


class Speed(StrEnum):
    """How fast one message follows another."""

    USUAL = "usual_speed"
    SLOW = "slow_speed"


class Pictures(StrEnum):
    """What stands beside the words. `own_photos`: photos of their own, and no emoji (conversation rule 20)."""

    ON = "pictures_on"
    OWN_PHOTOS = "own_photos"
    OFF = "pictures_off"


class Format(StrEnum):
    """What a person needs beside the chat, so that a thing told to them is told (AIS)."""

    EASY_READ = "easy_read"
    LARGE_PRINT = "large_print"
    BSL = "bsl"
    MAKATON = "makaton"
    PAPER = "paper"
    OTHER = "other"


class Faces(StrEnum):
    """Whether the three faces mean to this person what they mean to others (conversation rule 21)."""

    SURE = "sure"
    NOT_SURE_YET = "not_sure_yet"
    NOT_TRIED = "not_tried"


class MeaningKind(StrEnum):
    """How the thing that a person's own sign stands for is for them."""

    WORKED = "worked"
    DID_NOT_WORK = "did_not_work"
    NONE = "none"


class ReadingEnd(StrEnum):
    """What became of how a message was read. `left`: the person neither confirmed nor corrected it."""

    LEFT = "left"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    NOT_UNDERSTOOD = "not_understood"


class MattersKind(StrEnum):
    """What an entry of a person's page tells: the order in which the page shows them."""

    MATTERS_MOST = "matters_most"
    HELPS = "helps"
    AVOID = "avoid"
    HOW_I_SAY = "how_i_say"
    MY_PEOPLE = "my_people"


class MattersEnd(StrEnum):
    """Why an entry is not on the page any more, or never came onto it."""

    REPLACED = "replaced"
    TAKEN_AWAY = "taken_away"
    NOT_SENT = "not_sent"
    TOLD_STAFF = "told_staff"
    HARM = "harm"


class LinkedTo(StrEnum):
    """What can be linked to one of the things that matter most to a person."""

    FEEDBACK = "feedback"
    CHOICE = "choice"
    PENDING_ACTION = "pending_action"


class FeedbackStatus(StrEnum):
    RECEIVED = "received"
    ACTION_AGREED = "action_agreed"
    NOTED = "noted"
    LINKED = "linked"
    PASSED_TO_COMPLAINT = "passed_to_complaint"
    PERSON_TOLD = "person_told"
    CLOSED = "closed"
    REOPENED = "reopened"


class Triage(StrEnum):
    """The human decision about one feedback row (R38)."""

    ACTION = "action"
    PART_OF_EXISTING = "part_of_existing"
    NOTED = "noted"
    COMPLAINT = "complaint"
    THANKS = "thanks"
    WORRY = "worry_about_safety"


class ComplaintSign(StrEnum):
    """Why something said may be a complaint (care.md, "When is feedback a complaint?"). Those of the rule file are named
    there; the others come of how it was read, of what was said before, of a promise, or of staff."""

    SAYS_COMPLAINT = "says_complaint"
    STAFF_CONDUCT = "staff_conduct"
    PRIVACY = "privacy"
    BROKEN_PROMISE = "broken_promise"
    WANTS_APOLOGY_OR_BOSS = "wants_apology_or_boss"
    NOT_FAIR = "not_fair"
    NOT_HAPPY = "not_happy"
    HOURS_NOT_GIVEN = "hours_not_given"
    CHANGED_WITHOUT_ASKING = "changed_without_asking"
    AGAIN_AND_AGAIN = "again_and_again"
    NOT_LISTENED_TO = "not_listened_to"
    READ_AS_COMPLAINT = "read_as_complaint"
    THIRD_TIME = "third_time"
    DAY_MISSED = "day_missed"
    STAFF_SAY_SO = "staff_say_so"


SIGNS_OF_RULES = tuple(ComplaintSign)[:11]
"""Those that a rule of `safeguarding/complaints.yml` can find."""


class ComplaintState(StrEnum):
    """Where a complaint is. `possible`: nobody has decided whether it is one; `noted` and `service_request`: it is none;
    the four from `learning_done` on come after the answer (care.md section 5)."""

    POSSIBLE = "possible"
    NOTED = "noted"
    SERVICE_REQUEST = "service_request"
    CONFIRMED = "confirmed"
    ACKNOWLEDGED = "acknowledged"
    INVESTIGATING = "investigating"
    RESPONDED = "responded"
    UPHELD = "upheld"
    PARTLY = "partly"
    NOT_UPHELD = "not_upheld"
    LEARNING_DONE = "learning_done"
    PERSON_TOLD = "person_told"
    CLOSED = "closed"
    TO_LGSCO = "to_lgsco"


NO_COMPLAINT = (ComplaintState.POSSIBLE, ComplaintState.NOTED, ComplaintState.SERVICE_REQUEST)
"""States of what nobody took as a complaint."""
COMPLAINT_OUTCOMES = (ComplaintState.UPHELD, ComplaintState.PARTLY, ComplaintState.NOT_UPHELD)
ANSWERED_COMPLAINTS = (ComplaintState.PERSON_TOLD, ComplaintState.CLOSED, ComplaintState.TO_LGSCO)
"""States in which the person has had the answer."""


class LeftOut(StrEnum):
    """Why a complaint is not in the file for an inspector."""

    TEST = "test"
    DUPLICATE = "duplicate"


class ActionStatus(StrEnum):
    AGREED = "agreed"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    CANNOT_DO = "cannot_do"
    PERSON_TOLD = "person_told"
    CLOSED = "closed"
    REOPENED = "reopened"


OPEN_ACTIONS = (ActionStatus.AGREED, ActionStatus.IN_PROGRESS, ActionStatus.REOPENED)


class WhatChanges(StrEnum):
    """The kind of thing that changes; it decides when "Did it help?" is asked (conversation rule 55)."""

    ROUTINE = "routine"
    ROTA = "rota"
    PLAN = "plan"
    RISK = "risk"
    OTHER = "other"


ASK_AFTER_DAYS = {
    WhatChanges.ROUTINE: 3,
    WhatChanges.ROTA: 7,
    WhatChanges.PLAN: 28,
    WhatChanges.RISK: 28,
    WhatChanges.OTHER: 7,
}


class Relation(StrEnum):
    """Who somebody is whom the person chose to help them."""

    FAMILY = "family"
    FRIEND = "friend"
    ADVOCATE = "advocate"
    STAFF = "staff"
    OTHER = "other"


class ChoiceState(StrEnum):
    """Where a choice set is, and what came of one offer of it. `no_decision`: asked twice, and the person was offered help
    to choose; `declined`: they picked, and did not want to send it; `changed`, of an offer alone: they chose again."""

    DRAFT = "draft"
    APPROVED = "approved"
    OFFERED = "offered"
    CHOSEN = "chosen"
    SOMETHING_ELSE = "something_else"
    NOT_NOW = "not_now"
    DECLINED = "declined"
    NO_DECISION = "no_decision"
    CHANGED = "changed"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


DECIDED_CHOICES = (ChoiceState.CHOSEN, ChoiceState.SOMETHING_ELSE)
"""The person decided; they may still change their mind."""
OPEN_CHOICES = (
    ChoiceState.APPROVED,
    ChoiceState.OFFERED,
    ChoiceState.NOT_NOW,
    ChoiceState.DECLINED,
    ChoiceState.NO_DECISION,
)
"""Nothing is decided, and the person may look at it whenever they like."""


class OfferReason(StrEnum):
    """Why a choice is put to the person. `another_form`: the first time there was no decision; `asked_again`: before a routine
    or a risk changes (conversation rule 27)."""

    FIRST = "first"
    ANOTHER_FORM = "another_form"
    ASKED_AGAIN = "asked_again"
    CHANGED_MIND = "changed_mind"


class OfferForm(StrEnum):
    """How answers, and the options of a choice, are shown: with their buttons under one question, or each by itself."""

    TOGETHER = "together"
    ONE_AT_A_TIME = "one_at_a_time"


class Agreement(StrEnum):
    """Whether the second asking agrees with the first."""

    NOT_NEEDED = "not_needed"
    WAITING = "waiting"
    SAME = "same"
    DIFFERENT = "different"


class SignificantMatter(StrEnum):
    """What is never decided in a chat: it needs a talk with support (R32)."""

    TREATMENT = "treatment"
    MOVING = "moving"
    LARGE_MONEY = "large_money"
    CONTACT = "contact"
    RESTRICTION = "restriction"
    SEX_AND_RELATIONSHIPS = "sex_and_relationships"
    VOTING = "voting"
    POLICE_OR_COURT = "police_or_court"
    END_OF_LIFE = "end_of_life"
    WORK = "work"
    OTHER = "other"


class UpdateStatus(StrEnum):
    APPROVED = "approved"
    SENT = "sent"
    HEARD_OR_READ = "heard_or_read"
    DISCUSSED_IN_PERSON = "discussed_in_person"


class Role(StrEnum):
    SUPPORT_WORKER = "support_worker"
    KEYWORKER = "keyworker"
    MANAGER = "manager"
    SAFEGUARDING_LEAD = "safeguarding_lead"
    REVIEWER = "reviewer"
    ADMIN = "admin"


class Asks(StrEnum):
    """How often the bot may ask a person something of its own accord (R44)."""

    EVERY_DAY = "every_day"
    NOW_AND_THEN = "now_and_then"
    ONLY_WHEN_I_START = "only_when_i_start"


class Pause(StrEnum):
    """For how long the bot is to start nothing (R44). `open`: until the person says so."""

    DAY = "pause_day"
    WEEK = "pause_week"
    OPEN = "pause_open"


class QuietTimes(StrEnum):
    """A person's own quiet times; the first two may hold together, the last one ends both."""

    NOT_BEFORE_9 = "not_before_9"
    NOT_AFTER_8 = "not_after_8"
    ONLY_AT_NIGHT = "only_at_night"


class DayTime(StrEnum):
    """When a check-in is asked, as a person picks it in the chat."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


class AskingStatus(StrEnum):
    """One check-in on one day. `due`: its time has come, and it waits for a moment to be asked."""

    DUE = "due"
    ASKED = "asked"
    NOT_ASKED = "not_asked"


class NotAsked(StrEnum):
    """Why a check-in was not asked on its day; it is never asked on another one."""

    PAUSED = "paused"
    WANTS_NONE = "wants_none"
    NO_CHAT = "no_chat"
    ANOTHER_QUESTION = "another_question"
    NO_MOMENT = "no_moment"
    NOT_RUNNING = "not_running"
    STOPPED = "stopped"


class Sent(StrEnum):
    """What a person may send that is not words, as the control of the incoming message."""

    VOICE = "sent_voice"
    PHOTO = "sent_photo"
    VIDEO = "sent_video"
    FILE = "sent_file"
    PLACE = "sent_place"
    CONTACT = "sent_contact"
    POLL = "sent_poll"
    OTHER = "sent_other"
    EDITED = "edited"


# Nobody has screened these: a human hears them, or asks what they showed (R24, R63).
UNSCREENED = (Sent.VOICE, Sent.PHOTO, Sent.VIDEO, Sent.FILE)


class ConcernStatus(StrEnum):
    """How far a safeguarding concern has come. The last two are what became of something nobody could screen (R24)."""

    RAISED = "raised"
    NOTIFIED = "notified"
    ACKNOWLEDGED = "acknowledged"
    PERSON_SEEN = "person_seen"
    SCREENED = "screened"
    REFERRED_TO_COUNCIL = "referred_to_council"
    NOT_SAFEGUARDING = "not_safeguarding"
    ENQUIRY_S42 = "enquiry_s42"
    OTHER_ENQUIRY = "other_enquiry"
    NO_FURTHER_ACTION = "no_further_action"
    CLOSED = "closed"
    PASSED_ON = "passed_on"
    NOTED = "noted"


NOT_TAKEN_ON = (ConcernStatus.RAISED, ConcernStatus.NOTIFIED)
"""No lead has read it yet, whether or not one was told."""


class StepAct(StrEnum):
    """What a lead did about a step: some are taken only when a second lead agrees with the first (R20)."""

    TAKEN = "taken"
    PROPOSED = "proposed"
    AGREED = "agreed"
    DISAGREED = "disagreed"


class Duty(StrEnum):
    """What a lead decides and records about each concern (R21)."""

    PERSON_SEEN = "person_seen"
    IMMEDIATE_SAFETY = "immediate_safety"
    POLICE_999 = "police_999"
    COUNCIL_CONCERN = "council_concern"
    CQC_NOTIFICATION = "cqc_notification"
    POSITION_OF_TRUST = "position_of_trust"
    CHILD_AT_RISK = "child_at_risk"
    PERSON_TOLD = "person_told"


class DutyDecision(StrEnum):
    DONE = "done"
    NOT_NEEDED = "not_needed"


class Subject(StrEnum):
    """Whom a concern is about (R26)."""

    SELF = "self"
    OTHER_ADULT = "other_adult"
    CHILD = "child"
    NOT_KNOWN = "not_known"


class AbuseType(StrEnum):
    """The ten types of the Care Act guidance, then the service's own tags."""

    PHYSICAL = "physical"
    DOMESTIC = "domestic"
    SEXUAL = "sexual"
    PSYCHOLOGICAL = "psychological"
    FINANCIAL = "financial_material"
    MODERN_SLAVERY = "modern_slavery"
    DISCRIMINATORY = "discriminatory"
    ORGANISATIONAL = "organisational"
    NEGLECT = "neglect"
    SELF_NEGLECT = "self_neglect"
    RESTRICTIVE_PRACTICE = "restrictive_practice"
    SELF_HARM = "self_harm"
    MEDICAL = "medical"
    MATE_CRIME = "mate_crime"
    HATE_CRIME = "hate_crime"
    THREAT = "threat"


class OutcomeAsked(StrEnum):
    """Whether the person was asked what they want to happen (Making Safeguarding Personal, R09)."""

    YES_EXPRESSED = "yes_expressed"
    YES_NONE_EXPRESSED = "yes_none_expressed"
    NO = "no"
    NOT_KNOWN = "not_known"


class OutcomeMet(StrEnum):
    """How far what the person wanted has come about."""

    FULLY = "fully"
    PARTLY = "partly"
    NOT = "not"
    NOT_KNOWN = "not_known"


class ComplaintPart(StrEnum):
    """What a lead decided about the part of a concern that may be a complaint (R46). `passed_on`: the house has it as
    feedback; `marked`: the house had the words, and they are marked there as what may be one."""

    PASSED_ON = "passed_on"
    MARKED = "marked"
    NOT_NEEDED = "not_needed"


class RiskKind(StrEnum):
    """The two records whose review day counts."""

    PLAN = "risk_plan"
    RESTRICTION = "restriction"


class RiskStatus(StrEnum):
    """Where a risk plan or a restriction is. It follows from its review day and is never stored (R35)."""

    ACTIVE = "active"
    REVIEW_DUE = "review_due"
    OVERDUE = "overdue"
    ENDED = "ended"


class WhoseWords(StrEnum):
    """Whether the person could say it, or somebody had to find out in another way."""

    THEIRS = "theirs"
    NOT_ABLE_TO_SAY = "not_able_to_say"


class PersonAgreed(StrEnum):
    """What the person says to a risk plan as it was decided."""

    YES = "yes"
    NO = "no"
    NOT_ABLE_TO_SAY = "not_able_to_say"


class Part(StrEnum):
    """As what somebody takes part in making a risk plan, beside the person."""

    CHOSEN_SUPPORTER = "chosen_supporter"
    FAMILY_OR_FRIEND = "family_or_friend"
    ADVOCATE = "advocate"
    STAFF = "staff"
    PROFESSIONAL = "professional"


class RestrictionType(StrEnum):
    """What a person is limited in."""

    GOING_OUT = "going_out"
    LOCKED = "locked"
    CONTACT = "contact"
    PHONE_OR_INTERNET = "phone_or_internet"
    MONEY = "money"
    FOOD_OR_DRINK = "food_or_drink"
    OWN_THINGS = "own_things"
    WATCHED = "watched"
    HELD = "held"
    MEDICINE = "medicine"
    OTHER = "other"


class Authority(StrEnum):
    """What a restriction rests on."""

    CONSENT = "consent"
    BEST_INTERESTS = "best_interests"
    COURT_OF_PROTECTION = "court_of_protection"


class RequestKind(StrEnum):
    WANTS_TO_TALK = "wants_to_talk"
    NOT_UNDERSTOOD = "not_understood"
    UNREAD_MESSAGE = "unread_message"
    COULD_NOT_DELIVER = "could_not_deliver"
    DID_NOT_HELP_TWICE = "did_not_help_twice"
    SENT_A_PICTURE = "sent_a_picture"
    HELP_TO_CHOOSE = "help_to_choose"
    CHOSE_SOMETHING_ELSE = "chose_something_else"
    TALK_IT_OVER = "talk_it_over"
    CHOSE_AGAIN = "chose_again"
    PLAN_A_TALK = "plan_a_talk"


class NoticeKind(StrEnum):
    """What a member of staff is told of. The kind is all that a message says of it (R14)."""

    NEW_FEEDBACK = "new_feedback"
    NEW_REQUEST = "new_request"
    ACTION_YOURS = "action_yours"
    ACTION_REOPENED = "action_reopened"
    ACTION_OVERDUE = "action_overdue"
    DECISION_OVERDUE = "decision_overdue"
    STANDING_IN = "standing_in"
    COMPLAINT_WAITS = "complaint_waits"
    COMPLAINT_YOURS = "complaint_yours"
    COMPLAINT_OVERDUE = "complaint_overdue"
    RISK_PLAN_REVIEW = "risk_plan_review"
    RESTRICTION_REVIEW = "restriction_review"
    PROFILE_OVERDUE = "profile_overdue"


class NoticeStatus(StrEnum):
    """`not_needed`: it was dealt with, or somebody else was told, before it went out; `not_set_up`: there is no such way
    of telling in this service."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    NOT_NEEDED = "not_needed"
    NOT_SET_UP = "not_set_up"


class NoticeChannel(StrEnum):
    """`service`: the one place that the whole service reads."""

    EMAIL = "email"
    SERVICE = "service"


class NoticeMode(StrEnum):
    """When a member of staff wants their e-mails."""

    AT_ONCE = "at_once"
    DIGEST = "digest"
    BOTH = "both"


class Post(StrEnum):
    """What a safeguarding lead's account is among those who are told of concerns, in the order in which they are told."""

    LEAD = "lead"
    DEPUTY = "deputy"
    ALTERNATE = "alternate"


class AlertKind(StrEnum):
    """`checks`: some wait for a human look; `drill`: a test of the whole way (R28); `outage`: a part of the service is down."""

    CONCERN = "concern"
    CHECKS = "checks"
    DRILL = "drill"
    OUTAGE = "outage"


class AlertChannel(StrEnum):
    """`direct`: a contact's own second way; `pager`: the place of the service that wakes somebody."""

    EMAIL = "email"
    DIRECT = "direct"
    PAGER = "pager"


class AlertStatus(StrEnum):
    """`failed`: trying again is of no use; `not_needed`: somebody acknowledged it, or a later step sends it anew."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    NOT_NEEDED = "not_needed"


class QuestionKind(StrEnum):
    FIRST_CONTACT = "first_contact"
    FEEDBACK_OUTCOME = "feedback_outcome"
    FEEDBACK_WORDS = "feedback_words"
    READ_BACK = "read_back"
    WHAT_TO_CHANGE = "what_to_change"
    WHO_SEES = "who_sees"
    WHO_HELPED = "who_helped"
    DID_IT_HELP = "did_it_help"
    ARE_YOU_OK = "are_you_ok"
    NOT_UNDERSTOOD = "not_understood"
    RESUME = "resume"
    MORE_NEWS = "more_news"
    HOW_OFTEN = "how_often"
    WHAT_DO_YOU_WANT = "what_do_you_want"
    CHECK_IN = "check_in"
    MY_CHECK_INS = "my_check_ins"
    CHECK_IN_THING = "check_in_thing"
    CHECK_IN_WORDS = "check_in_words"
    CHECK_IN_DAYS = "check_in_days"
    CHECK_IN_DAY = "check_in_day"
    CHECK_IN_TIME = "check_in_time"
    KEEP_CHECK_IN = "keep_check_in"
    SECOND_CHECK_IN = "second_check_in"
    STOP_CHECK_IN = "stop_check_in"
    PAUSE = "pause"
    PAUSED = "paused"
    QUIET_TIMES = "quiet_times"
    CHOICE = "choice"
    CHOICE_LOOK = "choice_look"
    CHOICE_WORDS = "choice_words"
    CHOICE_READ_BACK = "choice_read_back"
    CHOICE_WHY = "choice_why"
    CHOICE_AGAIN = "choice_again"
    WHO_HELPS_CHOOSE = "who_helps_choose"
    WHO_HELPS = "who_helps"
    HELPER = "helper"
    HOW_MESSAGES = "how_messages"
    HOW_MESSAGES_MORE = "how_messages_more"
    HOW_SOUND = "how_sound"
    HOW_SPEED = "how_speed"
    HOW_PICTURES = "how_pictures"
    HOW_ANSWERS = "how_answers"
    WHAT_MATTERS = "what_matters"
    MATTERS_READ_BACK = "matters_read_back"
    MATTERS_WHO_SEES = "matters_who_sees"
    MY_PAGE = "my_page"
    MY_PAGE_CHANGE = "my_page_change"
    MY_PAGE_END = "my_page_end"
    WHAT_TO_ADD = "what_to_add"
    WHAT_ELSE_TO_ADD = "what_else_to_add"
    HEARD_YOU = "heard_you"


WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""As answers, in the order of Python's numbers."""
PREPARED_OPTIONS = ("option_1", "option_2", "option_3")
"""The answers that stand for the options of a choice, as they were prepared; their labels come from it."""
CHOICE_ESCAPES = ("something_else", "not_now", "need_person")
"""The ways out of every choice, which nobody can take away (R30)."""

HEARD_RIGHTLY, HEARD_WRONGLY = "that_is_right", "that_is_wrong"
"""What a person says of what a program heard in their voice message; only the first makes it their words."""

# The answers of each question in the one order in which they are always shown.
ANSWERS: dict[QuestionKind, tuple[str, ...]] = {
    QuestionKind.FIRST_CONTACT: ("yes", "no", "not_sure"),
    QuestionKind.FEEDBACK_OUTCOME: ("worked", "mixed", "did_not_work", "something_else", "not_sure"),
    QuestionKind.FEEDBACK_WORDS: (),
    QuestionKind.READ_BACK: ("send", "change", "do_not_send", "who_sees"),
    QuestionKind.WHAT_TO_CHANGE: ("my_words", "how_it_was", "nothing"),
    QuestionKind.WHO_SEES: ("my_staff", "only_manager"),
    QuestionKind.WHO_HELPED: ("alone", "read_to_me", "tapped_for_me", "not_sure"),
    QuestionKind.DID_IT_HELP: ("helped", "helped_a_bit", "did_not_help", "not_sure"),
    QuestionKind.ARE_YOU_OK: ("ok", "not_ok", "need_person"),
    QuestionKind.NOT_UNDERSTOOD: ("tell_staff", "what_happened", "need_person"),
    QuestionKind.RESUME: ("carry_on", "start_again"),
    QuestionKind.MORE_NEWS: ("more", "enough"),
    QuestionKind.HOW_OFTEN: tuple(Asks),
    QuestionKind.WHAT_DO_YOU_WANT: ("say_nothing",),
    QuestionKind.CHECK_IN: ("worked", "mixed", "did_not_work", "something_else", "not_sure"),
    QuestionKind.MY_CHECK_INS: ("new_check_in", "pause", "stop_one", "something_else", "not_sure"),
    QuestionKind.CHECK_IN_THING: ("ask_this", "next_one", "my_words", "not_sure"),
    QuestionKind.CHECK_IN_WORDS: (),
    QuestionKind.CHECK_IN_DAYS: ("every_day", "working_days", "one_day", "not_sure"),
    QuestionKind.CHECK_IN_DAY: (*WEEKDAYS, "other_day"),
    QuestionKind.CHECK_IN_TIME: (*DayTime, "not_sure"),
    QuestionKind.KEEP_CHECK_IN: ("keep_it", "start_again", "do_not_keep"),
    QuestionKind.SECOND_CHECK_IN: ("two_a_day", "start_again", "do_not_keep"),
    QuestionKind.STOP_CHECK_IN: ("stop_this", "next_one", "enough"),
    QuestionKind.PAUSE: (*Pause, "not_sure"),
    QuestionKind.PAUSED: ("ask_again", "stay_quiet"),
    QuestionKind.QUIET_TIMES: tuple(QuietTimes),
    # Of the prepared options those that there are, in the order of the offer.
    QuestionKind.CHOICE: (*PREPARED_OPTIONS, *CHOICE_ESCAPES),
    QuestionKind.CHOICE_LOOK: ("next",),
    QuestionKind.CHOICE_WORDS: ("say_nothing",),
    QuestionKind.CHOICE_READ_BACK: ("send", "change", "do_not_send"),
    QuestionKind.CHOICE_WHY: ("say_nothing",),
    QuestionKind.CHOICE_AGAIN: ("keep_it", "choose_again"),
    QuestionKind.WHO_HELPS_CHOOSE: ("ask_them", "not_now"),
    QuestionKind.WHO_HELPS: ("add_helper", "stop_one", "not_now"),
    QuestionKind.HELPER: ("that_is_right", "stop_helper"),
    QuestionKind.HOW_MESSAGES: ("sound", "pictures", "nothing", "something_else"),
    QuestionKind.HOW_MESSAGES_MORE: ("speed", "answers", "nothing"),
    QuestionKind.HOW_SOUND: tuple(Sound),
    QuestionKind.HOW_SPEED: tuple(Speed),
    QuestionKind.HOW_PICTURES: tuple(Pictures),
    QuestionKind.HOW_ANSWERS: tuple(OfferForm),
    QuestionKind.WHAT_MATTERS: ("not_now", "say_nothing"),
    QuestionKind.MATTERS_READ_BACK: ("send", "change", "do_not_send", "who_sees", "something_else"),
    QuestionKind.MATTERS_WHO_SEES: ("my_staff", "only_manager"),
    QuestionKind.MY_PAGE: ("more", "change", "enough"),
    QuestionKind.MY_PAGE_CHANGE: ("my_words", "take_away", "nothing"),
    QuestionKind.MY_PAGE_END: ("add", "enough"),
    QuestionKind.WHAT_TO_ADD: ("matters_most", "helps", "avoid", "something_else"),
    QuestionKind.WHAT_ELSE_TO_ADD: ("how_i_say", "my_people"),
    QuestionKind.HEARD_YOU: (HEARD_RIGHTLY, HEARD_WRONGLY, "not_sure"),
}
ONE_BY_ONE = (
    *(QuestionKind.FEEDBACK_OUTCOME, QuestionKind.WHO_HELPED, QuestionKind.DID_IT_HELP, QuestionKind.HOW_OFTEN),
    *(QuestionKind.HOW_MESSAGES, QuestionKind.HOW_MESSAGES_MORE, QuestionKind.HOW_SOUND, QuestionKind.HOW_SPEED),
    *(QuestionKind.HOW_PICTURES, QuestionKind.HOW_ANSWERS, QuestionKind.CHECK_IN, QuestionKind.MY_CHECK_INS),
    *(QuestionKind.CHECK_IN_DAYS, QuestionKind.CHECK_IN_TIME, QuestionKind.PAUSE, QuestionKind.QUIET_TIMES),
    *(QuestionKind.WHAT_TO_ADD, QuestionKind.WHAT_ELSE_TO_ADD),
)
"""Questions whose answers may be shown one by one; the options of a choice have an offer of their own for that. What keeps a
person safe, what they agree to, and what becomes of their own words stands in full: there "Do not send it" must never be a tap
away."""
NEXT = "next"
"""The button that shows the next answer of such a question."""
IN_OWN_WORDS = "words"
"""The answer to a question that is answered by saying something."""
MAYBE_IN_WORDS = "maybe_words"
"""The same where the words may well be about something else: the person is asked."""
WHAT_I_WANT, NEW_THING = "what_i_want", "new_thing"
"""What such words are, as the person says when they are asked."""
