"""Every message can be heard: words in, a voice file out. And what people say is known to be sound before it is kept.

`Speech` is the only way in for words, `Checks` and `Transcriber` for recordings; the engines, the sound and the cache behind them
are their own business. The room knows one thing of ours: which phrases are the same for everybody (`wording`). It reads no
settings, and keeps nothing but the recordings it made. Source: care.md R18, R54 and R64, conversation rules 40, 41 and 43.
"""

from speech.ahead import Ahead, Missing, Progress
from speech.cache import Limits
from speech.engine import PACES, Pace, PhraseEngine
from speech.incoming import MOST_BYTES, CheckFailed, Checks, Measured, NotKept, WhyNot
from speech.reading_list import ToRead, reading_list
from speech.recorded import RECORDINGS, Recorded
from speech.saying import Respelling
from speech.sound import Format
from speech.speech import ENGINES, Recording, Speech, SpeechFailed, Voice
from speech.taking import BEFORE_AND_AFTER, Clip, NotTaken, Unfit, longest, taken
from speech.transcribing import NotTranscribed, Transcriber, Transcript, engine_of, package_of
from speech.words import Fixed, NameSaid, Personal, Words, personal

__all__ = [
    "BEFORE_AND_AFTER",
    "ENGINES",
    "MOST_BYTES",
    "PACES",
    "RECORDINGS",
    "Ahead",
    "CheckFailed",
    "Checks",
    "Clip",
    "Fixed",
    "Format",
    "Limits",
    "Measured",
    "Missing",
    "NameSaid",
    "NotKept",
    "NotTaken",
    "NotTranscribed",
    "Pace",
    "Personal",
    "PhraseEngine",
    "Progress",
    "Recorded",
    "Recording",
    "Respelling",
    "Speech",
    "SpeechFailed",
    "ToRead",
    "Transcriber",
    "Transcript",
    "Unfit",
    "Voice",
    "WhyNot",
    "Words",
    "engine_of",
    "longest",
    "package_of",
    "personal",
    "reading_list",
    "taken",
]
