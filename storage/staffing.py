"""Whether the service is staffed for safeguarding at every hour, and what may not begin before it is (R17).

Nobody is linked and production does not start for the first time until it is. What is running goes on and says so: a chat
that falls silent is worse than one that is answered late.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import insert, select

from storage import absences, safeguarding_team
from storage.database import Refused, Transaction
from storage.safeguarding_team import Contact, is_staffed_now, same_name
from storage.staff_accounts import StaffMember
from storage.tables.alerts import service_marks
from storage.vocabulary import Post, Role
from storage.week import DAYS, Gap, Shift, clock, gaps, gaps_of_day

LOOKED_AHEAD = 14
"""Days."""
_ONCE_READY = "safeguarding_was_ready"


def not_ready(tx: Transaction) -> tuple[str, ...]:
    """Why this service is not staffed for safeguarding, each as a sentence that says what to do; empty if it is (R17)."""
    told, shifts = safeguarding_team.contacts(tx), safeguarding_team.rota(tx)
    found = []
    for post, words in (
        (Post.LEAD, "a safeguarding lead"),
        (Post.DEPUTY, "a deputy"),
        (Post.ALTERNATE, "an alternate"),
    ):
        if not any(one.post is post for one in told):
            found.append(f"There is no contact who is {words}. Give that post to a safeguarding lead's account.")
    found += [f"More than one contact is called {name}. Each is a different person." for name in _twice(told)]
    found += [f"{name} is the only one on the rota. Put a second person on it." for name in _alone(told, shifts)]
    found += [f"{one.member.name} has no second way beside e-mail. Add one." for one in told if not one.has_direct]
    if missing := gaps(shifts):
        first = missing[0]
        where = f"{DAYS[first.weekday]}, {clock(first.start)} to {clock(first.end)}"
        more = "" if len(missing) == 1 else f", and {len(missing) - 1} more"
        found.append(f"Nobody is on the rota on {where}{more}. Fill every hour of the week.")
    return tuple(found)


def uncovered_days(tx: Transaction) -> tuple[tuple[date, Gap], ...]:
    """Stretches of the next two weeks in which nobody is there because of days away, from today on."""
    week, told = safeguarding_team.rota(tx), {one.member.id for one in safeguarding_team.contacts(tx)}
    found = []
    every_week = set(gaps(week))
    for ahead in range(LOOKED_AHEAD):
        day = tx.today + timedelta(days=ahead)
        away = absences.away_on(tx, day)
        there = [one for one in week if one.weekday == day.weekday() and absences.stand_in(away, one.staff_id) in told]
        found += [(day, gap) for gap in gaps_of_day(day.weekday(), there) if gap not in every_week]
    return tuple(found)


def keeps_from_starting(tx: Transaction) -> tuple[str, ...]:
    """What is missing before this service may run for real for the first time; empty once it was ready, whatever is missing
    now."""
    missing = not_ready(tx)
    if tx.execute(select(service_marks.c.at).where(service_marks.c.name == _ONCE_READY)).first():
        return ()
    if not missing:
        tx.execute(insert(service_marks), {"name": _ONCE_READY, "at": tx.now})
    return missing


def refuse_to_link(tx: Transaction) -> None:
    """Raises Refused while nobody could answer for what a new person may say. Who is told of concerns, and what is missing
    there, is not for whoever links a chat to know."""
    if not_ready(tx):
        raise Refused(
            "No chat can be linked yet: the service is not staffed for safeguarding at every hour. Ask an administrator to "
            "mend it: “Safeguarding team” and `said safeguarding check` say what is missing."
        )


def warnings_for(tx: Transaction, member: StaffMember) -> tuple[str, ...]:
    """What is not staffed, for those who can do something about it (`sees_team`); nothing for anybody else."""
    if not sees_team(member):
        return ()
    now = () if is_staffed_now(tx) else ("Nobody is there now, by the rota and the days away.",)
    return (*now, *not_ready(tx))


def sees_team(member: StaffMember) -> bool:
    """Whether this member may know who is told of concerns, and when they are there."""
    return member.role in (Role.ADMIN, Role.SAFEGUARDING_LEAD)


def _twice(told: Sequence[Contact]) -> list[str]:
    """Names that more than one contact has: two accounts of one person are no lead and deputy."""
    names = [same_name(one.member) for one in told]
    return [one.member.name for at, one in enumerate(told) if names[at] in names[:at]]


def _alone(told: Sequence[Contact], shifts: Sequence[Shift]) -> list[str]:
    on = {one.staff_id for one in shifts}
    return [one.member.name for one in told if on == {one.member.id}]
