"""Of whoever we do not know, only where and when is kept, and they get one fixed text for each thing they write."""

import pytest
from sqlalchemy import select

from storage import Transaction, alert_news, concerns, strangers
from storage.audit import Actor
from storage.strangers import Owed, Worry
from storage.tables.channels import strangers as table
from storage.vocabulary import Post
from tests.storage.invented import Life


def owed(life: Life) -> list[Owed]:
    return list(life.do(strangers.owed, "telegram"))


def test_they_are_owed_one_answer_until_they_got_it(life: Life) -> None:
    life.do(strangers.wrote, "telegram", "99", "m:99:1", "utter_stranger")
    [one] = owed(life)
    assert one == Owed("99", "utter_stranger")
    life.do(strangers.answered, "telegram", one)
    assert owed(life) == []


def test_the_same_message_again_is_not_answered_again(life: Life) -> None:
    life.do(strangers.wrote, "telegram", "99", "m:99:1", "utter_stranger")
    life.do(strangers.answered, "telegram", owed(life)[0])
    life.do(strangers.wrote, "telegram", "99", "m:99:1", "utter_stranger")
    assert owed(life) == []
    life.do(strangers.wrote, "telegram", "99", "m:99:2", "utter_stranger")
    assert len(owed(life)) == 1


def test_an_answer_that_is_more_urgent_takes_the_place_of_one_that_waits(life: Life) -> None:
    life.do(strangers.wrote, "telegram", "99", "m:99:1", "utter_stranger")
    before = owed(life)[0]
    life.do(strangers.wrote, "telegram", "99", "m:99:2", "utter_red_danger")
    life.do(strangers.answered, "telegram", before)
    assert owed(life) == [Owed("99", "utter_red_danger")]


@pytest.mark.parametrize("worry", [Worry(Post.DEPUTY, True), Worry(None, False)])
def test_an_answer_to_harm_knows_who_is_told(life: Life, worry: Worry) -> None:
    life.do(strangers.wrote, "telegram", "99", "m:99:1", "utter_red_danger", worry)
    assert owed(life) == [Owed("99", "utter_red_danger", worry)]
    life.do(strangers.wrote, "telegram", "99", "m:99:2", "utter_stranger")
    assert owed(life) == [Owed("99", "utter_stranger")]


def test_after_a_month_not_even_the_time_is_kept(life: Life) -> None:
    life.do(strangers.wrote, "telegram", "99", "m:99:1", "utter_stranger")
    life.clock.forward(days=31)
    life.do(strangers.wrote, "telegram", "98", "m:98:2", "utter_stranger")
    assert life.do(_addresses) == ["98"]


def test_a_concern_of_nobody_we_know_is_seen_by_a_lead(life: Life) -> None:
    concern_id = life.do(
        concerns.raise_concern,
        Actor("person"),
        None,
        "telegram m:99:1",
        tier="red",
        kind="danger",
        reasons=("an invented reason",),
        rules_version="1",
        words="Help me.",
        said_at=life.clock.now,
    )
    [seen] = life.do(concerns.for_lead, life.people.lead)
    assert (seen.id, seen.person, seen.house, seen.words) == (concern_id, None, None, "Help me.")
    life.do(concerns.acknowledge, life.people.lead, concern_id)
    assert life.do(alert_news.to_tell) == ()


def _addresses(tx: Transaction) -> list[str]:
    return list(tx.execute(select(table.c.address)).scalars())
