"""What every command opens in the same way: the settings, the store, the catalogue and the voices."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from datetime import date, timedelta
from pathlib import Path

import holidays

from bot import safe_record
from bot.channels.telegram import TelegramSettings
from bot.settings import Settings
from speech import ENGINES, Ahead, Format, Limits, Speech
from storage import Store, lease, migrate
from storage.database import MEDIA, Calendar, Clock
from wording.catalogue import Catalogue

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
YEARS_AHEAD = 3


def open_catalogue() -> Catalogue:
    """The English texts."""
    return Catalogue.load(ROOT / "domain" / "en")


def open_store(settings: Settings, clock: Clock | None = None) -> Store:
    """The store at its newest shape, with the service's calendar. Raises StoreError with a line that says what to do."""
    calendar = Calendar(settings.time_zone, bank_holidays(settings.bank_holidays))
    more = {} if clock is None else {"clock": clock}
    store = Store(
        address_of(settings), calendar=calendar, secret_key=settings.secret_key, media=media_folder(settings), **more
    )
    store.check()
    migrate.upgrade(store)
    return store


def store_as_it_is(settings: Settings) -> Store:
    """The same, of whatever shape it is: to look at it, and to copy it."""
    return Store(address_of(settings), secret_key=settings.secret_key, media=media_folder(settings))


def media_folder(settings: Settings) -> Path:
    """Where photos are kept."""
    return ROOT / settings.media if settings.media else beside_store(settings, MEDIA)


def open_speech(settings: Settings) -> Speech:
    """Every voice this machine has and the operator allows."""
    safe_record.allow(ENGINES)
    return Speech(
        ROOT / settings.speech_cache,
        settings.speech_engines,
        google_tld=settings.google_tld,
        piper_voice=settings.piper_voice,
        flite=settings.flite,
        limits=Limits(settings.speech_cache_mb, settings.speech_cache_days),
    )


def open_ahead(settings: Settings, speech: Speech, catalogue: Catalogue) -> Ahead:
    """What is said ahead, in the formats that the chats of this service send."""
    return Ahead(speech, catalogue.fixed_messages(), voice_formats(settings))


def voice_formats(settings: Settings) -> tuple[Format, ...]:
    """In which form the chats of this service send sound: the web chat one, Telegram the other."""
    return ("mp3", "ogg") if settings.telegram_token else ("mp3",)


def telegram_settings(settings: Settings) -> TelegramSettings | None:
    """How the service's Telegram bot is reached, where there is one."""
    if not settings.telegram_token:
        return None
    return TelegramSettings(settings.telegram_token, settings.telegram_api_url, settings.telegram_webhook_url)


def address_of(settings: Settings) -> str:
    """A relative SQLite file lies in the project's folder, wherever the command was called from."""
    url, prefix = settings.database_url, "sqlite:///"
    path = url.removeprefix(prefix)
    return f"{prefix}{ROOT / path}" if url.startswith(prefix) and path and not path.startswith("/") else url


def sqlite_file(settings: Settings) -> Path | None:
    """The file of the store; None where it is on a database server."""
    url, prefix = address_of(settings), "sqlite:///"
    return Path(url.removeprefix(prefix).partition("?")[0]) if url.startswith(prefix) else None


def only_one(settings: Settings) -> AbstractContextManager[None]:
    """A context in which no other program runs on this SQLite file. Raises StoreError at once if one does."""
    file = sqlite_file(settings)
    return nullcontext() if file is None else lease.held(file)


def beside_store(settings: Settings, name: str) -> Path:
    """A file or folder that belongs to this very store: in the folder of its SQLite file, or under var/ for a server's."""
    file = sqlite_file(settings)
    return (VAR if file is None else file.parent) / name


def bank_holidays(nation: str) -> frozenset[date]:
    """Those of a nation of the United Kingdom (ENG, WLS, SCT or NIR), from last year to some years ahead."""
    year = (date.today() - timedelta(days=365)).year  # noqa: DTZ011 - whole years, where no zone matters
    return frozenset(holidays.country_holidays("GB", subdiv=nation, years=range(year, year + YEARS_AHEAD + 2)))
