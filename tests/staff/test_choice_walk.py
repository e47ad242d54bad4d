"""A choice prepared on a phone, as a supporter or keyworker would: by taps and words, with a clock beside it (issue 6)."""

from __future__ import annotations

import time
from dataclasses import dataclass

import pytest
from playwright.async_api import Page as Tab

from storage import choice_sets, people_for_staff
from storage.choice_sets import ChoiceSet
from storage.vocabulary import ChoiceState
from tests.staff.browser import Site
from tests.staff.supporting import code_for
from tests.staff.test_choice_prepare import QUESTION, path
from tests.support.chromium import violations

TWO_MINUTES = 120
PER_LETTER, PER_TAP = 0.3, 1.5
"""Seconds that somebody takes who types with a thumb, and looks before each tap."""


@dataclass
class Hand:
    """Fills in a page and counts what it takes."""

    tab: Tab
    letters: int = 0
    taps: int = 0

    async def types(self, label: str, text: str, number: int = 0) -> None:
        await self.tab.get_by_label(label, exact=True).nth(number).fill(text)
        self.letters += len(text)
        self.taps += 1

    async def picks(self, name: str) -> None:
        await self.tab.locator(".app-found-sign", has_text=name).first.click()
        self.taps += 1

    async def taps_on(self, role: str, name: str) -> None:
        await self.tab.get_by_role(role, name=name, exact=True).click()  # type: ignore[arg-type]
        self.taps += 1

    @property
    def seconds(self) -> float:
        return self.letters * PER_LETTER + self.taps * PER_TAP


def prepared(site: Site) -> ChoiceSet:
    with site.world.store.read() as tx:
        [made] = choice_sets.listed(tx, site.world.cast.manager, site.world.cast.person.id)
    return made


async def prepare(tab: Tab) -> Hand:
    """The whole of it: a question, two options with an emoji each, what it changes, and "Offer it"."""
    hand = Hand(tab)
    await hand.types("The question, in easy words", QUESTION)
    for number, (label, name) in enumerate((("Swimming", "swimming"), ("The cinema", "clapper board"))):
        await hand.types("Short label", label, number)
        await hand.picks(name)
    await hand.taps_on("radio", "Something else")
    await tab.locator(".app-answers").get_by_text("Swimming").wait_for()
    assert await violations(tab) == []
    await hand.taps_on("button", "Offer it")
    await tab.get_by_text("The choice is ready.").wait_for()
    return hand


@pytest.mark.parametrize("who", ["staff", "supporter"])
async def test_a_choice_is_prepared_on_a_phone_in_less_than_two_minutes(site: Site, who: str) -> None:
    cast = site.world.cast
    with site.world.store.write() as tx:
        people_for_staff.set_keyworker(tx, cast.manager, cast.person.id, cast.worker.id)
    if who == "staff":
        tab = await site.signed_in(cast.worker, phone=True)
        await tab.goto(f"{site.address}{path(site.world)}")
    else:
        tab = await site.tab(phone=True)
        await tab.goto(f"{site.address.removesuffix('/staff')}/supporter/sign-in?code={code_for(site.world)}")
        assert await violations(tab) == []
        await tab.get_by_label("Your name, as they call you").fill("Aunt Ivy")
        await tab.get_by_role("radio", name="Family").click()
        await tab.get_by_role("button", name="Go on").click()
        assert await violations(tab) == []
        await tab.get_by_role("button", name="Prepare a choice").click()
    begun = time.monotonic()
    hand = await prepare(tab)
    taken = time.monotonic() - begun
    made = prepared(site)
    assert made.state is ChoiceState.APPROVED and [one.sign for one in made.options] == ["🏊", "🎬"]
    assert made.owner_id == cast.worker.id
    print(
        f"{who}: {hand.taps} taps and {hand.letters} letters, {hand.seconds:.0f} s by hand; the page took {taken:.1f} s"
    )
    assert hand.seconds + taken < TWO_MINUTES


async def test_advice_comes_while_it_is_typed_and_goes_when_it_is_mended(site: Site) -> None:
    tab = await site.signed_in(site.world.cast.worker, phone=True)
    await tab.goto(f"{site.address}{path(site.world)}")
    question = tab.get_by_label("The question, in easy words")
    await question.fill("Do you want to swim?")
    advice = tab.locator('[data-advice-for="question"]')
    await advice.get_by_text("This asks for yes or no.").wait_for()
    assert await violations(tab) == []
    await question.fill("What is the best thing to do?")
    await advice.get_by_text("“best” says which one is right.").wait_for()
    await question.fill("Do you want to move house?")
    await advice.get_by_text("Where to live is never decided in a chat.").wait_for()
    await question.fill(QUESTION)
    await tab.locator('[data-advice-for="question"]:empty').wait_for(state="attached")


async def test_without_a_script_the_same_form_does_it(site: Site) -> None:
    tab = await site.signed_in(site.world.cast.worker, phone=True, java_script=False)
    await tab.goto(f"{site.address}{path(site.world)}")
    await tab.get_by_label("The question, in easy words").fill(QUESTION)
    for row, label in enumerate(("Swimming", "The cinema")):
        await tab.locator(f"#label_{row}").fill(label)
        await tab.get_by_role("button", name=f"Find an emoji for option {row + 1}").click()
        await tab.locator(f'input[type=radio][name="sign_{row}"]').first.check()
        await tab.get_by_role("button", name="Show it", exact=True).last.click()
    await tab.get_by_role("radio", name="Something else").check()
    await tab.locator("#owner").evaluate("one => one.closest('details').open = true")
    await tab.locator("#owner").select_option(site.world.cast.worker.id)
    await tab.get_by_role("button", name="Offer it").click()
    made = prepared(site)
    assert made.state is ChoiceState.APPROVED and [one.label for one in made.options] == ["Swimming", "The cinema"]
