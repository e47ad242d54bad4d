"""Every message can be heard: text in, a voice file out. And what people say is known to be sound before it is kept.

`Speech` is the only way in for texts, `Checks` and `Transcriber` for recordings; the engines, the sound and the cache behind them are their own
business. The room imports nothing of ours, reads no settings, and keeps nothing but the recordings it made. Source: care.md
R18, R54 and R64, conversation rules 40, 41 and 43.
"""

from speech.engine import Pace
from speech.incoming import MOST_BYTES, CheckFailed, Checks, Measured, NotKept, WhyNot
from speech.sound import Format
from speech.speech import ENGINES, Recording, Speech, SpeechFailed
from speech.spoken import spoken_text
from speech.transcribing import NotTranscribed, Transcriber, Transcript, engine_of, package_of

__all__ = [
    "ENGINES",
    "MOST_BYTES",
    "CheckFailed",
    "Checks",
    "Format",
    "Measured",
    "NotKept",
    "NotTranscribed",
    "Pace",
    "Recording",
    "Speech",
    "SpeechFailed",
    "Transcriber",
    "Transcript",
    "WhyNot",
    "engine_of",
    "package_of",
    "spoken_text",
]
