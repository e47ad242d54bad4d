"""Every page and endpoint of the staff application, as everybody who may come: what they get, and what they never see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

import pytest
from sqlalchemy import select
from starlette.applications import Starlette
from starlette.routing import Mount, Route

from storage import concerns, leaving_out
from storage.audit import Actor
from storage.tables.governance import audit_events
from tests.staff.two_houses import TwoHouses, invitation_for, two_houses
from tests.staff.world import Page, Visitor, World

VISITORS = ("out", "half", "worker", "manager", "reviewer", "limited", "admin", "lead", "excluded", "stranger")
"""Stranger: the manager of the other house. Limited: a worker of this house who may know of another person alone. Excluded:
a safeguarding lead who may know of none of the concerns."""
ALL_IN = dict.fromkeys(VISITORS[2:], 200)
IN_THE_HOUSE = {"worker": 200, "manager": 200, "reviewer": 200}
SETS_UP = {"manager": 200, "admin": 200}
LEADS = {"lead": 200, "excluded": 200}
MANAGES = SETS_UP | {"stranger": 200}
ACTS = MANAGES | {"worker": 200, "limited": 200}


@dataclass(frozen=True)
class Case:
    """What a request brings to those who are signed in; who is not named gets a 404. `form` is one that changes nothing."""

    path: str
    gets: dict[str, int]
    form: dict[str, str] | None = None
    is_public: bool = False


def acting(status: int) -> dict[str, int]:
    return {"worker": status, "manager": status}


CASES = {
    ("sign_in", "GET"): Case("/sign-in", {}, is_public=True),
    ("sign_in", "POST"): Case("/sign-in", {}, {}, is_public=True),
    ("invitation", "GET"): Case("/invitation?token={token}", {}, is_public=True),
    ("invitation", "POST"): Case("/invitation", {}, {}, is_public=True),
    ("sign_out", "POST"): Case("/sign-out", dict.fromkeys(VISITORS[1:], 303), {}),
    ("second_factor", "GET"): Case("/second-factor", dict.fromkeys(VISITORS[2:], 303) | {"half": 200}),
    ("second_factor", "POST"): Case("/second-factor", dict.fromkeys(VISITORS[2:], 303) | {"half": 422}, {}),
    ("second_factor_set_up", "GET"): Case("/account/second-factor", ALL_IN),
    ("second_factor_set_up", "POST"): Case("/account/second-factor", dict.fromkeys(ALL_IN, 422), {}),
    ("account", "GET"): Case("/account", ALL_IN),
    ("account", "POST"): Case("/account", dict.fromkeys(ALL_IN, 422), {"do": "password"}),
    ("board", "GET"): Case("/", ALL_IN | {"admin": 303, "lead": 303, "excluded": 303}),
    ("feedback", "GET"): Case("/feedback/{feedback}", IN_THE_HOUSE),
    ("feedback", "POST"): Case("/feedback/{feedback}", acting(422), {}),
    ("action", "GET"): Case("/actions/{action}", IN_THE_HOUSE),
    ("action", "POST"): Case("/actions/{action}", acting(422), {"step": "finish"}),
    ("request", "GET"): Case("/requests/{request}", IN_THE_HOUSE),
    ("request", "POST"): Case("/requests/{request}", acting(422), {}),
    ("check_words", "POST"): Case(
        "/check-words", acting(200), {"kind": "agreed", "subject": "{feedback}", "words": "You sleep well."}
    ),
    ("hear", "POST"): Case("/hear", acting(422), {"kind": "agreed", "subject": "{feedback}"}),
    ("people", "GET"): Case("/people", ALL_IN),
    ("people", "POST"): Case("/people", {"manager": 422}, {"house": "{house}"}),
    ("person", "GET"): Case("/people/{person}", IN_THE_HOUSE),
    ("person", "POST"): Case("/people/{person}", acting(303), {"do": "unlink"}),
    ("communication", "GET"): Case("/people/{person}/communication", IN_THE_HOUSE),
    ("communication", "POST"): Case("/people/{person}/communication", acting(422), {"do": "keep"}),
    ("person_details", "GET"): Case("/people/{person}/details", {"manager": 200}),
    ("person_details", "POST"): Case("/people/{person}/details", {"manager": 422}, {"do": "name"}),
    ("review", "GET"): Case("/people/{person}/review", IN_THE_HOUSE),
    ("review", "POST"): Case("/people/{person}/review", acting(422), {"do": "decide", "review": "{review}"}),
    ("review_pack", "GET"): Case("/people/{person}/reviews/{review}/pack", IN_THE_HOUSE),
    ("review_pack_json", "GET"): Case("/people/{person}/reviews/{review}/pack.json", IN_THE_HOUSE),
    ("review_pack_sound", "GET"): Case("/people/{person}/reviews/{review}/pack/sound/{feedback}", IN_THE_HOUSE),
    ("said", "GET"): Case("/people/{person}/said", acting(200)),
    ("said", "POST"): Case("/people/{person}/said", acting(422), {"instead": "{written}"}),
    ("said_to_lead", "GET"): Case("/people/{person}/said/lead", acting(200)),
    ("emergency_plan", "GET"): Case("/people/{person}/emergency-plan", IN_THE_HOUSE),
    ("emergency_plan", "POST"): Case("/people/{person}/emergency-plan", acting(422), {}),
    ("risks", "GET"): Case("/people/{person}/risks", IN_THE_HOUSE),
    ("risk_plan_new", "GET"): Case("/people/{person}/risks/plan", acting(200)),
    ("risk_plan_new", "POST"): Case("/people/{person}/risks/plan", acting(422), {"do": "keep"}),
    ("risk_plan", "GET"): Case("/risk-plans/{risk_plan}", IN_THE_HOUSE),
    ("risk_plan", "POST"): Case("/risk-plans/{risk_plan}", acting(422), {"do": "end"}),
    ("risk_plan_review", "GET"): Case("/risk-plans/{risk_plan}/review", acting(200)),
    ("risk_plan_review", "POST"): Case("/risk-plans/{risk_plan}/review", acting(422), {"do": "keep"}),
    ("risk_plan_own_page", "GET"): Case("/risk-plans/{risk_plan}/page", IN_THE_HOUSE),
    ("restriction_new", "GET"): Case("/people/{person}/risks/restriction", acting(200)),
    ("restriction_new", "POST"): Case("/people/{person}/risks/restriction", acting(422), {}),
    ("restriction", "GET"): Case("/restrictions/{restriction}", IN_THE_HOUSE),
    ("restriction", "POST"): Case("/restrictions/{restriction}", acting(422), {"do": "review"}),
    ("choices", "GET"): Case("/people/{person}/choices", IN_THE_HOUSE),
    ("choice_prepare", "GET"): Case("/people/{person}/prepare-choice?from={choice}", acting(200)),
    ("choice_prepare", "POST"): Case(
        "/people/{person}/prepare-choice", acting(422), {"form": "f" * 32, "step": "offer", "from": "{choice}"}
    ),
    ("choice_to_lead", "GET"): Case("/people/{person}/prepare-choice/lead", acting(200)),
    ("choice_check", "POST"): Case("/people/{person}/prepare-choice/check", acting(200), {"question": "Where?"}),
    ("choice_hear", "POST"): Case("/people/{person}/prepare-choice/hear", acting(422), {}),
    ("choice_signs", "POST"): Case("/people/{person}/prepare-choice/signs", acting(200), {"find": "bus"}),
    ("choice", "GET"): Case("/people/{person}/choices/{choice}", IN_THE_HOUSE),
    ("choice", "POST"): Case("/people/{person}/choices/{choice}", acting(422), {"do": "withdraw"}),
    ("helpers", "GET"): Case("/people/{person}/helpers", IN_THE_HOUSE),
    ("helpers", "POST"): Case("/people/{person}/helpers", acting(422), {"do": "add_staff"}),
    ("own_signs", "GET"): Case("/people/{person}/meanings", IN_THE_HOUSE),
    ("own_signs", "POST"): Case("/people/{person}/meanings", acting(422), {"do": "add"}),
    ("names_said", "GET"): Case("/people/{person}/names-said", IN_THE_HOUSE),
    ("names_said", "POST"): Case("/people/{person}/names-said", acting(422), {"do": "keep"}),
    ("names_said_hear", "POST"): Case("/people/{person}/names-said/hear", acting(422), {}),
    ("photos", "GET"): Case("/people/{person}/photos", IN_THE_HOUSE),
    ("photos", "POST"): Case("/people/{person}/photos", acting(422), {"do": "add"}),
    ("photo", "GET"): Case("/people/{person}/photos/{photo}", IN_THE_HOUSE),
    ("small_photo", "GET"): Case("/people/{person}/photos/{photo}/small", IN_THE_HOUSE),
    ("check_ins", "GET"): Case("/people/{person}/check-ins", IN_THE_HOUSE),
    ("check_ins", "POST"): Case("/people/{person}/check-ins", acting(422), {"do": "choose"}),
    ("own_page", "GET"): Case("/people/{person}/page", IN_THE_HOUSE),
    ("own_page", "POST"): Case("/people/{person}/page", acting(422), {"do": "add"}),
    ("own_page_sheet", "GET"): Case("/people/{person}/page/sheet", IN_THE_HOUSE),
    ("shift_sheet", "GET"): Case("/people/{person}/page/shift", IN_THE_HOUSE),
    ("understanding", "GET"): Case("/understanding", MANAGES | {"reviewer": 200}),
    ("action_told", "GET"): Case("/actions/{done}/told", acting(200)),
    ("action_told", "POST"): Case("/actions/{done}/told", acting(422), {}),
    ("action_asked", "GET"): Case("/actions/{told}/asked", acting(200)),
    ("action_asked", "POST"): Case("/actions/{told}/asked", acting(422), {}),
    ("feedback_told", "GET"): Case("/feedback/{noted}/told", acting(200)),
    ("feedback_told", "POST"): Case("/feedback/{noted}/told", acting(422), {}),
    ("action_sheet", "GET"): Case("/actions/{action}/sheet", IN_THE_HOUSE),
    ("feedback_sheet", "GET"): Case("/feedback/{feedback}/sheet", IN_THE_HOUSE),
    ("feedback_recording", "GET"): Case("/feedback/{voice}/recording", IN_THE_HOUSE),
    ("feedback_heard", "POST"): Case("/feedback/{voice}/heard", acting(303), {"heard": "perhaps"}),
    ("concern_recording", "GET"): Case("/concerns/{listen}/recording", {"lead": 200}),
    ("notices", "GET"): Case("/notices", ACTS),
    ("notices", "POST"): Case("/notices", dict.fromkeys(ACTS, 422), {}),
    ("unsent", "GET"): Case("/notices/unsent", MANAGES),
    ("unsent", "POST"): Case("/notices/unsent", dict.fromkeys(MANAGES, 303), {}),
    ("absences", "GET"): Case("/absences", ACTS | LEADS | {"reviewer": 200}),
    ("absences", "POST"): Case("/absences", dict.fromkeys(ACTS | LEADS, 422), {"do": "enter"}),
    ("staff_names", "GET"): Case("/names", MANAGES),
    ("staff_names", "POST"): Case("/names", {"manager": 422}, {"do": "add", "staff": "{worker}", "alias": ""}),
    ("concerns", "GET"): Case("/concerns", LEADS),
    ("concern", "GET"): Case("/concerns/{concern}", {"lead": 200}),
    ("concern", "POST"): Case("/concerns/{concern}", {"lead": 422}, {"do": "note"}),
    ("complaints", "GET"): Case("/complaints", MANAGES | {"reviewer": 200}),
    ("complaints_export", "GET"): Case("/complaints.csv", MANAGES | {"reviewer": 200}),
    ("complaint", "GET"): Case("/complaints/{complaint}", {"manager": 200, "reviewer": 200}),
    ("complaint", "POST"): Case("/complaints/{complaint}", {"manager": 422}, {"do": "acknowledge"}),
    ("concern_left_out", "POST"): Case("/concerns/{concern}/left-out", {"lead": 422}, {}),
    ("safeguarding_team", "GET"): Case("/safeguarding", LEADS | {"admin": 200}),
    ("safeguarding_contact", "GET"): Case("/safeguarding/{lead}", {"admin": 200}),
    ("safeguarding_contact", "POST"): Case("/safeguarding/{lead}", {"admin": 422}, {"do": "keep"}),
    ("concern_timeline", "GET"): Case("/concerns/{concern}/timeline", {"lead": 200}),
    ("set_up", "GET"): Case("/set-up", SETS_UP | {"stranger": 200}),
    ("set_up", "POST"): Case("/set-up", {"admin": 422}, {}),
    ("voices", "GET"): Case("/set-up/voices", SETS_UP | {"stranger": 200}),
    ("house_voices", "GET"): Case("/set-up/houses/{house}/voices", SETS_UP),
    ("house_voices", "POST"): Case("/set-up/houses/{house}/voices", dict.fromkeys(SETS_UP, 422), {"do": "add"}),
    ("phrases", "GET"): Case("/set-up/recordings/{phrase_voice}", SETS_UP),
    ("phrases", "POST"): Case("/set-up/recordings/{phrase_voice}", dict.fromkeys(SETS_UP, 422), {"do": "keep"}),
    ("phrase_sound", "GET"): Case("/set-up/recordings/{phrase_voice}/{phrase_recording}", SETS_UP),
    ("staff_new", "GET"): Case("/set-up/staff", SETS_UP | {"stranger": 200}),
    ("staff_new", "POST"): Case("/set-up/staff", dict.fromkeys((*SETS_UP, "stranger"), 422), {}),
    ("staff_member", "GET"): Case("/set-up/staff/{worker}", SETS_UP),
    ("staff_member", "POST"): Case("/set-up/staff/{worker}", dict.fromkeys(SETS_UP, 422), {"do": "change"}),
}
ABOUT_SOMETHING = [which for which, case in CASES.items() if "{" in f"{case.path}{case.form}" and not case.is_public]


@pytest.fixture
def both(world: World) -> TwoHouses:
    return two_houses(world)


def routes(world: World) -> Iterator[Route]:
    [mount] = [route for route in world.pages(True).routes if isinstance(route, Mount) and route.path == "/staff"]
    assert isinstance(mount.app, Starlette)
    yield from (route for route in mount.app.routes if isinstance(route, Route))


def ids(both: TwoHouses) -> dict[str, str]:
    mine, cast = both.things, both.world.cast
    about = {"feedback": mine.feedback_id, "action": mine.action_id, "request": mine.request_id}
    more = mine.other
    about |= {"noted": more.noted_id, "written": more.written_id, "voice": more.voice_id, "listen": more.listen_id}
    about |= {"risk_plan": mine.risk_plan_id, "restriction": mine.restriction_id}
    about |= {"done": more.done_id, "told": more.told_id, "complaint": more.complaint_id, "photo": more.photo_id}
    about |= {"phrase_voice": more.phrase_voice_id, "phrase_recording": more.phrase_recording_id}
    about |= {
        "choice": mine.choice_id,
        "review": mine.review_id,
        "concern": mine.concern_id,
        "person": cast.person.id,
        "house": cast.house.id,
    }
    return about | {"worker": cast.worker.id, "lead": cast.lead.id}


async def ask(visitor: Visitor, which: tuple[str, str], about: dict[str, str], csrf: str | None = None) -> Page:
    case, method = CASES[which], which[1]
    path = f"/staff{case.path.format(**about)}"
    form = {name: value.format(**about) for name, value in (case.form or {}).items()}
    sent = {**form, **({} if csrf is None else {"csrf_token": csrf})}
    return Page(await visitor.client.request(method, path, data=sent if method == "POST" else None))


async def csrf_of(visitor: Visitor, who: str) -> str:
    return (await visitor.get("/second-factor" if who == "half" else "/account")).csrf_token


async def answer(both: TwoHouses, who: str, which: tuple[str, str], about: dict[str, str]) -> Page:
    visitor = both.visitor(who)
    csrf = await csrf_of(visitor, who) if which[1] == "POST" and who != "out" else None
    return await ask(visitor, which, about, csrf)


def test_every_route_has_a_case(world: World) -> None:
    there = {(route.name, method) for route in routes(world) for method in (route.methods or ()) if method != "HEAD"}
    assert there == set(CASES)


@pytest.mark.parametrize("who", VISITORS)
async def test_everybody_gets_what_is_for_them(both: TwoHouses, who: str) -> None:
    got, expected = {}, {}
    for which, case in CASES.items():
        if case.is_public:
            continue
        got[which] = (await answer(both, who, which, ids(both))).status
        expected[which] = 303 if who in ("out", "half") else 404
        expected[which] = case.gets.get(who, expected[which])
    assert got == expected


async def test_the_doors_are_open_to_who_is_outside(both: TwoHouses) -> None:
    token, out = invitation_for(both.world, both.world.cast.worker.id), both.visitor("out")
    for which, status in (
        (("sign_in", "GET"), 200),
        (("sign_in", "POST"), 403),
        (("invitation", "GET"), 200),
        (("invitation", "POST"), 403),
    ):
        assert (await ask(out, which, {"token": token})).status == status
    assert (await ask(out, ("invitation", "GET"), {"token": "guessed"})).status == 404


@pytest.mark.parametrize("who", ["out", "half"])
async def test_who_is_not_in_is_led_to_what_comes_next(both: TwoHouses, who: str) -> None:
    next_page = {"out": "/staff/sign-in", "half": "/staff/second-factor"}[who]
    for which, case in CASES.items():
        if not case.is_public and who not in case.gets:
            page = await answer(both, who, which, ids(both))
            assert page.location.startswith(f"{next_page}?next=%2F"), which
            assert page.html == ""
    asked = await both.visitor(who).client.post("/staff/check-words", headers={"accept": "application/json"})
    assert asked.status_code == 401


@pytest.mark.parametrize("who", VISITORS[1:])
async def test_no_form_is_taken_without_its_token(both: TwoHouses, who: str) -> None:
    for which, case in CASES.items():
        if which[1] == "POST" and not case.is_public:
            page = await ask(both.visitor(who), which, ids(both))
            led_on = page.status == 303 and who == "half" and "second-factor" in page.location
            over = which[0] == "second_factor" and who != "half" and page.location == "/staff/"
            assert page.status == 403 or led_on or over, which


@pytest.mark.parametrize("who", ["limited", "admin", "lead", "excluded", "stranger", "reviewer"])
async def test_what_is_not_theirs_looks_like_what_is_not_there(both: TwoHouses, who: str) -> None:
    nowhere = (await both.visitor(who).get("/no-such-page")).html
    there = ids(both)
    for which in ABOUT_SOMETHING:
        if who in CASES[which].gets:
            continue
        page = await answer(both, who, which, there)
        missing = await answer(both, who, which, dict.fromkeys(there, "no-such-id"))
        assert page.status == missing.status == 404, which
        assert page.response.content == missing.response.content == nowhere.encode(), which
        assert {*page.response.headers} == {*missing.response.headers}


async def test_other_ways_of_asking_are_refused(both: TwoHouses) -> None:
    for route in routes(both.world):
        path = re.sub(r"\{\w+\}", "x", route.path)
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"} - (route.methods or set()):
            visitor = both.visitor("manager")
            done = await visitor.client.request(method, f"/staff{path}", data={} if method == "POST" else None)
            assert done.status_code == 405, (route.name, method)


async def crawl(visitor: Visitor) -> dict[str, Page]:
    """Every page that links lead to from the board on, by its path."""
    found: dict[str, Page] = {}
    to_see = ["/"]
    while to_see:
        path = to_see.pop()
        if path in found or path.startswith("/static/"):
            continue
        page = found[path] = await visitor.get(path)
        links = [unescape(one) for one in re.findall(r'href="/staff(/[^"#]*)', page.html)]
        to_see += [*links, *([page.location.removeprefix("/staff")] if page.location else [])]
    return found


@pytest.mark.parametrize("who", VISITORS[2:])
async def test_no_link_leads_nowhere_and_no_page_tells_of_another_house(both: TwoHouses, who: str) -> None:
    pages = await crawl(both.visitor(who))
    assert {path: page.status for path, page in pages.items() if page.status not in (200, 303)} == {}
    shown = "\n".join(unescape(page.html) for page in pages.values())
    hidden = hidden_from(both, who)
    assert [one for one in hidden if one in shown] == []
    assert len(pages) >= {"admin": 7, "lead": 7, "excluded": 5}.get(who, 6)
    if who in IN_THE_HOUSE:
        assert both.things.words[0] in shown and both.things.words[1] in shown


def hidden_from(both: TwoHouses, who: str) -> tuple[str, ...]:
    mine, cast = both.things, both.world.cast
    more = mine.other
    ids = (
        mine.feedback_id,
        mine.action_id,
        mine.request_id,
        mine.choice_id,
        more.noted_id,
        more.written_id,
        more.voice_id,
    )
    plum = (
        cast.person.name,
        cast.person.id,
        *ids,
        more.done_id,
        more.told_id,
        more.complaint_id,
        mine.risk_plan_id,
        mine.restriction_id,
        more.photo_id,
        *mine.words,
        *more.said,
        *more.changes,
    )
    concern = (mine.concern_id, mine.words[4], more.listen_id, more.heard_by_lead)
    only_manager = mine.words[2]
    if who == "excluded":
        there = both.elsewhere
        of_quince = (*there.words, *there.other.said, there.concern_id, there.other.listen_id, cast.other_person.id)
        return (
            *mine.words,
            *more.said,
            *more.changes,
            more.speaker,
            *concern,
            cast.person.name,
            cast.person.id,
            *of_quince,
        )
    if who == "lead":
        # Concerns are of every house; nothing else is anybody's who works in none.
        elsewhere = (*both.elsewhere.words[:4], *both.elsewhere.other.said)
        said = [one for one in (*more.said, *elsewhere) if not one.endswith(" sound")]  # a lead listened to those first
        return (
            *mine.words[:4],
            *mine.words[5:],
            *said,
            more.speaker,
            mine.feedback_id,
            mine.action_id,
            mine.risk_plan_id,
        )
    if who == "admin":
        there = both.elsewhere
        people = (cast.other_person.name, cast.other_person.id, *there.words, *there.other.said)
        return (*plum, *concern, *people, both.elsewhere.feedback_id)
    if who == "stranger":
        return (*plum, *concern, more.speaker, cast.house.name, cast.house.id, cast.manager.name, cast.worker.name)
    if who == "limited":
        return (*plum, *concern, *both.secrets)
    return (*concern, *both.secrets, *(() if who == "manager" else (only_manager,)))


@pytest.mark.parametrize("who", [one for one in VISITORS[2:] if one != "lead"])
async def test_a_concern_changes_no_page_of_whoever_may_not_know(both: TwoHouses, who: str) -> None:
    """Byte for byte: one that names the excluded lead, and one from which another lead leaves them out by hand."""
    visitor, world = both.visitor(who), both.world
    before = await crawl(visitor)
    named, by_hand = (a_concern(both, words) for words in ("Excl hit me", "he hit me again"))
    with world.store.write() as tx:
        leaving_out.leave_out(tx, world.cast.lead, by_hand, both.staff["excluded"].id)
    after = await crawl(visitor)
    assert as_sent(after) == as_sent(before)
    csrf = await csrf_of(visitor, who)
    for which in (("concern", "GET"), ("concern", "POST"), ("concern_recording", "GET"), ("concern_left_out", "POST")):
        asked = [
            await ask(visitor, which, ids(both) | dict.fromkeys(("concern", "listen"), one), csrf)
            for one in (named, by_hand, "none")
        ]
        assert {page.status for page in asked} == {404}
        assert len({page.response.content for page in asked}) == 1
    with world.store.read() as tx:
        trail = tx.execute(select(audit_events.c.subject_id).where(audit_events.c.actor_id == both.staff[who].id))
        assert not {named, by_hand} & set(trail.scalars()), "nor is there a line of their own that would tell of it"
    assert named in (await both.visitor("lead").get("/concerns")).html


def as_sent(pages: dict[str, Page]) -> dict[str, str]:
    """Without what makes each form another one, so that it is kept once."""
    return {path: re.sub(r'name="form" value="[^"]+"', "", page.html) for path, page in pages.items()}


def a_concern(both: TwoHouses, words: str) -> str:
    person = both.world.cast.person
    with both.world.store.write() as tx:
        return concerns.raise_concern(
            tx,
            Actor("person", person.id),
            person.id,
            words,
            tier="amber",
            kind="harm",
            reasons=("an invented reason",),
            rules_version="1",
            words=words,
            said_at=tx.now,
        )
