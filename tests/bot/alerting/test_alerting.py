"""What happens to alerts by the clock: checks without an answer (R23), the ladder, and the drill from end to end (R28)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.alerting import alerting
from bot.alerting.alerting import TEST_WORDS, Alerting
from bot.alerting.sending import AlertCourier
from bot.notifying.mail import Mailer
from safeguarding import Tier, screen
from storage import alerts, concerns, drills
from storage.alerts import USUAL
from storage.vocabulary import AlertChannel, Post
from tests.storage.alarmed import Team
from tests.storage.invented import Life
from tests.support.mail_server import MailServer
from tests.support.team import contact

HERE = "https://said.example"


@pytest.fixture
def works(life: Life) -> Alerting:
    return Alerting(life.store, USUAL, timedelta(days=30))


async def test_a_check_without_an_answer_for_half_an_hour_goes_to_whoever_is_on_call_and_up_the_ladder(
    life: Life, team: Team, works: Alerting
) -> None:
    await works.round()  # today's list is told of before
    concern_id = life.worry("I do not know", tier="check")
    life.clock.forward(minutes=29)
    await works.round()
    assert team.waiting() == []
    life.clock.forward(minutes=1)
    await works.round()
    await works.round()
    assert team.on_step(concern_id, alerts.AT_ONCE) == {"Lea", "Dana"}
    team.send()
    life.clock.forward(minutes=60)
    await works.round()
    assert team.on_step(concern_id, alerts.OTHERS) == {"Alma", "Noor"}
    assert life.do(concerns.one_for_lead, team.lead, concern_id)[0].tier == "check", "the time alone makes it no worse"


async def test_a_drill_goes_the_whole_way_to_a_mailbox_and_back(
    life: Life, team: Team, works: Alerting, mail: MailServer
) -> None:
    life.clock.forward(hours=1)
    await works.round()
    await works.round()
    [found] = life.do(concerns.for_lead, team.lead)
    assert (found.is_test, found.tier, found.words) == (True, "red", TEST_WORDS)
    courier = AlertCourier(life.store, HERE, Mailer(mail.settings()), None)
    await courier.take(AlertChannel.EMAIL)
    await courier.idle()
    subjects = {one["Subject"].rpartition(" ")[0] for one in mail.messages()}
    assert subjects == {"Said & Done: TEST red alert"}
    life.clock.forward(minutes=4)
    life.do(concerns.acknowledge, team.lead, found.id)
    last = life.do(drills.drills).last
    assert last is not None and last.acknowledged_after == timedelta(minutes=4)


def test_the_words_of_a_drill_are_found_by_the_real_screen() -> None:
    assert screen(TEST_WORDS).tier is Tier.RED and TEST_WORDS.startswith("TEST.")


async def test_nobody_is_left_out_of_a_drill_whatever_they_are_called(life: Life, team: Team, works: Alerting) -> None:
    life.do(contact, "Dill Invented", Post.ALTERNATE, also_called=("help",))
    life.clock.forward(hours=1)
    await works.round()
    assert len(life.do(concerns.for_lead, team.lead)) == 1
    for _ in range(2):
        team.climb(minutes=15)
    assert "dill@team.example" in [one.address for one in team.waiting()]


async def test_a_screen_that_does_not_find_them_is_an_outage_until_it_does(
    life: Life, team: Team, works: Alerting, monkeypatch: pytest.MonkeyPatch
) -> None:
    life.clock.forward(hours=1)
    with monkeypatch.context() as patch:
        patch.setattr(alerting, "TEST_WORDS", "the bus was late")
        for _ in range(3):
            await works.round()
    assert list(life.do(alerts.open_outages)) == ["screen"]
    assert {one.part for one in team.waiting()} == {"screen"}
    assert life.do(concerns.for_lead, team.lead) == ()
    await works.round()
    assert life.do(alerts.open_outages) == {} and len(life.do(concerns.for_lead, team.lead)) == 1
