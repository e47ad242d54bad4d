"""VADER as a child, in the assistant's own Python: a line of JSON in, a line of JSON out, as in `nlu/read_lines.py`."""

from __future__ import annotations

import json
import sys

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer


def main() -> None:
    """Read until there are no more lines."""
    lexicon = SentimentIntensityAnalyzer()
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        print(json.dumps(lexicon.polarity_scores(json.loads(line)["text"])), flush=True)


if __name__ == "__main__":
    main()
