"""What a person does on their phone and staff do on their pages, in a real browser. What is on a screen is checked."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Self

from playwright.async_api import Browser, Page, ViewportSize, expect

from tests.support.chromium import violations
from tests.support.seen import TEXTS, beside_pictures

PATIENCE = 15_000
STATE = "h1, h2, .answers.asked button, [open] button, .govuk-notification-banner, [data-advice]"
"""What tells one state of a page from another."""


@dataclass
class Screen:
    """A browser of somebody's own. `errors` went wrong in a page's script; `checked` are the states that were looked at."""

    page: Page
    address: str
    errors: list[str] = field(default_factory=list)
    checked: set[str] = field(default_factory=set)

    @classmethod
    async def of(cls, browser: Browser, size: ViewportSize, address: str) -> Self:
        """A new one, in which nobody is linked or signed in."""
        context = await browser.new_context(viewport=size)
        context.set_default_timeout(PATIENCE)
        made = cls(await context.new_page(), address)
        made.page.on("pageerror", lambda error: made.errors.append(str(error)))
        return made

    async def sees(self, text: str) -> None:
        await expect(self.page.locator("body")).to_contain_text(
            beside_pictures(text), timeout=PATIENCE, use_inner_text=True
        )

    async def misses(self, text: str) -> None:
        """It is not on the page that is there now."""
        await expect(self.page.locator("body")).not_to_contain_text(
            beside_pictures(text), timeout=PATIENCE, use_inner_text=True
        )

    async def is_sound(self) -> None:
        """No script broke on the way here, and nobody is shut out; a state seen before is not looked at again."""
        assert self.errors == []
        at_a_glance = str(await self.page.locator(STATE).all_inner_texts())
        if at_a_glance not in self.checked:
            self.checked.add(at_a_glance)
            assert await violations(self.page) == []

    async def presses(self, name: str) -> None:
        await self.page.get_by_role("button", name=name, exact=True).click()


@dataclass
class Phone(Screen):
    """The chat of the person."""

    async def opens(self, link: str) -> None:
        """The one-time link that staff made."""
        await self.page.goto(link)
        await self.is_sound()
        await self.presses("Start")

    async def hears(self, *bubbles: str) -> None:
        """Our newest bubbles, in this order and to the letter, without a reload."""
        texts = self.page.locator(".ours .text")
        await expect(texts.last).to_have_text(beside_pictures(bubbles[-1]), timeout=PATIENCE, use_inner_text=True)
        assert tuple(await texts.evaluate_all(TEXTS))[-len(bubbles) :] == bubbles
        await self.is_sound()

    async def taps(self, answer: str) -> None:
        """One of the answers to the question that is open."""
        await self.page.locator(".answers.asked").get_by_role("button", name=answer, exact=True).click()

    async def writes(self, words: str) -> None:
        await self.page.get_by_label("Your words or emoji").fill(words)
        await self.presses("Send")

    async def skips(self) -> None:
        await self.page.locator("summary").click()
        await self.is_sound()
        await self.presses("Skip")


@dataclass
class Desk(Screen):
    """The pages of one member of staff."""

    async def signs_in(self, email: str, password: str) -> None:
        """From the page that asks for it, which leads on to the one that was wanted."""
        await self.page.goto(f"{self.address}/staff/")
        await self.is_sound()
        await self.page.get_by_label("E-mail address").fill(email)
        await self.page.get_by_label("Password").fill(password)
        await self.presses("Sign in")
        await self.sees("Sign out")

    async def makes_link(self, person: str) -> str:
        """A one-time link to this person's chat, as it stands on their page."""
        await self.follows("People")
        await self.follows(person)
        await self.presses("Make a one-time link code")
        await self.is_sound()
        found = re.search(r"http\S+/chat/link\?code=\S+", await self.page.inner_text("main"))
        assert found, "the page shows no link"
        return found[0]

    async def board(self) -> None:
        await self.page.goto(f"{self.address}/staff/")
        await self.is_sound()

    async def source(self, path: str) -> str:
        """A page to the letter, as it came."""
        answer = await self.page.goto(self.address + path)
        assert answer is not None
        return await answer.text()

    async def follows(self, name: str) -> None:
        """A link whose name begins so."""
        await self.page.get_by_role("link", name=name).click()
        await self.is_sound()

    async def follows_card(self, words: str) -> None:
        """The link of the card that holds these words."""
        await self.page.locator(".app-card", has_text=beside_pictures(words)).get_by_role("link").click()
        await self.is_sound()

    async def writes_easy_words(self, hard: str, advice: str, easy: str) -> None:
        """The page says what is wrong with the first sentence while it is typed, and that the second is good."""
        words = self.page.get_by_role("textbox", name="What")
        await words.fill(hard)
        await self.sees(advice)
        await words.fill(easy)
        await self.sees("These words are good to send.")
        await self.is_sound()

    async def picks(self, name: str) -> None:
        await self.page.get_by_label(name, exact=True).check()

    async def types_day(self, field_name: str, day: date) -> None:
        for part in ("day", "month", "year"):
            await self.page.locator(f"[name={field_name}-{part}]").fill(str(getattr(day, part)))
