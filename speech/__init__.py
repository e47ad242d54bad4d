"""Every message can be heard: words in, a voice file out.

`Speech` is the only way in; the engines, the sound and the cache behind it are its own business. The room knows one thing of ours:
which phrases are the same for everybody (`wording`). It reads no settings, and keeps nothing but the recordings. Source: care.md
R54 and R64, conversation rules 40, 41 and 43.
"""

from speech.ahead import Ahead, Missing, Progress
from speech.cache import Limits
from speech.engine import PACES, Pace, PhraseEngine
from speech.saying import Respelling
from speech.sound import Format
from speech.speech import ENGINES, RECORDINGS, Recording, Speech, SpeechFailed, Voice
from speech.words import Fixed, Personal, Words

__all__ = [
    "ENGINES",
    "PACES",
    "RECORDINGS",
    "Ahead",
    "Fixed",
    "Format",
    "Limits",
    "Missing",
    "Pace",
    "Personal",
    "PhraseEngine",
    "Progress",
    "Recording",
    "Respelling",
    "Speech",
    "SpeechFailed",
    "Voice",
    "Words",
]
