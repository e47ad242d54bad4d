"""What a risk plan cannot be kept without (R35): two ways at least and one of them with some risk, both sides of each, what
the person says or how they were asked, the least restrictive way and why, who agreed, a start and a review day.

That a choice is unwise is never among it (R29).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from storage import review_days
from storage.risk_plan_versions import Option, RiskPlan
from storage.vocabulary import PersonAgreed, WhoseWords

FEWEST_OPTIONS = 2
LONGEST = 2000
LONGEST_NAME = 120
LONGEST_MONTHS = 12


def problems(plan: RiskPlan, today: date) -> dict[str, str]:
    """What is missing or will not do, by the name of its field, in the order of the form; options and people are counted
    from 1."""
    found = dict[str, str]()
    for field, advice in _all(plan, today):
        found.setdefault(field, advice)
    return found


def _all(plan: RiskPlan, today: date) -> Iterator[tuple[str, str]]:
    yield from _text("about", plan.about, "Write what it is about.")
    yield from _options(plan.options)
    yield from _view(plan)
    yield from _choice(plan)
    yield from _people(plan)
    yield from _text("easy_words", plan.easy_words, "Write what you agreed, as the person will read it.")
    yield from review_days.problems(plan.start_on, plan.review_on, today, LONGEST_MONTHS)


def _text(field: str, text: str | None, advice: str, longest: int = LONGEST) -> Iterator[tuple[str, str]]:
    if not (text or "").strip():
        yield field, advice
    yield from _fits(field, text, longest)


def _fits(field: str, text: str | None, longest: int = LONGEST) -> Iterator[tuple[str, str]]:
    if len(text or "") > longest:
        yield field, f"This is too long. Use {longest} letters or fewer."


def _options(options: tuple[Option, ...]) -> Iterator[tuple[str, str]]:
    if len(options) < FEWEST_OPTIONS:
        yield f"option-{len(options) + 1}-what", "Write down at least two ways that you looked at together."
    for number, one in enumerate(options, 1):
        field = f"option-{number}"
        yield from _text(f"{field}-what", one.what, "Write what this way is.")
        yield from _text(f"{field}-good", one.good, "Write what is good about it.")
        yield from _text(f"{field}-wrong", one.could_go_wrong, "Write what could go wrong.")
        if one.whose_words is WhoseWords.NOT_ABLE_TO_SAY:
            yield from _text(f"{field}-asked", one.how_asked, "Write how they were asked.")
        yield from _fits(f"{field}-asked", one.how_asked)
        yield from _fits(f"{field}-others", one.others_say)
    if options and not any(one.accepts_risk for one in options):
        yield "option-1-accepts", "One of the ways has to accept some risk. Look at such a way as well."


def _view(plan: RiskPlan) -> Iterator[tuple[str, str]]:
    if plan.whose_words is WhoseWords.NOT_ABLE_TO_SAY:
        yield from _text("view_asked", plan.how_asked, "Write how they were asked, and what they showed.")
    else:
        yield from _text("view", plan.view, "Write what the person wants, in their words.")
        yield from _text("view_reason", plan.view_reason, "Write why they want it, in their words.")
    yield from _fits("view_asked", plan.how_asked)


def _choice(plan: RiskPlan) -> Iterator[tuple[str, str]]:
    there = range(1, len(plan.options) + 1)
    if plan.least_restrictive not in there:
        yield "least", "Choose the way that limits them least."
    yield from _text("least_why", plan.least_restrictive_why, "Write why this limits them least.")
    if plan.chosen not in there:
        yield "chosen", "Choose the way you decided on."
    elif plan.chosen != plan.least_restrictive:
        yield from _text("chosen_why", plan.chosen_why, "It is not the way that limits them least. Write why.")
    yield from _fits("chosen_why", plan.chosen_why)


def _people(plan: RiskPlan) -> Iterator[tuple[str, str]]:
    for number, one in enumerate(plan.took_part, 1):
        yield from _text(f"who-{number}-name", one.name, "Write the name.", LONGEST_NAME)
    if plan.person_agreed is not PersonAgreed.YES and not any(one.agreed for one in plan.took_part):
        yield "who-1-name", "Write who agreed."
