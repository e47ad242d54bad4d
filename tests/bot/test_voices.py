"""What is said of a message, and what of it may be the same for everybody."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.voices import Voices
from speech import Fixed, Personal, Speech
from storage import Store, houses, migrate, respellings, staff_accounts
from storage.audit import SYSTEM
from storage.outbox import OutboxMessage, ShownOption
from storage.respellings import Name
from storage.vocabulary import Role
from wording.catalogue import Catalogue

ROOT = Path(__file__).parents[2]
ASKED = "utter_ask_feedback_outcome"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.load(ROOT / "domain" / "en")


@pytest.fixture
def voices(tmp_path: Path, catalogue: Catalogue) -> Iterator[Voices]:
    store = Store(f"sqlite:///{tmp_path / 'said.db'}")
    migrate.upgrade(store)
    yield Voices(Speech(tmp_path / "speech"), catalogue, store)
    store.close()


def message(response: str, text: str, *labels: str) -> OutboxMessage:
    options = tuple(ShownOption(f"t{place}", label) for place, label in enumerate(labels))
    now = datetime(2026, 3, 2, tzinfo=UTC)
    return OutboxMessage("m", 1, "robin", "s", "reply", response, text, None, None, now, None, options)


def test_a_question_of_the_catalogue_is_the_same_for_everybody_in_any_order(
    voices: Voices, catalogue: Catalogue
) -> None:
    wording = catalogue[ASKED]
    labels = [option.label for option in wording.options]

    words = voices.words(message(ASKED, wording.bubbles[-1], *reversed(labels)))

    assert isinstance(words, Fixed)
    assert [phrase.text for phrase in words.phrases] == [wording.bubbles[-1], *reversed(labels)]


@pytest.mark.parametrize(
    ("response", "text", "labels"),
    [
        (ASKED, "Robin, how was it?", ()),
        ("utter_greet", "How was it?", ()),
        ("utter_gone", "How was it?", ()),
        (ASKED, "How was it?", ("😊 Good", "Dinner with Sam")),
    ],
)
def test_whatever_else_is_in_it_makes_it_personal(
    voices: Voices, response: str, text: str, labels: tuple[str, ...]
) -> None:
    assert voices.words(message(response, text, *labels)) == Personal("\n".join((text, *labels)), "robin")


async def test_a_personal_recording_is_gone_once_it_was_sent_and_a_fixed_one_stays(
    voices: Voices, catalogue: Catalogue
) -> None:
    own, same = message(ASKED, "Robin, how was it?"), message(ASKED, catalogue[ASKED].bubbles[-1])
    made = [await voices.of(one, "normal", "mp3") for one in (own, same)]

    for one in (own, same):
        voices.forget(one)

    assert [recording.path.exists() for recording in made] == [False, True]


async def test_a_name_is_said_to_a_person_as_staff_wrote_it_down(voices: Voices) -> None:
    with voices.store.write() as tx:
        house = houses.add_house(tx, SYSTEM, "Invented House")
        person = houses.add_person(tx, SYSTEM, house.id, "Asha Invented")
        email = "mina@example.org"
        member = staff_accounts.add(tx, SYSTEM, "Mina Invented", email, Role.MANAGER, "no hash", (house.id,))
    told = replace(message(ASKED, "Siobhan, how was it?"), person_id=person.id)
    as_written = await voices.of(told, "normal", "mp3")
    with voices.store.write() as tx:
        respellings.keep(tx, member, person.id, Name("Siobhan", "shivawn the very long way of saying it"))

    as_said = await voices.of(told, "normal", "mp3")

    assert as_said.seconds > as_written.seconds + 1
    voices.forget(told)
    assert not as_said.path.exists() and not as_written.path.exists()
