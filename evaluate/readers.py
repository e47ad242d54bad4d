"""Who reads: the chat's own reading, a stock Rasa pipeline, and VADER. Each tells how long a message takes, and how big it is."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from bot.assistant import as_asked
from bot.assistant_child import AssistantFiles
from bot.model_child import ModelChild
from bot.published import as_json, intent_as_published, message_from
from bot.understanding import understood_from
from evaluate.sets import Labelled

_KINDS = ("worked", "did_not_work", "mixed", "unclear")
# The trained model asks it, and it is not in the model's file.
_ENCODER = Path(__file__).resolve().parent.parent / "nlu" / "encoder.onnx"
# Real answers and invented ones: what it comes to when a message is not read as feedback.
_COUNTS_AS = dict.fromkeys(("want", "complaint", "no"), "did_not_work") | dict.fromkeys(("yes", "thanks"), "worked")


@dataclass(frozen=True)
class Read:
    """What was read. None: this reader cannot tell."""

    intent: str | None
    kind: str
    topics: tuple[str, ...] | None = None
    tier: str | None = None
    parts: tuple[tuple[str, str], ...] = ()


@dataclass
class Took:
    """Seconds of each message, by what was timed."""

    seconds: dict[str, list[float]] = field(default_factory=dict)

    def timed(self, model: ModelChild, name: str, text: str) -> dict[str, Any]:
        """Ask, one message after the other: the same call for every model."""
        started = time.perf_counter()
        found = model.ask(text)
        self.add(name, started)
        return found

    def add(self, name: str, started: float) -> None:
        self.seconds.setdefault(name, []).append(time.perf_counter() - started)


class Reader(Protocol):
    """Reads messages, in a `with`."""

    name: str
    took: Took
    sizes: dict[str, int]

    def read(self, message: Labelled) -> Read: ...


class Ours:
    """What `said understand` answers: the trained model and the screening rules."""

    name = "Said & Done"

    def __init__(self, environ: Mapping[str, str], keep: ExitStack, files: AssistantFiles | None = None) -> None:
        """Raises AssistantMissing, ModelGone."""
        files = files or AssistantFiles()
        self.took = Took()
        self._model = keep.enter_context(ModelChild(environ, files))
        self.sizes = {"model": files.model.stat().st_size, "encoder": _ENCODER.stat().st_size}

    def read(self, message: Labelled) -> Read:
        asked = message_from(json.dumps({"text": message.text, "asked": message.asked}).encode())
        started = time.perf_counter()
        answer = self.took.timed(self._model, "model", as_asked(asked.asked, asked.words))
        found = as_json(understood_from(answer, asked.words))
        self.took.add("model and rules", started)
        parts = tuple((part["kind"], part["text"]) for part in found["parts"])
        kind = found["kind"] or _COUNTS_AS.get(found["intent"], found["intent"])
        return Read(found["intent"], kind, tuple(found["topics"]), found["tier"], parts)


class Stock:
    """What `rasa init` makes, trained on the same phrases. It knows one label, so there is a model of intents and one of
    kinds, which is asked about every message whatever its intent was read as."""

    name = "stock Rasa pipeline"

    def __init__(self, environ: Mapping[str, str], keep: ExitStack, models: Mapping[str, Path]) -> None:
        """`models`: by `intent` and `kind` (`evaluate.stock`). Raises AssistantMissing, ModelGone."""
        self.took = Took()
        self.sizes = {f"model of {label}s": path.stat().st_size for label, path in models.items()}
        self._models = {
            label: keep.enter_context(ModelChild(environ, None, "nlu.read_lines", str(path)))
            for label, path in models.items()
        }

    def read(self, message: Labelled) -> Read:
        found = {
            label: self.took.timed(model, f"model of {label}s", message.text)["intent"]["name"]
            for label, model in self._models.items()
        }
        # Its fallback stands for "not understood".
        return Read(intent_as_published(found["intent"] or ""), found["kind"] if found["kind"] in _KINDS else "unclear")


class Vader:
    """A lexicon of feelings, the usual first choice. `forced`: it may not say that it cannot tell."""

    def __init__(self, environ: Mapping[str, str], keep: ExitStack, *, forced: bool) -> None:
        """Raises AssistantMissing, ModelGone."""
        self.name = "VADER, forced to two kinds" if forced else "VADER with its neutral band"
        self._band = 0.0 if forced else 0.05  # its authors' own
        self.took, self.sizes = Took(), dict[str, int]()
        self._model = keep.enter_context(ModelChild(environ, None, "evaluate.vader_lines"))

    def read(self, message: Labelled) -> Read:
        compound = self.took.timed(self._model, "lexicon", message.text)["compound"]
        if compound >= self._band:
            return Read(None, "worked")
        return Read(None, "unclear" if compound > -self._band else "did_not_work")
