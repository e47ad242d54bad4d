"""Which words of voice messages count: those of which their person, or staff who support them, said that a program heard them
rightly (R24). They are looked through as typed words are, and are on the same pages, with who said so.

A transcript has an answer of staff only while its person has given none after it (`transcripts.answered`).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, or_, select

from storage.database import Transaction
from storage.tables.conversation import contents
from storage.tables.transcripts import transcripts
from storage.vocabulary import HEARD_RIGHTLY, ComplaintSign

COUNTS = or_(transcripts.c.answer == HEARD_RIGHTLY, transcripts.c.staff_answer == HEARD_RIGHTLY)
"""Whether the words of a transcript count, for a select from it."""


def words(tx: Transaction, content_id: str | None) -> str | None:
    """Those of one voice message; None while they do not count."""
    found: str | None = tx.execute(_OF.where(transcripts.c.content_id == content_id)).scalar()
    return found


def complaint_signs(tx: Transaction, content_id: str) -> tuple[ComplaintSign, ...]:
    """Why they may be a complaint; none while they do not count."""
    row = tx.execute(select(transcripts.c.signs).where(COUNTS, transcripts.c.content_id == content_id)).first()
    return () if row is None else tuple(ComplaintSign(one) for one in row.signs or ())


_OF: Select[Any] = select(contents.c.words).join(transcripts, transcripts.c.words_id == contents.c.id).where(COUNTS)
