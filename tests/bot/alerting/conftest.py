"""A house with a safeguarding team on a store of its own, a real mail server, and real places to send to."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from storage import Store, migrate
from storage.vocabulary import Post
from tests.storage.alarmed import Team
from tests.storage.invented import Life, SetClock, settle
from tests.support.mail_server import MailServer, mail_server
from tests.support.team import contact, there_all_week
from tests.support.web_hook import WebHook, web_hook


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    clock = SetClock()
    store = Store(f"sqlite:///{tmp_path / 'said.db'}", clock=clock)
    migrate.upgrade(store)
    yield Life(store, clock, settle(store))
    store.close()


@pytest.fixture
def phone() -> Iterator[WebHook]:
    """The lead's own second way."""
    with web_hook() as hook:
        yield hook


@pytest.fixture
def pager() -> Iterator[WebHook]:
    with web_hook() as hook:
        yield hook


@pytest.fixture
async def mail() -> AsyncIterator[MailServer]:
    async with mail_server() as server:
        yield server


@pytest.fixture
def team(life: Life, phone: WebHook) -> Team:
    """Lea leads and has a phone; Dana, the deputy, has e-mail alone; Alma and Noor come after them."""
    with life.store.write() as tx:
        team = Team(
            life,
            contact(tx, "Lea Invented", Post.LEAD, direct=phone.url("lea"), member=life.people.lead),
            contact(tx, "Dana Ashby", Post.DEPUTY),
            contact(tx, "Alma Quill", Post.ALTERNATE),
            contact(tx, "Noor Webb", Post.ALTERNATE),
        )
        there_all_week(tx, team.lead)
    return team
