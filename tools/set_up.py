"""`make setup`: both environments and the trained assistant, from nothing but Python and a package index.

This file must be readable by an old Python 3, so that it can say that it is too old.
"""

import os
import signal
import subprocess
import sys

NEEDED = (3, 11)
NEWER = ["python3.14", "python3.13", "python3.12", "python3.11"]
TOO_OLD = (
    "said: Python 3.11 or newer is needed. Install it, so that `python3` or `python3.11` runs, then run this again."
)


def main() -> int:
    """Set up, on this Python or a newer one of the machine; the exit code."""
    if sys.version_info >= NEEDED:
        return _set_up(sys.argv[1:])
    for name in NEWER:
        # The name may be a shim that exists and refuses.
        try:
            works = subprocess.call([name, "-c", ""], stderr=subprocess.DEVNULL) == 0
        except OSError:
            works = False
        if works:
            os.execvp(name, [name, "-m", "tools.set_up", *sys.argv[1:]])  # noqa: S606 - no shell is wanted
    sys.stderr.write(TOO_OLD + "\n")
    return 1


def _set_up(arguments: "list[str]") -> int:
    from tools.everything import set_up

    def stop(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt  # ends the program that is waited for as well

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    return set_up(arguments, os.environ)


if __name__ == "__main__":
    sys.exit(main())
