"""References become words here, once, when a message is queued for its person; nowhere before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from bot.controls import label_of
from bot.options import options_of
from bot.own_words import find
from storage import Transaction, check_ins, drafts, houses, how_messages, meanings, references
from storage.alert_news import NOBODY_THERE
from storage.questions import Question
from storage.strangers import Worry
from storage.vocabulary import NEXT, Post
from wording import days, faces, sign_names
from wording.catalogue import Catalogue
from wording.signs import seen


@dataclass(frozen=True)
class ServiceWords:
    """What this service calls those who keep people safe, by their post; when messages are read, as a person reads it; and the
    address at which supporters get in."""

    lead: str
    deputy: str
    alternate: str
    hours: str
    helpers_page: str

    def of(self, post: Post) -> str:
        """What whoever has this post is called."""
        return {Post.LEAD: self.lead, Post.DEPUTY: self.deputy, Post.ALTERNATE: self.alternate}[post]


MOST_LINES = 3
"""Of a list in one message (conversation rule 10)."""
# A reference of such a kind names a text of the catalogue, `utter_<kind>_<key>`.
_BY_NAME = ("heard", "said_by", "helper", "complaint_ruled", "complaint_outside", "ask")
# Staff, or a supporter, wrote these for the person. The person's own words keep their emoji, whatever they chose for ours.
_WRITTEN_FOR_THEM = (
    *("change", "easy_words", "complaint_answer", "risk_about", "risk_agreed"),
    *("check_in_thing", "choice", "option", "whole_option"),
)


class Renderer:
    """Fills a wording for one person, as they get their messages: with emoji or without."""

    def __init__(self, catalogue: Catalogue, service: ServiceWords, *, has_signs: bool = True) -> None:
        self.catalogue, self._service, self._has_signs = catalogue, service, has_signs

    @property
    def helpers_page(self) -> str:
        """The address at which supporters get in."""
        return self._service.helpers_page

    def bubbles(self, tx: Transaction, person_id: str, response: str, values: dict[str, str]) -> tuple[str, ...]:
        """The messages of a response. Raises NotFound where a reference leads nowhere any more."""
        return self._as_seen_by(tx, person_id)._filled(tx, person_id, response, values)

    def labels(self, tx: Transaction, question: Question) -> dict[str, str]:
        """The label of each answer of a question, and of the button that shows the next one."""
        labels = {option.answer: option.label for option in options_of(tx, self.catalogue, question)}
        labels = {NEXT: self.catalogue.bubbles(label_of(NEXT))[0], **labels}
        has_signs = how_messages.of_person(tx, question.person_id).has_signs
        return {answer: seen(label, has_signs=has_signs) for answer, label in labels.items()}

    def for_outsider(self, response: str, worry: Worry | None = None) -> tuple[str, ...]:
        """The messages of a fixed text for somebody who is no person of ours; `worry`: what it says of who is told. Raises
        CatalogueError for a text that speaks of a person."""
        standing, more = self._of_the_service(), tuple[str, ...]()
        if worry is not None:
            standing |= {"telling": self._telling(worry.post or references.NOBODY)}
            more = () if worry.is_anybody_there else self.catalogue.bubbles(NOBODY_THERE)
        wanted = self.catalogue[response].placeholders
        filled = {name: standing[name] for name in wanted & standing.keys()}
        return (*self.catalogue.bubbles(response, **filled), *more)

    def _as_seen_by(self, tx: Transaction, person_id: str) -> Renderer:
        how = how_messages.of_person(tx, person_id)
        return Renderer(self.catalogue.seen(has_signs=how.has_signs), self._service, has_signs=how.has_signs)

    def _filled(self, tx: Transaction, person_id: str, response: str, values: dict[str, str]) -> tuple[str, ...]:
        wanted = self.catalogue[response].placeholders
        filled = {name: self._text(tx, values[name]) for name in wanted & values.keys()}
        if missing := wanted - filled.keys():
            filled |= {name: text for name, text in self._standing(tx, person_id).items() if name in missing}
        return self.catalogue.bubbles(response, **filled)

    def _standing(self, tx: Transaction, person_id: str) -> dict[str, str]:
        """What any text may speak of: the person, their house, who keeps people safe, and that it was they who said it."""
        person = houses.person(tx, person_id)
        of_person = {"name": person.name, "house": person.house, "said_by": self._text(tx, "said_by:self")}
        return {**of_person, **self._of_the_service()}

    def _of_the_service(self) -> dict[str, str]:
        service = self._service
        return {"role": service.lead, "hours": service.hours, "helpers_page": service.helpers_page}

    def _telling(self, post: str) -> str:
        """That whoever has this post is being told."""
        if post == references.NOBODY:
            return self.catalogue.bubbles("utter_trying_to_tell")[0]
        return self.catalogue.bubbles("utter_telling", who=self._who(post))[0]

    def _who(self, post: str) -> str:
        if post == references.NOBODY:
            return self.catalogue.bubbles("utter_who_nobody")[0]
        return self._service.of(Post(post))

    def _text(self, tx: Transaction, reference: str) -> str:
        kind, key = _parts(reference)
        if kind == "day":
            return days.in_words(date.fromisoformat(key), tx.today)
        if kind == "event_day":
            return days.of_event(date.fromisoformat(key), tx.today)
        if kind == "weekdays":
            return days.of_the_week(tuple(int(number) for number in key))
        if kind == "clock":
            return days.clock(time.fromisoformat(key))
        if kind == "check_ins":
            return self._check_ins(tx, key)
        if kind in _BY_NAME:
            return self.catalogue.bubbles(f"utter_{kind}_{key}")[0]
        if kind == "telling":
            return self._telling(key)
        if kind == "who":
            return self._who(key)
        if kind == "number":
            return key
        if kind == "things":
            return self._things(tx, key)
        if kind == "signs":
            return _signs(tx, key)
        if kind == "voice":
            return self.catalogue.bubbles("utter_voice_message")[0]
        if kind == "outcome":
            return faces.label_of(key, self.catalogue)
        text = references.resolve(tx, kind, key)
        return seen(text, has_signs=self._has_signs) if kind in _WRITTEN_FOR_THEM else text

    def _things(self, tx: Transaction, draft_id: str) -> str:
        """The things told in a draft, each with its number, how it was, and its own words."""
        lines: list[str] = []
        for place, said in enumerate(drafts.draft(tx, draft_id).things):
            words = references.resolve(tx, *_parts(references.thing_ref(draft_id, place)))
            outcome = self.catalogue.bubbles(f"utter_told_as_{said.outcome}")[0]
            filled = {"number": str(place + 1), "outcome": outcome, "words": words}
            lines += self.catalogue.bubbles("utter_told_thing", **filled)
        return "\n".join(lines)

    def _check_ins(self, tx: Transaction, person_id: str) -> str:
        """The first few check-ins of a person, each with what it is about and when, and how many more there are."""
        mine = check_ins.of_person(tx, person_id)
        lines: list[str] = []
        for one in mine[:MOST_LINES]:
            at = days.clock(one.at) if one.at else ""
            about = self._text(tx, one.about_ref)
            lines += self.catalogue.bubbles(
                "utter_check_in_line", about=about, days=days.of_the_week(one.weekdays), clock=at
            )
        if more := len(mine) - MOST_LINES:
            lines += self.catalogue.bubbles("utter_check_ins_more", number=str(more)) if more > 0 else ()
        return "\n".join(lines)


def _signs(tx: Transaction, draft_id: str) -> str:
    """What the emoji of a draft are called, and what the person's own signs among them mean."""
    words = references.resolve(tx, "draft", draft_id)
    own = meanings.of_person(tx, drafts.draft(tx, draft_id).person_id)
    row: list[str] = []
    at = 0
    for one in find(words, own):
        row += [*sign_names.names(words[at : one.start]), one.meaning.means]
        at = one.end
    return sign_names.in_a_row([*row, *sign_names.names(words[at:])])


def _parts(reference: str) -> tuple[str, str]:
    kind, _, key = reference.partition(":")
    return kind, key
