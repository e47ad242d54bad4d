"""References: what a turn carries in place of words, and what they lead to."""

from datetime import date

import pytest

from storage import contents, drafts, pending_actions, references
from storage.audit import SYSTEM
from storage.database import NotFound
from tests.storage.invented import Life


def _resolve(life: Life, reference: str) -> str:
    kind, _, key = reference.partition(":")
    return life.do(references.resolve, kind, key)


def test_each_reference_leads_to_its_text(life: Life) -> None:
    people = life.people
    action = life.agree(life.tell("The bus is late."))
    life.do(pending_actions.finish, people.worker, action.id, done=True, easy_words="The card is here.")
    draft = life.do(drafts.start, people.person_id)
    for part in ("One.", "Two."):
        life.do(drafts.add_words, draft.id, life.write(part))
    found = {
        references.content_ref(life.write("Exact  words 🙂")): "Exact  words 🙂",
        references.draft_ref(draft.id): "One.\nTwo.",
        references.person_ref(people.person_id): "Invented Asha",
        references.house_ref(people.house_id): "Invented House",
        references.staff_ref(people.worker.id): "Will Invented",
        references.change_ref(action.id): "You will go by bus.",
        references.easy_words_ref(action.id): "The card is here.",
    }
    assert {reference: _resolve(life, reference) for reference in found} == found


def test_a_reference_tells_nothing_by_itself(life: Life) -> None:
    reference = references.content_ref(life.write("A secret"))
    assert "secret" not in reference
    assert references.day_ref(date(2026, 11, 9)) == "day:2026-11-09"


def test_purged_words_are_not_found(life: Life) -> None:
    content_id = life.write("Gone.")
    life.do(contents.purge, SYSTEM, content_id)
    with pytest.raises(NotFound):
        _resolve(life, references.content_ref(content_id))
    with pytest.raises(NotFound):
        _resolve(life, references.easy_words_ref("no such id"))
