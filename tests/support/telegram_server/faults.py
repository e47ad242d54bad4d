"""What a test can let go wrong on the way, for the next few calls of a method, of a chat, or of any."""

from dataclasses import dataclass
from typing import Literal

from tests.support.telegram_server.refusals import Refused, too_many

Kind = Literal["lose answer", "cut", "delay", "hang", "refuse", "broken", "again", "out of order"]
WEBHOOK = "webhook"
"""The method's name for the server's own posts to a webhook."""
DOWNLOAD = "download"
"""The method's name for fetching a file."""
FOREVER = 10**9


@dataclass
class Fault:
    kind: Kind
    method: str | None
    chat: int | None
    times: int
    seconds: float = 0
    status: int = 0
    refusal: Refused | None = None

    def meets(self, method: str, chat: int | None) -> bool:
        """Without a method named: every call but the polls, which are there all the time."""
        right_method = method == self.method or (self.method is None and method not in {"getUpdates", WEBHOOK})
        return self.times > 0 and right_method and self.chat in {None, chat}


class Faults:
    """Each verb holds for the next `times` calls it meets; FOREVER until `clear`."""

    def __init__(self) -> None:
        self._all: list[Fault] = []

    def lose_answers(self, method: str | None = None, *, chat: int | None = None, times: int = 1) -> None:
        """The call is carried out, then the connection is cut: the message is there, the bot does not know.

        For `webhook`: the update is posted and answered, the answer is lost, so it is posted again.
        """
        self._all.append(Fault("lose answer", method, chat, times))

    def cut(self, method: str | None = None, *, chat: int | None = None, times: int = 1) -> None:
        """The connection is cut before anything is carried out."""
        self._all.append(Fault("cut", method, chat, times))

    def delay(self, seconds: float, method: str | None = None, *, chat: int | None = None, times: int = 1) -> None:
        """The call waits, then is carried out, whether or not the bot is still there to hear it."""
        self._all.append(Fault("delay", method, chat, times, seconds=seconds))

    def hang(self, method: str | None = None, *, chat: int | None = None, times: int = 1) -> None:
        """The call is carried out and never answered; the connection stays open until the bot gives up."""
        self._all.append(Fault("hang", method, chat, times))

    def too_many(self, retry_after: int, method: str | None = None, *, chat: int | None = None, times: int = 1) -> None:
        """429 for the next calls. `server.floods` is the one that lasts as long as it says."""
        self.refuse(too_many(retry_after), method, chat=chat, times=times)

    def refuse(self, refusal: Refused, method: str | None = None, *, chat: int | None = None, times: int = 1) -> None:
        """Any refusal of the Bot API."""
        self._all.append(Fault("refuse", method, chat, times, refusal=refusal))

    def broken(self, status: int = 502, method: str | None = None, *, chat: int | None = None, times: int = 1) -> None:
        """A page of HTML with this status, as a proxy before the real server gives; nothing is carried out."""
        self._all.append(Fault("broken", method, chat, times, status=status))

    def deliver_again(self, times: int = 1) -> None:
        """The next getUpdates that confirm updates confirm nothing: the same update ids come again."""
        self._all.append(Fault("again", "updates", None, times))

    def deliver_out_of_order(self, times: int = 1) -> None:
        """The next deliveries of two updates or more give the last one first."""
        self._all.append(Fault("out of order", "updates", None, times))

    def clear(self) -> None:
        """Everything works again."""
        self._all.clear()

    def call(self, method: str, chat: int | None) -> Fault | None:
        """The fault this call meets, used up by one."""
        for fault in self._all:
            if fault.method != "updates" and fault.meets(method, chat):
                fault.times -= 1
                return fault
        return None

    def delivery(self, kind: Kind) -> bool:
        """Whether this delivery of updates meets a fault of this kind, used up by one."""
        for fault in self._all:
            if fault.kind == kind and fault.meets("updates", None):
                fault.times -= 1
                return True
        return False
