"""The encoder that reads beside the linear models; every classifier asks it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message

from nlu.components.asked_question import ASKED, MARKED
from nlu.encoder import Encoder, Heard
from nlu.linear import Chances
from nlu.words.signs import as_meant

HEARING = "hearing"
MOST_PARTS = 6
"""The talk asks about three; who writes more in one message is read in a reasonable time all the same."""


def together(own: Chances, heard: Heard | None, group: str, labels: Sequence[str], weight: float) -> Chances:
    """What a linear model says of its `labels`, and with `weight` (0 to 1) what the encoder heard of them."""
    if heard is None:
        return own
    both: Chances = (1 - weight) * own + weight * heard.of(group, labels)
    return both


class Hearing:
    """What the encoder hears in one message under HEARING: `whole`, and parts of it where they are asked for. None where there are
    too many words for it."""

    def __init__(self, encoder: Encoder, marked: str, asked: str) -> None:
        self._encoder, self._asked = encoder, asked
        [self.whole] = self._encoder.heard([as_meant(marked)], asked)

    def of(self, parts: Sequence[str]) -> list[Heard | None]:
        """Of parts of the message, with its signs marked; of more than MOST_PARTS nothing."""
        if len(parts) > MOST_PARTS:
            return [None] * len(parts)
        return self._encoder.heard([as_meant(part) for part in parts], self._asked)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class EncoderReader(GraphComponent):  # type: ignore[misc]  # Rasa is not typed where the app is checked
    """It learns nothing in a training: `nlu/learn_encoder.py` has taught it the phrases."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> EncoderReader:
        """Called by Rasa when a model is loaded. Raises OSError without the encoder's file."""
        return cls(Encoder())

    def process(self, messages: list[Message]) -> list[Message]:
        """Read each message."""
        for message in messages:
            message.set(HEARING, Hearing(self._encoder, message.get(MARKED), message.get(ASKED)))
        return messages
