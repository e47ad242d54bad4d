"""A real SMTP server (aiosmtpd) on this machine, with a certificate of its own, that can be told to be difficult."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from bot.notifying.mail import MailSettings

USER, PASSWORD = "said", "s3cret-of-the-mail-server"
SENDER = "said@service.example"
_AUTHORITY = trustme.CA()


@dataclass
class MailServer:
    """`got` holds what it took. `refuse`: the answer to a recipient or, under "DATA", to any message; `hangs_in`: the
    command it never answers."""

    security: str = "none"
    port: int = 0
    got: list[bytes] = field(default_factory=list)
    refuse: dict[str, str] = field(default_factory=dict)
    hangs_in: str | None = None
    sessions: int = 0
    signed_in: list[str] = field(default_factory=list)
    _server: asyncio.Server | None = None

    def settings(self, *, signs_in: bool = True, password: str = PASSWORD) -> MailSettings:
        user = USER if signs_in and self.security != "none" else ""
        return MailSettings("127.0.0.1", self.port, user, password if user else "", self.security, SENDER)

    @staticmethod
    def trust() -> ssl.SSLContext:
        """What trusts this server."""
        context = ssl.create_default_context()
        _AUTHORITY.configure_trust(context)
        return context

    def messages(self, to: str | None = None) -> list[EmailMessage]:
        read = [message_from_bytes(one.replace(b"\r\n", b"\n"), policy=policy.default) for one in self.got]
        return [one for one in read if to is None or one["To"] == to]

    async def up(self) -> None:
        loop, tls = asyncio.get_running_loop(), ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        _AUTHORITY.issue_cert("127.0.0.1").configure_cert(tls)
        implicit = tls if self.security == "tls" else None
        self._server = await loop.create_server(lambda: self._protocol(tls), "127.0.0.1", self.port, ssl=implicit)
        self.port = self._server.sockets[0].getsockname()[1]

    async def down(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        await asyncio.sleep(0)

    def _protocol(self, tls: ssl.SSLContext) -> SMTP:
        self.sessions += 1
        more: dict[str, Any] = {}
        if self.security == "starttls":
            more = {"tls_context": tls, "require_starttls": True}
        if self.security != "none":
            more |= {"authenticator": self._sign_in, "auth_required": self.security == "starttls"}
        # Inside its own TLS it cannot see that the way is private.
        return SMTP(_Handler(self), hostname="mail.example", auth_require_tls=self.security == "starttls", **more)

    def _sign_in(self, _s: object, _session: object, _e: object, _m: object, data: LoginPassword) -> AuthResult:
        self.signed_in.append(data.login.decode())
        return AuthResult(success=data.password == PASSWORD.encode(), handled=False)


@dataclass
class _Handler:
    mine: MailServer

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        await self._hang("RCPT")
        if address in self.mine.refuse:
            return self.mine.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        if "DATA" in self.mine.refuse:
            return self.mine.refuse["DATA"]
        self.mine.got.append(content)
        await self._hang("DATA")
        return "250 OK"

    async def _hang(self, command: str) -> None:
        if self.mine.hangs_in == command:
            await asyncio.sleep(3600)


@asynccontextmanager
async def mail_server(security: str = "none") -> AsyncIterator[MailServer]:
    server = MailServer(security)
    await server.up()
    try:
        yield server
    finally:
        await server.down()
