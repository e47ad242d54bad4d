"""Tells the reading which question the words answer, and keeps typed words from being taken for a payload.

The gateway sends `\u2063asked=worked\u2063the bus`: what was asked stands between two invisible separators (U+2063), which
the gateway strips from whatever a person types, so nobody can forge it.
"""

from __future__ import annotations

import re
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.words.signs import as_said

ASKED, MARKED = "asked", "marked"
KIND, TOPICS = "kind", "topics"
"""What a phrase says of itself in its metadata, and what is answered of a message."""
NOTHING_ASKED = "open"
PREFIX = re.compile(r"\A\u2063asked=(?P<asked>\w*)\u2063")
PAYLOAD_START = re.compile(r"\A[\s/]+")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class AskedQuestion(GraphComponent):  # type: ignore[misc]  # Rasa is not typed where the app is checked
    """Takes the prefix off the text and keeps it as `asked`; the words stay as the text, and with the person's own signs marked
    as `marked`. Training phrases name their question in the metadata of their block (`metadata: {asked: worked}`)."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> AskedQuestion:
        """Called by Rasa in training and when a model is loaded; there is nothing to store."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Read the prefix of each message."""
        for message in messages:
            text = message.get(TEXT) or ""
            prefix = PREFIX.match(text)
            if prefix:
                # Behind the prefix stand a person's own words. Rasa takes a text that starts with "/", spaces aside,
                # for a payload of the gateway, so such a start must not survive.
                text = PAYLOAD_START.sub("", text[prefix.end() :])
                message.set(TEXT, PAYLOAD_START.sub("", as_said(text)))
            message.set(MARKED, text)
            message.set(ASKED, prefix["asked"] if prefix else NOTHING_ASKED)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Read the metadata of each training phrase."""
        for message in training_data.training_examples:
            message.set(MARKED, message.get(TEXT) or "")
            message.set(ASKED, labels_of(message).get(ASKED, NOTHING_ASKED))
        return training_data


def labels_of(message: Message) -> dict[str, Any]:
    """The metadata that stands with the block of a training phrase: asked, kind, topics and tier, as far as they are given, and
    `only: tier` where nothing else is to be learnt of them."""
    return (message.get("metadata") or {}).get("intent") or {}
