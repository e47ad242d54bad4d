"""Text and captions: entities, trimming, and the limits, which count UTF-16 units after entities were read."""

import re
from html.parser import HTMLParser
from typing import Any

from tests.support.telegram_server.parameters import Parameters
from tests.support.telegram_server.refusals import JSON, Refused, bad

TEXT_UNITS = 4096
CAPTION_UNITS = 1024
_HTML_TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre",
    "tg-spoiler": "spoiler", "blockquote": "blockquote", "a": "text_link",
}  # fmt: skip
_NO_PREVIEW = "can't parse link preview options JSON object"
_RESERVED = "_*[]()~`>#+-=|{}.!"
_MARKS = {"__": "underline", "||": "spoiler", "*": "bold", "_": "italic", "~": "strikethrough", "`": "code"}


def units(text: str) -> int:
    """Length as Telegram counts it: an emoji is two."""
    return len(text.encode("utf-16-le")) // 2


def read_text(given: Parameters) -> tuple[str, list[JSON]]:
    """`text` with its entities. Raises Refused where it is empty, too long or wrongly marked."""
    if not isinstance(given.json("link_preview_options", _NO_PREVIEW) or {}, dict):
        raise bad(_NO_PREVIEW)
    if not given.text("text"):
        raise bad("message text is empty")
    text, entities = _formatted(given, "text", "entities")
    if not text:
        raise bad("text must be non-empty")
    if units(text) > TEXT_UNITS:
        raise bad("message is too long")
    return text, entities


def read_caption(given: Parameters) -> tuple[str, list[JSON]]:
    """`caption` with its entities; it may be empty. Raises Refused."""
    text, entities = _formatted(given, "caption", "caption_entities")
    if units(text) > CAPTION_UNITS:
        raise bad("message caption is too long")
    return text, entities


def found_entities(text: str) -> list[JSON]:
    """What Telegram finds by itself in what a person or a bot wrote: commands, addresses, mentions."""
    found = []
    for kind, pattern in (
        ("bot_command", r"(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@\w+)?(?![\w/])"),
        ("url", r"https?://\S+[\w/]"),
        ("email", r"[\w.+-]+@[\w-]+\.[\w.-]+\w"),
        ("mention", r"(?<!\w)@[A-Za-z]\w{4,31}"),
    ):
        for match in re.finditer(pattern, text):
            found.append({"type": kind, "offset": units(text[: match.start()]), "length": units(match[0])})
    return sorted(found, key=lambda entity: entity["offset"])


def _formatted(given: Parameters, name: str, entities_name: str) -> tuple[str, list[JSON]]:
    text = given.text(name)
    mode = given.text("parse_mode").lower()
    if mode == "html":
        text, entities = _html(text)
    elif mode == "markdownv2":
        text, entities = _markdown(text)
    elif mode in {"", "none"}:
        entities = _given_entities(given, entities_name)
    elif mode == "markdown":
        raise Refused(501, "Not Implemented: this server of the tests does not read the old Markdown")
    else:
        raise bad("unsupported parse_mode")
    text = re.sub(r"[\x00-\x08\x0b-\x1f]", " ", text.replace("\r", ""))
    return _trimmed(text, entities or found_entities(text))


def _given_entities(given: Parameters, name: str) -> list[JSON]:
    value: Any = given.json(name, f"can't parse {name} JSON object")
    if value is None:
        return []
    if not isinstance(value, list):
        raise bad("expected an Array of MessageEntity")
    for entity in value:
        if not isinstance(entity, dict) or not all(isinstance(entity.get(key), int) for key in ("offset", "length")):
            raise bad("can't parse MessageEntity")
    return value


def _trimmed(text: str, entities: list[JSON]) -> tuple[str, list[JSON]]:
    before = units(text) - units(text.lstrip())
    text = text.strip()
    end, kept = units(text), []
    for entity in entities:
        start = max(entity["offset"] - before, 0)
        length = min(entity["offset"] - before + entity["length"], end) - start
        if length > 0:
            kept.append({**entity, "offset": start, "length": length})
    return text, kept


class _Html(HTMLParser):
    def __init__(self, whole: str) -> None:
        super().__init__(convert_charrefs=True)
        self.whole, self.text = whole, ""
        self.entities: list[JSON] = []
        self.open: list[tuple[str, JSON]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        spoiler = tag == "span" and given.get("class") == "tg-spoiler"
        if tag not in _HTML_TAGS and not spoiler:
            raise bad(f'can\'t parse entities: Unsupported start tag "{tag}" at byte offset {self._offset()}')
        entity: JSON = {"type": "spoiler" if spoiler else _HTML_TAGS[tag], "offset": units(self.text)}
        if tag == "a" and given.get("href"):
            entity["url"] = given["href"]
        self.open.append((tag, entity))

    def handle_endtag(self, tag: str) -> None:
        if not self.open:
            raise bad(f"can't parse entities: Unexpected end tag at byte offset {self._offset()}")
        expected, entity = self.open.pop()
        if tag != expected:
            raise bad(
                f"can't parse entities: Unmatched end tag at byte offset {self._offset()}, "
                f'expected "</{expected}>", found "</{tag}>"'
            )
        entity["length"] = units(self.text) - entity["offset"]
        if entity["length"] and (tag != "a" or "url" in entity):
            self.entities.append(entity)

    def handle_data(self, data: str) -> None:
        self.text += data

    def _offset(self) -> int:
        line, column = self.getpos()
        before = "".join(self.whole.splitlines(keepends=True)[: line - 1])
        return len(before.encode()) + len(self.whole.splitlines()[line - 1][:column].encode())


def _html(text: str) -> tuple[str, list[JSON]]:
    bare = re.search(r"<(?![a-zA-Z/])", text)
    if bare:
        offset = len(text[: bare.start()].encode())
        raise bad(f'can\'t parse entities: Unsupported start tag "" at byte offset {offset}')
    parser = _Html(text)
    parser.feed(text)
    parser.close()
    if parser.open:
        raise bad(f"can't parse entities: Can't find end tag corresponding to start tag \"{parser.open[-1][0]}\"")
    return parser.text, sorted(parser.entities, key=lambda entity: (entity["offset"], -entity["length"]))


def _markdown(text: str) -> tuple[str, list[JSON]]:
    """MarkdownV2, without links and quotations, which this project does not write."""
    plain, at, entities = "", 0, []
    opened: dict[str, tuple[int, int]] = {}
    while at < len(text):
        if text[at] == "\\" and text[at + 1 : at + 2]:
            plain, at = plain + text[at + 1], at + 2
            continue
        mark = next((mark for mark in _MARKS if text.startswith(mark, at)), None)
        if mark and mark in opened:
            start, _ = opened.pop(mark)
            entities.append({"type": _MARKS[mark], "offset": start, "length": units(plain) - start})
        elif mark:
            opened[mark] = (units(plain), len(text[:at].encode()))
        elif text[at] in _RESERVED:
            raise bad(
                f"can't parse entities: Character '{text[at]}' is reserved and must be escaped with the preceding '\\'"
            )
        else:
            plain += text[at]
        at += len(mark or text[at])
    if opened:
        mark, (_, byte) = next(reversed(opened.items()))
        raise bad(f"can't parse entities: Can't find end of {_MARKS[mark].title()} entity at byte offset {byte}")
    return plain, entities
