"""What a person has said again in other words: still kept, and no longer waiting for anyone."""

from __future__ import annotations

from sqlalchemy import and_, exists

from storage.tables.feedback import feedback

# New words replace all that was said at once, by naming the first of it.
# Asked row by row, by its index: a list of everything ever replaced would grow with every house.
_later, _later_of_all = feedback.alias("later"), feedback.alias("later_of_all")
NOT_REPLACED = and_(
    ~exists().where(_later.c.replaces_id == feedback.c.id),
    ~exists().where(_later_of_all.c.replaces_id == feedback.c.first_id),
)
