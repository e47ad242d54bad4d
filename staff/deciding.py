"""Triage: from a form that is in order to the decision in the store, in one transaction."""

from __future__ import annotations

from staff.triage_form import TriageForm
from storage import Transaction, concerns, feedback, pending_actions, priorities, recordings, staff_accounts, triage
from storage.feedback import Feedback
from storage.staff_accounts import StaffMember
from storage.vocabulary import Triage, WhatChanges

WORRY = "staff_worry"


def decide(tx: Transaction, member: StaffMember, feedback_id: str, typed: TriageForm) -> Feedback:
    """Keep the decision and what follows from it; the feedback as it was. Raises Refused or NotFound."""
    item = feedback.for_member(tx, member, feedback_id)
    if typed.decision is Triage.ACTION:
        _agree(tx, member, item, typed)
    elif typed.decision is Triage.WORRY:
        _worry(tx, member, item, typed)
    elif typed.decision is not None:
        is_part = typed.decision is Triage.PART_OF_EXISTING
        triage.decide(
            tx,
            member,
            feedback_id,
            typed.decision,
            pending_action_id=typed.action_id if is_part else None,
            possible_complaint=typed.possible_complaint,
            about_staff_id=typed.about_staff_id,
            not_about_owner=typed.not_about_owner,
            note=typed.note,
        )
    if typed.matters is not None and typed.decision is not Triage.WORRY:
        priorities.link_feedback(tx, member, feedback_id, typed.matters)
    return item


def _agree(tx: Transaction, member: StaffMember, item: Feedback, typed: TriageForm) -> None:
    if typed.due_on is None or typed.what_changes is None:
        raise ValueError("the form was not checked")
    pending_actions.agree(
        tx,
        member,
        item.id,
        typed.owner_id,
        WhatChanges(typed.what_changes),
        typed.change,
        typed.due_on,
        possible_complaint=typed.possible_complaint,
        about_staff_id=typed.about_staff_id,
        not_about_owner=typed.not_about_owner,
        note=typed.note,
    )


def _worry(tx: Transaction, member: StaffMember, item: Feedback, typed: TriageForm) -> None:
    """The safeguarding lead gets it with all that was typed; the house keeps "noted" and nothing else of it, or the
    complaint that it is as well, with whom that is about."""
    about = typed.about_staff_id if typed.also_complaint else None
    triage.decide(tx, member, item.id, Triage.WORRY, also_complaint=typed.also_complaint, about_staff_id=about)
    concern_id = concerns.raise_concern(
        tx,
        member.actor,
        item.person_id,
        f"triage:{item.id}",
        tier="amber",
        kind=WORRY,
        reasons=(WORRY,),
        rules_version="none: a person decided",
        words=item.words,
        said_at=item.said_at,
        recording=recordings.if_it_opens(tx, item.content_id),
    )
    for note in _what_was_typed(tx, typed):
        concerns.add_note(tx, member.actor, concern_id, "staff_note", note=note)


def _what_was_typed(tx: Transaction, typed: TriageForm) -> list[str]:
    notes = [typed.note] if typed.note else []
    if typed.about_staff_id:
        notes.append(f"About {staff_accounts.member(tx, typed.about_staff_id).name}, a member of staff.")
    if typed.possible_complaint:
        notes.append("It may also be a complaint.")
    return notes
