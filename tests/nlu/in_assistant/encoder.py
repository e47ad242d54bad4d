"""The kept encoder: what it knows, what it hears, and what it must not be made to do; and what it is taught."""

from __future__ import annotations

import random
import unittest
from pathlib import Path
from typing import ClassVar

import numpy as np

from nlu.encoder import (
    GROUPS,
    INTENTS,
    KINDS,
    MOST_PIECES,
    TIERS,
    TOPICS,
    Encoder,
    Heard,
    as_heard,
    asked_piece,
)
from nlu.encoder_lessons import labels_of, lessons, misspelt
from nlu.phrases import ASKED, NO_HARM

RAMBLING = "then we had tea and watched the telly and the dog slept by the door. "


class OfEncoder(unittest.TestCase):
    """One loaded encoder for all tests."""

    encoder: ClassVar[Encoder]

    @classmethod
    def setUpClass(cls) -> None:
        cls.encoder = Encoder()

    def heard(self, text: str, asked: str = "open") -> Heard:
        [found] = self.encoder.heard([text], asked)
        assert found is not None
        return found

    def likeliest(self, group: str, text: str, asked: str = "open") -> str:
        return self.encoder.labels[group][int(self.heard(text, asked).chances[group].argmax())]

    def test_it_knows_every_label_of_the_phrases(self) -> None:
        """After a new intent, kind, topic or tier it has to be taught anew: `make encoder`."""
        self.assertEqual(self.encoder.labels, labels_of(lessons()))

    def test_it_knows_words_that_no_phrase_has(self) -> None:
        taught = {word for one in lessons() for word in as_heard(one.text).split()}
        for text, word, kind in (
            ("we had a fabulous safari", "fabulous", "worked"),
            ("the broadband is pathetic", "pathetic", "did_not_work"),
        ):
            self.assertNotIn(word, taught)
            self.assertEqual(self.likeliest(KINDS, text), kind, text)

    def test_the_question_counts(self) -> None:
        self.assertEqual(self.likeliest(KINDS, "nothing", "did_not_work"), "worked")
        self.assertEqual(self.likeliest(KINDS, "nothing", "worked"), "did_not_work")

    def test_chances_are_chances(self) -> None:
        for text in ("", " ", "😡", "\ud800", "\x00", "zxqv", "السلام عليكم", "lovely dinner"):
            heard = self.heard(text)
            for group in GROUPS:
                chances = heard.chances[group]
                self.assertTrue(((chances >= 0) & (chances <= 1)).all(), (text, group))
                if group != TOPICS:
                    self.assertAlmostEqual(float(chances.sum()), 1.0, places=4)

    def test_a_label_that_it_has_not_learnt_has_no_chance(self) -> None:
        heard = self.heard("the bus was late")
        found = heard.of(TOPICS, ["space_travel", "transport"])
        self.assertEqual(found[0], 0)
        self.assertEqual(found[1], heard.chances[TOPICS][self.encoder.labels[TOPICS].index("transport")])

    def test_together_is_as_alone(self) -> None:
        texts = ["lovely dinner", "the bus was late again and nobody told me why it was so late", "x"]
        for text, heard in zip(texts, self.encoder.heard(texts, "open"), strict=True):
            alone = self.heard(text)
            assert heard is not None
            for group in GROUPS:
                # Numbers of eight bits are scaled by what is read together.
                np.testing.assert_allclose(heard.chances[group], alone.chances[group], atol=0.1)

    def test_nothing_asked_for_is_nothing_heard(self) -> None:
        self.assertEqual(self.encoder.heard([], "open"), [])

    def test_a_question_cannot_be_typed(self) -> None:
        for asked in ASKED:
            typed = self.encoder._pieces.encode(as_heard(asked_piece(asked))).ids
            self.assertNotIn(self.encoder._pieces.token_to_id(asked_piece(asked)), typed)

    def test_a_question_that_it_does_not_know_is_an_error(self) -> None:
        with self.assertRaisesRegex(ValueError, "asked weather"):
            self.encoder.heard(["sunny"], "weather")

    def test_harm_is_heard_wherever_it_stands_in_a_long_message(self) -> None:
        harm = "he hit me in the face and said do not tell anybody. "
        for before, behind in ((0, 30), (15, 15), (30, 0)):
            text = RAMBLING * before + harm + RAMBLING * behind
            self.assertLess(float(self.heard(text).of(TIERS, [NO_HARM])[0]), 0.5, (before, behind))
        self.assertGreater(float(self.heard(RAMBLING * 30).of(TIERS, [NO_HARM])[0]), 0.5)

    def test_what_is_too_long_is_not_taken_for_read(self) -> None:
        self.assertEqual(self.encoder.heard(["tea " * (MOST_PIECES + 1), "tea"], "open")[0], None)
        self.assertIsNotNone(self.encoder.heard(["tea " * MOST_PIECES, "tea"], "open")[0])

    def test_without_its_file_is_an_error(self) -> None:
        with self.assertRaises(OSError):
            Encoder(Path(__file__).with_name("no-such-encoder.onnx"))


class OfLessons(unittest.TestCase):
    """What it is taught."""

    def test_a_mixed_phrase_teaches_its_sides_too(self) -> None:
        those = list(lessons())
        mixed = next(at for at, one in enumerate(those) if "mixed" in one.named[KINDS] and one.asked == "open")
        whole, first, second = those[mixed : mixed + 3]
        self.assertNotIn("[", whole.text)
        self.assertTrue(first.text in whole.text and second.text in whole.text)
        self.assertEqual(first.named[KINDS] | second.named[KINDS], {"worked", "did_not_work"})
        self.assertFalse(any(first.named[group] for group in (TOPICS, INTENTS, TIERS)))

    def test_what_is_there_for_its_tier_teaches_nothing_else(self) -> None:
        only = [one for one in lessons() if one.named[TIERS] and not one.named[INTENTS]]
        self.assertGreater(len(only), 1000)
        self.assertFalse(any(one.named[group] for one in only for group in (KINDS, TOPICS)))

    def test_misspelling_leaves_words_to_be_told(self) -> None:
        chance, text = random.Random(1), "the wheelchair taxi was late again on tuesday 15"
        found = {misspelt(text, chance) for _ in range(200)}
        self.assertGreater(len(found), 30)
        self.assertIn(text, found)
        for one in found:
            self.assertEqual(len(one.split()), len(text.split()))
            self.assertTrue(one.startswith("the ") and one.endswith(" 15"), one)


if __name__ == "__main__":
    unittest.main()
