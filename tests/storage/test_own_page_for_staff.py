"""A person's page as staff see it, and what they write down for it: marked as what it is, screened, and theirs to see only."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from storage import Store, concerns, images, own_page, own_page_for_staff, pictures, sheets, what_matters
from storage.database import NotFound, Refused
from storage.findings import Found
from storage.heard import Heard
from storage.own_page import Entry
from storage.own_page_for_staff import OwnPage, Told
from storage.sheets import Photo
from storage.staff_accounts import StaffMember
from storage.vocabulary import MattersEnd, MattersKind, Present, Route, VisibleTo, Voice
from tests.storage.invented import START, Life
from tests.support import uploads

FOUND = Found("amber", "words", ("an invented reason",), "1")
TOLD = Told(
    form="form 1",
    kind=MattersKind.MATTERS_MOST,
    words="football on a Saturday",
    route=Route.FACE_TO_FACE,
    voice=Voice.SELF_WITH_SUPPORT,
    said_on=START.date(),
    present=Present.STAFF,
    helper=None,
    visible_to=VisibleTo.MY_STAFF,
)

POOL = images.made(uploads.photo(colour="teal"))


@pytest.fixture(autouse=True)
def folder(store: Store, tmp_path: Path) -> Path:
    """The media folder, of this test alone."""
    store.media = tmp_path / "media"
    return store.media


def write(life: Life, told: Told = TOLD, member: StaffMember | None = None, found: Found | None = None) -> Entry | None:
    who = member or life.people.worker
    return life.do(own_page_for_staff.write_down, who, life.people.person_id, told, found)


def put(life: Life) -> Entry:
    entry = write(life)
    assert entry is not None
    return entry


def seen(life: Life, member: StaffMember | None = None) -> OwnPage:
    return life.do(own_page_for_staff.for_member, member or life.people.worker, life.people.person_id)


def words(found: OwnPage) -> list[str | None]:
    return [one.words for one in found.now]


def test_what_was_told_in_person_stands_on_the_page_marked_as_that(life: Life) -> None:
    write(life)
    [entry] = seen(life).now
    assert (entry.voice, entry.route, entry.entered_by) == (
        Voice.SELF_WITH_SUPPORT,
        Route.FACE_TO_FACE,
        "Will Invented",
    )
    assert (entry.present, entry.response) == (Present.STAFF, None)


def test_a_form_sent_twice_counts_once(life: Life) -> None:
    assert write(life) == write(life)
    assert len(seen(life).now) == 1


def test_other_words_take_the_place_of_the_old_of_whatever_kind_the_form_says(life: Life) -> None:
    entry = write(life)
    assert entry is not None
    again = replace(TOLD, form="form 2", kind=MattersKind.AVOID, words="watching football", instead_of=entry.id)
    write(life, again)
    found = seen(life)
    assert words(found) == ["watching football"] and found.now[0].kind is MattersKind.MATTERS_MOST
    assert [(one.words, one.ended) for one in found.before] == [(TOLD.words, MattersEnd.REPLACED)]
    with pytest.raises(Refused, match="not on the page any more"):
        write(life, replace(again, form="form 3"))


def test_a_fourth_thing_that_matters_most_is_refused(life: Life) -> None:
    for number in range(3):
        write(life, replace(TOLD, form=f"form {number}", words=f"thing {number}"))
    with pytest.raises(Refused, match="Take one off the page"):
        write(life, replace(TOLD, form="form 9", words="thing 9"))
    assert len(seen(life).now) == 3


@pytest.mark.parametrize(
    "told",
    [
        replace(TOLD, words=""),
        replace(TOLD, words="w" * 301),
        replace(TOLD, route=Route.CHAT_TEXT),
        replace(TOLD, said_on=START.date().replace(year=2027)),
        replace(TOLD, route=Route.ADVOCATE, voice=Voice.STAFF_OBSERVATION),
        replace(TOLD, helper="h" * 121),
    ],
)
def test_what_will_not_do_is_refused(life: Life, told: Told) -> None:
    with pytest.raises(Refused):
        write(life, told)
    assert seen(life).now == ()


def test_what_tells_of_harm_goes_to_the_lead_alone(life: Life) -> None:
    assert write(life, replace(TOLD, words="the night man hits me"), found=FOUND) is None
    assert seen(life).now == ()
    [concern] = life.do(concerns.for_lead, life.people.lead)
    assert concern.words == "the night man hits me"
    assert write(life, replace(TOLD, words="the night man hits me"), found=FOUND) is None
    assert len(life.do(concerns.for_lead, life.people.lead)) == 1


def test_a_check_is_looked_at_and_stands_on_the_page(life: Life) -> None:
    assert write(life, found=replace(FOUND, tier="check")) is not None
    assert len(life.do(concerns.for_lead, life.people.lead)) == 1


def test_what_is_for_the_manager_is_seen_by_no_other_and_stands_on_no_sheet(life: Life) -> None:
    write(life, replace(TOLD, visible_to=VisibleTo.ONLY_MANAGER))
    assert words(seen(life)) == [] and words(seen(life, life.people.manager)) == [TOLD.words]
    sheet = life.do(sheets.of_own_page, life.people.manager, life.people.person_id, "shift_sheet")
    assert words(sheet.page) == []


def test_nobody_reads_that_they_make_a_bad_day_and_everybody_else_does(life: Life) -> None:
    write(life, replace(TOLD, kind=MattersKind.AVOID, words="Kit in the morning"), life.people.worker)
    assert words(seen(life, life.people.colleague)) == [] and words(seen(life)) == ["Kit in the morning"]
    write(life, replace(TOLD, form="form 2", kind=MattersKind.MY_PEOPLE, words="Kit and my mum"))
    assert words(seen(life, life.people.colleague)) == ["Kit and my mum"]


def test_what_is_first_is_for_the_person_to_say(life: Life) -> None:
    for number in range(3):
        write(life, replace(TOLD, form=f"form {number}", words=f"thing {number}"))
    last = seen(life).now[-1]
    life.do(own_page_for_staff.put_first, life.people.worker, life.people.person_id, last.id)
    assert words(seen(life)) == ["thing 2", "thing 0", "thing 1"]
    life.do(own_page_for_staff.take_away, life.people.worker, life.people.person_id, last.id)
    assert words(seen(life)) == ["thing 0", "thing 1"]
    for verb in (own_page_for_staff.put_first, own_page_for_staff.take_away):
        with pytest.raises(Refused):
            life.do(verb, life.people.worker, life.people.person_id, last.id)


def test_what_is_being_told_in_the_chat_is_not_theirs_to_see(life: Life) -> None:
    asked = "utter_ask_what_matters_helps"
    entry = life.do(what_matters.begin, life.people.person_id, MattersKind.HELPS, asked)
    life.do(what_matters.keep_words, entry.id, life.write("music"), Heard())
    life.do(what_matters.throw_away, entry.id)
    found = seen(life)
    assert found.now == () and found.before == ()


@pytest.mark.parametrize("who", ["elsewhere", "lead"])
def test_to_others_there_is_no_such_person(life: Life, who: str) -> None:
    write(life)
    [entry] = seen(life).now
    member, person_id = getattr(life.people, who), life.people.person_id
    tries: list[Callable[[], object]] = [
        lambda: seen(life, member),
        lambda: write(life, replace(TOLD, form="form 2"), member),
        lambda: life.do(own_page_for_staff.take_away, member, person_id, entry.id),
        lambda: life.do(own_page_for_staff.put_first, member, person_id, entry.id),
        lambda: life.do(own_page_for_staff.entry_for_member, member, person_id, entry.id),
        lambda: life.do(sheets.of_own_page, member, person_id, "shift_sheet"),
    ]
    for attempt in tries:
        with pytest.raises(NotFound):
            attempt()
    assert len(life.do(own_page.page, person_id)) == 1


def test_a_photo_of_their_own_stands_beside_what_they_said_until_it_is_taken_away(life: Life) -> None:
    people = life.people
    entry = put(life)
    photo_id = life.do(pictures.add, people.worker, people.person_id, "The pool", POOL)
    life.do(own_page_for_staff.put_photo, people.worker, people.person_id, entry.id, photo_id)
    sheet = life.do(sheets.of_own_page, people.worker, people.person_id, "own_page_sheet")
    assert (sheet.page.now[0].picture_id, sheet.photos) == (photo_id, {photo_id: Photo("The pool", POOL.small)})
    life.do(pictures.take_away, people.worker, people.person_id, photo_id)
    assert life.do(sheets.of_own_page, people.worker, people.person_id, "own_page_sheet").photos == {}
    life.do(own_page_for_staff.put_photo, people.worker, people.person_id, entry.id, None)
    assert life.do(own_page.one, entry.id).picture_id is None


def test_a_photo_of_somebody_else_or_one_that_is_gone_stands_nowhere(life: Life) -> None:
    people = life.people
    entry = put(life)
    theirs = life.do(pictures.add, people.worker, people.housemate_id, "The garden", POOL)
    gone = life.do(pictures.add, people.worker, people.person_id, "The pool", POOL)
    life.do(pictures.take_away, people.worker, people.person_id, gone)
    for photo_id in (theirs, gone, "no-such-id"):
        with pytest.raises(Refused, match="there no more"):
            life.do(own_page_for_staff.put_photo, people.worker, people.person_id, entry.id, photo_id)
    with pytest.raises(NotFound):
        life.do(own_page_for_staff.put_photo, people.elsewhere, people.person_id, entry.id, None)


def test_a_photo_that_does_not_open_is_left_out_of_the_sheet(life: Life, folder: Path) -> None:
    people = life.people
    entry = put(life)
    photo_id = life.do(pictures.add, people.worker, people.person_id, "The pool", POOL)
    life.do(own_page_for_staff.put_photo, people.worker, people.person_id, entry.id, photo_id)
    for file in folder.iterdir():
        file.write_bytes(b"not a photo any more")
    sheet = life.do(sheets.of_own_page, people.worker, people.person_id, "own_page_sheet")
    assert words(sheet.page) == [TOLD.words] and sheet.photos == {}
