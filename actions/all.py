"""Every action of the assistant, ready to be mounted."""

from __future__ import annotations

from actions.answer_are_you_ok import AnswerAreYouOk
from actions.answer_choice_again import ChooseAgain, KeepChoice
from actions.answer_first_contact import AnswerFirstContact
from actions.answer_heard_you import AnswerHeardYou
from actions.answer_helper import KeepHelper, StopHelper
from actions.answer_not_words import AnswerNotWords
from actions.answer_resume import AnswerResume
from actions.ask_first import AskFirst
from actions.ask_for_person import AskForPerson
from actions.ask_what_to_change import AskWhatToChange
from actions.ask_who_sees import AskWhoSees
from actions.change_nothing import ChangeNothing
from actions.change_outcome import ChangeOutcome
from actions.change_words import ChangeWords
from actions.choose_check_in import (
    BeginCheckIn,
    KeepCheckIn,
    KeepCheckInWords,
    PickCheckInDay,
    PickCheckInDays,
    PickCheckInThing,
    PickCheckInTime,
)
from actions.go_back import GoBack
from actions.greet import Greet
from actions.how_messages import AskHowMessages, KeepHowMessages, PickHowMessages, ShowNext
from actions.how_often import AskHowOften, KeepHowOften, StopAsking
from actions.keep_choice_reason import KeepChoiceReason
from actions.keep_choice_words import KeepChoiceWords
from actions.keep_did_it_help import KeepDidItHelp
from actions.keep_helped_by import KeepHelpedBy
from actions.keep_outcome import KeepOutcome
from actions.keep_unclear_words import KeepUnclearWords
from actions.keep_what_you_want import KeepWhatYouWant
from actions.keep_who_sees import KeepWhoSees
from actions.keep_words import KeepWords
from actions.leave_choice import AskForSomethingElse, ChooseLater, ChooseWithAPerson, ShowChoiceAgain
from actions.look_at_next_option import LookAtNextOption
from actions.my_check_ins import AskStopCheckIn, StopCheckIn, TellMyCheckIns
from actions.my_page import AskMyPageChange, ChangeMyPage, LeaveMyPage, TakeOffMyPage, TellMoreOfMyPage, TellMyPage
from actions.not_decided import AskForHelpToChoose, AskWhoHelpsChoose, ChooseWithoutHelp, NotDecided
from actions.not_understood import NotUnderstood
from actions.pausing import AskPause, AskQuietTimes, EndPause, KeepPause, KeepQuietTimes
from actions.pick_option import PickOption
from actions.say_again import SayAgain, SaySlower
from actions.send_choice import ChangeChoice, DropChoice, SendChoice
from actions.send_feedback import SendFeedback
from actions.skip import NotSure, Skip
from actions.small_talk import SayWelcome, TellAreYouReal, TellOldTap, TellWhoSees
from actions.start import Start
from actions.step import Step
from actions.stop import SayGoodbye, Stop
from actions.tell_my_choices import TellMyChoices
from actions.tell_my_things import EnoughNews, TellMyThings
from actions.throw_away import ThrowAway
from actions.undo import Undo
from actions.what_matters import (
    AskMattersWhoSees,
    AskWhatElseToAdd,
    AskWhatMatters,
    AskWhatToAdd,
    ChangeWhatMatters,
    DoneWithMyPage,
    KeepMattersWhoSees,
    KeepWhatMatters,
    LeaveWhatMatters,
    SendWhatMatters,
    TellStaffInstead,
    ThrowAwayWhatMatters,
)
from actions.who_helps import AddHelper, ShowHelpers, TellWhoHelps
from storage import Store

STEPS: tuple[type[Step], ...] = (
    AddHelper,
    AnswerAreYouOk,
    AnswerHeardYou,
    AnswerNotWords,
    AnswerResume,
    AskFirst,
    AskForHelpToChoose,
    AskForPerson,
    AskForSomethingElse,
    AskHowMessages,
    AskHowOften,
    AskMattersWhoSees,
    AskMyPageChange,
    AskPause,
    AskQuietTimes,
    AskStopCheckIn,
    AskWhatElseToAdd,
    AskWhatMatters,
    AskWhatToAdd,
    AskWhatToChange,
    AskWhoHelpsChoose,
    AskWhoSees,
    BeginCheckIn,
    ChangeChoice,
    ChangeMyPage,
    ChangeNothing,
    ChangeOutcome,
    ChangeWhatMatters,
    ChangeWords,
    ChooseAgain,
    ChooseLater,
    ChooseWithAPerson,
    ChooseWithoutHelp,
    DoneWithMyPage,
    DropChoice,
    EndPause,
    EnoughNews,
    GoBack,
    Greet,
    KeepCheckIn,
    KeepCheckInWords,
    KeepChoice,
    KeepChoiceReason,
    KeepChoiceWords,
    KeepDidItHelp,
    KeepHelpedBy,
    KeepHelper,
    KeepHowMessages,
    KeepHowOften,
    KeepMattersWhoSees,
    KeepOutcome,
    KeepPause,
    KeepQuietTimes,
    KeepUnclearWords,
    KeepWhatMatters,
    KeepWhatYouWant,
    KeepWhoSees,
    KeepWords,
    LeaveMyPage,
    LeaveWhatMatters,
    LookAtNextOption,
    NotDecided,
    NotSure,
    NotUnderstood,
    PickCheckInDay,
    PickCheckInDays,
    PickCheckInThing,
    PickCheckInTime,
    PickHowMessages,
    PickOption,
    SayAgain,
    SayGoodbye,
    SaySlower,
    SayWelcome,
    SendChoice,
    SendFeedback,
    SendWhatMatters,
    ShowChoiceAgain,
    ShowHelpers,
    ShowNext,
    Skip,
    Start,
    Stop,
    StopAsking,
    StopCheckIn,
    StopHelper,
    TakeOffMyPage,
    TellAreYouReal,
    TellMoreOfMyPage,
    TellMyCheckIns,
    TellMyChoices,
    TellMyPage,
    TellMyThings,
    TellOldTap,
    TellStaffInstead,
    TellWhoHelps,
    TellWhoSees,
    ThrowAway,
    ThrowAwayWhatMatters,
    Undo,
)


def all_actions(store: Store, notice_version: str) -> tuple[Step, ...]:
    """One of each; `notice_version` is the version of the first-contact words that are shown."""
    return (*(step(store) for step in STEPS), AnswerFirstContact(store, notice_version))
