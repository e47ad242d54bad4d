"""`reply_markup`: what the real server takes, and what it refuses (get_reply_markup in Client.cpp)."""

import json
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.support.telegram_server.parameters import Parameters
from tests.support.telegram_server.refusals import JSON, bad

_DATA_BYTES = 64
_INLINE_BUTTONS = 100
_FLAGS = (
    "resize_keyboard", "one_time_keyboard", "is_persistent", "remove_keyboard", "selective", "force_reply",
)  # fmt: skip
_OTHER_INLINE = (
    "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay",
)  # fmt: skip


@dataclass(frozen=True)
class Markup:
    """One reply markup that was accepted."""

    kind: Literal["inline", "keyboard", "remove", "force reply"]
    rows: list[list[JSON]] = field(default_factory=list)
    one_time: bool = False
    selective: bool = False

    @property
    def labels(self) -> list[list[str]]:
        return [[str(button["text"]) for button in row] for row in self.rows]

    def shape(self) -> JSON:
        """As it stands in a message: only inline keyboards do."""
        return {"inline_keyboard": self.rows}


def read_markup(given: Parameters, only_inline: bool = False) -> Markup | None:
    """The markup of a call, or None. Raises Refused."""
    value = given.json("reply_markup", "can't parse reply keyboard markup JSON object")
    if value is None:
        return None
    if not isinstance(value, dict):
        raise bad("object expected as reply markup")
    for name in _FLAGS:
        if name in value and not isinstance(value[name], bool):
            raise bad(f'field "{name}" of the reply markup must be of the type Boolean')
    markup = _markup(value)
    if only_inline and markup and markup.kind != "inline":
        raise bad("inline keyboard expected")
    return markup


def _markup(value: JSON) -> Markup | None:
    keyboard = _rows(value.get("keyboard", []), "keyboard", "ReplyKeyboardMarkup", "keyboard button", _button)
    inline = _rows(
        value.get("inline_keyboard", []), "inline_keyboard", "InlineKeyboardMarkup", "inline keyboard button", _inline
    )
    selective = value.get("selective", False)
    if keyboard:
        return Markup("keyboard", keyboard, value.get("one_time_keyboard", False), selective)
    if inline:
        if sum(map(len, inline)) > _INLINE_BUTTONS:
            raise bad("reply markup is too long")
        return Markup("inline", inline)
    if value.get("remove_keyboard"):
        return Markup("remove", selective=selective)
    if value.get("force_reply"):
        return Markup("force reply", selective=selective)
    return None


def _rows(rows: Any, name: str, owner: str, what: str, read: Any) -> list[list[JSON]]:
    if not isinstance(rows, list):
        raise bad(f'field "{name}" of the {owner} must be an Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad(f'field "{name}" of the {owner} must be an Array of Arrays')
    return [[read(button, what) for button in row] for row in rows if row]


def _button(button: Any, what: str) -> JSON:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise bad(f"can't parse {what}: KeyboardButton must be a String or an Object")
    _text(button, what)
    return button


def _inline(button: Any, what: str) -> JSON:
    if not isinstance(button, dict):
        raise bad(f"can't parse {what}: InlineKeyboardButton must be an Object")
    _text(button, what)
    url, data = button.get("url"), button.get("callback_data")
    if not isinstance(url or "", str) or not isinstance(data or "", str):
        raise bad(f"can't parse {what}: Field must be of type String")
    if url:
        if "." not in url and not url.startswith("tg://"):
            raise bad(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
        return {"text": button["text"], "url": url}
    if data:
        if len(data.encode()) > _DATA_BYTES:
            raise bad("BUTTON_DATA_INVALID")
        return {"text": button["text"], "callback_data": data}
    if any(name in button for name in _OTHER_INLINE):
        return button
    raise bad(f"can't parse {what}: Text buttons are unallowed in the inline keyboard")


def _text(button: JSON, what: str) -> None:
    if "text" not in button:
        raise bad(f"can't parse {what}: Can't find field \"text\"")
    if not isinstance(button["text"], str):
        raise bad(f'can\'t parse {what}: Field "text" must be of type String')
    if not button["text"].strip():
        raise bad(f"{what} text must be non-empty")


def same(one: Markup | None, other: Markup | None) -> bool:
    """Whether two markups show the same."""
    rows = [markup.rows if markup else [] for markup in (one, other)]
    return json.dumps(rows[0], sort_keys=True) == json.dumps(rows[1], sort_keys=True)
