"""A house with a safeguarding team, and what the tests of alerts do in it and see of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from storage import Transaction, alert_delivery, alerts
from storage.alert_delivery import AlertMessage, Told
from storage.alerts import USUAL
from storage.notice_delivery import Tried
from storage.staff_accounts import StaffMember
from storage.tables.alerts import alerts as table
from storage.vocabulary import AlertChannel, Post
from tests.storage.invented import Life
from tests.support.team import contact, there_all_week

DIRECT = "json://localhost/{}"
LADDER = USUAL


@dataclass(frozen=True)
class Team:
    """Lea leads, Dana is the deputy, Alma and Noor are told after them. Lea is on the rota all week, Noor as well."""

    life: Life
    lead: StaffMember
    deputy: StaffMember
    alternate: StaffMember
    night: StaffMember

    @property
    def everybody(self) -> tuple[StaffMember, ...]:
        return (self.lead, self.deputy, self.alternate, self.night)

    def waiting(self) -> list[AlertMessage]:
        """What is to be sent now, by any channel."""
        return [one for channel in AlertChannel for one in self.life.do(alert_delivery.due, channel)]

    def send(self, tried: Tried = Tried.SENT, *channels: AlertChannel, error: str | None = None) -> int:
        """Every message that is due by these channels (all, if none is named) is tried with this result; returns how many."""
        found = [one for one in self.waiting() if not channels or one.channel in channels]
        for one in found:
            self.life.do(alert_delivery.keep_attempt, one.id, tried, error)
        return len(found)

    def climb(self, **time: float) -> int:
        """Time passes, then the ladder is looked at."""
        self.life.clock.forward(**time)
        must = self.life.do(alerts.must_escalate, LADDER)
        went = self.life.do(alerts.escalate, LADDER)
        assert must == (went > 0)
        return went

    def told(self, concern_id: str) -> tuple[Told, ...]:
        return self.life.do(alert_delivery.of_concern, concern_id)

    def on_step(self, concern_id: str, step: int) -> set[str]:
        """The first names of those for whom there are messages at this step; "pager" is the pager."""
        return {_first(one.who) for one in self.told(concern_id) if one.step == step}

    def ways(self, concern_id: str) -> Counter[tuple[str, str, str]]:
        """(who, channel, status) of every message about a concern."""
        return Counter((_first(one.who), str(one.channel), str(one.status)) for one in self.told(concern_id))

    def alert(self, concern_id: str, tier: str) -> Any:
        return self.life.do(_alert, concern_id, tier)

    def names(self) -> set[str]:
        """The first names of those to whom something is to be sent now."""
        emails = {one.email: one.name for one in self.everybody}
        found = set()
        for one in self.waiting():
            if one.channel is AlertChannel.EMAIL:
                found.add(emails[str(one.address)].split()[0])
            elif one.channel is AlertChannel.DIRECT:
                found.add(str(one.address).rpartition("/")[2])
            else:
                found.add("pager")
        return found


def settle_team(life: Life) -> Team:
    def move_in(tx: Transaction) -> Team:
        team = Team(
            life,
            contact(tx, "Lea Invented", Post.LEAD, direct=DIRECT.format("Lea"), member=life.people.lead),
            contact(
                tx, "Dana Ashby", Post.DEPUTY, also_called=("Dee", "the area manager"), direct=DIRECT.format("Dana")
            ),
            contact(tx, "Alma Quill", Post.ALTERNATE, also_called=("the director",), direct=DIRECT.format("Alma")),
            contact(tx, "Noor Webb", Post.ALTERNATE, direct=DIRECT.format("Noor")),
        )
        there_all_week(tx, team.lead, team.night)
        return team

    return life.do(move_in)


def _first(name: str | None) -> str:
    return "pager" if name is None else name.split()[0]


def _alert(tx: Transaction, concern_id: str, tier: str) -> Any:
    return tx.execute(select(table).where(table.c.once == f"{concern_id}:{tier}")).one()
