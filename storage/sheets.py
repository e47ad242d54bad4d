"""The facts for a page that is taken along when something is told or asked without the chat (R57)."""

from __future__ import annotations

from dataclasses import dataclass

from storage import (
    audit,
    chosen,
    feedback,
    meanings,
    own_page_for_staff,
    pending_actions,
    pictures,
    reviews,
    views,
)
from storage.database import NotFound, Transaction
from storage.meanings import Meaning
from storage.media import CannotBeOpened
from storage.own_page_for_staff import OwnPage
from storage.reviews import Pack
from storage.staff_accounts import StaffMember


@dataclass(frozen=True)
class Photo:
    """What it shows, in words, and the small photo itself."""

    shows: str
    small: bytes


@dataclass(frozen=True)
class OwnPageSheet:
    """A person's page to print, their own signs, and the photos that stand on the page, by id."""

    page: OwnPage
    signs: tuple[Meaning, ...]
    photos: dict[str, Photo]


def of_action(tx: Transaction, member: StaffMember, action_id: str) -> Pack:
    """One action with what was chosen, or everything said about it that this member may read. Raises NotFound as its page
    does."""
    action = pending_actions.for_member(tx, member, action_id)
    items = tuple(reviews.item(tx, one) for one in feedback.seen_with_action(tx, member, action_id))
    choice = chosen.of_action(tx, action_id)
    if not items and choice is None:
        raise NotFound("There is no such action.")
    audit.record(tx, member.actor, "make_sheet", "pending_action", action_id)
    views.words_shown(tx, member.actor, "sheet", (action.person_id,))
    return reviews.pack_of(tx, action.person_id, items, () if choice is None else (choice,))


def of_feedback(tx: Transaction, member: StaffMember, feedback_id: str) -> Pack:
    """One thing said, and what was decided or done about it. Raises NotFound as its page does."""
    item = feedback.for_member(tx, member, feedback_id)
    audit.record(tx, member.actor, "make_sheet", "feedback", feedback_id)
    views.words_shown(tx, member.actor, "sheet", (item.person_id,))
    return reviews.pack_of(tx, item.person_id, (reviews.item(tx, item),))


def of_own_page(tx: Transaction, member: StaffMember, person_id: str, page: str) -> OwnPageSheet:
    """A person's page as it may lie about in the house: without what is for the manager alone, with the photos that can be
    opened. Raises NotFound for a person elsewhere. `page`: which of the sheets shows it."""
    audit.record(tx, member.actor, "make_sheet", "person", person_id, detail=page)
    found = own_page_for_staff.shared(own_page_for_staff.for_member(tx, member, person_id, page))
    named = {one.picture_id for one in found.now if one.picture_id is not None}
    shows = pictures.what_they_show(tx, person_id, named)
    photos = {one: Photo(words, small) for one, words in shows.items() if (small := _small(tx, person_id, one))}
    return OwnPageSheet(found, meanings.of_person(tx, person_id), photos)


def _small(tx: Transaction, person_id: str, picture_id: str) -> bytes | None:
    try:
        return pictures.seen_by_person(tx, person_id, picture_id, small=True)
    except CannotBeOpened:
        return None
