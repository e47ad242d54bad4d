"""The board: what is waiting in the houses of the member who looks."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from staff.access import Visit, signed_in
from staff.communicating import flags
from storage import (
    Transaction,
    absences,
    communication_steps,
    complaints,
    feedback,
    houses,
    in_person,
    listening,
    notice_delivery,
    pending_actions,
    risk_reviews,
    staff_requests,
    views,
)
from storage.communication_steps import ToReview
from storage.complaints import Complaint
from storage.feedback import Feedback
from storage.in_person import ToTell
from storage.pending_actions import PendingAction
from storage.risk_reviews import InForce
from storage.staff_accounts import StaffMember
from storage.staff_requests import StaffRequest
from storage.vocabulary import OPEN_ACTIONS, ActionStatus, Role

FINISHED = (ActionStatus.DONE, ActionStatus.CANNOT_DO)


@dataclass(frozen=True)
class Card:
    """An action and the first thing its person said about it that this member may read."""

    action: PendingAction
    said: Feedback | None


@dataclass(frozen=True)
class Waiting:
    """Each thing stands in one list: an overdue action of one's own is among the overdue ones. What is to be told or asked
    in person, where there is no chat, is a task of its own beside the action it is about. `to_review`: risk plans and
    restrictions that are overdue or soon will be. `covering`: for whom this member
    stands in today, so that theirs is among their own; `unsent`: notices that could not be sent, for a manager; `is_empty_house`: a manager has still to add
    the first person."""

    to_review: tuple[InForce, ...]
    new: tuple[Feedback, ...]
    requests: tuple[StaffRequest, ...]
    complaints: tuple[Complaint, ...]
    overdue: tuple[Card, ...]
    mine: tuple[Card, ...]
    open: tuple[Card, ...]
    to_tell: tuple[Card, ...]
    tell_in_person: tuple[ToTell, ...]
    ask_in_person: tuple[Card, ...]
    told: tuple[Card, ...]
    communication: tuple[ToReview, ...]
    being_listened_to: int
    covering: frozenset[str]
    unsent: int
    is_empty_house: bool

    @property
    def person_ids(self) -> frozenset[str]:
        """Everybody whom a card is about."""
        cards = (*self.overdue, *self.mine, *self.open, *self.to_tell, *self.ask_in_person, *self.told)
        told = (one.action or one.feedback for one in self.tell_in_person)
        of_complaints = (one.said for one in self.complaints)
        about = (*self.new, *self.requests, *of_complaints, *(card.action for card in cards), *told)
        return frozenset(one.person_id for one in about if one is not None)


@signed_in
async def board(visit: Visit) -> Response:
    """Everything in this member's houses that waits for somebody. A lead, who has no house, goes to the concerns, and an
    administrator without one to where houses are set up."""
    if visit.member.role is Role.SAFEGUARDING_LEAD:
        return visit.go("concerns")
    if visit.member.role is Role.ADMIN and not visit.member.house_ids:
        return visit.go("set_up")
    waiting = await visit.write(_waiting, visit.member)
    return visit.page("board.html", waiting=waiting, flags=await flags(visit, waiting.person_ids))


def _waiting(tx: Transaction, member: StaffMember) -> Waiting:
    cards = [_card(tx, member, action) for action in pending_actions.in_houses_of(tx, member)]
    still_open = [card for card in cards if card.action.status in OPEN_ACTIONS]
    in_time = [card for card in still_open if not card.action.is_overdue(tx.today)]
    covering = absences.covered_by(tx, member)
    theirs = covering | {member.id}
    ask_in_person = {one.id for one in in_person.to_ask(tx, member)}
    tell_in_person = in_person.to_tell(tx, member)
    by_somebody = {one.action.id for one in tell_in_person if one.action is not None}
    complaining = complaints.waiting(tx, member)
    new, requests = feedback.to_triage(tx, member), staff_requests.waiting(tx, member)
    said = [one.person_id for one in (*new, *(card.said for card in cards if card.said))]
    said += [one.person_id for one in requests if one.words]
    said += [one.feedback.person_id for one in tell_in_person if one.feedback]
    said += [one.said.person_id for one in complaining]
    views.words_shown(tx, member.actor, "board", said)
    return Waiting(
        to_review=risk_reviews.to_review(tx, member),
        new=new,
        requests=requests,
        complaints=complaining,
        overdue=tuple(card for card in still_open if card.action.is_overdue(tx.today)),
        mine=tuple(card for card in in_time if card.action.owner_id in theirs),
        open=tuple(card for card in in_time if card.action.owner_id not in theirs),
        to_tell=tuple(card for card in cards if card.action.status in FINISHED and card.action.id not in by_somebody),
        tell_in_person=tell_in_person,
        ask_in_person=tuple(card for card in cards if card.action.id in ask_in_person),
        told=tuple(
            card
            for card in cards
            if card.action.status is ActionStatus.PERSON_TOLD and card.action.id not in ask_in_person
        ),
        communication=communication_steps.to_review(tx, member),
        being_listened_to=listening.count_for(tx, member),
        covering=covering,
        unsent=len(notice_delivery.unsent(tx, member)) if member.is_manager else 0,
        is_empty_house=member.is_manager and not houses.people_in(tx, member.house_ids),
    )


def _card(tx: Transaction, member: StaffMember, action: PendingAction) -> Card:
    said = feedback.seen_with_action(tx, member, action.id)
    return Card(action, said[0] if said else None)


ROUTES = (Route("/", board, name="board"),)
