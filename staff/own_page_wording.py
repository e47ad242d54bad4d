"""A person's page in sentences of the catalogue, for the sheets: theirs to keep, and the short one for whoever is on shift."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jinja2 import Environment
from markupsafe import Markup

from storage.database import Calendar
from storage.meanings import Meaning
from storage.own_page import Entry
from storage.own_page_for_staff import OwnPage
from storage.vocabulary import MattersKind, Voice
from wording.catalogue import Catalogue
from wording.days import in_full

ON_SHIFT = (MattersKind.MATTERS_MOST, MattersKind.HELPS, MattersKind.AVOID, MattersKind.HOW_I_SAY)
"""What whoever comes on shift has to know first."""


@dataclass(frozen=True)
class Line:
    """One thing on the page: the question it answers, where it says nothing without that; the exact words; and whose they are,
    and of which day."""

    asked: str | None
    words: str
    whose: str


@dataclass(frozen=True)
class Section:
    title: str
    lines: tuple[Line, ...]
    is_numbered: bool


@dataclass(frozen=True)
class Sheet:
    """Which sheet: the texts that begin with `utter_<texts>_`, and the kinds that stand on it."""

    texts: str
    kinds: tuple[MattersKind, ...]


OWN_PAGE = Sheet("own_page", tuple(MattersKind))
SHIFT = Sheet("shift", ON_SHIFT)


def render(
    templates: Environment,
    style: str,
    sheet: Sheet,
    page: OwnPage,
    signs: tuple[Meaning, ...],
    catalogue: Catalogue,
    today: date,
    calendar: Calendar,
) -> str:
    """One page that stands alone: no script, no address outside it. `signs`: the person's own, where the sheet has them."""
    return templates.get_template("own_page_sheet.html").render(
        style=Markup(style),  # ours, from a file  # noqa: S704
        say=lambda text, /, **values: _say(catalogue, f"{sheet.texts}_{text}", **values),
        name=page.person.name,
        made_on=_say(catalogue, "pack_made_on", day=in_full(today, today)),
        sections=[_section(sheet, kind, page, catalogue, today, calendar) for kind in sheet.kinds],
        signs=signs,
        closing=_say(catalogue, f"{sheet.texts}_closing"),
    )


def _section(
    sheet: Sheet, kind: MattersKind, page: OwnPage, catalogue: Catalogue, today: date, calendar: Calendar
) -> Section:
    lines = tuple(_line(sheet, one, catalogue, today, calendar) for one in page.of(kind))
    return Section(_say(catalogue, f"{sheet.texts}_{kind}"), lines, kind is MattersKind.MATTERS_MOST)


def _line(sheet: Sheet, entry: Entry, catalogue: Catalogue, today: date, calendar: Calendar) -> Line:
    """What somebody else said or saw never reads as the person's own words (R36)."""
    whose = {Voice.ON_BEHALF: "on_behalf", Voice.STAFF_OBSERVATION: "by_staff", Voice.SELF_WITH_SUPPORT: "with_support"}
    day = in_full(calendar.day(entry.said_at or entry.begun_at), today)
    said = _say(catalogue, f"{sheet.texts}_said_{whose.get(entry.voice, 'self')}", day=day)
    has_question = entry.kind is MattersKind.HOW_I_SAY and entry.response is not None
    asked = catalogue[str(entry.response)].bubbles[0] if has_question else None
    return Line(asked, entry.words or "", said)


def _say(catalogue: Catalogue, text: str, /, **values: str) -> str:
    return " ".join(catalogue.bubbles(f"utter_{text}", **values))
