"""Two invented houses with everything in them that a page can show, and every kind of visitor."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from staff import totp
from storage import (
    Transaction,
    absences,
    complaints,
    concerns,
    entries,
    exclusions,
    feedback,
    houses,
    in_person,
    inbox,
    invitations,
    listening,
    notice_delivery,
    own_page_for_staff,
    pending_actions,
    priorities,
    reviews,
    second_factors,
    staff_accounts,
    staff_admin,
    staff_requests,
    triage,
)
from storage.audit import SYSTEM, Actor
from storage.contents import keep
from storage.entries import Entry
from storage.exclusions import Why
from storage.houses import House, Person
from storage.in_person import Meeting
from storage.inbox import Incoming
from storage.notice_delivery import Tried
from storage.own_page import Entry as OwnEntry
from storage.own_page_for_staff import Told
from storage.recordings import Recording
from storage.staff_accounts import StaffMember
from storage.staff_rights import Wanted
from storage.tables.safeguarding import concerns as concerns_table
from storage.vocabulary import (
    MattersKind,
    NoticeChannel,
    Outcome,
    Present,
    RequestKind,
    Role,
    Route,
    Sent,
    Triage,
    VisibleTo,
    Voice,
    WhatChanges,
)
from tests.staff.world import PASSWORD_HASH, Visitor, World

ON_PAGE = (
    (MattersKind.MATTERS_MOST, "football"),
    (MattersKind.MATTERS_MOST, "cat"),
    (MattersKind.HOW_I_SAY, "clapping"),
)
CHANGE = {"plum": "You get a new lamp.", "quince": "You get a red chair."}


@dataclass(frozen=True)
class Things:
    """The ids of all that was said and done about one person, and the words that only their house may read."""

    feedback_id: str
    action_id: str
    request_id: str
    review_id: str
    concern_id: str
    words: tuple[str, ...]
    other: Other


@dataclass(frozen=True)
class Other:
    """What did not come by typing, or goes back without the chat. `noted`: decided, and to be told in person; `written`: by
    staff; `voice`: a voice message that was passed on; `done`: an action to be told in person; `told`: one to be asked
    about; `listen`: a concern with a voice message that a lead is to hear; `complaint`: one that waits for its handler."""

    noted_id: str
    written_id: str
    voice_id: str
    done_id: str
    told_id: str
    listen_id: str
    complaint_id: str
    said: tuple[str, ...]
    heard_by_lead: str
    changes: tuple[str, ...]


@dataclass
class TwoHouses:
    """Plum House with its people and staff, and Quince Cottage, which must not show there. `staff` are by what they are."""

    world: World
    things: Things
    elsewhere: Things
    staff: dict[str, StaffMember] = field(default_factory=dict)

    def visitor(self, who: str) -> Visitor:
        """A browser in which this member is signed in; `out` is nobody, `half` owes a code."""
        return Visitor(self.world.client()) if who == "out" else self.world.signed_in(self.staff[who])

    @property
    def secrets(self) -> tuple[str, ...]:
        """What tells of Quince Cottage: names, ids and words."""
        cast, there = self.world.cast, self.elsewhere
        ids = (there.feedback_id, there.action_id, there.request_id, there.review_id, there.concern_id)
        more = there.other
        other_ids = (more.noted_id, more.written_id, more.voice_id, more.done_id, more.told_id, more.listen_id)
        names = (cast.other_house.name, cast.other_person.name, cast.stranger.name, cast.stranger.email)
        return (
            *ids,
            *other_ids,
            more.complaint_id,
            *there.words,
            *more.said,
            more.heard_by_lead,
            *more.changes,
            *names,
            cast.other_house.id,
            cast.other_person.id,
            cast.stranger.id,
        )


def two_houses(world: World) -> TwoHouses:
    """Everybody moves in, and says and does something of each kind."""
    cast = world.cast
    made = TwoHouses(
        world,
        _things(world, cast.person, cast.manager, "plum"),
        _things(world, cast.other_person, cast.stranger, "quince"),
    )
    _away_and_not_told(world, cast.worker, cast.stranger)
    with world.store.write() as tx:
        housemate = houses.add_person(tx, SYSTEM, cast.house.id, "Hebe Housemate")
        made.staff = {
            "worker": cast.worker,
            "manager": cast.manager,
            "lead": cast.lead,
            "stranger": cast.stranger,
            "admin": _member(tx, "Ada Sample", Role.ADMIN),
            "reviewer": _member(tx, "Rae Sample", Role.REVIEWER, cast.house),
            "limited": _limited(tx, cast.manager, cast.house, housemate),
            "half": _member(tx, "Hal Sample", Role.KEYWORKER, cast.house),
            "excluded": _left_out_of_all(tx, _member(tx, "Excl Sample", Role.SAFEGUARDING_LEAD)),
        }
        half = made.staff["half"]
        totp.begin(tx, half)
        second_factors.confirm(tx, half.id, 1)
    return made


def invitation_for(world: World, staff_id: str) -> str:
    """The token of a new invitation."""
    with world.store.write() as tx:
        return invitations.make(tx, SYSTEM, staff_id).token


def _member(tx: Transaction, name: str, role: Role, *places: House) -> StaffMember:
    email = f"{name.split()[0].lower()}@example.org"
    return staff_accounts.add(tx, SYSTEM, name, email, role, PASSWORD_HASH, tuple(one.id for one in places))


def _limited(tx: Transaction, manager: StaffMember, house: House, person: Person) -> StaffMember:
    made = _member(tx, "Lim Sample", Role.SUPPORT_WORKER, house)
    staff_admin.change(tx, manager, made.id, Wanted(made.name, made.role, made.house_ids, (person.id,)))
    return staff_accounts.member(tx, made.id)


def _left_out_of_all(tx: Transaction, lead: StaffMember) -> StaffMember:
    for concern_id in tx.execute(select(concerns_table.c.id)).scalars().all():
        exclusions.exclude(tx, concern_id, lead.id, Why.NAMED, None)
    return lead


def _things(world: World, person: Person, manager: StaffMember, name: str) -> Things:
    said = [
        f"{name} {about}" for about in ("soup is cold", "lamp is dark", "secret of mine", "talk to me", "he hit me")
    ]
    new = world.says(said[0], person=person)
    lamp = world.says(said[1], person=person)
    world.says(said[2], person=person, visible_to=VisibleTo.ONLY_MANAGER)
    change = (WhatChanges.ROUTINE, CHANGE[name], date(2026, 11, 27))
    with world.store.write() as tx:
        action = pending_actions.agree(tx, manager, lamp.id, manager.id, *change)
        actor = Actor("person", person.id)
        content_id = keep(tx, actor, person.id, said[3])
        staff_requests.ask(tx, person.id, RequestKind.WANTS_TO_TALK, f"from {name}", content_id=content_id)
        asked = staff_requests.waiting(tx, manager)[0]
        review = reviews.prepare(tx, manager, person.id)
        concern_id = concerns.raise_concern(
            tx,
            actor,
            person.id,
            f"worry {name}",
            tier="amber",
            kind="harm",
            reasons=("an invented reason",),
            rules_version="1",
            words=said[4],
            said_at=tx.now,
        )
        assert feedback.one(tx, new.id).person_id == person.id
    other = _other(world, person, manager, name)
    return Things(new.id, action.id, asked.id, review.id, concern_id, (*said, CHANGE[name]), other)


def _other(world: World, person: Person, manager: StaffMember, name: str) -> Other:
    said = tuple(
        f"{name} {about}"
        for about in ("tea is nice", "told on paper", "sound", "bath is cold", "bus is late", "is not fair")
    )
    noted, bath, bus, unfair = (world.says(one, person=person) for one in (said[0], *said[3:]))
    changes = (f"You get a warm bath in {name}.", f"You go by taxi in {name}.")
    written = Entry(
        f"form {name}",
        Route.PAPER,
        Voice.SELF,
        Outcome.WORKED,
        said[1],
        world.store.calendar.day(world.clock()),
        Present.STAFF,
        None,
        VisibleTo.MY_STAFF,
    )
    voice = _voice_message(world, person, f"{said[2]} to pass on")
    listen = _voice_message(world, person, f"{name} whisper")
    with world.store.write() as tx:
        triage.decide(tx, manager, noted.id, Triage.NOTED)
        triage.decide(tx, manager, unfair.id, Triage.COMPLAINT)
        complaint = complaints.of_feedback(tx, manager, unfair.id)
        kept = entries.write_down(tx, manager, person.id, written, None)
        listening.pass_on(tx, world.cast.lead, voice)
        passed_on = next(one for one in feedback.to_triage(tx, manager) if one.person_id == person.id and one.seconds)
        done, told = (
            pending_actions.agree(tx, manager, one.id, manager.id, WhatChanges.ROUTINE, change, date(2026, 11, 27))
            for one, change in zip((bath, bus), changes, strict=True)
        )
        for one in (done, told):
            pending_actions.finish(tx, manager, one.id, done=True, easy_words="It is there.")
        meeting = Meeting(Route.FACE_TO_FACE, tx.today, manager.id, None)
        in_person.tell_of_action(tx, manager, told.id, meeting)
        own = [_on_own_page(tx, manager, person, kind, f"{name} {words}") for kind, words in ON_PAGE]
        priorities.link_action(tx, manager, done.id, own[0].id)
        assert kept is not None and complaint is not None
        ids = (noted.id, kept.id, passed_on.id, done.id, told.id, listen, complaint.id)
    return Other(*ids, (*said, *(str(one.words) for one in own)), f"{name} whisper", changes)


def _on_own_page(tx: Transaction, manager: StaffMember, person: Person, kind: MattersKind, words: str) -> OwnEntry:
    told = Told(words, kind, words, Route.PAPER, Voice.SELF, tx.today, Present.STAFF, None, VisibleTo.MY_STAFF)
    entry = own_page_for_staff.write_down(tx, manager, person.id, told, None)
    assert entry is not None
    return entry


def _voice_message(world: World, person: Person, sound: str) -> str:
    """Sent by the person; returns the id of the concern that a lead listens to."""
    with world.store.write() as tx:
        houses.keep_notice_answer(tx, person.id, "1", "yes")
        heard = Recording(sound.encode(), "audio/ogg", 3.0)
        message = Incoming(person.id, "telegram", f"voice {sound}", world.clock(), None, None, Sent.VOICE, heard)
        message_id, _ = inbox.receive(tx, message)
        listening.raise_if_unscreened(tx, inbox.message(tx, message_id))
        source = tx.execute(select(concerns_table.c.id).where(concerns_table.c.source_id == f"listen:{message_id}"))
        return str(source.scalar_one())


def _away_and_not_told(world: World, *members: StaffMember) -> None:
    """Each is away today, and no notice could be sent."""
    with world.store.write() as tx:
        for one in members:
            absences.add(tx, one, one.id, tx.today, tx.today, None)
        for parcel in notice_delivery.take(tx, NoticeChannel.EMAIL):
            notice_delivery.keep_result(tx, parcel.id, Tried.REFUSED, "address_refused")
