"""Runs `rasa` with the token that its environment holds: on a command line everybody on the machine could read it.

Run as a file with the assistant's own Python. Arguments: the `rasa` program and what it is to do.
"""

import os
import runpy
import sys
from pathlib import Path


def main() -> None:
    """Become the program; it finds its arguments, its folder and its name as if it had been called itself."""
    program = sys.argv[1]
    # In one argument: one token in 64 begins with "-", and would be taken for another option.
    sys.argv = [*sys.argv[1:], f"--auth-token={os.environ['SAID_TURN_TOKEN']}"]
    sys.path[0] = str(Path(program).parent)
    runpy.run_path(program, run_name="__main__")


if __name__ == "__main__":
    main()
