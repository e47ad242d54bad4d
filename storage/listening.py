"""What nobody could screen: a human outside the house hears it, or asks what it showed, within one working day (R24).

Until then, and whatever is found, the house learns the same: that a voice message is being listened to, then that it was
passed to them or noted. "Noted" is also what a message with nothing in it becomes, so it tells nobody of a concern (R13).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, update

from storage import alerts, audit, concerns, feedback, heard_rightly, houses, inbox, recordings, sight, staff_requests
from storage.audit import Actor
from storage.concerns import LISTEN, Concern
from storage.database import Calendar, Refused, Transaction
from storage.inbox import InboxMessage
from storage.staff_accounts import StaffMember
from storage.tables.base import new_id
from storage.tables.people import people
from storage.tables.safeguarding import concerns as concerns_table
from storage.vocabulary import (
    NOT_TAKEN_ON,
    UNSCREENED,
    ConcernStatus,
    Outcome,
    RequestKind,
    Route,
    Sent,
    VisibleTo,
    Voice,
)

WORKING_DAYS = 1
PASSED_ON, NOTED, WORRY = ConcernStatus.PASSED_ON, ConcernStatus.NOTED, "worry"
_SOURCE = "listen:"
_NEWEST = 10


@dataclass(frozen=True)
class VoiceMessage:
    """One voice message as the house may know of it; what was passed to the house is feedback, and not here."""

    sent_at: datetime
    is_being_listened_to: bool


def raise_if_unscreened(tx: Transaction, message: InboxMessage) -> None:
    """Record that a human must hear this message, or ask about it, once. Other messages are none of this."""
    if message.control not in UNSCREENED:
        return
    concerns.raise_concern(
        tx,
        Actor("person", message.person_id),
        message.person_id,
        f"{_SOURCE}{message.id}",
        tier="check",
        kind=LISTEN,
        reasons=(message.control,),
        rules_version="none: nobody could screen it",
        words=message.words,
        said_at=message.sent_at,
        recording=recordings.if_it_opens(tx, message.content_id),
    )


def concern_of(tx: Transaction, message_id: str) -> str | None:
    """The concern by which a human hears this message, if there is one."""
    where = concerns_table.c.source_id == f"{_SOURCE}{message_id}"
    found: str | None = tx.execute(select(concerns_table.c.id).where(where)).scalar()
    return found


def due_on(concern: Concern, calendar: Calendar) -> date:
    """The day by which somebody has heard it."""
    return calendar.working_days_after(calendar.day(concern.said_at), WORKING_DAYS)


def pass_on(tx: Transaction, member: StaffMember, concern_id: str) -> None:
    """Nothing to worry about. A voice message becomes feedback that staff triage like any other; of a picture, which was
    not kept, staff are asked to speak with the person. Raises NotFound for anyone but a lead, Refused if it is decided, if
    this lead did not play it, or if the person has not said yes to the chat: until then nothing they send goes to the house
    (R60)."""
    concern = _undecided_and_heard(tx, member, concern_id)
    message = inbox.message(tx, concerns.source_of(tx, concern_id).removeprefix(_SOURCE))
    refuse_without_yes(tx, message.person_id)
    if Sent.VOICE in concern.reasons:
        _give_to_house(tx, member, concern, message)
    else:
        kind, source = RequestKind.SENT_A_PICTURE, f"asked:{message.id}"
        staff_requests.ask(tx, message.person_id, kind, source, content_id=message.content_id)
    _decide(tx, member, concern_id, PASSED_ON)


def refuse_without_yes(tx: Transaction, person_id: str) -> None:
    """Raises Refused while the person has not said yes to the chat: until then nothing they send goes to the house (R60)."""
    if houses.person(tx, person_id).notice_answer != "yes":
        raise Refused(
            "They have not said yes to this chat, so nothing they send goes to the house. Talk with them yourself."
        )


def note_only(tx: Transaction, member: StaffMember, concern_id: str) -> None:
    """There is nothing in this voice message, as in one sent by mistake. Raises as `pass_on` does."""
    if Sent.VOICE not in _undecided_and_heard(tx, member, concern_id).reasons:
        raise Refused("Somebody has to ask what it showed. Pass it to the house, or ask yourself.")
    _decide(tx, member, concern_id, NOTED)


def worry(tx: Transaction, member: StaffMember, concern_id: str) -> None:
    """It is a concern like any other from now on, taken on by whoever heard it. Raises as `pass_on` does."""
    _undecided(tx, member, concern_id)
    # Its line stays in the chat, where it says no more than "Voice message": that it went away would tell of this.
    concerns.raise_tier(tx, concern_id, "amber")
    _decide(tx, member, concern_id, "acknowledged", said=WORRY)


def of_person(tx: Transaction, member: StaffMember, person_id: str) -> tuple[VoiceMessage, ...]:
    """The newest voice messages that the house has not got, newest first. Raises NotFound for a person elsewhere."""
    sight.person_of(tx, member, person_id)
    where = (concerns_table.c.kind == LISTEN, concerns_table.c.status != PASSED_ON)
    columns = (concerns_table.c.said_at, concerns_table.c.status, concerns_table.c.reasons)
    rows = tx.execute(
        select(*columns)
        .where(*where, concerns_table.c.person_id == person_id)
        .order_by(concerns_table.c.said_at.desc())
    )
    found = [VoiceMessage(row.said_at, row.status in NOT_TAKEN_ON) for row in rows if Sent.VOICE in row.reasons]
    return tuple(found[:_NEWEST])


def count_for(tx: Transaction, member: StaffMember) -> int:
    """How many voice messages from this member's houses are being listened to."""
    where = (concerns_table.c.kind == LISTEN, concerns_table.c.status.in_(NOT_TAKEN_ON))
    rows = tx.execute(
        select(concerns_table.c.reasons)
        .join(people, people.c.id == concerns_table.c.person_id)
        .where(*where, *sight.of(member))
    )
    return sum(Sent.VOICE in row.reasons for row in rows)


def _undecided(tx: Transaction, member: StaffMember, concern_id: str) -> Concern:
    concern, _ = concerns.one_for_lead(tx, member, concern_id)
    if not concern.is_to_listen:
        raise Refused("Somebody has decided about this already. What was decided stands below.")
    return concern


def _undecided_and_heard(tx: Transaction, member: StaffMember, concern_id: str) -> Concern:
    """Raises Refused for a voice message that this member has not played: that there is no worry in it, only who heard it can
    say (R24)."""
    concern = _undecided(tx, member, concern_id)
    if Sent.VOICE in concern.reasons and not audit.has_done(tx, member.actor, concerns.HEAR, concern_id):
        raise Refused("Listen to it first. If it does not play, take it as a worry and talk with them yourself.")
    return concern


def _give_to_house(tx: Transaction, member: StaffMember, concern: Concern, message: InboxMessage) -> None:
    row = {
        "id": new_id(),
        "person_id": message.person_id,
        "house_id": houses.person(tx, message.person_id).house_id,
        "outcome": Outcome.UNCLEAR,
        "content_id": message.content_id,
        "voice": Voice.SELF,
        "route": Route.CHAT_VOICE,
        "visible_to": VisibleTo.MY_STAFF,
        "replaces_id": None,
        "said_at": concern.said_at,
    }
    # The house listens, and decides. What its person said was heard rightly is looked through as words are (R46).
    signs = heard_rightly.complaint_signs(tx, str(message.content_id))
    feedback.keep(tx, member.actor, [row], {str(row["id"]): signs})


def _decide(tx: Transaction, member: StaffMember, concern_id: str, status: str, *, said: str | None = None) -> None:
    values = {"status": status, "acknowledged_at": tx.now, "acknowledged_by_id": member.id}
    tx.execute(update(concerns_table).where(concerns_table.c.id == concern_id).values(**values))
    concerns.add_note(tx, member.actor, concern_id, said or status)
    alerts.acknowledged(tx, member, concern_id)
    audit.record(tx, member.actor, "decide_listening", "concern", concern_id, detail=said or status)
