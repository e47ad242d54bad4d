"""What a message is about, and each of its parts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message
from scipy.sparse import csr_matrix

from nlu import encoder
from nlu.components.asked_question import TOPICS, labels_of
from nlu.components.encoder_reader import HEARING, Hearing, together
from nlu.components.kind_classifier import PART_SPANS, PARTS
from nlu.components.linear_classifier import LinearClassifier
from nlu.components.message_rows import READ, Read
from nlu.encoder import Heard
from nlu.linear import Chances


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(LinearClassifier):
    """Sets `topics`, of the parts that the kind left and of the message. `likely_from`: how likely a topic must be; the likeliest is
    always named, and never more than `most`. `sure_from`: how likely a topic of a part must be to be one of the message. `heard`: how much the
    encoder counts."""

    default_config: ClassVar[dict[str, Any]] = {
        "strength": 3.0,
        "balanced": True,
        "likely_from": 0.45,
        "most": 3,
        "sure_from": 0.7,
        "heard": 0.5,
    }

    def labels(self, message: Message) -> frozenset[str]:
        """Phrases that tell of something name their topics in the metadata of their block."""
        return frozenset(labels_of(message).get(TOPICS) or ())

    def read(self, message: Message) -> None:
        """The topics of each part, and of the message: those of the whole, and what is sure of a part."""
        read: Read = message.get(READ)
        hearing: Hearing = message.get(HEARING)
        parts, spans = message.get(PARTS), message.get(PART_SPANS)
        whole = self._likeliest(self._chances(read.row, [hearing.whole])[0])
        of_parts = [whole]
        if len(parts) > 1:
            texts = [read.marked[start:end] for start, end in spans]
            chances = self._chances(read.rows(texts), hearing.of(texts))
            of_parts = [self._likeliest(one) for one in chances]
            whole = list(dict.fromkeys([*whole, *(name for one in chances for name in self._sure(one))]))
        with_topics = [{**part, TOPICS: topics} for part, topics in zip(parts, of_parts, strict=True)]
        message.set(PARTS, with_topics, add_to_output=True)
        message.set(TOPICS, whole, add_to_output=True)

    def _chances(self, rows: csr_matrix, heard: Sequence[Heard | None]) -> list[Chances]:
        """For each row the chances of the labels: what the linear model says, and what the encoder does."""
        labels, weight = self.model.labels, self.config["heard"]
        own = self.model.chances(rows)
        return [together(row, one, encoder.TOPICS, labels, weight) for row, one in zip(own, heard, strict=True)]

    def _likeliest(self, chances: Chances) -> list[str]:
        return self._likely(chances) or [self.model.labels[chances.argmax()]]

    def _sure(self, chances: Chances) -> list[str]:
        return [
            name for name, chance in zip(self.model.labels, chances, strict=True) if chance >= self.config["sure_from"]
        ]

    def _likely(self, chances: Chances) -> list[str]:
        ranked = chances.argsort()[::-1][: self.config["most"]]
        return [self.model.labels[at] for at in ranked if chances[at] >= self.config["likely_from"]]
