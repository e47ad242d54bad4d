"""What supporters are told, in the words of the catalogue."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from staff.choice_preview import Screen
from storage.choice_records import ChoiceSet
from storage.outbox import ShownOption
from storage.vocabulary import DECIDED_CHOICES, ChoiceState
from wording.catalogue import Catalogue

NOW, ASKED, PAGE, TALK, FOR, STOP = "now", "asked", "page", "talk", "for", "stop"
"""What a button does; what it is about stands behind a colon."""
COMMANDS = {"choices": "/choices", "stop": "/stop"}
_OFFERS = (NOW, ASKED, PAGE)


class Says:
    """One for the process."""

    def __init__(self, catalogue: Catalogue, helpers_page: str) -> None:
        self.catalogue, self._helpers_page = catalogue, helpers_page

    def text(self, name: str, **values: str) -> str:
        """A text of `domain/en/supporter_chat.yml`, as one message."""
        return "\n\n".join(self.catalogue.bubbles(f"utter_supporter_{name}", **values))

    def how(self) -> str:
        """How a choice is prepared, with an example that could be sent as it is."""
        example = "\n".join(self.text(f"example_{line}") for line in ("question", "first", "second"))
        return "\n\n".join([self.text("how"), example, self.text("commands", **COMMANDS), self.text("danger")])

    def welcome(self, person: str, supporter: str) -> str:
        """After a code was used."""
        known_as = self.text("known_as", person=person, supporter=supporter)
        return "\n\n".join([self.text("welcome", person=person), known_as, self.how()])

    def bad_name(self) -> str:
        return self.text("bad_name", helpers_page=self._helpers_page)

    def page(self, kept: ChoiceSet) -> str:
        """Where the draft can be gone on with."""
        return self.text("page", link=f"{self._helpers_page}prepare?draft={kept.id}")

    def problems(self, found: Iterable[tuple[int | None, str]]) -> str:
        """What is wrong, line by line: the number of the line, None for what stands in no line, and what to do."""
        lines = [
            advice if number is None else self.text("problem", number=str(number), advice=advice)
            for number, advice in found
        ]
        return "\n".join([*lines, "", self.text("mend")])

    def preview(self, person: str, screens: Iterable[Screen]) -> str:
        """What the person will see, with the ways out, in an order by chance."""
        return "\n\n".join([self.text("preview", person=person), *(self._screen(one) for one in screens)])

    def _screen(self, screen: Screen) -> str:
        lines = [*screen.bubbles, *((self.text("preview_has_photo"),) if screen.photo else ())]
        for button in screen.buttons:
            name = "preview_photo" if button.photo else "preview_button"
            lines.append(self.text(name, label=button.label))
        return "\n".join(lines)

    def offers(self, kept: ChoiceSet) -> tuple[ShownOption, ...]:
        """The buttons under a choice that may be offered."""
        about = f"{kept.id}:{fingerprint(kept)}"
        return tuple(ShownOption(f"{do}:{about}", self.text(f"button_{do}")) for do in _OFFERS)

    def talk(self, message_id: str) -> tuple[ShownOption, ...]:
        return (ShownOption(f"{TALK}:{message_id}", self.text("button_talk")),)

    def listed(self, kept: ChoiceSet, chosen: str | None) -> str:
        """One choice and what came of it. `chosen`: the label of the option."""
        if kept.state in DECIDED_CHOICES:
            if chosen is None:
                return self.text("listed_other", question=kept.question)
            return self.text("listed_chosen", question=kept.question, label=chosen)
        return self.text(_LISTED.get(kept.state, "listed_open"), question=kept.question)


_LISTED = {ChoiceState.DRAFT: "listed_draft", ChoiceState.EXPIRED: "listed_over"}


def fingerprint(kept: ChoiceSet) -> str:
    """Of all that its person would read: a button under an older version of it offers nothing else than what stood there."""
    options = [(one.label, one.sign, one.picture_id, one.meaning) for one in kept.options]
    return hashlib.sha256(repr((kept.question, options)).encode()).hexdigest()[:8]
