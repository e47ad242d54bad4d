"""Logging is one for the whole process: a test that sets it up puts it back."""

from __future__ import annotations

import logging
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from bot import safe_record


@contextmanager
def as_it_was() -> Iterator[None]:
    """At the end the factory, handlers, levels and hooks are those of the beginning."""
    root, factory = logging.getLogger(), logging.getLogRecordFactory()
    handlers, level = root.handlers[:], root.level
    hooks = (sys.excepthook, sys.unraisablehook, threading.excepthook, warnings.showwarning)
    try:
        yield
    finally:
        logging.setLogRecordFactory(factory)
        root.handlers[:], root.level = handlers, level
        sys.excepthook, sys.unraisablehook, threading.excepthook, warnings.showwarning = hooks
        for name in safe_record.OURS:
            logging.getLogger(name).setLevel(logging.NOTSET)
