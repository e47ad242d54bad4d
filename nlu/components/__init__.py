"""Rasa components of our own, one job each, named in config.yml by module path."""

import nlu.schemas_checked_once  # noqa: F401 - its work is done by being imported with the model
