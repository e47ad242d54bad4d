"""A stand-in for `rasa run`: answers `/status` to whoever has the token, and does as the files beside it say.

`refuses` there: ends at once. `silent`: starts but answers nobody any more. `says`: its text is written to the log.
It notes each start as `starts/<process id>`, with its environment and arguments.
"""

from __future__ import annotations

import sys
from pathlib import Path

_PROGRAM = """#!{python}
import argparse, http.server, json, os, pathlib, sys, time, urllib.parse
folder = pathlib.Path({folder!r})
reads = argparse.ArgumentParser()
for name in ("--interface", "--port", "--auth-token"):
    reads.add_argument(name)
arguments, _ = reads.parse_known_args(sys.argv[2:])
(folder / "starts").mkdir(exist_ok=True)
shown = pathlib.Path("/proc/self/cmdline").read_text()
(folder / "starts" / str(os.getpid())).write_text(json.dumps([sys.argv, dict(os.environ), shown]))
if (folder / "says").exists():
    print((folder / "says").read_text(), flush=True)
if (folder / "refuses").exists():
    sys.exit(3)
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        while (folder / "silent").exists():
            time.sleep(0.05)
        url = urllib.parse.urlsplit(self.path)
        right = url.path == "/status" and urllib.parse.parse_qs(url.query) == {{"token": [arguments.auth_token]}}
        self.send_response(200 if right else 401)
        self.end_headers()
    def log_message(self, *_):
        pass
http.server.HTTPServer((arguments.interface, int(arguments.port)), Answer).serve_forever()
"""


class RasaStandIn:
    """A project folder with nothing but the stand-in and a model file in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        program = root / ".venv-assistant" / "bin" / "rasa"
        program.parent.mkdir(parents=True)
        program.write_text(_PROGRAM.format(python=sys.executable, folder=str(root)))
        program.chmod(0o755)
        program.with_name("python").symlink_to(sys.executable)
        (root / "models").mkdir()
        (root / "models" / "said.tar.gz").touch()

    @property
    def starts(self) -> list[int]:
        """The process ids of all that were started."""
        return [
            int(file.name)
            for file in sorted((self.root / "starts").glob("*"), key=lambda file: file.stat().st_mtime_ns)
        ]

    def is_running(self) -> bool:
        """Whether the one started last still runs."""
        try:
            state = Path(f"/proc/{self.starts[-1]}/stat").read_text()
        except OSError:
            return False
        return state.rpartition(")")[2].split()[0] != "Z"
