"""References become words here, once, when a message is queued for its person; nowhere before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.own_words import find
from storage import Transaction, drafts, houses, meanings, references
from storage.alert_news import NOBODY_THERE
from storage.strangers import Owed
from storage.vocabulary import Post
from wording import faces, sign_names
from wording.catalogue import Catalogue
from wording.days import in_words


@dataclass(frozen=True)
class ServiceWords:
    """What this service calls those who keep people safe, by their post, and when messages are read, as a person reads it."""

    lead: str
    deputy: str
    alternate: str
    hours: str

    def of(self, post: Post) -> str:
        """What whoever has this post is called."""
        return {Post.LEAD: self.lead, Post.DEPUTY: self.deputy, Post.ALTERNATE: self.alternate}[post]


# A reference of such a kind names a text of the catalogue, `utter_<kind>_<key>`.
_BY_NAME = ("heard", "said_by", "complaint_ruled", "complaint_outside", "ask")


class Renderer:
    """Fills a wording for one person."""

    def __init__(self, catalogue: Catalogue, service: ServiceWords) -> None:
        self.catalogue, self._service = catalogue, service

    def bubbles(self, tx: Transaction, person_id: str, response: str, values: dict[str, str]) -> tuple[str, ...]:
        """The messages of a response. Raises NotFound where a reference leads nowhere any more."""
        wanted = self.catalogue[response].placeholders
        filled = {name: self._text(tx, values[name]) for name in wanted & values.keys()}
        if missing := wanted - filled.keys():
            filled |= {name: text for name, text in self._standing(tx, person_id).items() if name in missing}
        return self.catalogue.bubbles(response, **filled)

    def for_stranger(self, owed: Owed) -> tuple[str, ...]:
        """The messages of what somebody is owed whom we do not know. Raises CatalogueError for a text that speaks of a
        person."""
        standing, more = self._of_the_service(), tuple[str, ...]()
        if owed.worry is not None:
            standing |= {"telling": self._telling(owed.worry.post or references.NOBODY)}
            more = () if owed.worry.is_anybody_there else self.catalogue.bubbles(NOBODY_THERE)
        wanted = self.catalogue[owed.response].placeholders
        filled = {name: standing[name] for name in wanted & standing.keys()}
        return (*self.catalogue.bubbles(owed.response, **filled), *more)

    def labels(self, response: str) -> dict[str, str]:
        """The label of each answer of a question."""
        return {option.answer: option.label for option in self.catalogue[response].options}

    def _standing(self, tx: Transaction, person_id: str) -> dict[str, str]:
        """What any text may speak of: the person, their house, who keeps people safe, and that it was they who said it."""
        person = houses.person(tx, person_id)
        of_person = {"name": person.name, "house": person.house, "said_by": self._text(tx, "said_by:self")}
        return {**of_person, **self._of_the_service()}

    def _of_the_service(self) -> dict[str, str]:
        return {"role": self._service.lead, "hours": self._service.hours}

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
            return in_words(date.fromisoformat(key), tx.today)
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
        return references.resolve(tx, kind, key)

    def _things(self, tx: Transaction, draft_id: str) -> str:
        """The things told in a draft, each with its number, how it was, and its own words."""
        lines: list[str] = []
        for place, said in enumerate(drafts.draft(tx, draft_id).things):
            words = references.resolve(tx, *_parts(references.thing_ref(draft_id, place)))
            outcome = self.catalogue.bubbles(f"utter_told_as_{said.outcome}")[0]
            filled = {"number": str(place + 1), "outcome": outcome, "words": words}
            lines += self.catalogue.bubbles("utter_told_thing", **filled)
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
