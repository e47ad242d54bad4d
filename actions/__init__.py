"""What the assistant does: one action per file, each one verb of the store and the name of what is said about it.

The words never pass through here: an action reads the message's id from the turn's metadata, and the store holds the
rest. Every action happens once per message, however often a turn is repeated.
"""
