"""`make evaluate`: how well messages are read. `DATA=folder` adds the shared sets, `STOCK=1` the stock pipeline."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bot.assistant_child import AssistantMissing
from bot.model_child import ModelGone
from evaluate import report, stock
from evaluate.judging import Answered, Judged, judge, judge_utterances, wrong
from evaluate.readers import Ours, Reader, Stock, Vader
from evaluate.sets import NEIGHBOURS, NOT_GIVEN, TUNING, UNSEEN, Labelled, SetBroken, Sets, load

_LOOKED_AT = "tuning.jsonl, looked at while choosing, not unseen"
_NHS = "NHS feedback, real and unseen, kind only"
_UTTERANCES = "utterances, invented and short"


def main() -> int:
    """The exit code."""
    asked = _arguments()
    try:
        sets = load(asked.data)
        for path in sets.not_found:
            print(f"not found: {path}" + (" (give its folder as DATA=)" if path.parent == NOT_GIVEN else ""))
        with ExitStack() as keep:
            figures = [_measured(reader, sets, errors=asked.errors) for reader in _readers(asked, sets, keep)]
    except (AssistantMissing, ModelGone, SetBroken, stock.StockFailed) as error:
        print(f"evaluate: {error}", file=sys.stderr)
        return 1
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=2), encoding="utf-8")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="evaluate", description="Measure how well messages are read.")
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="where the sets are that projects share")
    parser.add_argument("--stock", action="store_true", help="a stock Rasa pipeline beside it, trained the first time")
    parser.add_argument("--errors", action="store_true", help="list what of the tuning set is read wrongly")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures into this file")
    return parser.parse_args()


def _readers(asked: argparse.Namespace, sets: Sets, keep: ExitStack) -> Iterable[Reader]:
    """Each is started when it is its turn, and measured with nothing else at work."""
    yield Ours(os.environ, keep)
    if asked.stock:
        yield Stock(os.environ, keep, stock.models(os.environ))
    if sets.nhs:
        yield Vader(os.environ, keep, forced=False)
        yield Vader(os.environ, keep, forced=True)


def _measured(reader: Reader, sets: Sets, *, errors: bool) -> dict[str, Any]:
    """Print it, and return it."""
    print("", reader.name, "=" * len(reader.name), sep="\n", flush=True)
    judged: dict[str, Judged] = {}

    def show(title: str, answered: list[Answered], judging: Callable[[list[Answered]], Judged] = judge) -> None:
        if answered:
            judged[title] = judging(answered)
            print("\n".join(report.lines_of(title, judged[title])), flush=True)

    def read(messages: list[Labelled]) -> list[Answered]:
        return [(message, reader.read(message)) for message in messages]

    if not isinstance(reader, Vader):
        answered = read(sets.invented[TUNING])
        show(_LOOKED_AT, answered)
        if errors and isinstance(reader, Ours):
            print("\n".join(report.errors_of(wrong(answered))))
        unseen = {name: read(sets.invented[name]) for name in UNSEEN}
        for name in UNSEEN:
            show(f"{name}.jsonl, unseen", unseen[name])
        show("the unseen ones together", [one for name in UNSEEN for one in unseen[name]])
        show(f"{NEIGHBOURS}.jsonl, unseen and hard on purpose", read(sets.invented[NEIGHBOURS]))
        show(_UTTERANCES, read(sets.utterances), judge_utterances)
    show(_NHS, read(sets.nhs))
    print("\n".join(report.cost_of(reader)))
    return report.as_json(reader, judged)


if __name__ == "__main__":
    sys.exit(main())
