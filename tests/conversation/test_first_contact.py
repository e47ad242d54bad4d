"""First contact: a computer says what it is, who reads what, and asks (R56, R60)."""

from __future__ import annotations

from storage import Store, drafts, feedback, houses
from tests.conversation.conftest import House
from tests.conversation.states import UNSURE
from tests.support.talk import Talk
from wording.catalogue import Catalogue


async def test_a_linked_chat_says_what_it_is_and_asks(newcomer: Talk) -> None:
    said = await newcomer.presses("start")

    assert said[0] == "Your code worked. This chat is for you now."
    assert said[1].startswith("Hello, I am a computer.")
    assert "The staff at Invented House read what you send." in said[3]
    assert "I tell the safety lead." in said[4]
    assert newcomer.buttons() == ["Yes", "No", "🤷 Not sure"]


async def test_yes_is_kept_with_the_version_that_was_heard(
    newcomer: Talk, store: Store, house: House, catalogue: Catalogue
) -> None:
    await newcomer.presses("start")
    said = await newcomer.says("yeah")

    assert said == ["OK. You can use this chat now.", "Think of one thing from today. How was it?"]
    person = await store.reading(houses.person, house.person.id)
    assert (person.notice_answer, person.notice_version) == ("yes", catalogue.version)


async def test_no_is_taken_kindly_and_coming_back_asks_again(newcomer: Talk, store: Store, house: House) -> None:
    await newcomer.presses("start")
    assert (await newcomer.taps("No"))[0] == "That is OK. You can come back any time."
    assert (await store.reading(houses.person, house.person.id)).notice_answer == "no"

    assert (await newcomer.says("hello"))[-1] == "Do you want to use this chat?"


async def test_words_before_yes_wait_and_are_not_lost(newcomer: Talk, store: Store, house: House) -> None:
    await newcomer.presses("start")
    assert await newcomer.says(UNSURE) == ["Do you want to use this chat?"]
    said = await newcomer.taps("Yes")

    assert said == ["OK. You can use this chat now.", "I kept your words. How was it?"]
    assert (await newcomer.taps("😞 Bad"))[0] == f"You said: “{UNSURE}”"


async def test_words_before_no_are_removed(newcomer: Talk, store: Store, house: House) -> None:
    await newcomer.says("the bus was late again")
    await newcomer.taps("No")

    assert await store.reading(drafts.open_draft, house.person.id) is None
    assert await store.reading(feedback.of_person, house.person.id) == ()


async def test_who_reads_it_can_be_asked_before_yes_and_the_question_comes_again(newcomer: Talk) -> None:
    await newcomer.presses("start")
    said = await newcomer.presses("who_sees")

    assert said[0] == "The staff at Invented House see what you send. You can let only the manager see it."
    assert said[-1] == "Do you want to use this chat?"
    assert newcomer.bubbles[-1].question_id is not None
