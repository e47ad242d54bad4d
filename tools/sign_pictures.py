"""Makes `wording/pictures/` anew: one small picture (SVG) for every emoji, from a published package of the Twemoji set.

    python3 -m tools.sign_pictures

Needs `npm`, which fetches the package. Nothing is ever fetched while the program runs. A skin tone makes no picture of its
own, and the marks that only choose how a sign is drawn are in no name: a toned sign is shown by the plain one.
"""

import hashlib
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "@discordapp/twemoji@16.0.1"
SHA256 = "2278fd609501e20dc646a546c1d7bbcab86a4c38010ded12b45e61f9687b9d0a"
FOLDER = Path(__file__).parent.parent / "wording" / "pictures"
_PICTURE = re.compile(r"package/dist/svg/([0-9a-f-]+)\.svg")
_TONE = re.compile(r"1f3f[b-f]")
_NO_PICTURES = {"a9", "ae", "2122", "e50a"}
"""©, ® and ™ are letters in a text; the last is no sign of Unicode."""


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        packed = _fetched(Path(folder))
        if hashlib.sha256(packed.read_bytes()).hexdigest() != SHA256:
            sys.stderr.write(f"{PACKAGE} is not what it was: look at it before you change SHA256.\n")
            return 1
        pictures = _chosen(packed)
    for old in FOLDER.glob("*.svg"):
        old.unlink()
    for name, picture in pictures.items():
        (FOLDER / f"{name}.svg").write_bytes(picture)
    print(f"{FOLDER}: {len(pictures)} pictures, {sum(map(len, pictures.values())) / 1e6:.1f} MB")
    return 0


def _fetched(folder: Path) -> Path:
    subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    [packed] = folder.glob("*.tgz")
    return packed


def _chosen(packed: Path) -> dict[str, bytes]:
    """The pictures to keep, by the numbers of their signs in Unicode: "1f44d", "1f469-200d-1f373"."""
    found = {}
    with tarfile.open(packed) as archive:
        for member in archive:
            name = _PICTURE.fullmatch(member.name)
            if name is None or not _is_plain(name[1]):
                continue
            picture = archive.extractfile(member)
            assert picture is not None  # noqa: S101 - it is a file
            found["-".join(part for part in name[1].split("-") if part != "fe0f")] = picture.read()
    return found


def _is_plain(name: str) -> bool:
    return name not in _NO_PICTURES and (not _TONE.search(name) or bool(_TONE.fullmatch(name)))


if __name__ == "__main__":
    sys.exit(main())
