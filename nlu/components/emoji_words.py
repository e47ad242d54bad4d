"""Emoji are words here: someone who sends only 👍 or 😞🚌 has said something."""

from __future__ import annotations

import re
from typing import Any

import emoji
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

SKIN_TONES = dict.fromkeys(range(0x1F3FB, 0x1F3FF + 1))
TYPED_FACES = {":)": "🙂", ":-)": "🙂", ":(": "🙁", ":-(": "🙁", ":D": "😀"}
TYPED_FACE = re.compile(r"(?<!\S)(?:" + "|".join(map(re.escape, TYPED_FACES)) + r")(?!\S)")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class EmojiWords(GraphComponent):  # type: ignore[misc]  # Rasa is not typed where the app is checked
    """Puts the English name in the place of each emoji or typed face: "tea 👍🏽" becomes "tea thumbs up".

    It stands before the tokeniser, which throws emoji away. The skin tone says nothing about the meaning and is dropped.
    """

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> EmojiWords:
        """Called by Rasa in training and when a model is loaded; there is nothing to store."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Rewrite the text of each message."""
        for message in messages:
            text = message.get(TEXT)
            if text:
                message.set(TEXT, in_words(text))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Rewrite the training phrases in the same way."""
        self.process(training_data.training_examples)
        return training_data


def in_words(text: str) -> str:
    """The text with a name for each emoji, and single spaces around the names; text without emoji is unchanged."""
    with_emoji = TYPED_FACE.sub(lambda face: TYPED_FACES[face[0]], text)
    named = emoji.replace_emoji(with_emoji, replace=_name)
    return text if named == text else " ".join(named.split())


def _name(characters: str, _data: dict[str, Any]) -> str:
    # A skin tone on its own keeps its name: were it to vanish, "🏽/stop" would begin with a slash and be a payload.
    plain = characters.translate(SKIN_TONES) or characters
    return " " + emoji.demojize(plain, delimiters=("", "")).replace("_", " ") + " "
