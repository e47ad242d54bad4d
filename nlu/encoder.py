"""A small encoder that reads of a message how it was, what it is about, what it is for and whether it tells of harm.

It knows how words are used in general (MiniLM, learnt from a billion pairs of sentences) and has learnt our phrases on top of that, which
`nlu/learn_encoder.py` does: what the linear models have never seen in a phrase it still knows something of.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from nlu.phrases import NO_HARM
from nlu.words.plain import EMOJI, plain

FILE = Path(__file__).with_name("encoder.onnx")
KINDS, TOPICS, INTENTS, TIERS = "kinds", "topics", "intents", "tiers"
GROUPS = (KINDS, TOPICS, INTENTS, TIERS)
"""What it says of a text, in the order of its numbers."""
WINDOW, MOST_PIECES = 128, 800
"""Pieces of words that it reads at once, and in all. A text of more it does not read at all."""
END = "[SEP]"
# Neighbouring windows share so many pieces, so that no sentence is only ever seen cut.
_SHARED = 16
_Numbers = NDArray[np.float32]


def asked_piece(asked: str) -> str:
    """What every text begins with: the question that it answers. Nobody can type it, for a bracket is a piece of its own."""
    return f"[asked {asked}]"


def as_heard(meant: str) -> str:
    """The words as the encoder is given them: in their plain form, emoji as the words of their names."""
    named = plain(meant).replace(EMOJI, "").replace("_", " ")
    # Half of a sign, which a broken app may send, is none.
    return named.encode("utf-8", "ignore").decode("utf-8")


@dataclass(frozen=True)
class Heard:
    """What it makes of one text: by group (GROUPS), the chance of each label. Of kinds, intents and tiers the chances sum to 1."""

    labels: Mapping[str, tuple[str, ...]]
    chances: Mapping[str, _Numbers]

    def of(self, group: str, labels: Sequence[str]) -> _Numbers:
        """In the order of `labels`; 0 for what it has not learnt."""
        if tuple(labels) == self.labels[group]:
            return self.chances[group]
        known = dict(zip(self.labels[group], self.chances[group], strict=True))
        return np.array([known.get(label, 0.0) for label in labels], dtype=np.float32)


class Encoder:
    """The kept encoder. Raises OSError where its file is not there: a model that knows nothing must not start."""

    def __init__(self, file: Path = FILE) -> None:
        options = onnxruntime.SessionOptions()
        # A message is too short to be shared out, and the other core has other work.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(file.read_bytes(), options, providers=["CPUExecutionProvider"])
        about = self._session.get_modelmeta().custom_metadata_map
        self._pieces = Tokenizer.from_str(about["pieces"])
        self.labels = {group: tuple(names) for group, names in json.loads(about["labels"]).items()}

    def heard(self, meant: Sequence[str], asked: str) -> list[Heard | None]:
        """What it makes of each of some texts, own signs replaced by their meaning, as answers to what was `asked`. None of one that
        is too long for it, so that nobody takes for harmless what it has not read."""
        windows = [self._windows(text, asked) for text in meant]
        found = self._read([window for those in windows for window in those])
        ends = np.cumsum([len(those) for those in windows])
        return [
            Heard(self.labels, self._together(found[end - len(those) : end])) if those else None
            for those, end in zip(windows, ends, strict=True)
        ]

    def _windows(self, meant: str, asked: str) -> list[list[int]]:
        """Pieces of the text; none where it is too long."""
        pieces = self._pieces.encode(as_heard(meant)).ids
        if len(pieces) > MOST_PIECES:
            return []
        first, last = self._id(asked_piece(asked)), self._id(END)
        starts = range(0, max(len(pieces) - _SHARED, 1), WINDOW - _SHARED)
        return [[first, *pieces[start : start + WINDOW], last] for start in starts]

    def _id(self, piece: str) -> int:
        found = self._pieces.token_to_id(piece)
        if found is None:
            raise ValueError(f"the encoder has no piece {piece}")
        return int(found)

    def _read(self, windows: Sequence[Sequence[int]]) -> _Numbers:
        """Windows x all labels."""
        if not windows:
            return np.empty((0, sum(map(len, self.labels.values()))), dtype=np.float32)
        ids = np.zeros((len(windows), max(map(len, windows))), dtype=np.int64)
        for row, window in zip(ids, windows, strict=True):
            row[: len(window)] = window
        [found] = self._session.run(None, {"ids": ids})
        return np.asarray(found, dtype=np.float32)

    def _together(self, windows: _Numbers) -> dict[str, _Numbers]:
        """Of the windows of one text: the tier of the worst, every topic that one of them has, and the mean of the rest."""
        found, start = {}, 0
        for group in GROUPS:
            those = windows[:, start : start + len(self.labels[group])]
            start += those.shape[1]
            if group == TIERS:
                found[group] = those[those[:, self.labels[group].index(NO_HARM)].argmin()]
            else:
                found[group] = those.max(axis=0) if group == TOPICS else those.mean(axis=0)
        return found
