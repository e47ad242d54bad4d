"""What is read on a page that has pictures for its emoji."""

import re

import emoji

TEXTS = "all => all.map(one => [...one.childNodes].map(node => node.alt ?? node.textContent).join(''))"
"""For `evaluate_all`: the text of each element, with the emoji of its pictures."""


AS_LETTERS = "document.querySelectorAll('img.sign').forEach(one => one.replaceWith(one.alt))"
"""For `evaluate`, on a page that nobody goes on with: its emoji are letters from then on."""


def beside_pictures(text: str) -> str:
    """As a browser gives a text that is shown with pictures for its emoji."""
    return emoji.replace_emoji(text, "")


def seen(page: str) -> str:
    """The page with each emoji in the place of its picture."""
    return re.sub(r'<img class="sign" [^>]*alt="([^"]+)"[^>]*>', r"\1", page)
