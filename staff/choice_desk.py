"""The desk at which a choice is prepared: the same for staff and for a supporter, but for who sits there and what they see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.responses import HTMLResponse, Response

from safeguarding import Screening
from staff.access import AtTheDoor
from staff.rendering import to
from storage import Transaction, choice_sets, houses, how_messages, pictures, prepared_choices, sight
from storage.choice_sets import Author, ChoiceSet
from storage.errors import NotFound
from storage.houses import Person
from storage.how_messages import HowMessages
from storage.pictures import Picture
from storage.staff_accounts import StaffMember
from storage.strangers import Worry
from storage.vocabulary import ChoiceState


@dataclass(frozen=True)
class Opened:
    """What a form has to offer: whom the choice is for and how they get messages, who can carry it out, their photos, and earlier
    choices. A supporter is shown nothing but the person's name and what they prepared themselves, as it will be seen."""

    person: Person
    how: HowMessages
    owners: tuple[StaffMember, ...]
    usual_owner: str | None
    photos: tuple[Picture, ...]
    earlier: tuple[ChoiceSet, ...]


@dataclass(frozen=True)
class Desk:
    """`layout`: the template its pages extend; `parts`: what stands in the address of each of its pages; `to_lead`: what its
    author sees once their words went to the safeguarding lead."""

    visit: AtTheDoor
    author: Author
    person_id: str
    layout: str
    parts: dict[str, str]
    to_lead: Callable[[Screening, Worry], Response]

    @property
    def is_staff(self) -> bool:
        return isinstance(self.author, StaffMember)

    def at(self, route: str, **more: str) -> str:
        """The path of one of its pages."""
        return to(self.visit.request, route, **self.parts, **more)

    def go(self, route: str, *, note: str, **more: str) -> Response:
        return self.visit.go(route, note=note, **self.parts, **more)

    def page(self, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
        shared = {"layout": self.layout, "desk": self, "author": self.author}
        return self.visit.page(template, status=status, **{**shared, **values})

    async def open(self) -> Opened:
        """Raises NotFound for a person whom the author does not support, or who only looks."""
        return await self.visit.read(_opened, self.author, self.person_id)


def _opened(tx: Transaction, author: Author, person_id: str) -> Opened:
    choice_sets.supports(tx, author, person_id)
    person, usual = houses.person(tx, person_id), prepared_choices.usual_owner(tx, person_id)
    how, earlier = how_messages.of_person(tx, person_id), choice_sets.listed(tx, author, person_id)
    if not isinstance(author, StaffMember):
        return Opened(person, how, (), usual, (), earlier)
    owners = sight.owners(tx, person_id, person.house_id)
    return Opened(person, how, owners, usual, pictures.of_person(tx, person_id), earlier)


def to_start_from(opened: Opened, set_id: str | None) -> ChoiceSet | None:
    """The earlier choice that is named. Raises NotFound for one that they may not know of."""
    if not set_id:
        return None
    found = next((one for one in opened.earlier if one.id == set_id), None)
    if found is None:
        raise NotFound("There is no such choice.")
    return found


def draft_to_go_on_with(opened: Opened, set_id: str | None) -> ChoiceSet | None:
    """The draft that is named. Raises NotFound for anything else."""
    found = to_start_from(opened, set_id)
    if found is not None and found.state is not ChoiceState.DRAFT:
        raise NotFound("There is no such draft.")
    return found
