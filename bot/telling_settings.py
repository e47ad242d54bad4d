"""The settings of how staff are told: a whole way of e-mail or none, and addresses that Apprise can use."""

from __future__ import annotations

import ipaddress
import re

from bot.notifying.mail import MailSettings
from bot.setting_reader import SettingReader, SettingsError

_USUAL_PORTS = {"starttls": 587, "tls": 465, "none": 25}
_HOST = re.compile(r"[\w.:-]+", re.ASCII)
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(\.[\w-]+)*", re.ASCII)


def read_mail(read: SettingReader) -> MailSettings | None:
    """How e-mails are sent, or None where none are. Raises SettingsError for half of it."""
    host, sender = read.text("SMTP_HOST"), read.text("SMTP_FROM")
    user, password = read.text("SMTP_USER"), read.secret("SMTP_PASSWORD")
    security = read.choice("SMTP_SECURITY", *_USUAL_PORTS)
    port = read.number("SMTP_PORT", _USUAL_PORTS[security], 1, 65_535)
    if not host:
        for name, value in (("SMTP_FROM", sender), ("SMTP_USER", user), ("SMTP_PASSWORD", password)):
            if value:
                raise SettingsError(f"{name} is set but SMTP_HOST is not: name the mail server, or take {name} away.")
        return None
    if not _HOST.fullmatch(host):
        raise SettingsError("SMTP_HOST must be the name of the mail server alone, such as mail.example.org.")
    if not _ADDRESS.fullmatch(sender):
        raise SettingsError("SMTP_FROM must be the e-mail address that notices come from: SMTP_HOST is set.")
    if bool(user) != bool(password):
        missing, there = ("SMTP_PASSWORD", "SMTP_USER") if user else ("SMTP_USER", "SMTP_PASSWORD")
        raise SettingsError(f"{missing} must be set as well, or {there} taken away.")
    if password and security == "none" and not _is_this_machine(host):
        raise SettingsError("SMTP_SECURITY=none would send SMTP_PASSWORD readable for all: use starttls or tls.")
    return MailSettings(host, port, user, password, security, sender)


def read_urls(read: SettingReader, name: str) -> tuple[str, ...]:
    """The Apprise addresses of a setting, with spaces between. Raises SettingsError that names the place of a wrong one in
    the line, and never shows it."""
    urls = tuple(read.secret(name).split())
    if not urls:
        return ()
    # Takes half a second, which most commands need not wait for.
    from bot.notifying.service_channel import NotUsable, ServiceChannel

    try:
        ServiceChannel(urls)
    except NotUsable as error:
        raise SettingsError(
            f"{name}: address {error.position} of {len(urls)} is none that Apprise can use. Write Apprise addresses "
            "with spaces between them."
        ) from None
    return urls


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
