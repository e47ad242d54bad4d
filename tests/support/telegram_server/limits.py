"""How many messages may be sent: one a second to a chat, thirty a second over all, twenty a minute to a group.

Source: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
"""

from collections import defaultdict, deque

from tests.support.telegram_server.refusals import too_many

_ROUNDING = 1e-6


class Limits:
    """Counts what was sent by the server's clock.

    `burst` messages may come at once to one chat before one a second holds: 1 is strict, the real server lets "short
    bursts" through (its FAQ) without saying how many. None for `per_chat` counts nothing.
    """

    def __init__(
        self, per_chat: float | None = 1.0, burst: int = 1, overall: int = 30, group_a_minute: int = 20
    ) -> None:
        self.per_chat = per_chat
        self.burst = burst
        self.overall = overall
        self.group_a_minute = group_a_minute
        self._sent: dict[int, deque[float]] = defaultdict(deque)
        self._all: deque[float] = deque()
        self._floods: dict[int, float] = {}

    def flood(self, chat: int, until: float) -> None:
        """From now until `until` nothing can be sent to this chat or edited in it."""
        self._floods[chat] = until

    def check_flood(self, chat: int, now: float) -> None:
        """Raises Refused (429) while a flood lasts: edits wait for it as well."""
        if now < self._floods.get(chat, 0):
            raise too_many(self._floods[chat] - now)

    def count(self, chat: int, now: float, messages: int = 1) -> None:
        """Note one message, or the `messages` of an album, which comes as one into its chat. Raises Refused (429) where it is
        one too many; then it is not noted."""
        self.check_flood(chat, now)
        if self.per_chat is None:
            return
        sent, everything = self._sent[chat], self._all
        _check(sent, self.burst, self.burst * self.per_chat, now)
        if chat < 0:
            _check(sent, self.group_a_minute, 60, now)
        _check(everything, self.overall, 1, now)
        sent.append(now)
        everything.extend([now] * messages)
        for times, kept in ((sent, max(self.burst, self.group_a_minute)), (everything, self.overall)):
            while len(times) > kept:
                times.popleft()


def _check(times: deque[float], most: int, seconds: float, now: float) -> None:
    """Raises Refused where `most` were sent within the last `seconds`."""
    if len(times) >= most:
        wait = times[-most] + seconds - now
        if wait > _ROUNDING:
            raise too_many(wait)
