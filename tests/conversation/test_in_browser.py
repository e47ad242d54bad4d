"""The whole loop as those in it live it: on a phone and at desks, in a real browser, and nothing behind it is made up."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from playwright.async_api import Browser

from bot.listening import LOOPBACK, listen, served
from bot.serve import application, let_pages_go
from bot.service import Service
from bot.settings import from_environment
from speech import Speech
from staff.passwords import hashed
from storage import Store, houses, outbox, staff_accounts
from storage.staff_accounts import StaffMember
from tests.conversation.conftest import House, SetClock
from tests.conversation.screens import Desk, Phone
from tests.support.chromium import DESK, PHONE, chromium
from tests.support.seen import AS_LETTERS
from wording.catalogue import Catalogue

pytestmark = pytest.mark.browser

PASSWORD = "plum-violin-harbour"
SAID = "the shower is cold every morning 🚿🥶"
ELSE = "i like the new tea"
CHANGE = "We will fix the shower."
DONE = "We put in a new shower. It is warm now."
AGAIN = "We made the shower better. Now it stays warm."
DECISION = "We will look at the shower each week."
NEWS = f"I have news for you. You said: “{SAID}”"
MEETING = date(2026, 6, 1)
PACK = f"""Thing 1 of 1
🔊 Hear this
🗣️ You said
“{SAID}”
😞 Bad
You said this on Monday 2 March.
We do not know if someone helped you to tell us.
🔧 What we did
We did this on Thursday 5 March: {AGAIN}
📣 What we told you
On Monday 2 March we told you what we will do. You read it or heard it.
On Monday 2 March we told you what we did. You read it or heard it.
On Thursday 5 March we told you what we did. You read it or heard it.
🔎 How it is now
On Thursday 5 March we asked if it helped. You said: 😞 No
On Sunday 8 March we asked if it helped. You said: 😊 Better
📌 Still open
No. There is nothing more to do now.
What we decided when we met
We met on Sunday 8 March.
{DECISION}
Priya Invented will do this.
We will meet again on Monday 1 June."""


@dataclass(frozen=True)
class Site:
    """The program behind a port, its house, and the browsers of those who live and work there."""

    address: str
    browser: Browser
    service: Service
    house: House
    clock: SetClock

    async def phone(self) -> Phone:
        return await Phone.of(self.browser, PHONE, self.address)

    async def desk(self, member: StaffMember) -> Desk:
        desk = await Desk.of(self.browser, DESK, self.address)
        await desk.signs_in(member.email, PASSWORD)
        return desk

    async def days_pass(self, days: int) -> None:
        """Time goes by, and what is due then comes: first the question is set, then it is asked."""
        # The days count from when the phone says that it has shown the news.
        store, person_id = self.service.schedule.store, self.house.person.id
        while await store.reading(outbox.unsent, person_id, await store.reading(outbox.last_position, person_id)):
            await asyncio.sleep(0.01)
        self.clock.passes(days=days)
        for _ in range(2):
            await self.service.schedule.round()


@pytest.fixture
async def site(
    store: Store, service: Service, house: House, clock: SetClock, catalogue: Catalogue, tmp_path: Path
) -> AsyncIterator[Site]:
    password = hashed(PASSWORD)
    for member in (house.manager, house.worker, house.lead):
        await store.writing(staff_accounts.set_password_hash, member.id, password)
    async with chromium() as browser:
        listening = listen(LOOPBACK, 0)
        settings = from_environment({"PORT": str(listening.getsockname()[1])})
        app = application(settings, store, service, catalogue, Speech(tmp_path / "sound"), {})
        async with served(app, listening):
            yield Site(settings.public_address, browser, service, house, clock)
            let_pages_go(app)


async def test_said_done_told_and_helped(site: Site) -> None:
    manager, owner, phone = await site.desk(site.house.manager), await site.desk(site.house.worker), await site.phone()
    await _begins(phone, await manager.makes_link(site.house.person.name))
    await _tells(phone, "Good", "What was good?", "good", ELSE)
    await phone.writes("hello")
    await _tells(phone, "Bad", "What was bad?", "bad", SAID)
    await phone.page.evaluate("window.stays = true")
    await _agrees(manager, site.house)
    await phone.hears(NEWS, f"We will do this by Friday 6 March: {CHANGE}")
    await _does(owner, DONE)
    await phone.hears(NEWS, f"We did this: {DONE}")

    await site.days_pass(3)
    await phone.hears(f"We did this: {DONE}", "Did it help?")
    await phone.taps("No")
    await phone.hears(
        "Thank you. I heard: it did not help.", f"We will start on it again. {site.house.worker.name} will look at it."
    )
    await manager.signs_in(site.house.manager.email, PASSWORD)
    await manager.sees("Reopened: it did not help")

    await owner.signs_in(site.house.worker.email, PASSWORD)
    await _does(owner, AGAIN)
    await phone.hears(NEWS, f"We did this: {AGAIN}")
    await site.days_pass(3)
    await phone.hears(f"We did this: {AGAIN}", "Did it help?")
    await phone.taps("Better")
    await phone.hears("Thank you. I heard: it is better.", "You can tell me if that changes.")
    assert await phone.page.evaluate("window.stays"), "the chat was loaded anew"

    await manager.signs_in(site.house.manager.email, PASSWORD)
    await manager.sees("New (1)")  # and of what is told nothing waits any more
    await manager.misses("Told, waiting for “Did it help?”")
    await _meets(manager, site.house.person.name)
    await manager.sees("What you said, and what we did")
    await manager.is_sound()
    await manager.page.evaluate(AS_LETTERS)
    assert _pack(await manager.page.inner_text("main")) == PACK


async def test_help_now_is_answered_at_once_and_seen_by_the_lead_alone(site: Site, catalogue: Catalogue) -> None:
    person = site.house.person
    await site.service.schedule.store.writing(houses.keep_notice_answer, person.id, catalogue.version, "yes")
    manager, lead, phone = await site.desk(site.house.manager), await site.desk(site.house.lead), await site.phone()
    await phone.opens(await manager.makes_link(person.name))
    board = await manager.source("/staff/")
    await phone.presses("Help now")
    await phone.hears(
        "Call 999 now. Say: I need help.",
        "I am a computer. I cannot call for you.",
        "I am telling the safety lead now. I cannot keep this secret.",
        "Go to a person you trust if you can.",
        "Thank you for telling me. You did the right thing.",
    )
    await lead.follows("Concerns")
    await lead.sees("Nobody has taken it on")
    await lead.follows(person.name)
    await lead.presses("I have read this and take it on")
    await lead.sees("Taken on today")
    await lead.is_sound()
    await phone.hears("I have told the safety lead.", "What do you want to happen? You can say nothing.")
    assert await manager.source("/staff/") == board


async def _begins(phone: Phone, link: str) -> None:
    await phone.opens(link)
    await phone.hears(
        "Hello, I am a computer. My name is Said & Done.",
        "You can tell me what is good or bad. Then I tell you what your staff did.",
        "The staff at Invented House read what you send. You can let only the manager read it.",
        "I cannot keep some things secret. If you are not safe, I tell the safety lead.",
        "You can stop at any time. You can always talk to a person.",
        "Do you want to use this chat?",
    )
    await phone.taps("Yes")
    await phone.hears("OK. You can use this chat now.", "Think of one thing from today. How was it?")


async def _tells(phone: Phone, face: str, question: str, outcome: str, words: str) -> None:
    await phone.taps(face)
    await phone.hears(f"{question} Tell me in your own words or emoji.")
    await phone.writes(words)
    await phone.hears(f"You said: “{words}”", f"You said it was {outcome}. If you send it, your staff will see it.")
    await phone.taps("Send it")
    await phone.hears(
        "Thank you, I sent it. A person will read it by Thursday 5 March.",
        "How did you tell me this? You can skip this one.",
    )
    await phone.skips()
    await phone.hears("OK, we skip that.")


async def _agrees(manager: Desk, house: House) -> None:
    await manager.board()
    await manager.sees(f"“{SAID}”")
    await manager.follows_card(SAID)
    await manager.picks("Do something about it")
    await manager.writes_easy_words("We will facilitate the repair.", "“facilitate” is a hard word.", CHANGE)
    await manager.picks("Routine")
    await manager.page.get_by_label("Who owns it?").select_option(house.worker.name)
    await manager.types_day("due", date(2026, 3, 6))
    await manager.presses("Keep the decision")
    await manager.sees("Actions of others (1)")
    await manager.is_sound()


async def _does(owner: Desk, sentence: str) -> None:
    await owner.board()
    await owner.follows(CHANGE)
    await owner.picks("It is done")
    await owner.writes_easy_words(
        "The boiler was subsequently recalibrated.", "Change this before you send it:", sentence
    )
    await owner.presses("Keep it and tell Alex Invented")
    await owner.sees("The person will be told.")
    await owner.is_sound()


async def _meets(manager: Desk, person: str) -> None:
    await manager.follows("People")
    await manager.follows(person)
    await manager.presses(f"Hold a review with {person}")
    await manager.is_sound()
    await manager.page.get_by_label(f"“{ELSE}”").uncheck()
    await manager.presses("Keep what goes in")
    await manager.page.get_by_label("A decision").fill(DECISION)
    await manager.page.get_by_label("Who does it").fill("Priya Invented")
    await manager.presses("Keep this decision")
    await manager.sees(f"{DECISION} Priya Invented does it.")
    await manager.is_sound()
    await manager.types_day("next", MEETING)
    await manager.presses("We held the review")
    await manager.is_sound()
    await manager.follows("Held today")


def _pack(text: str) -> str:
    """The page without its opening lines, and without the gaps between its parts."""
    lines = [line for line in text.splitlines() if line]
    return "\n".join(lines[lines.index("Thing 1 of 1") :])
