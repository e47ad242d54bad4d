"""Buttons: the four controls below the chat, the others behind "More", and the answers under a question."""

from __future__ import annotations

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup

from bot.controls import FOOT, MORE, label_of
from storage.outbox import ShownOption
from wording.catalogue import Catalogue

_CONTROL = "control:"
MORE_CONTROLS = "more"
_VARIATION = "\ufe0f"


def below_the_chat(catalogue: Catalogue) -> ReplyKeyboardMarkup:
    """The controls that are always in sight, two in a row so that each is a big one."""
    labels = [_label(catalogue, control) for control in (*FOOT, MORE_CONTROLS)]
    rows = [[KeyboardButton(label) for label in labels[start : start + 2]] for start in range(0, len(labels), 2)]
    return ReplyKeyboardMarkup(rows, resize_keyboard=True, is_persistent=True)


def control_named(catalogue: Catalogue, words: str) -> str | None:
    """The control whose label these words are, with its picture or without: pressing one below the chat sends its label as a
    message."""
    said = _plain(words)
    both = (catalogue, catalogue.seen(has_signs=False))
    named = (one for one in (*FOOT, MORE_CONTROLS) if said in {_plain(_label(texts, one)) for texts in both})
    return next(named, None)


def more(catalogue: Catalogue) -> tuple[ShownOption, ...]:
    """The other controls as buttons of a message."""
    return tuple(ShownOption(f"{_CONTROL}{control}", _label(catalogue, control)) for control in MORE)


def control_in(data: str) -> str | None:
    """The control that a button of `more` carries."""
    name = data.removeprefix(_CONTROL)
    return name if data.startswith(_CONTROL) and name in MORE else None


def under_a_message(options: tuple[ShownOption, ...]) -> InlineKeyboardMarkup | None:
    """The answers, each on a line of its own: long labels stay whole and a finger finds them."""
    if not options:
        return None
    return InlineKeyboardMarkup([[InlineKeyboardButton(one.label, callback_data=one.token)] for one in options])


def _label(catalogue: Catalogue, control: str) -> str:
    return catalogue.bubbles(label_of(control))[0]


def _plain(label: str) -> str:
    return " ".join(label.replace(_VARIATION, "").split()).casefold()
