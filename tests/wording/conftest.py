"""The real catalogue, read once."""

from pathlib import Path

import pytest

from wording.catalogue import Catalogue

ENGLISH = Path(__file__).parents[2] / "domain" / "en"


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue.load(ENGLISH)
