"""Becomes another program that the kernel ends when its parent ends, however the parent ends.

Run as a file with its own small Python, because the same call between fork and exec of a threaded process may hang it.
Arguments: the parent's process id, then the program and its arguments. Where there is no such call (not Linux), the
program is simply started: an app that is killed there may leave it behind.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main() -> None:
    """Bind to the parent, then turn into the program."""
    parent, program = int(sys.argv[1]), sys.argv[2:]
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it ended before we asked to be told
            sys.exit(1)
    os.execv(program[0], program)  # noqa: S606 - our own program, and no shell is wanted


if __name__ == "__main__":
    main()
