"""What sets the project up on a machine: environments, libraries, the trained assistant.

Runs on the machine's own Python, before anything is installed: the standard library only, and nothing of the other rooms.
"""
