"""Settings: the defaults run a demo, a wrong value names its variable, production refuses, no secret is ever shown."""

from __future__ import annotations

import re
from datetime import time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.environment_file import with_environment_file
from bot.settings import NAMES, Settings, SettingsError, from_environment, refuse_unsigned
from storage.alerts import USUAL, Ladder
from wording.catalogue import Catalogue

KEY = "k3y" * 12
PRODUCTION = {
    "PROFILE": "production",
    "SECRET_KEY": KEY,
    "DPIA_REFERENCE": "DP-12",
    "PUBLIC_ADDRESS": "https://said.example",
    "COUNCIL_ADULT_CONTACT": "01632 960001, at night 01632 960002",
    "SMTP_HOST": "mail.example",
    "SMTP_FROM": "said@said.example",
    "ALERT_URLS": "json://pager.example/alerts",
}
NEEDED = ("SECRET_KEY", "DPIA_REFERENCE", "PUBLIC_ADDRESS", "COUNCIL_ADULT_CONTACT", "ALERT_URLS")
EXAMPLE = Path(__file__).parents[2] / ".env.example"


def test_an_empty_environment_is_a_demo_on_this_machine_alone() -> None:
    settings = from_environment({})
    assert settings.is_demo
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.public_address == "http://127.0.0.1:8000"
    assert settings.database_url == "sqlite:///var/said.db"
    assert settings.assistant_url == ""
    assert settings.quiet_hours == (time(21), time(8))
    assert settings.time_zone == ZoneInfo("Europe/London")
    assert "gtts" not in settings.speech_engines
    assert settings.flite == "flite"


def test_values_are_read(tmp_path: Path) -> None:
    voice = tmp_path / "voice.onnx"
    voice.touch()
    environ = {
        "PORT": "9000",
        "HOST": "0.0.0.0",
        "SPEECH_ENGINES": "gtts, piper",
        "FLITE": "/opt/flite",
        "PIPER_VOICE": str(voice),
    }
    settings = from_environment(
        {**environ, "ASSISTANT_URL": "http://127.0.0.1:5005/", "ACTIONS_PORT": "5055", "QUIET_HOURS": "22:30 - 07:00"}
    )
    assert settings.public_address == "http://127.0.0.1:9000"
    assert settings.assistant_url == "http://127.0.0.1:5005"
    assert settings.quiet_hours == (time(22, 30), time(7))
    assert (settings.speech_engines, settings.flite, settings.piper_voice) == (("gtts", "piper"), "/opt/flite", voice)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PROFILE", "prod"),
        ("DATABASE_URL", "mysql://said:hidden-word@db/said"),
        ("ASSISTANT_URL", "127.0.0.1:5005"),
        ("TELEGRAM_TOKEN", "not a token"),
        ("TELEGRAM_API_URL", "https://api.telegram.org/bot"),
        ("TELEGRAM_WEBHOOK_URL", "https://said.example/telegram"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "80a"),
        ("PORT", "٨٠"),
        ("PUBLIC_ADDRESS", "said.example"),
        ("PUBLIC_ADDRESS", "https://said.example/chat"),
        ("PUBLIC_ADDRESS", "https://said.example:port"),
        ("PUBLIC_ADDRESS", "https://me:hidden-word@said.example"),
        ("SECRET_KEY", "hidden-word"),
        ("SECRET_KEY_FILE", "/nowhere/at/all"),
        ("TIME_ZONE", "London"),
        ("TIME_ZONE", "../../etc/passwd"),
        ("SAFEGUARDING_ROLE", "the designated safeguarding practitioner"),
        ("SAFEGUARDING_DEPUTY_ROLE", "the deputy practitioner"),
        ("SAFEGUARDING_ALTERNATE_ROLE", "the nominated individual"),
        ("ALERT_RED_MINUTES", "0"),
        ("ALERT_AMBER_MINUTES", "soon"),
        ("DRILL_DAYS", "32"),
        ("ALERT_URLS", "nothing://hidden-word"),
        ("READING_HOURS", "whenever operationally feasible"),
        ("QUIET_HOURS", "21:00"),
        ("QUIET_HOURS", "21:00-25:00"),
        ("QUIET_HOURS", "21:00-08:00+02:00"),
        ("SPEECH_ENGINES", "gtts,siri"),
        ("SPEECH_ENGINES", "piper,piper"),
        ("GOOGLE_TLD", "evil.example"),
        ("SPEECH_CACHE_MB", "1"),
        ("PIPER_VOICE", "/nowhere/at/all.onnx"),
        ("TURN_TIMEOUT", "0"),
        ("TURN_TIMEOUT", "-1"),
        ("LOG_LEVEL", "TRACE"),
        ("LOG_FORMAT", "xml"),
        ("METRICS_TOKEN", "short"),
        ("TRUSTED_PROXY", "proxy.example"),
    ],
)
def test_a_wrong_value_names_its_variable_in_one_line(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name) as wrong:
        from_environment({name: value})
    assert "\n" not in str(wrong.value)
    assert "hidden-word" not in str(wrong.value)


def test_a_secret_may_stand_in_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"{KEY}\n")
    assert from_environment({"SECRET_KEY_FILE": str(tmp_path / "key")}).secret_key == KEY
    with pytest.raises(SettingsError, match="both set"):
        from_environment({"SECRET_KEY": KEY, "SECRET_KEY_FILE": str(tmp_path / "key")})
    (tmp_path / "key").write_text("two\nlines")
    with pytest.raises(SettingsError, match="SECRET_KEY_FILE"):
        from_environment({"SECRET_KEY_FILE": str(tmp_path / "key")})


def test_no_secret_is_in_what_is_printed_of_the_settings() -> None:
    environ = {
        "SECRET_KEY": KEY,
        "ASSISTANT_TOKEN": "t0ken",
        "DATABASE_URL": "postgresql+psycopg://said:passw0rd@db/said",
    }
    shown = repr(from_environment(environ))
    assert not [secret for secret in (KEY, "t0ken", "passw0rd") if secret in shown]


def test_how_it_is_watched_is_read() -> None:
    environ = {"LOG_LEVEL": "DEBUG", "LOG_FORMAT": "json", "TRUSTED_PROXY": "10.0.0.1, 10.1.0.0/16, ::1"}
    settings = from_environment({**environ, "METRICS_TOKEN": "m3trics" * 3, "SPEECH_CACHE": "/var/cache/said"})
    assert (settings.log_level, settings.log_format) == ("DEBUG", "json")
    assert settings.trusted_proxy == "10.0.0.1/32,10.1.0.0/16,::1/128"
    assert settings.speech_cache == Path("/var/cache/said")
    assert settings.metrics_token not in repr(settings)
    usual = from_environment({})
    assert (usual.log_format, usual.metrics_token, usual.trusted_proxy) == ("text", "", "127.0.0.1/32")


def test_production_starts_when_all_is_set() -> None:
    assert not from_environment(PRODUCTION).is_demo


def test_production_refuses_to_go_without_e_mail() -> None:
    without = {name: value for name, value in PRODUCTION.items() if not name.startswith("SMTP")}
    with pytest.raises(SettingsError, match="SMTP_HOST"):
        from_environment(without)


@pytest.mark.parametrize("missing", NEEDED)
def test_production_refuses_without(missing: str) -> None:
    with pytest.raises(SettingsError, match=missing):
        from_environment({name: value for name, value in PRODUCTION.items() if name != missing})


def test_production_refuses_to_go_without_drills() -> None:
    assert from_environment({"DRILL_DAYS": "0"}).drill_days == 0
    with pytest.raises(SettingsError, match="DRILL_DAYS from 1 to 31"):
        from_environment({**PRODUCTION, "DRILL_DAYS": "0"})


def test_how_alerts_go_is_read() -> None:
    usual = from_environment({})
    assert (usual.ladder, usual.alert_urls, usual.drill_days) == (USUAL, (), 30)
    environ = {"ALERT_RED_MINUTES": "5", "ALERT_AMBER_MINUTES": "30", "ALERT_URLS": "json://me:t0ken@localhost/pager"}
    settings = from_environment(environ)
    assert settings.ladder == Ladder(timedelta(minutes=5), timedelta(minutes=30))
    assert settings.alert_urls == ("json://me:t0ken@localhost/pager",) and "t0ken" not in repr(settings)


def test_production_needs_https() -> None:
    with pytest.raises(SettingsError, match="PUBLIC_ADDRESS"):
        from_environment({**PRODUCTION, "PUBLIC_ADDRESS": "http://said.example"})


def _catalogue(folder: Path, reviewed: str) -> Catalogue:
    text = "version: '3.1'\nresponses:\n  utter_red:\n  - text: Call 999 now.\n    metadata: {signed: safeguarding, reviewed: %s}"
    (folder / "texts.yml").write_text(text % reviewed)
    return Catalogue.load(folder)


def test_production_refuses_a_text_that_nobody_has_signed(tmp_path: Path) -> None:
    unsigned = _catalogue(tmp_path, "null")
    refuse_unsigned(from_environment({}), unsigned)
    with pytest.raises(SettingsError, match="utter_red"):
        refuse_unsigned(from_environment(PRODUCTION), unsigned)
    refuse_unsigned(from_environment(PRODUCTION), _catalogue(tmp_path, "'Ada Invented, 1 May 2026'"))


def test_the_example_names_every_setting_with_its_default_and_one_comment() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    named = [line.partition("=")[0] for line in lines if re.match(r"[A-Z_]+=", line)]
    assert sorted(named) == sorted(name for name in NAMES if not name.endswith("_FILE"))
    for number, line in enumerate(lines):
        if re.match(r"[A-Z_]+=", line):
            assert lines[number - 1].startswith("# ") and not lines[number - 2], line
    assert from_environment({}, EXAMPLE) == from_environment({})


def test_the_environment_overrules_the_file(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("# ours\n\nPORT=9001\nREADING_HOURS='Monday to Friday'\nTURN_TIMEOUT=5\n")
    settings = from_environment({"PORT": "9002"}, file)
    assert (settings.port, settings.reading_hours, settings.turn_timeout) == (9002, "Monday to Friday", 5)


def test_a_secret_in_the_environment_overrules_one_in_a_file_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("SECRET_KEY_FILE=/nowhere\n")
    assert from_environment({"SECRET_KEY": KEY}, file).secret_key == KEY


def test_no_file_is_no_error(tmp_path: Path) -> None:
    assert isinstance(from_environment({}, tmp_path / ".env"), Settings)


@pytest.mark.parametrize("line", ["PORT = 1", "export PORT=1", "hidden-word", "PROT=1", "PORT=1\nPORT=2"])
def test_a_slip_in_the_file_stops_the_start_and_names_the_line(tmp_path: Path, line: str) -> None:
    (tmp_path / ".env").write_text(f"# comment\n{line}\n")
    with pytest.raises(SettingsError, match=r"\.env, line [23]") as wrong:
        with_environment_file({}, tmp_path / ".env", NAMES)
    assert "hidden-word" not in str(wrong.value)


MAIL = {"SMTP_HOST": "mail.example.org", "SMTP_FROM": "said@example.org"}


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("tls", 465), ("none", 25)])
def test_a_mail_server_has_the_usual_port_of_its_security(security: str, port: int) -> None:
    mail = from_environment({**MAIL, "SMTP_SECURITY": security}).mail
    assert mail is not None
    assert (mail.host, mail.port, mail.security, mail.sender) == (
        "mail.example.org",
        port,
        security,
        "said@example.org",
    )


def test_without_a_mail_server_there_is_no_mail() -> None:
    assert from_environment({}).mail is None and from_environment({}).notify_urls == ()


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"SMTP_FROM": ""}, "SMTP_FROM"),
        ({"SMTP_FROM": "Said & Done"}, "SMTP_FROM"),
        ({"SMTP_HOST": ""}, "SMTP_HOST"),
        ({"SMTP_HOST": "", "SMTP_FROM": "", "SMTP_USER": "said"}, "SMTP_HOST"),
        ({"SMTP_HOST": "smtps://mail.example.org"}, "SMTP_HOST"),
        ({"SMTP_USER": "said"}, "SMTP_PASSWORD"),
        ({"SMTP_PASSWORD": "hidden-word"}, "SMTP_USER"),
        ({"SMTP_USER": "said", "SMTP_PASSWORD": "hidden-word", "SMTP_SECURITY": "none"}, "SMTP_SECURITY"),
        ({"SMTP_SECURITY": "ssl"}, "SMTP_SECURITY"),
        ({"SMTP_PORT": "0"}, "SMTP_PORT"),
        ({"NOTIFY_URLS": "json://localhost/room nothing://hidden-word"}, "NOTIFY_URLS: address 2 of 2"),
        ({"NOTIFY_URLS": "hidden-word"}, "NOTIFY_URLS: address 1 of 1"),
    ],
)
def test_half_a_way_of_telling_staff_is_an_error_that_names_it(change: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsError, match=named) as wrong:
        from_environment({**MAIL, **change})
    assert "hidden-word" not in str(wrong.value) and "\n" not in str(wrong.value)


def test_a_password_may_go_in_the_clear_to_this_very_machine() -> None:
    local = {"SMTP_USER": "said", "SMTP_PASSWORD": "x", "SMTP_SECURITY": "none", "SMTP_HOST": "127.0.0.1"}
    assert from_environment({**MAIL, **local}).smtp_port == 25


def test_the_places_to_tell_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "urls").write_text("json://me:t0ken@localhost/a  json://localhost/b\n")
    settings = from_environment({"NOTIFY_URLS_FILE": str(tmp_path / "urls")})
    assert settings.notify_urls == ("json://me:t0ken@localhost/a", "json://localhost/b")
    assert "t0ken" not in repr(settings)


def test_an_assistant_of_ones_own_needs_to_know_where_its_actions_are() -> None:
    with pytest.raises(SettingsError, match="ACTIONS_PORT"):
        from_environment({"ASSISTANT_URL": "http://127.0.0.1:5005"})


@pytest.mark.parametrize(
    "url",
    [
        "http://said.example/telegram",
        "https://said.example",
        "https://said.example/",
        "https://said.example/chat/telegram",
        "https://said.example/staff",
        "https://said.example/telegram?key=1",
        "telegram",
    ],
)
def test_telegram_is_told_only_of_an_address_that_is_safe_and_its_own(url: str) -> None:
    with pytest.raises(SettingsError, match="TELEGRAM_WEBHOOK_URL must be an https address with a path of its own"):
        from_environment({"TELEGRAM_TOKEN": "123456:invented_token", "TELEGRAM_WEBHOOK_URL": url})


def test_a_telegram_bot_is_set_up_by_its_token_alone() -> None:
    settings = from_environment({"TELEGRAM_TOKEN": "123456:invented_token"})
    assert (settings.telegram_api_url, settings.telegram_webhook_url) == ("https://api.telegram.org", "")
    assert "invented_token" not in repr(settings)
