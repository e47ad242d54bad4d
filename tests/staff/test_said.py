"""Writing down what a person said: the form, the screen in front of it, and how it shows everywhere after."""

from __future__ import annotations

import re

import pytest

from storage import concerns, feedback
from storage.concerns import Concern
from storage.feedback import Feedback
from storage.vocabulary import Outcome, Present, Route, VisibleTo, Voice
from tests.staff.browser import Site
from tests.staff.world import Page, Visitor, World
from tests.support.chromium import violations

WORDS = "bath cold\nagain 😡"


def filled(**changed: str) -> dict[str, str]:
    """The form as it is sent, with some fields changed."""
    form = {"form": "form 1", "route": "face_to_face", "voice": "self", "outcome": "did_not_work", "words": WORDS}
    day = {"said-day": "24", "said-month": "11", "said-year": "2026"}
    return {**form, **day, "present": "staff", "helper": "", "visible": "my_staff", **changed}


async def send(world: World, visitor: Visitor | None = None, **changed: str) -> Page:
    visitor = visitor or world.signed_in(world.cast.worker)
    return await visitor.post(f"/people/{world.cast.person.id}/said", **filled(**changed))


def kept(world: World) -> list[Feedback]:
    with world.store.read() as tx:
        return list(feedback.of_person(tx, world.cast.person.id))


def raised(world: World) -> list[Concern]:
    with world.store.write() as tx:
        return list(concerns.for_lead(tx, world.cast.lead))


async def test_it_is_kept_as_what_it_is(world: World) -> None:
    visitor = world.signed_in(world.cast.worker)
    # A browser sends the end of a line as two characters.
    answer = await send(world, visitor, words=WORDS.replace("\n", "\r\n"), helper="Ana Invented, advocate")
    [item] = kept(world)
    assert (answer.status, answer.location) == (303, f"/staff/feedback/{item.id}")
    assert (item.words, item.route, item.voice) == (WORDS, Route.FACE_TO_FACE, Voice.SELF)
    assert (item.outcome, item.present, item.helper) == (Outcome.DID_NOT_WORK, Present.STAFF, "Ana Invented, advocate")
    assert (item.entered_by, item.visible_to) == ("Wes Sample", VisibleTo.MY_STAFF)
    page = (await visitor.get(f"/feedback/{item.id}")).words
    for shown in (
        "It is kept, as written down by you.",
        "What Pim Testwell said",
        "Said today House",
        "How it came Face to face",
        "Whose words The person",
        "Written down Wes Sample, today at 10:00am",
        "Who else was there Staff",
        "Advocate or helper Ana Invented, advocate",
        "Not what they said? Write it down again",
    ):
        assert shown in page
    assert "Who helped" not in page


async def test_the_form_is_reached_from_the_persons_page_and_tells_what_to_do(world: World) -> None:
    visitor = world.signed_in(world.cast.worker)
    person = await visitor.get(f"/people/{world.cast.person.id}")
    assert f'href="/staff/people/{world.cast.person.id}/said"' in person.html
    page = await visitor.get(f"/people/{world.cast.person.id}/said")
    assert "Write it as they said it" in page.words and 'value="24"' in page.html and 'value="2026"' in page.html
    assert page.words.count("A wish they show is their own words.") == 1
    forms = {re.findall(r'name="form" value="([^"]+)"', (await visitor.get(page_path(world))).html)[0] for _ in "ab"}
    assert len(forms) == 2


def page_path(world: World) -> str:
    return f"/people/{world.cast.person.id}/said"


async def test_everywhere_it_reads_as_written_down_and_never_as_typed(world: World) -> None:
    await send(world)
    await send(world, voice="on_behalf", route="advocate", words="Pim wants a bigger room", outcome="want")
    await send(world, voice="staff_observation", words="Pim walked out of the room", outcome="unclear")
    visitor = world.signed_in(world.cast.manager)
    for page in (await visitor.get("/"), await visitor.get(f"/people/{world.cast.person.id}")):
        assert "Said face to face, written down by Wes Sample." in page.words
        assert "Said for them through an advocate, written down by Wes Sample." in page.words
        assert "Seen by staff, written down by Wes Sample." in page.words
        assert "Someone told us something for Pim Testwell today" in page.words
        assert "Staff saw something about Pim Testwell today" in page.words
        assert "Who helped" not in page.words
    assert (await visitor.get("/")).words.count("Pim Testwell told us something today") == 1
    glance = (await visitor.get(f"/people/{world.cast.person.id}")).words
    assert "In their own voice 1 of 3 How they came 0 in the chat, 3 written down by staff" in glance


async def test_it_goes_the_whole_loop(world: World) -> None:
    await send(world, voice="on_behalf")
    [item] = kept(world)
    visitor = world.signed_in(world.cast.worker)
    day = {"due-day": "27", "due-month": "11", "due-year": "2026", "changes": "routine", "owner": world.cast.worker.id}
    form = {"decision": "action", "words": "The bath is warm at 8.", **day}
    preview = await visitor.post(f"/feedback/{item.id}", **form, step="preview")
    assert "I have news for you. Someone told us: “bath cold" in preview.words and "You said" not in preview.words
    assert (await visitor.post(f"/feedback/{item.id}", **form)).status == 303
    assert world.told == [world.cast.person.id]


@pytest.mark.parametrize(
    ("changed", "advice"),
    [
        ({"route": ""}, "Choose how it came."),
        ({"route": "chat_text"}, "Choose face to face, on paper, or through an advocate."),
        ({"voice": ""}, "Choose whose words these are."),
        ({"outcome": ""}, "Choose how it was for them"),
        ({"words": " ", "outcome": "unclear"}, "Write it as they said it."),
        ({"present": ""}, "Choose who else was there."),
        ({"visible": ""}, "Ask them who may see it, and choose."),
        ({"said-day": ""}, "Type a real day"),
        ({"said-day": "25"}, "This day has not come yet."),
        ({"said-day": "", "said-month": "", "said-year": ""}, "Type the day on which it was said."),
        ({"voice": "staff_observation", "outcome": "want"}, "A wish that a person shows or says is their own."),
    ],
)
async def test_a_form_that_is_not_in_order_comes_back_with_all_that_was_typed(
    world: World, changed: dict[str, str], advice: str
) -> None:
    page = await send(world, None, helper="Ana <b>Invented</b>", **changed)
    assert page.status == 422 and "There is a problem" in page.words
    assert page.words.count(advice) >= 2  # in the list and at the field
    assert "Ana &lt;b&gt;Invented&lt;/b&gt;" in page.html and 'value="form 1"' in page.html
    if advice.startswith("This day"):
        assert 'href="#said-day"' in page.html
    for link in re.findall(r'href="#([^"]+)"', page.html):
        assert f'id="{link}"' in page.html
    assert kept(world) == []


@pytest.mark.parametrize(("words", "tier"), [("wes hit me in the kitchen", "amber"), ("i want to die", "red")])
async def test_harm_goes_to_the_lead_alone_and_the_member_is_told_what_to_do(
    world: World, words: str, tier: str
) -> None:
    visitor = world.signed_in(world.cast.worker)
    answer = await send(world, visitor, words=words)
    assert answer.location == f"/staff/people/{world.cast.person.id}/said/lead"
    page = await visitor.get(answer.location.removeprefix("/staff"))
    for shown in ("It went to the safeguarding lead", "call 999", "Follow your safeguarding procedure"):
        assert shown in page.words
    assert "Do not ask Pim Testwell questions about it." in page.words and words not in page.words
    [concern] = raised(world)
    assert (concern.tier, concern.words) == (tier, words)
    assert kept(world) == []
    lead = await world.signed_in(world.cast.lead).get(f"/concerns/{concern.id}")
    assert "Written down by Wes Sample. Said on 24 11 2026. How it came: face to face." in lead.words


async def test_nobody_in_the_house_can_tell_that_there_is_one(world: World) -> None:
    paths = ("/", "/people", f"/people/{world.cast.person.id}", f"/people/{world.cast.person.id}/review")
    looks = []
    for words in ("the bath is cold", "wes hit me"):
        if words != "the bath is cold":
            await send(world, words=words)
        for member in (world.cast.manager, world.cast.worker):
            visitor = world.signed_in(member)
            looks.append([(await visitor.get(path)).words for path in paths])
    assert looks[:2] == looks[2:]


async def test_the_name_of_a_helper_is_screened_as_well(world: World) -> None:
    await send(world, helper="Mum, he hits her")
    assert [one.tier for one in raised(world)] == ["amber"] and kept(world) == []


async def test_an_odd_text_is_feedback_as_usual_and_the_lead_looks(world: World) -> None:
    answer = await send(world, words="nobody hit me")
    [item] = kept(world)
    assert answer.location == f"/staff/feedback/{item.id}"
    assert [(one.tier, one.words) for one in raised(world)] == [("check", "nobody hit me")]


async def test_what_only_the_manager_may_see_is_gone_for_the_worker_who_wrote_it(world: World) -> None:
    visitor = world.signed_in(world.cast.worker)
    answer = await send(world, visitor, visible="only_manager")
    assert answer.location == f"/staff/people/{world.cast.person.id}"
    page = await visitor.get(f"/people/{world.cast.person.id}")
    assert "It is kept. Only the manager sees it." in page.words and "bath cold" not in page.words
    assert "bath cold" in (await world.signed_in(world.cast.manager).get("/")).words


async def test_a_form_sent_twice_counts_once(world: World) -> None:
    visitor = world.signed_in(world.cast.worker)
    first, second = await send(world, visitor), await send(world, visitor)
    assert first.location == second.location and len(kept(world)) == 1


async def test_written_down_wrongly_it_is_written_down_again(world: World) -> None:
    visitor = world.signed_in(world.cast.worker)
    await send(world, visitor)
    [wrong] = kept(world)
    path = f"/people/{world.cast.person.id}/said?instead={wrong.id}"
    page = await visitor.get(path)
    assert "You write this down in place of “bath cold" in page.words
    await send(world, visitor, words="bath too hot", instead=wrong.id)
    [right] = kept(world)
    assert (right.words, right.replaces_id) == ("bath too hot", wrong.id)
    typed = world.says("The bus is late")
    assert (await send(world, visitor, words="It is fine", instead=typed.id)).status == 422


@pytest.mark.parametrize("who", ["stranger", "lead"])
@pytest.mark.parametrize("path", ["said", "said/lead", "emergency-plan"])
async def test_others_get_the_page_that_does_not_exist(world: World, who: str, path: str) -> None:
    visitor = world.signed_in(getattr(world.cast, who))
    nowhere = await visitor.get(f"/people/nobody/{path}")
    theirs = await visitor.get(f"/people/{world.cast.person.id}/{path}")
    assert theirs.status == nowhere.status == 404 and theirs.html == nowhere.html
    if path != "said/lead":
        sent = await visitor.post(f"/people/{world.cast.person.id}/{path}", **filled(words="he hit me"))
        assert (sent.status, sent.html) == (404, nowhere.html)
    assert raised(world) == []


@pytest.mark.browser
@pytest.mark.parametrize("phone", [False, True])
async def test_the_form_reads_well_for_everyone_and_works_without_scripts(site: Site, phone: bool) -> None:
    world = site.world
    tab = await site.signed_in(world.cast.worker, phone=phone)
    await tab.goto(f"{site.address}/people/{world.cast.person.id}/said")
    assert await violations(tab) == []
    await tab.get_by_role("button", name="Keep it").click()
    await tab.get_by_text("There is a problem").wait_for()
    assert await violations(tab) == []
    plain = await site.signed_in(world.cast.worker, phone=phone, java_script=False)
    await plain.goto(f"{site.address}/people/{world.cast.person.id}/said")
    for label in ("Face to face", "The person", "Bad", "Nobody else", "Staff of the house"):
        await plain.get_by_label(label, exact=True).check()
    await plain.get_by_label("The words").fill("wes hit me")
    await plain.get_by_role("button", name="Keep it").click()
    assert await plain.get_by_role("heading", name="It went to the safeguarding lead").is_visible()
    await tab.goto(plain.url)
    assert await violations(tab) == []
