"""The review pack of a person: one page they can follow, and the same facts as JSON.

What only the manager may see is in neither, nor is anything about a concern: the store leaves both out of the facts.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from staff import pack_aloud, standing_alone
from staff.pack_wording import PackWording
from storage import Store, Transaction, feedback, houses, reviews, views
from storage.audit import SYSTEM
from storage.chosen import ChosenItem
from storage.outcomes import Answered
from storage.pending_actions import PendingAction
from storage.recordings import Recording
from storage.reviews import Pack, PackItem, PackPriority, Review
from storage.risk_reviews import InForce
from storage.support_given import SupportGiven
from storage.updates import Telling
from storage.vocabulary import ActionStatus
from wording.catalogue import Catalogue

Format = Literal["html", "json"]
NOT_RECORDED = "not recorded"
NO_SOUNDS: Mapping[str, Recording] = {}
VERSION = 1
"""Raised when a key of the JSON changes its meaning or goes away, so that whoever reads it can tell."""


@dataclass(frozen=True)
class Period:
    """Local days, both included."""

    from_day: date
    to_day: date


def render(store: Store, person: str, period: Period | None, form: Format, catalogue: Catalogue) -> str:
    """The pack of one person, named by name or id, as text to print or keep; no period: since their last review.

    Raises NotFound or Refused with one line that says what to do: nobody of that name, several people of that name, or
    a period that ends before it begins.
    """
    with store.write() as tx:
        pack = _pack(tx, person, period)
    if form == "json":
        return json.dumps(as_json(pack), indent=2, ensure_ascii=False) + "\n"
    return as_html(pack, catalogue)


def as_html(
    pack: Pack,
    catalogue: Catalogue,
    review: Review | None = None,
    sounds: Mapping[str, Recording] = NO_SOUNDS,
    *,
    sound_of: Callable[[str], str] | None = None,
) -> str:
    """One page that stands alone: no script, its pictures and its voice messages in it. `review`: the meeting it was used in;
    `sounds`: the voice messages that go with it, by feedback id; `sound_of`: the address at which a part of it is read out
    (`pack_aloud`), where the page is shown by the service; without it there is no address outside it."""
    wording = PackWording(pack, catalogue, {key: standing_alone.sound(one) for key, one in sounds.items()})
    return standing_alone.render(
        "review_pack.html",
        name=pack.person.name,
        say=wording.say,
        day=wording.day,
        opening=wording.opening(),
        in_force=wording.in_force(),
        things=wording.things(),
        choices=wording.choices(),
        priorities=wording.priorities(),
        decisions=() if review is None else wording.decisions(review),
        review=review,
        sound_of=sound_of,
        whole=pack_aloud.WHOLE,
    )


def as_sheet(pack: Pack, catalogue: Catalogue, *, asks: bool, communicates: Iterable[tuple[str, str]]) -> str:
    """One page to take along: what was said, what was done, and where it is time, the faces of "Did it help?". Last, for who
    takes it along, how the person communicates."""
    wording = PackWording(pack, catalogue)
    faces = [one.label for one in catalogue["utter_ask_did_it_help"].options] if asks else []
    return standing_alone.render(
        "sheet.html",
        say=lambda text, /, **values: " ".join(catalogue.bubbles(f"utter_sheet_{text}", **values)),
        name=pack.person.name,
        made_on=wording.say("made_on", day=wording.day(pack.made_on)),
        in_force=wording.in_force(),
        things=(*wording.choices(), *wording.things()),
        faces=faces,
        communicates=communicates,
    )


def as_json(pack: Pack, review: Review | None = None) -> dict[str, Any]:
    """The facts of the page, with days as year-month-day and the words of `storage.vocabulary`."""
    person = pack.person
    return {
        "version": VERSION,
        "made_on": pack.made_on.isoformat(),
        "person": {"id": person.id, "name": person.name, "house": person.house},
        "period": {"from": pack.from_day.isoformat(), "to": pack.to_day.isoformat()},
        "own_voice": _voices(pack),
        "in_force": [_in_force(one) for one in pack.in_force],
        "things": [_thing(pack, item) for item in pack.items],
        "choices": [_choice(pack, item) for item in pack.choices],
        "priorities": [_priority(pack, one) for one in pack.priorities],
        "review": None if review is None else _review(review),
    }


def _pack(tx: Transaction, name_or_id: str, period: Period | None) -> Pack:
    person = houses.only_person(tx, name_or_id)
    days = reviews.period_since_last(tx, person.id) if period is None else (period.from_day, period.to_day)
    pack = reviews.pack(tx, SYSTEM, person.id, *days)
    views.words_shown(tx, SYSTEM, "said review", pack.shows_words_of)
    return pack


def _thing(pack: Pack, item: PackItem) -> dict[str, Any]:
    said, action = item.feedback, item.action
    did: dict[str, Any] = {"decision": said.decision, "action": None, "complaint_answer": item.complaint_answer}
    if action is not None:
        did["action"] = _action(pack, action, item.result)
    return {
        "id": said.id,
        "said": {
            "words": said.in_words,
            "words_confirmed_by": None if said.heard is None else "staff" if said.heard_by else "person",
            "words_confirmed_by_staff": said.heard_by,
            "voice_message_seconds": said.seconds,
            "outcome": said.outcome,
            "about": list(said.topics),
            "said_with": said.first_id,
            "said_on": _day(pack, said.said_at),
            "voice": said.voice,
            "route": said.route,
            "own_voice": said.is_own_voice,
            "helped_by": said.helped_by,
            "written_down_by": said.entered_by,
            "present": said.present,
            "helper": said.helper,
        },
        "did": did,
        "told": [told for one in item.told for told in _told(pack, one)],
        "helped": [_answer(pack, one) for one in item.answers],
        "still_open": item.is_open,
    }


def _action(pack: Pack, action: PendingAction, result: ActionStatus | None) -> dict[str, Any]:
    return {
        "what_will_be_different": action.what_will_be_different,
        "owner": action.owner,
        "status": action.status,
        "due_on": _day(pack, action.due_on),
        "result": result,
        "easy_words": action.easy_words,
        "finished_on": _day(pack, action.finished_at),
        "times_reopened": action.reopened,
    }


def _choice(pack: Pack, item: ChosenItem) -> dict[str, Any]:
    """The whole record of a decision; what nobody wrote down is "not recorded", never filled in (R33)."""
    decision, given = item.decision, SupportGiven() if item.support is None else item.support.given
    return {
        "id": decision.id,
        "version": decision.version,
        "question": item.choice.question,
        "prepared_by": item.choice.author,
        "shown": [one.label for one in item.shown],
        "chosen": None if item.chosen is None else item.chosen.label,
        "own_words": item.words,
        "reason": item.reason,
        "decided_on": _day(pack, decision.decided_at),
        "helped_by": decision.helped_by,
        "helper": item.helper or NOT_RECORDED,
        "support": {name: value or NOT_RECORDED for name, value in vars(given).items()},
        "asked_again": {"agreement": decision.agreement, "answer": None if item.second is None else item.second.label},
        "action": None if item.action is None else _action(pack, item.action, item.result),
        "told": [told for one in item.told for told in _told(pack, one)],
        "helped": [_answer(pack, one) for one in item.answers],
        "still_open": item.is_open,
    }


def _priority(pack: Pack, one: PackPriority) -> dict[str, Any]:
    """What matters, what was said or chosen about it, what changed, and what was answered when it was asked if it helped."""
    actions = {item.action.id: item for item in one.items if item.action is not None}
    done = [item.action for item in actions.values() if item.action and item.result is ActionStatus.DONE]
    return {
        "words": one.entry.words,
        "voice": one.entry.voice,
        "said_on": _day(pack, one.entry.said_at),
        "things": [item.feedback.id for item in one.items if isinstance(item, PackItem)],
        "choices": [item.decision.id for item in one.items if isinstance(item, ChosenItem)],
        "actions": len(actions),
        "changed": [action.what_changes for action in done],
        "helped": [item.answers[-1].outcome for item in actions.values() if item.answers],
    }


def _told(pack: Pack, one: Telling) -> Iterator[dict[str, Any]]:
    """In the chat, in person, or both."""
    if one.sent_at is not None:
        sent = {"told_on": _day(pack, one.sent_at), "heard_on": _day(pack, one.heard_at)}
        yield {"message": one.response, "how": "chat", "told_by": None, **sent}
    if one.in_person is not None:
        day = one.in_person.day.isoformat()
        how = {"how": one.in_person.how, "told_by": one.in_person.by}
        yield {"message": one.response, **how, "told_on": day, "heard_on": day}


def _answer(pack: Pack, one: Answered) -> dict[str, Any]:
    asked = one.in_person
    how = {"how": "chat", "asked_by": None} if asked is None else {"how": asked.how, "asked_by": asked.by}
    return {"outcome": one.outcome, "on": _day(pack, one.at), "voice": one.voice, **how}


def _in_force(one: InForce) -> dict[str, Any]:
    """A risk plan or a restriction, in the words that its person reads."""
    days = {"started_on": one.start_on.isoformat(), "review_on": one.review_on.isoformat()}
    return {
        "kind": one.kind,
        "id": one.id,
        "about": one.about,
        "easy_words": one.easy_words,
        **days,
        "status": one.status,
    }


def _voices(pack: Pack) -> dict[str, int]:
    """Whose words they are and how they came, apart: written down by staff is never typed by the person."""
    counted = feedback.voices(item.feedback for item in pack.items)
    own, chat = {"own": counted.own, "of": counted.all}, {"in_the_chat": counted.in_chat}
    return {**own, **chat, "with_staff_present": counted.with_staff}


def _review(review: Review) -> dict[str, Any]:
    decisions = [
        {"decision": one.decision, "who_does_it": one.who_does_it, "by": one.by_day and one.by_day.isoformat()}
        for one in review.decisions
    ]
    held, following = review.held_on, review.next_on
    days = {"held_on": held and held.isoformat(), "next_on": following and following.isoformat()}
    return {"id": review.id, **days, "decisions": decisions}


def _day(pack: Pack, when: date | datetime | None) -> str | None:
    if when is None:
        return None
    return (pack.calendar.day(when) if isinstance(when, datetime) else when).isoformat()
