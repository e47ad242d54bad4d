"""Whether words tell of harm, beside the screening rules of the app: it may only ever raise what they found."""

from __future__ import annotations

from typing import Any, ClassVar

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message
from scipy.sparse import csr_matrix

from nlu import encoder
from nlu.components.asked_question import labels_of
from nlu.components.encoder_reader import HEARING, together
from nlu.components.linear_classifier import LinearClassifier
from nlu.components.message_rows import READ, Read
from nlu.phrases import NO_HARM

TIER, CHECK, AMBER, RED = "tier", "check", "amber", "red"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TierClassifier(LinearClassifier):
    """Sets `tier`. `serious_from`: how likely amber or red together must be; `check_from`: how likely anything but none.
    `heard`: how much the encoder counts."""

    default_config: ClassVar[dict[str, Any]] = {
        "strength": 10.0,
        # Harm is rare among the phrases, as it is among what people send.
        "balanced": False,
        "serious_from": 0.45,
        # Every day somebody says that the food was bad; asked "Are you OK?" each time, they would stop saying it.
        "check_from": 0.8,
        "heard": 0.5,
    }

    def row(self, read: Read) -> csr_matrix:
        """The row that knows the phrases which are there for their tier alone as well."""
        return read.harm_row

    def labels(self, message: Message) -> frozenset[str]:
        """Phrases without a tier in their metadata are of no harm."""
        return frozenset([labels_of(message).get(TIER, NO_HARM)])

    def read(self, message: Message) -> None:
        """The most serious tier that is likely enough."""
        labels = self.model.labels
        own = self.model.shares(self.row(message.get(READ)))[0]
        both = together(own, message.get(HEARING).whole, encoder.TIERS, labels, self.config["heard"])
        shares = dict(zip(labels, map(float, both), strict=True))
        serious, any_harm = shares[AMBER] + shares[RED], 1.0 - shares[NO_HARM]
        if serious >= self.config["serious_from"]:
            tier, confidence = (RED if shares[RED] > shares[AMBER] else AMBER), serious
        elif any_harm >= self.config["check_from"]:
            tier, confidence = CHECK, any_harm
        else:
            tier, confidence = NO_HARM, shares[NO_HARM]
        message.set(TIER, {"name": tier, "confidence": confidence}, add_to_output=True)
