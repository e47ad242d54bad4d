"""What several rooms' tests share: the one assistant of the run."""

from collections.abc import Iterator

import pytest

from tests.support.running_assistant import RunningAssistant, running_assistant


@pytest.fixture(scope="session")
def assistant() -> Iterator[RunningAssistant]:
    """Started by the first test that talks to it, and ended after the last."""
    with running_assistant() as running:
        yield running
