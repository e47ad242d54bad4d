"""How to communicate with the people on a page, in one line each, wherever staff are about to tell or ask them something."""

from __future__ import annotations

from collections.abc import Iterable

from staff.access import Visit
from staff.communication_labels import flag
from storage import communication_profiles


async def flags(visit: Visit, person_ids: Iterable[str]) -> dict[str, str]:
    """By person, for those with anything unusual to know. `person_ids`: people who are on the page already."""
    kept = await visit.read(communication_profiles.newest, tuple(sorted(set(person_ids))))
    lines = {person_id: flag(one.profile) for person_id, one in kept.items()}
    return {person_id: line for person_id, line in lines.items() if line}
