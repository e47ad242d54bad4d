"""A stand-in for the trained model of `bot.model_child`: answers each line at once, and fails or ends where the words say so.

Its reading is that of good feedback, or of the intent that the words name: "intent: want".
"""

from __future__ import annotations

from pathlib import Path

from bot.assistant_child import AssistantFiles
from tests.support.rasa_stand_in import RasaStandIn

_READER = """
import json, os, pathlib, sys
pathlib.Path("started").write_text(json.dumps([os.getpid(), sys.argv[1:], dict(os.environ)]))
def say(found):
    print(json.dumps(found), flush=True)
print("Daz hits me", file=sys.stderr, flush=True)
if pathlib.Path("broken").exists():
    say({"failed": "ModelNotFound"})
    sys.exit(1)
say({"ready": True})
for line in sys.stdin:
    text = json.loads(line)["text"]
    if "end now" in text:
        sys.exit(1)
    _, asked, words = text.split(chr(0x2063), 2)
    say({"failed": "IndexError"} if "fail now" in words else {
        "intent": {"name": words.removeprefix("intent: ") if words.startswith("intent: ") else "feedback", "confidence": 0.87654321},
        "kind": {"name": "worked", "confidence": 0.9},
        "parts": [{"text": words, "kind": "worked", "topics": [asked]}],
        "topics": ["meals"],
        "tier": {"name": "none", "confidence": 1.0},
    })
"""


def model_stand_in(root: Path) -> AssistantFiles:
    """A project folder with nothing in it but this."""
    RasaStandIn(root)
    (root / "nlu").mkdir()
    (root / "nlu" / "read_lines.py").write_text(_READER, encoding="utf-8")
    return AssistantFiles(root)
