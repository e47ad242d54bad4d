"""Two invented houses with everything in them that a page can show, and every kind of visitor."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta

from sqlalchemy import select

from staff import totp
from storage import (
    Transaction,
    absences,
    check_ins_for_staff,
    choice_offers,
    choice_sets,
    communication_profiles,
    complaints,
    concerns,
    decisions,
    entries,
    exclusions,
    feedback,
    houses,
    images,
    in_person,
    inbox,
    invitations,
    listening,
    notice_delivery,
    own_page_for_staff,
    pending_actions,
    phrase_recordings,
    phrase_voices,
    pictures,
    priorities,
    restrictions,
    reviews,
    risk_plans,
    second_factors,
    staff_accounts,
    staff_admin,
    staff_requests,
    supporters,
    transcripts,
    triage,
)
from storage.audit import SYSTEM, Actor
from storage.check_ins_for_staff import Wanted as ChosenTogether
from storage.contents import keep
from storage.entries import Entry
from storage.exclusions import Why
from storage.houses import House, Person
from storage.in_person import Meeting
from storage.inbox import Incoming
from storage.notice_delivery import Tried
from storage.own_page import Entry as OwnEntry
from storage.own_page_for_staff import Told
from storage.phrase_recordings import Heard
from storage.prepared_choices import NewChoice, NewOption
from storage.profile import Profile
from storage.recordings import Recording
from storage.risk_plans import Started
from storage.staff_accounts import StaffMember
from storage.staff_rights import Wanted
from storage.tables.safeguarding import concerns as concerns_table
from storage.vocabulary import (
    MattersKind,
    NoticeChannel,
    OfferReason,
    Outcome,
    Present,
    Relation,
    RequestKind,
    Role,
    Route,
    Sent,
    Speed,
    Triage,
    VisibleTo,
    Voice,
    WhatChanges,
)
from tests.staff.world import PASSWORD_HASH, Visitor, World
from tests.storage.risky import LIMIT, PLAN
from tests.support.uploads import photo

POOL = images.made(photo())
ON_PAGE = (
    (MattersKind.MATTERS_MOST, "football"),
    (MattersKind.MATTERS_MOST, "cat"),
    (MattersKind.HOW_I_SAY, "clapping"),
)
CHANGE = {"plum": "You get a new lamp.", "quince": "You get a red chair."}


@dataclass(frozen=True)
class Things:
    """The ids of all that was said and done about one person, and the words that only their house may read.
    `wants`: theirs, in a risk plan."""

    feedback_id: str
    action_id: str
    request_id: str
    review_id: str
    concern_id: str
    choice_id: str
    words: tuple[str, ...]
    risk_plan_id: str
    restriction_id: str
    wants: str
    other: Other

    @property
    def reason(self) -> str:
        """Why they chose as they did, in their own words."""
        return self.other.changes[-1]


@dataclass(frozen=True)
class Other:
    """What did not come by typing, or goes back without the chat. `noted`: decided, and to be told in person; `written`: by
    staff; `voice`: a voice message that was passed on; `done`: an action to be told in person; `told`: one to be asked about;
    `listen`: a concern with a voice message that a lead is to hear; `complaint`: one that waits for its handler; `photo`: one of
    the person's own photos; `phrase_voice`, `phrase_recording`: of whoever speaks for the house, and of the first phrase in
    their voice; `speaker`: who that is."""

    noted_id: str
    written_id: str
    voice_id: str
    done_id: str
    told_id: str
    listen_id: str
    complaint_id: str
    photo_id: str
    phrase_voice_id: str
    phrase_recording_id: str
    said: tuple[str, ...]
    heard_by_lead: str
    changes: tuple[str, ...]
    speaker: str


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
        ids = (there.feedback_id, there.action_id, there.request_id, there.review_id, there.concern_id, there.choice_id)
        more = there.other
        other_ids = (more.noted_id, more.written_id, more.voice_id, more.done_id, more.told_id, more.listen_id)
        names = (cast.other_house.name, cast.other_person.name, cast.stranger.name, cast.stranger.email)
        return (
            *ids,
            *other_ids,
            more.complaint_id,
            there.risk_plan_id,
            there.restriction_id,
            more.photo_id,
            more.phrase_voice_id,
            more.phrase_recording_id,
            more.speaker,
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
    choice_id = _chosen(world, person, manager, name, other.changes[-2:])
    wants = f"to go alone in {name}"
    risks = (*_risks(world, person, manager, name, wants), wants)
    words = (*said, CHANGE[name], f"You go to the shop in {name}.", f"The {name} gate is shut.", wants)
    return Things(new.id, action.id, asked.id, review.id, concern_id, choice_id, words, *risks, other)


def _risks(world: World, person: Person, manager: StaffMember, name: str, wants: str) -> tuple[str, str]:
    """A risk plan with a restriction that belongs to it, both overdue soon enough to be on every list."""
    review_on = world.store.calendar.day(world.clock()) + timedelta(days=3)
    plan = replace(PLAN, about=f"You go to the shop in {name}.", view=wants, review_on=review_on)
    limit = replace(LIMIT, about=f"The {name} gate is shut.", review_on=review_on)
    with world.store.write() as tx:
        plan_id = risk_plans.start(tx, manager, person.id, plan, Started(None, "She asked.", f"plan {name}"))
        form = f"restriction {name}"
        return plan_id, restrictions.start(tx, manager, person.id, limit, plan_id=plan_id, form=form)


def _chosen(world: World, person: Person, manager: StaffMember, name: str, told: tuple[str, ...]) -> str:
    """A choice with a question and a reason in these words, which was prepared, offered and decided, and somebody who helps."""
    options = (NewOption(f"{name} walk", "🌳"), NewOption(f"{name} pool", "🏊"))
    question, reason = told
    with world.store.write() as tx:
        until, review = tx.today + timedelta(days=14), tx.today + timedelta(days=90)
        wanted = NewChoice(question, options, manager.id, offer_until=until, review_on=review)
        kept = choice_sets.prepare(tx, manager, person.id, wanted)
        choice_sets.approve(tx, manager, kept.id)
        offer = choice_offers.begin(tx, kept.id, OfferReason.FIRST)
        decision = decisions.keep(tx, offer, option_id=kept.options[0].id)
        decisions.keep_reason(tx, decision.id, keep(tx, Actor("person", person.id), person.id, reason))
        supporters.add(tx, SYSTEM, person.id, f"Aunt {name.title()}", Relation.FAMILY)
    return kept.id


def _other(world: World, person: Person, manager: StaffMember, name: str) -> Other:
    said = tuple(
        f"{name} {about}"
        for about in ("tea is nice", "told on paper", "sound", "bath is cold", "bus is late", "is not fair")
    )
    noted, bath, bus, unfair = (world.says(one, person=person) for one in (said[0], *said[3:]))
    changes = (
        f"You get a warm bath in {name}.",
        f"You go by taxi in {name}.",
        f"Where do you want to go from {name}?",
        f"because of the {name} ducks",
    )
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
    in_voice = f"{name} soup makes a sound"
    voice = _voice_message(world, person, f"{said[2]} to pass on", heard=in_voice)
    listen = _voice_message(world, person, f"{name} whisper")
    helps = f"A picture of the {name}."
    with world.store.write() as tx:
        today, after = tx.today, date(2027, 5, 24)
        profile = Profile(speed=Speed.SLOW, helps=helps, said_by=Voice.SELF, said_on=today, next_review_on=after)
        communication_profiles.keep(tx, manager, person.id, profile, instead_of=0)
        triage.decide(tx, manager, noted.id, Triage.NOTED)
        triage.decide(tx, manager, unfair.id, Triage.COMPLAINT)
        complaint = complaints.of_feedback(tx, manager, unfair.id)
        kept = entries.write_down(tx, manager, person.id, written, None)
        concerns.heard_by_lead(tx, world.cast.lead, voice)
        listening.pass_on(tx, world.cast.lead, voice)
        passed_on = next(one for one in feedback.to_triage(tx, manager) if one.person_id == person.id and one.seconds)
        done, told = (
            pending_actions.agree(tx, manager, one.id, manager.id, WhatChanges.ROUTINE, change, date(2026, 11, 27))
            for one, change in zip((bath, bus), changes[:2], strict=True)
        )
        for one in (done, told):
            pending_actions.finish(tx, manager, one.id, done=True, easy_words="It is there.")
        meeting = Meeting(Route.FACE_TO_FACE, tx.today, manager.id, None)
        in_person.tell_of_action(tx, manager, told.id, meeting)
        swim = f"{name} swim with the club"
        chosen = ChosenTogether(swim, None, (0,), time(18), is_together=True)
        check_ins_for_staff.choose_together(tx, manager, person.id, chosen)
        own = [_on_own_page(tx, manager, person, kind, f"{name} {words}") for kind, words in ON_PAGE]
        priorities.link_action(tx, manager, done.id, own[0].id)
        assert kept is not None and complaint is not None
        photo = pictures.add(tx, manager, person.id, f"{name} pool", POOL)
        speaker = f"Nan {name.title()}"
        speaks = phrase_voices.add(tx, manager, person.house_id, speaker, agreed=True)
        heard = Heard("Think of one thing from today. How was it?", "utter_ask_feedback_outcome", name.encode(), 2.0)
        phrase = phrase_recordings.keep(tx, manager, speaks, heard)
        ids = (noted.id, kept.id, passed_on.id, done.id, told.id, listen, complaint.id, photo, speaks, phrase)
    told_for_page = (str(one.words) for one in own)
    return Other(*ids, (*said, in_voice, *told_for_page), f"{name} whisper", (swim, helps, *changes), speaker)


def _on_own_page(tx: Transaction, manager: StaffMember, person: Person, kind: MattersKind, words: str) -> OwnEntry:
    told = Told(words, kind, words, Route.PAPER, Voice.SELF, tx.today, Present.STAFF, None, VisibleTo.MY_STAFF)
    entry = own_page_for_staff.write_down(tx, manager, person.id, told, None)
    assert entry is not None
    return entry


def _voice_message(world: World, person: Person, sound: str, *, heard: str | None = None) -> str:
    """Sent by the person; `heard`: what a program heard in it. Returns the id of the concern that a lead listens to."""
    with world.store.write() as tx:
        houses.keep_notice_answer(tx, person.id, "1", "yes")
        recording = Recording(sound.encode(), "audio/ogg", 3.0)
        sent = Incoming(person.id, "telegram", f"voice {sound}", world.clock(), None, None, Sent.VOICE, recording)
        message_id, _ = inbox.receive(tx, sent)
        message = inbox.message(tx, message_id)
        listening.raise_if_unscreened(tx, message)
        if heard is not None:
            transcripts.keep(tx, message, heard, "vosk", "small-en", 0.8)
            transcripts.was_read(tx, message)
        source = tx.execute(select(concerns_table.c.id).where(concerns_table.c.source_id == f"listen:{message_id}"))
        return str(source.scalar_one())


def _away_and_not_told(world: World, *members: StaffMember) -> None:
    """Each is away today, and no notice could be sent."""
    with world.store.write() as tx:
        for one in members:
            absences.add(tx, one, one.id, tx.today, tx.today, None)
        for parcel in notice_delivery.take(tx, NoticeChannel.EMAIL):
            notice_delivery.keep_result(tx, parcel.id, Tried.REFUSED, "address_refused")
