"""Who may not know of a concern: told of nothing, on no list, and nothing that is on its way reaches them (R12, R13)."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from storage import (
    concern_outcomes,
    concerns,
    exclusions,
    leaving_out,
    safeguarding_team,
    staff_accounts,
    staff_admin,
    team_for_staff,
)
from storage.audit import SYSTEM, Actor
from storage.database import NotFound, Refused
from storage.exclusions import Why
from storage.staff_accounts import StaffMember
from storage.staff_rights import Wanted
from storage.tables.alerts import alert_messages, alerts
from storage.vocabulary import AlertStatus, Post, Role
from tests.storage.invented import Life
from tests.support.team import Team, settle_team


@pytest.fixture
def team(life: Life) -> Team:
    """With names that people call them by."""
    made = life.do(settle_team)
    for who, post, name in (
        (made.lead, Post.LEAD, "Zed"),
        (made.deputy, Post.DEPUTY, "the area manager"),
        (made.alternate, Post.ALTERNATE, "the big boss"),
    ):
        life.do(safeguarding_team.set_contact, SYSTEM, who.id, post, (name,), None)
    return made


def out_of(life: Life, concern_id: str) -> set[str]:
    """First names of who may not know."""
    ids = life.do(exclusions.excluded, concern_id)
    return {life.do(staff_accounts.member, one).name.split()[0] for one in ids if one is not None}


def told_of(life: Life, concern_id: str) -> set[str]:
    """First names of who a message waits for, at the first step."""
    query = (
        select(alert_messages.c.staff_id)
        .join(alerts, alerts.c.id == alert_messages.c.alert_id)
        .where(alerts.c.concern_id == concern_id, alert_messages.c.status == AlertStatus.WAITING)
    )
    ids = life.do(lambda tx: set(tx.execute(query).scalars()))
    return {life.do(staff_accounts.member, one).name.split()[0] for one in ids if one is not None}


def sees(life: Life, member: StaffMember, concern_id: str) -> bool:
    listed = concern_id in {one.id for one in life.do(concerns.for_lead, member)}
    try:
        life.do(concerns.one_for_lead, member, concern_id)
    except NotFound:
        assert not listed
        return False
    assert listed
    return True


@pytest.mark.parametrize(
    ("words", "out"),
    [
        ("he hit me", set()),
        ("the night man hit me", set()),
        ("my mum takes my money", set()),
        ("Bo hit me", set()),
        ("Mina hit me", set()),
        ("Zelda hit me", {"Zelda"}),
        ("zelda's hand", {"Zelda"}),
        ("zeldah hit me", {"Zelda"}),
        ("Quentin hit me", {"Quentin"}),
        ("mr Teamwell", {"Zelda", "Quentin", "Xanthe"}),
        ("zed hit me", {"Zelda"}),
        ("the safety lead hit me", {"Zelda"}),
        ("head of safeguarding", {"Zelda"}),
        ("the deputy safety lead", {"Zelda", "Quentin"}),
        ("the deputy", {"Quentin"}),
        ("the manager hit me", {"Quentin"}),
        ("the big boss", {"Xanthe"}),
        ("the nominated individual", {"Xanthe"}),
        ("zelda and quentin", {"Zelda", "Quentin"}),
        ("Lea hit me", {"Lea"}),
    ],
)
def test_whom_the_words_may_mean_is_left_out_and_somebody_is_told(
    life: Life, team: Team, words: str, out: set[str]
) -> None:
    concern_id = life.worry(words)
    assert out_of(life, concern_id) == out
    people = {"Zelda": team.lead, "Quentin": team.deputy, "Xanthe": team.alternate, "Lea": life.people.lead}
    assert {name for name, member in people.items() if not sees(life, member, concern_id)} == out
    told = told_of(life, concern_id)
    assert not told & out
    assert told or out >= {"Zelda", "Quentin"}


def test_where_lead_and_deputy_are_meant_the_alternate_knows(life: Life, team: Team) -> None:
    concern_id = life.worry("zelda and the manager")
    assert sees(life, team.alternate, concern_id)
    assert {one.member.id for one in life.do(safeguarding_team.contacts)} - life.do(
        exclusions.excluded, concern_id
    ) == {team.alternate.id}


def test_words_that_come_later_leave_out_and_take_back_what_waits(life: Life, team: Team) -> None:
    concern_id = life.worry("he hit me")
    assert told_of(life, concern_id) == {"Zelda", "Quentin"}
    person = Actor("person", life.people.person_id)
    life.do(concerns.add_note, person, concern_id, "edited", person_words="zelda hit me")
    assert out_of(life, concern_id) == {"Zelda"}
    assert told_of(life, concern_id) == {"Quentin"}
    assert not sees(life, team.lead, concern_id)


def test_what_the_person_wants_may_name_somebody_too(life: Life, team: Team) -> None:
    concern_id, person = life.worry("he hit me"), Actor("person", life.people.person_id)
    life.do(concern_outcomes.keep_desired_outcome, person, concern_id, "I want Zelda to go away")
    assert out_of(life, concern_id) == {"Zelda"}
    assert told_of(life, concern_id) == {"Quentin"}
    life.do(concern_outcomes.keep_desired_outcome, person, concern_id, "The area boss as well")
    life.do(safeguarding_team.set_contact, SYSTEM, team.deputy.id, Post.DEPUTY, ("area boss",), None)
    life.do(exclusions.look_again, team.deputy.id)
    assert out_of(life, concern_id) == {"Zelda", "Quentin"}


def test_a_voice_message_leaves_nobody_out(life: Life, team: Team) -> None:
    life.do(exclusions.exclude_named, life.worry("he hit me"), None)
    assert life.do(exclusions.excluded, "no such concern") == frozenset()


def test_who_is_named_is_recorded_once_without_the_name(life: Life, team: Team) -> None:
    concern_id = life.worry("zelda hit me")
    life.do(exclusions.exclude_named, concern_id, "zelda hit me again")
    [one] = life.do(leaving_out.round_concern, team.deputy, concern_id).left_out
    assert (one.who, one.why, one.by, one.at) == ("Zelda Teamwell", Why.NAMED, None, life.clock.now)


# What they are called from now on


def test_a_name_that_is_added_later_counts_for_earlier_concerns(life: Life, team: Team) -> None:
    concern_id, other = life.worry("the owl hit me"), life.worry("he hit me")
    person = Actor("person", life.people.person_id)
    life.do(concerns.add_note, person, other, "edited", person_words="it was owl")
    assert told_of(life, concern_id) == {"Zelda", "Quentin"}
    life.do(team_for_staff.give_post, SYSTEM, team.lead.id, Post.LEAD, ("Owl",), None)
    for one in (concern_id, other):
        assert out_of(life, one) == {"Zelda"} and told_of(life, one) == {"Quentin"}


def test_who_becomes_a_lead_sees_nothing_that_may_mean_them(life: Life, team: Team) -> None:
    worker, concern_id, other = life.people.worker, life.worry("Will hit me"), life.worry("he hit me")
    admin = life.do(staff_accounts.add, SYSTEM, "Ada", "ada@example.org", Role.ADMIN, "x", ())
    life.do(staff_admin.change, admin, worker.id, Wanted(worker.name, Role.SAFEGUARDING_LEAD, ()))
    now_lead = life.do(staff_accounts.member, worker.id)
    assert [sees(life, now_lead, one) for one in (concern_id, other)] == [False, True]


def test_a_new_account_of_somebody_named_before_sees_nothing_of_it(life: Life, team: Team) -> None:
    admin = life.do(staff_accounts.add, SYSTEM, "Ada", "ada@example.org", Role.ADMIN, "x", ())
    concern_id = life.worry("Orlando hit me")
    wanted = Wanted("Orlando New", Role.SAFEGUARDING_LEAD, ())
    invited = life.do(staff_admin.add, admin, "orlando@example.org", wanted).member
    assert not sees(life, invited, concern_id)
    operators = Wanted("Orlando Other", Role.SAFEGUARDING_LEAD, ())
    made = life.do(staff_admin.add_by_operator, SYSTEM, "orlando2@example.org", operators, "x")
    assert not sees(life, made, concern_id)


def test_an_account_that_is_opened_again_was_looked_at_meanwhile(life: Life, team: Team) -> None:
    admin = life.do(staff_accounts.add, SYSTEM, "Ada", "ada@example.org", Role.ADMIN, "x", ())
    life.do(staff_admin.end, admin, team.lead.id)
    concern_id = life.worry("zelda hit me")
    life.do(staff_admin.restore, admin, team.lead.id)
    assert not sees(life, team.lead, concern_id)


# By hand


def test_a_lead_leaves_another_out_and_what_waits_for_them_is_taken_back(life: Life, team: Team) -> None:
    concern_id = life.worry("he hit me")
    life.do(leaving_out.leave_out, team.lead, concern_id, team.deputy.id)
    assert not sees(life, team.deputy, concern_id)
    assert told_of(life, concern_id) == {"Zelda"}
    circle = life.do(leaving_out.round_concern, team.lead, concern_id)
    assert [(one.who, one.why, one.by) for one in circle.left_out] == [
        ("Quentin Teamwell", Why.LEFT_OUT, "Zelda Teamwell")
    ]
    assert [one.name for one in circle.others] == sorted(
        {life.people.lead.name, life.people.deputy.name, "Xanthe Teamwell"}
    )
    life.do(leaving_out.leave_out, team.lead, concern_id, team.deputy.id)
    assert len(life.do(leaving_out.round_concern, team.lead, concern_id).left_out) == 1


def test_a_lead_without_a_post_can_be_left_out(life: Life, team: Team) -> None:
    concern_id = life.worry("he hit me")
    life.do(leaving_out.leave_out, team.lead, concern_id, life.people.lead.id)
    assert not sees(life, life.people.lead, concern_id)


def test_nobody_leaves_out_themselves_or_who_is_no_lead(life: Life, team: Team) -> None:
    concern_id = life.worry("he hit me")
    with pytest.raises(Refused, match="cannot leave out yourself"):
        life.do(leaving_out.leave_out, team.lead, concern_id, team.lead.id)
    for who in (life.people.manager.id, "nobody"):
        with pytest.raises(NotFound):
            life.do(leaving_out.leave_out, team.lead, concern_id, who)


def test_somebody_who_is_told_stays(life: Life, team: Team) -> None:
    concern_id, lead = life.worry("he hit me"), life.people.lead
    for who in (team.lead, team.deputy):
        life.do(leaving_out.leave_out, lead, concern_id, who.id)
    with pytest.raises(Refused, match="Nobody would be left"):
        life.do(leaving_out.leave_out, lead, concern_id, team.alternate.id)
    assert sees(life, team.alternate, concern_id)


def test_who_may_not_know_can_neither_ask_nor_leave_out(life: Life, team: Team) -> None:
    concern_id, people = life.worry("zelda hit me"), life.people
    for member in (team.lead, people.manager, people.worker, people.elsewhere):
        for asked in (concern_id, "no-such-concern"):
            with pytest.raises(NotFound) as refused:
                life.do(leaving_out.leave_out, member, asked, team.deputy.id)
            with pytest.raises(NotFound) as again:
                life.do(leaving_out.round_concern, member, asked)
            assert str(refused.value) == str(again.value) == "There is no such page."
