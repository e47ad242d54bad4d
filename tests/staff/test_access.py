"""Who gets in, and what every answer carries."""

from __future__ import annotations

import re
from datetime import date

import pytest

from staff.protection import CONTENT_POLICY, HEADERS, MOST_BYTES
from storage import pending_actions, staff_requests
from storage.vocabulary import RequestKind, VisibleTo, WhatChanges
from tests.staff.world import World

KINDS = ("feedback", "actions", "requests")


def pages_of(world: World) -> dict[str, str]:
    """One page of each kind about the person of the house."""
    cast, item, other = world.cast, world.says("i want fish"), world.says("the bus is late")
    with world.store.write() as tx:
        change = (WhatChanges.ROUTINE, "You get fish on Friday.", date(2026, 11, 27))
        action = pending_actions.agree(tx, cast.worker, other.id, cast.worker.id, *change)
        staff_requests.ask(tx, cast.person.id, RequestKind.WANTS_TO_TALK, "from-the-chat")
        asked = staff_requests.waiting(tx, cast.worker)[0]
    ids = (item.id, action.id, asked.id)
    return {kind: f"/{kind}/{one}" for kind, one in zip(KINDS, ids, strict=True)}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("who", ["stranger", "lead"])
async def test_a_page_of_another_house_is_like_none_at_all(world: World, kind: str, who: str) -> None:
    path = pages_of(world)[kind]
    assert (await world.signed_in(world.cast.worker).get(path)).status == 200
    visitor = world.signed_in(getattr(world.cast, who))
    theirs, nowhere = await visitor.get(path), await visitor.get(f"/{kind}/no-such-thing")
    assert theirs.status == nowhere.status == 404
    assert theirs.html == nowhere.html == (await visitor.get("/no-such-page")).html
    assert (await visitor.post(path, decision="noted", step="start", what_was_done="x")).html == theirs.html


@pytest.mark.parametrize("kind", KINDS)
async def test_nobody_gets_in_without_signing_in(world: World, kind: str) -> None:
    path = pages_of(world)[kind]
    client = world.client()
    for answer in (await client.get(f"/staff{path}"), await client.post(f"/staff{path}", data={"step": "start"})):
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/staff/sign-in?next=%2F")


@pytest.mark.parametrize("path", ["/check-words", "/hear", "/sign-out", *(f"/{kind}/" for kind in KINDS)])
async def test_a_form_without_its_token_changes_nothing(world: World, path: str) -> None:
    address = pages_of(world).get(path.strip("/"), path)
    visitor = world.signed_in(world.cast.worker)
    forms: tuple[dict[str, str], ...] = ({}, {"csrf_token": ""}, {"csrf_token": "guess"})
    for form in forms:
        answer = await visitor.client.post(f"/staff{address}", data={"decision": "noted", "step": "start", **form})
        assert answer.status_code == 403
    assert (await visitor.get("/")).status == 200


async def test_another_members_token_does_not_do(world: World) -> None:
    token = (await world.signed_in(world.cast.manager).get("/")).csrf_token
    visitor = world.signed_in(world.cast.worker)
    answer = await visitor.client.post("/staff/sign-out", data={"csrf_token": token})
    assert answer.status_code == 403


async def test_what_only_the_manager_may_see_is_not_there_for_others(world: World) -> None:
    item = world.says("wes shouts at me", visible_to=VisibleTo.ONLY_MANAGER)
    worker, manager = world.signed_in(world.cast.worker), world.signed_in(world.cast.manager)
    assert (await worker.get(f"/feedback/{item.id}")).status == 404
    assert "wes shouts at me" not in (await worker.get("/")).words
    assert "wes shouts at me" in (await manager.get(f"/feedback/{item.id}")).words
    assert "Only for the manager." in (await manager.get("/")).words


@pytest.mark.parametrize("path", ["/", "/sign-in", "/no-such-page", "/feedback/x", "/static/no-such-file"])
async def test_every_answer_is_protected(world: World, path: str) -> None:
    headers = (await world.signed_in(world.cast.worker).get(path)).response.headers
    for name, value in HEADERS.items():
        assert headers[name] == value
    assert "unsafe" not in headers["Content-Security-Policy"]


async def test_only_our_own_files_may_stay_in_the_browser(world: World) -> None:
    page = await world.signed_in(world.cast.worker).get("/")
    addresses = re.findall(r'(?:href|src)="/staff(/static/[^"]+)"', page.html)
    assert len(addresses) == 4 and all("?v=" in address for address in addresses)
    for address in addresses:
        answer = await world.signed_in(world.cast.worker).get(address)
        assert answer.status == 200 and "immutable" in answer.response.headers["Cache-Control"]
        assert answer.response.headers["Content-Security-Policy"] == CONTENT_POLICY


async def test_a_note_is_one_of_ours(world: World) -> None:
    visitor = world.signed_in(world.cast.worker)
    visitor.client.cookies.set("staff_note", "Call <b>this</b> number", domain="staff.example", path="/staff")
    page = await visitor.get("/")
    assert page.status == 200 and "number" not in page.html


async def test_a_mistake_of_ours_tells_nothing(world: World) -> None:
    visitor = world.signed_in(world.cast.worker)
    with world.store.write() as tx:
        tx.connection.exec_driver_sql("ALTER TABLE staff_requests RENAME TO gone")
    page = await visitor.get("/")
    assert page.status == 500
    assert "Something went wrong" in page.words and "staff_requests" not in page.html
    assert page.response.headers["Cache-Control"] == "no-store"


async def test_more_than_any_form_holds_is_turned_away(world: World) -> None:
    visitor = world.signed_in(world.cast.worker)
    answer = await visitor.client.post("/staff/sign-out", data={"csrf_token": "x" * MOST_BYTES})
    assert answer.status_code == 413 and "Nothing was kept." in answer.text
