"""Messages to people, in order per person: queued with the work that caused them, sent once, known as arrived or not."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, insert, or_, select, update

from storage import how_messages, pictures
from storage.database import Transaction
from storage.tables.base import new_id
from storage.tables.conversation import contents, inbox, options, outbox

# The words of a safety reply tell of what was said; a shared phone must not show them for long (R19).
SAFETY_SHOWN = timedelta(hours=1)


@dataclass(frozen=True)
class ShownOption:
    """A button: its opaque token, its label, and a photo of the person's own that stands on it."""

    token: str
    label: str
    picture_id: str | None = None


@dataclass(frozen=True)
class ShownPicture:
    """A photo of the person's own beside a text, and what it shows, for whoever does not see it."""

    id: str
    shows: str


@dataclass(frozen=True)
class Outgoing:
    """One bubble to send. `kind`: reply, update, question, safety or notice. `content_id`: the words it quotes, if any.
    `channel`: the only one it is for, or None for all. `picture_id`: a photo of the person's own that is shown with it."""

    person_id: str
    source_id: str
    part: int
    kind: str
    response: str
    text: str
    content_id: str | None = None
    question_id: str | None = None
    options: tuple[ShownOption, ...] = ()
    not_before: datetime | None = None
    channel: str | None = None
    picture_id: str | None = None


@dataclass(frozen=True)
class OutboxMessage:
    """A bubble as it can be shown now: photos that were taken away since are not on it any more."""

    id: str
    position: int
    person_id: str
    source_id: str
    kind: str
    response: str
    text: str
    question_id: str | None
    sent_at: datetime | None
    created_at: datetime
    content_id: str | None
    options: tuple[ShownOption, ...] = ()
    picture: ShownPicture | None = None


@dataclass(frozen=True)
class Line:
    """One line of the chat as its person sees it: theirs or ours, oldest first by `at`.

    A tap has the label that was tapped as its text. Of a control only its name is known here. `sent_as` is the
    channel's own id of what the person sent.
    """

    at: datetime
    mine: bool
    text: str
    outbox: OutboxMessage | None = field(default=None)
    control: str | None = None
    sent_as: str | None = None


def queue(tx: Transaction, message: Outgoing) -> str | None:
    """Queue one bubble as its person gets messages now, without photos for whoever wants none; returns its id, or None if this
    part of this source is queued already."""
    same = (outbox.c.source_id == message.source_id, outbox.c.part == message.part)
    if tx.execute(select(outbox.c.id).where(*same)).first():
        return None
    outbox_id, how = new_id(), how_messages.of_person(tx, message.person_id)
    row = {
        "id": outbox_id,
        "person_id": message.person_id,
        "source_id": message.source_id,
        "part": message.part,
        "kind": message.kind,
        "response": message.response,
        "text": message.text,
        "content_id": message.content_id,
        "question_id": message.question_id,
        "options": [[one.token, one.label, one.picture_id if how.has_photos else None] for one in message.options],
        "picture_id": message.picture_id if how.has_photos else None,
        "applied": list(how.wishes),
        "channel": message.channel,
        "not_before": message.not_before or tx.now,
        "created_at": tx.now,
    }
    tx.execute(insert(outbox), row)
    return outbox_id


_MESSAGE = select(
    outbox.c.id,
    outbox.c.position,
    outbox.c.person_id,
    outbox.c.source_id,
    outbox.c.kind,
    outbox.c.response,
    outbox.c.text,
    outbox.c.question_id,
    outbox.c.sent_at,
    outbox.c.created_at,
    outbox.c.content_id,
    outbox.c.options,
    outbox.c.picture_id,
)


def _messages(tx: Transaction, person_id: str, which: Select[Any]) -> tuple[OutboxMessage, ...]:
    """Those of this person, as they can be shown now."""
    rows = tx.execute(which.where(outbox.c.person_id == person_id)).all()
    named = {row.picture_id for row in rows} | {picture_id for row in rows for _, _, picture_id in row.options}
    shows = pictures.what_they_show(tx, person_id, named - {None})
    return tuple(_message(row, shows) for row in rows)


def _message(row: Row[Any], shows: dict[str, str]) -> OutboxMessage:
    *plain, options, picture_id = tuple(row)
    answers = tuple(ShownOption(token, label, one if one in shows else None) for token, label, one in options)
    return OutboxMessage(*plain, answers, _picture(picture_id, shows))  # type: ignore[call-arg]


def _picture(picture_id: str | None, shows: dict[str, str]) -> ShownPicture | None:
    return ShownPicture(picture_id, shows[picture_id]) if picture_id in shows else None


def due_after(tx: Transaction, person_id: str, position: int) -> tuple[OutboxMessage, ...]:
    """What this person may see now and has a position above `position`, in order; held-back messages are not in it."""
    where = (outbox.c.position > position, *_may_show(tx))
    return _messages(tx, person_id, _MESSAGE.where(*where).order_by(outbox.c.position))


def _may_show(tx: Transaction) -> tuple[ColumnElement[bool], ...]:
    """What any chat may show now. A safety reply counts its hour from when it was shown: it must not be missed."""
    due = or_(outbox.c.sent_at.is_not(None), outbox.c.not_before <= tx.now)
    harmless = or_(outbox.c.kind != "safety", outbox.c.sent_at.is_(None), outbox.c.sent_at > tx.now - SAFETY_SHOWN)
    return (outbox.c.text.is_not(None), outbox.c.channel.is_(None), due, harmless)


def unsent(tx: Transaction, person_id: str, up_to: int) -> tuple[OutboxMessage, ...]:
    """What was due, is not marked as arrived and has a position of at most `up_to`."""
    where = (outbox.c.position <= up_to, outbox.c.status == "waiting", outbox.c.not_before <= tx.now)
    return _messages(tx, person_id, _MESSAGE.where(*where).order_by(outbox.c.position))


def mark_sent(tx: Transaction, outbox_id: str) -> None:
    """The channel accepted it. Use `telling.arrived`, which also moves on what the message told of."""
    tx.execute(update(outbox).where(outbox.c.id == outbox_id).values(status="sent", sent_at=tx.now))


def mark_voiced(tx: Transaction, outbox_id: str) -> None:
    """Its voice was sent, or played; the first time counts."""
    where = (outbox.c.id == outbox_id, outbox.c.voiced_at.is_(None))
    tx.execute(update(outbox).where(*where).values(voiced_at=tx.now))


def message(tx: Transaction, person_id: str, outbox_id: str) -> OutboxMessage | None:
    """One message of this very person."""
    this = (outbox.c.id == outbox_id, outbox.c.text.is_not(None))
    return next(iter(_messages(tx, person_id, _MESSAGE.where(*this))), None)


def last_spoken(tx: Transaction, person_id: str) -> tuple[OutboxMessage, ...]:
    """The bubbles of the last thing that was said to this person, for "Say again"; safety words only while the chat still
    shows them."""
    visible = (outbox.c.person_id == person_id, *_may_show(tx))
    last = tx.execute(
        select(outbox.c.source_id)
        .where(*visible, outbox.c.kind != "notice")
        .order_by(outbox.c.position.desc())
        .limit(1)
    ).first()
    if last is None:
        return ()
    same = _MESSAGE.where(*visible, outbox.c.source_id == last.source_id)
    return _messages(tx, person_id, same.order_by(outbox.c.position))


def conversation(tx: Transaction, person_id: str, count: int = 40) -> tuple[Line, ...]:
    """The last lines of this chat. Words that told of harm stay hidden, and so do the replies to them an hour after
    they were shown."""
    # Oldest first before they are sorted: bubbles of one moment stay in the order of their parts.
    lines = [*reversed(_said(tx, person_id, count)), *reversed(_told(tx, person_id, count))]
    return tuple(sorted(lines, key=lambda line: (line.at, not line.mine))[-count:])


def _said(tx: Transaction, person_id: str, count: int) -> list[Line]:
    """What the person wrote, tapped or chose; what the channel itself sent for them ("start") is no line."""
    shown = or_(contents.c.words.is_not(None), inbox.c.option_token.is_not(None), inbox.c.control != "start")
    columns = (inbox.c.received_at, contents.c.words, inbox.c.option_token, inbox.c.control, inbox.c.channel_message_id)
    rows = tx.execute(
        select(*columns)
        .outerjoin(contents, contents.c.id == inbox.c.content_id)
        .where(inbox.c.person_id == person_id, inbox.c.is_hidden.is_(False), shown)
        .order_by(inbox.c.position.desc())
        .limit(count)
    ).all()
    labels = _labels(tx, person_id, [row.option_token for row in rows if row.option_token is not None])
    lines = []
    for row in rows:
        text = row.words if row.words is not None else labels.get(row.option_token, "")
        if text or row.control:
            lines.append(Line(row.received_at, True, text, control=row.control, sent_as=row.channel_message_id))
    return lines


def _labels(tx: Transaction, person_id: str, tokens: list[str]) -> dict[str, str]:
    """The labels of these tapped tokens, as they were shown."""
    asked = select(options.c.question_id).where(options.c.token.in_(tokens), options.c.person_id == person_id)
    rows = tx.execute(select(outbox.c.options).where(outbox.c.question_id.in_(asked), outbox.c.text.is_not(None)))
    return {token: label for row in rows for token, label, _ in row.options}


def _told(tx: Transaction, person_id: str, count: int) -> list[Line]:
    """What was sent to the person."""
    newest = _MESSAGE.where(*_may_show(tx)).order_by(outbox.c.position.desc())
    told = _messages(tx, person_id, newest.limit(count))
    return [Line(one.created_at, False, one.text, one) for one in told]


def last_activity(tx: Transaction, person_id: str) -> datetime | None:
    """When this person last wrote, or was last shown something."""
    wrote = tx.execute(select(func.max(inbox.c.received_at)).where(inbox.c.person_id == person_id)).scalar()
    shown = (outbox.c.person_id == person_id, outbox.c.not_before <= tx.now)
    was_shown = tx.execute(select(func.max(outbox.c.not_before)).where(*shown)).scalar()
    return max((moment for moment in (wrote, was_shown) if moment is not None), default=None)


def last_position(tx: Transaction, person_id: str) -> int:
    found = tx.execute(select(func.max(outbox.c.position)).where(outbox.c.person_id == person_id)).scalar()
    return int(found or 0)
