"""How a person communicates: in versions, by staff with the person or by the person in the chat, and looked at again (R50)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from storage import (
    communication_profiles,
    communication_steps,
    concerns,
    houses,
    how_messages,
    late,
    notice_delivery,
    notifications,
    outbox,
    people_for_staff,
    updates,
)
from storage.audit import SYSTEM
from storage.database import NotFound, Refused
from storage.profile import OwnWord, Profile, problems, review_after
from storage.tables.governance import audit_events
from storage.tables.notifications import notifications as notices
from storage.vocabulary import (
    Faces,
    Format,
    NoticeChannel,
    NoticeKind,
    OfferForm,
    Pictures,
    Sound,
    Speed,
    Voice,
)
from tests.storage.invented import Life, SetClock

TODAY = date(2026, 11, 9)
NAN = OwnWord("Nan's", "her grandmother's house")


def asked(**changed: object) -> Profile:
    """A profile as it was gone through together today."""
    usual = Profile(said_by=Voice.SELF_WITH_SUPPORT, said_on=TODAY, next_review_on=review_after(TODAY))
    return replace(usual, **changed)  # type: ignore[arg-type]


def keep(life: Life, profile: Profile, instead_of: int = 0) -> None:
    life.do(communication_profiles.keep, life.people.worker, life.people.person_id, profile, instead_of=instead_of)


def how(life: Life, person_id: str | None = None) -> how_messages.HowMessages:
    return life.do(how_messages.of_person, person_id or life.people.person_id)


def test_what_is_usual_holds_until_somebody_says_otherwise(life: Life) -> None:
    assert how(life).wishes == (Sound.ON, Speed.USUAL, Pictures.ON, OfferForm.TOGETHER)
    assert how(life).rest == 0 and how(life).has_signs and not how(life).is_one_by_one
    with pytest.raises(NotFound):
        how(life, "nobody")


def test_what_staff_keep_with_the_person_holds_at_once_and_for_them_alone(life: Life) -> None:
    wanted = asked(
        sound=Sound.SLOWER,
        speed=Speed.SLOW,
        pictures=Pictures.OFF,
        choices_form=OfferForm.ONE_AT_A_TIME,
        words=(NAN,),
        formats=(Format.MAKATON, Format.OTHER),
        other_format="in Polish",
        yes_no="Thumb up, thumb down.",
        helps="A picture.",
        faces=Faces.NOT_SURE_YET,
    )
    keep(life, wanted)
    assert how(life).wishes == wanted.wishes and how(life).pace == "slow"
    assert how(life, life.people.housemate_id).wishes == Profile().wishes
    [kept] = life.do(communication_profiles.versions, life.people.manager, life.people.person_id)
    assert (kept.version, kept.profile, kept.kept_by) == (1, wanted, life.people.worker.name)
    assert life.do(communication_profiles.own_words, life.people.person_id) == ("Nan's",)


@pytest.mark.parametrize("wish", [*list(Sound)[1:], Speed.SLOW, *list(Pictures)[1:], OfferForm.ONE_AT_A_TIME])
def test_the_person_changes_one_thing_and_the_rest_stays(life: Life, wish: how_messages.Wish) -> None:
    keep(life, asked(words=(NAN,), helps="A picture."))
    life.do(communication_profiles.choose, life.people.person_id, wish)
    newest, first = life.do(communication_profiles.versions, life.people.worker, life.people.person_id)
    assert (newest.version, newest.kept_by) == (2, None) and wish in newest.profile.wishes
    assert newest.profile.wishes == how(life).wishes
    assert (newest.profile.words, newest.profile.helps) == ((NAN,), "A picture.")
    assert newest.profile.next_review_on == first.profile.next_review_on


def test_what_holds_already_makes_no_version(life: Life) -> None:
    life.do(communication_profiles.choose, life.people.person_id, Sound.ON)
    assert life.do(communication_profiles.versions, life.people.worker, life.people.person_id) == ()


def test_slower_slows_everything_down_and_gives_no_voice_to_who_wants_none(life: Life) -> None:
    life.do(communication_profiles.choose, life.people.person_id, Sound.OFF)
    life.do(communication_profiles.choose_slower, life.people.person_id)
    assert (how(life).sound, how(life).speed, how(life).pace) == (Sound.OFF, Speed.SLOW, "slow")
    life.do(communication_profiles.choose, life.people.person_id, Sound.ON)
    assert (how(life).sound, how(life).pace) == (Sound.ON, "normal")


def test_it_is_in_the_trail_who_chose_it_and_no_word_of_it(life: Life) -> None:
    keep(life, asked(words=(NAN,)))
    life.do(communication_profiles.choose, life.people.person_id, Pictures.OFF)
    with life.store.read() as tx:
        verbs = ("keep_communication_profile", "choose_how_messages")
        rows = tx.execute(select(audit_events).where(audit_events.c.verb.in_(verbs)).order_by(audit_events.c.position))
        found = [(row.actor_kind, row.actor_id, row.verb, row.detail) for row in rows]
    assert found == [
        ("staff", life.people.worker.id, "keep_communication_profile", "version 1"),
        ("person", life.people.person_id, "choose_how_messages", "pictures_off"),
    ]


def test_what_the_person_changed_meanwhile_is_not_written_over(life: Life) -> None:
    keep(life, asked())
    life.do(communication_profiles.choose, life.people.person_id, Sound.OFF)
    with pytest.raises(Refused, match="changed in the meantime, in the chat or by a colleague"):
        keep(life, asked(), instead_of=1)
    assert how(life).sound is Sound.OFF
    keep(life, asked(sound=Sound.OFF), instead_of=2)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"words": (OwnWord("Nan's", ""),)}, "words"),
        ({"words": (OwnWord("", "a house"),)}, "words"),
        ({"words": (OwnWord("the big red bus stop", "a stop"),)}, "words"),
        ({"words": (OwnWord("b4", "a bus"),)}, "words"),
        ({"words": (OwnWord("a" * 41, "a place"),)}, "words"),
        ({"words": (OwnWord("Hub", "a" * 121),)}, "words"),
        ({"words": (NAN,) * 41}, "words"),
        ({"formats": (Format.OTHER,)}, "other_format"),
        ({"other_format": "in Polish"}, "other_format"),
        ({"formats": (Format.OTHER,), "other_format": "a" * 201}, "other_format"),
        ({"yes_no": "a" * 501}, "yes_no"),
        ({"helps": "a" * 501}, "helps"),
        ({"said_by": None}, "said_by"),
        ({"said_by": Voice.ON_BEHALF}, "said_by"),
        ({"said_on": None}, "said-day"),
        ({"said_on": TODAY + timedelta(days=1)}, "said-day"),
        ({"next_review_on": None}, "next-day"),
        ({"next_review_on": TODAY}, "next-day"),
        ({"next_review_on": date(2027, 11, 10)}, "next-day"),
    ],
)
def test_what_will_not_do_is_refused_and_changes_nothing(life: Life, changed: dict[str, object], field: str) -> None:
    assert list(problems(asked(**changed), TODAY)) == [field]
    with pytest.raises(Refused):
        keep(life, asked(sound=Sound.OFF, **changed))
    assert how(life).sound is Sound.ON


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 9), 6, date(2027, 5, 9)),
        (date(2026, 6, 30), 6, date(2026, 12, 28)),
        (date(2026, 12, 31), 12, date(2027, 12, 28)),
    ],
)
def test_a_review_is_so_many_months_later(day: date, months: int, later: date) -> None:
    assert review_after(day, months) == later


@pytest.mark.parametrize("who", ["lead", "elsewhere"])
def test_for_others_there_is_no_such_person(life: Life, who: str) -> None:
    keep(life, asked())
    member = getattr(life.people, who)
    with pytest.raises(NotFound):
        life.do(communication_profiles.versions, member, life.people.person_id)
    with pytest.raises(NotFound):
        life.do(communication_profiles.keep, member, life.people.person_id, asked(), instead_of=1)
    with pytest.raises(NotFound):
        life.do(communication_steps.share, member, life.people.person_id, "Dr Invented", TODAY, said_yes=True)
    assert life.do(communication_steps.to_review, member) == ()


def test_a_lead_reads_what_holds_and_nobody_else_does_so_that_way(life: Life) -> None:
    assert life.do(communication_profiles.for_lead, life.people.lead, life.people.person_id) is None
    keep(life, asked(helps="A picture."))
    found = life.do(communication_profiles.for_lead, life.people.lead, life.people.person_id)
    assert found is not None and found.profile.helps == "A picture."
    with pytest.raises(NotFound):
        life.do(communication_profiles.for_lead, life.people.manager, life.people.person_id)


def test_it_is_shared_only_after_a_yes(life: Life) -> None:
    mine = (life.people.worker, life.people.person_id)
    with pytest.raises(Refused, match="nothing to share yet"):
        life.do(communication_steps.share, *mine, "Dr Invented", TODAY, said_yes=True)
    keep(life, asked())
    for shared_with, day, said_yes, advice in (
        ("Dr Invented", TODAY, False, "Ask the person first"),
        ("", TODAY, True, "Write who got it"),
        ("a" * 121, TODAY, True, "Write who got it"),
        ("Dr Invented", TODAY + timedelta(days=1), True, "has not come yet"),
    ):
        with pytest.raises(Refused, match=advice):
            life.do(communication_steps.share, *mine, shared_with, day, said_yes=said_yes)
    life.do(communication_steps.share, *mine, "Dr Invented", TODAY, said_yes=True)
    [shared] = steps(life).shared
    assert (shared.shared_with, shared.version, shared.kept_by) == ("Dr Invented", 1, life.people.worker.name)


def steps(life: Life) -> communication_steps.Steps:
    found = life.do(communication_profiles.versions, life.people.worker, life.people.person_id)
    return life.do(communication_steps.of, life.people.person_id, found)


def test_each_step_is_known(life: Life, clock: SetClock) -> None:
    assert (steps(life).identified, steps(life).recorded) == (None, None)
    life.do(communication_profiles.choose, life.people.person_id, Speed.SLOW)
    clock.forward(hours=1)
    assert steps(life).recorded is None
    keep(life, asked(speed=Speed.SLOW), instead_of=1)
    life.do(communication_profiles.choose, life.people.person_id, Sound.OFF)
    found = steps(life)
    assert found.identified is not None and found.identified.kept_by is None
    assert found.recorded is not None and found.recorded.version == 2


def test_how_messages_came_is_counted_without_their_words_and_without_those_about_safety(
    life: Life, clock: SetClock
) -> None:
    def says(source: str, kind: str = "reply", *, voiced: bool = False) -> None:
        life.queue(life.people.person_id, source, kind, "Hello.")
        for message in life.do(
            outbox.unsent, life.people.person_id, life.do(outbox.last_position, life.people.person_id)
        ):
            if voiced:
                life.do(outbox.mark_voiced, message.id)
            life.do(updates.arrived, message)

    says("first", voiced=True)
    life.do(communication_profiles.choose, life.people.person_id, Sound.OFF)
    says("second", voiced=True)
    for wish in (Speed.SLOW, Pictures.OFF, OfferForm.ONE_AT_A_TIME, Sound.SLOWER):
        life.do(communication_profiles.choose, life.people.person_id, wish)
    says("third")
    says("fourth", "safety", voiced=True)
    life.queue(life.people.person_id, "not sent", "reply", "Hello.")
    assert steps(life).met == communication_steps.Met(3, 2, 1, 1, 1, 1)
    clock.forward(days=31)
    assert steps(life).met == communication_steps.Met(0, 0, 0, 0, 0, 0)


def test_a_concern_changes_no_number(life: Life) -> None:
    before = steps(life)
    concern_id = life.worry("He shouted.")
    life.queue(life.people.person_id, f"reply to {concern_id}", "safety", "I am telling somebody.")
    assert steps(life) == before and life.do(concerns.for_lead, life.people.lead)


def overdue(life: Life, clock: SetClock, keyworker_id: str | None) -> None:
    life.do(people_for_staff.set_keyworker, life.people.manager, life.people.person_id, keyworker_id)
    keep(life, asked(next_review_on=TODAY + timedelta(days=30)))
    clock.forward(days=30)
    assert life.do(communication_steps.to_review, life.people.manager) == ()
    clock.forward(days=1)


def test_past_its_day_it_is_on_the_keyworkers_board(life: Life, clock: SetClock) -> None:
    overdue(life, clock, life.people.worker.id)
    [found] = life.do(communication_steps.to_review, life.people.worker)
    assert (found.person_id, found.due_on) == (life.people.person_id, TODAY + timedelta(days=30))
    for member in (life.people.manager, life.people.colleague, life.people.lead, life.people.elsewhere):
        assert life.do(communication_steps.to_review, member) == ()
    life.do(communication_profiles.choose, life.people.person_id, Sound.OFF)
    assert life.do(communication_steps.to_review, life.people.worker), "the person's own wish is no review"
    day = life.store.calendar.day(life.clock.now)
    keep(life, asked(said_on=day, next_review_on=day + timedelta(days=90)), instead_of=2)
    assert life.do(communication_steps.to_review, life.people.worker) == ()


def test_where_nobody_is_keyworker_it_is_on_the_managers_board(life: Life, clock: SetClock) -> None:
    overdue(life, clock, None)
    assert life.do(communication_steps.to_review, life.people.manager)
    assert life.do(communication_steps.to_review, life.people.worker) == ()


def told(life: Life) -> list[tuple[str | None, str]]:
    with life.store.read() as tx:
        where = (notices.c.kind == NoticeKind.PROFILE_OVERDUE, notices.c.channel == NoticeChannel.EMAIL)
        return [(row.staff_id, row.path) for row in tx.execute(select(notices).where(*where))]


def test_the_keyworker_is_told_once_and_not_when_it_was_done_meanwhile(life: Life, clock: SetClock) -> None:
    overdue(life, clock, life.people.worker.id)
    assert life.do(late.is_there_any)
    for _ in range(2):
        life.do(late.tell)
    assert told(life) == [(life.people.worker.id, f"/staff/people/{life.people.person_id}/communication")]
    assert not life.do(late.is_there_any)
    [seen] = life.do(notifications.of_member, life.people.worker)
    assert seen.kind is NoticeKind.PROFILE_OVERDUE
    day = life.store.calendar.day(life.clock.now)
    keep(life, asked(said_on=day, next_review_on=day + timedelta(days=90)), instead_of=1)
    assert life.do(notice_delivery.take, NoticeChannel.EMAIL) == ()


def test_one_that_waits_goes_out(life: Life, clock: SetClock) -> None:
    overdue(life, clock, life.people.worker.id)
    life.do(late.tell)
    [parcel] = life.do(notice_delivery.take, NoticeChannel.EMAIL)
    assert [one.kind for one in parcel.notices] == [NoticeKind.PROFILE_OVERDUE]


def test_only_those_with_something_unusual_are_listed(life: Life) -> None:
    keep(life, asked(helps="A picture."))
    other = life.do(houses.add_person, SYSTEM, life.people.house_id, "Somebody Invented")
    found = life.do(communication_profiles.newest, (life.people.person_id, other.id))
    assert list(found) == [life.people.person_id]
