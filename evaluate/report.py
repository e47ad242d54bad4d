"""Puts what was measured on paper: tables to read, and the same as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from evaluate.judging import Judged
from evaluate.measures import Counts, Table, percentiles, share
from evaluate.readers import Reader
from evaluate.sets import Labelled

_MEGABYTE = 1e6


def lines_of(title: str, judged: Judged) -> list[str]:
    """A set as it is printed."""
    lines = ["", f"{title}: {judged.messages:,} messages"]
    for name, table in judged.tables.items():
        lines += ["", *_table(name, table)]
    if judged.shares:
        lines.append("")
    for one in judged.shares:
        lines.append(f"  {one.name:<44} {share(one.right, one.of):5.1%}   {one.right} of {one.of}")
    return lines


def _table(name: str, table: Table) -> list[str]:
    lines = [f"  {name:<16} precision  recall      F1   true   right  wrong  missed"]
    never = Counts()
    for label, counts in table.labels.items():
        if not counts.true:
            never += counts
            continue
        figures = f"{counts.precision:9.2f} {counts.recall:7.2f} {counts.f1:7.2f}"
        numbers = f"{counts.true:6} {counts.right:7} {counts.wrong:6} {counts.missed:7}"
        lines.append(f"    {label:<14} {figures} {numbers}")
    if never.wrong:
        lines.append(f"    {'(never true)':<14} {'':25} {0:6} {0:7} {never.wrong:6} {0:7}")
    lines.append(f"    macro-F1 {table.macro:.3f}   micro-F1 {table.micro:.3f}   in {table.messages:,} messages")
    return lines


def cost_of(reader: Reader) -> list[str]:
    """Time per message, one after the other, and sizes."""
    lines = ["", "time per message and size"]
    for name, seconds in reader.took.seconds.items():
        p50, p95 = percentiles(seconds)
        lines.append(f"  {name:<44} p50 {p50:6.1f} ms   p95 {p95:6.1f} ms   in {len(seconds):,} messages")
    lines += [f"  {name:<44} {size / _MEGABYTE:6.1f} MB" for name, size in reader.sizes.items()]
    return lines


def errors_of(wrong: Sequence[tuple[Labelled, dict[str, tuple[str, str]]]]) -> list[str]:
    """One line for each message that was read otherwise than it is."""
    lines = ["", f"read wrongly: {len(wrong)} messages"]
    for message, differ in wrong:
        what = "; ".join(f"{name} {true or '-'} read as {read or '-'}" for name, (true, read) in differ.items())
        lines.append(f"  [{message.asked}] {message.text!r}: {what}")
    return lines


def as_json(reader: Reader, judged: dict[str, Judged]) -> dict[str, Any]:
    """All figures of one reader."""
    times = {name: percentiles(seconds) for name, seconds in reader.took.seconds.items()}
    return {
        "reader": reader.name,
        "milliseconds": {name: {"p50": p50, "p95": p95} for name, (p50, p95) in times.items()},
        "bytes": reader.sizes,
        "sets": {
            title: {
                "messages": one.messages,
                "tables": {name: _figures(table) for name, table in one.tables.items()},
                "shares": [asdict(each) for each in one.shares],
            }
            for title, one in judged.items()
        },
    }


def _figures(table: Table) -> dict[str, Any]:
    labels = {
        label: {"precision": one.precision, "recall": one.recall, "f1": one.f1, "true": one.true, **asdict(one)}
        for label, one in table.labels.items()
    }
    return {"messages": table.messages, "macro_f1": table.macro, "micro_f1": table.micro, "labels": labels}
