"""Who is told of concerns and when they are there: posts, the rota across nights and clock changes, and days away."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Select, select

from storage import absences, safeguarding_team, staff_accounts, staff_admin, staffing
from storage.audit import SYSTEM
from storage.database import NotFound, Refused
from storage.staff_accounts import StaffMember
from storage.staff_rights import Wanted
from storage.tables.alerts import safeguarding_contacts
from storage.tables.governance import audit_events
from storage.vocabulary import Post, Role
from storage.week import DAY, Gap, Shift, Span
from tests.storage.intruder import Intruder
from tests.storage.invented import Life, SetClock
from tests.support.team import DIRECT, Team, settle_team

MONDAY = date(2026, 11, 9)


@pytest.fixture
def team(life: Life) -> Team:
    return life.do(settle_team)


def lead_called(life: Life, name: str) -> StaffMember:
    email = f"{name.split()[0].casefold()}@other.example"
    return life.do(staff_accounts.add, SYSTEM, name, email, Role.SAFEGUARDING_LEAD, "x", ())


def give(life: Life, who: StaffMember, post: Post, *names: str, direct: str | None = None) -> None:
    life.do(safeguarding_team.set_contact, SYSTEM, who.id, post, names, direct)


def week(life: Life, *shifts: Shift) -> None:
    life.do(safeguarding_team.set_rota, SYSTEM, shifts)


def there(life: Life, moment: datetime) -> list[str]:
    life.clock.set(moment)
    return [one.member.name.split()[0] for one in life.do(safeguarding_team.on_rota)]


def rows(life: Life, query: Select[Any]) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in life.do(lambda tx: tx.execute(query).all())]


# Posts


def test_they_are_told_in_the_order_of_their_posts(life: Life, team: Team) -> None:
    give(life, lead_called(life, "Ab Early"), Post.ALTERNATE)
    told = [(one.member.name, one.post) for one in life.do(safeguarding_team.contacts)]
    assert told == [
        ("Zelda Teamwell", Post.LEAD),
        ("Quentin Teamwell", Post.DEPUTY),
        ("Ab Early", Post.ALTERNATE),
        ("Xanthe Teamwell", Post.ALTERNATE),
    ]


@pytest.mark.parametrize("post", [Post.LEAD, Post.DEPUTY])
def test_there_is_one_lead_and_one_deputy(life: Life, team: Team, post: Post) -> None:
    with pytest.raises(Refused, match=f"is the {post} already"):
        give(life, team.alternate, post)


def test_nobody_is_lead_and_deputy(life: Life, team: Team) -> None:
    give(life, team.deputy, Post.ALTERNATE)
    give(life, team.lead, Post.DEPUTY)
    assert "There is no contact who is a safeguarding lead." in life.do(staffing.not_ready)[0]


@pytest.mark.parametrize("name", ["Zelda Teamwell", "zelda  TEAMWELL"])
def test_two_accounts_of_one_name_are_one_person(life: Life, team: Team, name: str) -> None:
    again = lead_called(life, name)
    with pytest.raises(Refused, match="Each contact is a different person"):
        give(life, again, Post.ALTERNATE)


def test_who_is_renamed_to_another_contact_is_noticed(life: Life, team: Team, intruder: Intruder) -> None:
    intruder.run("UPDATE staff SET name = 'zelda teamwell' WHERE id = :id", id=team.deputy.id)
    assert life.do(staffing.not_ready) == (
        "More than one contact is called zelda teamwell. Each is a different person.",
    )


def test_only_safeguarding_leads_are_told(life: Life) -> None:
    for who in (life.people.manager, life.people.worker):
        with pytest.raises(NotFound):
            give(life, who, Post.LEAD)


def test_who_leaves_or_gets_another_role_is_told_no_more(life: Life, team: Team) -> None:
    admin = life.do(staff_accounts.add, SYSTEM, "Ada", "ada@example.org", Role.ADMIN, "x", ())
    life.do(staff_admin.end, admin, team.lead.id)
    house = (life.people.house_id,)
    life.do(staff_admin.change, admin, team.deputy.id, Wanted("Quentin", Role.MANAGER, house))
    assert [one.member.id for one in life.do(safeguarding_team.contacts)] == [team.alternate.id]
    assert life.do(safeguarding_team.rota) == ()
    assert not life.do(safeguarding_team.is_staffed_now)
    assert len(life.do(staffing.not_ready)) == 3


def test_who_comes_back_after_their_post_went_to_another_is_no_second_lead(life: Life, team: Team) -> None:
    admin = life.do(staff_accounts.add, SYSTEM, "Ada", "ada@example.org", Role.ADMIN, "x", ())
    life.do(staff_admin.end, admin, team.lead.id)
    give(life, lead_called(life, "Noor New"), Post.LEAD)
    life.do(staff_admin.restore, admin, team.lead.id)
    assert [one.member.name for one in life.do(safeguarding_team.contacts) if one.post is Post.LEAD] == ["Noor New"]
    assert {one.staff_id for one in life.do(safeguarding_team.rota)} == {team.deputy.id}


def test_who_is_taken_off_has_no_hours(life: Life, team: Team) -> None:
    life.do(safeguarding_team.remove_contact, SYSTEM, team.deputy.id)
    assert {one.staff_id for one in life.do(safeguarding_team.rota)} == {team.lead.id}
    missing = life.do(staffing.not_ready)
    assert len(missing) == 2 and "a deputy" in missing[0]
    assert missing[1] == "Zelda Teamwell is the only one on the rota. Put a second person on it."


def test_names_are_kept_once_and_have_a_letter(life: Life, team: Team) -> None:
    give(life, team.lead, Post.LEAD, " Zed ", "", "the  big boss", "Zed")
    assert life.do(safeguarding_team.contacts)[0].also_called == ("Zed", "the big boss")
    for names in (["😡"], ["mr"], ["x" * 61], [f"name {number}" for number in range(21)]):
        with pytest.raises(Refused, match="one to a line"):
            give(life, team.lead, Post.LEAD, *names)


# The second way


def test_a_second_way_is_kept_sealed_and_stays_until_it_is_changed(life: Life, team: Team) -> None:
    sealed = rows(life, select(safeguarding_contacts.c.sealed_direct))
    assert len(sealed) == 3 and all(one and "secret-way" not in one for (one,) in sealed)
    give(life, team.lead, Post.LEAD)
    assert life.do(safeguarding_team.direct_way, team.lead.id) == DIRECT
    give(life, team.lead, Post.LEAD, direct="")
    assert life.do(safeguarding_team.direct_way, team.lead.id) is None
    assert life.do(staffing.not_ready) == ("Zelda Teamwell has no second way beside e-mail. Add one.",)


def test_a_way_that_no_longer_opens_is_none(life: Life, team: Team, intruder: Intruder) -> None:
    intruder.run(
        "UPDATE safeguarding_contacts SET sealed_direct = 'of another key' WHERE staff_id = :id", id=team.lead.id
    )
    assert life.do(safeguarding_team.direct_way, team.lead.id) is None
    assert not life.do(safeguarding_team.contacts)[0].has_direct
    assert len(life.do(staffing.not_ready)) == 1


# The rota


def test_a_whole_team_is_ready(life: Life, team: Team) -> None:
    assert life.do(staffing.not_ready) == ()
    assert life.do(safeguarding_team.is_staffed_now)


def test_without_anybody_everything_is_missing(life: Life) -> None:
    assert len(life.do(staffing.not_ready)) == 4
    assert not life.do(safeguarding_team.is_staffed_now)


def test_a_gap_of_one_minute_is_found_and_named(life: Life, team: Team) -> None:
    days = [Shift(team.lead.id, day, 0, DAY) for day in range(7) if day != 3]
    week(life, *days, Shift(team.deputy.id, 3, 0, 600), Shift(team.lead.id, 3, 601, DAY))
    assert life.do(staffing.not_ready) == (
        "Nobody is on the rota on Thursday, 10:00 to 10:01. Fill every hour of the week.",
    )
    week(life, *days[:5], Shift(team.deputy.id, 3, 0, 600))
    assert "Thursday, 10:00 to 24:00, and 1 more." in life.do(staffing.not_ready)[-1]


def test_a_night_goes_over_midnight_and_over_sunday(life: Life, team: Team) -> None:
    life.do(safeguarding_team.set_rota, SYSTEM, ())
    life.do(safeguarding_team.set_week, SYSTEM, team.lead.id, [Span(0, 540, 1020)])
    life.do(safeguarding_team.set_week, SYSTEM, team.deputy.id, [Span(0, 1200, 480), Span(6, 1200, 480)])
    monday = datetime(2026, 11, 9, tzinfo=UTC)
    hours = {hour: there(life, monday + timedelta(hours=hour)) for hour in (-1, 3, 8, 9, 16, 17, 20, 27, 31, 32)}
    assert hours == {
        -1: ["Quentin"],
        3: ["Quentin"],
        8: [],
        9: ["Zelda"],
        16: ["Zelda"],
        17: [],
        20: ["Quentin"],
        27: ["Quentin"],
        31: ["Quentin"],
        32: [],
    }


@pytest.mark.parametrize(
    ("moment", "who"),
    [
        # On 28 March the clock goes from 00:59 UTC to 02:00 in London; on 25 October it is 01:30 twice.
        (datetime(2027, 3, 28, 0, 59, tzinfo=UTC), ["Zelda"]),
        (datetime(2027, 3, 28, 1, 0, tzinfo=UTC), ["Quentin"]),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), ["Zelda"]),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), ["Zelda"]),
        (datetime(2026, 10, 25, 2, 0, tzinfo=UTC), ["Quentin"]),
        (datetime(2026, 10, 24, 22, 59, tzinfo=UTC), []),
        (datetime(2026, 10, 24, 23, 0, tzinfo=UTC), ["Zelda"]),
    ],
)
def test_hours_are_those_of_the_clock_on_the_wall(life: Life, team: Team, moment: datetime, who: list[str]) -> None:
    week(life, Shift(team.lead.id, 6, 0, 120), Shift(team.deputy.id, 6, 120, DAY))
    assert there(life, moment) == who


def test_a_week_of_one_leaves_the_others_as_they_are(life: Life, team: Team) -> None:
    life.do(safeguarding_team.set_week, SYSTEM, team.lead.id, [Span(0, 540, 1020), Span(0, 540, 1020)])
    kept = life.do(safeguarding_team.rota)
    assert [one for one in kept if one.staff_id == team.lead.id] == [Shift(team.lead.id, 0, 540, 1020)]
    assert sum(one.staff_id == team.deputy.id for one in kept) == 7


@pytest.mark.parametrize("shift", [(7, 0, 60), (-1, 0, 60), (0, 60, 60), (0, 120, 60), (0, 0, DAY + 1), (0, -1, 60)])
def test_shifts_that_cannot_be_are_refused(life: Life, team: Team, shift: tuple[int, int, int]) -> None:
    with pytest.raises(Refused, match="on the same day"):
        week(life, Shift(team.lead.id, *shift))
    with pytest.raises(Refused, match="Give them a post first"):
        week(life, Shift(life.people.lead.id, 0, 0, 60))
    assert life.do(staffing.not_ready) == (), "nothing was changed"


def test_each_change_is_in_the_trail_without_a_name_or_an_address(life: Life) -> None:
    life.do(settle_team)
    about = audit_events.c.verb.contains("safeguarding")
    found = rows(
        life, select(audit_events.c.verb, audit_events.c.detail).where(about).order_by(audit_events.c.position)
    )
    assert found == [
        ("set_safeguarding_contact", "lead"),
        ("set_safeguarding_contact", "deputy"),
        ("set_safeguarding_contact", "alternate"),
        ("set_safeguarding_rota", None),
    ]


# Days away


def away(life: Life, who: StaffMember, cover: StaffMember | None, *, first: int = 0, last: int = 0) -> None:
    days = (MONDAY + timedelta(days=first), MONDAY + timedelta(days=last))
    life.do(absences.add, who, who.id, *days, None if cover is None else cover.id)


def test_who_stands_in_is_there_in_the_hours_of_who_is_away(life: Life, team: Team, clock: SetClock) -> None:
    week(life, *(Shift(team.lead.id, day, 0, 720) for day in range(7)))
    away(life, team.lead, team.alternate)
    morning = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)
    assert there(life, morning) == ["Xanthe"]
    assert there(life, morning + timedelta(hours=6)) == []
    assert there(life, morning + timedelta(days=1)) == ["Zelda"]


def test_without_a_stand_in_nobody_is_there_and_it_is_known_before(life: Life, team: Team, clock: SetClock) -> None:
    away(life, team.lead, None, first=1, last=2)
    assert life.do(staffing.uncovered_days) == ()
    assert there(life, clock.now + timedelta(days=1)) == ["Quentin"]
    clock.forward(days=-1)
    away(life, team.deputy, None, first=2, last=3)
    assert life.do(staffing.uncovered_days) == ((MONDAY + timedelta(days=2), Gap(2, 0, DAY)),)
    assert life.do(staffing.not_ready) == (), "the team is whole; it is a matter of these days"
    assert there(life, clock.now + timedelta(days=2)) == []
    assert not life.do(safeguarding_team.is_staffed_now)


def test_days_away_name_no_hour_that_the_week_leaves_open_anyway(life: Life, team: Team) -> None:
    week(life, Shift(team.lead.id, 0, 0, 720))
    assert life.do(staffing.uncovered_days) == ()
    away(life, team.lead, None)
    assert life.do(staffing.uncovered_days) == ((MONDAY, Gap(0, 0, DAY)),)


def test_who_stands_in_for_each_other_leaves_nobody(life: Life, team: Team) -> None:
    away(life, team.lead, team.deputy)
    away(life, team.deputy, team.lead)
    assert there(life, life.clock.now) == []
    assert life.do(staffing.uncovered_days) == ((MONDAY, Gap(0, 0, DAY)),)


def test_two_weeks_are_looked_at(life: Life, team: Team) -> None:
    week(life, *(Shift(team.lead.id, day, 0, DAY) for day in range(7)))
    away(life, team.lead, None, first=13, last=20)
    assert [day for day, _ in life.do(staffing.uncovered_days)] == [MONDAY + timedelta(days=13)]


# What may not begin


def test_production_starts_once_it_was_ready(life: Life) -> None:
    assert len(life.do(staffing.keeps_from_starting)) == 4
    team = life.do(settle_team)
    assert life.do(staffing.keeps_from_starting) == ()
    life.do(safeguarding_team.remove_contact, SYSTEM, team.deputy.id)
    assert life.do(staffing.not_ready) != ()
    assert life.do(staffing.keeps_from_starting) == ()


def test_who_sees_the_team_is_warned_and_nobody_else(life: Life) -> None:
    people = life.people
    admin = life.do(staff_accounts.add, SYSTEM, "Ada", "ada@example.org", Role.ADMIN, "x", ())
    for member in (people.lead, admin):
        assert life.do(staffing.warnings_for, member)[0] == "Nobody is there now, by the rota and the days away."
    for member in (people.manager, people.worker, people.elsewhere):
        assert life.do(staffing.warnings_for, member) == ()
    life.do(settle_team)
    assert life.do(staffing.warnings_for, admin) == ()


@pytest.mark.parametrize("name", ["me", "the staff", "He"])
def test_nobody_is_called_what_everybody_says(life: Life, name: str) -> None:
    with pytest.raises(Refused, match="half of all"):
        life.do(safeguarding_team.set_contact, SYSTEM, life.people.lead.id, Post.LEAD, (name,), None)
