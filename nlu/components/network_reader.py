"""The network that reads beside the linear models; the classifiers of kind and topics ask it."""

from __future__ import annotations

from pathlib import Path

import scipy.sparse
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.asked_question import KIND, TOPICS, labels_of
from nlu.components.learning_component import LearningComponent
from nlu.components.message_rows import READ, sides_of
from nlu.network import Network, learn_network

NETWORK, NETWORK_FILE = "network", "network.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class NetworkReader(LearningComponent[Network]):
    """Puts the network into each message under NETWORK, for parts of it are read as well."""

    @staticmethod
    def write(learnt: Network, folder: Path) -> None:
        """Write the network."""
        learnt.keep(folder / NETWORK_FILE)

    @staticmethod
    def kept(folder: Path) -> Network:
        """Read it again."""
        return Network.kept(folder / NETWORK_FILE)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from every phrase that has a kind or topics, and from the sides of the mixed ones."""
        lessons = [
            (message.get(READ).row, labels.get(KIND), frozenset(labels.get(TOPICS) or ()))
            for message in training_data.nlu_examples
            if (labels := labels_of(message)).get(KIND) or labels.get(TOPICS)
        ]
        lessons += [
            (row, kind, frozenset()) for message in training_data.nlu_examples for row, kind in sides_of(message)
        ]
        rows, kinds, topics = zip(*lessons, strict=True)
        return self.keep(learn_network(scipy.sparse.vstack(rows, format="csr"), kinds, topics))

    def process(self, messages: list[Message]) -> list[Message]:
        """Put the network into each message."""
        for message in messages:
            message.set(NETWORK, self.learnt)
        return messages
