"""The things that matter most to a person, and what is about them: what was said or chosen, what changed because of it, and
whether that helped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from storage import (
    audit,
    choice_sets,
    decisions,
    feedback,
    houses,
    outcomes,
    own_page,
    own_page_for_staff,
    pending_actions,
    priority_links,
    sight,
    updates,
)
from storage.database import Refused, Transaction
from storage.own_page import Entry
from storage.pending_actions import PendingAction
from storage.staff_accounts import StaffMember
from storage.vocabulary import ActionStatus, DidItHelp, LinkedTo, MattersKind, Topic, WhatChanges


@dataclass(frozen=True)
class Figure:
    """How much is about one of the things that matter; None for what is about none of them. `changed`: actions that were done,
    by what they changed; `helped`: of how many the person said that it helped, or helped a bit."""

    entry: Entry | None
    said: int
    chosen: int
    actions: int
    changed: dict[WhatChanges, int]
    helped: int


def of_person(tx: Transaction, member: StaffMember, person_id: str) -> tuple[Entry, ...]:
    """The things that matter most to this person, in their order, as far as this member may read them."""
    person = houses.person(tx, person_id)
    most = own_page.of_kind(tx, person_id, MattersKind.MATTERS_MOST)
    return (
        own_page_for_staff.visible(tx, member, person, most) if sight.sees(member, person_id, person.house_id) else ()
    )


def suggested(entries: Iterable[Entry], topics: Sequence[Topic]) -> Entry | None:
    """The first of them that the computer read as about one of these topics."""
    wanted = set(topics) - {Topic.OTHER}
    return next((one for one in entries if wanted & set(one.topics)), None)


def linked_to(tx: Transaction, member: StaffMember, person_id: str, linked: LinkedTo, subject_id: str) -> Entry | None:
    """The thing that matters which this is about, as far as this member may read it."""
    entry_id = priority_links.linked(tx, linked, (subject_id,)).get(subject_id)
    return next((one for one in of_person(tx, member, person_id) if one.id == entry_id), None)


def link_feedback(
    tx: Transaction, member: StaffMember, feedback_id: str, entry_id: str | None, *, said_by_person: bool = False
) -> None:
    """Something said is about this thing that matters, and so is the action that follows from it, unless somebody said
    otherwise of that; None: about none. `said_by_person`: they said so themselves, beside this member. Raises NotFound for
    what this member may not read, Refused for what is not among the person's three."""
    sight.acting(member)
    item = feedback.seen(tx, member, feedback_id)
    _must_matter(tx, member, item.person_id, entry_id)
    by = None if said_by_person else member
    priority_links.link(tx, LinkedTo.FEEDBACK, feedback_id, entry_id, by)
    _link_what_follows(tx, item.pending_action_id, entry_id, by)
    audit.record(tx, member.actor, "link_priority", "feedback", feedback_id, detail=entry_id or "none")


def link_choice(tx: Transaction, member: StaffMember, set_id: str, entry_id: str | None) -> None:
    """A prepared choice is about this thing that matters, and so is the action that carries it out, unless somebody said
    otherwise of that; None: about none. Raises as `link_feedback` does."""
    sight.acting(member)
    kept = choice_sets.seen(tx, member, set_id)
    _must_matter(tx, member, kept.person_id, entry_id)
    priority_links.link(tx, LinkedTo.CHOICE, set_id, entry_id, member)
    decision = decisions.holding(tx, set_id)
    _link_what_follows(tx, None if decision is None else decision.pending_action_id, entry_id, member)
    audit.record(tx, member.actor, "link_priority", "choice_set", set_id, detail=entry_id or "none")


def link_action(tx: Transaction, member: StaffMember, action_id: str, entry_id: str | None) -> None:
    """An action is about this thing that matters; None: about none. Raises as `link_feedback` does."""
    sight.acting(member)
    action = pending_actions.seen(tx, member, action_id)
    _must_matter(tx, member, action.person_id, entry_id)
    priority_links.link(tx, LinkedTo.PENDING_ACTION, action_id, entry_id, member)
    audit.record(tx, member.actor, "link_priority", "pending_action", action_id, detail=entry_id or "none")


def figures(tx: Transaction, member: StaffMember, person_id: str) -> tuple[Figure, ...]:
    """One for each of the things that matter most, in their order, then one for what is about none of them; as far as this
    member may read it."""
    said = [one.id for one in feedback.seen_of_person(tx, member, person_id)]
    mine = pending_actions.in_houses_of(tx, member, open_only=False)
    actions = {one.id: one for one in mine if one.person_id == person_id}
    chosen = [one.choice_set_id for one in decisions.of_person(tx, person_id) if one.replaced_at is None]
    about = priority_links.linked(tx, LinkedTo.FEEDBACK, said)
    chose = priority_links.linked(tx, LinkedTo.CHOICE, chosen)
    acted = priority_links.linked(tx, LinkedTo.PENDING_ACTION, actions)
    most = of_person(tx, member, person_id)
    known = {one.id for one in most}
    found = []
    for entry in (*most, None):
        spoken = [one for one in said if _is_about(about.get(one), entry, known)]
        picked = [one for one in chosen if _is_about(chose.get(one), entry, known)]
        done = [one for key, one in actions.items() if _is_about(acted.get(key), entry, known)]
        found.append(_figure(tx, entry, len(spoken), len(picked), done))
    return tuple(found)


def _link_what_follows(tx: Transaction, action_id: str | None, entry_id: str | None, by: StaffMember | None) -> None:
    """What staff said of the action itself stands, unless the person says otherwise."""
    if action_id is None:
        return
    if by is None or not priority_links.linked(tx, LinkedTo.PENDING_ACTION, (action_id,)):
        priority_links.link(tx, LinkedTo.PENDING_ACTION, action_id, entry_id, by)


def _figure(tx: Transaction, entry: Entry | None, said: int, chosen: int, actions: Sequence[PendingAction]) -> Figure:
    changed: dict[WhatChanges, int] = {}
    for one in (one for one in actions if _was_done(tx, one)):
        changed[one.what_changes] = changed.get(one.what_changes, 0) + 1
    last = [answers[-1].outcome for one in actions if (answers := outcomes.of_action(tx, one.id))]
    helped = sum(one in (DidItHelp.HELPED, DidItHelp.HELPED_A_BIT) for one in last)
    return Figure(entry, said, chosen, len(actions), changed, helped)


def _was_done(tx: Transaction, action: PendingAction) -> bool:
    return updates.how_it_ended(updates.of_action(tx, action.id)) is ActionStatus.DONE


def _is_about(entry_id: str | None, entry: Entry | None, known: set[str]) -> bool:
    return entry_id not in known if entry is None else entry_id == entry.id


def _must_matter(tx: Transaction, member: StaffMember, person_id: str, entry_id: str | None) -> None:
    if entry_id is not None and entry_id not in {one.id for one in of_person(tx, member, person_id)}:
        raise Refused("Choose one of the things that matter most to this person, as they stand on the page now.")
