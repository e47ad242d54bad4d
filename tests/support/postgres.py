"""A private PostgreSQL server for the tests: of the installed programs, in a folder of its own, gone afterwards."""

import glob
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, create_engine

READY_WITHIN_SECONDS = 20
# A server that is thrown away needs no care for power cuts.
CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "listen_addresses=")


@dataclass(frozen=True)
class PostgresServer:
    """A running server, reached through a socket in `folder`."""

    folder: Path

    def url(self, database: str) -> str:
        address = URL.create("postgresql+psycopg", "said", database=database, query={"host": str(self.folder)})
        return address.render_as_string(hide_password=False)

    def run(self, *statements: str) -> None:
        """Statements for the whole server, such as CREATE DATABASE."""
        engine = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
        engine.dispose()


def programs() -> Path | None:
    """The folder of the newest installed server programs."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"), key=lambda path: int(path.split("/")[4]))
    if found:
        return Path(found[-1]).parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


@contextmanager
def private_server(bin_folder: Path) -> Iterator[PostgresServer]:
    # In /tmp itself: the path of a socket may have 107 characters at most.
    folder = Path(tempfile.mkdtemp(prefix="said-pg-", dir="/tmp"))
    account = _account()
    try:
        if account is not None:
            os.chown(folder, account.pw_uid, account.pw_gid)
        with _started(bin_folder, folder, account.pw_uid if account else None):
            yield PostgresServer(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _account() -> pwd.struct_passwd | None:
    """Root may not run the server: another account does."""
    if os.geteuid() != 0:
        return None
    names = {one.pw_name for one in pwd.getpwall()}
    return pwd.getpwnam("postgres" if "postgres" in names else "nobody")


@contextmanager
def _started(bin_folder: Path, folder: Path, user: int | None) -> Iterator[None]:
    data, log = folder / "data", folder / "log"
    make = (bin_folder / "initdb", "--pgdata", data, "--username=said", "--auth=trust", "--no-sync", "--encoding=UTF8")
    subprocess.run([*make, "--locale=C"], check=True, capture_output=True, user=user, cwd=folder)
    settings = [f"--{setting}" for setting in CARELESS]
    serve = [str(bin_folder / "postgres"), "-D", str(data), "-k", str(folder), *settings]
    with log.open("wb") as output:
        server = subprocess.Popen(serve, stdout=output, stderr=output, user=user, cwd=folder)
    try:
        _wait_until_ready(bin_folder, folder, server)
        yield
    finally:
        # SIGINT is its fast shutdown: it does not wait for connections to be closed.
        server.send_signal(signal.SIGINT)
        server.wait(READY_WITHIN_SECONDS)


def _wait_until_ready(bin_folder: Path, folder: Path, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    ask = [str(bin_folder / "pg_isready"), "--quiet", "--host", str(folder)]
    while subprocess.run(ask, check=False).returncode != 0:
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"PostgreSQL did not start: {(folder / 'log').read_text()}")
        time.sleep(0.05)
