"""The sentence a person will get: checked as the linter sees it, and shown as they will see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from staff.known_names import known_names
from storage import (
    Transaction,
    chosen,
    communication_profiles,
    complaint_told,
    complaints,
    feedback,
    houses,
    how_messages,
    pending_actions,
    respellings,
    updates,
)
from storage.feedback import Feedback
from storage.how_messages import HowMessages
from storage.profile import Profile
from storage.respellings import Name
from storage.staff_accounts import StaffMember
from wording import days, faces
from wording.catalogue import Catalogue
from wording.finding import Finding
from wording.lint import lint_text
from wording.signs import seen

MOST_LETTERS = 600


class Kind(StrEnum):
    """What the sentence tells: what will be done, what was done, why it cannot be done, or what came of a complaint."""

    AGREED = "agreed"
    DONE = "done"
    CANNOT = "cannot"
    ANSWER = "answer"


_RESPONSES = {
    Kind.AGREED: (updates.TELL_AGREED, "change"),
    Kind.DONE: (updates.TELL_DONE, "done"),
    Kind.CANNOT: (updates.TELL_CANNOT, "reason"),
    Kind.ANSWER: (complaint_told.TELL_ANSWER, "answer"),
}
# How much fits: these look at the whole message, the sentence in its place. The others look at the sentence alone.
_RULES_FOR_THE_WHOLE = frozenset({"2", "3", "39"})


@dataclass(frozen=True)
class Reader:
    """Whom the sentence is for: what they said or chose, how they get messages and communicate, the names and words they
    know, and how names are said to them."""

    said: str
    said_by: str
    how: HowMessages
    profile: Profile
    names: tuple[str, ...]
    names_said: tuple[Name, ...]
    today: date


def reader(tx: Transaction, member: StaffMember, kind: Kind, subject_id: str, catalogue: Catalogue) -> Reader:
    """The reader of a sentence about this feedback (what will be done), action or complaint. Raises NotFound as its page
    does."""
    person_id, said, said_by = _about(tx, member, kind, subject_id, catalogue)
    said_by = catalogue.bubbles(f"utter_said_by_{said_by}")[0]
    profile, how = communication_profiles.as_it_holds(tx, person_id), how_messages.of_person(tx, person_id)
    names, names_said = known_names(tx, houses.person(tx, person_id)), respellings.of_person(tx, person_id)
    return Reader(said, said_by, how, profile, names, names_said, tx.today)


def _about(
    tx: Transaction, member: StaffMember, kind: Kind, subject_id: str, catalogue: Catalogue
) -> tuple[str, str, str]:
    """Whose it is, what is quoted, and whose words that are."""
    choice = chosen.of_action(tx, subject_id)
    if choice is not None and choice.chosen is not None:
        pending_actions.seen(tx, member, subject_id)
        return choice.choice.person_id, choice.chosen.label, "choosing"
    item = _what_was_said(tx, member, kind, subject_id)
    return item.person_id, item.words or _without_words(item, catalogue), "self" if item.is_own_voice else "others"


def _without_words(item: Feedback, catalogue: Catalogue) -> str:
    if item.is_voice_message:
        return catalogue.bubbles("utter_voice_message")[0]
    return faces.label_of(item.outcome, catalogue)


def _what_was_said(tx: Transaction, member: StaffMember, kind: Kind, subject_id: str) -> Feedback:
    if kind is Kind.AGREED:
        return feedback.seen(tx, member, subject_id)
    if kind is Kind.ANSWER:
        return complaints.seen(tx, member, subject_id).said
    pending_actions.seen(tx, member, subject_id)
    # The first thing said, as when it is told; also where its person has since said it in other words.
    return feedback.about_action_for(tx, member, subject_id)[0]


def tidy(text: str) -> str:
    """One line, single spaces: a blank line would make another message of it."""
    return " ".join(text.split())


def check(text: str, kind: Kind, to: Reader, catalogue: Catalogue) -> tuple[Finding, ...]:
    """What must change before the person may get it. Takes some milliseconds: call it in a worker thread."""
    if len(text) > MOST_LETTERS:
        return (Finding("2", "This is too long. Use one short sentence.", ""),)
    alone = lint_text(text, names=to.names)
    message = "\n\n".join(_filled(text, kind, "…", to.said_by, "Wednesday 23 September", catalogue))
    whole = (one for one in lint_text(message, names=to.names) if one.rule in _RULES_FOR_THE_WHOLE)
    known = {(one.rule, one.advice) for one in alone}
    return (*alone, *(one for one in whole if (one.rule, one.advice) not in known))


def preview(text: str, kind: Kind, to: Reader, due_on: date | None, catalogue: Catalogue) -> tuple[str, ...]:
    """The messages as the person will see them. A day that is not chosen yet shows as "…"."""
    day = "…" if due_on is None else days.in_words(due_on, to.today)
    text, catalogue = seen(text, has_signs=to.how.has_signs), catalogue.seen(has_signs=to.how.has_signs)
    return _filled(text, kind, to.said, to.said_by, day, catalogue)


def _filled(text: str, kind: Kind, said: str, said_by: str, day: str, catalogue: Catalogue) -> tuple[str, ...]:
    response, place = _RESPONSES[kind]
    values = {"words": said, place: text}
    if kind is Kind.ANSWER:
        # How it ended stands before it; whom they can turn to after it, in the longest words there are for that.
        outside = catalogue.bubbles("utter_complaint_outside_council")[0]
        return catalogue.bubbles(response, **values, ruled="…", outside=outside)
    values["said_by"] = said_by
    if kind is Kind.AGREED:
        values["day"] = day
    return catalogue.bubbles(response, **values)
