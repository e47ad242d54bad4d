"""Tells the reading which question the words answer, and keeps typed words from being taken for a payload.

The gateway sends `\u2063asked=read_back\u2063send it`: the kind of the open question stands between two invisible
separators (U+2063), which the gateway strips from whatever a person types, so nobody can forge it.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar

import scipy.sparse
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

ASKED = "asked"
NOTHING_ASKED = "none"
PREFIX = re.compile(r"\A\u2063asked=(?P<asked>\w*)\u2063")
PAYLOAD_START = re.compile(r"\A[\s/]+")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class AskedQuestion(GraphComponent):  # type: ignore[misc]  # Rasa is not typed where the app is checked
    """Takes the prefix off the text and adds the asked question as a one-hot feature of the message.

    Training phrases name their question in the metadata of their block (`metadata: {asked: read_back}`). No question,
    or one that is not in `questions`, gives a row of zeros: then the words alone decide.
    """

    default_config: ClassVar[dict[str, Any]] = {"questions": []}

    def __init__(self, config: dict[str, Any], name: str) -> None:
        self.questions: tuple[str, ...] = tuple(config["questions"])
        self.name = name

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """No question is known until config.yml names it."""
        return dict(AskedQuestion.default_config)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> AskedQuestion:
        """Called by Rasa in training and when a model is loaded; there is nothing to store."""
        return cls(config, execution_context.node_name)

    def process(self, messages: list[Message]) -> list[Message]:
        """Read the prefix of each message."""
        for message in messages:
            text = message.get(TEXT) or ""
            prefix = PREFIX.match(text)
            if prefix:
                # Behind the prefix stand a person's own words. Rasa takes a text that starts with "/", spaces aside,
                # for a payload of the gateway, so such a start must not survive.
                message.set(TEXT, PAYLOAD_START.sub("", text[prefix.end() :]))
            self._add_feature(message, prefix["asked"] if prefix else NOTHING_ASKED)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Read the metadata of each training phrase."""
        for message in training_data.training_examples:
            metadata = message.get("metadata") or {}
            self._add_feature(message, (metadata.get("intent") or {}).get(ASKED, NOTHING_ASKED))
        return training_data

    def _add_feature(self, message: Message, asked: str) -> None:
        message.set(ASKED, asked)
        row = [[float(asked == question) for question in self.questions]]
        message.add_features(Features(scipy.sparse.coo_matrix(row), FEATURE_TYPE_SENTENCE, TEXT, self.name))
