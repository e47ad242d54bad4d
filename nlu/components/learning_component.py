"""What all components that learn have in common: what each learnt is kept in a folder of the model, and read from there again."""

from __future__ import annotations

from abc import abstractmethod
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

Learnt = TypeVar("Learnt")


class LearningComponent(GraphComponent, Generic[Learnt]):  # type: ignore[misc]  # Rasa is not typed where the app is checked
    """A subclass learns something in `train` and hands it to `keep`."""

    default_config: ClassVar[dict[str, Any]] = {}

    def __init__(
        self, config: dict[str, Any], learnt: Learnt | None, model_storage: ModelStorage, resource: Resource
    ) -> None:
        self.config, self._learnt, self._model_storage, self._resource = config, learnt, model_storage, resource

    @property
    def learnt(self) -> Learnt:
        """Raises ValueError before it was trained or loaded."""
        if self._learnt is None:
            raise ValueError(f"{type(self).__name__} has not learnt anything")
        return self._learnt

    @classmethod
    def get_default_config(cls) -> dict[str, Any]:
        """What config.yml may set."""
        return dict(cls.default_config)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LearningComponent[Learnt]:
        """Called by Rasa for training."""
        return cls(config, None, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> LearningComponent[Learnt]:
        """Called by Rasa when a model is loaded. A model without its file is an error: it must not start knowing nothing."""
        with model_storage.read_from(resource) as folder:
            return cls(config, cls.kept(folder), model_storage, resource)

    def keep(self, learnt: Learnt) -> Resource:
        """This is what it knows from now on."""
        self._learnt = learnt
        with self._model_storage.write_to(self._resource) as folder:
            self.write(learnt, folder)
        return self._resource

    @staticmethod
    @abstractmethod
    def write(learnt: Learnt, folder: Path) -> None:
        """Write what was learnt."""

    @staticmethod
    @abstractmethod
    def kept(folder: Path) -> Learnt:
        """Read it again. Without its file it raises."""
