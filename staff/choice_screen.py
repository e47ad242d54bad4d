"""The words of a choice are screened when its form is sent, whoever wrote them: what tells of harm is no choice (R01)."""

from __future__ import annotations

import asyncio
import hashlib

from starlette.responses import Response

from staff import screened
from staff.choice_desk import Desk
from storage import Transaction, alert_news, choice_concerns
from storage.choice_sets import Author
from storage.findings import Found
from storage.prepared_choices import NewChoice, NewOption
from storage.strangers import Worry


async def heard(desk: Desk, wanted: NewChoice, form_id: str) -> Response | None:
    """What red or amber leads to: the lead alone has the words, and nothing else is done with them. None where the choice goes
    on; what is unclear goes to the lead beside it. `form_id`: of the form or its draft, in which the same words count once."""
    whole = as_written(wanted)
    found = await asyncio.to_thread(screened.worst_of, (whole, *_texts(wanted)))
    if found is None:
        return None
    about = (desk.author, desk.person_id, _source(desk, form_id, whole), whole, screened.kept(found))
    worry = await desk.visit.write(_raise, *about)
    return None if worry is None else desk.to_lead(found, worry)


def as_written(wanted: NewChoice) -> str:
    """All of its words, the question first and each option on a line of its own."""
    return "\n".join([wanted.question, *(_line(one) for one in wanted.options)])


def _line(option: NewOption) -> str:
    named = " ".join(filter(None, (option.sign, option.label)))
    return ": ".join(filter(None, (", ".join((named, *option.synonyms)), option.meaning)))


def _texts(wanted: NewChoice) -> list[str | None]:
    parts = ((one.sign, one.label, one.meaning, *one.synonyms) for one in wanted.options)
    return [wanted.question, *(text for option in parts for text in option)]


def _source(desk: Desk, form_id: str, words: str) -> str:
    of = repr((desk.author.id, desk.person_id, form_id, words))
    return "choice:" + hashlib.sha256(of.encode()).hexdigest()[:40]


def _raise(tx: Transaction, author: Author, person_id: str, source_id: str, words: str, found: Found) -> Worry | None:
    """What is said of it to who wrote it, None where it is not serious."""
    concern_id = choice_concerns.raise_concern(tx, author, person_id, source_id, words, found)
    return alert_news.worry_of(tx, concern_id) if found.is_serious else None
