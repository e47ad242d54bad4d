"""What the classifiers have in common: each is one linear model, kept as plain numbers."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, ClassVar

import scipy.sparse
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix

from nlu.components.message_rows import READ, Read
from nlu.linear import Linear, learn

MODEL_FILE = "model.npz"


class LinearClassifier(GraphComponent):  # type: ignore[misc]  # Rasa is not typed where the app is checked
    """A subclass says which labels a phrase has, and what becomes of a message."""

    default_config: ClassVar[dict[str, Any]] = {"strength": 10.0, "balanced": True}

    def __init__(
        self, config: dict[str, Any], model: Linear | None, model_storage: ModelStorage, resource: Resource
    ) -> None:
        self.config, self._model, self._model_storage, self._resource = config, model, model_storage, resource

    @property
    def model(self) -> Linear:
        """Raises ValueError before it was trained or loaded."""
        if self._model is None:
            raise ValueError("this classifier has not learnt anything")
        return self._model

    @classmethod
    def get_default_config(cls) -> dict[str, Any]:
        """`strength`: how far it goes to fit each phrase; `balanced`: whether rare labels count as much as frequent ones."""
        return dict(cls.default_config)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LinearClassifier:
        """Called by Rasa for training."""
        return cls(config, None, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> LinearClassifier:
        """Called by Rasa when a model is loaded. A model without its file is an error: it must not start knowing nothing."""
        with model_storage.read_from(resource) as folder:
            return cls(config, Linear.kept(folder / MODEL_FILE), model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from every phrase that has a label of this kind."""
        labelled = [(message, self.labels(message)) for message in training_data.nlu_examples]
        labelled = [(message, labels) for message, labels in labelled if labels]
        rows = scipy.sparse.vstack([self.row(message.get(READ)) for message, _ in labelled], format="csr")
        strength, balanced = self.config["strength"], self.config["balanced"]
        self._model = learn(rows, [labels for _, labels in labelled], strength=strength, balanced=balanced)
        with self._model_storage.write_to(self._resource) as folder:
            self._model.keep(folder / MODEL_FILE)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Read each message."""
        for message in messages:
            self.read(message)
        return messages

    def row(self, read: Read) -> csr_matrix:
        """What it reads of a message."""
        return read.row

    @abstractmethod
    def labels(self, message: Message) -> frozenset[str]:
        """The labels of a training phrase; none where it is not one to learn from."""

    @abstractmethod
    def read(self, message: Message) -> None:
        """Set what was read."""
