"""Updates posted to the bot's own address.

Those of one chat come one after the other, those of different chats at once, up to `max_connections`; each is posted
again until it is answered with 2xx. Source: https://core.telegram.org/bots/api#setwebhook, WebhookActor.cpp.
"""

import asyncio
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

import aiohttp

from tests.support.telegram_server.faults import WEBHOOK, Faults
from tests.support.telegram_server.parameters import Parameters
from tests.support.telegram_server.refusals import JSON, bad, conflict
from tests.support.telegram_server.updates import Update, Updates

_PORTS = {80, 88, 443, 8443}
_HERE = {"127.0.0.1", "localhost", "::1"}


@dataclass
class Post:
    """One try to hand an update over, and what came of it."""

    update_id: int
    status: int | None
    """None where no answer came."""


class Webhook:
    """`proxies` says which address of this machine stands behind a public one, as a reverse proxy would."""

    def __init__(self, updates: Updates, faults: Faults, retry_seconds: float) -> None:
        self._updates, self._faults = updates, faults
        self._retry_seconds = retry_seconds
        self._running: dict[str, asyncio.Task[None]] = {}
        self._session: aiohttp.ClientSession | None = None
        self.proxies: dict[str, str] = {}
        self.url, self.secret, self.most = "", "", 40
        self.paused = False
        """While the whole server is down."""
        self.posts: list[Post] = []
        self.last_error: tuple[int, str] | None = None
        updates.arrived = self.deliver

    def set(self, given: Parameters) -> str:
        """setWebhook and, without an address, deleteWebhook. Raises Refused for an address Telegram would not post to."""
        url, secret = given.text("url"), given.text("secret_token")
        if url:
            self._check(url)
        if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
            raise bad("secret token contains unallowed characters")
        self.stop()
        self._updates.allow(given)
        if given.boolean("drop_pending_updates"):
            self._updates.pending.clear()
        before, self.url, self.secret = self.url, url, secret
        self.most = given.integer("max_connections", 40, 1, 100)
        self._updates.webhook_set = bool(url)
        if url:
            self._updates.stop_poll(conflict("terminated by setWebhook request"))
            self.deliver()
            return "Webhook was set" if before != url else "Webhook is already set"
        return "Webhook was deleted" if before else "Webhook is already deleted"

    def info(self) -> JSON:
        info: JSON = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates.pending),
        }
        if self.url:
            info["max_connections"] = self.most
        if self.last_error:
            info["last_error_date"], info["last_error_message"] = self.last_error
        if self._updates.allowed:
            info["allowed_updates"] = self._updates.allowed
        return info

    def stop(self) -> None:
        """End all posting; what was not answered stays pending."""
        for task in self._running.values():
            task.cancel()
        self._running.clear()

    async def close(self) -> None:
        tasks = list(self._running.values())
        self.stop()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._session:
            await self._session.close()
            self._session = None

    def deliver(self) -> None:
        """Start on every queue that nobody works on, within `max_connections`."""
        if not self.url or self.paused:
            return
        self._updates.forget_old()
        for update in self._updates.pending:
            if update.queue not in self._running and len(self._running) < self.most:
                self._running[update.queue] = asyncio.create_task(self._work(update.queue))

    async def _work(self, queue: str) -> None:
        while mine := [update for update in self._updates.pending if update.queue == queue]:
            update = mine[0]
            if len(mine) > 1 and self._faults.delivery("out of order"):
                update = mine[-1]
            if await self._post(update):
                self._updates.pending = [other for other in self._updates.pending if other.id != update.id]
            else:
                await asyncio.sleep(self._retry_seconds)
        del self._running[queue]
        self.deliver()

    async def _post(self, update: Update) -> bool:
        """Whether the bot took it."""
        self._session = self._session or aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60))
        fault = self._faults.call(WEBHOOK, None)
        if fault and fault.kind == "delay":
            await asyncio.sleep(fault.seconds)
        if fault and fault.kind == "cut":
            return self._failed(update, None, "Connection reset by peer")
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.secret} if self.secret else {}
        try:
            async with self._session.post(self._address(), json=update.shape(), headers=headers) as answer:
                await answer.read()
        except (aiohttp.ClientError, TimeoutError) as wrong:
            return self._failed(update, None, f"Connection failed: {type(wrong).__name__}")
        if fault and fault.kind == "lose answer":
            return self._failed(update, answer.status, "Read timeout expired")
        if not 200 <= answer.status < 300:
            return self._failed(update, answer.status, f"Wrong response from the webhook: {answer.status}")
        self.posts.append(Post(update.id, answer.status))
        return True

    def _failed(self, update: Update, status: int | None, why: str) -> bool:
        self.posts.append(Post(update.id, status))
        self.last_error = (int(self._updates.now()), why)
        return False

    def _address(self) -> str:
        for public, here in self.proxies.items():
            if self.url.startswith(public):
                return here + self.url.removeprefix(public)
        return self.url

    def _check(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.hostname in _HERE and parts.scheme in {"http", "https"}:
            return  # as the real server does when it is run with --local
        if parts.scheme != "https" or not parts.hostname:
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        if (parts.port or 443) not in _PORTS:
            raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
        if not any(url.startswith(public) for public in self.proxies):
            raise bad("bad webhook: Failed to resolve host: Name or service not known")
