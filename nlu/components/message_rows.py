"""Makes of each message, and of each of its clauses, the row of numbers that the classifiers read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix

from nlu.components.asked_question import ASKED, MARKED
from nlu.parts import Span
from nlu.vectors import Vectors
from nlu.words.clauses import clauses
from nlu.words.features import features
from nlu.words.signs import as_meant

READ = "read"


class Read:
    """What the classifiers find in a message under READ: `row` of the whole, `spans` of its clauses in the marked words, and
    `clause_rows`. More texts under the same question can be made into rows."""

    def __init__(self, vectors: Vectors, marked: str, asked: str) -> None:
        self._vectors, self.marked, self.asked = vectors, marked, asked
        self.spans: list[Span] = clauses(marked)
        self.row = self.rows([marked])
        is_one = len(self.spans) == 1
        self.clause_rows = self.row if is_one else self.rows([marked[start:end] for start, end in self.spans])

    def rows(self, texts: Sequence[str]) -> csr_matrix:
        """One row for each text, which may hold marked signs."""
        return self._vectors.rows([features(as_meant(text), self.asked) for text in texts])


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class MessageRows(GraphComponent):  # type: ignore[misc]  # Rasa is not typed where the app is checked
    """Learns from the phrases which features there are."""

    def __init__(self, vectors: Vectors, model_storage: ModelStorage, resource: Resource) -> None:
        self._vectors, self._model_storage, self._resource = vectors, model_storage, resource

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> MessageRows:
        """Called by Rasa for training."""
        return cls(Vectors(), model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> MessageRows:
        """Called by Rasa when a model is loaded."""
        with model_storage.read_from(resource) as folder:
            return cls(Vectors.kept(folder), model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Take in the features of all phrases."""
        phrases = training_data.nlu_examples
        self._vectors.learn(features(message.get(MARKED), message.get(ASKED)) for message in phrases)
        with self._model_storage.write_to(self._resource) as folder:
            self._vectors.keep(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Put what the classifiers read into each message."""
        for message in messages:
            message.set(READ, Read(self._vectors, message.get(MARKED), message.get(ASKED)))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The same for the training phrases."""
        self.process(training_data.nlu_examples)
        return training_data
