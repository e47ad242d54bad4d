"""A supporter in a browser, as they come with a code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

import httpx

from storage import supporter_access, supporters
from storage.audit import SYSTEM
from storage.houses import Person
from storage.supporters import Supporter
from tests.staff.world import Page, World


@dataclass
class Helper:
    """A browser at the supporters' pages."""

    world: World
    client: httpx.AsyncClient

    async def get(self, path: str = "/") -> Page:
        return Page(await self.client.get(f"/supporter{path}"))

    async def post(self, path: str, *, token_from: str = "/", **form: str) -> Page:
        token = (await self.get(token_from)).csrf_token
        return Page(await self.client.post(f"/supporter{path}", data={"csrf_token": token, **form}))

    async def enter(self, code: str, name: str = "Aunt Ivy", relation: str = "family") -> Page:
        form = {"code": code, "name": name, "relation": relation}
        return await self.post("/sign-in", token_from="/sign-in", **form)

    async def crawl(self) -> dict[str, Page]:
        """Every page that links lead to, by its path."""
        found: dict[str, Page] = {}
        to_see = ["/"]
        while to_see:
            path = to_see.pop()
            if path not in found and not path.startswith("/static/"):
                page = found[path] = await self.get(path)
                to_see += [unescape(one) for one in re.findall(r'href="/supporter(/[^"#]*)', page.html)]
        return found


def code_for(world: World, person: Person | None = None) -> str:
    with world.store.write() as tx:
        return supporter_access.make_code(tx, SYSTEM, (person or world.cast.person).id).code


def outside(world: World) -> Helper:
    """Nobody yet."""
    return Helper(world, world.client())


async def let_in(world: World, name: str = "Aunt Ivy", person: Person | None = None) -> Helper:
    """Somebody whom the person chose, with their code used."""
    helper = outside(world)
    entered = await helper.enter(code_for(world, person), name)
    assert entered.location == "/supporter/"
    return helper


def known_as(world: World, name: str = "Aunt Ivy") -> Supporter:
    with world.store.read() as tx:
        return next(one for one in supporters.of_person(tx, world.cast.person.id) if one.name == name)
