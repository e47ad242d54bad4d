"""How a person communicates: on its page, flagged wherever staff are about to tell them something, shared, printed (R50)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from storage import communication_profiles, concerns, how_messages, people_for_staff, staff_requests
from storage.communication_profiles import KeptProfile
from storage.profile import OwnWord, Profile
from storage.vocabulary import Faces, Format, OfferForm, Pictures, RequestKind, Sound, Speed, Voice
from tests.staff.browser import Site
from tests.staff.world import Page, World
from tests.support.chromium import violations

FORM = {
    **{"version": "0", "sound": "sound_slower", "speed": "slow_speed", "pictures": "pictures_off"},
    **{"choices_form": "one_at_a_time", "faces": "not_sure_yet", "said_by": "self_with_support"},
    "words": "Nan’s = her grandmother’s house\n\n the  Hub=the day centre ",
    **{"format-makaton": "yes", "format-other": "yes", "other_format": "in Polish"},
    **{"yes_no": "Thumb up, thumb down.", "helps": "A picture of <it>."},
    **{"said-day": "24", "said-month": "11", "said-year": "2026"},
    **{"next-day": "24", "next-month": "5", "next-year": "2027"},
}
FLAG = (
    "Makaton, in Polish; With a slower voice; Slowly, with a rest between messages; No pictures; One answer at a time;"
    " not sure of faces: go by words"
)


def path(world: World) -> str:
    return f"/people/{world.cast.person.id}/communication"


async def send(world: World, **changed: str) -> Page:
    return await world.signed_in(world.cast.worker).post(path(world), do="keep", **{**FORM, **changed})


def versions(world: World) -> tuple[KeptProfile, ...]:
    with world.store.write() as tx:
        return communication_profiles.versions(tx, world.cast.manager, world.cast.person.id)


def profile(world: World, **changed: object) -> Profile:
    today = world.store.calendar.day(world.clock())
    usual = Profile(said_by=Voice.SELF, said_on=today, next_review_on=today + timedelta(days=90))
    return replace(usual, **changed)  # type: ignore[arg-type]


def keep(world: World, kept: Profile, instead_of: int = 0) -> None:
    with world.store.write() as tx:
        communication_profiles.keep(tx, world.cast.manager, world.cast.person.id, kept, instead_of=instead_of)


async def test_what_was_typed_is_kept_holds_and_is_offered_again(world: World) -> None:
    assert (await send(world)).location == f"/staff{path(world)}"
    [kept] = versions(world)
    assert kept.kept_by == "Wes Sample"
    assert kept.profile == profile(
        world,
        sound=Sound.SLOWER,
        speed=Speed.SLOW,
        pictures=Pictures.OFF,
        choices_form=OfferForm.ONE_AT_A_TIME,
        words=(OwnWord("Nan’s", "her grandmother’s house"), OwnWord("the Hub", "the day centre")),
        formats=(Format.MAKATON, Format.OTHER),
        other_format="in Polish",
        yes_no="Thumb up, thumb down.",
        helps="A picture of <it>.",
        faces=Faces.NOT_SURE_YET,
        said_by=Voice.SELF_WITH_SUPPORT,
        next_review_on=kept.profile.next_review_on,
    )
    with world.store.read() as tx:
        assert how_messages.of_person(tx, world.cast.person.id).wishes == kept.profile.wishes
    page = await world.signed_in(world.cast.worker).get(path(world))
    assert 'value="pictures_off" checked' in page.html and "the Hub = the day centre" in page.html
    assert "A picture of &lt;it&gt;." in page.html and 'value="1"' in page.html
    for line in (f"Flagged {FLAG}", "Identified Wes Sample today at 10:00am", "Recorded Wes Sample today at 10:00am"):
        assert line in page.words
    assert (
        "Shared With nobody yet" in page.words and "Reviewed Gone through today. Next Monday 24 May 2027" in page.words
    )


async def test_it_is_flagged_wherever_staff_act(world: World) -> None:
    item = world.says("The shower is cold.")
    with world.store.write() as tx:
        staff_requests.ask(tx, world.cast.person.id, RequestKind.WANTS_TO_TALK, "from the chat")
        [request] = staff_requests.waiting(tx, world.cast.worker)
    worker, person = world.signed_in(world.cast.worker), f"/people/{world.cast.person.id}"
    pages = ("/", "/people", person, f"/feedback/{item.id}", f"/requests/{request.id}")
    for where in pages:
        assert "How to communicate:" not in (await worker.get(where)).words, where
    assert "Nobody has asked Pim Testwell how they communicate." in (await worker.get(person)).words
    await send(world)
    for where in pages:
        assert f"How to communicate: {FLAG}." in (await worker.get(where)).words, where
    sheet = await worker.get(f"/feedback/{item.id}/sheet")
    assert "How Pim Testwell communicates Yes and no Thumb up, thumb down." in sheet.words


async def test_a_lead_with_a_concern_knows_it_too(world: World) -> None:
    item = world.says("I am not safe here")
    await world.signed_in(world.cast.worker).post(f"/feedback/{item.id}", decision="worry_about_safety")
    with world.store.write() as tx:
        [concern] = concerns.for_lead(tx, world.cast.lead)
    lead = world.signed_in(world.cast.lead)
    assert "communicates" not in (await lead.get(f"/concerns/{concern.id}")).words
    await send(world)
    page = await lead.get(f"/concerns/{concern.id}")
    assert "How Pim Testwell communicates Yes and no Thumb up, thumb down. What helps A picture of <it>." in page.words


async def test_what_the_person_changed_in_the_chat_is_said_and_not_written_over(world: World) -> None:
    await send(world)
    with world.store.write() as tx:
        communication_profiles.choose(tx, world.cast.person.id, Sound.OFF)
    page = await world.signed_in(world.cast.worker).get(path(world))
    assert "Pim Testwell changed this in the chat today at 10:00am. What they chose holds." in page.words
    assert 'value="sound_off" checked' in page.html
    again = await send(world, version="1")
    assert again.status == 422 and "This was changed in the meantime" in again.words
    assert len(versions(world)) == 2


@pytest.mark.parametrize(
    ("changed", "field", "advice"),
    [
        ({"sound": ""}, "sound", "Choose one."),
        ({"faces": "smile"}, "faces", "Choose one."),
        ({"words": "the Hub"}, "words", "Write who or what “the Hub” is, behind a “=”."),
        ({"words": "b4 = a bus"}, "words", "write one to three words"),
        ({"other_format": ""}, "other_format", "Tick “something else” and write what it is, or do neither."),
        ({"helps": "a" * 501}, "helps", "This is too long."),
        ({"said_by": "on_behalf"}, "said_by", "Choose who said so."),
        ({"said-day": "40"}, "said-day", "Type a real day"),
        ({"said-year": "2027"}, "said-day", "which is today or before"),
        ({"next-year": "2028"}, "next-day", "Look at it again within 12 months."),
    ],
)
async def test_a_form_that_is_not_in_order_comes_back(
    world: World, changed: dict[str, str], field: str, advice: str
) -> None:
    page = await send(world, yes_no="Kept <in> the field", **changed)
    assert page.status == 422 and advice in page.words and "Kept &lt;in&gt; the field" in page.html
    assert f'href="#{field}"' in page.html and f'id="{field}"' in page.html
    assert versions(world) == ()


async def test_it_is_shared_after_a_yes(world: World) -> None:
    await send(world)
    on = {"shared-day": "24", "shared-month": "11", "shared-year": "2026"}
    worker = world.signed_in(world.cast.worker)
    no = await worker.post(path(world), do="share", shared_with="Dr Invented", **on)
    assert no.status == 422 and "Ask the person first. It is shared only if they say yes." in no.words
    missing = await worker.post(path(world), do="share", shared_with="Dr Invented", said_yes="yes")
    assert missing.status == 422 and "Type the day." in missing.words
    yes = await worker.post(path(world), do="share", shared_with="Dr Invented", said_yes="yes", **on)
    assert yes.location == f"/staff{path(world)}"
    page = await worker.get(path(world))
    assert "Shared 1 time" in page.words and "Dr Invented, today: version 1, written down by Wes Sample" in page.words


async def test_past_its_day_it_stands_first_on_the_keyworkers_board_and_on_the_person(world: World) -> None:
    with world.store.write() as tx:
        people_for_staff.set_keyworker(tx, world.cast.manager, world.cast.person.id, world.cast.worker.id)
    world.says("The shower is cold.")
    keep(world, profile(world))
    world.clock.on(days=91)
    worker, manager = world.signed_in(world.cast.worker), world.signed_in(world.cast.manager)
    board = await worker.get("/")
    heading = board.words.index("How people communicate, to review (1)")
    assert heading < board.words.index("New (1)") and "It was to be looked at again by yesterday." in board.words
    assert "to review" not in (await manager.get("/")).words
    assert "Review of this is overdue" in (await manager.get(f"/people/{world.cast.person.id}")).words
    assert "Review of how they communicate overdue" in (await manager.get("/people")).words
    assert "Review overdue since yesterday" in (await worker.get(path(world))).words


async def test_the_persons_own_words_are_allowed_in_what_is_written_to_them(world: World) -> None:
    item = world.says("The shower is cold.")
    form = {"kind": "agreed", "subject": item.id, "words": "We go to Nanna’s and to snoezelen."}
    worker = world.signed_in(world.cast.worker)
    before = (await worker.post("/check-words", **form)).response.json()["findings"]
    assert "snoezelen" in {one["excerpt"] for one in before}
    words = (OwnWord("Nanna’s", "her grandmother’s house"), OwnWord("snoezelen", "the sensory room"))
    keep(world, profile(world, words=words))
    assert (await worker.post("/check-words", **form)).response.json()["findings"] == []
    elsewhere = world.says("The bath is cold.", person=world.cast.other_person)
    stranger = world.signed_in(world.cast.stranger)
    answer = await stranger.post("/check-words", **{**form, "subject": elsewhere.id})
    assert "snoezelen" in {one["excerpt"] for one in answer.response.json()["findings"]}


async def test_they_are_allowed_in_a_choice_and_in_what_is_asked_about(world: World) -> None:
    keep(world, profile(world, words=(OwnWord("snoezelen", "the sensory room"),)))
    worker, person = world.signed_in(world.cast.worker), f"/people/{world.cast.person.id}"
    choice = {"form": "f" * 32, "question": "Do you want to go to snoezelen on Friday?", "label_0": "Snoezelen"}
    checked = await worker.post(f"{person}/prepare-choice/check", token_from="/account", **choice)
    assert "snoezelen" not in str(checked.response.json()["advice"]).lower()
    asked = await worker.post(f"{person}/check-ins", do="prepare", words="snoezelen")
    assert asked.location == f"/staff{person}/check-ins"


async def test_the_sheet_for_whoever_is_on_shift_tells_it(world: World) -> None:
    worker, shift = world.signed_in(world.cast.worker), f"/people/{world.cast.person.id}/page/shift"
    assert "How to talk with them" not in (await worker.get(shift)).words
    await send(world)
    sheet = await worker.get(shift)
    for line in (
        "How to talk with them",
        "Messages With a slower voice; Slowly, with a rest between messages; No pictures; One answer at a time",
        "Their own words Nan’s: her grandmother’s house; the Hub: the day centre",
        "Who said so: the person, with support, on Tuesday 24 November. To be looked at again by Monday 24 May 2027.",
    ):
        assert line in sheet.words
    assert "default-src 'none'" in sheet.response.headers["content-security-policy"]


@pytest.mark.browser
@pytest.mark.parametrize("phone", [False, True])
async def test_it_reads_well_for_everyone(site: Site, phone: bool) -> None:
    site.world.says("The shower is cold.")
    await send(site.world)
    tab = await site.signed_in(site.world.cast.worker, phone=phone)
    person = f"/people/{site.world.cast.person.id}"
    for where in (path(site.world), f"{person}/page/shift", person, "/people", "/"):
        await tab.goto(f"{site.address}{where}")
        assert await violations(tab) == [], where
        assert await tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), where
