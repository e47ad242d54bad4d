"""Every message can be heard: text in, a voice file out.

`Speech` is the only way in; the engines, the sound and the cache behind it are its own business. The room imports
nothing of ours, reads no settings, and keeps nothing but the recordings. Source: care.md R54 and R64, conversation
rules 40, 41 and 43.
"""

from speech.engine import Pace
from speech.sound import Format
from speech.speech import ENGINES, Recording, Speech, SpeechFailed
from speech.spoken import spoken_text

__all__ = ["ENGINES", "Format", "Pace", "Recording", "Speech", "SpeechFailed", "spoken_text"]
