"""The controls that are always in the same place, and what may come from their buttons."""

from storage.vocabulary import Sent

FOOT = ("help_now", "need_person", "repeat")
"""Always in sight at the foot of the page; "More" stands beside them and opens the others."""

MORE = (
    *("slower", "back", "undo", "skip", "not_sure", "stop"),
    *(
        "what_happened",
        "my_choices",
        "about_me",
        "who_sees",
        "how_messages",
        "how_often",
        "my_check_ins",
        "are_you_real",
    ),
)

CONTROLS = frozenset((*FOOT, *MORE))
"""All that a page may send. "start" is sent by the server alone, when a chat was linked."""

SENT_ELSEWHERE = frozenset(Sent)
"""What another channel of the same person may have brought: it has a name in the conversation, and no button."""


def label_of(control: str) -> str:
    """The name of the wording on this control."""
    return f"utter_control_{control}"


def parts(label: str) -> tuple[str, str]:
    """The picture of a label ("" if it has none) and its words, to be set apart on a button."""
    first, _, rest = label.partition(" ")
    if rest and not any(character.isalnum() for character in first):
        return first, rest
    return "", label
