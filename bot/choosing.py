"""What people write about choosing itself: that somebody else should choose, that they do not mind, and that they want to see
what there is to choose. Each must be the whole message."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.misspelt import picked
from bot.read_as import Reading, about
from bot.understanding import CHOOSING
from storage.questions import Question
from storage.vocabulary import QuestionKind
from wording.catalogue import Option

_SOMEBODY = r"(?:you|u|yoo|they|he|she|we|staff|mum|dad|everyone|everybody|[a-z'’-]+)"
_CHOOSE = r"(?:choose|choos|chose|chooze|pick|decide|say)"
_DOES = r"(?:wants?|likes?|thinks?|says?|picks?|chooses?|has|have|is\shaving|does|is\sdoing)"
_YOU_CHOOSE = re.compile(
    rf"""\A(?:
      (?:can|could|will|would|please|no|ok)?\s*(?:you|u|yoo)\s(?:can\s|just\s|please\s)?{_CHOOSE}
        (?:\s(?:it|one|for\sme|for\sus|please|then|instead))*
    | {_CHOOSE}\s(?:it\s|one\s)?for\s(?:me|us)(?:\splease)?
    | (?:it'?s\s|it\sis\s)?up\sto\s(?:you|u)
    | what\s(?:do|would|wud|shall|should)\s(?:you|u|i)\s(?:think|reckon|{_CHOOSE}|do|like|have)(?:\sis\sbest|\si\sshould\s.*)?
    | which(?:\sone)?\s(?:is|'s|do\syou\sthink\sis)\s(?:the\s)?(?:best|better|nicest)
    | you\stell\sme
    )\Z""",
    re.VERBOSE,
)
_DOES_NOT_MIND = re.compile(
    rf"""\A(?:
      (?:i\s)?(?:do\snot|don'?t|dont|dunt)\s(?:really\s)?(?:mind|care|know)(?:\s(?:which|what|me|at\sall|one))*
    | (?:i\sam|i'?m|im)\s(?:easy|not\sbothered)
    | what(?:\s)?ever | wotever | either(?:\sone)? | any(?:thing|\sone|\sof\sthem)? | both(?:\sof\sthem)? | all\sof\sthem
    | (?:what(?:\s)?ever|wotever|whichever|what)\s(?:one\s)?{_SOMEBODY}\s{_DOES}
    | (?:the\s)?same\sas\s{_SOMEBODY}(?:\s{_DOES})?
    | (?:it'?s\s|it\sis\s)?up\sto\s{_SOMEBODY}
    | (?:ask|let)\s{_SOMEBODY}(?:\s{_CHOOSE})?
    )\Z""",
    re.VERBOSE,
)
_MY_CHOICES = re.compile(
    r"""\A(?:can\si\s|could\si\s|i\swant\sto\s|please\s)?(?:see\s|hear\s|show\s(?:me\s)?|read\s(?:me\s)?|tell\sme\s|change\s|look\sat\s)?
    (?:what(?:'s|\sare|\sis|s)?\s)?(?:my|mi|me)\s(?:choices?|choises?|choice\slist|picks)(?:\s(?:again|please|now|today|show))*\Z""",
    re.VERBOSE,
)
_WHAT_TO_CHOOSE = re.compile(
    r"""\A(?:
      (?:what|wot|whats|wots|what's)\s(?:can|do|have|else|is|are|there|i|we|me|got|get|to|the|them|my|\s)*
        (?:choose|choos|pick|choices?)(?:\sfrom|\sout\sof)?(?:\s(?:today|now|this\sweek|again|please))*
    | (?:show|read|give|list|tell)\s(?:me|us)?\s?(?:the|my|some|them|what)?\s?choices?(?:\s(?:again|please))*
    | (?:can|may)\si\s(?:choose|pick)(?:\s(?:something|now|again|please))*
    | (?:choose|pick)\sagain | choices
    )\Z""",
    re.VERBOSE,
)
_WANTS = re.compile(
    r"(?:no\s)?(?:i\s(?:want|wanna|would\s(?:like|love|rather))|i'?d\s(?:like|love|rather)|(?:can|could)\si)\b"
)
_MARKS = re.compile(r"[.,!?;:\"“”()]+")


def about_choosing(asked: Question | None, options: Sequence[Option], words: str) -> Reading | None:
    """What words say about choosing, or None where they say something else: an option that is on offer; that somebody else
    should choose, or that they do not mind, which is no decision of theirs (R34); that they want to see their choices."""
    is_choosing = asked is not None and asked.kind in CHOOSING
    if asked is not None and asked.kind is QuestionKind.CHOICE and (answer := picked(options, words)):
        return Reading("choose", asked.id, asked.kind, answer)
    if is_choosing and you_choose(words):
        return about(asked, "you_choose")
    if is_choosing and does_not_mind(words):
        return about(asked, "not_sure")
    return about(asked, "my_choices") if my_choices(words, is_free=asked is None or is_choosing) else None


def wants_something_else(asked: Question, intent: str, words: str) -> bool:
    """Whether words that name no option say what the person would rather have, as the model reads them."""
    says_so = intent == "want" or (intent == "choose" and _WANTS.match(_plain(words)) is not None)
    return asked.kind is QuestionKind.CHOICE and says_so


def you_choose(words: str) -> bool:
    """Whether the bot is to choose, or to advise."""
    return _YOU_CHOOSE.match(_plain(words)) is not None


def does_not_mind(words: str) -> bool:
    """Whether they leave it to somebody, or to chance: that is no decision of theirs (R34)."""
    return _DOES_NOT_MIND.match(_plain(words)) is not None


def my_choices(words: str, *, is_free: bool) -> bool:
    """Whether they want to see what there is to choose. `is_free`: no other question is open that this may be about."""
    said = _plain(words)
    return _MY_CHOICES.match(said) is not None or (is_free and _WHAT_TO_CHOOSE.match(said) is not None)


def _plain(words: str) -> str:
    return " ".join(_MARKS.sub(" ", words.casefold().replace("’", "'")).split())
