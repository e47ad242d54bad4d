"""How a person gets messages: whatever makes, sends or speaks one asks here, and nowhere else (R50)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select, update

from storage.database import NotFound, Transaction
from storage.tables.people import people
from storage.vocabulary import OfferForm, Pictures, Sound, Speed

SLOW_REST = 4.0
"""Long enough to take in a message of two short sentences, short enough not to look like the end (conversation rule 41)."""

Wish = Sound | Speed | Pictures | OfferForm
"""One thing that a person can choose about their messages."""

COLUMNS = (people.c.audio_on, people.c.pace, people.c.speed, people.c.pictures, people.c.choices_form)
"""For queries that bring it along with other things of a person; `of_row` reads them."""

WANTS_VOICE = people.c.audio_on
"""For queries that look only for whoever gets a voice with each message."""


@dataclass(frozen=True)
class HowMessages:
    """`pace`: how fast the voice speaks, "normal" or "slow", also where it speaks only when asked to."""

    audio_on: bool
    pace: str
    speed: Speed
    pictures: Pictures
    choices_form: OfferForm

    @property
    def sound(self) -> Sound:
        """Whether a voice comes with each message, and which."""
        if not self.audio_on:
            return Sound.OFF
        return Sound.SLOWER if self.pace == "slow" else Sound.ON

    @property
    def has_signs(self) -> bool:
        """Whether emoji stand beside the words; the words are the same without them."""
        return self.pictures is Pictures.ON

    @property
    def has_photos(self) -> bool:
        """Whether photos of their own stand beside the words."""
        return self.pictures is not Pictures.OFF

    @property
    def rest(self) -> float:
        """Seconds between two messages, beside those that a channel takes anyway."""
        return SLOW_REST if self.speed is Speed.SLOW else 0.0

    @property
    def is_one_by_one(self) -> bool:
        """Whether the answers of a question are shown one by one."""
        return self.choices_form is OfferForm.ONE_AT_A_TIME

    @property
    def wishes(self) -> tuple[Wish, ...]:
        """All that is chosen, by name."""
        return (self.sound, self.speed, self.pictures, self.choices_form)


def of_person(tx: Transaction, person_id: str) -> HowMessages:
    """Raises NotFound."""
    row = tx.execute(select(*COLUMNS).where(people.c.id == person_id)).first()
    if row is None:
        raise NotFound("There is no such person.")
    return of_row(row)


def of_row(row: Row[Any]) -> HowMessages:
    """Of a row of a query that has `COLUMNS` among its own."""
    form = OfferForm(row.choices_form)
    return HowMessages(row.audio_on, row.pace, Speed(row.speed), Pictures(row.pictures), form)


def wish(name: str) -> Wish | None:
    """The one of this name, or None."""
    kinds: tuple[type[Wish], ...] = (Sound, Speed, Pictures, OfferForm)
    return next((kind(name) for kind in kinds if name in set(kind)), None)


def apply(tx: Transaction, person_id: str, *wishes: Wish) -> None:
    """From the next message on. The verbs of `communication_profiles` keep who chose it."""
    values: dict[str, Any] = {}
    for one in wishes:
        values |= _values(one)
    tx.execute(update(people).where(people.c.id == person_id).values(**values))


def apply_slower(tx: Transaction, person_id: str) -> None:
    """Slower in every way; whoever wants no voice gets none by it."""
    tx.execute(update(people).where(people.c.id == person_id).values(pace="slow", speed=Speed.SLOW))


def _values(one: Wish) -> dict[str, Any]:
    if isinstance(one, Sound):
        # Without a voice the pace stays as it was, for when it speaks all the same.
        return {"audio_on": False} if one is Sound.OFF else {"audio_on": True, "pace": _PACES[one]}
    if isinstance(one, Speed):
        return {"speed": one}
    return {"pictures": one} if isinstance(one, Pictures) else {"choices_form": one}


_PACES = {Sound.ON: "normal", Sound.SLOWER: "slow"}
