"""All of setting up, in order, with its messages: plain lines while it works, one line if it cannot."""

from __future__ import annotations

import argparse
import fcntl
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tools import steps
from tools.environments import Environments
from tools.package_index import for_uv
from tools.places import Places
from tools.running import Runner
from tools.steps import SetUpFailed
from tools.training import Training

ROOT = Path(__file__).resolve().parent.parent


def set_up(arguments: Sequence[str], environ: Mapping[str, str], root: Path = ROOT) -> int:
    """Set the project at `root` up; the exit code."""
    parser = argparse.ArgumentParser(prog="make setup", description="Make both environments and train the assistant.")
    parser.add_argument("--for-tests", action="store_true", help="add what the tests and checks need")
    wanted = parser.parse_args(arguments)
    places = Places(root)
    try:
        with _alone(places.lock):
            _take_steps(places, environ, for_tests=wanted.for_tests)
    except SetUpFailed as failed:
        print(f"said: {failed}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"said: {error.strerror}: {error.filename}. Mend that, then run this again.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("said: stopped. Run this again to go on.", file=sys.stderr)
        return 130
    return 0


def _take_steps(places: Places, environ: Mapping[str, str], *, for_tests: bool) -> None:
    runner = Runner(places.root, places.log, _say, {**environ, **for_uv(environ)})
    environments = Environments(places, runner)
    steps.take([*environments.steps(for_tests=for_tests), Training(places, runner).step()], _say)


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Two set-ups in one folder would take each other's files away: the second waits."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _say("another set-up is at work in this folder: waiting for it …")
            fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _say(line: str) -> None:
    print(line, flush=True)
