"""What a message is about, and each of its parts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from nlu.components.asked_question import labels_of
from nlu.components.kind_classifier import PART_SPANS, PARTS
from nlu.components.linear_classifier import LinearClassifier
from nlu.components.message_rows import READ, Read
from nlu.linear import Chances

TOPICS = "topics"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(LinearClassifier):
    """Sets `topics`, of the parts that the kind left and of the message. `likely_from`: how likely a topic must be; the likeliest is
    always named, and never more than `most`."""

    default_config: ClassVar[dict[str, Any]] = {"strength": 3.0, "balanced": True, "likely_from": 0.6, "most": 3}

    def labels(self, message: Message) -> frozenset[str]:
        """Phrases that tell of something name their topics in the metadata of their block."""
        return frozenset(labels_of(message).get(TOPICS) or ())

    def read(self, message: Message) -> None:
        """The topics of the whole and of each part, each by its own words: measured, a union of the parts' names too much."""
        read: Read = message.get(READ)
        parts, spans = message.get(PARTS), message.get(PART_SPANS)
        whole = self._named(self.model.chances(read.row)[0])
        of_parts = [whole] if len(parts) == 1 else self._of_parts(read, spans)
        with_topics = [{**part, TOPICS: topics} for part, topics in zip(parts, of_parts, strict=True)]
        message.set(PARTS, with_topics, add_to_output=True)
        message.set(TOPICS, whole, add_to_output=True)

    def _of_parts(self, read: Read, spans: Sequence[tuple[int, int]]) -> list[list[str]]:
        chances = self.model.chances(read.rows([read.marked[start:end] for start, end in spans]))
        return [self._named(one) for one in chances]

    def _named(self, chances: Chances) -> list[str]:
        ranked = chances.argsort()[::-1][: self.config["most"]]
        likely = [at for at in ranked if chances[at] >= self.config["likely_from"]]
        return [self.model.labels[at] for at in likely or ranked[:1]]
