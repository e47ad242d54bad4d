"""A person's page in sentences of the catalogue, for the sheets: theirs to keep, and the short one for whoever is on shift."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import date

from staff import standing_alone
from staff.communication_labels import for_shift
from staff.labels import label
from storage.database import Calendar
from storage.images import MEDIA_TYPE
from storage.own_page import Entry
from storage.profile import Profile
from storage.sheets import OwnPageSheet
from storage.vocabulary import MattersKind, Voice
from wording.catalogue import Catalogue
from wording.days import in_full

ON_SHIFT = (MattersKind.MATTERS_MOST, MattersKind.HELPS, MattersKind.AVOID, MattersKind.HOW_I_SAY)
"""What whoever comes on shift has to know first."""


@dataclass(frozen=True)
class Line:
    """One thing on the page: the question it answers, where it says nothing without that; the exact words; whose they are,
    and of which day; and the address of a photo of their own with what it shows."""

    asked: str | None
    words: str
    whose: str
    photo: tuple[str, str] | None


@dataclass(frozen=True)
class Section:
    title: str
    lines: tuple[Line, ...]
    is_numbered: bool


@dataclass(frozen=True)
class Sheet:
    """Which sheet: the texts that begin with `utter_<texts>_`, the kinds that stand on it, and whether it tells how the person
    communicates."""

    texts: str
    kinds: tuple[MattersKind, ...]
    communicates: bool


OWN_PAGE = Sheet("own_page", tuple(MattersKind), communicates=False)
SHIFT = Sheet("shift", ON_SHIFT, communicates=True)
_WHOSE = {Voice.ON_BEHALF: "on_behalf", Voice.STAFF_OBSERVATION: "by_staff", Voice.SELF_WITH_SUPPORT: "with_support"}


def render(
    sheet: Sheet,
    found: OwnPageSheet,
    profile: Profile | None,
    catalogue: Catalogue,
    today: date,
    calendar: Calendar,
) -> str:
    """One page that stands alone, its photos in it. `profile`: how the person communicates, where the sheet tells it."""
    writer = _Writer(sheet, found, catalogue, today, calendar)
    return standing_alone.render(
        "own_page_sheet.html",
        say=writer.say,
        name=found.page.person.name,
        made_on=_say(catalogue, "pack_made_on", day=in_full(today, today)),
        sections=[writer.section(kind) for kind in sheet.kinds],
        signs=found.signs,
        communicates=() if profile is None else for_shift(profile),
        said_by=None if profile is None else _who_said_so(profile, today),
        closing=writer.say("closing"),
    )


@dataclass(frozen=True)
class _Writer:
    """Puts the page into the words of one sheet."""

    sheet: Sheet
    found: OwnPageSheet
    catalogue: Catalogue
    today: date
    calendar: Calendar

    def say(self, text: str, /, **values: str) -> str:
        return _say(self.catalogue, f"{self.sheet.texts}_{text}", **values)

    def section(self, kind: MattersKind) -> Section:
        lines = tuple(self._line(one) for one in self.found.page.of(kind))
        return Section(self.say(kind), lines, kind is MattersKind.MATTERS_MOST)

    def _line(self, entry: Entry) -> Line:
        """What somebody else said or saw never reads as the person's own words (R36)."""
        day = in_full(self.calendar.day(entry.said_at or entry.begun_at), self.today)
        has_question = entry.kind is MattersKind.HOW_I_SAY and entry.response is not None
        asked = self.catalogue[str(entry.response)].bubbles[0] if has_question else None
        photo = None if entry.picture_id is None else self.found.photos.get(entry.picture_id)
        shown = None if photo is None else (_address_of(photo.small), photo.shows)
        return Line(asked, entry.words or "", self.say(f"said_{_WHOSE.get(entry.voice, 'self')}", day=day), shown)


def _address_of(photo: bytes) -> str:
    """An address that is the photo itself."""
    return f"data:{MEDIA_TYPE};base64,{base64.b64encode(photo).decode()}"


def _who_said_so(profile: Profile, today: date) -> str:
    """Who said how they communicate, and until when it holds, once the person was asked for all of it."""
    if profile.said_by is None or profile.said_on is None or profile.next_review_on is None:
        return "They have not been asked about all of this yet."
    by, on, again = (
        label(profile.said_by).lower(),
        in_full(profile.said_on, today),
        in_full(profile.next_review_on, today),
    )
    return f"Who said so: {by}, on {on}. To be looked at again by {again}."


def _say(catalogue: Catalogue, text: str, /, **values: str) -> str:
    return " ".join(catalogue.bubbles(f"utter_{text}", **values))
