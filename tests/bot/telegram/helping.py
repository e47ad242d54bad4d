"""Somebody who helps Robin to choose, in a Telegram chat of their own."""

from __future__ import annotations

from dataclasses import dataclass

from storage import choice_offers, choice_sets, contents, decisions, supporter_access, supporter_chats, supporters
from storage.audit import SYSTEM, Actor
from storage.choice_records import ChoiceSet
from storage.houses import Person
from storage.supporters import Supporter
from storage.vocabulary import OfferReason
from tests.bot.telegram.world import World
from tests.support.telegram_server.users import User

CHOICE = "What do you want to do on Saturday?\n🏊 Swimming: You go to the pool\n🎬 Cinema: You go with Sam"
NOW, ASKED, PAGE, TALK = "📨 Offer now", "🙋 When they ask", "📝 On the page", "💬 Plan a talk"


@dataclass
class Helper:
    """`user`: their Telegram; each step is what they do or see there."""

    world: World
    user: User

    async def says(self, text: str) -> str:
        """They write; returns the answer."""
        await self.user.writes(text)
        return await self.hears()

    async def hears(self) -> str:
        [heard] = await self.user.hears()
        return heard.words

    async def taps(self, label: str) -> str:
        await self.user.taps(label)
        return await self.hears()

    @property
    def buttons(self) -> list[str]:
        """Those under the newest message."""
        return [label for row in self.user.from_bot[-1].labels for label in row]

    @property
    def known(self) -> Supporter:
        """As the store knows them, where they help one person."""
        with self.world.store.read() as tx:
            [found] = supporter_chats.at(tx, "telegram", str(self.user.id))
        return found

    def choices(self, person: Person | None = None) -> tuple[ChoiceSet, ...]:
        """Everything that was prepared for this person, the newest first."""
        with self.world.store.read() as tx:
            return choice_sets.listed(tx, self.world.manager, (person or self.world.robin).id)


def code(world: World, person: Person | None = None) -> str:
    with world.store.write() as tx:
        return supporter_access.make_code(tx, SYSTEM, (person or world.robin).id).code


async def helper(world: World, name: str = "Dave Invented") -> Helper:
    """Somebody with a code that Robin gave them; they have read the welcome."""
    found = Helper(world, world.server.user(name))
    await found.user.starts(code(world))
    await found.hears()
    return found


def chooses(world: World, kept: ChoiceSet, place: int | None) -> None:
    """The person chooses this option, or something else."""
    with world.store.write() as tx:
        offer = choice_offers.begin(tx, kept.id, OfferReason.FIRST)
        if place is None:
            content_id = contents.keep(tx, Actor("person", kept.person_id), kept.person_id, "I want to stay in.")
            decisions.keep(tx, offer, content_id=content_id)
        else:
            decisions.keep(tx, offer, option_id=kept.options[place].id)


def ends(world: World, supporter: Supporter) -> None:
    """The person does not want this helper any more."""
    with world.store.write() as tx:
        supporters.end_by_person(tx, world.robin.id, supporter.id)
