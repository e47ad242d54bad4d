"""Who may import whom: the rooms stay apart, and each library lives in the one room that owns it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("actions", "bot", "nlu", "safeguarding", "speech", "staff", "storage", "wording")
MAY_IMPORT = {
    "actions": {"storage"},
    "bot": {"actions", "safeguarding", "speech", "staff", "storage", "wording"},
    "nlu": set(),
    "safeguarding": {"storage"},
    "speech": {"wording"},
    "staff": {"safeguarding", "speech", "storage", "wording"},
    "storage": set(),
    "wording": set(),
}
LIVES_IN = {
    "sqlalchemy": ("storage",),
    "alembic": ("storage",),
    "rasa": ("nlu",),
    "onnxruntime": ("nlu/encoder.py", "nlu/learn_encoder.py"),
    "tokenizers": ("nlu/encoder.py", "nlu/learn_encoder.py"),
    "torch": ("nlu/learn_encoder.py",),
    "rasa_sdk": ("actions", "bot/action_endpoint.py"),
    "telegram": ("bot/channels/telegram",),
    "gtts": ("speech/google.py",),
    "num2words": ("speech/saying.py",),
    "espeakng_loader": ("speech",),
    "soundfile": ("speech",),
    "av": ("speech/measure.py", "speech/sound.py", "speech/transcribe.py"),
    "vosk": ("speech/transcribe.py",),
    "faster_whisper": ("speech/transcribe.py",),
    "argon2": ("staff/passwords.py",),
    "aiosmtplib": ("bot/notifying/mail.py",),
    "apprise": ("bot/notifying/service_channel.py",),
    "cryptography": ("storage/sealing.py",),
    "pyotp": ("staff/totp.py",),
    "PIL": ("storage/images.py",),
    "pillow_heif": ("storage/images.py",),
    "uvicorn": ("bot/listening.py",),
}


def modules() -> Iterator[Path]:
    for room in ROOMS:
        yield from sorted((ROOT / room).rglob("*.py"))


def imported(module: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: say where from"
            names.add(str(node.module))
    return {name.partition(".")[0] for name in names}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_the_rooms_it_may(room: str) -> None:
    mine = [module for module in modules() if module.relative_to(ROOT).parts[0] == room]
    others = {name for module in mine for name in imported(module)} & set(ROOMS) - {room}

    assert mine and others <= MAY_IMPORT[room]


@pytest.mark.parametrize("library", sorted(LIVES_IN))
def test_a_library_appears_only_in_its_room(library: str) -> None:
    users = {str(module.relative_to(ROOT)) for module in modules() if library in imported(module)}

    assert {user for user in users if not user.startswith(LIVES_IN[library])} == set()


def test_only_the_catalogue_has_the_seal_of_fixed_phrases() -> None:
    holders = {str(module.relative_to(ROOT)) for module in modules() if re.search(r"\bSEAL\b", module.read_text())}

    assert holders == {"wording/catalogue.py", "wording/fixed_phrase.py"}


def test_nothing_reads_the_environment_but_the_way_in() -> None:
    readers = {
        str(module.relative_to(ROOT)) for module in modules() if "os.environ" in module.read_text(encoding="utf-8")
    }

    # The last one is run by the assistant's own Python, before the assistant.
    assert readers == {"bot/cli.py", "bot/serve.py", "bot/with_token.py"}
