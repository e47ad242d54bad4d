"""Files beside the database that no row needs: of what was taken away, and of a write that was cut short."""

from __future__ import annotations

from storage import media, phrase_recordings, pictures
from storage.database import Transaction


def tidy(tx: Transaction) -> int:
    """Delete them; returns how many. In a write transaction that does nothing else. A store that never had a file deletes none:
    the folder may be another store's."""
    if not pictures.has_any(tx) and not phrase_recordings.has_any(tx):
        return 0
    return media.delete_others(tx, frozenset((*pictures.file_names(tx), *phrase_recordings.file_names(tx))))
