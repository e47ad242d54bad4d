"""A choice as its person will see and hear it: the very bubbles and buttons of the chat, its options in an order by chance."""

from __future__ import annotations

from dataclasses import dataclass, replace

from storage import choice_offers
from storage.how_messages import HowMessages
from storage.prepared_choices import NewChoice, NewOption
from storage.references import option_in_words
from wording.catalogue import Catalogue
from wording.signs import seen


@dataclass(frozen=True)
class Button:
    """`photo`: the id of the photo that stands on it."""

    label: str
    photo: str | None = None


@dataclass(frozen=True)
class Screen:
    """What is put before the person at one time."""

    bubbles: tuple[str, ...]
    buttons: tuple[Button, ...]
    photo: str | None = None

    @property
    def aloud(self) -> str:
        """What is said of it: the text, and each answer as a line of its own."""
        return "\n".join([*self.bubbles, *(one.label for one in self.buttons)])


def screens(wanted: NewChoice, how: HowMessages, seed: str, catalogue: Catalogue) -> tuple[Screen, ...]:
    """Nothing while nothing is written. `seed`: the same one shuffles the same way."""
    question, catalogue = seen(wanted.question, has_signs=how.has_signs), catalogue.seen(has_signs=how.has_signs)
    written = {str(place): _as_seen(one, how) for place, one in enumerate(wanted.options) if one.label}
    if not question or not written:
        return ()
    order = [written[place] for place in choice_offers.shuffled(seed, tuple(written))]
    looks = _looks(question, order, catalogue) if how.is_one_by_one else ()
    buttons = tuple(Button(option_in_words(one.label, one.sign, None), one.picture_id) for one in order)
    ways_out = tuple(Button(one.label) for one in catalogue["utter_ask_choice"].options)
    asked = Screen(catalogue.bubbles("utter_ask_choice", question=question), (*buttons, *ways_out))
    return (*looks, asked)


def _as_seen(one: NewOption, how: HowMessages) -> NewOption:
    """Without the signs and the photo that its person does not get."""
    label, meaning = (seen(text or "", has_signs=how.has_signs) for text in (one.label, one.meaning))
    sign, photo = one.sign if how.has_signs else None, one.picture_id if how.has_photos else None
    return replace(one, label=label, sign=sign, meaning=meaning or None, picture_id=photo)


def _looks(question: str, order: list[NewOption], catalogue: Catalogue) -> tuple[Screen, ...]:
    """Each option by itself."""
    made = []
    for number, one in enumerate(order):
        option = option_in_words(one.label, one.sign, one.meaning)
        response = "utter_choice_ask_look_more" if number else "utter_ask_choice_look"
        values = {"option": option} if number else {"option": option, "question": question}
        buttons = tuple(Button(found.label) for found in catalogue[response].options)
        made.append(Screen(catalogue.bubbles(response, **values), buttons, one.picture_id))
    return tuple(made)
