"""The question about one supporter, as the actions ask it."""

from __future__ import annotations

from storage import Transaction, questions
from storage.references import supporter_ref
from storage.supporters import Supporter
from storage.vocabulary import QuestionKind

ONE_OF_ALL = "utter_ask_helper"


def ask_of_helper(tx: Transaction, supporter: Supporter) -> None:
    """Is that still right? Asked of one after the other."""
    values, kind = {"helper": supporter_ref(supporter.id)}, QuestionKind.HELPER
    questions.ask(tx, supporter.person_id, kind, ONE_OF_ALL, values=values, subject_id=supporter.id)
