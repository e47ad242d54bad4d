"""The gateway: channels, the inbox and its workers, turns with the assistant, the outbox, the clock, and the way in.

Nothing imports this room. It knows every other one and decides none of their rules.
"""
