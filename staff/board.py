"""The board: what is waiting in the houses of the member who looks."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from staff.access import Visit, signed_in
from storage import Transaction, feedback, pending_actions, staff_requests
from storage.feedback import Feedback
from storage.pending_actions import PendingAction
from storage.staff_accounts import StaffMember
from storage.staff_requests import StaffRequest
from storage.vocabulary import OPEN_ACTIONS, ActionStatus, Role


@dataclass(frozen=True)
class Card:
    """An action and the first thing its person said about it that this member may read."""

    action: PendingAction
    said: Feedback | None


@dataclass(frozen=True)
class Waiting:
    """Each thing stands in one list: an overdue action of one's own is among the overdue ones."""

    new: tuple[Feedback, ...]
    requests: tuple[StaffRequest, ...]
    overdue: tuple[Card, ...]
    mine: tuple[Card, ...]
    open: tuple[Card, ...]
    to_tell: tuple[Card, ...]
    told: tuple[Card, ...]


@signed_in
async def board(visit: Visit) -> Response:
    """Everything in this member's houses that waits for somebody; a lead, who has no house, goes to the concerns."""
    if visit.member.role is Role.SAFEGUARDING_LEAD:
        return visit.go("concerns")
    waiting = await visit.read(_waiting, visit.member)
    return visit.page("board.html", waiting=waiting)


def _waiting(tx: Transaction, member: StaffMember) -> Waiting:
    cards = [_card(tx, member, action) for action in pending_actions.in_houses_of(tx, member)]
    still_open = [card for card in cards if card.action.status in OPEN_ACTIONS]
    in_time = [card for card in still_open if not card.action.is_overdue(tx.today)]
    return Waiting(
        new=feedback.to_triage(tx, member),
        requests=staff_requests.waiting(tx, member),
        overdue=tuple(card for card in still_open if card.action.is_overdue(tx.today)),
        mine=tuple(card for card in in_time if card.action.owner_id == member.id),
        open=tuple(card for card in in_time if card.action.owner_id != member.id),
        to_tell=tuple(card for card in cards if card.action.status in (ActionStatus.DONE, ActionStatus.CANNOT_DO)),
        told=tuple(card for card in cards if card.action.status is ActionStatus.PERSON_TOLD),
    )


def _card(tx: Transaction, member: StaffMember, action: PendingAction) -> Card:
    said = feedback.seen_with_action(tx, member, action.id)
    return Card(action, said[0] if said else None)


ROUTES = (Route("/", board, name="board"),)
