"""What managers and administrators see of the voices: which there are, what to install, what is not ready."""

from __future__ import annotations

import threading

import pytest

from speech import Ahead, Fixed, Speech
from tests.staff.browser import Site
from tests.staff.world import World
from tests.support.chromium import violations
from wording.catalogue import Catalogue


async def test_it_says_what_is_ready_and_what_is_missing(world: World, speech: Speech, catalogue: Catalogue) -> None:
    messages = catalogue.fixed_messages()
    visitor = world.signed_in(world.cast.manager)
    page = await visitor.get("/set-up/voices")
    assert (
        f"0 of {2 * len(messages)} messages" in page.words and "utter_ask_feedback_outcome (normal, slow)" in page.words
    )

    done = Ahead(speech, messages[:3], ("mp3",))
    done.run(threading.Event(), lambda *_: None, at_ease=False)
    speech.voice(Fixed(messages[3].phrases), "slow")

    page = await visitor.get("/set-up/voices")
    assert f"7 of {2 * len(messages)} messages" in page.words
    assert f"{messages[3].name} (normal)" in page.words


async def test_it_says_what_to_install_where_only_the_plain_voice_is_there(world: World) -> None:
    page = await world.signed_in(world.cast.manager).get("/set-up/voices")
    assert "Only the plain voice (espeak) is there." in page.words and "apt install flite" in page.words
    assert "The plain voice (espeak) There" in page.words


@pytest.mark.browser
@pytest.mark.parametrize("phone", [False, True])
async def test_everybody_can_use_the_page(site: Site, world: World, phone: bool) -> None:
    tab = await site.signed_in(world.cast.manager, phone=phone)
    await tab.goto(f"{site.address}/set-up/voices")
    await tab.get_by_text("What is not ready yet").click()
    assert await violations(tab) == []
