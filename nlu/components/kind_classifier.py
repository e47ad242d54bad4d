"""Whether what was told worked or not, and the parts of a message that tells of both. Every message is read as if it told of
something; whether it does is for the intent to say."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu import encoder
from nlu.components.asked_question import KIND, labels_of
from nlu.components.encoder_reader import HEARING, Hearing, together
from nlu.components.learning_component import LearningComponent
from nlu.components.message_rows import READ, Read, sides_of
from nlu.kinds import MIXED, Kinds, Labelled, Told, learn_kinds
from nlu.parts import best_cut, joined, sides, word_cuts
from nlu.words.signs import as_said

PARTS, PART_SPANS = "parts", "part_spans"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class KindClassifier(LearningComponent[Kinds]):
    """Sets `kind` and `parts`; phrases name their kind in the metadata of their block, and mark their sides as entities. `heard`: how
    much the encoder counts."""

    default_config: ClassVar[dict[str, Any]] = {"heard": 0.5}

    @property
    def kinds(self) -> Kinds:
        """Raises ValueError before it was trained or loaded."""
        return self.learnt

    @staticmethod
    def write(learnt: Kinds, folder: Path) -> None:
        """Write its models."""
        learnt.keep(folder)

    @staticmethod
    def kept(folder: Path) -> Kinds:
        """Read them again."""
        return Kinds.kept(folder)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from every phrase that has a kind."""
        phrases = [message for message in training_data.nlu_examples if labels_of(message).get(KIND)]
        return self.keep(learn_kinds([_labelled(message) for message in phrases]))

    def process(self, messages: list[Message]) -> list[Message]:
        """Read each message."""
        for message in messages:
            self._read(message, message.get(READ), message.get(HEARING))
        return messages

    def _read(self, message: Message, read: Read, hearing: Hearing) -> None:
        shares, clauses = self.kinds.of(Told(read.row, read.clause_rows, read.asked))
        shares = together(shares, hearing.whole, encoder.KINDS, self.kinds.weighing.labels, self.config["heard"])
        kind, confidence = self.kinds.likeliest(shares)
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
