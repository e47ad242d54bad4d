"""The review pack: one page the person can follow, the same facts as JSON, and nothing that is not theirs to see."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from staff.review_pack import Period, render
from storage import contents, houses, pending_actions, reviews
from storage.audit import SYSTEM
from storage.errors import NotFound, Refused
from storage.vocabulary import DidItHelp, Triage
from tests.staff.invented_history import NOISE, History, a_small_one
from tests.staff.world import Page, World
from tests.support.seen import seen
from wording.catalogue import Catalogue

GOLDEN = Path(__file__).parent / "review_pack.json"


def html(world: World, catalogue: Catalogue, period: Period | None = None) -> str:
    return render(world.store, world.cast.person.name, period, "html", catalogue)


def read(page: str) -> str:
    """What is read on the page, single spaces between."""

    class Response:
        text = page

    return Page(Response()).words  # type: ignore[arg-type]  # a page that no server sent


def facts(world: World, catalogue: Catalogue) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(render(world.store, world.cast.person.id, None, "json", catalogue))
    return found


def without_ids(found: dict[str, Any]) -> dict[str, Any]:
    """Random ids become numbers, so that the rest can be compared."""
    known: dict[str, str] = {}

    def plain(key: str, value: Any) -> Any:
        if isinstance(value, dict):
            return {inner: plain(inner, one) for inner, one in value.items()}
        if isinstance(value, list):
            return [plain(key, one) for one in value]
        return known.setdefault(value, f"id {len(known) + 1}") if key == "id" else value

    return {key: plain(key, value) for key, value in found.items()}


def test_the_facts_of_a_small_history_are_the_golden_ones(world: World, catalogue: Catalogue) -> None:
    a_small_one(world)

    assert without_ids(facts(world, catalogue)) == json.loads(GOLDEN.read_text(encoding="utf-8"))


def test_every_thing_goes_the_five_steps_in_order(world: World, catalogue: Catalogue) -> None:
    a_small_one(world)
    page = read(html(world, catalogue))
    steps = ["🗣️ You said", "🔧 What we did", "📣 What we told you", "🔎 How it is now", "📌 Still open"]

    things = re.split(r"Thing \d of 5", page)[1:]
    assert len(things) == 5
    for thing in things:
        assert re.findall("|".join(steps), thing) == steps


def test_own_words_stand_exactly_as_said_and_escaped(world: World, catalogue: Catalogue) -> None:
    world.says(NOISE)
    page = html(world, catalogue)

    assert f"“{NOISE}”" in re.sub(r"</?span[^>]*>", "", seen(page)).replace("&lt;", "<").replace("&gt;", ">").replace(
        "&amp;", "&"
    ).replace("&#39;", "'")
    assert "<b>too loud" not in page


def test_the_page_says_what_was_done_told_and_asked(world: World, catalogue: Catalogue) -> None:
    a_small_one(world)
    _, noise, bus, dog, dancing, face = re.split(r"Thing \d of 5", read(html(world, catalogue)))

    assert "You told us on your own." in noise
    assert "We did this on Sunday 1 November: We keep the TV low after 10 at night now." in noise
    assert "On Sunday 1 November we told you what we did. You read it or heard it." in noise
    assert "You said: 😊 Better" in noise and "No. There is nothing more to do now." in noise
    assert "Someone read it to you." in bus and "You said: 😞 No" in bus
    assert "We are working on it again." in bus and "Yes, and it is late." in bus
    assert "Someone tapped for you." in dog and "We cannot do it: The house has a rule" in dog
    assert "we told you that a person read it" in dancing and "We did not ask you about this one." in dancing
    assert "😊 Good" in face and "You sent us no words with it." in face
    assert "We do not know if someone helped you to tell us." in face
    assert "Yes. A person will read it by" in face


def test_what_only_the_manager_may_see_is_in_neither(world: World, catalogue: Catalogue) -> None:
    a_small_one(world)

    assert "Only for the manager" not in html(world, catalogue)
    assert "Only for the manager" not in json.dumps(facts(world, catalogue))


def test_notes_and_reasons_of_staff_are_in_neither(world: World, catalogue: Catalogue) -> None:
    history = History(world)
    action = history.agree(world.says("The door sticks").id, "We mend the door.")
    history.finish(action.id, "We mended the door.", deliver=False)
    with world.store.write() as tx:
        pending_actions.close(tx, world.cast.manager, action.id, not_told_reason="A reason for staff alone")

    page = html(world, catalogue)
    assert "A reason for staff alone" not in page + json.dumps(facts(world, catalogue))
    assert "We did not tell you what we did." in read(page)


def test_something_finished_but_not_told_is_still_open(world: World, catalogue: Catalogue) -> None:
    history = History(world)
    action = history.agree(world.says("The door sticks").id, "We mend the door.")
    history.finish(action.id, "We mended the door.", deliver=False)

    page = read(html(world, catalogue))
    assert "We have not told you what we did yet." in page and "Yes. We still have to tell you about it." in page


def test_an_asking_without_an_answer_stays_an_offer(world: World, catalogue: Catalogue) -> None:
    history = History(world)
    action = history.agree(world.says("The door sticks").id, "We mend the door.")
    history.finish(action.id, "We mended the door.")
    assert "We have not asked you yet if it helped." in read(html(world, catalogue))

    world.clock.on(days=3)
    history.ask(action.id)
    assert "We asked if it helped. You can still tell us." in read(html(world, catalogue))


def test_an_asking_that_was_never_answered_is_not_denied_when_staff_close_it(
    world: World, catalogue: Catalogue
) -> None:
    history = History(world)
    action = history.agree(world.says("The door sticks").id, "We mend the door.")
    history.finish(action.id, "We mended the door.")
    world.clock.on(days=20)
    history.ask(action.id)
    with world.store.write() as tx:
        pending_actions.close(tx, world.cast.manager, action.id)
    page = read(html(world, catalogue))

    assert "We asked if it helped. You can still tell us." in page and "No. There is nothing more to do now." in page


def test_a_second_try_that_cannot_be_done_is_told_apart_from_the_first(world: World, catalogue: Catalogue) -> None:
    history = History(world)
    action = history.agree(world.says("The door sticks").id, "We mend the door.")
    history.finish(action.id, "We mended the door.")
    world.clock.on(days=3)
    history.answer(action.id, DidItHelp.DID_NOT_HELP)
    history.finish(action.id, "The door is too old.", done=False)
    page = read(html(world, catalogue))

    assert "We cannot do it: The door is too old." in page and "We did this on" not in page
    assert page.count("You said: 😞 No") == 1 and "We have not asked you yet" not in page
    assert "No. There is nothing more to do now." in page


def test_a_complaint_is_open_until_it_is_answered(world: World, catalogue: Catalogue) -> None:
    History(world).decide(world.says("Nobody listens to me").id, Triage.COMPLAINT)
    page = read(html(world, catalogue))

    assert "We made this a complaint." in page and "Yes. A manager will look at it." in page
    History(world).answer_complaint("We meet each Monday now.")
    page = read(html(world, catalogue))
    assert "This is our answer: We meet each Monday now." in page and "we told you our answer" in page
    assert "we told you who will answer your complaint" in page
    assert "No. There is nothing more to do now." in page


def test_weekly_news_that_staff_still_work_on_it_is_told_once(world: World, catalogue: Catalogue) -> None:
    history = History(world)
    action = history.agree(world.says("The bath is cold").id, "We mend the bath.", in_days=30)
    for _ in range(3):
        world.clock.on(days=7)
        with world.store.write() as tx:
            pending_actions.tell_still_working(tx, pending_actions.one(tx, action.id))
        history.deliver()
    page = read(html(world, catalogue))

    assert page.count("we told you that we are working on it") == 1
    assert "On Tuesday 15 December we told you that we are working on it." in page


def test_purged_words_are_said_to_be_gone(world: World, catalogue: Catalogue) -> None:
    said = world.says("Words to forget")
    with world.store.write() as tx:
        contents.purge(tx, SYSTEM, str(said.content_id))

    assert "We do not have your words any more." in read(html(world, catalogue))
    assert facts(world, catalogue)["things"][0]["said"]["words"] is None


def test_an_empty_period_says_so_in_easy_words(world: World, catalogue: Catalogue) -> None:
    page = read(html(world, catalogue, Period(date(2026, 1, 1), date(2026, 1, 31))))

    assert "There is nothing to show for this time." in page
    assert "Thing 1" not in page
    assert "It starts on Thursday 1 January. It ends on Saturday 31 January." in page


def test_nothing_is_counted_or_averaged(world: World, catalogue: Catalogue) -> None:
    a_small_one(world)

    assert not re.search(r"\d\s*%|average|score", html(world, catalogue).split("</style>")[1])


def test_the_page_stands_alone(world: World, catalogue: Catalogue) -> None:
    a_small_one(world)

    page = html(world, catalogue)
    pictures = re.findall(r'<img class="sign" src="data:image/svg\+xml;base64,[\w+/=]+"', page)
    assert pictures and not re.search(r"\b(src|href|url|@import)\b", page.replace('img class="sign" src=', ""))


def test_without_a_period_it_begins_after_the_last_review(world: World, catalogue: Catalogue) -> None:
    world.says("Before the review")
    member, person = world.cast.worker, world.cast.person
    with world.store.write() as tx:
        review = reviews.prepare(tx, member, person.id)
        reviews.hold(tx, member, review.id, tx.today + timedelta(days=90))
    world.clock.on(days=2)
    world.says("After the review")
    found = facts(world, catalogue)

    assert [one["said"]["words"] for one in found["things"]] == ["After the review"]
    assert found["period"] == {"from": "2026-11-25", "to": "2026-11-26"}


@pytest.mark.parametrize("outcome", list(DidItHelp))
def test_every_answer_has_its_words(world: World, catalogue: Catalogue, outcome: DidItHelp) -> None:
    history = History(world)
    action = history.agree(world.says("The door sticks").id, "We mend the door.")
    history.finish(action.id, "We mended the door.")
    world.clock.on(days=3)
    history.answer(action.id, outcome)
    label = next(one.label for one in catalogue["utter_ask_did_it_help"].options if one.answer == outcome)

    assert f"You said: {label}" in read(html(world, catalogue))


def test_an_unknown_person_is_refused_with_what_to_do(world: World, catalogue: Catalogue) -> None:
    with pytest.raises(NotFound, match=r"nobody called “Nobody Here”.*People"):
        render(world.store, "Nobody Here", None, "html", catalogue)


def test_two_people_of_one_name_are_told_apart_by_id(world: World, catalogue: Catalogue) -> None:
    with world.store.write() as tx:
        double = houses.add_person(tx, SYSTEM, world.cast.other_house.id, "pim testwell")

    with pytest.raises(Refused, match=rf"2 people .*Give an id.*{double.id} \(Quince Cottage\)"):
        html(world, catalogue)
    assert json.loads(render(world.store, double.id, None, "json", catalogue))["person"]["id"] == double.id


def test_a_period_that_ends_before_it_begins_is_refused(world: World, catalogue: Catalogue) -> None:
    with pytest.raises(Refused, match="Swap them"):
        html(world, catalogue, Period(date(2026, 2, 1), date(2026, 1, 1)))
