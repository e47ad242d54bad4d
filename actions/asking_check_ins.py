"""The questions by which a person chooses a check-in, one at a time: about what, on which days, when, and the whole of it
once more before it counts."""

from __future__ import annotations

from storage import Transaction, check_ins, own_times, questions
from storage.check_ins import PAGES_OF_DAYS, CheckIn, Thing
from storage.questions import Question
from storage.references import check_in_thing_ref, clock_ref, weekdays_ref
from storage.vocabulary import QuestionKind

CHOOSING = (
    *(QuestionKind.CHECK_IN_DAYS, QuestionKind.CHECK_IN_DAY, QuestionKind.CHECK_IN_TIME),
    *(QuestionKind.KEEP_CHECK_IN, QuestionKind.SECOND_CHECK_IN),
)
"""Those about a check-in that is being chosen."""


def ask_about(tx: Transaction, person_id: str, after: str | None = None) -> None:
    """What staff prepared, one by one, behind the thing `after`; then, or where nothing is prepared, in own words."""
    thing = _next_thing(check_ins.things_of(tx, person_id), after)
    if thing is None:
        ask_own_words(tx, person_id)
        return
    kind, about = QuestionKind.CHECK_IN_THING, {"about": check_in_thing_ref(thing.id)}
    questions.ask(tx, person_id, kind, f"utter_ask_{kind}", values=about, subject_id=thing.id)


def ask_own_words(tx: Transaction, person_id: str) -> None:
    questions.ask(tx, person_id, QuestionKind.CHECK_IN_WORDS, "utter_ask_check_in_words")


def ask_days(tx: Transaction, person_id: str, check_in_id: str) -> None:
    kind = QuestionKind.CHECK_IN_DAYS
    questions.ask(tx, person_id, kind, f"utter_ask_{kind}", subject_id=check_in_id)


def ask_day(tx: Transaction, person_id: str, check_in_id: str, page: int = 0) -> None:
    """One of a few days; behind the last of them the first come again."""
    response, days = tuple(PAGES_OF_DAYS.items())[page % len(PAGES_OF_DAYS)]
    answers, kind = (*days, "other_day"), QuestionKind.CHECK_IN_DAY
    questions.ask(tx, person_id, kind, response, subject_id=check_in_id, answers=answers)


def page_after(asked: Question) -> int:
    """The page of days behind the one that this question shows."""
    return next(page for page, days in enumerate(PAGES_OF_DAYS.values(), 1) if days[0] in asked.shown_order)


def ask_time(tx: Transaction, person_id: str, check_in_id: str) -> None:
    kind = QuestionKind.CHECK_IN_TIME
    questions.ask(tx, person_id, kind, f"utter_ask_{kind}", subject_id=check_in_id)


def ask_to_keep(tx: Transaction, found: CheckIn) -> None:
    """All of it, and who will see it, before it counts (conversation rule 14). Where one of its days has a check-in, whether
    they want two on one day, as one is usual (rule 58)."""
    has_room = check_ins.most_beside(tx, found) < own_times.of_person(tx, found.person_id).a_day
    kind = QuestionKind.KEEP_CHECK_IN if has_room else QuestionKind.SECOND_CHECK_IN
    questions.ask(tx, found.person_id, kind, f"utter_ask_{kind}", values=told(found), subject_id=found.id)


def one_step_back(tx: Transaction, asked: Question) -> None:
    """The question before this one; what was picked there is picked anew."""
    check_in_id = str(asked.subject_id)
    if asked.kind is QuestionKind.CHECK_IN_DAYS:
        check_ins.throw_away(tx, check_in_id)
        ask_about(tx, asked.person_id)
    elif asked.kind in (QuestionKind.CHECK_IN_DAY, QuestionKind.CHECK_IN_TIME):
        ask_days(tx, asked.person_id, check_in_id)
    else:
        ask_time(tx, asked.person_id, check_in_id)


def told(found: CheckIn) -> dict[str, str]:
    """What fills a text that tells of a check-in."""
    at = {} if found.at is None else {"clock": clock_ref(found.at)}
    return {"about": found.about_ref, "days": weekdays_ref(found.weekdays), **at}


def _next_thing(things: tuple[Thing, ...], after: str | None) -> Thing | None:
    """One that was ended since it was shown leads to the first."""
    places = {one.id: place for place, one in enumerate(things, 1)}
    rest = things[places.get(str(after), 0) :]
    return rest[0] if rest else None
