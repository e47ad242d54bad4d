"""Makes of each message, and of each of its clauses, the row of numbers that the classifiers read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix

from nlu.components.asked_question import ASKED, MARKED, labels_of
from nlu.components.learning_component import LearningComponent
from nlu.parts import Span
from nlu.vectors import HARM, TOLD, Vectors, as_in
from nlu.words.clauses import clauses
from nlu.words.features import Features, features
from nlu.words.signs import as_meant

READ = "read"
TOLD_FILE, HARM_FILE = "told.json", "harm.json"


@dataclass(frozen=True)
class Known:
    """The features that were learnt: of what is told, and of what tells of harm. Apart, for half of the phrases are there for
    their tier alone, and their words would push aside what tells good from bad."""

    told: Vectors
    harm: Vectors

    def row_and_harm_row(self, message: Features) -> tuple[csr_matrix, csr_matrix]:
        """As what is told and as what harms. What the one knows the other knows too, so that it is looked up once."""
        found = self.harm.found(message)
        told = [as_in(self._told_columns, one) for one in found[: len(TOLD)]]
        return self.told.row(told, message.measures), self.harm.row(found, message.measures)

    @cached_property
    def _told_columns(self) -> NDArray[np.int32]:
        return self.told.columns_for(self.harm)

    @classmethod
    def kept(cls, folder: Path) -> Known:
        """Read them again."""
        return cls(Vectors.kept(folder / TOLD_FILE), Vectors.kept(folder / HARM_FILE))

    def keep(self, folder: Path) -> None:
        """Write both."""
        self.told.keep(folder / TOLD_FILE)
        self.harm.keep(folder / HARM_FILE)


class Read:
    """What the classifiers find in a message under READ: `row` of the whole, `spans` of its clauses in the marked words, and
    `clause_rows`; `harm_row` is the whole as the tier reads it. More texts under the same question can be made into rows."""

    def __init__(self, known: Known, marked: str, asked: str) -> None:
        self._known, self.marked, self.asked = known, marked, asked
        self.spans: list[Span] = clauses(marked)
        self.row, self.harm_row = known.row_and_harm_row(features(as_meant(marked), asked))
        is_one = len(self.spans) == 1
        self.clause_rows = self.row if is_one else self.rows([marked[start:end] for start, end in self.spans])

    def rows(self, texts: Sequence[str]) -> csr_matrix:
        """One row for each text, which may hold marked signs."""
        return self._known.told.rows([features(as_meant(text), self.asked) for text in texts])


def sides_of(message: Message) -> tuple[tuple[csr_matrix, str], ...]:
    """Rows and kinds of the two sides of a mixed training phrase, which it marks as entities; of others none."""
    marked = message.get(ENTITIES) or []
    if not marked:
        return ()
    rows = message.get(READ).rows([message.get(TEXT)[one["start"] : one["end"]] for one in marked])
    return tuple((row, str(one["entity"])) for row, one in zip(rows, marked, strict=True))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class MessageRows(LearningComponent[Known]):
    """Learns from the phrases which features there are."""

    @staticmethod
    def write(learnt: Known, folder: Path) -> None:
        """Write the features."""
        learnt.keep(folder)

    @staticmethod
    def kept(folder: Path) -> Known:
        """Read them again."""
        return Known.kept(folder)

    def train(self, training_data: TrainingData) -> Resource:
        """Take in the features of all phrases."""
        phrases = training_data.nlu_examples
        told = [message for message in phrases if not labels_of(message).get("only")]
        known = Known(Vectors(TOLD), Vectors(HARM))
        known.told.learn(features(message.get(MARKED), message.get(ASKED)) for message in told)
        known.harm.learn(features(message.get(MARKED), message.get(ASKED)) for message in phrases)
        return self.keep(known)

    def process(self, messages: list[Message]) -> list[Message]:
        """Put what the classifiers read into each message."""
        for message in messages:
            message.set(READ, Read(self.learnt, message.get(MARKED), message.get(ASKED)))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The same for the training phrases."""
        self.process(training_data.nlu_examples)
        return training_data
