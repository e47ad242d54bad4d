"""Choice sets: what may be offered, who may prepare and see it, and what is never for a chat."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from storage import choice_sets, images, pictures, prepared_choices, questions, staff_requests, supporters
from storage.choice_sets import ChoiceSet
from storage.database import NotFound, Refused
from storage.prepared_choices import NewChoice, NewOption, law
from storage.vocabulary import ChoiceState, RequestKind, SignificantMatter
from tests.storage.choosing import CINEMA, PARK, SWIM, chosen, offered, prepared, supporter, wanted
from tests.storage.invented import Life
from tests.support import uploads


def problems(life: Life, **changes: object) -> dict[str, str]:
    return life.do(prepared_choices.problems, life.people.person_id, wanted(life, **changes))


def test_a_whole_choice_is_ready_and_offered_as_it_was_written(life: Life) -> None:
    kept = prepared(life)
    assert (kept.state, kept.author, kept.owner) == (ChoiceState.APPROVED, "Will Invented", "Will Invented")
    assert kept.wanted == wanted(life)
    assert [one.answer for one in kept.options] == ["option_1", "option_2", "option_3"]
    assert life.do(choice_sets.for_the_person, life.people.person_id) == (kept,)


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("options", {"options": (SWIM,)}),
        ("options", {"options": ()}),
        ("options", {"options": (SWIM, CINEMA, PARK, NewOption("The zoo", "🦁"))}),
        ("label_1", {"options": (SWIM, NewOption(" swimming ", "🎬"))}),
        ("label_1", {"options": (SWIM, NewOption("The Pool!", "🎬"))}),
        ("label_0", {"options": (NewOption(" ", "🏊"), CINEMA)}),
        ("sign_1", {"options": (SWIM, NewOption("The cinema"))}),
        ("sign_1", {"options": (SWIM, NewOption("The cinema", "film"))}),
        ("sign_1", {"options": (SWIM, NewOption("The cinema", "🎬🎬"))}),
        ("meaning_0", {"options": (replace(SWIM, meaning="a" * 201), CINEMA)}),
        ("question", {"question": "Where to go"}),
        ("question", {"question": "a" * 200 + "?"}),
        ("offer_until", {"offer_until": None}),
        ("offer_until", {"offer_until": date(2026, 11, 9)}),
        ("review_on", {"review_on": None}),
        ("review_on", {"review_on": date(2026, 11, 9)}),
        ("carry_out_days", {"carry_out_days": 0}),
        ("owner_id", {"owner_id": None}),
        ("matter", {"matter": SignificantMatter.MOVING}),
    ],
)
def test_what_is_not_whole_says_what_to_do_about_it(life: Life, field: str, changes: dict[str, object]) -> None:
    found = problems(life, **changes)
    assert list(found) == [field]
    assert found[field].endswith(".")


def test_whose_house_it_is_not_cannot_own_it(life: Life) -> None:
    assert list(problems(life, owner_id=life.people.elsewhere.id)) == ["owner_id"]


def test_it_is_offered_before_it_is_over(life: Life) -> None:
    late = life.clock.now + timedelta(days=15)
    assert list(problems(life, offer_from=late)) == ["offer_until"]


def test_a_photo_of_the_person_is_as_good_as_a_sign(life: Life, tmp_path: Path) -> None:
    life.store.media = tmp_path
    photo = images.made(uploads.photo())
    theirs, others = (
        life.do(pictures.add, life.people.worker, who, "The pool", photo)
        for who in (life.people.person_id, life.people.housemate_id)
    )
    assert problems(life, options=(NewOption("My pool", picture_id=theirs), CINEMA)) == {}
    for gone in (others, "no such photo"):
        assert list(problems(life, options=(CINEMA, NewOption("My pool", picture_id=gone)))) == ["sign_1"]


def test_a_draft_may_lack_things_and_is_ready_only_without(life: Life) -> None:
    people = life.people
    draft = life.do(choice_sets.prepare, people.worker, people.person_id, wanted(life, options=(SWIM,)))
    assert draft.state is ChoiceState.DRAFT
    assert life.do(choice_sets.for_the_person, people.person_id) == ()
    with pytest.raises(Refused, match="One option is no choice"):
        life.do(choice_sets.approve, people.worker, draft.id)
    life.do(choice_sets.change, people.colleague, draft.id, wanted(life))
    kept = life.do(choice_sets.approve, people.worker, draft.id)
    with pytest.raises(Refused, match="ready already"):
        life.do(choice_sets.change, people.worker, kept.id, wanted(life))
    with pytest.raises(Refused, match="ready already"):
        life.do(choice_sets.approve, people.worker, kept.id)


@pytest.mark.parametrize("matter", SignificantMatter)
def test_a_significant_matter_is_never_prepared_and_becomes_a_talk(life: Life, matter: SignificantMatter) -> None:
    people = life.people
    with pytest.raises(Refused, match="Plan a talk"):
        life.do(choice_sets.prepare, people.worker, people.person_id, wanted(life, matter=matter))
    for _ in range(2):
        life.do(
            choice_sets.plan_a_talk, people.worker, people.person_id, matter, "Where do you want to live?", "a form"
        )
    [request] = life.do(staff_requests.waiting, people.manager)
    assert (request.kind, request.words) == (RequestKind.PLAN_A_TALK, "Where do you want to live?")
    assert law(matter).endswith(").")


def test_what_is_kept_at_all_has_a_question(life: Life) -> None:
    with pytest.raises(Refused, match="Write the question"):
        life.do(choice_sets.prepare, life.people.worker, life.people.person_id, NewChoice(" ", ()))


def test_one_taken_back_is_offered_no_more_but_a_decision_is_the_persons(life: Life) -> None:
    kept, decided = prepared(life), prepared(life)
    life.do(choice_sets.withdraw, life.people.worker, kept.id)
    assert life.do(choice_sets.one, kept.id).state is ChoiceState.WITHDRAWN
    chosen(life, decided)
    with pytest.raises(Refused, match="has decided"):
        life.do(choice_sets.withdraw, life.people.worker, decided.id)
    assert [one.id for one in life.do(choice_sets.for_the_person, life.people.person_id)] == [decided.id]


def test_an_open_offer_ends_with_the_choice(life: Life) -> None:
    kept = prepared(life)
    offered(life, kept)
    life.do(choice_sets.withdraw, life.people.worker, kept.id)
    assert life.do(questions.open_question, life.people.person_id) is None


def test_an_earlier_one_is_used_again(life: Life) -> None:
    people, kept = life.people, prepared(life)
    again = life.do(
        choice_sets.prepare, people.colleague, people.person_id, kept.wanted, reused_from_id=kept.id, set_id="a form"
    )
    assert (again.id, again.state, again.reused_from_id) == ("a form", ChoiceState.DRAFT, kept.id)
    assert (again.author, again.wanted) == ("Kit Invented", kept.wanted)


def ids(life: Life, viewer: choice_sets.Author) -> set[str]:
    return {one.id for one in life.do(choice_sets.listed, viewer, life.people.person_id)}


def test_staff_of_the_house_see_all_and_nobody_elsewhere_sees_any(life: Life) -> None:
    people, aunt = life.people, supporter(life)
    by_staff, by_aunt = prepared(life), prepared(life, author=aunt)
    assert ids(life, people.manager) == {by_staff.id, by_aunt.id}
    for outsider in (people.elsewhere, people.lead):
        assert ids(life, outsider) == set()
        with pytest.raises(NotFound):
            life.do(choice_sets.for_viewer, outsider, by_staff.id)
        with pytest.raises(NotFound):
            life.do(choice_sets.prepare, outsider, people.person_id, wanted(life))


def test_a_supporter_sees_what_they_prepared_and_nothing_else(life: Life) -> None:
    aunt, friend = supporter(life), supporter(life, "A Friend")
    mine, theirs, by_staff = prepared(life, author=aunt), prepared(life, author=friend), prepared(life)
    assert ids(life, aunt) == {mine.id}
    assert mine.author == "Aunt Invented"
    for other in (theirs, by_staff):
        for verb in (choice_sets.for_viewer, choice_sets.withdraw):
            with pytest.raises(NotFound):
                life.do(verb, aunt, other.id)
        with pytest.raises(NotFound):
            life.do(choice_sets.prepare, aunt, life.people.person_id, other.wanted, reused_from_id=other.id)
    with pytest.raises(NotFound):
        life.do(choice_sets.prepare, aunt, life.people.housemate_id, wanted(life))


def test_a_supporter_whom_the_person_ended_sees_and_does_nothing(life: Life) -> None:
    aunt = supporter(life)
    mine: ChoiceSet = prepared(life, author=aunt)
    life.do(supporters.end_by_person, life.people.person_id, aunt.id)
    assert ids(life, aunt) == set()
    with pytest.raises(NotFound):
        life.do(choice_sets.withdraw, aunt, mine.id)
    with pytest.raises(NotFound):
        life.do(choice_sets.prepare, aunt, life.people.person_id, wanted(life))
    assert ids(life, life.people.worker) == {mine.id}
