"""Reads single settings out of an environment; a wrong value is an error that names the variable and what to write."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import time
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_TAKEN = ("/chat", "/staff", "/health", "/metrics")


class SettingsError(Exception):
    """A setting is wrong; the message is one line that names it and says what to write."""


@dataclass(frozen=True)
class SettingReader:
    """The settings of one environment. An empty value is the same as none."""

    environ: Mapping[str, str] = field(repr=False)

    def text(self, name: str, default: str = "") -> str:
        return self.environ.get(name, "").strip() or default

    def secret(self, name: str, default: str = "") -> str:
        """The value, or the first line of the file that NAME_FILE names."""
        value, file = self.text(name), self.text(f"{name}_FILE")
        if value and file:
            raise SettingsError(f"{name} and {name}_FILE are both set: take one away.")
        if not file:
            return value or default
        try:
            found = Path(file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(f"{name}_FILE names a file that cannot be read ({type(error).__name__}).") from error
        if not found or "\n" in found:
            raise SettingsError(f"{name}_FILE must name a file with one line, the secret, in it.")
        return found

    def choice(self, name: str, *choices: str) -> str:
        """One of the choices; the first is the default."""
        value = self.text(name, choices[0])
        if value not in choices:
            raise SettingsError(f"{name} must be {' or '.join(choices)}, not “{value}”.")
        return value

    def names(self, name: str, default: str, known: Collection[str]) -> tuple[str, ...]:
        """Some of the known names, in an order, with commas between them."""
        value = self.text(name, default)
        found = tuple(part.strip() for part in value.split(","))
        if set(found) - set(known) or len(set(found)) < len(found):
            raise SettingsError(f"{name} must be some of {', '.join(known)}, each once and with commas, not “{value}”.")
        return found

    def number(self, name: str, default: int, least: int, most: int) -> int:
        value = self.text(name, str(default))
        if not (value.isascii() and value.isdigit() and least <= int(value) <= most):
            raise SettingsError(f"{name} must be a whole number from {least} to {most}, not “{value}”.")
        return int(value)

    def address(self, name: str, default: str) -> str:
        """A web address of nothing but scheme, host and port, without a slash at its end."""
        value = self.text(name, default).rstrip("/")
        wrong = SettingsError(f"{name} must be an address such as https://said.example, not “{value}”.")
        try:
            parts = urlsplit(value)
            host, _ = parts.hostname, parts.port  # a wrong port is noticed when it is asked for
        except ValueError:
            raise wrong from None
        if not host or parts.scheme not in ("http", "https") or value != f"{parts.scheme}://{parts.netloc}":
            raise wrong
        if "@" in parts.netloc:
            raise SettingsError(f"{name} must be an address without a name or password in it.")
        return value

    def page(self, name: str) -> str:
        """An address of a page of ours that others call, with a path; https, or http on this very machine. Empty if it is
        not set."""
        value = self.text(name)
        parts = urlsplit(value)
        is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost"))
        is_own = parts.path.startswith(_TAKEN) or parts.path in ("", "/")
        if value and (not is_safe or not parts.hostname or is_own or parts.query or parts.fragment):
            raise SettingsError(
                f"{name} must be an https address with a path of its own, as https://said.example/telegram."
            )
        return value

    def networks(self, name: str, default: str) -> str:
        """Addresses or networks, with commas between them."""
        value = self.text(name, default)
        try:
            return ",".join(str(ip_network(part.strip())) for part in value.split(","))
        except ValueError:
            raise SettingsError(
                f"{name} must be addresses or networks such as {default} or 10.0.0.0/24, not “{value}”."
            ) from None

    def zone(self, name: str, default: str) -> ZoneInfo:
        value = self.text(name, default)
        try:
            return ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise SettingsError(f"{name} must be a time zone such as {default}, not “{value}”.") from None

    def hours(self, name: str, default: str) -> tuple[time, time]:
        """From and to, as in 21:00-08:00."""
        value = self.text(name, default)
        try:
            start, end = (time.fromisoformat(part.strip()) for part in value.split("-"))
            if start.tzinfo or end.tzinfo:
                raise ValueError  # the hours are those of TIME_ZONE
        except ValueError:
            raise SettingsError(f"{name} must be two times such as {default}, not “{value}”.") from None
        return start, end

    def file(self, name: str) -> Path | None:
        """A file that is there, or None where the setting is empty."""
        value = self.text(name)
        if value and not Path(value).is_file():
            raise SettingsError(f"{name} must be the path of a file; there is none at “{value}”.")
        return Path(value) if value else None
