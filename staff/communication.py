"""How a person communicates: one form, the six steps of the Accessible Information Standard, and whom it was shared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from starlette.responses import Response
from starlette.routing import Route

from staff import day_fields
from staff.access import Visit, signed_in
from staff.doings import what_the_form_names
from staff.triage_form import one_of
from storage import Transaction, communication_profiles, communication_steps, houses
from storage.communication_profiles import KeptProfile
from storage.communication_steps import Steps
from storage.errors import Refused
from storage.houses import Person
from storage.profile import SAID_BY, OwnWord, Profile, problems, review_after
from storage.staff_accounts import StaffMember
from storage.vocabulary import Faces, Format, OfferForm, Pictures, Sound, Speed

DAYS = ("said", "next")
TICKED = "format-"
_CHOICES: dict[str, type[StrEnum]] = {
    "sound": Sound,
    "speed": Speed,
    "pictures": Pictures,
    "choices_form": OfferForm,
    "faces": Faces,
}
T = TypeVar("T", bound=StrEnum)


@dataclass(frozen=True)
class Opened:
    """The person, what holds, every version, the newest first, and the six steps."""

    person: Person
    holds: Profile
    versions: tuple[KeptProfile, ...]
    steps: Steps

    @property
    def version(self) -> int:
        """The newest; 0 where there is none."""
        return self.versions[0].version if self.versions else 0


@signed_in
async def communication(visit: Visit) -> Response:
    """The page; a POST does what its field `do` names."""
    if visit.request.method == "GET":
        return await _page(visit)
    return await what_the_form_names(visit, _DOINGS)


async def _keep(visit: Visit) -> Response:
    wanted, wrong = _read(visit.form, visit.room.today)
    if wrong:
        return await _page(visit, wrong)
    instead_of = int(visit.form["version"]) if visit.form.get("version", "").isdecimal() else 0
    try:
        await visit.write(communication_profiles.keep, visit.member, visit.part("id"), wanted, instead_of=instead_of)
    except Refused as refused:
        return await _page(visit, {"main-content": str(refused)})
    return visit.go("communication", note="communication_kept", id=visit.part("id"))


async def _share(visit: Visit) -> Response:
    wrong = dict[str, str]()
    shared_on = _day(visit.form, "shared", wrong)
    if shared_on is None:
        return await _page(visit, wrong or {"shared-day": "Type the day."})
    about = (visit.member, visit.part("id"), visit.form.get("shared_with", ""), shared_on)
    try:
        await visit.write(communication_steps.share, *about, said_yes=visit.form.get("said_yes") == "yes")
    except Refused as refused:
        return await _page(visit, {"shared_with": str(refused)})
    return visit.go("communication", note="communication_shared", id=visit.part("id"))


def _read(form: Mapping[str, str], today: date) -> tuple[Profile, dict[str, str]]:
    """What was typed, and what is wrong, by the id of its field in the order of the page."""
    wrong = dict[str, str]()
    for name, kind in _CHOICES.items():
        if one_of(kind, form.get(name, "")) is None:
            wrong[name] = "Choose one."
    days = {name: _day(form, name, wrong) for name in DAYS}
    wanted = Profile(
        sound=_chosen(Sound, form, "sound"),
        speed=_chosen(Speed, form, "speed"),
        pictures=_chosen(Pictures, form, "pictures"),
        choices_form=_chosen(OfferForm, form, "choices_form"),
        words=_words(form.get("words", "")),
        formats=tuple(one for one in Format if f"{TICKED}{one}" in form),
        other_format=form.get("other_format") or None,
        yes_no=form.get("yes_no") or None,
        helps=form.get("helps") or None,
        faces=_chosen(Faces, form, "faces"),
        said_by=next((one for one in SAID_BY if one == form.get("said_by")), None),
        said_on=days["said"],
        next_review_on=days["next"],
    )
    return wanted, wrong | {field: problem for field, problem in problems(wanted, today).items() if field not in wrong}


def _chosen(kind: type[T], form: Mapping[str, str], name: str) -> T:
    """The one that was chosen; where none was, the first stands in, and the page comes back."""
    return one_of(kind, form.get(name, "")) or next(iter(kind))


def _words(text: str) -> tuple[OwnWord, ...]:
    """One on a line: the word, a "=", and who or what it is."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    parted = [line.partition("=") for line in lines if line]
    return tuple(OwnWord(word.strip(), means.strip()) for word, _, means in parted)


def _day(form: Mapping[str, str], name: str, wrong: dict[str, str]) -> date | None:
    try:
        return day_fields.read(form, name)
    except day_fields.NotADay as error:
        wrong[f"{name}-day"] = str(error)
        return None


def _open(tx: Transaction, member: StaffMember, person_id: str) -> Opened:
    versions = communication_profiles.versions(tx, member, person_id)
    holds = communication_profiles.as_it_holds(tx, person_id)
    return Opened(houses.person(tx, person_id), holds, versions, communication_steps.of(tx, person_id, versions))


async def _page(visit: Visit, wrong: dict[str, str] | None = None) -> Response:
    opened = await visit.write(_open, visit.member, visit.part("id"))
    today, is_sent = visit.room.today, visit.form.get("do") == "keep"
    days = {name: day_fields.typed(visit.form, name) for name in DAYS}
    if not is_sent:
        days = {"said": day_fields.as_fields(today), "next": day_fields.as_fields(review_after(today))}
    shared = day_fields.typed(visit.form, "shared") if visit.form.get("do") == "share" else day_fields.as_fields(today)
    return visit.page(
        "communication.html",
        status=422 if wrong else 200,
        opened=opened,
        person=opened.person,
        shown=visit.form if is_sent else _as_fields(opened.holds),
        days={**days, "shared": shared},
        choices={name: tuple(kind) for name, kind in _CHOICES.items()},
        formats=tuple(Format),
        said_by=SAID_BY,
        problems=wrong or {},
    )


def _as_fields(holds: Profile) -> dict[str, str]:
    """The form as it is offered: what holds now; whose words it is in is asked each time."""
    words = "\n".join(f"{one.word} = {one.means}" for one in holds.words)
    texts = {name: getattr(holds, name) or "" for name in ("other_format", "yes_no", "helps")}
    chosen = {name: str(getattr(holds, name)) for name in _CHOICES}
    return {**chosen, **texts, "words": words, **{f"{TICKED}{one}": "yes" for one in holds.formats}}


_DOINGS = {"keep": _keep, "share": _share}
ROUTES = (Route("/people/{id}/communication", communication, methods=["GET", "POST"], name="communication"),)
