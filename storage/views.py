"""Whose words were shown to whom, and when: one line in the audit trail for each page view and each person on it (R69).

The line is `view_words` about the person, with the page as its detail, and says when and to whom. So "who saw whose words
between 10:00 and 10:05" is one question to the trail, whatever the page was. A board with twenty people's words on it
makes twenty lines at each view: every line is one of an answer that somebody may need, so none is left out because the
same page was open a minute before. The live preview of a sentence makes none, as it shows nothing that its page does not.
Lines such as `view_feedback` stand beside these and name the record that was opened.
"""

from __future__ import annotations

from collections.abc import Iterable

from storage import audit
from storage.audit import Actor
from storage.database import Transaction

UNKNOWN = "unknown"
VERB = "view_words"


def words_shown(tx: Transaction, actor: Actor, page: str, person_ids: Iterable[str | None]) -> None:
    """A page is about to show what these people said, a face they tapped included; each is noted once. `page`: its name,
    never an address; a person is None where nobody knows whose words they are. Call it in the write transaction that reads the words."""
    for person_id in dict.fromkeys(person_ids):
        audit.record(tx, actor, VERB, "person", person_id or UNKNOWN, detail=page)
