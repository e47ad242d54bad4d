"""A few invented phrases, and the components of config.yml trained on them as Rasa does it, then loaded from what they kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.asked_question import AskedQuestion
from nlu.components.encoder_reader import EncoderReader
from nlu.components.intent_classifier import IntentClassifier
from nlu.components.kind_classifier import KindClassifier
from nlu.components.message_rows import MessageRows
from nlu.components.tier_classifier import TierClassifier
from nlu.components.topic_classifier import TopicClassifier

PHRASES = """
version: "3.1"
nlu:
- intent: feedback
  metadata: {asked: open, kind: worked, topics: [meals]}
  examples: |
    - lovely dinner
    - the dinner was lovely
    - good dinner today
    - lovely tea and cake
    - the cake was good
- intent: feedback
  metadata: {asked: open, kind: worked, topics: [transport]}
  examples: |
    - lovely bus
    - the bus was good
    - good bus today
- intent: feedback
  metadata: {asked: open, kind: did_not_work, topics: [meals]}
  examples: |
    - horrible dinner
    - the dinner was horrible
    - bad dinner today
    - the cake was bad
- intent: feedback
  metadata: {asked: open, kind: did_not_work, topics: [transport]}
  examples: |
    - horrible bus
    - the bus was late
    - bad bus today
- intent: feedback
  metadata: {asked: open, kind: mixed, topics: [meals, transport]}
  examples: |
    - [lovely dinner](worked) but [horrible bus](did_not_work)
    - [the bus was late](did_not_work) but [the dinner was lovely](worked)
    - [good cake](worked), [bad bus](did_not_work)
    - [bad dinner](did_not_work) but [good bus](worked)
    - [horrible cake](did_not_work) but [the bus was good](worked)
    - [lovely dinner](worked) [horrible bus](did_not_work)
    - [bad dinner](did_not_work) [good bus](worked)
    - [good dinner](worked) [bad bus](did_not_work)
    - [horrible dinner](did_not_work) [lovely bus](worked)
    - [lovely cake](worked) [bad dinner](did_not_work)
- intent: feedback
  metadata: {asked: open, kind: unclear, topics: [meals]}
  examples: |
    - we had dinner
    - we had cake
    - i had tea
    - had dinner and tea
- intent: feedback
  metadata: {asked: worked, kind: did_not_work, topics: [other]}
  examples: |
    - nothing
    - nothing at all
- intent: feedback
  metadata: {asked: did_not_work, kind: worked, topics: [other]}
  examples: |
    - nothing
    - nothing at all
- intent: feedback
  metadata: {asked: open, kind: did_not_work, topics: [safety], tier: amber}
  examples: |
    - he hit me
    - she hit me again
    - he hit my arm
- intent: need_person
  metadata: {asked: open, tier: red}
  examples: |
    - help he is hitting me now
    - help me now
    - he is hitting me now
- intent: stop
  examples: |
    - stop
    - stop now please
    - please stop this
"""


class Trained(NamedTuple):
    """The components after a training, in order, with where each keeps what it learnt."""

    components: Sequence[GraphComponent]
    storage: LocalModelStorage

    def loaded(self) -> Trained:
        """Others, from what these kept: as when the model is loaded."""
        return Trained([_loaded(type(one), self.storage) for one in self.components], self.storage)

    def read(self, text: str) -> Message:
        """Read as the model reads it."""
        messages = [Message(data={TEXT: text})]
        for component in self.components:
            messages = component.process(messages)
        return messages[0]

    def said(self, text: str) -> dict[str, Any]:
        """What `/model/parse` would answer, as far as it is ours."""
        read: dict[str, Any] = self.read(text).as_dict(only_output_properties=True)
        return read


def training_data() -> TrainingData:
    """The invented phrases, as Rasa reads them from a file."""
    return RasaYAMLReader().reads(PHRASES)


def trained(folder: Path) -> Trained:
    """All components, trained one after the other, each on what those before it made of the phrases."""
    storage = LocalModelStorage(folder)
    data = training_data()
    asked = AskedQuestion.create({}, storage, Resource("AskedQuestion"), _context())
    rows = MessageRows.create({}, storage, Resource("MessageRows"), _context())
    data = asked.process_training_data(data)
    rows.train(data)
    data = rows.process_training_data(data)
    classifiers = [
        one.create(one.get_default_config(), storage, Resource(one.__name__), _context())
        for one in (IntentClassifier, KindClassifier, TopicClassifier, TierClassifier)
    ]
    for one in classifiers:
        one.train(data)
    encoder = EncoderReader.create({}, storage, Resource("EncoderReader"), _context())
    return Trained([asked, rows, encoder, *classifiers], storage)


def _loaded(component: type[GraphComponent], storage: LocalModelStorage) -> GraphComponent:
    return component.load(component.get_default_config(), storage, Resource(component.__name__), _context())


def _context() -> ExecutionContext:
    return ExecutionContext(GraphSchema({}))
