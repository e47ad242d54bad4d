"""What follows from the day on which a risk plan or a restriction is looked at again: nothing of it is stored (R35)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from storage.vocabulary import RiskStatus

DUE_WITHIN = timedelta(days=14)
REMIND_EVERY = timedelta(days=7)


def status(review_on: date, today: date, *, is_ended: bool = False) -> RiskStatus:
    """Past its day it is overdue until somebody reviews or ends it: it never goes on in silence."""
    if is_ended:
        return RiskStatus.ENDED
    if review_on < today:
        return RiskStatus.OVERDUE
    return RiskStatus.REVIEW_DUE if review_on - today <= DUE_WITHIN else RiskStatus.ACTIVE


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or the last one of a month that is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def occasion(review_on: date, today: date) -> str | None:
    """What makes it another notice: the day itself, then each week that passed since; None before the day."""
    weeks = (today - review_on) // REMIND_EVERY
    return None if weeks < 0 else f"{review_on.isoformat()} week {weeks}"


def is_occasion_of(found: str, review_on: date) -> bool:
    """Whether a notice of this occasion is about this review day, and not about one before it."""
    return found.startswith(review_on.isoformat())


def problems(start_on: date, review_on: date, today: date, longest_months: int) -> Iterator[tuple[str, str]]:
    """What is wrong with the two days, by field. The longest time counts from today: a review never looks further ahead."""
    if start_on > months_after(today, longest_months):
        yield "start-day", "This day is too far ahead."
    if review_on <= max(today, start_on):
        yield "review-day", "Choose a day in the future, after the start, for the next review."
    elif review_on > months_after(today, longest_months):
        months = "1 month" if longest_months == 1 else f"{longest_months} months"
        yield "review-day", f"Choose a day within {months} from today."
