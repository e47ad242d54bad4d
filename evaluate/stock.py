"""The stock pipeline, trained on the phrases that our own model learns from; kept until the phrases change."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from bot.assistant_child import ROOT, AssistantFiles, environment

EXAMPLES = ROOT / "nlu" / "examples"
KEPT = ROOT / "build" / "stock"
_MARKED = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_WHERE = "import rasa.cli, pathlib; print(pathlib.Path(rasa.cli.__file__).parent / 'initial_project' / 'config.yml')"


class StockFailed(Exception):
    """It could not be trained; the message names the log."""


def models(environ: Mapping[str, str]) -> dict[str, Path]:
    """Trained models by what they tell: `intent` and `kind`. The first time this takes some hours of two processors. Raises StockFailed."""
    blocks = list(_blocks())
    of_feedback = [(kind, phrases) for _, kind, phrases in blocks if kind]
    labels = {"intent": [(intent, phrases) for intent, _, phrases in blocks], "kind": of_feedback}
    return {label: _trained(label, phrases, environ) for label, phrases in labels.items()}


def as_nlu(labelled: list[tuple[str, list[str]]]) -> str:
    """Rasa's training file, with these labels as intents and nothing but plain words."""
    phrases: dict[str, list[str]] = {}
    for label, more in labelled:
        phrases.setdefault(label, []).extend(more)
    blocks = [{"intent": name, "examples": "".join(f"- {one}\n" for one in those)} for name, those in phrases.items()]
    return yaml.safe_dump({"version": "3.1", "nlu": blocks}, allow_unicode=True, sort_keys=False)


def phrases_of(examples: str) -> list[str]:
    """The phrases of a block, without the marks of the sides of mixed ones."""
    lines = (line.strip() for line in examples.splitlines())
    return [_MARKED.sub(r"\1", line.removeprefix("-").strip()) for line in lines if line]


def _blocks() -> Iterator[tuple[str, str | None, list[str]]]:
    """Intent, kind where it has one, and phrases."""
    for path in sorted(EXAMPLES.glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            about: dict[str, Any] = block.get("metadata") or {}
            yield block["intent"], about.get("kind"), phrases_of(block["examples"])


def _trained(label: str, phrases: list[tuple[str, list[str]]], environ: Mapping[str, str]) -> Path:
    text = as_nlu(phrases)
    name = f"{label}-{hashlib.sha256(text.encode()).hexdigest()[:16]}"
    model, source, log = (KEPT / f"{name}.{ending}" for ending in ("tar.gz", "yml", "log"))
    if model.exists():
        return model
    print(
        f"\ntraining the stock pipeline on the {label} of {sum(len(those) for _, those in phrases):,} phrases …",
        flush=True,
    )
    KEPT.mkdir(parents=True, exist_ok=True)
    source.write_text(text, encoding="utf-8")
    python = AssistantFiles().python
    found = subprocess.run([python, "-c", _WHERE], env=environment(environ), capture_output=True, text=True, check=True)
    # A copy: Rasa writes into it which pipeline it chose.
    config = KEPT / f"{name}-config.yml"
    config.write_text(Path(found.stdout.strip()).read_text(encoding="utf-8"), encoding="utf-8")
    command: list[str | Path] = [AssistantFiles().program, "train", "nlu", "--nlu", source, "--config", config]
    command += ["--out", KEPT / name, "--fixed-model-name", "stock"]
    with log.open("wb") as out:
        done = subprocess.run(command, env=environment(environ), stdout=out, stderr=out, check=False)
    trained = KEPT / name / "stock.tar.gz"
    if done.returncode or not trained.exists():
        raise StockFailed(f"The stock pipeline could not be trained. See {log}.")
    trained.replace(model)
    shutil.rmtree(trained.parent)
    return model
