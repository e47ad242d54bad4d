"""How far a "not" reaches: "not scared of the dog, but cold" is not scared, and cold."""

from __future__ import annotations

from collections.abc import Sequence

REACH = 4
"""Words behind the negation."""

_NEGATES = frozenset(
    (
        "not no never none nobody nothing nowt nuffin nuffink nuthin nuttin noone without hardly barely scarcely cant cannot dont didnt wasnt isnt "
        "aint wont wouldnt couldnt doesnt hasnt havent werent arent shouldnt hadnt mustnt nae naw nor neither dinna didny didnae "
        "wisnae wasnae isnae isny cannae canny couldnae wouldnae doesnae dinnae havenae hasnae werenae wasny niver neva nevr nevva "
        "dident didint dinnt wasent wozent woznt wosnt isent dosent dosnt duznt doznt dusnt cudnt wudnt shudnt dnt didn stopped stop"
    ).split()
)
_ENDS = frozenset(
    ["but", "though", "tho", "except", "cept", "only", "however", "cos", "because", "cuz", "although", *".!?,;:"]
)


def negated(words: Sequence[str]) -> list[bool]:
    """For each of the words, as `plain.tokens` gives them, whether it stands in the reach of a negation before it."""
    marks, left = [], 0
    for word in words:
        if word in _ENDS or word in _NEGATES:
            marks.append(False)
            left = REACH if word in _NEGATES else 0
        else:
            marks.append(left > 0)
            left -= 1
    return marks
