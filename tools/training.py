"""Trains the assistant when, and only when, what it learns from has changed, and makes sure that it learned its rules."""

from __future__ import annotations

import json
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tools import steps
from tools.places import TRAINED_FROM, TRAINING_DATA, Places
from tools.running import Runner
from tools.steps import SetUpFailed, Step

_RULES = "rule_policy.json"


@dataclass(frozen=True)
class Training:
    """Training of the one model; a training that fails leaves the model before it as it was."""

    places: Places
    runner: Runner

    def step(self) -> Step:
        """The step of setting up that trains."""
        return Step("the assistant learns its phrases and rules", self._is_done, self._train)

    @property
    def _stamp(self) -> Path:
        return self.places.model.with_name("said.trained-from")

    def _inputs(self) -> str:
        # The locked libraries count as well: another Rasa may not read the old model.
        return steps.digest(self.places.root, [*TRAINED_FROM, "requirements/assistant.txt"])

    def _is_done(self) -> bool:
        return self.places.model.exists() and steps.stamped(self._stamp) == self._inputs()

    def _train(self) -> None:
        for path in (*TRAINED_FROM, *TRAINING_DATA):
            if not (self.places.root / path).exists():
                raise SetUpFailed(f"{path} is missing, which the assistant is trained from. Fetch the project again.")
        inputs = self._inputs()
        self.places.models.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self.places.models, prefix="training-") as folder:
            trained = self._trained_in(Path(folder))
            self._stamp.unlink(missing_ok=True)
            trained.replace(self.places.model)
        self._stamp.write_text(inputs, encoding="utf-8")

    def _trained_in(self, folder: Path) -> Path:
        failed = "the assistant could not be trained."
        command: list[str | Path] = [self.places.assistant / "bin" / "rasa", "train", "--config", "config.yml"]
        command += ["--domain", "domain", "--data", *TRAINING_DATA, "--out", folder, "--fixed-model-name", "said"]
        # Rasa's own check reads all phrases once more, which takes as long as a third of the training, and lets a model without rules pass.
        command += ["--skip-validation"]
        # Its cache looks at the components alone, and would keep what was learnt with other word lists. The stamp knows better.
        command += ["--force"]
        self.runner.run(command, or_else=failed, RASA_TELEMETRY_ENABLED="false")
        trained = folder / self.places.model.name
        # Rasa ends without an error, and trains the reading alone, when it finds no rules.
        if not trained.exists() or not count_rules(trained):
            raise SetUpFailed(f"{failed} It found no rules in stories/. {self.runner.see_log}")
        return trained


def count_rules(model: Path) -> int:
    """How many turns the rules of a trained model decide; 0 for a model that can only read."""
    with tarfile.open(model) as archive:
        for member in archive:
            if member.name.endswith(f"/{_RULES}") and (file := archive.extractfile(member)):
                return len(json.load(file)["lookup"]["rules"])
    return 0
