"""What is read on a page that has pictures for its emoji."""

import re

TEXTS = "all => all.map(one => [...one.childNodes].map(node => node.alt ?? node.textContent).join(''))"
"""For `evaluate_all`: the text of each element, with the emoji of its pictures."""


def seen(page: str) -> str:
    """The page with each emoji in the place of its picture."""
    return re.sub(r'<img class="sign" [^>]*alt="([^"]+)"[^>]*>', r"\1", page)
