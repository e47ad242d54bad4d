"""The person's own page of a risk plan, in easy words, to print and keep: what we talked about, what we agreed, and when we
look at it again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from staff import standing_alone
from storage.database import Calendar
from storage.risk_plans import RiskPlanFile
from storage.risk_reviews import InForce
from storage.vocabulary import PersonAgreed, RiskStatus
from wording.catalogue import Catalogue
from wording.days import in_full

_AGREED = {
    PersonAgreed.YES: "you_agreed",
    PersonAgreed.NO: "you_did_not_agree",
    PersonAgreed.NOT_ABLE_TO_SAY: "you_could_not_say",
}


@dataclass(frozen=True)
class Part:
    """A heading, with exact words of the person, a list, and plain sentences under it."""

    title: str
    words: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


def as_page(
    file: RiskPlanFile, limits: tuple[InForce, ...], today: date, calendar: Calendar, catalogue: Catalogue
) -> str:
    """The page. `limits`: the restrictions that belong to the plan and are in force."""
    wording = _Wording(file, limits, today, calendar, catalogue)
    title = wording.say("title" if wording.is_together else "title_decided")
    opening = (wording.say("for", name=file.person.name), wording.say("made_on", day=wording.day(today)))
    values = {"title": title, "name": file.person.name, "opening": opening, "parts": tuple(wording.parts())}
    return standing_alone.render("risk_page.html", **values, closing=wording.say("change"))


class _Wording:
    """Puts one plan into sentences of the catalogue. Days are in full, for the page is read on other days too."""

    def __init__(
        self,
        file: RiskPlanFile,
        limits: tuple[InForce, ...],
        today: date,
        calendar: Calendar,
        catalogue: Catalogue,
    ) -> None:
        self._file, self._limits, self._today = file, limits, today
        self._calendar, self._catalogue = calendar, catalogue
        self._plan = file.newest.plan

    @property
    def is_together(self) -> bool:
        """ "We agreed" stands only where the person did agree."""
        return self._plan.person_agreed is PersonAgreed.YES

    def say(self, name: str, /, **values: str) -> str:
        return " ".join(self._catalogue.bubbles(f"utter_risk_{name}", **values))

    def day(self, day: date) -> str:
        return in_full(day, self._today)

    def parts(self) -> Iterator[Part]:
        plan = self._plan
        yield Part(self.say("about"), lines=(plan.about,))
        yield Part(self.say("ways"), listed=tuple(one.what for one in plan.options))
        said = tuple(one for one in (plan.view, plan.view_reason) if one)
        yield Part(self.say("you_want"), said, lines=() if said else (self.say("found_out"),))
        yield Part(self.say("agreed" if self.is_together else "decided"), lines=(plan.easy_words,))
        yield Part(self.say("who"), lines=tuple(self._who()))
        if self._limits:
            yield Part(self.say("limits"), listed=tuple(self._limit(one) for one in self._limits))
        yield Part(self.say("days"), lines=tuple(self._days()))

    def _who(self) -> Iterator[str]:
        yield self.say(_AGREED[self._plan.person_agreed])
        for one in self._plan.took_part:
            yield self.say("other_agreed" if one.agreed else "other_did_not", who=one.name)

    def _limit(self, one: InForce) -> str:
        return f"{one.easy_words} {self._when(one.review_on, is_overdue=one.is_overdue)}"

    def _days(self) -> Iterator[str]:
        plan, ended = self._plan, self._file.ended
        yield self.say("starts", day=self.day(plan.start_on))
        if ended is not None:
            yield self.say("ended", day=self.day(self._calendar.day(ended.at)))
        else:
            is_overdue = self._file.status(self._today) is RiskStatus.OVERDUE
            yield self._when(plan.review_on, is_overdue=is_overdue)

    def _when(self, review_on: date, *, is_overdue: bool) -> str:
        return self.say("late" if is_overdue else "again", day=self.day(review_on))
