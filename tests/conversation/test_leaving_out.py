"""Skip, not sure and back, at every question: all are good answers, and no words are lost."""

from __future__ import annotations

import pytest

from storage import drafts, outcomes, pending_actions
from storage.vocabulary import DidItHelp, QuestionKind
from tests.conversation.conftest import House, SetClock
from tests.conversation.states import (
    ABOUT_CHECK_INS,
    ABOUT_MESSAGES,
    AFTER_YES,
    asked,
    is_asked,
    to,
)
from tests.support.talk import Talk

LEFT_OUT = {
    QuestionKind.FEEDBACK_OUTCOME: None,
    QuestionKind.FEEDBACK_WORDS: QuestionKind.READ_BACK,
    QuestionKind.READ_BACK: QuestionKind.READ_BACK,
    QuestionKind.WHAT_TO_CHANGE: QuestionKind.READ_BACK,
    QuestionKind.WHO_SEES: QuestionKind.READ_BACK,
    QuestionKind.WHO_HELPED: None,
    QuestionKind.DID_IT_HELP: None,
    QuestionKind.ARE_YOU_OK: QuestionKind.READ_BACK,
    QuestionKind.NOT_UNDERSTOOD: None,
    QuestionKind.RESUME: QuestionKind.READ_BACK,
    QuestionKind.MORE_NEWS: None,
    QuestionKind.HOW_OFTEN: None,
    QuestionKind.WHAT_DO_YOU_WANT: None,
    **dict.fromkeys(ABOUT_CHECK_INS),
    QuestionKind.CHOICE: None,
    QuestionKind.CHOICE_LOOK: None,
    QuestionKind.CHOICE_WORDS: None,
    QuestionKind.CHOICE_READ_BACK: QuestionKind.CHOICE_READ_BACK,
    QuestionKind.CHOICE_WHY: QuestionKind.WHO_HELPED,
    QuestionKind.CHOICE_AGAIN: None,
    QuestionKind.WHO_HELPS_CHOOSE: QuestionKind.CHOICE,
    QuestionKind.WHO_HELPS: None,
    QuestionKind.HELPER: None,
    **dict.fromkeys(ABOUT_MESSAGES),
    QuestionKind.WHAT_MATTERS: None,
    QuestionKind.MATTERS_READ_BACK: QuestionKind.MATTERS_READ_BACK,
    QuestionKind.MATTERS_WHO_SEES: QuestionKind.MATTERS_READ_BACK,
    QuestionKind.MY_PAGE: None,
    QuestionKind.MY_PAGE_CHANGE: None,
    QuestionKind.MY_PAGE_END: None,
    QuestionKind.WHAT_TO_ADD: None,
    QuestionKind.WHAT_ELSE_TO_ADD: None,
}
NOT_SURE = {
    **LEFT_OUT,
    **dict.fromkeys((QuestionKind.FEEDBACK_OUTCOME, QuestionKind.CHECK_IN), QuestionKind.FEEDBACK_WORDS),
    # Not sure is no decision: the options come in another form.
    QuestionKind.CHOICE: QuestionKind.CHOICE_LOOK,
    QuestionKind.CHOICE_LOOK: QuestionKind.CHOICE,
}


@pytest.mark.parametrize("kind", AFTER_YES)
async def test_skip_at_every_question(talk: Talk, kind: QuestionKind, house: House, clock: SetClock) -> None:
    await to(talk, kind, house, clock)
    said = await talk.presses("skip")

    question = await asked(talk)
    assert said and (question and question.kind) == LEFT_OUT[kind]
    if kind is QuestionKind.READ_BACK:
        assert said == ["You said it was bad. If you send it, your staff will see it."]


@pytest.mark.parametrize("kind", AFTER_YES)
async def test_not_sure_at_every_question(talk: Talk, kind: QuestionKind, house: House, clock: SetClock) -> None:
    await to(talk, kind, house, clock)
    said = await talk.presses("not_sure")

    question = await asked(talk)
    assert said and (question and question.kind) == NOT_SURE[kind]


@pytest.mark.parametrize("kind", AFTER_YES)
async def test_back_at_every_question_loses_nothing(
    talk: Talk, kind: QuestionKind, house: House, clock: SetClock
) -> None:
    await to(talk, kind, house, clock)
    said = await talk.presses("back")

    assert said and await asked(talk) is not None
    if kind in (QuestionKind.READ_BACK, QuestionKind.WHO_SEES, QuestionKind.RESUME):
        draft = await talk.store.reading(drafts.open_draft, talk.person_id)
        assert draft is not None and draft.has_words


async def test_the_control_not_sure_is_the_answer_not_sure(talk: Talk, house: House, clock: SetClock) -> None:
    await is_asked(talk, house, clock)
    assert (await talk.presses("not_sure"))[0] == "Thank you. I heard: you are not sure."
    [action] = await talk.store.reading(pending_actions.of_person, talk.person_id)
    assert [one.outcome for one in await talk.store.reading(outcomes.of_action, action.id)] == [DidItHelp.NOT_SURE]


async def test_not_sure_at_first_contact_is_an_answer(newcomer: Talk) -> None:
    await newcomer.presses("start")
    assert (await newcomer.presses("not_sure"))[0] == "That is OK. You can talk about it with a person first."
