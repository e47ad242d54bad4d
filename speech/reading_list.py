"""What somebody reads out so that the chat speaks in their voice: every phrase that a message may be made of, the most said first."""

from __future__ import annotations

from dataclasses import dataclass

from wording.catalogue import Catalogue
from wording.fixed_phrase import FixedPhrase

NEVER_SPOKEN = (
    *("utter_web_", "utter_pack_", "utter_sheet_", "utter_own_page_", "utter_shift_", "utter_control_", "utter_risk_"),
    "utter_supporter_",
)
"""What stands on pages, buttons and paper and is no message, and what supporters read in chats of their own."""
NEVER_ALONE = (
    *("utter_said_by_", "utter_told_as_", "utter_helper_staff", "utter_voice_message"),
    *("utter_complaint_ruled_", "utter_complaint_outside_"),
    *(f"utter_heard_{outcome}" for outcome in ("worked", "mixed", "did_not_work", "unclear", "want")),
)
"""What only ever fills a place in a message that has somebody's words or a name in it, as "the Ombudsman" in "you can ask {outside}":
another voice says all of that message, so that nobody would hear it read out."""
NEVER_IN_A_VOICE_THEY_KNOW = ("safeguarding", "receipt")
"""What is said after somebody told of harm, or may have, is read out by nobody whom they know: it could be by whom they told of."""
# As a day of the chat goes: how it was, the words, the read-back, sent, the news, did it help, a choice, a check-in.
_DAILY = (
    "utter_greet", "utter_ask_feedback_outcome", "utter_words_kept_ask_outcome", "utter_again_ask_feedback_outcome",
    "utter_ask_feedback_words_", "utter_heard_", "utter_ask_read_back_", "utter_again_ask_read_back", "utter_sent",
    "utter_thanks", "utter_goodbye", "utter_ask_what_do_you_want", "utter_ask_who_", "utter_ask_", "utter_again_ask_",
    "utter_update_", "utter_outcome_", "utter_chosen", "utter_choice_", "utter_check_in_",
)  # fmt: skip


@dataclass(frozen=True)
class ToRead:
    """A phrase, and the names of the responses in which it stands."""

    phrase: FixedPhrase
    responses: tuple[str, ...]


def reading_list(catalogue: Catalogue) -> tuple[ToRead, ...]:
    """Each phrase once. One that only stands beside a name or a value is not on it: such a message is said by another voice."""
    found: dict[FixedPhrase, list[str]] = {}
    spoken = (one for one in catalogue.fixed_messages() if _is_spoken(catalogue, one.name))
    for message in sorted(spoken, key=lambda one: (_place(one.name), one.name)):
        for phrase in message.phrases:
            found.setdefault(phrase, []).append(message.name)
    return tuple(ToRead(phrase, tuple(dict.fromkeys(names))) for phrase, names in found.items())


def _is_spoken(catalogue: Catalogue, name: str) -> bool:
    return (
        not name.startswith((*NEVER_SPOKEN, *NEVER_ALONE)) and catalogue[name].signed not in NEVER_IN_A_VOICE_THEY_KNOW
    )


def _place(name: str) -> int:
    """The first of these that it begins with; whatever is none of them comes last."""
    return next((place for place, begins in enumerate(_DAILY) if name.startswith(begins)), len(_DAILY))
