"""The pages of supporters: a code opens them, they hold what the supporter prepared and nothing else, and they end at once."""

from __future__ import annotations

import re

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount, Route

from staff.access import SESSION_COOKIE
from staff.protection import CONTENT_POLICY
from staff.supporting import access
from storage import choice_offers, choice_sets, contents, decisions, staff_accounts, staff_requests, supporters
from storage.audit import Actor
from storage.choice_sets import ChoiceSet
from storage.supporter_access import CODE_LIFE, SESSION_IDLE
from storage.vocabulary import ChoiceState, OfferReason, RequestKind
from tests.staff.supporting import Helper, code_for, known_as, let_in, outside
from tests.staff.test_choice_prepare import QUESTION, form
from tests.staff.two_houses import two_houses
from tests.staff.world import Page, World


def routes(world: World) -> list[Route]:
    [mount] = [one for one in world.pages(True).routes if isinstance(one, Mount) and one.path == "/supporter"]
    assert isinstance(mount.app, Starlette)
    return [one for one in mount.app.routes if isinstance(one, Route)]


async def prepares(helper: Helper, world: World, **more: str) -> Page:
    typed = {name: value for name, value in form(world).items() if name != "owner"}
    return await helper.post("/prepare", **{**typed, **more})


def prepared(world: World) -> ChoiceSet:
    with world.store.read() as tx:
        return choice_sets.listed(tx, known_as(world), world.cast.person.id)[0]


async def test_a_code_opens_the_pages_and_they_say_what_one_sees(world: World) -> None:
    helper, code = outside(world), code_for(world)
    page = await helper.get(f"/sign-in?code={code}")
    assert page.status == 200 and f'value="{code}"' in page.html
    entered = await helper.enter(code)
    assert entered.location == "/supporter/"
    cookie = entered.response.headers["set-cookie"]
    assert "Path=/supporter" in cookie and "HttpOnly" in cookie and "Secure" in cookie and "Max-Age=2592000" in cookie
    page = await helper.get()
    assert "You help Pim Testwell This is what you see: the choices that you prepare" in page.words
    assert known_as(world).name == "Aunt Ivy"
    assert (await outside(world).enter(code)).status == 422


@pytest.mark.parametrize(
    ("wrong", "advice"),
    [
        ({"code": "ABCDEFGHJK"}, "This code does not work."),
        ({"name": ""}, "Give their name"),
        ({"name": "Call 999"}, "A name has only letters"),
        ({"relation": "staff"}, "Choose who you are to them."),
        ({"relation": ""}, "Choose who you are to them."),
    ],
)
async def test_what_is_wrong_is_said_and_uses_no_code_up(world: World, wrong: dict[str, str], advice: str) -> None:
    helper, code = outside(world), code_for(world)
    page = await helper.enter(**{"code": code, "name": "Aunt Ivy", "relation": "family", **wrong})
    assert page.status == 422 and advice in page.words
    assert (await helper.enter(code)).status == 303


async def test_codes_cannot_be_guessed_at_length_and_end_after_a_day(world: World) -> None:
    helper, code = outside(world), code_for(world)
    tries = [(await helper.enter("ABCDEFGHJK")).status for _ in range(6)]
    assert tries == [422] * 5 + [429]
    assert (await helper.enter(code)).status == 429, "not even with the right one"
    world.clock.on(minutes=16)
    assert (await helper.enter(code)).status == 303
    old = code_for(world)
    world.clock.on(hours=CODE_LIFE.total_seconds() / 3600)
    assert (await outside(world).enter(old)).status == 422


async def test_a_choice_is_prepared_with_fewer_fields_and_staff_see_it(world: World) -> None:
    helper = await let_in(world)
    page = await helper.get("/prepare")
    assert "Who will make it happen?" not in page.words and "photo" not in page.words.lower()
    assert world.cast.worker.name not in page.html and world.cast.worker.id not in page.html
    sent = await prepares(helper, world, owner=world.cast.worker.id, photo_0="somebody else's")
    made = prepared(world)
    assert sent.location == f"/supporter/choices/{made.id}" and made.state is ChoiceState.APPROVED
    assert made.owner_id == world.cast.manager.id and made.author == "Aunt Ivy", "no keyworker: the manager"
    assert made.options[0].picture_id is None
    staff = await world.signed_in(world.cast.worker).get(f"/people/{world.cast.person.id}/choices")
    assert QUESTION in staff.words and "Prepared by Aunt Ivy" in staff.words


async def test_a_significant_matter_becomes_a_talk_and_they_are_told_so(world: World) -> None:
    helper = await let_in(world)
    page = await prepares(helper, world, question="Who do you want to vote for?")
    assert page.status == 422 and "Mental Capacity Act 2005, section 29" in page.words
    await prepares(helper, world, question="Who do you want to vote for?", step="talk")
    assert "The staff are asked to plan a talk." in (await helper.get()).words
    with world.store.read() as tx:
        [request] = staff_requests.waiting(tx, world.cast.worker)
    assert request.kind is RequestKind.PLAN_A_TALK and request.words == "Who do you want to vote for?"


async def test_they_see_what_was_chosen_and_no_words_of_the_person(world: World) -> None:
    helper = await let_in(world)
    await prepares(helper, world)
    person = Actor("person", world.cast.person.id)
    with world.store.write() as tx:
        kept = prepared(world)
        decision = decisions.keep(tx, choice_offers.begin(tx, kept.id, OfferReason.FIRST), option_id=kept.options[0].id)
        decisions.keep_reason(tx, decision.id, contents.keep(tx, person, person.id or "", "my own reason"))
    pages = await helper.crawl()
    shown = " ".join(page.words for page in pages.values())
    assert "Pim Testwell chose: Swimming. Agreed." in shown and "my own reason" not in shown
    refused = await helper.post(f"/choices/{kept.id}", do="withdraw")
    assert refused.status == 422 and "There is nothing to take back." in refused.words
    world.clock.on(minutes=1)
    with world.store.write() as tx:
        offer = choice_offers.begin(tx, kept.id, OfferReason.CHANGED_MIND)
        decisions.keep(tx, offer, content_id=contents.keep(tx, person, person.id or "", "the moon"))
    page = await helper.get(f"/choices/{kept.id}")
    assert "Pim Testwell wants something else. Ask them." in page.words and "the moon" not in page.words


async def test_it_is_taken_back(world: World) -> None:
    helper = await let_in(world)
    await prepares(helper, world)
    kept = prepared(world)
    assert (await helper.post(f"/choices/{kept.id}", do="withdraw")).status == 303
    assert prepared(world).state is ChoiceState.WITHDRAWN
    assert (await helper.post(f"/choices/{kept.id}", do="nothing")).status == 400


async def test_nothing_else_of_anybody_is_on_any_page(world: World) -> None:
    """A crawl over a house full of things: theirs, and of every other kind."""
    both = two_houses(world)
    helper, friend = await let_in(world), await let_in(world, "A Friend")
    await prepares(helper, world)
    await prepares(friend, world, form="e" * 32, question="What does the friend ask?")
    pages = await helper.crawl()
    assert {path: page.status for path, page in pages.items() if page.status != 200} == {} and len(pages) >= 4
    shown = "\n".join(page.html for page in pages.values())
    mine, cast = both.things, world.cast
    more = mine.other
    ids = (mine.feedback_id, mine.action_id, mine.request_id, mine.review_id, mine.concern_id, mine.choice_id)
    others = (cast.other_person.name, cast.house.id, cast.person.id, *(one.name for one in both.staff.values()))
    words = (*mine.words, *more.said, *more.changes, "What does the friend ask?", "A Friend", "Aunt Plum", *ids)
    assert [one for one in (*words, *others, *both.secrets) if one in shown] == []


async def test_what_is_not_theirs_looks_like_what_is_not_there(world: World) -> None:
    both = two_houses(world)
    helper, friend = await let_in(world), await let_in(world, "A Friend")
    await prepares(friend, world)
    with world.store.read() as tx:
        [of_friend] = choice_sets.listed(tx, known_as(world, "A Friend"), world.cast.person.id)
    nowhere = await helper.get("/no-such-page")
    for set_id in (of_friend.id, both.things.choice_id, both.elsewhere.choice_id, "nothing"):
        for page in (
            await helper.get(f"/choices/{set_id}"),
            await helper.post(f"/choices/{set_id}", do="withdraw"),
            await helper.get(f"/prepare?from={set_id}"),
            await helper.get(f"/prepare?draft={set_id}"),
            await prepares(helper, world, **{"from": set_id}),
        ):
            assert page.status == 404 and page.response.content == nowhere.response.content


async def test_an_ended_link_takes_everything_away_at_once(world: World) -> None:
    helper = await let_in(world)
    await prepares(helper, world)
    kept, token = prepared(world), (await helper.get()).csrf_token
    with world.store.write() as tx:
        supporters.end_by_person(tx, world.cast.person.id, known_as(world).id)
    for path in ("/", "/prepare", f"/choices/{kept.id}"):
        page = await helper.get(path)
        assert (page.status, page.location, page.html) == (303, "/supporter/sign-in", "")
    sent = {"csrf_token": token, **form(world)}
    assert (await helper.client.post("/supporter/prepare", data=sent)).headers["location"] == "/supporter/sign-in"
    asked = {"accept": "application/json"}
    assert (await helper.client.post("/supporter/prepare/check", data=sent, headers=asked)).status_code == 401


async def test_a_session_lasts_thirty_days_from_its_last_use_and_ends_by_signing_out(world: World) -> None:
    helper = await let_in(world)
    for _ in range(3):
        world.clock.on(days=SESSION_IDLE.days - 1)
        assert (await helper.get()).status == 200
    world.clock.on(days=SESSION_IDLE.days, seconds=1)
    assert (await helper.get()).location == "/supporter/sign-in"
    again = await let_in(world)
    await again.post("/sign-out")
    assert "You are signed out." in (await again.get("/sign-in")).words
    assert (await again.get()).location == "/supporter/sign-in"


async def test_neither_session_opens_the_pages_of_the_other(world: World) -> None:
    helper = await let_in(world)
    token = helper.client.cookies[access.SESSION_COOKIE]
    staff = world.client()
    staff.cookies.set(SESSION_COOKIE, token, domain="staff.example", path="/staff")
    staff.cookies.set(access.SESSION_COOKIE, token, domain="staff.example", path="/staff")
    assert (await staff.get("/staff/")).headers["location"].startswith("/staff/sign-in")
    with world.store.write() as tx:
        of_staff = staff_accounts.open_session(tx, world.cast.manager.id)
    stranger = outside(world)
    stranger.client.cookies.set(access.SESSION_COOKIE, of_staff, domain="staff.example", path="/supporter")
    stranger.client.cookies.set(SESSION_COOKIE, of_staff, domain="staff.example", path="/supporter")
    assert (await stranger.get()).location == "/supporter/sign-in"


async def test_every_page_needs_a_session_and_every_form_its_token(world: World) -> None:
    helper = await let_in(world)
    for route in routes(world):
        path = re.sub(r"\{\w+\}", "x", route.path)
        for method in {"GET", "POST", "PUT", "DELETE"} - (route.methods or set()):
            assert (await helper.client.request(method, f"/supporter{path}", data={"x": "x"})).status_code in (
                405,
                411,
                413,
            )
        if route.name == "sign_in":
            continue
        for method in {"GET", "POST"} & (route.methods or set()):
            led = await outside(world).client.request(
                method, f"/supporter{path}", data={} if method == "POST" else None
            )
            assert (led.status_code, led.headers["location"]) == (303, "/supporter/sign-in")
        if "POST" in (route.methods or ()):
            assert (await helper.client.post(f"/supporter{path}", data={"x": "x"})).status_code == 403, route.name
    page = await helper.get()
    assert page.response.headers["content-security-policy"] == CONTENT_POLICY
    assert page.response.headers["cache-control"] == "no-store"
