"""Feedback: the exact words of a person, in a row that never changes, and the human decision that follows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, insert, or_, select

from storage import (
    audit,
    complaint_flags,
    complaint_sight,
    contents,
    drafts,
    heard_rightly,
    notifications,
    recordings,
    views,
)
from storage.audit import Actor
from storage.concern_complaints import was_passed_on
from storage.database import NotFound, Refused, Transaction
from storage.drafts import Draft
from storage.recordings import Recording
from storage.references import VOICE_REF, content_ref, outcome_ref, said_by_ref
from storage.replaced import NOT_REPLACED
from storage.staff_accounts import StaffMember
from storage.tables.base import new_id
from storage.tables.check_ins import check_in_askings, check_in_things, check_ins
from storage.tables.conversation import contents as contents_table
from storage.tables.feedback import drafts as drafts_table
from storage.tables.feedback import feedback, feedback_follow_ups, feedback_help
from storage.tables.other_ways import feedback_entries
from storage.tables.people import houses, people, staff
from storage.tables.recordings import recordings as recordings_table
from storage.tables.transcripts import transcripts as transcripts_table
from storage.vocabulary import (
    OWN_VOICES,
    ComplaintSign,
    FeedbackStatus,
    HelpedBy,
    Outcome,
    Present,
    Route,
    Topic,
    Triage,
    VisibleTo,
    Voice,
)

TRIAGE_WORKING_DAYS = 3
UNDO_WITHIN = timedelta(hours=24)


@dataclass(frozen=True)
class Feedback:
    """One thing said, with what staff decided. `words` is None where only a face was tapped or the words were purged.
    `entered_by`, `present` and `helper` are None of what the person typed; `helper`: the advocate or other helper.
    `seconds`: the length of a voice message that can be heard. `house`: where its person lives now, whose staff deal with
    it. `topics`: what it is about, as the computer read it. Of several things said at once each is a row: `first_id` is the
    first of them (None of a thing said alone), `part` its place, `whole` all the words. `asked_about`: what the chat had asked about, where it answers a check-in. `heard`: the words of
    a voice message, where somebody said that they were heard rightly; `heard_by`: the staff who said so and `heard_at` when, None where its person did."""

    id: str
    person_id: str
    person: str
    house_id: str
    house: str
    outcome: Outcome
    content_id: str | None
    words: str | None
    voice: Voice
    route: Route
    visible_to: VisibleTo
    replaces_id: str | None
    said_at: datetime
    helped_by: HelpedBy
    status: FeedbackStatus
    triage_due_on: date
    decision: Triage | None
    decided_at: datetime | None
    pending_action_id: str | None
    possible_complaint: bool
    about_staff_id: str | None
    note: str | None
    told_at: datetime | None
    seconds: float | None
    entered_by: str | None
    entered_at: datetime | None
    present: Present | None
    helper: str | None
    topics: tuple[Topic, ...]
    first_id: str | None
    part: int
    whole: str | None
    asking_id: str | None
    asked_about: str | None
    heard: str | None
    heard_by: str | None
    heard_at: datetime | None

    @property
    def in_words(self) -> str | None:
        """What was said, typed or spoken, as far as it is known in words."""
        return self.words or self.heard

    @property
    def is_voice_message(self) -> bool:
        """Whether it was said as sound, also where that was purged since."""
        return self.route is Route.CHAT_VOICE

    @property
    def is_written_down(self) -> bool:
        """Whether staff wrote it, so that it never reads as typed by the person: also where nothing says who (R36)."""
        return self.entered_by is not None or not self.is_own_voice

    @property
    def is_own_voice(self) -> bool:
        """Whether these are the person's own words, however they came (R36)."""
        return self.voice in OWN_VOICES


@dataclass(frozen=True)
class Voices:
    """Whose words these are and how they came (care.md, metric "Own-voice share"). `own`: in the person's own voice;
    `in_chat`: by the person, typed, tapped or spoken there; `with_staff`: written down with staff present."""

    all: int
    own: int
    in_chat: int
    with_staff: int


@dataclass(frozen=True)
class _Item:
    """One thing of a draft as it becomes a row."""

    content_id: str | None
    outcome: Outcome
    topics: tuple[Topic, ...]
    complaint_signs: tuple[ComplaintSign, ...]


def send(tx: Transaction, draft_id: str) -> Feedback:
    """The person said Send: the draft becomes a feedback row, or one for each of the things told in it, waiting for triage
    (R37, R38); returns the first. Sending again changes nothing. Raises Refused for a draft that was thrown away."""
    draft = drafts.draft(tx, draft_id)
    if draft.status == "sent":
        return _sent_from(tx, draft)
    if draft.status != "open":
        raise Refused("These words were not sent, and are gone. Say it again.")
    house_id = tx.execute(select(people.c.house_id).where(people.c.id == draft.person_id)).scalar_one()
    actor = Actor("person", draft.person_id)
    whole_id = _whole(tx, actor, draft)
    outcome = draft.outcome or Outcome.UNCLEAR
    items = _items(tx, actor, draft) or [_Item(whole_id, outcome, draft.topics, draft.complaint_signs)]
    first_id = new_id()
    together = {} if len(items) == 1 else {"first_id": first_id, "whole_id": whole_id}
    rows: list[dict[str, Any]] = []
    for place, item in enumerate(items):
        row = {
            "id": new_id() if place else first_id,
            "person_id": draft.person_id,
            "house_id": house_id,
            "outcome": item.outcome,
            "content_id": item.content_id,
            "voice": Voice.SELF,
            "route": Route.CHAT_TEXT if item.content_id else Route.CHAT_EMOJI,
            "visible_to": draft.visible_to,
            "replaces_id": draft.replaces_id,
            "said_at": tx.now,
            "topics": list(item.topics),
            "part": place + 1,
            "asking_id": draft.asking_id,
        }
        rows.append({**row, **together})
    keep(tx, actor, rows, {row["id"]: item.complaint_signs for row, item in zip(rows, items, strict=True)})
    drafts.close_as_sent(tx, draft_id)
    return one(tx, first_id)


def _whole(tx: Transaction, actor: Actor, draft: Draft) -> str | None:
    """All its words, part below part, under one id; None if only a face was tapped."""
    if len(draft.parts) > 1:
        return contents.keep(tx, actor, draft.person_id, drafts.words(tx, draft.id))
    return draft.parts[0] if draft.parts else None


def _items(tx: Transaction, actor: Actor, draft: Draft) -> list[_Item]:
    """The different things told in it, each with its exact words as a content of its own; none where it is one thing."""
    cut = [(said, drafts.thing_words(tx, draft.id, number)) for number, said in enumerate(draft.things)]
    return [
        _Item(
            contents.keep(tx, actor, draft.person_id, words),
            said.outcome,
            said.topics,
            said.complaint_signs,
        )
        for said, words in cut
    ]


def _sent_from(tx: Transaction, draft: Draft) -> Feedback:
    # A draft is closed in the very transaction that makes its rows.
    sent = select(drafts_table.c.closed_at).where(drafts_table.c.id == draft.id).scalar_subquery()
    where = (feedback.c.person_id == draft.person_id, feedback.c.said_at == sent, feedback.c.part == 1)
    return _feedback(tx.execute(_FEEDBACK.where(*where)).one())


def keep(
    tx: Transaction,
    actor: Actor,
    rows: Sequence[dict[str, Any]],
    signs: Mapping[str, Sequence[ComplaintSign]],
    *,
    about: Sequence[str] = (),
    verb: str = "send_feedback",
) -> None:
    """Add the feedback rows of what was told at once, each with its follow-up, mark what may be a complaint (`signs`: what
    was found in the words, by the id of the row; `about`: the ids of staff whom it is about beside those whom the words
    name), and tell staff once that it waits: the page of one leads to the others."""
    due = tx.calendar.working_days_after(tx.today, TRIAGE_WORKING_DAYS)
    for row in rows:
        tx.execute(insert(feedback), {**row, "kept_at": tx.now})
        follow_up = {"feedback_id": row["id"], "status": FeedbackStatus.RECEIVED, "triage_due_on": due}
        tx.execute(insert(feedback_follow_ups), follow_up)
        audit.record(tx, actor, verb, "feedback", row["id"], content_id=row["content_id"])
    # Before anybody is told: whom it names must not hear of it.
    for complaint_id in complaint_flags.flag_told(tx, rows, signs):
        complaint_flags.about(tx, complaint_id, about, actor.id)
    notifications.new_feedback(tx, actor, rows[0])


def keep_helped_by(tx: Transaction, feedback_id: str, helped_by: HelpedBy) -> None:
    """Who helped with telling it, and all that was told with it; the first answer stands."""
    if not tx.execute(select(feedback_help.c.at).where(feedback_help.c.feedback_id == feedback_id)).first():
        same = select(feedback.c.id).where(or_(feedback.c.id == feedback_id, feedback.c.first_id == feedback_id))
        rows = [{"feedback_id": row.id, "helped_by": helped_by, "at": tx.now} for row in tx.execute(same)]
        tx.execute(insert(feedback_help), rows)


_whole_words, _own_words = contents_table.alias("whole_words"), contents_table.alias("own_words")
_heard_words, _heard_by = contents_table.alias("heard_words"), staff.alias("heard_by")
_FEEDBACK: Select[Any] = (
    select(
        feedback.c.id,
        feedback.c.person_id,
        people.c.name.label("person"),
        people.c.house_id,
        houses.c.name.label("house"),
        feedback.c.outcome,
        feedback.c.content_id,
        contents_table.c.words,
        feedback.c.voice,
        feedback.c.route,
        feedback.c.visible_to,
        feedback.c.replaces_id,
        feedback.c.said_at,
        feedback_help.c.helped_by,
        feedback_follow_ups.c.status,
        feedback_follow_ups.c.triage_due_on,
        feedback_follow_ups.c.decision,
        feedback_follow_ups.c.decided_at,
        feedback_follow_ups.c.pending_action_id,
        feedback_follow_ups.c.possible_complaint,
        feedback_follow_ups.c.about_staff_id,
        feedback_follow_ups.c.note,
        feedback_follow_ups.c.told_at,
        recordings_table.c.seconds,
        staff.c.name.label("entered_by"),
        feedback_entries.c.at.label("entered_at"),
        feedback_entries.c.present,
        feedback_entries.c.helper,
        feedback.c.topics,
        feedback.c.first_id,
        feedback.c.part,
        _whole_words.c.words.label("whole"),
        feedback.c.asking_id,
        func.coalesce(check_in_things.c.words, _own_words.c.words).label("asked_about"),
        _heard_words.c.words.label("heard"),
        _heard_by.c.name.label("heard_by"),
        transcripts_table.c.staff_answered_at.label("heard_at"),
    )
    .join(people, people.c.id == feedback.c.person_id)
    .join(houses, houses.c.id == people.c.house_id)
    .join(feedback_follow_ups, feedback_follow_ups.c.feedback_id == feedback.c.id)
    .outerjoin(feedback_help, feedback_help.c.feedback_id == feedback.c.id)
    .outerjoin(contents_table, contents_table.c.id == feedback.c.content_id)
    .outerjoin(_whole_words, _whole_words.c.id == feedback.c.whole_id)
    .outerjoin(recordings_table, recordings_table.c.content_id == feedback.c.content_id)
    .outerjoin(feedback_entries, feedback_entries.c.feedback_id == feedback.c.id)
    .outerjoin(staff, staff.c.id == feedback_entries.c.entered_by_id)
    .outerjoin(check_in_askings, check_in_askings.c.id == feedback.c.asking_id)
    .outerjoin(check_ins, check_ins.c.id == check_in_askings.c.check_in_id)
    .outerjoin(check_in_things, check_in_things.c.id == check_ins.c.thing_id)
    .outerjoin(_own_words, _own_words.c.id == check_ins.c.content_id)
    .outerjoin(transcripts_table, and_(transcripts_table.c.content_id == feedback.c.content_id, heard_rightly.COUNTS))
    .outerjoin(_heard_words, _heard_words.c.id == transcripts_table.c.words_id)
    .outerjoin(_heard_by, _heard_by.c.id == transcripts_table.c.staff_answer_by_id)
)

# The newest first; what was said at once, in the order in which it was said.
_NEWEST_FIRST = (feedback.c.said_at.desc(), feedback.c.part, feedback.c.id)
_OLDEST_FIRST = (feedback.c.said_at, feedback.c.part, feedback.c.id)


def _feedback(row: Any) -> Feedback:
    found = dict(row._mapping)
    found["outcome"] = Outcome(found["outcome"])
    found["voice"], found["route"] = Voice(found["voice"]), Route(found["route"])
    found["visible_to"] = VisibleTo(found["visible_to"])
    found["helped_by"] = HelpedBy(found["helped_by"] or HelpedBy.NOT_KNOWN)
    found["status"] = FeedbackStatus(found["status"])
    found["decision"] = None if found["decision"] is None else Triage(found["decision"])
    found["present"] = None if found["present"] is None else Present(found["present"])
    found["topics"] = tuple(Topic(name) for name in found["topics"] or ())
    return Feedback(**found)


def said_ref(item: Feedback) -> str:
    """What the person said, as a reference: their words, a voice message, or the face they tapped (also where the words
    are purged)."""
    if item.words is None and item.is_voice_message:
        return VOICE_REF
    return outcome_ref(item.outcome) if item.content_id is None or item.words is None else content_ref(item.content_id)


def said_values(item: Feedback) -> dict[str, str]:
    """What fills a message that quotes it: the words, and who said them where it was not the person (R36)."""
    whose = {} if item.is_own_voice else {"said_by": said_by_ref("others")}
    return {"words": said_ref(item), **whose}


def one(tx: Transaction, feedback_id: str) -> Feedback:
    """Raises NotFound."""
    row = tx.execute(_FEEDBACK.where(feedback.c.id == feedback_id)).first()
    if row is None:
        raise NotFound("There is no such feedback.")
    return _feedback(row)


def of_person(
    tx: Transaction, person_id: str, *, since: datetime | None = None, until: datetime | None = None
) -> tuple[Feedback, ...]:
    """This person's feedback that was not said again in other words, newest first; `since` included, `until` not. What
    was said before `since` and written down after it is in it too: it would fall between two reviews."""
    where = [feedback.c.person_id == person_id, NOT_REPLACED]
    said, kept = [], []
    if since is not None:
        said, kept = [feedback.c.said_at >= since], [feedback.c.kept_at >= since]
    if until is not None:
        said.append(feedback.c.said_at < until)
        kept.append(feedback.c.kept_at < until)
    if said:
        where.append(or_(and_(*said), and_(*kept)))
    return tuple(_feedback(row) for row in tx.execute(_FEEDBACK.where(*where).order_by(*_NEWEST_FIRST)))


def newest_of_person(
    tx: Transaction, person_id: str, count: int, *, older_than: str | None = None
) -> tuple[Feedback, ...]:
    """The last things this person said, newest first, however many there are; `older_than` is the id of one to go on
    behind, which may have been said again in other words since."""
    where = [feedback.c.person_id == person_id, NOT_REPLACED]
    if older_than is not None:
        columns = (feedback.c.said_at, feedback.c.part, feedback.c.id)
        told = tx.execute(select(*columns).where(feedback.c.id == older_than)).one()
        behind = or_(feedback.c.part > told.part, and_(feedback.c.part == told.part, feedback.c.id > told.id))
        where.append(or_(feedback.c.said_at < told.said_at, and_(feedback.c.said_at == told.said_at, behind)))
    return tuple(_feedback(row) for row in tx.execute(_FEEDBACK.where(*where).order_by(*_NEWEST_FIRST).limit(count)))


def last_to_change(tx: Transaction, person_id: str) -> Feedback | None:
    """The last thing this person sent, or the first of the last things, if it is young enough to be changed (24 h): new
    words replace all that was said with it. What staff wrote down or a lead passed on they did not send: the one is written
    down again (`entries.write_down`), and the other would bring to the screen what was hidden (R19)."""
    since = tx.now - UNDO_WITHIN
    sent = (feedback_entries.c.feedback_id.is_(None), ~was_passed_on())
    where = (feedback.c.person_id == person_id, NOT_REPLACED, *sent)
    newest = _FEEDBACK.where(*where, feedback.c.said_at >= since).order_by(*_NEWEST_FIRST)
    row = tx.execute(newest.limit(1)).first()
    return None if row is None else _feedback(row)


def said_with(tx: Transaction, member: StaffMember, item: Feedback) -> tuple[Feedback, ...]:
    """The other things that were said at once with it, in their order, as far as this member may read them."""
    if item.first_id is None:
        return ()
    where = (*_visible(member), feedback.c.first_id == item.first_id, feedback.c.id != item.id)
    return tuple(_feedback(row) for row in tx.execute(_FEEDBACK.where(*where).order_by(feedback.c.part)))


def readable(member: StaffMember) -> ColumnElement[bool]:
    """Whether this member may read a row, for a select that joins `people`: it is of a person they may know of, it is not
    about them (R48), and it is not for the manager alone unless they are one."""
    seen_by = complaint_sight.seen(member)
    return seen_by if member.is_manager else and_(seen_by, feedback.c.visible_to == VisibleTo.MY_STAFF)


def _visible(member: StaffMember) -> tuple[ColumnElement[bool], ...]:
    return readable(member), NOT_REPLACED


def those(tx: Transaction, feedback_ids: Sequence[str]) -> dict[str, Feedback]:
    """These rows by their ids, also what was said again in other words since."""
    return {row.id: _feedback(row) for row in tx.execute(_FEEDBACK.where(feedback.c.id.in_(feedback_ids)))}


def for_member(tx: Transaction, member: StaffMember, feedback_id: str) -> Feedback:
    """One row this member may see; raises NotFound for any other as for none at all. The view is in the audit trail."""
    found = seen(tx, member, feedback_id)
    audit.record(tx, member.actor, "view_feedback", "feedback", feedback_id)
    return found


def seen(tx: Transaction, member: StaffMember, feedback_id: str) -> Feedback:
    """The same without a line in the trail: for what goes on while the page is open, such as checking words."""
    found = find(tx, member, feedback_id)
    if found is None:
        raise NotFound("There is no such feedback.")
    return found


def find(tx: Transaction, member: StaffMember, feedback_id: str) -> Feedback | None:
    """The same for a list: None in place of NotFound."""
    row = tx.execute(_FEEDBACK.where(feedback.c.id == feedback_id, *_visible(member))).first()
    return None if row is None else _feedback(row)


def heard(tx: Transaction, member: StaffMember, feedback_id: str) -> Recording:
    """The voice message of one row this member may see. Raises NotFound for any other, and where there is no sound; that
    they listened is in the audit trail."""
    item = seen(tx, member, feedback_id)
    found = recordings.one(tx, item.content_id or "")
    audit.record(tx, member.actor, "hear_feedback", "feedback", feedback_id)
    views.words_shown(tx, member.actor, "recording", (item.person_id,))
    return found


def to_triage(tx: Transaction, member: StaffMember) -> tuple[Feedback, ...]:
    """What waits for a decision, the longest waiting first."""
    where = (*_visible(member), feedback_follow_ups.c.status == FeedbackStatus.RECEIVED)
    return tuple(_feedback(row) for row in tx.execute(_FEEDBACK.where(*where).order_by(*_OLDEST_FIRST)))


def seen_of_person(tx: Transaction, member: StaffMember, person_id: str) -> tuple[Feedback, ...]:
    """What this person said, as far as this member may read it, newest first."""
    where = (*_visible(member), feedback.c.person_id == person_id)
    return tuple(_feedback(row) for row in tx.execute(_FEEDBACK.where(*where).order_by(*_NEWEST_FIRST)))


def seen_with_action(tx: Transaction, member: StaffMember, pending_action_id: str) -> tuple[Feedback, ...]:
    """What this action is about, as far as this member may read it, oldest first."""
    where = (*_visible(member), feedback_follow_ups.c.pending_action_id == pending_action_id)
    return tuple(_feedback(row) for row in tx.execute(_FEEDBACK.where(*where).order_by(*_OLDEST_FIRST)))


def about_action(tx: Transaction, pending_action_id: str) -> tuple[Feedback, ...]:
    """All that this action is about, oldest first, for the rules of the store; a page shows `seen_with_action`."""
    where = feedback_follow_ups.c.pending_action_id == pending_action_id
    return tuple(_feedback(row) for row in tx.execute(_FEEDBACK.where(where).order_by(*_OLDEST_FIRST)))


def about_action_for(tx: Transaction, member: StaffMember, pending_action_id: str) -> tuple[Feedback, ...]:
    """The same, as far as this member may read it: also what its person has said in other words since."""
    where = (readable(member), feedback_follow_ups.c.pending_action_id == pending_action_id)
    return tuple(_feedback(row) for row in tx.execute(_FEEDBACK.where(*where).order_by(*_OLDEST_FIRST)))


def voices(items: Iterable[Feedback]) -> Voices:
    """Voice and route counted apart: what staff wrote down is never the person's own typing."""
    all_ = list(items)
    return Voices(
        all=len(all_),
        own=sum(one.is_own_voice for one in all_),
        in_chat=sum(not one.is_written_down for one in all_),
        with_staff=sum(one.present is Present.STAFF for one in all_),
    )
