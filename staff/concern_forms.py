"""What a lead typed into the forms of a concern, and what is wrong with it, by the id of its field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time

from safeguarding.complaints import complaint_signs
from staff import day_fields
from staff.triage_form import one_of
from storage.complaint_beside import ToPassOn
from storage.concern_duties import Decided
from storage.concern_subjects import About
from storage.database import Calendar
from storage.vocabulary import AbuseType, ComplaintSign, Duty, DutyDecision, Route, Subject

Problems = dict[str, str]
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)", re.ASCII)


def read_about(form: Mapping[str, str]) -> tuple[About | None, Problems]:
    """Whom it is about."""
    problems = Problems()
    subject, staff = one_of(Subject, form.get("subject", "")), form.get("about_staff", "")
    if subject is None:
        problems["subject"] = "Choose whom it is about."
    if staff not in ("yes", "no"):
        problems["about_staff"] = "Choose whether it is about a member of staff."
    if problems or subject is None:
        return None, problems
    types = tuple(one for one in AbuseType if form.get(f"type-{one}") == "yes")
    return About(subject, staff == "yes", types), {}


def read_duty(form: Mapping[str, str], duty: Duty, calendar: Calendar, today: date) -> tuple[Decided | None, Problems]:
    """What is decided about a duty; its fields have its name in front. Times are the service's own."""
    decision = one_of(DutyDecision, form.get(f"{duty}-decision", ""))
    reason = form.get(f"{duty}-reason") or None
    if decision is None:
        return None, {f"{duty}-decision": "Choose whether it is done or not needed."}
    if decision is DutyDecision.NOT_NEEDED:
        problems = {} if reason else {f"{duty}-reason": "Write why it is not needed."}
        return (None, problems) if problems else (Decided(duty, decision, reason), {})
    problems = Problems()
    done_at = _moment(form, duty, calendar, today, problems)
    if not form.get(f"{duty}-who"):
        problems[f"{duty}-who"] = "Write the name of who did it."
    if problems or done_at is None:
        return None, problems
    return Decided(duty, decision, reason, done_at, form[f"{duty}-who"]), {}


def signs_in(words: str | None) -> tuple[ComplaintSign, ...]:
    """Why words may be a complaint."""
    return tuple(ComplaintSign(one) for one in complaint_signs(words or ""))


def read_complaint(form: Mapping[str, str]) -> tuple[ToPassOn | None, Problems]:
    """What is passed on as what may be a complaint; whether these words can be is asked by the store."""
    whose = form.get("whose", "")
    if whose not in ("own", "summary"):
        return None, {"whose": "Choose whose words you pass on."}
    words = form.get(whose, "").replace("\r\n", "\n")
    problems = Problems()
    if not words:
        problems[whose] = "Write what is passed on."
    if form.get("may_read") != "yes":
        problems["may_read"] = "Read once more what you pass on, and say that others may read all of it."
    if problems:
        return None, problems
    about = tuple(name.removeprefix("is-about-") for name in form if name.startswith("is-about-"))
    return ToPassOn(words, whose == "own", about, one_of(Route, form.get("came", "")), signs_in(words)), {}


def _moment(
    form: Mapping[str, str], duty: Duty, calendar: Calendar, today: date, problems: Problems
) -> datetime | None:
    day = None
    try:
        day = day_fields.read_near(form, f"{duty}-on", today)
        if day is None:
            problems[f"{duty}-on-day"] = "Type the day on which it was done."
    except day_fields.NotADay as error:
        problems[f"{duty}-on-day"] = str(error)
    clock = _CLOCK.fullmatch(form.get(f"{duty}-time", ""))
    if clock is None:
        problems[f"{duty}-time"] = "Type the time, such as 14:30."
    if day is None or clock is None:
        return None
    return datetime.combine(day, time(int(clock[1]), int(clock[2])), tzinfo=calendar.zone)
