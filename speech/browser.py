"""The script by which a browser records a voice: one for the chat and for the staff pages, each of which serves the folder."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "in_browser"
RECORDER = "recorder.js"


@cache
def version() -> str:
    """Another one whenever the script is: browsers may keep what they fetched under it for good."""
    return hashlib.sha256((FOLDER / RECORDER).read_bytes()).hexdigest()[:12]
