"""What the classifiers have in common: each is one linear model, kept as plain numbers."""

from __future__ import annotations

from abc import abstractmethod
from pathlib import Path
from typing import Any, ClassVar

import scipy.sparse
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix

from nlu.components.learning_component import LearningComponent
from nlu.components.message_rows import READ, Read
from nlu.linear import Linear, learn

MODEL_FILE = "model.npz"


class LinearClassifier(LearningComponent[Linear]):
    """A subclass says which labels a phrase has, and what becomes of a message. `strength`: how far it goes to fit each phrase;
    `balanced`: whether rare labels count as much as frequent ones."""

    default_config: ClassVar[dict[str, Any]] = {"strength": 10.0, "balanced": True}

    @property
    def model(self) -> Linear:
        """Raises ValueError before it was trained or loaded."""
        return self.learnt

    @staticmethod
    def write(learnt: Linear, folder: Path) -> None:
        """Write the model."""
        learnt.keep(folder / MODEL_FILE)

    @staticmethod
    def kept(folder: Path) -> Linear:
        """Read it again."""
        return Linear.kept(folder / MODEL_FILE)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from every phrase that has a label of this kind."""
        labelled = [(message, self.labels(message)) for message in training_data.nlu_examples]
        labelled = [(message, labels) for message, labels in labelled if labels]
        rows = scipy.sparse.vstack([self.row(message.get(READ)) for message, _ in labelled], format="csr")
        strength, balanced = self.config["strength"], self.config["balanced"]
        return self.keep(learn(rows, [labels for _, labels in labelled], strength=strength, balanced=balanced))

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
