"""A choice as its person will see and hear it: the very bubbles and buttons of the chat, its options in an order by chance."""

from __future__ import annotations

from dataclasses import dataclass

from storage import choice_offers
from storage.prepared_choices import NewChoice, NewOption
from storage.references import option_in_words
from storage.vocabulary import OfferForm
from wording.catalogue import Catalogue


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


def screens(wanted: NewChoice, form: OfferForm, seed: str, catalogue: Catalogue) -> tuple[Screen, ...]:
    """Nothing while nothing is written. `seed`: the same one shuffles the same way."""
    written = {str(place): one for place, one in enumerate(wanted.options) if one.label}
    if not wanted.question or not written:
        return ()
    order = [written[place] for place in choice_offers.shuffled(seed, tuple(written))]
    looks = _looks(wanted.question, order, catalogue) if form is OfferForm.ONE_AT_A_TIME else ()
    buttons = tuple(Button(option_in_words(one.label, one.sign, None), one.picture_id) for one in order)
    ways_out = tuple(Button(one.label) for one in catalogue["utter_ask_choice"].options)
    asked = Screen(catalogue.bubbles("utter_ask_choice", question=wanted.question), (*buttons, *ways_out))
    return (*looks, asked)


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
