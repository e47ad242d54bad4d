"""Production and the safeguarding team: no first start without one, and a warning whenever it is not whole (R17)."""

from __future__ import annotations

import sys

from storage import Store, StoreError, staffing

HOW = """Each is mended by a command:
  said staff add --role safeguarding_lead --name … --email … --invite
  said safeguarding contact --email … --post lead|deputy|alternate --also-called … --direct -
  said safeguarding rota --file rota.csv
  said safeguarding check"""


class NotStaffed(StoreError):
    """This service has never been staffed for safeguarding; the message says what is missing and how to mend it."""


def refuse_unstaffed(store: Store) -> None:
    """Raises NotStaffed before the first start of a service that is not ready. One that once was is warned of and starts:
    people who can reach nobody at all are worse off."""
    with store.write() as tx:
        never_was, missing = staffing.keeps_from_starting(tx), staffing.not_ready(tx)
    if never_was:
        raise NotStaffed("\n".join(("PROFILE=production needs a safeguarding team first.", *_listed(never_was), HOW)))
    for line in missing:
        print(f"said: not staffed for safeguarding: {line}", file=sys.stderr, flush=True)


def _listed(lines: tuple[str, ...]) -> list[str]:
    return [f"  - {one}" for one in lines]
