"""What a person is told of words that are not theirs never says that they said them (R36)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from actions.tell_my_things import tell
from bot.rendering import Renderer, ServiceWords
from storage import Store, entries, feedback, houses, migrate, staff_accounts, triage, updates
from storage.audit import SYSTEM
from storage.entries import Entry
from storage.staff_accounts import StaffMember
from storage.vocabulary import OWN_VOICES, Outcome, Present, Role, Route, Triage, VisibleTo, Voice
from wording.catalogue import Catalogue


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(f"sqlite:///{tmp_path / 'said.db'}")
    migrate.upgrade(store)
    yield store
    store.close()


@pytest.fixture
def renderer() -> Renderer:
    catalogue = Catalogue.load(Path(__file__).parents[2] / "domain" / "en")
    return Renderer(
        catalogue,
        ServiceWords(
            "the safety lead",
            "the second safety lead",
            "another safety lead",
            "9 to 5",
            "https://said.example/supporter/",
        ),
    )


def said_by(store: Store, voice: Voice) -> tuple[StaffMember, str]:
    """Something written down in this voice; returns who wrote it and its id."""
    with store.write() as tx:
        house = houses.add_house(tx, SYSTEM, "Invented House")
        person = houses.add_person(tx, SYSTEM, house.id, "Asha Invented")
        email, role = "mina@example.org", Role.MANAGER
        member = staff_accounts.add(tx, SYSTEM, "Mina Invented", email, role, "no hash", (house.id,))
        facts = (Outcome.MIXED, "The room is small.", tx.today, Present.STAFF, None, VisibleTo.MY_STAFF)
        kept = entries.write_down(tx, member, person.id, Entry("form", Route.FACE_TO_FACE, voice, *facts), None)
        assert kept is not None
        return member, kept.id


@pytest.mark.parametrize("voice", Voice)
def test_news_about_it_and_my_things_say_whose_words_they_are(store: Store, renderer: Renderer, voice: Voice) -> None:
    member, feedback_id = said_by(store, voice)
    with store.write() as tx:
        triage.decide(tx, member, feedback_id, Triage.NOTED)
        item = feedback.one(tx, feedback_id)
        [news] = updates.to_queue(tx)
        [reply] = tell(tx, item).replies
        texts = [" ".join(renderer.bubbles(tx, item.person_id, one.response, one.values)) for one in (news, reply)]
    whose = "You said" if voice in OWN_VOICES else "Someone told us"
    assert all(f"{whose}: “The room is small.”" in text for text in texts), texts
