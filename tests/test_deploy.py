"""The files for running it for real: checked by the programs they are for, where those are installed, and against the program."""

from __future__ import annotations

import ipaddress
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import trustme
import yaml

from bot import cli
from bot.channels.web.receiving import HOLD_SECONDS
from bot.settings import NAMES, from_environment

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
SYSTEMD = sorted((DEPLOY / "systemd").iterdir())
GUIDE = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
SANDBOX = (
    "ProtectSystem=strict",
    "ProtectHome=yes",
    "PrivateTmp=yes",
    "NoNewPrivileges=yes",
    "LimitCORE=0",
    "UMask=0077",
)


def need(program: str) -> str:
    found = shutil.which(program) or shutil.which(program, path="/usr/sbin")
    if found is None:
        pytest.skip(f"{program} was not found: install it to run this")
    return found


def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    return loaded


def settings_in(text: str) -> set[str]:
    """The names that look like settings of ours."""
    return set(re.findall(r"^(?:#?Environment=|ENV |\s+)([A-Z][A-Z_]+)[=:]", text, re.M))


def test_systemd_takes_the_units(tmp_path: Path) -> None:
    analyze = need("systemd-analyze")
    (tmp_path / "said").write_text("#!/bin/sh\n")
    (tmp_path / "said").chmod(0o755)
    for unit in SYSTEMD:
        text = unit.read_text(encoding="utf-8")
        (tmp_path / unit.name).write_text(text.replace("/opt/said/.venv/bin/said", str(tmp_path / "said")))
    units = [str(tmp_path / unit.name) for unit in SYSTEMD]
    done = subprocess.run([analyze, "verify", "--man=no", *units], capture_output=True, text=True, check=False)
    ours = [line for line in done.stderr.splitlines() if "said" in line]
    assert (done.returncode, ours) == (0, [])


@pytest.mark.parametrize(
    ("name", "secret"),
    [("said.service", "secret_key"), ("said-backup.service", "secret_key"), ("said-watch.service", "alert_urls")],
)
def test_the_units_are_shut_in(name: str, secret: str) -> None:
    lines = (DEPLOY / "systemd" / name).read_text(encoding="utf-8").splitlines()
    assert [one for one in (*SANDBOX, f"LoadCredential={secret}:/etc/said/{secret}") if one not in lines] == []
    done = subprocess.run(
        [need("systemd-analyze"), "security", "--offline=true", "--threshold=20", str(DEPLOY / "systemd" / name)],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout.decode()[-400:]


def test_what_is_set_are_settings_and_good_ones() -> None:
    unit = (DEPLOY / "systemd" / "said.service").read_text(encoding="utf-8")
    dockerfile = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    environment: dict[str, str] = compose()["services"]["said"]["environment"]
    for names in (settings_in(unit), settings_in(dockerfile), set(environment)):
        assert names and names <= NAMES
    taken = from_environment({name: value for name, value in environment.items() if name != "SECRET_KEY_FILE"})
    assert taken.database_url == "sqlite:////var/lib/said/said.db"


def test_the_units_write_where_the_settings_say() -> None:
    service = (DEPLOY / "systemd" / "said.service").read_text(encoding="utf-8")
    backup = (DEPLOY / "systemd" / "said-backup.service").read_text(encoding="utf-8")
    assert "StateDirectory=said" in service and "DATABASE_URL=sqlite:////var/lib/said/" in service
    assert "CacheDirectory=said" in service and "SPEECH_CACHE=/var/cache/said" in service
    assert (
        "ReadWritePaths=/var/lib/said /var/backups/said" in backup and "said backup /var/backups/said --keep" in backup
    )


def test_the_image_is_set_up_as_everything_else() -> None:
    dockerfile = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    steps = re.findall(r"^RUN (.+)$", dockerfile, re.M)
    assert steps[-1] == "make setup" and dockerfile.index("USER said") < dockerfile.index("make setup")
    assert "setup: ##" in (ROOT / "Makefile").read_text(encoding="utf-8")
    left_out = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").split()
    assert {".env", ".git", "var", ".venv", ".venv-assistant", "models"} <= set(left_out)


def test_the_container_is_shut_in_and_open_to_this_machine_alone() -> None:
    said = compose()["services"]["said"]
    assert said["read_only"] is True and said["cap_drop"] == ["ALL"] and said["ulimits"]["core"] == 0
    assert said["ports"] == ["127.0.0.1:8000:8000"]
    assert {volume.split(":")[1] for volume in said["volumes"]} == {
        "/var/lib/said",
        "/var/cache/said",
        "/var/backups/said",
    }


def test_the_container_believes_its_own_gateway() -> None:
    network = compose()["networks"]["said"]["ipam"]["config"][0]
    trusted = compose()["services"]["said"]["environment"]["TRUSTED_PROXY"]
    assert trusted == network["gateway"]
    assert ipaddress.ip_address(trusted) in ipaddress.ip_network(network["subnet"])


def test_compose_takes_its_file(tmp_path: Path) -> None:
    commands = (["docker", "compose"], ["docker-compose"])
    command = next((one for one in commands if shutil.which(one[0]) and _works([*one, "version"])), None)
    if command is None:
        pytest.skip("neither `docker compose` nor docker-compose was found: install one to run this")
    shutil.copytree(DEPLOY, tmp_path / "deploy")
    (tmp_path / ".env").write_text("PROFILE=demo\n")
    file = tmp_path / "deploy" / "compose.yaml"
    if command == ["docker-compose"]:
        # The first generation of the program knows no name in the file.
        file.write_text(file.read_text(encoding="utf-8").replace("name: said\n", "", 1))
    done = subprocess.run([*command, "-f", str(file), "config"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def _works(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_nginx_takes_the_example(tmp_path: Path) -> None:
    nginx = need("nginx")
    trustme.CA().issue_cert("said.example.org").private_key_and_cert_chain_pem.write_to_path(str(tmp_path / "both.pem"))
    example = (DEPLOY / "proxy" / "nginx.conf").read_text(encoding="utf-8")
    example = re.sub(r"/etc/letsencrypt/\S+\.pem", str(tmp_path / "both.pem"), example)
    example = example.replace("/var/log/nginx/said-error.log", str(tmp_path / "error.log"))
    whole = f"pid {tmp_path}/pid; error_log {tmp_path}/main.log; events {{}} http {{ {example} }}"
    (tmp_path / "nginx.conf").write_text(whole)
    done = subprocess.run(
        [nginx, "-t", "-c", str(tmp_path / "nginx.conf")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_caddy_takes_the_example() -> None:
    file = str(DEPLOY / "proxy" / "Caddyfile")
    command = [need("caddy"), "validate", "--adapter", "caddyfile", "--config", file]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_proxies_keep_figures_inside_and_let_health_out_to_whoever_watches() -> None:
    for name in ("nginx.conf", "Caddyfile"):
        rules = [line for line in (DEPLOY / "proxy" / name).read_text(encoding="utf-8").splitlines() if "#" not in line]
        assert [line for line in rules if "/metrics" in line and "404" in line], name
        assert not [line for line in rules if "/health" in line], name


def test_the_watch_writes_nowhere_and_needs_two_settings() -> None:
    unit = (DEPLOY / "systemd" / "said-watch.service").read_text(encoding="utf-8")
    assert "said watch" in unit and "StateDirectory" not in unit and "ReadWritePaths" not in unit
    assert settings_in(unit) == {"ALERT_URLS_FILE"}


def test_the_proxies_wait_longer_than_a_page_does() -> None:
    nginx = (DEPLOY / "proxy" / "nginx.conf").read_text(encoding="utf-8")
    caddy = (DEPLOY / "proxy" / "Caddyfile").read_text(encoding="utf-8")
    waits = re.findall(r"(?:proxy_read_timeout|response_header_timeout)\s+(\d+)s", nginx + caddy)
    assert len(waits) == 2 and all(int(seconds) > HOLD_SECONDS for seconds in waits)


def test_the_guide_names_only_commands_settings_and_files_that_exist() -> None:
    help_text = cli._parser().format_help()
    commands = set(re.findall(r"(?:\.venv/bin/said|`said) ([a-z][a-z-]+)", GUIDE))
    assert {"serve", "check", "backup", "restore"} <= commands
    assert [one for one in commands if not re.search(rf"^ +{one}\b", help_text, re.M)] == []
    shouted = set(re.findall(r"`([A-Z]+_[A-Z_]+)[=`]", GUIDE))
    assert shouted and shouted <= NAMES
    linked = re.findall(r"\]\(\.\./([^)#]+)", GUIDE)
    assert linked and [one for one in linked if not (ROOT / one).exists()] == []
