"""What the person hears about who is told: it is so, and it is never somebody whom they may have meant (R12, R16, R17)."""

from __future__ import annotations

import pytest

from storage import Store, alert_delivery, concerns, safeguarding_team
from storage.audit import SYSTEM
from storage.notice_delivery import Tried
from storage.vocabulary import AlertChannel, Post, Role
from tests.conversation.conftest import House, SetClock
from tests.support.talk import Talk
from tests.support.team import contact, there_all_week

WANTED = "What do you want to happen? You can say nothing."
NOBODY_THERE = "Maybe nobody can read this now. If you are in danger, call 999."


async def channels_take(store: Store) -> None:
    """Every e-mail that waits goes out, the lead's first."""
    due = await store.reading(alert_delivery.due, AlertChannel.EMAIL)
    for one in sorted(due, key=lambda one: not str(one.address).startswith(Role.SAFEGUARDING_LEAD)):
        await store.writing(alert_delivery.keep_attempt, one.id, Tried.SENT)


@pytest.fixture
async def team(store: Store, house: House) -> None:
    """A deputy and an alternate beside the lead; the deputy is there with the lead all week."""

    def move_in() -> None:
        with store.write() as tx:
            deputy = contact(tx, "Dana Ashby", Post.DEPUTY, also_called=("the area manager",))
            contact(tx, "Alma Quill", Post.ALTERNATE)
            there_all_week(tx, house.lead, deputy)

    move_in()


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("the night man hits me", "I am telling the safety lead now."),
        ("the safety lead hits me", "I am telling the second safety lead now."),
        ("the safety lead and the area manager hit me", "I am telling another safety lead now."),
        ("the safety lead and Dana and Alma hit me", "I am trying to tell a person now."),
    ],
)
async def test_whoever_may_be_meant_is_never_said_to_be_told(
    talk: Talk, team: None, store: Store, words: str, first: str
) -> None:
    said = await talk.says(words)
    assert said[0] == f"If you are hurt or in danger now, call 999. {first}"
    await channels_take(store)
    await talk.service.schedule.round()
    later = await talk.looks()
    who = first.removeprefix("I am telling ").removesuffix(" now.")
    assert later == ([] if "trying" in first else [f"I have told {who}.", WANTED])
    kindly = await talk.says("do not tell anyone")
    assert kindly[0].startswith(
        "I have to tell a person who can help." if "trying" in first else f"I have to tell {who}."
    )


async def test_every_red_text_says_it_as_well(talk: Talk, team: None) -> None:
    for words in ("help me, the safety lead is hitting me now", "i want to die, the safety lead shouts at me"):
        said = await talk.says(words)
        assert "I am telling the second safety lead now." in " ".join(said)
        assert "telling the safety lead" not in " ".join(said)


async def test_not_ok_names_who_is_not_meant(talk: Talk, team: None, store: Store) -> None:
    assert await talk.says("nobody hit me, the safety lead did not hit me") == ["I want to check. Are you OK?"]
    said = await talk.taps("😞 I am not OK")
    assert said[0] == "If you are in danger, call 999 now. I am telling the second safety lead now."


async def test_told_is_said_as_soon_as_a_channel_took_it_and_once(
    talk: Talk, team: None, store: Store, house: House
) -> None:
    await talk.says("the night man hits me")
    await talk.service.schedule.round()
    assert await talk.looks() == []
    await channels_take(store)
    for _ in range(2):
        await talk.service.schedule.round()
    assert await talk.looks() == ["I have told the safety lead.", WANTED]
    [concern] = await store.writing(concerns.for_lead, house.lead)
    assert concern.status == "notified"
    await store.writing(concerns.acknowledge, house.lead, concern.id)
    await talk.service.schedule.round()
    assert await talk.looks() == []


async def test_two_minutes_without_a_channel_are_not_passed_over_in_silence(
    talk: Talk, store: Store, clock: SetClock
) -> None:
    await talk.says("the night man hits me")
    clock.passes(minutes=1, seconds=50)
    await talk.service.schedule.round()
    assert await talk.looks() == []
    clock.passes(seconds=15)
    for _ in range(2):
        await talk.service.schedule.round()
    assert await talk.looks() == ["I am still trying to tell the safety lead. If you are in danger, call 999."]
    await channels_take(store)
    await talk.service.schedule.round()
    assert await talk.looks() == ["I have told the safety lead.", WANTED]


@pytest.mark.parametrize("words", ["the night man hits me", "help me i am in danger now"])
async def test_while_nobody_is_on_the_rota_it_is_said_once_after_the_signed_words(
    talk: Talk, store: Store, words: str
) -> None:
    await store.writing(safeguarding_team.set_rota, SYSTEM, ())
    said = await talk.says(words)
    assert "999" in said[0] and said[-1] == NOBODY_THERE and said.count(NOBODY_THERE) == 1


async def test_while_nobody_is_on_the_rota_it_is_said_after_not_ok_too(talk: Talk, store: Store) -> None:
    await store.writing(safeguarding_team.set_rota, SYSTEM, ())
    await talk.says("nobody hit me")
    assert NOBODY_THERE in await talk.taps("😞 I am not OK")


async def test_with_no_contact_at_all_nothing_is_said_that_is_not_so(talk: Talk, store: Store, house: House) -> None:
    await store.writing(safeguarding_team.remove_contact, SYSTEM, house.lead.id)
    said = await talk.says("the night man hits me")
    assert said[0] == "If you are hurt or in danger now, call 999. I am trying to tell a person now."
    assert said[-1] == NOBODY_THERE


async def test_who_is_told_is_said_again_and_hides_like_all_of_it(
    talk: Talk, team: None, store: Store, clock: SetClock
) -> None:
    await talk.says("the safety lead hits me")
    assert "I am telling the second safety lead now." in " ".join(await talk.presses("repeat"))
