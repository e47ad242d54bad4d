"""The network that reads beside the linear models; the classifiers of kind and topics ask it."""

from __future__ import annotations

from typing import Any

import scipy.sparse
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.asked_question import KIND, TOPICS, labels_of
from nlu.components.message_rows import READ, sides_of
from nlu.network import Network, learn_network

NETWORK, NETWORK_FILE = "network", "network.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class NetworkReader(GraphComponent):  # type: ignore[misc]  # Rasa is not typed where the app is checked
    """Puts the network into each message under NETWORK, for parts of it are read as well."""

    def __init__(self, network: Network | None, model_storage: ModelStorage, resource: Resource) -> None:
        self._network, self._model_storage, self._resource = network, model_storage, resource

    @property
    def network(self) -> Network:
        """Raises ValueError before it was trained or loaded."""
        if self._network is None:
            raise ValueError("this network has not learnt anything")
        return self._network

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> NetworkReader:
        """Called by Rasa for training."""
        return cls(None, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> NetworkReader:
        """Called by Rasa when a model is loaded."""
        with model_storage.read_from(resource) as folder:
            return cls(Network.kept(folder / NETWORK_FILE), model_storage, resource)

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
        self._network = learn_network(scipy.sparse.vstack(rows, format="csr"), kinds, topics)
        with self._model_storage.write_to(self._resource) as folder:
            self._network.keep(folder / NETWORK_FILE)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Put the network into each message."""
        for message in messages:
            message.set(NETWORK, self.network)
        return messages
