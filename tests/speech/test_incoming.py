"""What people send as a recording is opened where it can do no harm, and only what is sound is kept."""

import asyncio
import os
import struct
import sys
import time
from pathlib import Path

import pytest

from speech import MOST_BYTES, CheckFailed, Checks, NotKept, WhyNot, incoming
from tests.support.sounds import KINDS, Kind, pictures_that_move, tone

NOTHING = WhyNot.NO_SOUND


def wav(seconds_claimed: int, rate: int, channels: int, data: bytes) -> bytes:
    """A WAV file that says of itself what we want."""
    head = struct.pack("<HHIIHH", 1, channels, rate, rate, min(channels, 65_535), 8)
    return b"RIFF\xff\xff\xff\xffWAVEfmt \x10\0\0\0" + head + b"data" + struct.pack("<I", seconds_claimed) + data


def children() -> set[str]:
    """The processes that this one has started and that are still there."""
    return set(Path(f"/proc/self/task/{os.getpid()}/children").read_text().split())


async def refused(sound: bytes) -> WhyNot:
    with pytest.raises(NotKept) as error:
        await Checks().measured(sound)
    return error.value.why


@pytest.mark.parametrize("kind", KINDS)
async def test_every_kind_that_phones_and_browsers_make_is_known_by_its_bytes(kind: Kind) -> None:
    found = await Checks().measured(tone(kind))
    assert found.media_type == KINDS[kind][2]
    assert found.seconds == pytest.approx(2.0, abs=0.1)


async def test_silence_is_kept_as_a_human_may_hear_more_in_it() -> None:
    assert (await Checks().measured(tone(loud=0))).seconds == pytest.approx(2.0, abs=0.1)


@pytest.mark.parametrize("kind", ["ogg", "webm", "mp3", "wav"])
async def test_half_of_a_recording_is_still_somebodys_words(kind: Kind) -> None:
    whole = tone(kind)
    assert (await Checks().measured(whole[: len(whole) // 2])).seconds == pytest.approx(1.0, abs=0.2)


BROKEN = {
    "nothing": b"",
    "text with another name": b"This is a letter and no sound." * 100,
    "text that begins like Ogg": b"OggS an invented sound",
    "the head of a file alone": tone()[:60],
    "broken Opus": bytes(byte ^ (255 if at > 300 and at % 7 == 0 else 0) for at, byte in enumerate(tone())),
    "noise after a good beginning": tone()[:200] + bytes(range(256)) * 1_000,
    "a list of other files": b"#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n",
    "a script for FFmpeg": b"ffconcat version 1.0\nfile '/etc/passwd'\n",
    "a film": pictures_that_move(),
    "a slip of a finger": tone("wav", 0.05),
    "65,535 channels": wav(2**31, 48_000, 65_535, bytes(1_000_000)),
    "four billion samples a second": wav(2**31, 4_000_000_000, 1, bytes(1_000_000)),
}


@pytest.mark.parametrize("what", BROKEN)
async def test_what_is_no_sound_is_not_kept(what: str) -> None:
    assert await refused(BROKEN[what]) is NOTHING


async def test_a_bomb_of_few_bytes_is_put_away_in_little_time() -> None:
    """Silence in FLAC: a hundred minutes in less than a megabyte, and more where the decoder is asked for all of it."""
    began = time.monotonic()
    assert await refused(tone("flac", 22 * 60, loud=0)) is WhyNot.TOO_LONG
    assert time.monotonic() - began < 60


async def test_too_many_bytes_are_not_even_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incoming, "_PROGRAM", Path("/nowhere"))
    assert await refused(bytes(MOST_BYTES + 1)) is WhyNot.TOO_LONG


HANGS, EATS, SPINS = "while True: pass", "bytes(10**10)", "import time; time.sleep(100)"


def a_child(monkeypatch: pytest.MonkeyPatch, folder: Path, after_ready: str, before: str = "") -> None:
    """A decoder that does this once it has the recording, under the limits of the real one."""
    program = folder / "measure.py"
    source = Path(incoming.__file__).with_name("measure.py").read_text()
    source = source.replace("PROCESSOR_SECONDS = 10", "PROCESSOR_SECONDS = 1")
    source = source.replace("    kind = container(data)\n", f"    {after_ready}\n    kind = container(data)\n")
    program.write_text(before + source)
    monkeypatch.setattr(incoming, "_PROGRAM", program)


@pytest.mark.parametrize("does", [HANGS, EATS, "import ctypes; ctypes.string_at(0)", "open('/etc/passwd')"])
async def test_a_decoder_that_hangs_eats_or_falls_over_takes_only_itself(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, does: str
) -> None:
    a_child(monkeypatch, tmp_path, does)
    assert await refused(tone()) is NOTHING
    assert children() == set()


async def test_one_that_waits_for_ever_is_ended_and_nobody_is_blamed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    a_child(monkeypatch, tmp_path, SPINS)
    with pytest.raises(CheckFailed, match="in time"):
        await Checks(within=1.0).measured(tone())
    assert children() == set()


async def test_where_the_library_does_not_work_no_recording_is_blamed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    a_child(monkeypatch, tmp_path, "pass", before="raise SystemExit(1)\n")
    with pytest.raises(CheckFailed, match=r"measure\.py"):
        await Checks().measured(tone())
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(CheckFailed, match="FileNotFoundError"):
        await Checks().measured(tone())


async def test_good_ones_go_on_beside_a_bad_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    checks = Checks()
    many = [checks.measured(BROKEN["broken Opus"] if number % 2 else tone()) for number in range(8)]
    found = await asyncio.gather(*many, return_exceptions=True)
    assert [isinstance(one, NotKept) for one in found] == [False, True] * 4
    assert children() == set()


async def test_nothing_of_ours_is_in_the_reach_of_the_child(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SECRET_KEY", "a secret " * 5)
    told = 'print(json.dumps({"media_type": str("SECRET_KEY" in __import__("os").environ), "seconds": 1}), flush=True); return'
    a_child(monkeypatch, tmp_path, told)
    assert (await Checks().measured(tone())).media_type == "False"
