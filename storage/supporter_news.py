"""What a supporter is told of by itself: what the person chose in something that they prepared (R31)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from storage.database import Transaction
from storage.tables.channels import supporter_messages
from storage.tables.choices import choice_options, choice_sets, decisions, supporter_chats
from storage.tables.people import people

_SOURCE = "chose:"


@dataclass(frozen=True)
class Chosen:
    """`label`: of the option, None where they want something else."""

    decision_id: str
    choice_set_id: str
    supporter_id: str
    address: str
    person: str
    label: str | None

    @property
    def source_id(self) -> str:
        """Under which it is told, once."""
        return f"{_SOURCE}{self.decision_id}"


def to_tell(tx: Transaction, channel: str) -> tuple[Chosen, ...]:
    """Every decision that holds, was made since its supporter's chat is theirs, and was not told there."""
    rows = (
        decisions.join(choice_sets, choice_sets.c.id == decisions.c.choice_set_id)
        .join(people, people.c.id == choice_sets.c.person_id)
        .join(supporter_chats, supporter_chats.c.supporter_id == choice_sets.c.author_supporter_id)
        .outerjoin(choice_options, choice_options.c.id == decisions.c.option_id)
    )
    told = select(supporter_messages.c.id).where(supporter_messages.c.source_id == _SOURCE + decisions.c.id).exists()
    holds = (supporter_chats.c.channel == channel, supporter_chats.c.ended_at.is_(None))
    found = tx.execute(
        select(
            decisions.c.id,
            choice_sets.c.id.label("set_id"),
            supporter_chats.c.supporter_id,
            supporter_chats.c.address,
            people.c.name,
            choice_options.c.label,
        )
        .select_from(rows)
        .where(*holds, decisions.c.replaced_at.is_(None), decisions.c.decided_at >= supporter_chats.c.linked_at, ~told)
        .order_by(decisions.c.decided_at, decisions.c.id)
    )
    return tuple(Chosen(*row) for row in found)
