"""How names are said to a person, on their page: written down, heard and ended by who sees the person."""

from __future__ import annotations

from pathlib import Path

import pytest

from speech import Personal, Speech
from storage import respellings
from storage.respellings import Name
from tests.staff.browser import Site
from tests.staff.test_choice_prepare import form as choice_form
from tests.staff.test_choice_prepare import path as choice_path
from tests.staff.test_review import Meeting
from tests.staff.world import Page, World
from tests.support.chromium import violations

SIOBHAN = {"written": "Siobhan", "said": "shivawn"}


def path(world: World) -> str:
    return f"/people/{world.cast.person.id}/names-said"


async def send(world: World, do: str = "keep", **form: str) -> Page:
    return await world.signed_in(world.cast.worker).post(path(world), do=do, **{**SIOBHAN, **form})


def now(world: World) -> tuple[Name, ...]:
    with world.store.read() as tx:
        return respellings.of_person(tx, world.cast.person.id)


async def test_a_worker_writes_down_a_name_and_ends_it(world: World) -> None:
    visitor = world.signed_in(world.cast.worker)
    assert f"/staff{path(world)}" in (await visitor.get(f"/people/{world.cast.person.id}")).html
    sent = await send(world, said=" shi  vawn ")
    assert sent.location == f"/staff{path(world)}" and now(world) == (Name("Siobhan", "shi vawn"),)
    page = await visitor.get(path(world))
    assert "Siobhan is said “shi vawn” Written down by Wes Sample today at 10:00am." in page.words
    with world.store.write() as tx:
        [kept] = respellings.for_member(tx, world.cast.worker, world.cast.person.id).now
    await send(world, "end", which=kept.id)
    assert now(world) == ()
    assert "What held before" in (await visitor.get(path(world))).words
    assert "in the meantime" in (await send(world, "end", which=kept.id)).words


async def test_what_will_not_do_is_said_beside_its_field_and_what_was_typed_stays(world: World) -> None:
    page = await send(world, said="")
    assert page.status == 422 and "Write letters, such as shi-VAWN." in page.words and 'value="Siobhan"' in page.html
    assert now(world) == ()


async def test_it_can_be_heard_before_it_is_kept_and_leaves_nothing(world: World, recordings: Path) -> None:
    page = await world.signed_in(world.cast.worker).post(f"{path(world)}/hear", **SIOBHAN)
    assert page.status == 200 and not list(recordings.rglob("*.mp3")) and now(world) == ()


@pytest.fixture
def aloud(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The words of each draft as they are said."""
    heard: list[str] = []

    def note(_speech: Speech, words: Personal, _pace: str) -> tuple[str, bytes]:
        heard.append(words.said)
        return "audio/mpeg", b"invented"

    monkeypatch.setattr(Speech, "draft", note)
    return heard


async def test_a_sentence_that_is_being_written_says_names_as_its_person_will_hear_them(
    world: World, aloud: list[str]
) -> None:
    await send(world)
    form = {"kind": "agreed", "words": "Siobhan comes with you."}
    for person in (world.cast.person, world.cast.other_person):
        item = world.says("it is loud", person=person)
        who = world.cast.worker if person is world.cast.person else world.cast.stranger
        page = await world.signed_in(who).post("/hear", token_from="/account", subject=item.id, **form)
        assert page.status == 200
    mine, other = aloud
    assert "shivawn comes with you." in mine and "Siobhan" not in mine
    assert "Siobhan comes with you." in other


async def test_so_does_a_choice_that_is_being_prepared(world: World, aloud: list[str]) -> None:
    await send(world)
    typed = choice_form(world, label_0="Tea with Siobhan")
    page = await world.signed_in(world.cast.worker).post(choice_path(world, "/hear"), token_from="/account", **typed)
    assert page.status == 200 and "Tea with shivawn" in aloud[0]


async def test_so_does_the_review_pack(world: World, aloud: list[str]) -> None:
    await send(world)
    world.says("Siobhan is kind")
    meeting = Meeting(world, world.signed_in(world.cast.worker))
    page = await meeting.pack(ending="/sound/whole")
    assert page.status == 200 and "shivawn is kind" in aloud[0] and "Siobhan" not in aloud[0]


async def test_what_will_not_do_is_said_where_it_was_to_be_heard(world: World) -> None:
    page = await world.signed_in(world.cast.worker).post(f"{path(world)}/hear", **{**SIOBHAN, "said": "999"})
    assert page.status == 422 and "Write letters, such as shi-VAWN." in page.words


@pytest.mark.browser
@pytest.mark.parametrize("phone", [False, True])
async def test_everybody_can_use_the_page(site: Site, phone: bool) -> None:
    await send(site.world)
    await send(site.world, written="W" * 60, said="w" * 100)
    tab = await site.signed_in(site.world.cast.worker, phone=phone)
    await tab.goto(f"{site.address}{path(site.world)}")
    assert await violations(tab) == []
