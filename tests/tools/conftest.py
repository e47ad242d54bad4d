"""A small copy of the project, and a machine whose uv and rasa are stand-ins: nothing is fetched, all is noted."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tools.everything import set_up
from tools.places import TRAINED_FROM

# Notes its arguments. `uv-fails` beside it: words of the command that fails and, in a second line, what it prints then.
_UV = """#!/bin/sh
echo "uv $*" >> '{machine}/calls'
if [ -f '{machine}/uv-fails' ]; then
    {{ read -r words; read -r said; }} < '{machine}/uv-fails'
    case "$*" in *"$words"*) echo "$said"; exit 2 ;; esac
fi
case "$1 $2" in
"--version ") echo "uv 0.9.1" ;;
"python find") cat '{machine}/python-of-uv' ;;
venv*) mkdir -p "$4/bin"; ln -s "$3" "$4/bin/python"; "$3" -c "import sys; print('version_info = %d.%d.0' % sys.version_info[:2])" > "$4/pyvenv.cfg" ;;
"pip sync") cp '{machine}/rasa' "$(dirname "$4")/rasa"; echo " Downloading rasa (9.9MiB)"; echo "a line for the log alone" ;;
"pip install") : > "$(dirname "$4")/said" ;;
esac
"""

# Makes a model with as many rules as `rules` beside it says.
_RASA = """#!{python}
import io, json, pathlib, sys, tarfile
machine = pathlib.Path({machine!r})
with (machine / "calls").open("a") as calls:
    print("rasa", *sys.argv[1:], file=calls)
rules = int((machine / "rules").read_text())
content = json.dumps({{"lookup": {{"rules": {{str(rule): "utter" for rule in range(rules)}}}}}}).encode()
out = pathlib.Path(sys.argv[sys.argv.index("--out") + 1])
with tarfile.open(out / "said.tar.gz", "w:gz") as archive:
    for name in ["metadata.json"] + ["components/train_RulePolicy0/rule_policy.json"] * (rules > 0):
        member = tarfile.TarInfo(name)
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
"""

# Says that it is Python 3.10, when asked by set-up or by the stand-in of uv.
_PYTHON_310 = """#!/bin/sh
case "$2" in *version_info\\ =*) echo "version_info = 3.10.1" ;; *) echo 3.10 ;; esac
"""


@dataclass
class Machine:
    """`bin` is its PATH; `home` its home folder; `root` the copy of the project on it."""

    folder: Path

    @property
    def root(self) -> Path:
        return self.folder / "project"

    @property
    def environ(self) -> dict[str, str]:
        return {
            "PATH": f"{self.folder / 'bin'}:/usr/bin:/bin",
            "HOME": str(self.folder / "home"),
            "PIP_CONFIG_FILE": "/dev/null",
        }

    def program(self, name: str, text: str) -> Path:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        file.chmod(0o755)
        return file

    def set_up(self, *arguments: str) -> int:
        return set_up(arguments, self.environ, self.root)

    @property
    def calls(self) -> list[str]:
        """What uv and rasa were asked to do since the last time this was asked."""
        noted = self.folder / "calls"
        calls = noted.read_text().splitlines() if noted.exists() else []
        noted.unlink(missing_ok=True)
        return [call for call in calls if not call.endswith("--version")]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    machine = Machine(tmp_path)
    machine.program("bin/uv", _UV.format(machine=tmp_path))
    machine.program("rasa", _RASA.format(python=sys.executable, machine=str(tmp_path)))
    machine.program("bin/python3.10", _PYTHON_310)
    (tmp_path / "rules").write_text("3")
    for name in TRAINED_FROM:
        if name.endswith(".yml"):
            (machine.root / name).parent.mkdir(parents=True, exist_ok=True)
            (machine.root / name).write_text("recipe: default.v1\n")
        else:
            (machine.root / name / "examples").mkdir(parents=True)
            (machine.root / name / "examples" / "some.yml").write_text("version: '3.1'\n")
    (machine.root / "requirements").mkdir()
    for name in ("app", "dev", "assistant"):
        (machine.root / "requirements" / f"{name}.txt").write_text(f"{name}==1\n")
    (machine.root / "pyproject.toml").write_text("[project]\n")
    return machine
