"""The settings of the app: read once, at the start, from the environment (and `.env`), and handed down from there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import time, timedelta
from importlib.util import find_spec
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.environment_file import with_environment_file
from bot.notifying.mail import MailSettings
from bot.setting_reader import SettingReader, SettingsError
from bot.telling_settings import read_mail, read_urls
from speech import ENGINES, engine_of, package_of
from storage.alerts import Ladder
from storage.restrictions import USUAL_MONTHS
from storage.risk_plan_check import LONGEST_MONTHS
from wording.lint import lint_text

__all__ = ["NAMES", "Settings", "SettingsError", "from_environment", "refuse_unsigned", "refuse_unsigned_rules"]

SHORTEST_KEY = 32
_TELEGRAM_TOKEN = re.compile(r"\d+:[\w-]{10,}", re.ASCII)
SHORTEST_TOKEN = 16
_TLD = re.compile(r"[a-z]{2,3}(\.[a-z]{2})?", re.ASCII)
_SECRET = {"secret": True}
_TELLING = "I am telling {} now."
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 - only compared with


@dataclass(frozen=True)
class Settings:
    """Each field is a variable of the same name in capitals; `.env.example` says what each is for."""

    profile: str
    database_url: str = field(repr=False, metadata=_SECRET)
    assistant_url: str
    assistant_token: str = field(repr=False, metadata=_SECRET)
    actions_port: int
    host: str
    port: int
    public_address: str
    secret_key: str = field(repr=False, metadata=_SECRET)
    dpia_reference: str
    time_zone: ZoneInfo
    bank_holidays: str
    safeguarding_role: str
    safeguarding_deputy_role: str
    safeguarding_alternate_role: str
    reading_hours: str
    choice_money_limit: int
    council_adult_contact: str
    council_children_contact: str
    quiet_hours: tuple[time, time]
    speech_engines: tuple[str, ...]
    google_tld: str
    piper_voice: Path | None
    flite: str
    telegram_token: str = field(repr=False, metadata=_SECRET)
    telegram_api_url: str
    telegram_webhook_url: str
    turn_timeout: int
    log_level: str
    smtp_host: str
    smtp_port: int
    smtp_user: str
    smtp_password: str = field(repr=False, metadata=_SECRET)
    smtp_security: str
    smtp_from: str
    notify_urls: tuple[str, ...] = field(repr=False, metadata=_SECRET)
    alert_urls: tuple[str, ...] = field(repr=False, metadata=_SECRET)
    alert_red_minutes: int
    alert_amber_minutes: int
    drill_days: int
    restriction_months: int
    log_format: str
    metrics_token: str = field(repr=False, metadata=_SECRET)
    trusted_proxy: str
    speech_cache: Path
    speech_cache_mb: int
    speech_cache_days: int
    media: Path | None
    transcription_model: Path | None

    @property
    def mail(self) -> MailSettings | None:
        """How e-mails are sent, or None."""
        how = (self.smtp_host, self.smtp_port, self.smtp_user, self.smtp_password, self.smtp_security, self.smtp_from)
        return MailSettings(*how) if self.smtp_host else None

    @property
    def ladder(self) -> Ladder:
        """How long to wait for somebody to acknowledge an alert."""
        return Ladder(timedelta(minutes=self.alert_red_minutes), timedelta(minutes=self.alert_amber_minutes))

    @property
    def is_demo(self) -> bool:
        return self.profile == "demo"


_SECRETS = frozenset(one.name.upper() for one in fields(Settings) if one.metadata.get("secret"))
NAMES = frozenset(one.name.upper() for one in fields(Settings)) | {f"{name}_FILE" for name in _SECRETS}
"""Every variable there is, the files of secrets included."""


def from_environment(environ: Mapping[str, str], env_file: Path | None = None) -> Settings:
    """The settings of this environment, which overrules `env_file`. Raises SettingsError for the first wrong one."""
    read = SettingReader(with_environment_file(environ, env_file, NAMES) if env_file else environ)
    mail = read_mail(read)
    host, port = read.text("HOST", "127.0.0.1"), read.number("PORT", 8000, 1, 65_535)
    settings = Settings(
        profile=read.choice("PROFILE", "demo", "production"),
        database_url=_database(read),
        assistant_url=read.address("ASSISTANT_URL", "") if read.text("ASSISTANT_URL") else "",
        assistant_token=read.secret("ASSISTANT_TOKEN"),
        actions_port=read.number("ACTIONS_PORT", 0, 0, 65_535),
        host=host,
        port=port,
        public_address=read.address("PUBLIC_ADDRESS", _address(host, port)),
        secret_key=read.secret("SECRET_KEY"),
        dpia_reference=read.text("DPIA_REFERENCE"),
        time_zone=read.zone("TIME_ZONE", "Europe/London"),
        bank_holidays=read.choice("BANK_HOLIDAYS", "ENG", "WLS", "SCT", "NIR"),
        safeguarding_role=_easy(read, "SAFEGUARDING_ROLE", "the safety lead", _TELLING),
        safeguarding_deputy_role=_easy(read, "SAFEGUARDING_DEPUTY_ROLE", "the second safety lead", _TELLING),
        safeguarding_alternate_role=_easy(read, "SAFEGUARDING_ALTERNATE_ROLE", "another safety lead", _TELLING),
        reading_hours=_easy(read, "READING_HOURS", "Monday to Friday, 9 to 5", "They read messages {}."),
        choice_money_limit=read.number("CHOICE_MONEY_LIMIT", 100, 0, 100_000),
        council_adult_contact=read.text("COUNCIL_ADULT_CONTACT"),
        council_children_contact=read.text("COUNCIL_CHILDREN_CONTACT"),
        quiet_hours=read.hours("QUIET_HOURS", "21:00-08:00"),
        speech_engines=read.names("SPEECH_ENGINES", "recordings,piper,flite,mbrola,espeak", ENGINES),
        google_tld=_tld(read),
        piper_voice=read.file("PIPER_VOICE"),
        flite=read.text("FLITE", "flite"),
        telegram_token=read.secret("TELEGRAM_TOKEN"),
        telegram_api_url=read.address("TELEGRAM_API_URL", "https://api.telegram.org"),
        telegram_webhook_url=read.page("TELEGRAM_WEBHOOK_URL"),
        turn_timeout=read.number("TURN_TIMEOUT", 20, 1, 300),
        log_level=read.choice("LOG_LEVEL", "INFO", "DEBUG", "WARNING", "ERROR"),
        log_format=read.choice("LOG_FORMAT", "text", "json"),
        metrics_token=read.secret("METRICS_TOKEN"),
        trusted_proxy=read.networks("TRUSTED_PROXY", "127.0.0.1"),
        speech_cache=Path(read.text("SPEECH_CACHE", "var/speech")),
        speech_cache_mb=read.number("SPEECH_CACHE_MB", 300, 50, 100_000),
        speech_cache_days=read.number("SPEECH_CACHE_DAYS", 90, 1, 3650),
        media=Path(folder) if (folder := read.text("MEDIA")) else None,
        transcription_model=_model_of_speech(read),
        smtp_host=mail.host if mail else "",
        smtp_port=mail.port if mail else 0,
        smtp_user=mail.user if mail else "",
        smtp_password=mail.password if mail else "",
        smtp_security=mail.security if mail else "",
        smtp_from=mail.sender if mail else "",
        notify_urls=read_urls(read, "NOTIFY_URLS"),
        alert_urls=read_urls(read, "ALERT_URLS"),
        alert_red_minutes=read.number("ALERT_RED_MINUTES", 15, 1, 240),
        alert_amber_minutes=read.number("ALERT_AMBER_MINUTES", 60, 1, 1440),
        drill_days=read.number("DRILL_DAYS", 30, 0, 31),
        restriction_months=read.number("RESTRICTION_MONTHS", USUAL_MONTHS, 1, LONGEST_MONTHS),
    )
    if settings.assistant_url and not settings.actions_port:
        raise SettingsError(
            "ACTIONS_PORT must be the port at which your own assistant (ASSISTANT_URL) finds its actions."
        )
    if settings.telegram_token and not _TELEGRAM_TOKEN.fullmatch(settings.telegram_token):
        raise SettingsError("TELEGRAM_TOKEN must be what @BotFather gave you, such as 123456789:AAE… in one line.")
    if settings.telegram_webhook_url and not settings.telegram_token:
        raise SettingsError("TELEGRAM_WEBHOOK_URL needs TELEGRAM_TOKEN: there is no bot that could be called there.")
    if settings.secret_key and len(settings.secret_key) < SHORTEST_KEY:
        raise SettingsError(f"SECRET_KEY must be {SHORTEST_KEY} or more random letters and digits.")
    if settings.metrics_token and len(settings.metrics_token) < SHORTEST_TOKEN:
        raise SettingsError(f"METRICS_TOKEN must be {SHORTEST_TOKEN} or more random letters and digits.")
    if not settings.is_demo:
        _fit_for_production(settings)
    return settings


def refuse_unsigned(settings: Settings, why: Sequence[str]) -> None:
    """In production no text may be sent that waits for the name of whoever answers for it. `why`: what `signed_texts.unsigned`
    says. Raises SettingsError."""
    if not settings.is_demo and why:
        raise SettingsError(
            f"PROFILE=production needs every safety, receipt, first-contact and privacy text signed. {' '.join(why)} Let whoever answers "
            'for them read them, then: said texts sign --kind … --name "…" --role "…", or use PROFILE=demo.'
        )


def refuse_unsigned_rules(settings: Settings, why: str) -> None:
    """In production nobody is screened by rules that no safeguarding lead answers for (R80). `why`: what `RuleBook.unsigned`
    says. Raises SettingsError."""
    if not settings.is_demo and why:
        raise SettingsError(
            f"PROFILE=production needs signed screening rules. {why} Let the safeguarding lead read safeguarding/rules.yml and "
            'spelling.yml, then: said rules sign --name "…" --role "…", or use PROFILE=demo.'
        )


def _fit_for_production(settings: Settings) -> None:
    if not settings.secret_key:
        raise SettingsError(
            f"PROFILE=production needs SECRET_KEY: {SHORTEST_KEY} or more random letters and digits, or SECRET_KEY_FILE."
        )
    if not settings.dpia_reference:
        raise SettingsError("PROFILE=production needs DPIA_REFERENCE: where your data protection assessment is filed.")
    if not settings.drill_days:
        raise SettingsError("PROFILE=production needs DRILL_DAYS from 1 to 31: ways that nobody tries rot (R28).")
    if not settings.council_adult_contact:
        raise SettingsError(
            "PROFILE=production needs COUNCIL_ADULT_CONTACT: how the council's adult safeguarding team is reached, day and night."
        )
    if settings.mail is None:
        raise SettingsError(
            "PROFILE=production needs SMTP_HOST and SMTP_FROM: alerts go out by e-mail and a second way (R15)."
        )
    if not settings.alert_urls:
        raise SettingsError(
            "PROFILE=production needs ALERT_URLS: whom to wake when nobody acknowledges an alert (R15, R27)."
        )
    if not settings.public_address.startswith("https://"):
        raise SettingsError("PROFILE=production needs PUBLIC_ADDRESS: the https address at which people reach it.")


def _database(read: SettingReader) -> str:
    url = read.secret("DATABASE_URL", "sqlite:///var/said.db")
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        # The value may hold a password.
        raise SettingsError("DATABASE_URL must begin with sqlite:/// or postgresql+psycopg://.")
    return url


def _model_of_speech(read: SettingReader) -> Path | None:
    """A folder with a model, and the package that it needs: neither is ever fetched."""
    name = "TRANSCRIPTION_MODEL"
    if not (folder := read.text(name)):
        return None
    engine = engine_of(Path(folder))
    if engine is None:
        raise SettingsError(f"{name} must be the folder of a model for Vosk or faster-whisper; “{folder}” is none.")
    if find_spec(package_of(engine)) is None:
        how = f"`.tools/uv/bin/uv pip install {engine}`"
        raise SettingsError(f"{name} is a model for {engine}, which is not installed: {how}.")
    return Path(folder)


def _tld(read: SettingReader) -> str:
    value = read.text("GOOGLE_TLD", "co.uk")
    if not _TLD.fullmatch(value):
        raise SettingsError(f"GOOGLE_TLD must be the end of a Google address, such as co.uk or com, not “{value}”.")
    return value


def _address(host: str, port: int) -> str:
    name = _EVERYWHERE.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{name}:{port}"


def _easy(read: SettingReader, name: str, default: str, sentence: str) -> str:
    """Words that people will read, which keep the rules of easy words as all the others do."""
    words = read.text(name, default)
    if found := lint_text(sentence.format(words)):
        raise SettingsError(f"{name} is read by people and must be in easy words: {found[0].advice}")
    return words
