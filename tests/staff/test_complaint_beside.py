"""The part of a concern that may be a complaint: on the page of a lead, in the house, and for its person (R13, R19, R46)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import expect

from actions import tell_my_things
from bot.rendering import Renderer, ServiceWords
from storage import complaints, concerns, contents, drafts, exclusions, feedback, houses, updates
from storage.audit import SYSTEM, Actor
from storage.complaints import Complaint, Filter
from storage.exclusions import Why
from storage.feedback import Feedback
from storage.heard import Heard
from storage.notifications import reference_of
from storage.vocabulary import ComplaintSign, ComplaintState, Outcome, VisibleTo
from tests.staff.browser import Site
from tests.staff.invented_history import History
from tests.staff.test_complaints import ACKNOWLEDGE, complain, everything, now, step
from tests.staff.test_concern_page import begun, sends
from tests.staff.two_houses import two_houses
from tests.staff.world import Page, Visitor, World
from tests.support.chromium import violations
from wording.catalogue import Catalogue

WORDS = "Wes is rude to me and he broke his promis. He hit me with a stick"
KEPT = "Wes is rude to me and he broke his promis"
HIDDEN = ("hit", "stick")
PASS_ON = {"whose": "own", "own": KEPT, "may_read": "yes"}
SERVICE = ServiceWords("the safety lead", "the second safety lead", "another safety lead", "9 to 5", "the page")


@pytest.fixture(autouse=True)
def said_yes(world: World) -> None:
    with world.store.write() as tx:
        houses.keep_notice_answer(tx, world.cast.person.id, "1", "yes")


async def passes_on(world: World, path: str, **changed: str) -> Page:
    lead = world.signed_in(world.cast.lead)
    return await sends(lead, path, "pass_on_complaint", **{**PASS_ON, **changed})


async def test_the_page_says_before_who_will_read_it_and_what_it_does_not_do(world: World) -> None:
    page = await world.signed_in(world.cast.lead).get(begun(world, words=WORDS))
    for line in (
        "A complaint in it",
        "These words may be a complaint as well.",
        "How staff are with them",
        "Managers of Plum House read it (Mara Sample), and decide if it is a complaint.",
        "To them it was said today. When it was really said stays here",
        "Whoever it names is left out: to them there is no such complaint.",
        "It does not end the concern, or change it. Nothing there says that there is a concern.",
        "Pim Testwell hears nothing now.",
        "It reads as written down by staff, without a name.",
    ):
        assert line in page.words
    assert f">{WORDS}</textarea>" in page.html
    ticked = re.findall(r'name="is-about-([^"]+)"[^>]* checked', page.html)
    assert ticked == [world.cast.worker.id]


async def test_until_a_lead_takes_it_on_anew_there_is_no_such_part(world: World) -> None:
    lead = world.signed_in(world.cast.lead)
    path = begun(world, words=WORDS)
    with world.store.write() as tx:
        concerns.raise_tier(tx, path.removeprefix("/concerns/"), "red")
    assert "A complaint in it" not in (await lead.get(path)).words


async def test_it_is_passed_on_and_the_page_says_where_it_is(world: World) -> None:
    path, lead, manager = (
        begun(world, words=WORDS),
        world.signed_in(world.cast.lead),
        world.signed_in(world.cast.manager),
    )
    page = await passes_on(world, path)
    assert "It is passed on as what may be a complaint. The concern goes on as it was." in page.words
    assert "Passed on as a complaint today at 10:00am by Lea Sample: waiting for a decision" in page.words
    assert "Lea Sample recorded: Passed to the house as a possible complaint" in page.words
    assert "/staff/complaints" not in page.html and "/staff/feedback" not in page.html
    assert "What comes next?" in page.words and 'name="may_read"' not in page.html
    one = now(world)
    assert (one.said.words, one.signs) == (KEPT, (ComplaintSign.STAFF_CONDUCT, ComplaintSign.BROKEN_PROMISE))
    await manager.post(f"/feedback/{one.said.id}", decision="complaint")
    assert "by Lea Sample: taken as a complaint" in (await lead.get(path)).words
    with world.store.write() as tx:
        tx.connection.exec_driver_sql(f"UPDATE complaints SET state = '{ComplaintState.PERSON_TOLD}'")
    assert "by Lea Sample: answered" in (await lead.get(path)).words


async def test_a_summary_is_written_by_staff_wherever_it_is_read(world: World) -> None:
    summary = "A promise about a trip was broken."
    await passes_on(world, begun(world, words=WORDS), whose="summary", summary=summary)
    one, manager = now(world), world.signed_in(world.cast.manager)
    for path in ("/", f"/feedback/{one.said.id}", f"/complaints/{one.id}", f"/people/{world.cast.person.id}"):
        page = await manager.get(path)
        assert summary in page.words and "as staff wrote it down" in page.words, path
        assert "Lea Sample" not in page.html and "Typed in the chat" not in page.words, path


@pytest.mark.parametrize(
    ("changed", "advice"),
    [
        ({"whose": ""}, "Choose whose words you pass on."),
        ({"own": ""}, "Write what is passed on."),
        ({"own": "Wes is very rude"}, "Line 1 does not stand so in their words."),
        ({"whose": "summary", "summary": ""}, "Write what is passed on."),
        ({"may_read": ""}, "Read once more what you pass on"),
        ({"own": "Wes is rude", "is-about-nobody": "yes"}, "Choose staff who work in this house."),
    ],
)
async def test_a_form_that_is_not_in_order_comes_back(world: World, changed: dict[str, str], advice: str) -> None:
    path, lead = begun(world, words=WORDS), world.signed_in(world.cast.lead)
    page = await lead.post(path, token_from=path, do="pass_on_complaint", **{**PASS_ON, **changed})
    assert page.status == 422 and advice in page.words
    assert "waiting for a decision" not in (await lead.get(path)).words


async def test_where_nobody_could_read_it_the_page_says_where_to_turn(world: World) -> None:
    path = begun(world, words="Mara is rude to me")
    page = await passes_on(world, path, own="Mara is rude to me")
    assert page.status == 422 and "the council, or the Local Government and Social Care Ombudsman" in page.words


async def test_twice_is_refused_with_what_to_do(world: World) -> None:
    """As from a page that was open before."""
    path = begun(world, words=WORDS)
    await passes_on(world, path)
    page = await passes_on(world, path)
    assert page.status == 422 and "If there is more, help the person to tell it." in page.words


async def test_until_its_person_said_yes_to_the_chat_nothing_goes_to_the_house(world: World) -> None:
    with world.store.write() as tx:
        houses.keep_notice_answer(tx, world.cast.person.id, "1", "not_sure")
    page = await passes_on(world, begun(world, words=WORDS))
    assert page.status == 422 and "They have not said yes to this chat" in page.words


async def test_it_does_not_end_before_somebody_has_decided(world: World) -> None:
    path, lead = begun(world, tier="check", words=WORDS), world.signed_in(world.cast.lead)
    await sends(lead, path, "about", subject="self", about_staff="no")
    end = {"step": "not_safeguarding", "step_reason": "It is about manners."}
    page = await sends(lead, path, "step", **end)
    assert page.status == 422 and "Pass that part on first, or say why there is none in them." in page.words
    page = await sends(lead, path, "no_complaint", no_complaint="")
    assert page.status == 422 and "Write why there is no complaint in it." in page.words
    page = await sends(lead, path, "no_complaint", no_complaint="It was put right there and then.")
    assert "Lea Sample found no complaint in it, today at 10:00am: It was put right there and then." in page.words
    page = await sends(lead, path, "step", **end)
    assert "Stage: not a safeguarding matter" in page.words


async def test_what_a_stranger_said_ends_without_a_house_to_pass_it_to(world: World) -> None:
    lead = world.signed_in(world.cast.lead)
    with world.store.write() as tx:
        concern_id = concerns.raise_concern(
            tx,
            SYSTEM,
            None,
            "stranger",
            tier="check",
            kind="words",
            reasons=("x",),
            rules_version="1",
            words=WORDS,
            said_at=tx.now,
        )
        concerns.acknowledge(tx, world.cast.lead, concern_id)
    path = f"/concerns/{concern_id}"
    assert "A complaint in it" not in (await lead.get(path)).words
    await sends(lead, path, "about", subject="not_known", about_staff="no")
    page = await sends(lead, path, "step", step="not_safeguarding", step_reason="Nobody knows who it was.")
    assert "Stage: not a safeguarding matter" in page.words


async def test_words_without_a_sign_end_as_before(world: World) -> None:
    path, lead = begun(world, tier="check", words="He hit me"), world.signed_in(world.cast.lead)
    await sends(lead, path, "about", subject="self", about_staff="no")
    page = await sends(lead, path, "step", step="not_safeguarding", step_reason="A game.")
    assert "Stage: not a safeguarding matter" in page.words


async def test_what_the_house_has_already_is_marked_there(world: World) -> None:
    said, worker, lead = (
        world.says("They never listen"),
        world.signed_in(world.cast.worker),
        world.signed_in(world.cast.lead),
    )
    await worker.post(f"/feedback/{said.id}", decision="worry_about_safety", note="I am worried.")
    with world.store.write() as tx:
        [found] = concerns.for_lead(tx, world.cast.lead)
        concerns.acknowledge(tx, world.cast.lead, found.id)
    path = f"/concerns/{found.id}"
    assert "The house has these very words already, as feedback." in (await lead.get(path)).words
    page = await sends(lead, path, "mark_complaint")
    assert "Marked in the house today at 10:00am by Lea Sample: waiting for a decision" in page.words
    one = now(world)
    assert one.said.id == said.id
    shown = await world.signed_in(world.cast.manager).get(f"/complaints/{one.id}")
    assert "Staff say that it may be one" in shown.words and "Lea Sample" not in shown.html
    again = await lead.post(path, token_from=path, do="mark_complaint")
    assert again.status == 422 and "It is with the house already" in again.words


@pytest.mark.parametrize("who", ["worker", "limited", "reviewer", "stranger", "admin", "excluded"])
async def test_for_everybody_but_managers_nothing_has_changed_byte_for_byte(world: World, who: str) -> None:
    """Whoever it names is one of them (R13, R48)."""
    both = two_houses(world)
    path = begun(world, words=WORDS)
    with world.store.write() as tx:
        exclusions.exclude(tx, path.removeprefix("/concerns/"), both.staff["excluded"].id, Why.LEFT_OUT, None)
    visitor = both.visitor(who)
    before = await everything(visitor)
    assert "waiting for a decision" in (await passes_on(world, path)).words
    assert await everything(visitor) == before
    nowhere = (await visitor.get("/no-such-page")).html
    with world.store.read() as tx:
        [one] = [one for one in complaints.register(tx, world.cast.manager, Filter()) if one.said.words == KEPT]
    for there in (f"/feedback/{one.said.id}", f"/complaints/{one.id}"):
        assert (await visitor.get(there)).html == nowhere


def typed_and_sent(world: World) -> Feedback:
    """The same words, sent in the chat at this moment for the manager alone."""
    person = world.cast.person
    with world.store.write() as tx:
        draft = drafts.start(tx, person.id)
        drafts.set_visible_to(tx, draft.id, VisibleTo.ONLY_MANAGER)
        signs = (ComplaintSign.STAFF_CONDUCT, ComplaintSign.BROKEN_PROMISE)
        content_id = contents.keep(tx, Actor("person", person.id), person.id, KEPT)
        drafts.add_words(tx, draft.id, content_id, Heard(Outcome.DID_NOT_WORK, complaint_signs=signs))
        return feedback.send(tx, draft.id)


async def shown_of(visitor: Visitor, one: Complaint) -> list[str]:
    """All that the pages of a house show of it, without its own ids."""
    shown = [(await visitor.get(path)).html for path in (f"/feedback/{one.said.id}", f"/complaints/{one.id}")]
    for path in ("/", "/complaints", f"/people/{one.said.person_id}", "/notices"):
        rows = re.findall(r"<(?:li|tr)\b.*?</(?:li|tr)>", (await visitor.get(path)).html, re.DOTALL)
        found = [row for row in rows if one.id in row or one.said.id in row]
        assert found, path
        shown += found
    references = (reference_of(one.id), reference_of(one.said.id))
    return [re.sub("|".join((one.id, one.said.id, *references)), "ID", html) for html in shown]


async def test_to_the_manager_it_is_the_same_as_what_was_typed_and_sent(world: World) -> None:
    """Each page in the same bytes, but for ids, and nothing says that anybody had it for two days (R13)."""
    path = begun(world, words=WORDS)
    world.clock.on(days=2)
    typed, manager = typed_and_sent(world), world.signed_in(world.cast.manager)
    assert "waiting for a decision" in (await passes_on(world, path)).words
    with world.store.read() as tx:
        both = complaints.register(tx, world.cast.manager, Filter())
    [passed], [sent] = ([one for one in both if (one.said.id == typed.id) is is_typed] for is_typed in (False, True))
    assert await shown_of(manager, passed) == await shown_of(manager, sent)


def reads(world: World, catalogue: Catalogue) -> tuple[str, ...]:
    """What the person gets in the chat now, told and arrived."""
    renderer = Renderer(catalogue, SERVICE)
    with world.store.read() as tx:
        texts = tuple(
            text
            for one in updates.to_queue(tx)
            for text in renderer.bubbles(tx, one.person_id, one.response, one.values)
        )
    History(world).deliver()
    return texts


async def said_in_the_chat(world: World) -> None:
    complain(world, KEPT, ComplaintSign.STAFF_CONDUCT)


async def said_beside_a_concern(world: World) -> None:
    path = begun(world, words=WORDS)
    world.clock.on(days=1)
    assert "waiting for a decision" in (await passes_on(world, path)).words


@pytest.mark.parametrize("begins", [said_in_the_chat, said_beside_a_concern])
async def test_a_complaint_goes_from_the_words_to_its_end(
    world: World, catalogue: Catalogue, begins: Callable[[World], Awaitable[None]]
) -> None:
    """Every step by the pages, as its person reads it, and in the file: the same however it began (R46-R49)."""
    await begins(world)
    assert reads(world, catalogue) == ()
    manager = world.signed_in(world.cast.manager)
    [link] = re.findall(r"/staff(/feedback/[^\"]+)", (await manager.get("/")).html)
    assert "This may be a complaint." in (await manager.get(link)).words
    await manager.post(link, decision="complaint")
    one = now(world)
    page = (await manager.get(f"/complaints/{one.id}")).words
    assert one.state is ComplaintState.CONFIRMED and "Acknowledge by" in page
    assert one.acknowledge_by == world.store.calendar.working_days_after(one.received_on, 3)
    world.clock.on(minutes=20)
    await step(manager, one, **ACKNOWLEDGE, handler=world.cast.manager.id, council="yes")
    got = reads(world, catalogue)
    assert got[0].startswith(f"We got this complaint: “{KEPT}”\nMara Sample will answer it by")
    acknowledged = now(world)
    assert acknowledged.acknowledged_at is not None
    assert world.store.calendar.day(acknowledged.acknowledged_at) <= one.acknowledge_by
    await step(manager, one, do="investigate", note="The rota.")
    words = {"words": "You go on the trip on Friday.", "learning": "We write promises down."}
    await step(manager, one, do="answer", outcome="upheld", **words)
    got += reads(world, catalogue)
    assert "You were right." in got[2] and got[3].startswith("You go on the trip on Friday.")
    assert not any(word in text.casefold() for text in got for word in HIDDEN)
    await step(manager, one, do="go_through", names="Wes")
    await step(manager, one, do="end", end="closed")
    assert "Closed" in (await manager.get("/complaints?state=closed")).words
    file = (await manager.get("/complaints.csv")).response.content.decode("utf-8-sig")
    [line] = csv.DictReader(io.StringIO(file))
    assert line["What they said"] == KEPT.replace("Wes", "[left out]")
    assert (line["Where it is"], line["Outcome"]) == ("Closed", "Upheld")
    assert (line["Response"], line["Learning"]) == (words["words"], words["learning"])
    assert line["Person told"] == world.store.calendar.day(world.clock()).isoformat()
    assert (line["How acknowledged"], line["How told"], line["Handler"]) == (
        "in the chat",
        "in the chat",
        "Mara Sample",
    )


async def test_what_the_person_asks_for_later_shows_what_was_passed_on_and_no_more(
    world: World, catalogue: Catalogue
) -> None:
    """ "What did you do about my things?" (R19, R43)."""
    await passes_on(world, begun(world, words=WORDS))
    renderer = Renderer(catalogue, SERVICE)
    with world.store.write() as tx:
        [thing] = feedback.newest_of_person(tx, world.cast.person.id, 2)
        [told] = tell_my_things.tell(tx, thing).replies
        [text] = renderer.bubbles(tx, world.cast.person.id, told.response, told.values)
    assert f"“{KEPT}”" in text and not any(word in text for word in HIDDEN)


@pytest.mark.browser
@pytest.mark.parametrize("phone", [False, True])
async def test_the_part_of_the_page_shuts_nobody_out(site: Site, phone: bool) -> None:
    world, tab = site.world, await site.signed_in(site.world.cast.lead, phone=phone)
    await tab.goto(site.address + begun(world, words=WORDS))
    await tab.get_by_text("Pass it on as a possible complaint").first.click()
    await tab.locator("#whose").check()
    assert await violations(tab) == []
    await tab.locator("#own").fill(KEPT)
    await tab.get_by_role("button", name="Pass it on as a possible complaint").click()
    await expect(tab.get_by_role("alert").first).to_contain_text("Read once more")
    assert await violations(tab) == []
    await tab.get_by_label("I have read it once more").check()
    await tab.get_by_role("button", name="Pass it on as a possible complaint").click()
    await expect(tab.get_by_text("waiting for a decision")).to_be_visible()
    assert await violations(tab) == []
