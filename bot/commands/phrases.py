"""`said phrases`: have all that is the same for everybody said ahead, by this machine or once by Google."""

from __future__ import annotations

import argparse
import sys
import threading

from bot import opening
from bot.setting_reader import SettingsError
from bot.settings import Settings
from speech import google
from speech.engine import PACES
from speech.fetching import Fetched, Fetching

_USUAL_PACE = (110, 140)


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--engine",
        choices=(google.NAME,),
        help="have Google's unofficial voice say them, which sends them (and nothing else) to Google; see docs/speech.md",
    )


def run(asked: argparse.Namespace, settings: Settings) -> int:
    """0 if all of them are there now. Ctrl-C stops at a whole phrase; the next run goes on from there."""
    try:
        return _by_google(settings) if asked.engine == google.NAME else _by_this_machine(settings)
    except KeyboardInterrupt:
        print("\nStopped. Run it again: it goes on from here.")
        return 1


def _by_this_machine(settings: Settings) -> int:
    speech = opening.open_speech(settings)
    if not speech.can_keep:
        print(f"said: {speech.advice}", file=sys.stderr)
        return 1
    ahead = opening.open_ahead(settings, speech, opening.open_catalogue())
    ahead.run(threading.Event(), _tell, at_ease=False)
    progress = ahead.progress()
    print(f"\n{progress.ready} of {progress.wanted} fixed messages can be heard at once.")
    return 1 if progress.missing else 0


def _by_google(settings: Settings) -> int:
    if google.NAME not in settings.speech_engines:
        raise SettingsError(
            f"SPEECH_ENGINES must name {google.NAME} first: only then the fixed phrases may go to Google's unofficial service."
        )
    speech, phrases = opening.open_speech(settings), opening.open_catalogue().phrases()
    print(
        f"Google's unofficial voice says {len(phrases)} phrases at two paces, about one a second. Nothing else is sent."
    )
    done = Fetching(speech.google, speech.clips_of_google, phrases, _tell, _tell_wait).run()
    print(f"\n{done.kept} of {done.wanted} are kept.")
    _tell_pace(done)
    if done.why:
        print(f"said: It stopped early: {done.why}. Run it again later: it goes on from here.", file=sys.stderr)
    return 0 if done.kept == done.wanted else 1


def _tell(done: int, wanted: int) -> None:
    """One line that is written over, where somebody looks on."""
    if sys.stdout.isatty() or done == wanted:
        print(f"\r{done} of {wanted}", end="", flush=True)


def _tell_wait(seconds: float) -> None:
    print(f"\nGoogle was asked too often. It goes on in {seconds:.0f} s.", flush=True)


def _tell_pace(done: Fetched) -> None:
    for pace in PACES:
        if rate := done.words_a_minute[pace]:
            print(f"At the {pace} pace it says {rate:.0f} words a minute.")
    least, most = _USUAL_PACE
    if done.words_a_minute["normal"] > most:
        print(f"That is quick: people follow {least} to {most} best.")
