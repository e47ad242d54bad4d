"""What an alert says: a reference, the tier and a link; no name, nobody's words, no kind of harm, no house (R14)."""

from __future__ import annotations

from collections.abc import Iterable

from bot.notifying.text import Text
from storage.alert_delivery import AlertMessage
from storage.alerts import AT_ONCE
from storage.vocabulary import AlertKind

NOBODY_YET = "Nobody has acknowledged it yet."
_SIGN_IN = "What it is about is shown when you have signed in."


def compose(message: AlertMessage, address: str) -> Text:
    """The message; `address` is where the service is reached, without a slash at its end."""
    match message.kind:
        case AlertKind.CHECKS:
            return _text("some things wait for a human look", [_SIGN_IN], f"{address}/staff/concerns")
        case AlertKind.OUTAGE:
            return of_outage((message.part,), address)
        case AlertKind.CONCERN | AlertKind.DRILL:
            return _of_concern(message, address)


def of_outage(parts: Iterable[str], address: str) -> Text:
    """These parts of the service do not work."""
    names = ", ".join(parts)
    return _text(f"not working: {names}", ["This is told again every hour until it is over."], f"{address}/health")


def of_return(parts: Iterable[str], address: str) -> Text:
    """These parts of the service work again."""
    return _text(f"working again: {', '.join(parts)}", ["Nothing is to be done."], f"{address}/health")


def _of_concern(message: AlertMessage, address: str) -> Text:
    is_test = message.kind is AlertKind.DRILL
    lines = ["This is a TEST. Please take it on as you would a real one."] if is_test else []
    lines += [f"Reference: {message.reference}", f"Tier: {message.tier}"]
    if message.step > AT_ONCE:
        lines.append(NOBODY_YET)
    lines += [_SIGN_IN, "Take it on there, or others are told as well."]
    title = f"{'TEST ' if is_test else ''}{message.tier} alert {message.reference}"
    return _text(title, lines, f"{address}/staff/concerns/{message.concern_id}")


def _text(title: str, lines: Iterable[str], link: str) -> Text:
    return Text(f"Said & Done: {title}", "\n".join([*lines, link, ""]))
