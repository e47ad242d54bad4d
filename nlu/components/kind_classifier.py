"""Whether what was told worked or not, and the parts of a message that tells of both. Every message is read as if it told of
something; whether it does is for the intent to say."""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.asked_question import KIND, labels_of
from nlu.components.message_rows import READ, Read, sides_of
from nlu.components.network_reader import NETWORK
from nlu.kinds import MIXED, Kinds, Labelled, Told, learn_kinds
from nlu.linear import Chances
from nlu.parts import best_cut, joined, sides, word_cuts
from nlu.words.signs import as_said

PARTS, PART_SPANS = "parts", "part_spans"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class KindClassifier(GraphComponent):  # type: ignore[misc]  # Rasa is not typed where the app is checked
    """Sets `kind` and `parts`; phrases name their kind in the metadata of their block, and mark their sides as entities."""

    def __init__(self, kinds: Kinds | None, model_storage: ModelStorage, resource: Resource) -> None:
        self._kinds, self._model_storage, self._resource = kinds, model_storage, resource

    @property
    def kinds(self) -> Kinds:
        """Raises ValueError before it was trained or loaded."""
        if self._kinds is None:
            raise ValueError("this classifier has not learnt anything")
        return self._kinds

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> KindClassifier:
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
    ) -> KindClassifier:
        """Called by Rasa when a model is loaded."""
        with model_storage.read_from(resource) as folder:
            return cls(Kinds.kept(folder), model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from every phrase that has a kind."""
        phrases = [message for message in training_data.nlu_examples if labels_of(message).get(KIND)]
        self._kinds = learn_kinds([_labelled(message) for message in phrases])
        with self._model_storage.write_to(self._resource) as folder:
            self._kinds.keep(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Read each message."""
        for message in messages:
            self._read(message, message.get(READ), message.get(NETWORK).read(message.get(READ).row)[0][0])
        return messages

    def _read(self, message: Message, read: Read, beside: Chances) -> None:
        kind, confidence, clauses = self.kinds.of(Told(read.row, read.clause_rows, read.asked), beside)
        labels = self.kinds.clause.labels
        parts = [((0, len(read.marked)), kind)]
        if kind == MIXED:
            parts = joined(read.spans, sides(labels, clauses)) if len(read.spans) > 1 else self._cut(read, parts)
        message.set(KIND, {"name": kind, "confidence": confidence}, add_to_output=True)
        message.set(PART_SPANS, [span for span, _ in parts])
        whole = message.get(TEXT)
        texts = [whole] if len(parts) == 1 else [as_said(read.marked[start:end]).strip() for (start, end), _ in parts]
        found = [{"text": text, "kind": one, "topics": []} for text, (_, one) in zip(texts, parts, strict=True)]
        message.set(PARTS, found, add_to_output=True)

    def _cut(self, read: Read, whole: list[tuple[tuple[int, int], str]]) -> list[tuple[tuple[int, int], str]]:
        """Nothing in the words tells where one thing ends: the cut that leaves one side best and the other worst."""
        cuts = word_cuts(read.marked)
        if not cuts:
            return whole
        texts = [text for cut in cuts for text in (read.marked[:cut], read.marked[cut:])]
        shares = self.kinds.clause.shares(read.rows(texts))
        cut, kinds = best_cut(cuts, self.kinds.clause.labels, np.stack([shares[0::2], shares[1::2]]))
        return [((0, cut), kinds[0]), ((cut, len(read.marked)), kinds[1])]


def _labelled(message: Message) -> Labelled:
    read: Read = message.get(READ)
    return Labelled(Told(read.row, read.clause_rows, read.asked), labels_of(message)[KIND], sides_of(message))
