"""A strict local Bot API server: `async with TelegramServer() as server`, `server.user("Alex Invented")`.

`python -m tests.support.telegram_server --port 8081` runs it by hand, with a page to be a person on Telegram.
Where it is not known what the real server does, it does the harder thing.
"""

from tests.support.telegram_server.calls import Call
from tests.support.telegram_server.faults import DOWNLOAD, FOREVER, WEBHOOK
from tests.support.telegram_server.groups import Group
from tests.support.telegram_server.limits import Limits
from tests.support.telegram_server.refusals import Refused
from tests.support.telegram_server.seen import Button, Seen
from tests.support.telegram_server.server import TOKEN, TelegramServer
from tests.support.telegram_server.users import User
from tests.support.telegram_server.world import Hands, Message, Query

__all__ = [
    "DOWNLOAD", "FOREVER", "TOKEN", "WEBHOOK", "Button", "Call", "Group", "Hands", "Limits", "Message", "Query",
    "Refused", "Seen", "TelegramServer", "User",
]  # fmt: skip
