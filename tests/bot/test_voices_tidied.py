"""What was made of a voice whose yes was taken back does not stay, whoever missed it."""

import asyncio
from pathlib import Path

from bot import upkeep
from speech import Fixed, Recorded, Speech, taken
from speech.espeak import Espeak
from storage import Store, migrate
from tests.support.phrases import fixed


async def test_a_message_made_while_it_was_taken_back_goes_with_the_next_round(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'said.db'}")
    migrate.upgrade(store)
    speech = Speech(tmp_path / "speech", ("recordings",))
    voice = Recorded("gone", {"Yes": "1"}, lambda text: taken(Espeak().render(text, "normal"), text).data)
    made = speech.voice(Fixed(fixed("Yes")), of_house=voice)
    assert made.engine == "recordings" and made.path.exists()
    async with asyncio.timeout(10), upkeep.voices_tidied(store, speech, every=0.01):
        while made.path.exists():
            await asyncio.sleep(0.01)
    store.close()
