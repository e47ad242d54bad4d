"""What the person wants to happen about what they told: for the safeguarding lead alone, never feedback (R09, R19)."""

from __future__ import annotations

from actions.asking import ask_next
from actions.step import SILENT, Step, says, subject_of
from storage import Transaction, concern_outcomes, contents, drafts, inbox, questions, turns
from storage.audit import Actor
from storage.references import content_of, content_ref
from storage.turns import Turn, TurnResult
from storage.vocabulary import IN_OWN_WORDS, MAYBE_IN_WORDS, NEW_THING, WHAT_I_WANT, QuestionKind

KIND = QuestionKind.WHAT_DO_YOU_WANT
IS_THAT_IT = "utter_told_ask_what_do_you_want"
"""Asked of words that sound like something told. It does not say them again (R19)."""
ANSWERS = (WHAT_I_WANT, NEW_THING, "say_nothing")


class KeepWhatYouWant(Step):
    """The words exactly as they are, or that they said nothing: both are good answers."""

    action_name = "action_keep_what_you_want"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        if turn.answer == MAYBE_IN_WORDS:
            return self._ask(tx, turn)
        before = _said_before(turn)
        if before is not None and turn.answer == NEW_THING:
            return self._told(tx, turn, before)
        if before is not None:
            inbox.hide_words(tx, before)
        said = {IN_OWN_WORDS: turn.content_id, WHAT_I_WANT: before}.get(str(turn.answer))
        keep_answer(tx, turn, None if said is None else contents.words_of(tx, said))
        return says("utter_what_you_want_kept")

    def _ask(self, tx: Transaction, turn: Turn) -> TurnResult:
        values = {"words": content_ref(str(turn.content_id))}
        about = subject_of(turn)
        questions.ask(tx, turn.person_id, KIND, IS_THAT_IT, values=values, subject_id=about, answers=ANSWERS)
        return SILENT

    def _told(self, tx: Transaction, turn: Turn, content_id: str) -> TurnResult:
        """They are something told, which is read back as ever; what the person wants is asked once more after it."""
        questions.ask(tx, turn.person_id, KIND, f"utter_ask_{KIND}", subject_id=subject_of(turn), wait=True)
        draft = drafts.start(tx, turn.person_id)
        drafts.add_words(tx, draft.id, content_id, turns.heard_in(tx, content_id))
        ask_next(tx, draft.id)
        return SILENT


def keep_answer(tx: Transaction, turn: Turn, words: str | None) -> None:
    """Beside the concern; of the chat it is gone from now on, as everything that tells of one."""
    concern_outcomes.keep_desired_outcome(tx, Actor("person", turn.person_id), subject_of(turn), words)
    inbox.hide(tx, turn.message_id)


def _said_before(turn: Turn) -> str | None:
    """The id of the words that may be what they want or a new thing; None where another question was answered."""
    if turn.asked is None or turn.asked.response != IS_THAT_IT:
        return None
    return content_of(turn.asked.values["words"])
