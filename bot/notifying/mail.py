"""E-mail by SMTP. Nothing that a server answers is logged or kept: only the kind of what went wrong."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from email.message import EmailMessage

from aiosmtplib import SMTP, SMTPAuthenticationError, SMTPException, SMTPResponseException

from storage.notice_delivery import Tried

STEP_SECONDS = 15.0
LETTER_SECONDS = 45.0
# A server that breaks off twice in one round is not asked again in it.
MOST_CONNECTIONS = 2
PERMANENT = range(500, 600)


@dataclass(frozen=True)
class MailSettings:
    """`security`: starttls, tls or none. `user` is empty where the server wants no sign-in."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    security: str
    sender: str


@dataclass(frozen=True)
class Letter:
    """One e-mail with the id of the parcel it carries."""

    id: str
    to: str
    message: EmailMessage


@dataclass(frozen=True)
class Result:
    """What became of one letter; `error` is a kind."""

    id: str
    tried: Tried
    error: str | None = None


class _CannotConnect(Exception):
    """The message is the kind."""


class Mailer:
    """Sends letters over one connection as long as it holds."""

    def __init__(
        self, settings: MailSettings, *, tls: ssl.SSLContext | None = None, step_seconds: float = STEP_SECONDS
    ) -> None:
        """`tls`: what to trust in place of the machine's own certificates."""
        self._settings, self._tls, self._step = settings, tls, step_seconds

    @property
    def sender(self) -> str:
        return self._settings.sender

    async def send(self, letters: Iterable[Letter]) -> AsyncIterator[Result]:
        """The result of each as soon as it is known. Never raises for what a server or the network does."""
        connection: SMTP | None = None
        opened, broken = 0, "no_connection"
        try:
            for letter in letters:
                if connection is None and opened < MOST_CONNECTIONS:
                    opened += 1
                    try:
                        connection = await self._connect()
                    except _CannotConnect as error:
                        opened, broken = MOST_CONNECTIONS, str(error)
                if connection is None:
                    yield Result(letter.id, Tried.NOT_SENT, broken)
                    continue
                result, holds = await self._send_one(connection, letter)
                if not holds:
                    connection.close()
                    connection, broken = None, result.error or broken
                yield result
        finally:
            if connection is not None:
                await self._leave(connection)

    async def is_there(self) -> bool:
        """Whether the server lets us in."""
        try:
            connection = await self._connect()
        except _CannotConnect:
            return False
        await self._leave(connection)
        return True

    @staticmethod
    async def _leave(connection: SMTP) -> None:
        with contextlib.suppress(SMTPException, OSError, TimeoutError):
            await connection.quit(timeout=2)
        connection.close()

    async def _connect(self) -> SMTP:
        mine = self._settings
        connection = SMTP(
            hostname=mine.host,
            port=mine.port,
            username=mine.user or None,
            password=mine.password or None,
            use_tls=mine.security == "tls",
            start_tls=mine.security == "starttls",
            tls_context=self._tls,
            timeout=self._step,
        )
        try:
            async with asyncio.timeout(self._step * 2):
                await connection.connect()
        except SMTPAuthenticationError as error:
            raise self._given_up(connection, "sign_in_refused") from error
        except (SMTPException, OSError, TimeoutError) as error:
            is_tls = isinstance(error, ssl.SSLError) or isinstance(error.__cause__, ssl.SSLError)
            raise self._given_up(connection, "not_secure" if is_tls else "no_connection") from error
        return connection

    @staticmethod
    def _given_up(connection: SMTP, kind: str) -> _CannotConnect:
        connection.close()
        return _CannotConnect(kind)

    async def _send_one(self, connection: SMTP, letter: Letter) -> tuple[Result, bool]:
        """The result, and whether the connection is still good."""
        step = "sender"
        try:
            async with asyncio.timeout(LETTER_SECONDS):
                await connection.mail(self._settings.sender)
                step = "address"
                await connection.rcpt(letter.to)
                step = "message"
                await connection.data(letter.message.as_bytes())
        except SMTPResponseException as error:
            result = self._refused(letter, step, error.code)
            return result, await self._starts_over(connection)
        except UnicodeEncodeError:
            return Result(letter.id, Tried.REFUSED, "address_refused"), await self._starts_over(connection)
        except (SMTPException, OSError, TimeoutError):
            # With the message on its way, the server may have taken it before it fell silent.
            tried = Tried.NOT_KNOWN if step == "message" else Tried.NOT_SENT
            return Result(letter.id, tried, "no_answer"), False
        return Result(letter.id, Tried.SENT), True

    @staticmethod
    def _refused(letter: Letter, step: str, code: int) -> Result:
        """A sender that is refused is a matter of settings, which may be mended; an address or a message is not."""
        if code in PERMANENT and step != "sender":
            return Result(letter.id, Tried.REFUSED, f"{step}_refused")
        return Result(letter.id, Tried.NOT_SENT, "sender_refused" if step == "sender" else "asked_to_wait")

    @staticmethod
    async def _starts_over(connection: SMTP) -> bool:
        try:
            await connection.rset()
        except (SMTPException, OSError, TimeoutError):
            return False
        return True
