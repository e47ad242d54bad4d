"""Parts of the service that do not work: whoever is on call hears of each, again and again, until it is over (R27)."""

from __future__ import annotations

from collections.abc import Set

from storage import alerts
from storage.alerts import Cause
from storage.database import Transaction
from storage.vocabulary import AlertKind


def must_keep(tx: Transaction, down: Set[str], well: Set[str]) -> bool:
    """Whether `keep` has something to do."""
    known = alerts.open_outages(tx).keys()
    return bool(down - known) or bool(known & well)


def keep(tx: Transaction, down: Set[str], well: Set[str]) -> None:
    """Raise an alert for each part that is down and was not, end that of each that is well again. An outage that is known
    stays the same one, over a restart as well."""
    known = alerts.open_outages(tx)
    for part in sorted(down - known.keys()):
        alerts.raise_alert(tx, Cause(AlertKind.OUTAGE, "amber", f"outage:{part}:{tx.now.isoformat()}", part=part))
    for part in sorted(known.keys() & well):
        alerts.over(tx, known[part])
