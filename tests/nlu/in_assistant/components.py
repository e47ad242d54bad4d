"""Each component learns, keeps, is loaded and reads, on a few invented phrases."""

from __future__ import annotations

import shutil
import tempfile
import unittest
from pathlib import Path
from typing import ClassVar

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.components.asked_question import ASKED, MARKED
from nlu.components.encoder_reader import HEARING, MOST_PARTS, together
from nlu.components.intent_classifier import RANKED, IntentClassifier
from nlu.components.kind_classifier import PART_SPANS, KindClassifier
from nlu.components.message_rows import READ, MessageRows
from nlu.components.tier_classifier import TierClassifier
from nlu.components.topic_classifier import TopicClassifier
from nlu.encoder import KINDS
from tests.nlu.in_assistant.invented import Trained, trained

MARK = "\u2063"
LEARNING = (MessageRows, IntentClassifier, KindClassifier, TopicClassifier, TierClassifier)
SENTENCES = (
    "lovely dinner",
    "the bus was late but the dinner was lovely",
    "stop",
    "zxqv",
    "",
    "😡",
    f"{MARK}asked=worked{MARK}nothing",
    f"{MARK}asked=open{MARK}the {MARK}sign=🐻{MARK}means=horrible{MARK} bus",
)


class Components(unittest.TestCase):
    """One training for all tests."""

    folder: ClassVar[Path]
    fresh: ClassVar[Trained]
    model: ClassVar[Trained]

    @classmethod
    def setUpClass(cls) -> None:
        cls.folder = Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.fresh = trained(cls.folder)
        cls.model = cls.fresh.loaded()

    def asked(self, asked: str, words: str) -> Message:
        return self.model.read(f"{MARK}asked={asked}{MARK}{words}")

    def test_what_was_kept_reads_as_what_was_trained(self) -> None:
        for text in SENTENCES:
            self.assertEqual(self.model.said(text), self.fresh.said(text), text)

    def test_a_message_is_answered_whole(self) -> None:
        for text in SENTENCES:
            found = self.model.said(text)
            self.assertLessEqual({"intent", "intent_ranking", "kind", "parts", "topics", "tier"}, set(found), text)
            self.assertTrue(found["parts"] and found["topics"], text)
            for name in ("intent", "kind", "tier"):
                self.assertTrue(0.0 <= found[name]["confidence"] <= 1.0, (text, name))

    def test_the_prefix_is_taken_off_and_kept(self) -> None:
        read = self.asked("did_it_help", "the bus")
        self.assertEqual((read.get(TEXT), read.get(MARKED), read.get(ASKED)), ("the bus", "the bus", "did_it_help"))

    def test_without_a_prefix_nothing_was_asked(self) -> None:
        read = self.model.read("the bus")
        self.assertEqual((read.get(TEXT), read.get(ASKED)), ("the bus", "open"))

    def test_only_the_first_prefix_counts(self) -> None:
        read = self.asked("open", f"{MARK}asked=worked{MARK}bus")
        self.assertEqual((read.get(TEXT), read.get(ASKED)), (f"{MARK}asked=worked{MARK}bus", "open"))

    def test_typed_words_are_no_payload(self) -> None:
        for words in ("/stop", " / /stop", "\n\t/stop"):
            self.assertEqual(self.asked("open", words).get(TEXT), "stop")

    def test_a_sign_is_read_as_it_is_meant_and_kept_as_it_was_typed(self) -> None:
        sign = f"{MARK}sign=🐻{MARK}means=horrible{MARK}"
        read = self.asked("open", f"{sign} bus")
        self.assertEqual(read.get(TEXT), "🐻 bus")
        self.assertEqual(read.get("kind")["name"], "did_not_work")
        self.assertEqual([part["text"] for part in read.get("parts")], ["🐻 bus"])

    def test_the_intent_is_the_first_of_the_ranking(self) -> None:
        for text, intent in (("please stop", "stop"), ("the cake was lovely", "feedback"), ("help me", "need_person")):
            found = self.model.said(text)
            self.assertEqual(found["intent"]["name"], intent)
            self.assertEqual(found["intent"], found["intent_ranking"][0])
            shares = [one["confidence"] for one in found["intent_ranking"]]
            self.assertEqual(len(shares), RANKED)
            self.assertEqual(shares, sorted(shares, reverse=True))

    def test_the_kind_goes_by_the_words_and_by_the_question(self) -> None:
        for asked, words, kind in (
            ("open", "lovely cake", "worked"),
            ("open", "horrible tea", "did_not_work"),
            ("worked", "nothing", "did_not_work"),
            ("did_not_work", "nothing", "worked"),
            ("open", "lovely cake but horrible bus", "mixed"),
        ):
            self.assertEqual(self.asked(asked, words).get("kind")["name"], kind, (asked, words))

    def test_what_is_both_has_parts_with_topics_of_their_own(self) -> None:
        words = "The bus was late, but  the dinner was lovely"
        parts = self.asked("open", words).get("parts")
        self.assertEqual(
            [(part["text"], part["kind"], part["topics"][:1]) for part in parts],
            [
                ("The bus was late", "did_not_work", ["transport"]),
                ("the dinner was lovely", "worked", ["meals"]),
            ],
        )

    def test_what_is_both_without_a_border_is_cut_between_its_words(self) -> None:
        for words, kinds in (
            ("lovely cake horrible bus", ["worked", "did_not_work"]),
            ("horrible dinner lovely bus", ["did_not_work", "worked"]),
        ):
            read = self.asked("open", words)
            parts = read.get("parts")
            self.assertEqual(len(read.get(READ).spans), 1)
            self.assertEqual([part["kind"] for part in parts], kinds)
            self.assertEqual(" ".join(part["text"] for part in parts), words)

    def test_what_is_of_one_kind_is_one_part_as_it_was_typed(self) -> None:
        read = self.asked("open", "Lovely dinner, and lovely cake. ")
        [part] = read.get("parts")
        self.assertEqual((part["text"], part["kind"]), ("Lovely dinner, and lovely cake. ", "worked"))
        self.assertEqual(read.get(PART_SPANS), [(0, len(part["text"]))])

    def test_there_is_always_a_topic_and_never_more_than_three(self) -> None:
        for text in (*SENTENCES, "dinner bus tea cake he hit me nothing"):
            self.assertTrue(1 <= len(self.model.read(text).get("topics")) <= 3, text)

    def test_harm_is_heard(self) -> None:
        for text, tiers in (
            ("he hit me", {"amber", "red"}),
            ("help he is hitting me now", {"red"}),
            ("cake", {"none"}),
        ):
            self.assertIn(self.model.read(text).get("tier")["name"], tiers, text)

    def test_before_it_has_learnt_a_classifier_says_so(self) -> None:
        for component in LEARNING[1:]:
            config = component.get_default_config()
            one = component.create(config, self.fresh.storage, Resource("none"), ExecutionContext(GraphSchema({})))
            with self.assertRaises(ValueError):
                one.process([self.model.read("the bus")])

    def test_a_model_without_its_file_is_an_error(self) -> None:
        for component in LEARNING:
            with tempfile.TemporaryDirectory() as copy:
                shutil.copytree(self.folder, copy, dirs_exist_ok=True)
                kept = sorted((Path(copy) / component.__name__).iterdir())
                self.assertTrue(kept)
                for file in kept:
                    moved = file.rename(Path(copy) / "elsewhere")
                    with self.assertRaises(OSError, msg=str(file)):
                        Trained(self.fresh.components, type(self.fresh.storage)(Path(copy))).loaded()
                    moved.rename(file)

    def test_what_the_encoder_cannot_read_the_linear_models_read_alone(self) -> None:
        read = self.model.read("good tea " * 450)
        self.assertIsNone(read.get(HEARING).whole)
        self.assertEqual(read.get("kind")["name"], "worked")
        self.assertEqual(read.get("tier")["name"], "none")

    def test_the_encoder_counts_for_its_weight_and_for_nothing_where_it_is_silent(self) -> None:
        own, heard = np.array([0.8, 0.2]), self.model.read("the bus was late").get(HEARING).whole
        labels = ("worked", "did_not_work")
        both = together(own, heard, KINDS, labels, 0.25)
        np.testing.assert_allclose(both, 0.75 * own + 0.25 * heard.of(KINDS, labels))
        np.testing.assert_array_equal(together(own, None, KINDS, labels, 0.25), own)

    def test_of_many_parts_none_is_asked_about(self) -> None:
        hearing = self.model.read("the bus").get(HEARING)
        self.assertEqual(hearing.of(["bus"] * (MOST_PARTS + 1)), [None] * (MOST_PARTS + 1))
        self.assertNotIn(None, hearing.of(["bus"] * MOST_PARTS))

    def test_the_rows_of_clauses_are_those_of_their_words(self) -> None:
        read = self.model.read("the bus was late but the dinner was lovely").get(READ)
        alone = self.model.read("the bus was late").get(READ)
        self.assertEqual(read.clause_rows.shape[0], 2)
        self.assertEqual(abs(read.clause_rows[0] - alone.row).max(), 0)


if __name__ == "__main__":
    unittest.main()
