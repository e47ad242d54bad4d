"""Choice sets: a question with two or three real options that staff or a supporter prepare for one person (R30)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, delete, insert, update

from storage import audit, choice_offers, contents, houses, prepared_choices, sight, staff_requests, supporters
from storage.choice_records import ChoiceSet, Option, found, one, set_state
from storage.database import NotFound, Refused, Transaction
from storage.prepared_choices import NewChoice
from storage.staff_accounts import StaffMember
from storage.supporters import Supporter
from storage.tables.base import new_id
from storage.tables.choices import choice_options, choice_sets
from storage.tables.choices import supporters as supporters_table
from storage.vocabulary import DECIDED_CHOICES, OPEN_CHOICES, ChoiceState, RequestKind, SignificantMatter

__all__ = [
    "Author",
    "ChoiceSet",
    "Option",
    "approve",
    "change",
    "find",
    "for_the_person",
    "for_viewer",
    "listed",
    "one",
    "plan_a_talk",
    "prepare",
    "problems",
    "seen",
    "supports",
    "withdraw",
]

Author = StaffMember | Supporter
"""Who may prepare a choice: staff who act in the person's house, and whoever the person chose."""

_STANDING = (ChoiceState.DRAFT, *OPEN_CHOICES)
"""Nothing was decided in it yet, so its author may still take it back."""
_LONGEST_KEPT, _LONGEST_SIGN_KEPT = 80, 32
"""Of a label and a sign in a draft, in which they may still be too long to be offered."""


def prepare(
    tx: Transaction,
    author: Author,
    person_id: str,
    wanted: NewChoice,
    *,
    reused_from_id: str | None = None,
    set_id: str | None = None,
) -> ChoiceSet:
    """A draft, which may still lack things; `reused_from_id`: an earlier one that it began as; `set_id`: its id, where a form that
    is sent twice has to find it again. Raises NotFound for a person whom the author does not support and for an earlier one
    that they may not know of, and Refused for a significant matter (`plan_a_talk` is the way then,
    R32) or where there is nothing to keep yet."""
    supports(tx, author, person_id)
    if reused_from_id is not None:
        seen(tx, author, reused_from_id)
    _must_do(wanted)
    set_id = set_id or new_id()
    is_staff = isinstance(author, StaffMember)
    whose = {"author_staff_id": author.id if is_staff else None, "author_supporter_id": None if is_staff else author.id}
    about = {"person_id": person_id, "house_id": houses.person(tx, person_id).house_id, **whose}
    made = {"state": ChoiceState.DRAFT, "reused_from_id": reused_from_id, "made_at": tx.now}
    tx.execute(insert(choice_sets), {"id": set_id, **about, **made, **_columns(wanted)})
    _keep_options(tx, set_id, wanted)
    audit.record(tx, author.actor, "prepare_choice", "choice_set", set_id)
    return one(tx, set_id)


def change(tx: Transaction, author: Author, set_id: str, wanted: NewChoice) -> ChoiceSet:
    """Write a draft anew. Raises as `prepare` does, and Refused for one that is approved: what was offered stays as it was."""
    if _acting(tx, author, set_id).state is not ChoiceState.DRAFT:
        raise Refused("This choice is ready already. Take it back, and use it again to change it.")
    _must_do(wanted)
    tx.execute(update(choice_sets).where(choice_sets.c.id == set_id).values(**_columns(wanted)))
    tx.execute(delete(choice_options).where(choice_options.c.choice_set_id == set_id))
    _keep_options(tx, set_id, wanted)
    audit.record(tx, author.actor, "change_choice", "choice_set", set_id)
    return one(tx, set_id)


def approve(tx: Transaction, author: Author, set_id: str) -> ChoiceSet:
    """From now on it may be offered. Its words passed the linter. Raises Refused for what it lacks (`problems`)."""
    kept = _acting(tx, author, set_id)
    if kept.state is not ChoiceState.DRAFT:
        raise Refused("This choice is ready already, or was taken back.")
    for problem in problems(tx, kept).values():
        raise Refused(problem)
    set_state(tx, set_id, ChoiceState.APPROVED)
    audit.record(tx, author.actor, "approve_choice", "choice_set", set_id)
    return one(tx, set_id)


def problems(tx: Transaction, kept: ChoiceSet) -> dict[str, str]:
    """What keeps a draft from being offered, by field, as `prepared_choices.problems` has it."""
    return prepared_choices.problems(tx, kept.person_id, kept.wanted)


def withdraw(tx: Transaction, author: Author, set_id: str) -> None:
    """It is offered no more; a button of it that is still on a screen does nothing. Raises Refused for one in which the
    person has decided: that is theirs."""
    kept = _acting(tx, author, set_id)
    if kept.state not in _STANDING:
        raise Refused("The person has decided, or it is over. There is nothing to take back.")
    choice_offers.end(tx, set_id, ChoiceState.WITHDRAWN)
    audit.record(tx, author.actor, "withdraw_choice", "choice_set", set_id)


def plan_a_talk(
    tx: Transaction, author: Author, person_id: str, matter: SignificantMatter, question: str, source_id: str
) -> None:
    """In place of a choice that is not for the chat: staff are asked to plan a talk about its question (R32); the same source
    asks once. Raises NotFound for a person whom the author does not support."""
    supports(tx, author, person_id)
    if staff_requests.is_asked(tx, f"plan:{source_id}"):
        return
    content_id = contents.keep(tx, author.actor, person_id, question)
    kind = RequestKind.PLAN_A_TALK
    staff_requests.ask(tx, person_id, kind, f"plan:{source_id}", content_id=content_id, by=author.actor)
    audit.record(tx, author.actor, "plan_a_talk", "person", person_id, detail=matter)


def find(tx: Transaction, viewer: Author, set_id: str) -> ChoiceSet | None:
    """One set that this viewer may know of, or None."""
    return next(iter(found(tx, choice_sets.c.id == set_id, *_seen_by(viewer))), None)


def seen(tx: Transaction, viewer: Author, set_id: str) -> ChoiceSet:
    """The same; raises NotFound for any other."""
    kept = find(tx, viewer, set_id)
    if kept is None:
        raise NotFound("There is no such choice.")
    return kept


def for_viewer(tx: Transaction, viewer: Author, set_id: str) -> ChoiceSet:
    """The same; that it was looked at is in the trail."""
    kept = seen(tx, viewer, set_id)
    audit.record(tx, viewer.actor, "view_choice", "choice_set", set_id)
    return kept


def listed(tx: Transaction, viewer: Author, person_id: str) -> tuple[ChoiceSet, ...]:
    """Every set of this person that the viewer may know of, the newest first; none of a person elsewhere."""
    return found(tx, choice_sets.c.person_id == person_id, *_seen_by(viewer))


def for_the_person(tx: Transaction, person_id: str) -> tuple[ChoiceSet, ...]:
    """What the person may choose now, or has chosen and may still change, while it is open: what is not decided first, then
    the newest."""
    is_theirs = (choice_sets.c.person_id == person_id, choice_sets.c.offer_until >= tx.today)
    sets = found(tx, *is_theirs, choice_sets.c.state.in_((*OPEN_CHOICES, *DECIDED_CHOICES)))
    return tuple(sorted(sets, key=lambda kept: kept.state not in OPEN_CHOICES))


def supports(tx: Transaction, author: Author, person_id: str) -> None:
    """Raises NotFound for a person for whom this author may not prepare anything. A supporter's link is looked at each time: it
    ends the moment the person wants it to."""
    if isinstance(author, StaffMember):
        sight.acting_for(tx, author, person_id)
    elif supporters.one(tx, author.id).person_id != person_id:
        raise NotFound("There is no such person.")


def _acting(tx: Transaction, author: Author, set_id: str) -> ChoiceSet:
    kept = seen(tx, author, set_id)
    supports(tx, author, kept.person_id)
    return kept


def _seen_by(viewer: Author) -> list[ColumnElement[bool]]:
    """Staff know of the choices of whom they know; a supporter of those they prepared, and of no other."""
    if isinstance(viewer, StaffMember):
        return sight.of(viewer)
    return [choice_sets.c.author_supporter_id == viewer.id, supporters_table.c.ended_at.is_(None)]


def _must_do(wanted: NewChoice) -> None:
    if wanted.matter is not None:
        raise Refused(prepared_choices.refusal(wanted.matter))
    if not wanted.question.strip():
        raise Refused("Write the question first.")
    if len(wanted.options) > prepared_choices.MOST:
        raise Refused(f"These are too many to hold in mind. Use {prepared_choices.MOST} or fewer.")
    if any(len(one.label) > _LONGEST_KEPT or len(one.sign or "") > _LONGEST_SIGN_KEPT for one in wanted.options):
        raise Refused("One option is too long. Give it one emoji and a short label.")


def _columns(wanted: NewChoice) -> dict[str, Any]:
    names = ("owner_id", "what_changes", "offer_from", "offer_until", "review_on", "carry_out_days", "topic")
    return {"question": " ".join(wanted.question.split()), **{name: getattr(wanted, name) for name in names}}


def _keep_options(tx: Transaction, set_id: str, wanted: NewChoice) -> None:
    rows = [
        {
            "id": new_id(),
            "choice_set_id": set_id,
            "place": place,
            "label": " ".join(one.label.split()),
            "sign": one.sign,
            "picture_id": one.picture_id,
            "meaning": " ".join(one.meaning.split()) if one.meaning else None,
            "synonyms": [" ".join(word.split()) for word in one.synonyms],
        }
        for place, one in enumerate(wanted.options)
    ]
    if rows:
        tx.execute(insert(choice_options), rows)
