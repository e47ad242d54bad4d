"""Rasa's logistic regression, with its weights in a plain NumPy file.

The stock class stores them with skops, whose import looks every type it trusts up in every module loaded so far: with
TensorFlow loaded that is six seconds of each start and of each training, for two small tables of numbers.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier

WEIGHTS_FILE = "weights.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class QuickLoadingClassifier(LogisticRegressionClassifier):  # type: ignore[misc]  # Rasa is not typed where the app is checked
    """Same training, same answers; only how the model is kept differs."""

    def persist(self) -> None:
        """Keep what `predict_proba` needs: one row of weights and one offset for each intent."""
        with self._model_storage.write_to(self._resource) as folder:
            np.savez(
                folder / WEIGHTS_FILE,
                intents=np.asarray(self.clf.classes_, dtype=np.str_),
                weights=self.clf.coef_,
                offsets=self.clf.intercept_,
            )

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> QuickLoadingClassifier:
        """The trained classifier. A model without the file is an error: a classifier that knows nothing must not start."""
        classifier = cls(config, execution_context.node_name, model_storage, resource)
        with model_storage.read_from(resource) as folder, np.load(folder / WEIGHTS_FILE, allow_pickle=False) as kept:
            classifier.clf.classes_ = kept["intents"]
            classifier.clf.coef_ = kept["weights"]
            classifier.clf.intercept_ = kept["offsets"]
        return classifier
