"""What a person wants with their words: tell something, be told something, or steer the talk."""

from __future__ import annotations

from typing import Any, ClassVar

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY
from rasa.shared.nlu.training_data.message import Message

from nlu import encoder
from nlu.components.asked_question import labels_of
from nlu.components.encoder_reader import HEARING, together
from nlu.components.linear_classifier import LinearClassifier
from nlu.components.message_rows import READ

RANKING, RANKED = "intent_ranking", 3


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(LinearClassifier):
    """Sets `intent` and the first of `intent_ranking`, as Rasa's own classifiers do. `heard`: how much the encoder counts."""

    default_config: ClassVar[dict[str, Any]] = {**LinearClassifier.default_config, "heard": 0.3}

    def labels(self, message: Message) -> frozenset[str]:
        """Every phrase has one intent, which is not learnt of those that are there for their tier alone."""
        return frozenset() if labels_of(message).get("only") else frozenset([message.get(INTENT)])

    def read(self, message: Message) -> None:
        """The likeliest intent, with its share."""
        own = self.model.shares(message.get(READ).row)[0]
        shares = together(own, message.get(HEARING).whole, encoder.INTENTS, self.model.labels, self.config["heard"])
        ranking = [
            {INTENT_NAME_KEY: self.model.labels[at], PREDICTED_CONFIDENCE_KEY: float(shares[at])}
            for at in shares.argsort()[::-1][:RANKED]
        ]
        message.set(INTENT, ranking[0], add_to_output=True)
        message.set(RANKING, ranking, add_to_output=True)
