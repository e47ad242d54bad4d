"""The review pack in the person's words: each thing in five steps (said, did, told, helped, still open).

Every sentence comes from the catalogue, so the linter has read it; what the person said is quoted and never judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from staff.pack_choices import choice_lines, without_action
from storage.chosen import ChosenItem
from storage.complaint_told import TELL_ANSWER, TELL_CHANGED, TELL_GOT
from storage.feedback import Feedback
from storage.pending_actions import PendingAction
from storage.reviews import Pack, PackItem, Review
from storage.updates import DAY_MOVED, STILL_WORKING, TELL_AGREED, TELL_CANNOT, TELL_DONE, Telling
from storage.vocabulary import OPEN_ACTIONS, OTHER_WAYS, ActionStatus, Outcome, Triage, Voice
from wording.catalogue import Catalogue
from wording.days import in_full

_TOLD = {
    TELL_AGREED: "told_agreed",
    TELL_DONE: "told_done",
    TELL_CANNOT: "told_cannot",
    STILL_WORKING: "told_working",
    DAY_MOVED: "told_day_moved",
    "utter_update_noted": "told_noted",
    "utter_update_joined": "told_working",
    # Told of a complaint before each one was acknowledged.
    "utter_update_complaint": "told_complaint",
    TELL_GOT: "told_complaint_got",
    TELL_CHANGED: "told_complaint_changed",
    TELL_ANSWER: "told_complaint_answered",
}
_SAID_BY = {Voice.ON_BEHALF: "said_for_you", Voice.STAFF_OBSERVATION: "said_by_staff"}
_ANSWERED_BY = {Voice.ON_BEHALF: "helped_for_you", Voice.STAFF_OBSERVATION: "helped_by_staff"}
_WHEN = {False: "utter_risk_again", True: "utter_risk_late"}
_NO_SOUNDS: Mapping[str, str] = {}
_FACES = (Outcome.WORKED, Outcome.MIXED, Outcome.DID_NOT_WORK)


@dataclass(frozen=True)
class Step:
    """One of the five steps: its title, the exact words of the person or the address of their sound (only in the first), and
    plain sentences."""

    title: str
    words: str | None
    lines: tuple[str, ...]
    sound: str | None = None


@dataclass(frozen=True)
class Thing:
    """One thing that was said or chosen, with all its steps in their fixed order. `id`: of what was said or decided."""

    id: str
    title: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Priority:
    """One of the things that matter most: its exact words, whose they are, and what came of it: said, did, how it is now.
    `id`: of it on the person's own page."""

    id: str
    title: str
    words: str
    whose: str
    steps: tuple[Step, ...]


class PackWording:
    """Puts one pack into sentences of the catalogue. Days are in full, for the page is read on other days too."""

    def __init__(self, pack: Pack, catalogue: Catalogue, sounds: Mapping[str, str] = _NO_SOUNDS) -> None:
        """`sounds`: where the voice messages are that can be heard on the page, by feedback id."""
        self._pack = pack
        self._catalogue = catalogue
        self._sounds = sounds

    def say(self, name: str, /, **values: str) -> str:
        """One text of the pack, `utter_pack_<name>`."""
        return " ".join(self._catalogue.bubbles(f"utter_pack_{name}", **values))

    def day(self, when: date | datetime) -> str:
        day = self._pack.calendar.day(when) if isinstance(when, datetime) else when
        return in_full(day, self._pack.made_on)

    def opening(self) -> tuple[str, ...]:
        """Whose page it is and what time it is about."""
        pack = self._pack
        period = {"from_day": self.day(pack.from_day), "to_day": self.day(pack.to_day)}
        first = (self.say("person", name=pack.person.name), self.say("period", **period))
        return (*first, self.say("made_on", day=self.day(pack.made_on)), self.say("yours"))

    def in_force(self) -> tuple[tuple[str, str, str], ...]:
        """Each risk plan and restriction in three parts: since when, what it says, and when it is looked at again; one whose
        day is past says so."""
        return tuple(
            (
                self.say(f"in_force_{one.kind.name.lower()}", day=self.day(one.start_on)),
                one.easy_words,
                " ".join(self._catalogue.bubbles(_WHEN[one.is_overdue], day=self.day(one.review_on))),
            )
            for one in self._pack.in_force
        )

    def things(self) -> tuple[Thing, ...]:
        count = str(len(self._pack.items))
        return tuple(
            Thing(item.feedback.id, self.say("thing", number=str(number), count=count), self._steps(item))
            for number, item in enumerate(self._pack.items, 1)
        )

    def choices(self) -> tuple[Thing, ...]:
        """What was chosen with support, in the same steps."""
        count = str(len(self._pack.choices))
        return tuple(
            Thing(item.decision.id, self.say("choice", number=str(number), count=count), self._steps_of_choice(item))
            for number, item in enumerate(self._pack.choices, 1)
        )

    def priorities(self) -> tuple[Priority, ...]:
        """What matters most to the person, and for each what was said or chosen, what changed, and whether it helped."""
        count = str(len(self._pack.priorities))
        return tuple(
            Priority(
                one.entry.id,
                self.say("matters", number=str(number), count=count),
                one.entry.words or "",
                self.say(
                    _SAID_BY.get(one.entry.voice, "said_on"), day=self.day(one.entry.said_at or one.entry.begun_at)
                ),
                tuple(step for item in one.items for step in self._about_priority(item)),
            )
            for number, one in enumerate(self._pack.priorities, 1)
        )

    def _about_priority(self, item: PackItem | ChosenItem) -> tuple[Step, ...]:
        """Said or chosen, did, helped; where nothing is to be done yet, why that is so."""
        first = self._first(item)
        if isinstance(item, PackItem):
            done = self._did(item)
        elif item.action is None:
            return (first, Step(self.say("step_open"), None, (self.say(f"choice_{without_action(item)}"),)))
        else:
            done = self._did_action(item.action, item.result)
        changed = [] if item.action is None else [self.say(f"changed_{item.action.what_changes}")]
        did = Step(self.say("step_did"), None, (*done, *changed))
        return (first, did, Step(self.say("step_helped"), None, tuple(self._helped(item))))

    def decisions(self, review: Review) -> tuple[tuple[str, str], ...]:
        """What was decided, in the words it was written down in, and who does it by when."""
        return tuple(
            (made.decision, self.say("who_does_it", who=made.who_does_it))
            if made.by_day is None
            else (made.decision, self.say("who_does_it_by", who=made.who_does_it, day=self.day(made.by_day)))
            for made in review.decisions
        )

    def _steps(self, item: PackItem) -> tuple[Step, ...]:
        parts = {
            "did": self._did(item),
            "told": self._told(item),
            "helped": self._helped(item),
            "open": self._open(item),
        }
        sound = self._sounds.get(item.feedback.id)
        return (
            replace(self._first(item), sound=sound),
            *(Step(self.say(f"step_{name}"), None, tuple(lines)) for name, lines in parts.items()),
        )

    def _steps_of_choice(self, item: ChosenItem) -> tuple[Step, ...]:
        if item.action is None:
            parts = {"open": [self.say(f"choice_{without_action(item)}")]}
        else:
            did = list(self._did_action(item.action, item.result))
            # They heard of it when they chose it.
            told = [self.say("told_agreed", day=self.day(item.decision.decided_at)), *self._told_since(item)]
            parts = {"did": did, "told": told, "helped": list(self._helped(item))}
            parts["open"] = [self._open_action(item.action) if item.is_open else self.say("open_no")]
        return (
            self._first(item),
            *(Step(self.say(f"step_{name}"), None, tuple(lines)) for name, lines in parts.items()),
        )

    def _first(self, item: PackItem | ChosenItem) -> Step:
        """What was said, or chosen, with all about that."""
        if isinstance(item, ChosenItem):
            words = item.words if item.chosen is None else item.chosen.label
            return Step(self.say("step_chose"), words, tuple(choice_lines(self, item)))
        whose = "step_said" if item.feedback.is_own_voice else "step_said_by_others"
        return Step(self.say(whose), item.feedback.in_words, tuple(self._said(item)))

    def _said(self, item: PackItem) -> Iterator[str]:
        said = item.feedback
        if said.is_voice_message:
            yield self.say("voice_message")
        if said.heard is not None:
            yield (
                self.say("right_said_you")
                if said.heard_by is None
                else self.say("right_said_staff", staff=said.heard_by)
            )
        if said.words is None and (said.seconds is None or not said.is_voice_message):
            without = "no_words" if said.entered_by is None else "no_words_written"
            yield self.say(without if said.content_id is None else "words_gone")
        if said.outcome in _FACES:
            yield self._label("utter_ask_feedback_outcome", said.outcome)
        elif said.is_own_voice:
            yield " ".join(self._catalogue.bubbles(f"utter_heard_{said.outcome}"))
        else:
            yield self.say(f"others_{said.outcome}")
        came = f"said_{said.route}" if said.route in OTHER_WAYS else "said_on"
        yield self.say(_SAID_BY.get(said.voice, came), day=self.day(said.said_at))
        if said.entered_by is None:
            yield self.say(f"helped_by_{said.helped_by}")
        else:
            yield from self._written_down(said, said.entered_by)

    def _written_down(self, said: Feedback, by: str) -> Iterator[str]:
        """What staff wrote down never reads as what the person typed (R36)."""
        if said.voice is Voice.SELF_WITH_SUPPORT:
            yield self.say("with_support")
        yield self.say("wrote_down", staff=by)
        if said.helper is not None:
            yield self.say("helper", helper=said.helper)
        if said.present is not None:
            yield self.say(f"present_{said.present}")

    def _did(self, item: PackItem) -> Iterator[str]:
        action = item.action
        if item.complaint_answer is not None:
            yield self.say("did_answered", answer=item.complaint_answer)
            return
        if action is None:
            yield self.say(_did_without_action(item.feedback.decision))
            return
        yield from self._did_action(action, item.result)

    def _did_action(self, action: PendingAction, result: ActionStatus | None) -> Iterator[str]:
        if result is None:
            yield self.say("did_agreed", day=self.day(action.due_on), change=action.what_will_be_different)
        elif result is ActionStatus.DONE:
            done = {"day": self.day(action.finished_at or action.agreed_at), "done": action.easy_words or ""}
            yield self.say("did_done", **done)
        else:
            yield self.say("did_cannot", reason=action.easy_words or "")
        if action.reopened and action.status in OPEN_ACTIONS:
            yield self.say("did_again")
        elif action.status is ActionStatus.IN_PROGRESS:
            yield self.say("did_started")

    def _told(self, item: PackItem) -> Iterator[str]:
        told = list(self._told_since(item))
        yield from told or [self.say("told_nothing")]

    def _told_since(self, item: PackItem | ChosenItem) -> Iterator[str]:
        arrived = [(one, one.sent_at) for one in item.told if one.sent_at is not None]
        for one, sent_at in _without_repeats(arrived):
            told = self.say(_TOLD[one.response], day=self.day(sent_at))
            yield told if one.heard_at is None else f"{told} {self.say('told_heard')}"
        for one in item.told:
            if one.in_person is not None:
                told = self.say(_TOLD[one.response], day=self.day(one.in_person.day))
                yield f"{told} {self.say(f'told_{one.in_person.how}', who=one.in_person.by)}"
        action = item.action
        if action is not None and action.status in (ActionStatus.DONE, ActionStatus.CANNOT_DO):
            yield self.say("told_not_yet")
        elif action is not None and action.not_told_reason is not None and action.told_at is None:
            yield self.say("told_never")

    def _helped(self, item: PackItem | ChosenItem) -> Iterator[str]:
        for answer in item.answers:
            label = self._label("utter_ask_did_it_help", answer.outcome)
            said = self.say(_ANSWERED_BY.get(answer.voice, "helped_answer"), day=self.day(answer.at), answer=label)
            asked = answer.in_person
            yield said if asked is None else f"{said} {self.say('helped_asked_by', who=asked.by)}"
        action, last = item.action, item.answers[-1].at if item.answers else None
        asked_at = None if action is None else action.asked_at
        will_ask = action is not None and action.status is ActionStatus.PERSON_TOLD and action.ask_on is not None
        if asked_at is not None and (last is None or last < asked_at):
            yield self.say("helped_asked")
        elif (will_ask and asked_at is None) or (last is None and item.is_open):
            yield self.say("helped_not_asked")
        elif last is None:
            yield self.say("helped_nothing")

    def _open(self, item: PackItem) -> Iterator[str]:
        action, said = item.action, item.feedback
        if not item.is_open:
            yield self.say("open_no")
        elif action is not None:
            yield self._open_action(action)
        elif said.decision is Triage.COMPLAINT:
            yield self.say("open_complaint")
        elif said.triage_due_on < self._pack.made_on:
            yield self.say("open_late", day=self.day(said.triage_due_on))
        else:
            yield self.say("open_read", day=self.day(said.triage_due_on))

    def _open_action(self, action: PendingAction) -> str:
        if action.status not in OPEN_ACTIONS:
            return self.say("open_tell")
        if action.due_on < self._pack.made_on:
            return self.say("open_late", day=self.day(action.due_on))
        return self.say("open_do", owner=action.owner, day=self.day(action.due_on))

    def _label(self, response: str, answer: str) -> str:
        return next(one.label for one in self._catalogue[response].options if one.answer == answer)


def _did_without_action(decision: Triage | None) -> str:
    if decision is None:
        return "did_nothing_yet"
    return "did_complaint" if decision is Triage.COMPLAINT else "did_read"


def _without_repeats(arrived: list[tuple[Telling, datetime]]) -> Iterator[tuple[Telling, datetime]]:
    """Of "still working on it", which comes every week, only the last; every other message as it went out."""
    for place, (one, sent_at) in enumerate(arrived):
        later = [other.response for other, _ in arrived[place + 1 :]]
        if one.response != STILL_WORKING or one.response not in later:
            yield one, sent_at
