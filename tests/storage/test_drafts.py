"""Feedback while it is told: in parts, thrown away without a trace, or sent to the byte."""

from pathlib import Path

import pytest
from sqlalchemy import text

from storage import Store, audit, contents, drafts, feedback, inbox, migrate, outbox, questions
from storage.database import Refused
from storage.drafts import Draft
from storage.tables import metadata
from storage.vocabulary import Outcome, QuestionKind, VisibleTo
from tests.storage.invented import Life, SetClock, settle

CANARY = "purple canary"


def _draft(life: Life, *words: str) -> Draft:
    started = life.do(drafts.start, life.people.person_id)
    for part in words:
        life.do(drafts.add_words, started.id, life.write(part))
    return life.do(drafts.draft, started.id)


def _read_back(life: Life, draft: Draft, words: str) -> None:
    """The gateway shows the words with the question that is about them."""
    asked = life.do(questions.ask, draft.person_id, QuestionKind.READ_BACK, "utter_read_back", subject_id=draft.id)
    life.queue(draft.person_id, asked.id, "question", f"You said: {words}", question_id=asked.id)


def test_words_come_in_parts_and_in_order(life: Life) -> None:
    draft = _draft(life, "First.", "Second.", "Third.")
    assert draft.has_words
    assert life.do(drafts.words, draft.id) == "First.\nSecond.\nThird."


def test_the_same_message_is_one_part_however_often_it_is_added(life: Life) -> None:
    draft = _draft(life, "Once.")
    life.do(drafts.add_words, draft.id, draft.parts[0])
    assert life.do(drafts.words, draft.id) == "Once."


def test_a_face_alone_is_a_draft_without_words(life: Life) -> None:
    draft = _draft(life)
    life.do(drafts.set_outcome, draft.id, Outcome.WORKED)
    assert not life.do(drafts.draft, draft.id).has_words
    assert life.do(drafts.words, draft.id) == ""


def test_another_draft_puts_the_first_away_until_it_is_done(life: Life, clock: SetClock) -> None:
    first = _draft(life, "First thing.")
    clock.forward(minutes=1)
    second = _draft(life, "Second thing.")
    assert life.do(drafts.open_draft, first.person_id) == second
    life.do(feedback.send, second.id)
    assert life.do(drafts.open_draft, first.person_id) == first
    life.do(drafts.throw_away, first.id)
    assert life.do(drafts.open_draft, first.person_id) is None


def test_saying_it_again_purges_what_was_said_before(life: Life) -> None:
    draft = _draft(life, CANARY)
    life.do(drafts.clear_words, draft.id)
    life.do(drafts.add_words, draft.id, life.write("Better words."))
    assert life.do(drafts.words, draft.id) == "Better words."
    assert life.do(contents.words_of, draft.parts[0]) is None


def test_sent_words_cannot_be_cleared_or_thrown_away(life: Life) -> None:
    said = life.tell(CANARY)
    with life.store.read() as tx:
        [draft_id] = tx.execute(text("SELECT id FROM drafts")).scalars()
    life.do(drafts.clear_words, draft_id)
    life.do(drafts.throw_away, draft_id)
    assert life.do(feedback.one, said.id).words == CANARY
    assert life.do(drafts.draft, draft_id).status == "sent"


def test_sending_twice_sends_once(life: Life) -> None:
    draft = _draft(life, "Once.")
    first = life.do(feedback.send, draft.id)
    life.clock.forward(minutes=1)
    assert life.do(feedback.send, draft.id) == first
    assert life.do(feedback.of_person, draft.person_id) == (first,)


def test_what_was_thrown_away_cannot_be_sent(life: Life) -> None:
    draft = _draft(life, "Never mind.")
    life.do(drafts.throw_away, draft.id)
    with pytest.raises(Refused, match="Say it again"):
        life.do(feedback.send, draft.id)


def _every_cell(store: Store) -> str:
    with store.read() as tx:
        rows = (tx.execute(text(f"SELECT * FROM {name}")).all() for name in metadata.tables)
        return "\n".join(str(tuple(row)) for some in rows for row in some)


def test_do_not_send_leaves_the_words_nowhere(life: Life) -> None:
    draft = _draft(life, CANARY, f"and {CANARY} again")
    _read_back(life, draft, f"{CANARY}\nand {CANARY} again")
    assert CANARY in _every_cell(life.store)
    life.do(drafts.throw_away, draft.id)
    assert CANARY not in _every_cell(life.store)
    assert life.do(feedback.of_person, draft.person_id) == ()
    assert life.do(questions.open_question, draft.person_id) is None
    assert [line.text for line in life.do(outbox.conversation, draft.person_id)] == []
    life.do(audit.verify)
    life.do(audit.verify_words)


def test_do_not_send_leaves_the_words_nowhere_in_the_file(tmp_path: Path, clock: SetClock) -> None:
    """Not in a free page, not in the journal: whoever copies the file finds nothing."""
    store = Store(f"sqlite:///{tmp_path / 'said.db'}", clock=clock)
    migrate.upgrade(store)
    life = Life(store, clock, settle(store))
    long = " ".join([CANARY] * 2_000)
    draft = _draft(life, CANARY, long)
    _read_back(life, draft, long)
    store.empty_journal()
    assert CANARY.encode() in (tmp_path / "said.db").read_bytes()
    life.do(drafts.throw_away, draft.id)
    store.empty_journal()
    files = list(tmp_path.iterdir())
    assert [file.name for file in files if CANARY.encode() in file.read_bytes()] == []
    store.close()


def test_do_not_send_leaves_a_concern_with_its_own_words(life: Life) -> None:
    concern_id = life.worry(CANARY)
    draft = _draft(life, CANARY)
    life.do(drafts.throw_away, draft.id)
    assert CANARY in _every_cell(life.store)
    assert concern_id


ODD = {
    "emoji with joiners": "👩🏽‍🦽 went 🚌 → 🏳️‍🌈 👍🏾",
    "lines": "First line\nSecond line\r\nThird\rFourth\n\n",
    "spaces": "  \t two before, a no-break\u00a0space, a zero-width\u200bspace, one after ",
    "right to left": "\u202bشكرا\u202c thank you",
    "composed and not": "café and cafe\u0301",
    "beyond the first plane": "𝕳𝖊𝖑𝖑𝖔 𠜎 \U0010fffd",
    "quotes and signs": '\'); DROP TABLE feedback; -- "%s" {curly} \\n <b>&amp;</b>',
    "control signs": "bell \x07 escape \x1b[31m delete \x7f",
    "byte order mark": "\ufeffstart",
    "very long": "The bus was late. " * 2_000,
}


@pytest.mark.parametrize("words", ODD.values(), ids=ODD.keys())
def test_the_exact_words_are_sent_to_the_byte(life: Life, words: str) -> None:
    said = life.tell(words)
    assert said.words is not None
    assert said.words.encode() == words.encode()
    parts = life.tell(words, words)
    assert parts.words is not None
    assert parts.words.encode() == f"{words}\n{words}".encode()
    life.do(audit.verify_words)


def test_send_keeps_how_it_was_and_who_may_see_it(life: Life) -> None:
    said = life.tell("Late again.", outcome=Outcome.DID_NOT_WORK, visible_to=VisibleTo.ONLY_MANAGER)
    assert (said.outcome, said.visible_to) == (Outcome.DID_NOT_WORK, VisibleTo.ONLY_MANAGER)
    assert said.said_at == life.clock.now


def test_a_message_stays_in_the_inbox_after_its_words_are_thrown_away(life: Life) -> None:
    """The message is still worked off in its order; only its words are gone."""
    draft = _draft(life, CANARY)
    life.do(drafts.throw_away, draft.id)
    [message] = life.do(inbox.all_waiting, draft.person_id)
    assert message.words is None
