"""Preparing a choice: one form, by hand and without a script; what is wrong stands at its field, and nothing typed is lost."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from storage import choice_sets, how_messages, images, people_for_staff, pictures, staff_requests
from storage.choice_sets import ChoiceSet
from storage.vocabulary import ChoiceState, OfferForm, Pictures, RequestKind, WhatChanges
from tests.staff.world import Page, World
from tests.support import uploads

FORM_ID = "0123456789abcdef0123456789abcdef"
QUESTION = "Where do you want to go on Friday?"


def form(world: World, **more: str) -> dict[str, str]:
    days = {"until-day": "8", "until-month": "12", "until-year": "2026"}
    days |= {"review-day": "23", "review-month": "2", "review-year": "2027"}
    options = {"label_0": "Swimming", "sign_0": "🏊", "label_1": "The park", "sign_1": "🌳"}
    rest = {"when": "now", "owner": world.cast.worker.id, "days": "5", "changes": "other", "step": "offer"}
    return {"form": FORM_ID, "question": QUESTION, **options, **days, **rest, **more}


def path(world: World, page: str = "") -> str:
    """The page on which a choice is prepared, or what belongs to it."""
    return f"/people/{world.cast.person.id}/prepare-choice{page}"


def choices(world: World, one: str = "") -> str:
    """The page of all choices, or of one of them."""
    return f"/people/{world.cast.person.id}/choices{one}"


async def send(world: World, /, **more: str) -> Page:
    visitor = world.signed_in(world.cast.worker)
    return await visitor.post(path(world), token_from="/account", **form(world, **more))


def kept(world: World) -> tuple[ChoiceSet, ...]:
    with world.store.read() as tx:
        return choice_sets.listed(tx, world.cast.worker, world.cast.person.id)


async def test_the_page_is_filled_in_before_anybody_types(world: World) -> None:
    with world.store.write() as tx:
        people_for_staff.set_keyworker(tx, world.cast.manager, world.cast.person.id, world.cast.worker.id)
    page = await world.signed_in(world.cast.manager).get(path(world))
    assert page.status == 200 and "Prepare a choice for Pim Testwell" in page.words
    for name, value in {"until-day": "8", "until-month": "12", "review-day": "23", "review-month": "2"}.items():
        assert f'name="{name}" type="text" value="{value}"' in page.html
    assert f'<option value="{world.cast.worker.id}" selected>' in page.html
    assert "“Something else”, “Not now” and “Talk to a person” are always there as well." in page.words


async def test_what_is_in_order_is_offered_from_now_on(world: World) -> None:
    sent = await send(
        world, meaning_0="You go by bus.", meaning_1="You go on foot.", synonyms_0="the baths,  swimmies ,"
    )
    [made] = kept(world)
    assert sent.location == f"/staff{choices(world, f'/{made.id}')}"
    assert made.state is ChoiceState.APPROVED and made.question == QUESTION and made.id == FORM_ID
    assert [(one.label, one.sign, one.meaning) for one in made.options] == [
        ("Swimming", "🏊", "You go by bus."),
        ("The park", "🌳", "You go on foot."),
    ]
    assert made.options[0].synonyms == ("the baths", "swimmies")
    assert (made.offer_from, made.offer_until, made.review_on) == (
        world.clock.now,
        date(2026, 12, 8),
        date(2027, 2, 23),
    )
    assert (made.owner_id, made.what_changes, made.author) == (world.cast.worker.id, WhatChanges.OTHER, "Wes Sample")


async def test_a_form_that_is_sent_twice_makes_one(world: World) -> None:
    first, second = await send(world), await send(world)
    assert first.location == second.location and len(kept(world)) == 1


@pytest.mark.parametrize(
    ("more", "at"),
    [
        ({"when": "asked"}, None),
        (
            {"when": "at", "at-day": "25", "at-month": "11", "at-year": "2026", "at_time": "17:30"},
            datetime(2026, 11, 25, 17, 30, tzinfo=UTC),
        ),
    ],
)
async def test_it_is_offered_when_they_said(world: World, more: dict[str, str], at: datetime | None) -> None:
    assert (await send(world, **more)).status == 303
    assert kept(world)[0].offer_from == at


@pytest.mark.parametrize(
    ("wrong", "field", "advice"),
    [
        ({"question": "Where to go"}, "question", "It ends with a question mark."),
        ({"question": "Do you want to swim?"}, "question", "This asks for yes or no."),
        ({"question": "Which recreational activity do you want?"}, "question", "is a hard word"),
        ({"label_1": "", "sign_1": ""}, "label_1", "One option is no choice."),
        ({"sign_1": ""}, "sign_1", "Give it one emoji or a photo."),
        ({"sign_1": "😊"}, "sign_1", "no face, no heart"),
        ({"label_1": "The best park"}, "label_1", "says which one is right"),
        (
            {"label_1": "", "sign_1": "", "label_2": "swimming", "sign_2": "🌳"},
            "label_2",
            "Another option is called the same.",
        ),
        ({"meaning_0": "You go by bus."}, "meaning_1", "leave it out for all"),
        ({"until-day": "1", "until-month": "11"}, "until-day", "Choose a day in the future"),
        ({"until-day": "99"}, "until-day", "Type a real day"),
        ({"review-day": ""}, "review-day", "Type a real day"),
        ({"owner": ""}, "owner", "Choose who carries it out."),
        ({"days": "0"}, "days", "from 1 to 60"),
        ({"changes": ""}, "changes", "Choose what it changes."),
        ({"when": "at"}, "at_time", "Type a time of day"),
        ({"when": "at", "at_time": "09:00"}, "at-day", "Type the day on which it is offered."),
        ({"photo_1": "no such photo", "sign_1": ""}, "sign_1", "This photo is there no more."),
    ],
)
async def test_what_is_not_in_order_stands_at_its_field_and_nothing_typed_is_lost(
    world: World, wrong: dict[str, str], field: str, advice: str
) -> None:
    page = await send(world, **wrong)
    assert page.status == 422 and advice in page.words and kept(world) == ()
    assert f'href="#{field}"' in page.html and f'id="{field}"' in page.html
    for name, value in form(world, **wrong).items():
        if value and name.split("_")[0] in ("label", "sign", "meaning"):
            assert f'value="{value}"' in page.html, name
    assert f">{form(world, **wrong)['question']}</textarea>" in page.html


async def test_a_significant_matter_is_refused_with_the_reason_and_becomes_a_talk(world: World) -> None:
    asked = {"question": "Where do you want to live?", "label_0": "Here", "label_1": "In Leeds"}
    for step in ("offer", "keep"):
        page = await send(world, **asked, step=step)
        assert page.status == 422 and "Where to live is never decided in a chat. Plan a talk" in page.words
        assert "Mental Capacity Act 2005, sections 1 and 39" in page.words and 'value="talk"' in page.html
    planned = [await send(world, **asked, step="talk") for _ in range(2)]
    assert {one.location for one in planned} == {f"/staff{choices(world)}"} and kept(world) == ()
    with world.store.read() as tx:
        [request] = staff_requests.waiting(tx, world.cast.manager)
    assert (request.kind, request.words) == (RequestKind.PLAN_A_TALK, "Where do you want to live?")


async def test_a_sum_over_the_limit_is_a_significant_matter(world: World) -> None:
    page = await send(world, meaning_0="It costs £120.", meaning_1="It costs nothing.")
    assert page.status == 422 and "A large sum of money" in page.words


async def test_a_draft_lacks_things_and_is_gone_on_with(world: World) -> None:
    sent = await send(world, label_1="", sign_1="", changes="", step="keep")
    [draft] = kept(world)
    assert sent.status == 303 and draft.state is ChoiceState.DRAFT and len(draft.options) == 1
    visitor = world.signed_in(world.cast.worker)
    assert f"?draft={draft.id}" in (await visitor.get(choices(world, f"/{draft.id}"))).html
    page = await visitor.get(f"{path(world)}?draft={draft.id}")
    assert f">{QUESTION}</textarea>" in page.html and 'value="Swimming"' in page.html
    done = await send(world, draft=draft.id, question="What do you want to do on Friday?")
    [made] = kept(world)
    assert done.status == 303 and made.id == draft.id and made.state is ChoiceState.APPROVED
    assert made.question == "What do you want to do on Friday?" and len(made.options) == 2
    assert (await visitor.get(f"{path(world)}?draft={made.id}")).status == 404


async def test_an_earlier_one_is_used_again_with_new_days(world: World) -> None:
    await send(world, synonyms_0="the baths")
    visitor = world.signed_in(world.cast.worker)
    assert f"?from={FORM_ID}" in (await visitor.get(path(world))).html
    world.clock.on(days=30)
    visitor = world.signed_in(world.cast.worker)
    page = await visitor.get(f"{path(world)}?from={FORM_ID}")
    assert f">{QUESTION}</textarea>" in page.html and 'value="the baths"' in page.html
    assert (
        'name="until-day" type="text" value="7"' in page.html
        and 'name="until-year" type="text" value="2027"' in page.html
    )
    days = {"until-day": "7", "until-month": "1", "until-year": "2027"}
    await send(world, **{**days, "form": "f" * 32, "from": FORM_ID})
    assert [one.reused_from_id for one in kept(world)] == [FORM_ID, None]
    assert (await visitor.get(f"{path(world)}?from=nothing")).status == 404


@pytest.mark.parametrize("way", list(OfferForm))
async def test_it_is_shown_as_the_chat_shows_it(world: World, way: OfferForm) -> None:
    with world.store.write() as tx:
        how_messages.apply(tx, world.cast.person.id, way)
    page = await send(world, step="show", meaning_0="You go by bus.", meaning_1="You go on foot.")
    assert page.status == 200 and kept(world) == ()
    shown = page.words.partition("As Pim Testwell will see it")[2]
    assert f"You can choose. {QUESTION}" in shown and "Something else" in shown and "Talk to a person" in shown
    assert ("Soon you can choose." in shown and "You go by bus." in shown) is (way is OfferForm.ONE_AT_A_TIME)


async def test_without_pictures_it_is_shown_in_words_alone(world: World) -> None:
    with world.store.write() as tx:
        how_messages.apply(tx, world.cast.person.id, Pictures.OFF)
        photo = images.made(uploads.photo())
        photo_id = pictures.add(tx, world.cast.worker, world.cast.person.id, "The big pool", photo)
    found = await as_json(world, "/check", photo_0=photo_id, sign_0="")
    assert isinstance(found["screens"], list)
    shown = sorted(found["screens"][0]["buttons"])
    named = ("Not now", "Something else", "Swimming", "Talk to a person", "The park")
    assert shown == [[label, None] for label in named]


async def test_the_order_of_the_preview_is_by_chance_and_stays_for_one_form(world: World) -> None:
    orders = []
    for number in range(12):
        page = await send(world, form=f"{number:032x}", step="show")
        again = await send(world, form=f"{number:032x}", step="show")
        place = [one.words.partition("will see it")[2].index("Swimming") for one in (page, again)]
        park = page.words.partition("will see it")[2].index("The park")
        assert place[0] == place[1]
        orders.append(place[0] < park)
    assert len(set(orders)) == 2


async def test_an_emoji_is_found_without_a_script(world: World) -> None:
    page = await send(world, sign_0="", step="find_0")
    assert page.status == 200 and 'name="sign_0" value="🏊"' in page.html
    page = await send(world, find_0="qzxv", step="find_0")
    assert "Nothing is called that. Try another word." in page.words


async def test_an_own_photo_stands_in_place_of_an_emoji(world: World) -> None:
    with world.store.write() as tx:
        photo = images.made(uploads.photo())
        photo_id = pictures.add(tx, world.cast.worker, world.cast.person.id, "The big pool", photo)
    page = await send(world, sign_0="", photo_0=photo_id, step="show")
    small = f"/staff/people/{world.cast.person.id}/photos/{photo_id}/small"
    assert f'<option value="{photo_id}" selected>The big pool</option>' in page.html and f'src="{small}"' in page.html
    assert (await send(world, sign_0="", photo_0=photo_id)).status == 303
    assert kept(world)[0].options[0].picture_id == photo_id


async def as_json(world: World, page: str, **more: str) -> dict[str, object]:
    visitor = world.signed_in(world.cast.worker)
    token = await visitor.token("/account")
    sent = {"csrf_token": token, **form(world, **more)}
    found: dict[str, object] = (await visitor.client.post(f"/staff{path(world, page)}", data=sent)).json()
    return found


async def test_advice_and_screens_while_it_is_typed(world: World) -> None:
    good = await as_json(world, "/check")
    assert good["advice"] == {} and isinstance(good["screens"], list)
    labels = [label for label, _ in good["screens"][0]["buttons"]]
    assert {*labels} == {"🏊 Swimming", "🌳 The park", "💬 Something else", "⏰ Not now", "👤 Talk to a person"}
    assert labels[2:] == ["💬 Something else", "⏰ Not now", "👤 Talk to a person"]
    bad = await as_json(world, "/check", question="Do you want to move house?", label_0="The best one")
    assert isinstance(bad["advice"], dict)
    assert "never decided in a chat" in bad["advice"]["question"] and "which one is right" in bad["advice"]["label_0"]
    empty = await as_json(world, "/check", question="", label_0="", label_1="", sign_0="", sign_1="")
    assert empty == {"advice": {}, "screens": []}
    found = await as_json(world, "/signs", find="pizza")
    assert found["found"] == [["🍕", "pizza"]]


async def test_it_is_heard_with_its_options(world: World) -> None:
    visitor = world.signed_in(world.cast.worker)
    token = await visitor.token("/account")
    heard = await visitor.client.post(f"/staff{path(world, '/hear')}", data={"csrf_token": token, **form(world)})
    assert heard.status_code in (200, 503)
    empty = {"csrf_token": token, "form": FORM_ID}
    assert (await visitor.client.post(f"/staff{path(world, '/hear')}", data=empty)).status_code == 422


async def test_what_is_typed_is_shown_as_text(world: World) -> None:
    page = await send(world, question="What is <b>?", label_0="<i>", step="show")
    assert "<b>?" not in page.html and "&lt;b&gt;?" in page.html and "<i>" not in page.html
