"""Safeguarding concerns: raised before anything else, never cancelled, known to safeguarding leads alone (R10-R13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, insert, select, update

from storage import alerts, audit, concern_steps, contents, exclusions, recordings, views, whose_concern
from storage.audit import SYSTEM, Actor
from storage.concern_access import lead_only, must_see, visible_to
from storage.database import NotFound, Refused, Transaction
from storage.notifications import reference_of
from storage.recordings import Recording
from storage.staff_accounts import StaffMember
from storage.tables.base import new_id
from storage.tables.conversation import contents as contents_table
from storage.tables.conversation import questions
from storage.tables.people import houses, people, staff
from storage.tables.recordings import recordings as recordings_table
from storage.tables.safeguarding import concern_notes, concerns
from storage.vocabulary import NOT_TAKEN_ON, ConcernStatus, QuestionKind

TIERS = ("check", "amber", "red")
# The kind of a check that asks nothing: a recording nobody could screen, a photo. A human hears or sees it.
LISTEN = "listen"
# What the trail says of a lead who played the voice message of a concern.
HEAR = "hear_concern"
NO_ANSWER = "no_answer"
HOW_IT_CAME = "how_it_came"
"""The kind of the note beside what staff wrote: how it came to be written."""
MORE_SERIOUS = "It is more serious than it was when somebody took it on."


@dataclass(frozen=True)
class Concern:
    """One concern with the original words. `tier`: red, amber or check; `said_at` is when the person said it; `person` is
    None for somebody unknown; `seconds`: the length of the voice message that it is about; `no_answer`: "Are you OK?" got no
    answer in time, so a human looks now; `is_test`: a drill, with invented words (R28); `is_of_supporter`: a supporter
    wrote it, and not the person."""

    id: str
    person_id: str | None
    person: str | None
    house: str | None
    tier: str
    kind: str
    reasons: tuple[str, ...]
    status: ConcernStatus
    words: str | None
    said_at: datetime
    raised_at: datetime
    acknowledged_at: datetime | None
    no_answer: bool = False
    seconds: float | None = None
    is_test: bool = False
    is_of_supporter: bool = False

    @property
    def reference(self) -> str:
        """What alerts call it (R14)."""
        return reference_of(self.id)

    @property
    def waits_for_an_answer(self) -> bool:
        """ "Are you OK?" got none in time, and nobody has taken it on."""
        return self.no_answer and self.acknowledged_at is None

    @property
    def is_to_listen(self) -> bool:
        """Nobody outside the house has heard or asked about it yet (R24)."""
        return self.kind == LISTEN and self.status in NOT_TAKEN_ON

    @property
    def is_of_somebody_known(self) -> bool:
        """Whether there is a house that could deal with a complaint in it as the person's own: it is of no stranger and of no
        supporter, and no drill (R46)."""
        return self.person_id is not None and not self.is_test and not self.is_of_supporter

    @property
    def is_open(self) -> bool:
        """Somebody still has something to do about it. A check that is no safeguarding matter brings no duties, so with that
        all is done."""
        is_settled_check = self.tier == "check" and self.status is ConcernStatus.NOT_SAFEGUARDING
        ended = (ConcernStatus.CLOSED, ConcernStatus.PASSED_ON, ConcernStatus.NOTED)
        return self.status not in ended and not is_settled_check


@dataclass(frozen=True)
class ConcernNote:
    """Something added later. `by`: the member of staff who added it, None for what came from the person or the system;
    `is_opinion`: what a lead wrote is an opinion, or else a fact; None for everything else."""

    kind: str
    words: str | None
    note: str | None
    by: str | None
    at: datetime
    is_opinion: bool | None = None


def raise_concern(
    tx: Transaction,
    actor: Actor,
    person_id: str | None,
    source_id: str,
    *,
    tier: str,
    kind: str,
    reasons: tuple[str, ...],
    rules_version: str,
    words: str | None,
    said_at: datetime,
    recording: Recording | None = None,
    is_test: bool = False,
) -> str:
    """Record a concern, once per source, with a copy of the words and the sound of its own that no purge of the chat
    touches; whom the words may mean is left out, and the others are told of red and amber. `person_id` is None where nobody
    knows whose chat it came from."""
    known = tx.execute(select(concerns.c.id).where(concerns.c.source_id == source_id)).first()
    if known is not None:
        return str(known.id)
    has_content = words is not None or recording is not None
    content_id = contents.keep(tx, actor, person_id, words, recording) if has_content else None
    concern_id = new_id()
    row = {
        "id": concern_id,
        "person_id": person_id,
        "tier": tier,
        "kind": kind,
        "reasons": list(reasons),
        "rules_version": rules_version,
        "content_id": content_id,
        "source_id": source_id,
        "raised_by_id": actor.id if actor.kind == "staff" else None,
        "status": ConcernStatus.RAISED,
        "said_at": said_at,
        "raised_at": tx.now,
        "is_test": is_test,
    }
    tx.execute(insert(concerns), row)
    audit.record(tx, actor, "raise_concern", "concern", concern_id, detail=tier, content_id=content_id)
    if not is_test:  # its words are ours, and mean nobody, whatever somebody is called
        leave_out_named(tx, concern_id, person_id, words)
    if tier in alerts.SERIOUS:
        alerts.of_concern(tx, concern_id, tier)
    return concern_id


def raise_tier(tx: Transaction, concern_id: str, tier: str) -> None:
    """A later answer made it more serious, so that somebody has to take it on anew: what was decided about it was decided
    about less. It is never made less serious here."""
    now = tx.execute(select(concerns.c.tier, concerns.c.status).where(concerns.c.id == concern_id)).one()
    if TIERS.index(tier) <= TIERS.index(now.tier):
        return
    anew = {"tier": tier, "acknowledged_at": None, "acknowledged_by_id": None}
    tx.execute(update(concerns).where(concerns.c.id == concern_id).values(**anew))
    if now.status not in NOT_TAKEN_ON:
        concern_steps.write(tx, SYSTEM, concern_id, ConcernStatus.RAISED, reason=MORE_SERIOUS)
    audit.record(tx, SYSTEM, "raise_tier", "concern", concern_id, detail=tier)
    alerts.of_concern(tx, concern_id, tier)


def raised_at(tx: Transaction, concern_id: str) -> datetime:
    """When it was raised."""
    found: datetime = tx.execute(select(concerns.c.raised_at).where(concerns.c.id == concern_id)).scalar_one()
    return found


def source_of(tx: Transaction, concern_id: str) -> str:
    """The id of the message, or of what else, that the concern was raised from."""
    return str(tx.execute(select(concerns.c.source_id).where(concerns.c.id == concern_id)).scalar_one())


def add_note(
    tx: Transaction,
    actor: Actor,
    concern_id: str,
    kind: str,
    *,
    person_words: str | None = None,
    note: str | None = None,
    is_opinion: bool | None = None,
) -> None:
    """Add to the record; nothing already there changes (R18). `person_words`: what the person said, kept exactly."""
    row = tx.execute(select(concerns.c.person_id).where(concerns.c.id == concern_id)).first()
    if row is None:
        raise NotFound("There is no such concern.")
    content_id = None if person_words is None else contents.keep(tx, actor, row.person_id, person_words)
    added = {"id": new_id(), "concern_id": concern_id, "kind": kind, "content_id": content_id, "note": note}
    staff_id = actor.id if actor.kind == "staff" else None
    tx.execute(insert(concern_notes), {**added, "is_opinion": is_opinion, "staff_id": staff_id, "at": tx.now})
    audit.record(tx, actor, "note_concern", "concern", concern_id, detail=kind)
    leave_out_named(tx, concern_id, row.person_id, person_words)


def leave_out_named(tx: Transaction, concern_id: str, person_id: str | None, words: str | None) -> None:
    """Whom the words may mean is left out of this concern, and of every other that this person's words raised and nobody has
    taken on yet: one message may be about what another tells (R12)."""
    own = (concerns.c.person_id == person_id, whose_concern.is_own(), concerns.c.acknowledged_at.is_(None))
    others = [] if person_id is None else tx.execute(select(concerns.c.id).where(*own)).scalars().all()
    exclusions.inherit(tx, concern_id, others)
    for one in dict.fromkeys((concern_id, *others)):
        exclusions.exclude_named(tx, one, words)
        alerts.withdraw(tx, one)


def has_note(tx: Transaction, concern_id: str, kind: str) -> bool:
    """Whether a note of this kind was added."""
    where = (concern_notes.c.concern_id == concern_id, concern_notes.c.kind == kind)
    return tx.execute(select(concern_notes.c.id).where(*where)).first() is not None


def _has_note(kind: str) -> ColumnElement[bool]:
    where = (concern_notes.c.concern_id == concerns.c.id, concern_notes.c.kind == kind)
    return select(concern_notes.c.id).where(*where).exists()


_CONCERN: Select[Any] = (
    select(
        concerns.c.id,
        concerns.c.person_id,
        people.c.name.label("person"),
        houses.c.name.label("house"),
        concerns.c.tier,
        concerns.c.kind,
        concerns.c.reasons,
        concerns.c.status,
        contents_table.c.words,
        concerns.c.said_at,
        concerns.c.raised_at,
        concerns.c.acknowledged_at,
        _has_note(NO_ANSWER).label("no_answer"),
        recordings_table.c.seconds,
        concerns.c.is_test,
        whose_concern.is_of_supporter().label("is_of_supporter"),
    )
    .outerjoin(people, people.c.id == concerns.c.person_id)
    .outerjoin(houses, houses.c.id == people.c.house_id)
    .outerjoin(contents_table, contents_table.c.id == concerns.c.content_id)
    .outerjoin(recordings_table, recordings_table.c.content_id == concerns.c.content_id)
)


def _concern(row: Any) -> Concern:
    found = dict(row._mapping)
    found["reasons"], found["status"] = tuple(found["reasons"]), ConcernStatus(found["status"])
    marks = {name: bool(found[name]) for name in ("no_answer", "is_of_supporter")}
    return Concern(**{**found, **marks})


def latest_open(tx: Transaction, person_id: str, *, at_least: str = "check") -> str | None:
    """The id of the newest concern, of this tier or a higher one, that this person's own words raised and nobody has
    acknowledged yet. One that staff raised is not theirs to speak of, and an answer would tell of it; and a recording in which
    nobody has heard anything yet is no worry that could be taken back."""
    own = (concerns.c.person_id == person_id, whose_concern.is_own(), concerns.c.kind != LISTEN)
    where = (*own, concerns.c.acknowledged_at.is_(None), concerns.c.tier.in_(TIERS[TIERS.index(at_least) :]))
    row = tx.execute(select(concerns.c.id).where(*where).order_by(concerns.c.raised_at.desc()).limit(1)).first()
    return None if row is None else str(row.id)


def for_lead(tx: Transaction, member: StaffMember, *, is_open: bool | None = None) -> tuple[Concern, ...]:
    """Every concern, or the open ones, or the others: first whose "Are you OK?" got no answer and nobody took on, then the
    newest. Raises NotFound for anyone but a lead: to others this page does not exist."""
    lead_only(member)
    audit.record(tx, member.actor, "view_concerns", "concern", "all")
    rows = tx.execute(_CONCERN.where(visible_to(member)).order_by(concerns.c.raised_at.desc()))
    found = [one for one in map(_concern, rows) if is_open in (None, one.is_open)]
    views.words_shown(tx, member.actor, "concerns", (one.person_id for one in found if one.words is not None))
    return tuple(sorted(found, key=lambda one: not one.waits_for_an_answer))


def one_for_lead(tx: Transaction, member: StaffMember, concern_id: str) -> tuple[Concern, tuple[ConcernNote, ...]]:
    """Raises NotFound for who may not know of it. That it was looked at is in the trail."""
    must_see(tx, member, concern_id)
    row = tx.execute(_CONCERN.where(concerns.c.id == concern_id)).one()
    audit.record(tx, member.actor, "view_concern", "concern", concern_id)
    notes = tx.execute(
        select(
            concern_notes.c.kind,
            contents_table.c.words,
            concern_notes.c.note,
            staff.c.name,
            concern_notes.c.at,
            concern_notes.c.is_opinion,
        )
        .outerjoin(contents_table, contents_table.c.id == concern_notes.c.content_id)
        .outerjoin(staff, staff.c.id == concern_notes.c.staff_id)
        .where(concern_notes.c.concern_id == concern_id)
        .order_by(concern_notes.c.at)
    )
    found, later = _concern(row), tuple(ConcernNote(*note) for note in notes)
    if found.words is not None or any(note.words is not None for note in later):
        views.words_shown(tx, member.actor, "concern", (found.person_id,))
    return found, later


def acknowledge(tx: Transaction, member: StaffMember, concern_id: str) -> None:
    """A lead has read it and takes it on: nobody else has to be told (R15), and the person may hear that somebody was (R16)."""
    concern, _ = one_for_lead(tx, member, concern_id)
    if concern.acknowledged_at is not None or concern.is_to_listen:  # that one is decided about: see `listening`
        return
    values = {"acknowledged_at": tx.now, "acknowledged_by_id": member.id}
    tx.execute(update(concerns).where(concerns.c.id == concern_id).values(**values))
    concern_steps.write(tx, member.actor, concern_id, ConcernStatus.ACKNOWLEDGED)
    alerts.acknowledged(tx, member, concern_id)


def heard_by_lead(tx: Transaction, member: StaffMember, concern_id: str) -> Recording:
    """The voice message of a concern; that a lead listened is in the trail. Raises NotFound for anyone but a lead, and
    where there is no sound."""
    must_see(tx, member, concern_id)
    columns = (concerns.c.content_id, concerns.c.person_id)
    row = tx.execute(select(*columns).where(concerns.c.id == concern_id)).one()
    found = recordings.one(tx, row.content_id or "")
    audit.record(tx, member.actor, HEAR, "concern", concern_id)
    views.words_shown(tx, member.actor, "recording", (row.person_id,))
    return found


def note_by_lead(tx: Transaction, member: StaffMember, concern_id: str, note: str, *, is_opinion: bool) -> None:
    """What a lead did or found out, or what they make of it: facts and opinions stand apart (R18). Raises Refused for an
    empty note."""
    must_see(tx, member, concern_id)
    if not note.strip():
        raise Refused("Write what you did or found out.")
    add_note(tx, member.actor, concern_id, "lead_note", note=note.strip(), is_opinion=is_opinion)


def unanswered_checks(tx: Transaction, minutes: int = 30) -> tuple[tuple[str, str], ...]:
    """(concern id, person id) of each check whose "Are you OK?" has had no answer for so long and that nobody took on
    (R23). Each is noted and given once, and whoever is on call is told in the same transaction. The tier stays. Of what staff
    wrote down nothing was asked in the chat."""
    answered = (
        select(questions.c.id)
        .where(questions.c.subject_id == concerns.c.id, questions.c.kind == QuestionKind.ARE_YOU_OK)
        .where(questions.c.status == "answered")
        .exists()
    )
    where = (
        concerns.c.tier == "check",
        concerns.c.kind != LISTEN,
        whose_concern.is_own(),
        concerns.c.raised_at <= tx.now - timedelta(minutes=minutes),
        concerns.c.acknowledged_at.is_(None),
        ~answered,
        ~_has_note(NO_ANSWER),
    )
    rows = tx.execute(select(concerns.c.id, concerns.c.person_id).where(*where).order_by(concerns.c.raised_at)).all()
    for row in rows:
        add_note(tx, SYSTEM, row.id, NO_ANSWER)
        alerts.of_concern(tx, row.id, "check")
    return tuple((row.id, row.person_id) for row in rows)


def mark_told(tx: Transaction, concern_id: str) -> None:
    tx.execute(update(concerns).where(concerns.c.id == concern_id).values(told_person_at=tx.now))
