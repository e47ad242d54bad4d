"""A prepared choice: picked in whatever way, read back, sent, given a reason, carried out, told, and asked about (R29-R34)."""

from __future__ import annotations

import pytest

from storage import choice_sets, contents, decisions, feedback, how_messages, outcomes, pending_actions, supporters
from storage.audit import SYSTEM
from storage.vocabulary import (
    ActionStatus,
    ChoiceState,
    DidItHelp,
    HelpedBy,
    OfferForm,
    QuestionKind,
    Relation,
    RequestKind,
)
from tests.conversation.choosing import (
    LABELS,
    OFFERED,
    QUESTION,
    WAYS_OUT,
    chosen_labels,
    offers,
    picks,
    prepared,
    requests,
    state,
    versions,
)
from tests.conversation.conftest import House, SetClock
from tests.conversation.states import asked
from tests.support.talk import Talk

READ_BACK_SWIM = "You picked: 🏊 Swimming\nYou will go to the pool."
WHO_SEES = "If you send it, support_worker Invented will see it. What do you want to do?"
WHO_HELPED = "How did you tell me this? You can skip this one."
REASON = "You can tell me your reason. You do not have to."
ANOTHER_WAY = "That is OK. Here it is in another way."


async def test_picked_read_back_sent_and_given_a_reason(talk: Talk, house: House) -> None:
    kept = await prepared(talk, house)
    assert await talk.says("my choices") == [OFFERED]
    [offer] = await offers(talk, kept)
    in_order = [LABELS[kept.option(one).place] for one in offer.shown_order]
    assert talk.buttons() == [*in_order, *WAYS_OUT]
    assert await talk.taps("🏊 Swimming") == [READ_BACK_SWIM, WHO_SEES]
    assert await versions(talk, kept) == ()
    assert await talk.taps("📨 Send it") == [
        "You chose: 🏊 Swimming\nYou will go to the pool.\nsupport_worker Invented will do this by Monday 9 March.",
        REASON,
    ]
    assert await talk.says("i like the water") == ["Thank you. I kept your reason.", WHO_HELPED]
    assert await talk.taps("Someone read it to me") == ["Thank you. I kept that."]
    [decision] = await versions(talk, kept)
    assert (decision.option_id, decision.helped_by) == (kept.options[0].id, HelpedBy.READ_TO_ME)
    assert await talk.store.reading(contents.words_of, str(decision.reason_content_id)) == "i like the water"
    assert await state(talk, kept) == ChoiceState.CHOSEN
    action = await talk.store.reading(pending_actions.one, str(decision.pending_action_id))
    assert (action.owner_id, action.status) == (house.worker.id, ActionStatus.AGREED)
    assert await talk.store.reading(feedback.of_person, talk.person_id) == ()


async def test_no_reason_is_as_good(talk: Talk, house: House) -> None:
    kept = await prepared(talk, house)
    await picks(talk)
    assert await talk.taps("Say nothing") == [WHO_HELPED]
    assert await talk.presses("skip") == ["OK, we skip that."]
    [decision] = await versions(talk, kept)
    assert (decision.reason_content_id, decision.helped_by) == (None, HelpedBy.NOT_KNOWN)


@pytest.mark.parametrize(
    "words", ["swimming", "i want swimming please", "swiming", "🏊", "the baths", "SWIMMING!!", "can i go swimming"]
)
async def test_it_can_be_typed_in_many_ways(talk: Talk, house: House, words: str) -> None:
    await prepared(talk, house)
    await talk.says("my choices")
    assert await talk.says(words) == [READ_BACK_SWIM, WHO_SEES]


@pytest.mark.parametrize("number", [1, 2, 3])
async def test_a_number_means_the_order_shown(talk: Talk, house: House, number: int) -> None:
    await prepared(talk, house)
    await talk.says("my choices")
    label = talk.buttons()[number - 1]
    assert (await talk.says(str(number)))[0].startswith(f"You picked: {label}")


@pytest.mark.parametrize("words", ["not swimming", "swimming or the park", "qwertyuiop asdf"])
async def test_what_names_no_option_for_sure_picks_none(talk: Talk, house: House, words: str) -> None:
    kept = await prepared(talk, house)
    await talk.says("my choices")
    await talk.says(words)
    assert await versions(talk, kept) == ()
    question = await asked(talk)
    assert question is not None and "option" not in question.values


async def test_changed_or_not_sent_nothing_is_decided(talk: Talk, house: House) -> None:
    kept = await prepared(talk, house)
    await talk.says("my choices")
    first = talk.buttons()
    await talk.taps("🏊 Swimming")
    assert await talk.taps("✏️ Change it") == [OFFERED]
    assert talk.buttons() == first
    await talk.taps("🌳 The park")
    assert await talk.presses("back") == [OFFERED]
    await talk.taps("🌳 The park")
    assert await talk.taps("❌ Do not send it") == ["I did not send it. You can choose on another day."]
    assert (await versions(talk, kept), await state(talk, kept)) == ((), ChoiceState.DECLINED)
    assert await talk.says("my choices") == [OFFERED]


async def test_something_else_in_own_words(talk: Talk, house: House) -> None:
    kept = await prepared(talk, house)
    await talk.says("my choices")
    assert await talk.taps("💬 Something else") == ["What do you want? Say it in your own words."]
    assert await talk.says("watch a film at home") == ["You said: “watch a film at home”", WHO_SEES]
    assert await talk.taps("📨 Send it") == [
        "You said: “watch a film at home”\nsupport_worker Invented will talk to you about it.",
        WHO_HELPED,
    ]
    [decision] = await versions(talk, kept)
    assert (decision.option_id, decision.pending_action_id) == (None, None)
    assert await requests(talk, house) == [RequestKind.CHOSE_SOMETHING_ELSE]
    assert await talk.store.reading(feedback.of_person, talk.person_id) == ()


async def test_something_else_may_be_said_at_once_and_taken_back(talk: Talk, house: House) -> None:
    kept = await prepared(talk, house)
    await talk.says("my choices")
    assert (await talk.says("i want to go bowling with my brother"))[0] == (
        "You said: “i want to go bowling with my brother”"
    )
    assert await talk.taps("✏️ Change it") == [OFFERED]
    await talk.taps("💬 Something else")
    assert await talk.taps("Say nothing") == [OFFERED]
    assert await versions(talk, kept) == ()


async def test_not_now_is_a_good_answer(talk: Talk, house: House) -> None:
    kept = await prepared(talk, house)
    await talk.says("my choices")
    assert await talk.taps("⏰ Not now") == ["OK, not now. To choose later, just write: my choices."]
    assert (await versions(talk, kept), await state(talk, kept)) == ((), ChoiceState.NOT_NOW)
    assert await talk.says("my choices") == [OFFERED]


async def test_a_person_to_talk_to(talk: Talk, house: House) -> None:
    kept = await prepared(talk, house)
    await talk.says("my choices")
    assert (await talk.taps("👤 Talk to a person"))[0].startswith("I put this on the list for your staff.")
    assert (await state(talk, kept), await requests(talk, house)) == (
        ChoiceState.NO_DECISION,
        [RequestKind.WANTS_TO_TALK],
    )


@pytest.mark.parametrize(
    "words", ["yes", "no", "not sure", "i dont know", "whatever Sam wants", "both", "i dont mind", "yes please"]
)
async def test_what_decides_nothing_comes_once_in_another_form_and_then_with_help(
    talk: Talk, house: House, words: str
) -> None:
    kept = await prepared(talk, house)
    await talk.says("my choices")
    first = talk.buttons()[:3]
    said = await talk.says(words)
    assert said[0] == ANOTHER_WAY
    looks = [said[-1].removeprefix("You can pick: ")]
    for _ in range(2):
        looks.append((await talk.taps("➡️ Next"))[-1].removeprefix("You can also pick: "))
    assert [one.splitlines()[0] for one in looks] == first[::-1]
    assert await talk.taps("➡️ Next") == [OFFERED]
    assert talk.buttons()[:3] == first[::-1]
    assert await talk.says(words) == ["It can be hard to choose. Your staff can help you think about it."]
    assert await talk.taps("🤝 Ask for help") == [
        "I put it on the list for your staff. Your staff can help you choose."
    ]
    assert (await versions(talk, kept), await state(talk, kept)) == ((), ChoiceState.NO_DECISION)
    assert await requests(talk, house) == [RequestKind.HELP_TO_CHOOSE]


@pytest.mark.parametrize("words", ["you choose", "u pick", "what do you think?", "which one is best"])
async def test_the_bot_never_chooses_and_never_advises(talk: Talk, house: House, words: str) -> None:
    kept = await prepared(talk, house)
    await talk.store.writing(supporters.add, SYSTEM, talk.person_id, "Aunt Jo", Relation.FAMILY)
    await talk.says("my choices")
    assert await talk.says(words) == ["I cannot choose for you. Aunt Jo can help you think about it."]
    assert await talk.taps("⏰ Not now") == [OFFERED]
    await talk.says(words)
    assert await talk.says("yes") == ["I put it on the list for your staff. Aunt Jo can help you choose."]
    assert (await versions(talk, kept), await state(talk, kept)) == ((), ChoiceState.NO_DECISION)


async def test_one_at_a_time_where_the_person_wants_that(talk: Talk, house: House) -> None:
    await talk.store.writing(how_messages.apply, talk.person_id, OfferForm.ONE_AT_A_TIME)
    kept = await prepared(talk, house)
    assert (await talk.says("my choices"))[0] == f"Soon you can choose. {QUESTION}"
    assert talk.buttons() == ["➡️ Next"]
    await talk.says("ok")
    await talk.taps("➡️ Next")
    assert await talk.taps("➡️ Next") == [OFFERED]
    await talk.taps("🎥 The cinema")
    await talk.taps("📨 Send it")
    assert await chosen_labels(talk, kept) == ["The cinema"]


async def test_chosen_again_later_is_a_new_version(talk: Talk, house: House) -> None:
    kept = await prepared(talk, house)
    await picks(talk)
    await talk.taps("Say nothing")
    await talk.presses("skip")
    shown = await talk.says("change my choice")
    assert shown == [f"{QUESTION}\nYou chose: 🏊 Swimming\nYou will go to the pool."]
    assert await talk.taps("💾 Keep it") == ["OK, it stays like that."]
    await talk.says("my choices")
    await talk.taps("🔀 Choose again")
    await talk.taps("🌳 The park")
    await talk.taps("📨 Send it")
    old, new = await versions(talk, kept)
    assert await chosen_labels(talk, kept) == ["Swimming", "The park"]
    assert old.replaced_at is not None and new.replaced_at is None
    assert (await talk.store.reading(pending_actions.one, str(old.pending_action_id))).status is ActionStatus.CLOSED
    assert await requests(talk, house) == []


async def test_the_same_chosen_again_stays(talk: Talk, house: House) -> None:
    kept = await prepared(talk, house)
    await picks(talk)
    await talk.says("my choices")
    await talk.taps("🔀 Choose again")
    await talk.taps("🏊 Swimming")
    assert (await talk.taps("📨 Send it"))[0].endswith("It stays like that.")
    assert len(await versions(talk, kept)) == 1


async def test_done_told_and_asked_if_it_helped(talk: Talk, house: House, clock: SetClock) -> None:
    kept = await prepared(talk, house)
    await picks(talk)
    await talk.taps("Say nothing")
    await talk.presses("skip")
    [decision] = await versions(talk, kept)
    action_id = str(decision.pending_action_id)
    done = "We booked the pool for Friday."
    await talk.store.writing(pending_actions.finish, house.worker, action_id, done=True, easy_words=done)
    await talk.service.schedule.round()
    assert await talk.looks() == ["I have news for you. You chose: “Swimming”", f"We did this: {done}"]
    clock.passes(days=8)
    await talk.service.schedule.round()
    assert (await talk.looks())[-1] == "Did it help?"
    await talk.taps("😊 Better")
    [answer] = await talk.store.reading(outcomes.of_action, action_id)
    assert answer.outcome is DidItHelp.HELPED


async def test_a_control_opens_them_as_well(talk: Talk, house: House) -> None:
    await prepared(talk, house)
    assert await talk.presses("my_choices") == [OFFERED]


async def test_nothing_to_choose(talk: Talk) -> None:
    assert await talk.says("my choices") == ["There is nothing to choose now. You can tell me about your day."]


async def test_a_choice_that_was_taken_back_cannot_be_sent(talk: Talk, house: House) -> None:
    kept = await prepared(talk, house)
    await talk.says("my choices")
    await talk.taps("🏊 Swimming")
    await talk.store.writing(choice_sets.withdraw, house.worker, kept.id)
    await talk.taps("📨 Send it")
    assert (await versions(talk, kept), await state(talk, kept)) == ((), ChoiceState.WITHDRAWN)


async def test_harm_told_under_a_choice_is_no_answer_to_it(talk: Talk, house: House) -> None:
    kept = await prepared(talk, house)
    await talk.says("my choices")
    await talk.taps("💬 Something else")
    said = await talk.says("the night man hits me")
    assert any("999" in one for one in said)
    assert await versions(talk, kept) == ()
    question = await asked(talk)
    assert question is None or question.kind is not QuestionKind.CHOICE_READ_BACK


async def test_what_is_told_in_the_middle_is_feedback_and_the_choice_comes_back(talk: Talk, house: House) -> None:
    kept = await prepared(talk, house)
    await talk.says("my choices")
    await talk.tells("the shower is cold every morning", "😞 Bad")
    await talk.taps("📨 Send it")
    await talk.presses("skip")
    assert [one.words for one in await talk.store.reading(feedback.of_person, talk.person_id)] == [
        "the shower is cold every morning"
    ]
    assert await versions(talk, kept) == ()
    question = await asked(talk)
    assert question is not None and question.kind is QuestionKind.CHOICE


async def test_of_no_decision_there_is_none(talk: Talk, house: House) -> None:
    await prepared(talk, house)
    await talk.says("my choices")
    await talk.presses("skip")
    assert await talk.store.reading(decisions.of_person, talk.person_id) == ()


async def test_words_that_tell_of_harm_after_all_are_read_back_to_nobody(talk: Talk, house: House) -> None:
    kept = await prepared(talk, house)
    await talk.says("my choices")
    await talk.taps("💬 Something else")
    assert await talk.says("nobody hit me at the club") == ["I want to check. Are you OK?"]
    await talk.taps("😞 I am not OK")
    question = await asked(talk)
    assert question is None or question.kind is not QuestionKind.CHOICE_READ_BACK
    await talk.says("my choices")
    assert "hit" not in "".join(bubble.text for bubble in talk.bubbles[-2:])
    assert await versions(talk, kept) == ()


async def test_a_reason_that_tells_of_harm_after_all_is_no_reason_any_more(talk: Talk, house: House) -> None:
    kept = await prepared(talk, house)
    await picks(talk)
    await talk.says("because nobody hit me there")
    await talk.taps("😞 I am not OK")
    [decision] = await versions(talk, kept)
    assert decision.reason_content_id is None


async def test_change_what_i_said_is_about_the_choice_while_that_is_open(talk: Talk, house: House) -> None:
    kept = await prepared(talk, house)
    await talk.says("my choices")
    await talk.taps("🏊 Swimming")
    assert await talk.presses("undo") == [OFFERED]
    await talk.taps("🏊 Swimming")
    await talk.taps("📨 Send it")
    assert await talk.presses("undo") == [OFFERED]
    await talk.taps("🌳 The park")
    await talk.taps("📨 Send it")
    assert await chosen_labels(talk, kept) == ["Swimming", "The park"]


@pytest.mark.parametrize(("label", "is_known"), [("Someone read it to me", True), ("On my own", False)])
async def test_whose_help_was_asked_for_stands_with_the_decision(
    talk: Talk, house: House, label: str, is_known: bool
) -> None:
    kept = await prepared(talk, house)
    aunt = await talk.store.writing(supporters.add, SYSTEM, talk.person_id, "Aunt Jo", Relation.FAMILY)
    await talk.says("my choices")
    await talk.says("you choose")
    await talk.taps("🤝 Ask for help")
    await picks(talk)
    await talk.taps("Say nothing")
    await talk.taps(label)
    [decision] = await versions(talk, kept)
    assert decision.helper_id == (aunt.id if is_known else None)
