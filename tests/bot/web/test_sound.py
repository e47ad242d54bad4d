"""Every message can be heard by its person, and by nobody else."""

import httpx
import pytest
import soundfile

from speech import Speech
from storage import how_messages
from storage.vocabulary import Sound
from tests.bot.web.world import World


def seconds(answer: httpx.Response, tmp_path: object) -> float:
    file = f"{tmp_path}/heard.mp3"
    with open(file, "wb") as out:
        out.write(answer.content)
    return float(soundfile.info(file).duration)


async def test_a_message_sounds_and_may_be_kept_by_this_browser_alone(
    world: World, robin: httpx.AsyncClient, tmp_path: object
) -> None:
    answer = await robin.get(f"/chat/sound/{world.says('Hello Robin.')}")

    assert answer.status_code == 200 and answer.headers["content-type"] == "audio/mpeg"
    assert answer.headers["cache-control"] == "private, max-age=3600"
    assert seconds(answer, tmp_path) > 0.5


@pytest.mark.parametrize("kind", ["update", "question", "notice"])
async def test_what_was_done_is_heard_like_every_message(
    world: World, robin: httpx.AsyncClient, tmp_path: object, kind: str
) -> None:
    """You said, we did."""
    answer = await robin.get(f"/chat/sound/{world.says('We did this: Sam put in a new shower.', kind=kind)}")

    assert answer.status_code == 200 and seconds(answer, tmp_path) > 1


async def test_slower_is_slower_by_wish_or_by_the_persons_pace(
    world: World, robin: httpx.AsyncClient, tmp_path: object
) -> None:
    address = f"/chat/sound/{world.says('Hello Robin. How was your day?')}"
    normal = seconds(await robin.get(address), tmp_path)

    wished = seconds(await robin.get(address, params={"pace": "slow"}), tmp_path)
    with world.store.write() as tx:
        how_messages.apply(tx, world.robin.id, Sound.SLOWER)
    own = seconds(await robin.get(address), tmp_path)

    assert wished == pytest.approx(own, rel=0.02) and own > normal * 1.2


async def test_the_answers_are_read_too(world: World, robin: httpx.AsyncClient, tmp_path: object) -> None:
    world.asks()
    message = world.lines()[-1].outbox
    assert message is not None

    whole = seconds(await robin.get(f"/chat/sound/{message.id}"), tmp_path)
    text = seconds(await robin.get(f"/chat/sound/{world.says(message.text)}"), tmp_path)

    assert whole > text + 2


async def test_part_of_a_sound_can_be_asked_for_as_players_do(world: World, robin: httpx.AsyncClient) -> None:
    answer = await robin.get(f"/chat/sound/{world.says('Hello Robin.')}", headers={"Range": "bytes=0-99"})

    assert answer.status_code == 206 and len(answer.content) == 100


async def test_a_safety_reply_is_not_left_on_the_phone(world: World, robin: httpx.AsyncClient) -> None:
    answer = await robin.get(f"/chat/sound/{world.says('Call 999 now.', kind='safety')}")

    assert answer.headers["cache-control"] == "no-store"


async def test_another_persons_sound_is_not_found(world: World, robin: httpx.AsyncClient) -> None:
    foreign = world.says("For Sam.", person=world.add_person("Sam Example"))

    assert (await robin.get(f"/chat/sound/{foreign}")).status_code == 404


async def test_a_stranger_hears_nothing(world: World, visitor: httpx.AsyncClient) -> None:
    assert (await visitor.get(f"/chat/sound/{world.says('Hello Robin.')}")).status_code == 404


@pytest.mark.parametrize("pace", ["fast", "", "../../etc"])
async def test_an_unknown_pace_is_the_persons_own(world: World, robin: httpx.AsyncClient, pace: str) -> None:
    assert (await robin.get(f"/chat/sound/{world.says('Hello.')}", params={"pace": pace})).status_code == 200


async def test_no_sound_says_so_and_shows_the_words(world: World, robin: httpx.AsyncClient, speech: Speech) -> None:
    answer = await robin.get(f"/chat/sound/{world.says('—')}")

    assert answer.status_code == 503
    assert "No sound just now. Here are the words." in answer.text and "—" in answer.text
