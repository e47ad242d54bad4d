"""The stock pipeline, trained on the phrases that our own model learns from; kept until the phrases change."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from bot.assistant_child import ROOT, AssistantFiles, environment
from nlu.phrases import phrases

KEPT = ROOT / "build" / "stock"
_WHERE = "import rasa.cli, pathlib; print(pathlib.Path(rasa.cli.__file__).parent / 'initial_project' / 'config.yml')"


class StockFailed(Exception):
    """It could not be trained; the message names the log."""


def models(environ: Mapping[str, str]) -> dict[str, Path]:
    """Trained models by what they tell: `intent` and `kind`. The first time this takes some hours of two processors. Raises StockFailed."""
    learnt = [one for one in phrases() if not one.teaches_its_tier_alone]
    labels = {
        "intent": [(one.intent, one.text) for one in learnt],
        "kind": [(one.kind, one.text) for one in learnt if one.kind],
    }
    return {label: _trained(label, labelled, environ) for label, labelled in labels.items()}


def as_nlu(labelled: Sequence[tuple[str, str]]) -> str:
    """Rasa's training file of labels with a phrase each: the labels as intents, and nothing but plain words."""
    together: dict[str, list[str]] = {}
    for label, phrase in labelled:
        together.setdefault(label, []).append(phrase)
    blocks = [{"intent": name, "examples": "".join(f"- {one}\n" for one in those)} for name, those in together.items()]
    return yaml.safe_dump({"version": "3.1", "nlu": blocks}, allow_unicode=True, sort_keys=False)


def _trained(label: str, labelled: Sequence[tuple[str, str]], environ: Mapping[str, str]) -> Path:
    text = as_nlu(labelled)
    name = f"{label}-{hashlib.sha256(text.encode()).hexdigest()[:16]}"
    model, source, log = (KEPT / f"{name}.{ending}" for ending in ("tar.gz", "yml", "log"))
    if model.exists():
        return model
    print(
        f"\ntraining the stock pipeline on the {label} of {len(labelled):,} phrases …",
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
