"""A person's own signs on their page: written down, changed and ended by who sees the person."""

from __future__ import annotations

import pytest

from storage import meanings
from storage.meanings import KeptMeaning, Meaning
from storage.vocabulary import MeaningKind
from tests.staff.browser import Site
from tests.staff.world import Page, World
from tests.support.chromium import violations

BEAR = {"sign": "🐻", "means": "a bad day", "kind": "did_not_work"}


def path(world: World) -> str:
    return f"/people/{world.cast.person.id}/meanings"


async def send(world: World, do: str = "add", **form: str) -> Page:
    return await world.signed_in(world.cast.worker).post(path(world), do=do, **{**BEAR, **form})


def now(world: World) -> tuple[KeptMeaning, ...]:
    with world.store.write() as tx:
        return meanings.for_member(tx, world.cast.manager, world.cast.person.id).now


async def test_a_worker_writes_down_a_sign_and_the_page_of_the_person_tells_of_it(world: World) -> None:
    visitor, person = world.signed_in(world.cast.worker), f"/people/{world.cast.person.id}"
    assert "No emoji or words of their own are written down." in (await visitor.get(person)).words
    sent = await send(world, sign=" 🐻 ", means="a  bad day")
    assert sent.location == f"/staff{path(world)}"
    assert [one.meaning for one in now(world)] == [Meaning("🐻", "a bad day", MeaningKind.DID_NOT_WORK)]
    page = await visitor.get(path(world))
    assert "🐻 means a bad day" in page.words
    assert "Bad for them. Written down by Wes Sample today at 10:00am." in page.words
    assert "Change or end : 🐻 Emoji or word" in page.words
    page = await visitor.get(person)
    assert "1 emoji or word of their own is written down." in page.words and f"/staff{path(world)}" in page.html


async def test_it_is_changed_and_ended_and_what_held_before_stays_on_the_page(world: World) -> None:
    await send(world)
    [bear] = now(world)
    await send(world, "change", which=bear.id, means="the zoo", kind="worked")
    [zoo] = now(world)
    assert zoo.meaning == Meaning("🐻", "the zoo", MeaningKind.WORKED)
    ended = await send(world, "end", which=zoo.id)
    assert ended.status == 303 and now(world) == ()
    page = await world.signed_in(world.cast.worker).get(path(world))
    assert "None is written down yet." in page.words
    before = "means a bad day (bad for them), from today at 10:00am by Wes Sample, until today at 10:00am by Wes Sample"
    assert before in page.words and "means the zoo (good for them)" in page.words


@pytest.mark.parametrize(
    ("wrong", "field", "advice"),
    [
        (
            {"sign": ""},
            "sign",
            "Type one to four emoji, or one to three words of 30 letters or fewer, and no other marks.",
        ),
        ({"sign": "bah!"}, "sign", "Type one to four emoji"),
        ({"means": ""}, "means", "Write what it means in plain words, such as a bad day."),
        ({"means": "x" * 61}, "means", "This is too long. Use 60 letters or fewer."),
        ({"kind": ""}, "kind", "Choose whether it is good or bad for them."),
        ({"kind": "mixed"}, "kind", "Choose whether it is good or bad for them."),
        ({"sign": "🐼"}, "sign", "🐼 has a meaning already: my friend. Change that one instead."),
    ],
)
async def test_what_is_not_in_order_comes_back_with_what_to_do(
    world: World, wrong: dict[str, str], field: str, advice: str
) -> None:
    await send(world, sign="🐼", means="my friend", kind="worked")
    await send(world)
    added = await send(world, sign="bah", **{**wrong}) if "sign" not in wrong else await send(world, **wrong)
    assert added.status == 422 and advice in added.words
    assert f'href="#{field}"' in added.html and f'id="{field}"' in added.html
    [bear] = [one for one in now(world) if one.meaning.sign == "🐻"]
    changed = await send(world, "change", which=bear.id, **wrong)
    assert changed.status == 422 and advice in changed.words
    assert f'href="#{field}-{bear.id}"' in changed.html and f'id="{field}-{bear.id}"' in changed.html
    assert '<details class="govuk-details" open' in " ".join(changed.html.split())
    assert len(now(world)) == 2 and bear in now(world)


async def test_what_was_typed_is_shown_as_text(world: World) -> None:
    page = await send(world, sign="<b>", means="<i>not</i>")
    assert "&lt;b&gt;" in page.html and "<i>not</i>" not in page.html
    await send(world, means="a <i>bad</i> day")
    page = await world.signed_in(world.cast.worker).get(path(world))
    assert "<i>bad</i>" not in page.html and "&lt;i&gt;bad&lt;/i&gt;" in page.html


@pytest.mark.parametrize("do", ["change", "end"])
async def test_what_a_colleague_ended_in_the_meantime_says_so(world: World, do: str) -> None:
    await send(world)
    [bear] = now(world)
    await send(world, "end", which=bear.id)
    page = await send(world, do, which=bear.id)
    assert page.status == 422 and "Somebody has changed or ended this sign in the meantime." in page.words
    assert 'href="#main-content"' in page.html


async def test_no_other_form_is_taken(world: World) -> None:
    assert (await send(world, "dance")).status == 400


@pytest.mark.browser
@pytest.mark.parametrize("phone", [False, True])
async def test_it_reads_well_for_everyone(site: Site, phone: bool) -> None:
    await send(site.world)
    await send(site.world, sign="bah", means="bath", kind="none")
    await send(site.world, sign="👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦", means="w" * 60, kind="worked")
    [bear] = [one for one in now(site.world) if one.meaning.sign == "🐻"]
    await send(site.world, "change", which=bear.id, means="a hard day")
    tab = await site.signed_in(site.world.cast.worker, phone=phone)
    await tab.goto(f"{site.address}{path(site.world)}")
    for summary in await tab.locator("summary").all():
        await summary.click()
    assert await violations(tab) == []
    await tab.locator("#sign").fill("bah!")
    await tab.get_by_role("button", name="Keep this sign").click()
    await tab.get_by_text("There is a problem").wait_for()
    assert await violations(tab) == []
