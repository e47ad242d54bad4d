"""How a person communicates, as staff read it: each choice by name, and all that differs from the usual in one line."""

from __future__ import annotations

from typing import Any

from storage.profile import Profile
from storage.vocabulary import Faces, Format, OfferForm, Pictures, Sound, Speed

_SOUND = {Sound.ON: "With sound", Sound.SLOWER: "With a slower voice", Sound.OFF: "No sound"}
_SPEED = {Speed.USUAL: "Usual speed", Speed.SLOW: "Slowly, with a rest between messages"}
_PICTURES = {
    Pictures.ON: "With emoji",
    Pictures.OWN_PHOTOS: "Their own photos only, no emoji",
    Pictures.OFF: "No pictures",
}
_ANSWERS = {OfferForm.TOGETHER: "All answers together", OfferForm.ONE_AT_A_TIME: "One answer at a time"}
_FORMAT = {
    Format.EASY_READ: "Easy read",
    Format.LARGE_PRINT: "Large print",
    Format.BSL: "British Sign Language (BSL)",
    Format.MAKATON: "Makaton",
    Format.PAPER: "On paper",
    Format.OTHER: "Something else",
}
_FACES = {
    Faces.SURE: "Sure: both faces were as expected",
    Faces.NOT_SURE_YET: "Not sure yet",
    Faces.NOT_TRIED: "Not tried yet",
}
ALL: tuple[dict[Any, str], ...] = (_SOUND, _SPEED, _PICTURES, _ANSWERS, _FORMAT, _FACES)

_USUAL = (Sound.ON, Speed.USUAL, Pictures.ON, OfferForm.TOGETHER)
_FACES_FLAG = "not sure of faces: go by words"


def formats(profile: Profile) -> str:
    """What they need beside the chat: "Large print, Makaton, Polish"."""
    named = [_FORMAT[one] for one in profile.formats if one is not Format.OTHER]
    return ", ".join([*named, *([profile.other_format] if profile.other_format else [])])


def for_shift(profile: Profile) -> tuple[tuple[str, str], ...]:
    """What whoever is on shift has to know, each under its name; what is not known is left out."""
    words = "; ".join(f"{one.word}: {one.means}" for one in profile.words)
    found = (
        ("Yes and no", profile.yes_no),
        ("What helps", profile.helps),
        ("Needs", formats(profile)),
        ("Messages", "; ".join(_names()[one] for one in profile.wishes)),
        ("Faces", _FACES_FLAG.capitalize() if profile.faces is Faces.NOT_SURE_YET else None),
        ("Their own words", words),
    )
    return tuple((name, text) for name, text in found if text)


def flag(profile: Profile | None) -> str:
    """All that somebody has to know before they tell this person anything, in one line; empty where nothing is unusual."""
    if profile is None:
        return ""
    unusual = [_names()[one] for one in profile.wishes if one not in _USUAL]
    parts = [formats(profile), *unusual]
    if profile.faces is Faces.NOT_SURE_YET:
        parts.append(_FACES_FLAG)
    line = "; ".join(part for part in parts if part)
    return line[:1].upper() + line[1:]


def _names() -> dict[Any, str]:
    return {**_SOUND, **_SPEED, **_PICTURES, **_ANSWERS}
