"""A complaint may run beside a concern: a lead gives to the house what the words say about the service, and nothing else (R46).

The house gets feedback like any other that may be a complaint, for its managers alone, and may not tell from it that there
is a concern, nor that anybody had it before them (R13). So:

- What it gets is a copy of the words that the lead left in. The hidden message stays hidden, and nothing leads to it (R19).
- It is said when it comes to the house. Of what is typed that is always so: `feedback.send` has the moment of Send too, not
  of typing. A moment days ago would say that somebody held it back. When it was really said stands with the concern.
- The person's own words are theirs, typed in the chat. The lead's words never are: they read as written down by staff,
  without a name, for the name would be that of a lead; nor are they entered at a day, as that needs a name (R36).
- Whoever the copy names is left out of it as ever, and whom the lead says it is about as well. Whom only the rest of the
  words names is proposed to the lead, and no more: the house sees whom a complaint is about, and would ask why.
- The notices, the due days and the steps are those of everything said. That a lead did it is in the trail, which is for
  nobody in a house, and in the record of the concern.
- The person hears nothing of this now. They said it, and what comes later comes as for every complaint.
"""

from __future__ import annotations

from dataclasses import dataclass

from storage import (
    audit,
    complaint_flags,
    concern_complaints,
    concerns,
    contents,
    feedback,
    houses,
    listening,
    notifications,
    parts_of_words,
    recipients,
    sight,
    staff_accounts,
    staff_names,
)
from storage.concern_complaints import Beside
from storage.concerns import LISTEN, Concern
from storage.database import Refused, Transaction
from storage.entries import MOST_LETTERS
from storage.houses import Person
from storage.staff_accounts import StaffMember
from storage.tables.base import new_id
from storage.vocabulary import (
    OTHER_WAYS,
    ComplaintPart,
    ComplaintSign,
    ComplaintState,
    FeedbackStatus,
    Outcome,
    Route,
    VisibleTo,
    Voice,
)

NOBODY_LEFT = (
    "Nobody in the service could read it: it is about every manager of the house and every administrator. Take it outside of "
    "the service: help the person to ask the council, or the Local Government and Social Care Ombudsman."
)


@dataclass(frozen=True)
class ToPassOn:
    """What the house is to get: lines of the person's own words (`is_own`), or a lead's summary of them; which staff it is
    about although it does not name them; and how it came to staff, where they wrote it down. `signs`: why it may be a
    complaint."""

    words: str
    is_own: bool
    about: tuple[str, ...] = ()
    came: Route | None = None
    signs: tuple[ComplaintSign, ...] = ()


@dataclass(frozen=True)
class Round:
    """What the page says before: where it stands, whether the words can be passed on as the person's own, who manages the
    house, who works there, and whom all the words name. None of these of somebody unknown."""

    beside: Beside
    has_own_words: bool
    is_from_chat: bool
    managers: tuple[StaffMember, ...]
    staff: tuple[StaffMember, ...]
    named: frozenset[str]


def round_concern(tx: Transaction, concern: Concern) -> Round:
    """For the page of a lead who may know of it."""
    is_from_chat = concern_complaints.is_from_chat(tx, concern.id)
    has_own_words = is_from_chat and concern.words is not None
    beside = concern_complaints.beside(tx, concern.id)
    if concern.person_id is None:
        return Round(beside, has_own_words, is_from_chat, (), (), frozenset())
    house_id = houses.person(tx, concern.person_id).house_id
    working = staff_accounts.working_in(tx, house_id)
    return Round(
        beside,
        has_own_words,
        is_from_chat,
        tuple(one for one in sight.owners(tx, concern.person_id, house_id) if one.is_manager),
        working,
        frozenset(one.id for one in staff_names.named_among(tx, working, concern.words or "")),
    )


def pass_on(tx: Transaction, member: StaffMember, concern_id: str, what: ToPassOn) -> None:
    """It is feedback that may be a complaint from now on. The concern goes on as it was. Raises NotFound for who may not know
    of the concern, Refused before somebody has taken it on, for what is with the house already, for words that are not
    theirs, where nobody could read it, and if the person has not said yes to the chat (R60)."""
    concern, beside = _open(tx, member, concern_id)
    if beside.in_house_id is not None:
        raise Refused("The house has these words already, as feedback. Mark them there as what may be a complaint.")
    person = _whose(tx, concern)
    if not set(what.about) <= {one.id for one in staff_accounts.working_in(tx, person.house_id)}:
        raise Refused("Choose staff who work in this house.")
    feedback_id, signs = new_id(), what.signs or (ComplaintSign.STAFF_SAY_SO,)
    row = {
        "id": feedback_id,
        "person_id": person.id,
        "house_id": person.house_id,
        # Somebody has read it, and it is no praise.
        "outcome": Outcome.DID_NOT_WORK,
        "visible_to": VisibleTo.ONLY_MANAGER,
        "replaces_id": None,
        "said_at": tx.now,
        **_said(tx, member, concern, what),
    }
    feedback.keep(tx, member.actor, [row], {feedback_id: signs}, about=what.about, verb="pass_on_complaint")
    _must_reach_somebody(tx, complaint_flags.flag(tx, feedback_id, signs))
    concern_complaints.write(tx, member, concern_id, ComplaintPart.PASSED_ON, feedback_id=feedback_id)


def mark(tx: Transaction, member: StaffMember, concern_id: str) -> None:
    """The house has the words: they are marked there, for everybody who may read them, as what may be a complaint, and a
    manager decides. Raises as `pass_on` does, and Refused where the house has no such words."""
    _, beside = _open(tx, member, concern_id)
    if beside.in_house_id is None:
        raise Refused("The house does not have these words. Pass on the part that may be a complaint.")
    complaint_id = complaint_flags.flag(tx, beside.in_house_id, [ComplaintSign.STAFF_SAY_SO])
    _must_reach_somebody(tx, complaint_id)
    if feedback.one(tx, beside.in_house_id).status is not FeedbackStatus.RECEIVED:
        notifications.complaint_waits(tx, member.actor, complaint_id, ComplaintState.POSSIBLE)
    audit.record(tx, member.actor, "mark_complaint", "feedback", beside.in_house_id)
    concern_complaints.write(tx, member, concern_id, ComplaintPart.MARKED, feedback_id=beside.in_house_id)


def _open(tx: Transaction, member: StaffMember, concern_id: str) -> tuple[Concern, Beside]:
    concern, _ = concerns.one_for_lead(tx, member, concern_id)
    if concern.acknowledged_at is None:
        raise Refused("Take it on first.")
    if concern.is_test:
        raise Refused("Nobody said this: it is a test. There is nothing to pass on.")
    if concern.kind == LISTEN and concern.tier == "check":
        raise Refused("Somebody has decided about this already. What was decided stands below.")
    beside = concern_complaints.beside(tx, concern_id)
    if beside.state is not None:
        raise Refused(
            "It is with the house already: where it stands is shown here. If there is more, help the person to tell it."
        )
    return concern, beside


def _whose(tx: Transaction, concern: Concern) -> Person:
    if concern.person_id is None:
        raise Refused("Nobody knows who said this, so there is no house that it could go to.")
    if concern_complaints.is_from_chat(tx, concern.id):
        listening.refuse_without_yes(tx, concern.person_id)
    return houses.person(tx, concern.person_id)


def _said(tx: Transaction, member: StaffMember, concern: Concern, what: ToPassOn) -> dict[str, object]:
    """The words, whose they are, and how they came."""
    is_from_chat = concern_complaints.is_from_chat(tx, concern.id)
    if what.is_own:
        if not is_from_chat or concern.words is None:
            raise Refused("There are no words that the person typed. Write your own summary.")
        words, voice = parts_of_words.kept(concern.words, what.words), Voice.SELF
    else:
        words, voice = _summary(what.words), Voice.ON_BEHALF
    route = Route.CHAT_TEXT if is_from_chat else what.came
    if route is None or (not is_from_chat and route not in OTHER_WAYS):
        raise Refused("Choose how it came to staff.")
    content_id = contents.keep(tx, member.actor, str(concern.person_id), words)
    return {"content_id": content_id, "voice": voice, "route": route}


def _summary(typed: str) -> str:
    words = typed.strip()
    if not words:
        raise Refused("Write what it says about the service.")
    if len(words) > MOST_LETTERS:
        raise Refused(f"This is too long. Use {MOST_LETTERS} letters or fewer.")
    return words


def _must_reach_somebody(tx: Transaction, complaint_id: str) -> None:
    """Raises Refused, which takes all of it back, where everybody who could decide is one whom it is about."""
    if not recipients.managers_for(tx, recipients.about_complaint(tx, complaint_id)):
        raise Refused(NOBODY_LEFT)
