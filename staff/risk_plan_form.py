"""The form of a risk plan: a way that was looked at and a name are blocks of fields, of which any number may be filled in."""

from __future__ import annotations

from collections.abc import Mapping

from staff import day_fields
from staff.easy_words import tidy as one_line
from staff.triage_form import one_of
from storage.risk_plan_check import FEWEST_OPTIONS
from storage.risk_plan_versions import KeptRiskPlan, Option, RiskPlan, TookPart
from storage.vocabulary import Part, PersonAgreed, WhoseWords

MOST_OPTIONS = 8
MOST_PEOPLE = 12
_OPTION = ("what", "accepts", "good", "wrong", "whose", "asked", "others")
_WHO = ("name", "part", "agreed")
_DAYS = tuple(f"{name}-{part}" for name in ("start", "review") for part in ("day", "month", "year"))
_CHOICE = (
    *("whose_words", "view", "view_reason", "view_asked", "least", "least_why", "chosen", "chosen_why"),
    *("present", "person_agreed"),
)
_ALONE = (
    *("form", "version", "feedback", "reason", "about", "easy_words"),
    *_CHOICE,
    *_DAYS,
)


def tidy(form: Mapping[str, str]) -> dict[str, str]:
    """The fields of this form alone, with the blocks that were left empty taken out, so that the others follow each other."""
    kept = {name: form[name] for name in _ALONE if form.get(name)}
    moved = _closed_up(form, "option", _OPTION, MOST_OPTIONS, kept)
    _closed_up(form, "who", _WHO, MOST_PEOPLE, kept)
    for name in ("least", "chosen"):
        if (number := moved.get(kept.pop(name, ""))) is not None:
            kept[name] = number
    return kept


def blocks(form: Mapping[str, str], name: str) -> int:
    """How many blocks of "option" or "who" are filled in a tidy form."""
    numbers = [field.split("-")[1] for field in form if field.startswith(f"{name}-")]
    return max((int(one) for one in numbers), default=0)


def read(form: Mapping[str, str]) -> tuple[RiskPlan, dict[str, str]]:
    """The plan of a tidy form as far as it goes, and what was not chosen, by field. A day that is none is the first day
    there is, and stands among what is wrong."""
    missing = dict[str, str]()
    options = tuple(_option(form, number, missing) for number in range(1, blocks(form, "option") + 1))
    people = tuple(_took_part(form, number, missing) for number in range(1, blocks(form, "who") + 1))
    whose = one_of(WhoseWords, form.get("whose_words", ""))
    agreed = one_of(PersonAgreed, form.get("person_agreed", ""))
    if whose is None:
        missing["whose_words"] = "Choose whether they could say what they want."
    if form.get("present") not in ("yes", "no"):
        missing["present"] = "Choose whether they were there."
    if agreed is None:
        missing["person_agreed"] = "Choose whether they agreed."
    is_theirs = whose is not WhoseWords.NOT_ABLE_TO_SAY
    plan = RiskPlan(
        about=one_line(form.get("about", "")),
        options=options,
        chosen=int(form.get("chosen", 0)),
        chosen_why=form.get("chosen_why"),
        least_restrictive=int(form.get("least", 0)),
        least_restrictive_why=form.get("least_why", ""),
        whose_words=whose or WhoseWords.THEIRS,
        view=form.get("view") if is_theirs else None,
        view_reason=form.get("view_reason") if is_theirs else None,
        how_asked=None if is_theirs else form.get("view_asked"),
        person_present=form.get("present") == "yes",
        person_agreed=agreed or PersonAgreed.NOT_ABLE_TO_SAY,
        took_part=people,
        easy_words=one_line(form.get("easy_words", "")),
        start_on=day_fields.needed(form, "start", missing),
        review_on=day_fields.needed(form, "review", missing),
    )
    return plan, missing


def filled(kept: KeptRiskPlan) -> dict[str, str]:
    """The form of the version that holds, to be gone through anew: the day of the next review is left to be chosen."""
    plan = kept.plan
    form = {
        "version": str(kept.version),
        "about": plan.about,
        "whose_words": plan.whose_words.value,
        "view": plan.view or "",
        "view_reason": plan.view_reason or "",
        "view_asked": plan.how_asked or "",
        "least": str(plan.least_restrictive),
        "least_why": plan.least_restrictive_why,
        "chosen": str(plan.chosen),
        "chosen_why": plan.chosen_why or "",
        "easy_words": plan.easy_words,
    }
    form |= day_fields.in_form("start", plan.start_on)
    for number, one in enumerate(plan.options, 1):
        values = (one.what, "yes" if one.accepts_risk else "no", one.good, one.could_go_wrong, one.whose_words.value)
        more = (one.how_asked or "", one.others_say or "")
        form |= {f"option-{number}-{name}": value for name, value in zip(_OPTION, (*values, *more), strict=True)}
    # Who is there and who agrees is asked anew each time: only the names are offered.
    for number, who in enumerate(plan.took_part, 1):
        form |= {f"who-{number}-name": who.name, f"who-{number}-part": who.part.value}
    return form


def in_order(problems: Mapping[str, str]) -> dict[str, str]:
    """What is wrong, in the order of the fields on the page."""
    options = [f"option-{number}-{field}" for number in range(1, MOST_OPTIONS + 2) for field in _OPTION]
    people = [f"who-{number}-{field}" for number in range(1, MOST_PEOPLE + 1) for field in _WHO]
    order = ["reason", "about", *options, *_CHOICE, *people, "easy_words", "start-day", "review-day"]
    return dict(sorted(problems.items(), key=lambda one: order.index(one[0])))


def _closed_up(
    form: Mapping[str, str], name: str, fields: tuple[str, ...], most: int, kept: dict[str, str]
) -> dict[str, str]:
    """Put the blocks that are filled into `kept`; returns their new numbers by the old ones."""
    moved = dict[str, str]()
    for number in range(1, most + 1):
        block = {field: form.get(f"{name}-{number}-{field}", "") for field in fields}
        if any(block.values()):
            moved[str(number)] = str(len(moved) + 1)
            kept |= {f"{name}-{len(moved)}-{field}": value for field, value in block.items() if value}
    return moved


def _option(form: Mapping[str, str], number: int, missing: dict[str, str]) -> Option:
    def typed(field: str) -> str:
        return form.get(f"option-{number}-{field}", "")

    whose = one_of(WhoseWords, typed("whose"))
    if typed("accepts") not in ("yes", "no"):
        missing[f"option-{number}-accepts"] = "Choose whether this way accepts some risk."
    if whose is None:
        missing[f"option-{number}-whose"] = "Choose whether these are their words."
    return Option(
        what=one_line(typed("what")),
        accepts_risk=typed("accepts") == "yes",
        good=typed("good"),
        could_go_wrong=typed("wrong"),
        whose_words=whose or WhoseWords.THEIRS,
        how_asked=typed("asked") or None if whose is WhoseWords.NOT_ABLE_TO_SAY else None,
        others_say=typed("others") or None,
    )


def _took_part(form: Mapping[str, str], number: int, missing: dict[str, str]) -> TookPart:
    part = one_of(Part, form.get(f"who-{number}-part", ""))
    if part is None:
        missing[f"who-{number}-part"] = "Choose who this is."
    name, agreed = form.get(f"who-{number}-name", ""), form.get(f"who-{number}-agreed") == "yes"
    return TookPart(name, part or Part.STAFF, agreed)


def shown_options(form: Mapping[str, str]) -> int:
    """How many blocks for ways the page shows: the filled ones, and never fewer than a plan needs."""
    return max(FEWEST_OPTIONS, blocks(form, "option"))
