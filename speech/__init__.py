"""Every message can be heard: words in, a voice file out. And what people say is known to be sound before it is kept.

`Speech` is the only way in for words, `Checks` and `Transcriber` for recordings; the engines, the sound and the cache behind them
are their own business. The room knows one thing of ours: which phrases are the same for everybody (`wording`). It reads no settings,
and keeps nothing but the recordings it made. Source: care.md R18, R54 and R64, conversation rules 40, 41 and 43.
"""

from speech.ahead import Ahead, Missing, Progress
from speech.cache import Limits
from speech.engine import PACES, Pace, PhraseEngine
from speech.incoming import MOST_BYTES, CheckFailed, Checks, Measured, NotKept, WhyNot
from speech.saying import Respelling
from speech.sound import Format
from speech.speech import ENGINES, RECORDINGS, Recording, Speech, SpeechFailed, Voice
from speech.transcribing import NotTranscribed, Transcriber, Transcript, engine_of, package_of
from speech.words import Fixed, Personal, Words

__all__ = [
    "ENGINES",
    "MOST_BYTES",
    "PACES",
    "RECORDINGS",
    "Ahead",
    "CheckFailed",
    "Checks",
    "Fixed",
    "Format",
    "Limits",
    "Measured",
    "Missing",
    "NotKept",
    "NotTranscribed",
    "Pace",
    "Personal",
    "PhraseEngine",
    "Progress",
    "Recording",
    "Respelling",
    "Speech",
    "SpeechFailed",
    "Transcriber",
    "Transcript",
    "Voice",
    "WhyNot",
    "Words",
    "engine_of",
    "package_of",
]
