"""Recording the phrases of the chat in a voice that people know: in a real browser with a microphone, and whatever else is sent."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from playwright.async_api import async_playwright

from bot.voices import Voices
from speech import Speech, reading_list, taken
from speech.espeak import Espeak
from speech.sound import at_rate
from staff import phrases
from storage import phrase_recordings, phrase_voices
from storage.outbox import OutboxMessage
from storage.phrase_recordings import Heard, PhraseRecording
from tests.staff.browser import Site
from tests.staff.world import Page, World
from tests.support.chromium import ARGUMENTS, CHROMIUM, violations
from tests.support.sounds import pictures_that_move, tone
from wording.catalogue import Catalogue

FIRST, RESPONSE = "Think of one thing from today. How was it?", "utter_ask_feedback_outcome"


def a_voice(world: World, name: str = "Nan Known") -> str:
    with world.store.write() as tx:
        return phrase_voices.add(tx, world.cast.manager, world.cast.house.id, name, agreed=True)


def kept(world: World, voice: str) -> dict[str, PhraseRecording]:
    with world.store.read() as tx:
        return phrase_recordings.with_voice(tx, world.cast.manager, voice).by_text


def files(world: World) -> list[Path]:
    assert world.store.media is not None
    return list(world.store.media.iterdir()) if world.store.media.exists() else []


def wav(path: Path, *, loud: float = 0.5) -> bytes:
    """The first phrase, as somebody says it between two silences."""
    voice = at_rate(Espeak().render(FIRST, "normal"), 48_000).samples
    quiet = np.zeros(24_000, np.float32)
    soundfile.write(path, np.concatenate((quiet, np.clip(voice * (loud / np.abs(voice).max()), -1, 1), quiet)), 48_000)
    return path.read_bytes()


async def send(world: World, voice: str, upload: bytes, do: str = "keep") -> Page:
    visitor = world.signed_in(world.cast.manager)
    form = {"csrf_token": await visitor.token("/set-up/recordings/" + voice), "do": do}
    return Page(
        await visitor.client.post(f"/staff/set-up/recordings/{voice}", data=form, files={"sound": ("a", upload)})
    )


async def test_whoever_speaks_is_asked_first_and_that_they_said_yes_is_kept(world: World) -> None:
    visitor, path = world.signed_in(world.cast.manager), f"/set-up/houses/{world.cast.house.id}/voices"
    refused = await visitor.post(path, token_from=path, do="add", name="Nan Known")
    assert refused.status == 422 and "Ask them first." in refused.words and 'value="Nan Known"' in refused.html
    added = await visitor.post(path, token_from=path, do="add", name=" Nan  Known ", agreed="yes")
    assert added.location.startswith("/staff/set-up/recordings/")
    page = await visitor.get(path)
    assert "Nan Known Said yes to it today at 10:00am, to Mara Sample. 0 of " in page.words


async def test_a_recording_is_kept_and_the_next_phrase_comes(
    world: World, catalogue: Catalogue, tmp_path: Path
) -> None:
    voice = a_voice(world)
    done = await send(world, voice, wav(tmp_path / "a.wav"))
    assert done.status == 303 and "show=missing&phrase=" in done.location
    assert list(kept(world, voice)) == [FIRST]
    visitor = world.signed_in(world.cast.manager)
    page = await visitor.get(f"/set-up/recordings/{voice}?show=recorded")
    assert FIRST in page.words and f"1 of {len(reading_list(catalogue))} recorded" in page.words
    [player] = re.findall(r'<audio [^>]*src="/staff([^"]+)"', page.html)
    sound = (await visitor.get(player)).response
    assert sound.headers["content-type"] == "audio/flac" and sound.content[:4] == b"fLaC"
    [file] = files(world)
    assert b"fLaC" not in file.read_bytes()


async def test_only_this_page_may_hear(world: World) -> None:
    visitor, voice = world.signed_in(world.cast.manager), a_voice(world)
    page, other = [await visitor.get(one) for one in (f"/set-up/recordings/{voice}", "/set-up")]
    assert "microphone=(self)" in page.response.headers["permissions-policy"]
    assert "microphone=()" in other.response.headers["permissions-policy"]


@pytest.mark.parametrize(
    ("upload", "advice"),
    [
        (b"", phrases.NOTHING),
        (b"a letter with another name" * 50, "This is no sound that we can read."),
        (tone("webm")[:80], "This is no sound that we can read."),
        (pictures_that_move(), "This is no sound that we can read."),
        (tone("webm", 3.0, loud=0.0), "Nobody can be heard."),
        (tone("ogg", 60.0), "This is longer than these words."),
        (tone("mp4", 0.6), "This is too short for these words"),
    ],
    ids=["nothing", "text", "half a head", "a film", "silence", "a minute", "half a second"],
)
async def test_what_will_not_do_is_refused_kindly_and_nothing_stays(world: World, upload: bytes, advice: str) -> None:
    voice = a_voice(world)
    page = await send(world, voice, upload)
    assert page.status == 422 and page.words.count(advice) == 2 and 'href="#sound"' in page.html
    assert kept(world, voice) == {} and files(world) == []


async def test_what_crackles_is_refused(world: World, tmp_path: Path) -> None:
    page = await send(world, a_voice(world), wav(tmp_path / "a.wav", loud=6.0))
    assert page.status == 422 and "too loud and crackles" in page.words


async def test_a_hundred_megabytes_are_refused_before_they_are_read(site: Site) -> None:
    host, port = site.address.removeprefix("http://").removesuffix("/staff").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    head = f"POST /staff/set-up/recordings/x HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Length: {100 * 2**20}\r\n\r\n"
    writer.write(head.encode())
    await writer.drain()
    assert (await asyncio.wait_for(reader.read(2**16), 10)).startswith(b"HTTP/1.1 413")
    writer.close()


async def test_words_that_changed_are_told_with_what_was_recorded(world: World) -> None:
    voice = a_voice(world)
    old = FIRST.replace("today", "this day")
    with world.store.write() as tx:
        phrase_recordings.keep(tx, world.cast.manager, voice, Heard(old, RESPONSE, b"sound", 2.0))
    page = await world.signed_in(world.cast.manager).get(f"/set-up/recordings/{voice}?show=changed")
    assert "Words changed (1)" in page.words and f"Recorded was: “{old}”" in page.words and "0 of" in page.words


async def test_whoever_takes_it_back_is_heard_no_more(world: World, catalogue: Catalogue, recordings: Path) -> None:
    voice, sound = a_voice(world), clip_of(FIRST)
    with world.store.write() as tx:
        phrase_recordings.keep(tx, world.cast.manager, voice, Heard(FIRST, RESPONSE, sound, 2.0))
    voices = Voices(Speech(recordings, ("recordings",)), catalogue, world.store)
    spoken = await voices.of(asked(world), "normal", "mp3")
    assert spoken.engine == "recordings"
    assert (await voices.of(asked(world, kind="safety"), "normal", "mp3")).engine == "espeak"
    assert (await voices.of(asked(world, person=world.cast.other_person.id), "normal", "mp3")).engine == "espeak"

    visitor, path = world.signed_in(world.cast.manager), f"/set-up/houses/{world.cast.house.id}/voices"
    assert (await visitor.post(path, token_from=path, do="withdraw", voice=voice)).status == 422
    gone = await visitor.post(path, token_from=path, do="withdraw", voice=voice, sure="yes")

    assert gone.status == 303 and "Nothing of this voice is kept." in (await visitor.get(path)).words
    assert files(world) == [] and not spoken.path.exists()
    assert (await voices.of(asked(world), "normal", "mp3")).engine == "espeak"
    assert (await visitor.get(f"/set-up/recordings/{voice}")).status == 404


def asked(world: World, *, kind: str = "reply", person: str = "") -> OutboxMessage:
    who = person or world.cast.person.id
    return OutboxMessage("m", 1, who, "s", kind, RESPONSE, FIRST, None, None, world.clock(), None)


def clip_of(text: str) -> bytes:
    return taken(Espeak().render(text, "normal"), text).data


@pytest.fixture
async def with_microphone(site: Site, tmp_path: Path) -> AsyncIterator[Site]:
    """A browser whose microphone hears the first phrase, again and again."""
    wav(tmp_path / "microphone.wav")
    fake = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
    heard = f"--use-file-for-fake-audio-capture={tmp_path / 'microphone.wav'}"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, *fake, heard])
        yield Site(site.world, site.address, browser)
        await browser.close()


@pytest.mark.browser
async def test_on_a_phone_it_is_started_stopped_heard_done_again_and_kept(with_microphone: Site) -> None:
    world, voice = with_microphone.world, a_voice(with_microphone.world)
    tab = await with_microphone.signed_in(world.cast.manager, phone=True)
    await tab.goto(f"{with_microphone.address}/set-up/recordings/{voice}")
    start, stop, listen, again, keep = (
        tab.get_by_role("button", name=name, exact=True) for name in ("Start", "Stop", "Listen", "Again", "Keep")
    )
    assert await violations(tab) == []
    assert not await keep.is_visible() and not await tab.get_by_label("A recording of these words").is_visible()
    await start.focus()
    await tab.keyboard.press("Enter")
    await stop.wait_for()
    await tab.wait_for_timeout(1000)
    await tab.keyboard.press("Enter")  # the focus went on to Stop
    await listen.wait_for()
    assert await violations(tab) == []
    await listen.click()
    await again.click()
    await stop.wait_for()
    await tab.wait_for_timeout(7000)
    await stop.click()
    await keep.click()
    await tab.get_by_text("The recording is kept.").wait_for()
    [one] = kept(world, voice).values()
    assert one.text == FIRST and one.seconds > 2


@pytest.mark.browser
async def test_everybody_can_use_the_page_of_the_house(site: Site, world: World) -> None:
    a_voice(world)
    for phone in (True, False):
        tab = await site.signed_in(world.cast.manager, phone=phone)
        await tab.goto(f"{site.address}/set-up/houses/{world.cast.house.id}/voices")
        await tab.get_by_text("does not want this any more").click()
        assert await violations(tab) == []


@pytest.mark.browser
async def test_a_page_that_nobody_sees_any_more_does_not_begin_to_listen(with_microphone: Site) -> None:
    voice = a_voice(with_microphone.world)
    tab = await with_microphone.signed_in(with_microphone.world.cast.manager)
    await tab.goto(f"{with_microphone.address}/set-up/recordings/{voice}")
    await tab.evaluate("Object.defineProperty(document, 'visibilityState', { value: 'hidden' })")
    await tab.get_by_role("button", name="Start", exact=True).click()
    await tab.get_by_role("button", name="Listen", exact=True).wait_for(timeout=5000)
