"""Supporters in Telegram: they prepare a choice with one message, and hear what was chosen. Their chats lead to no conversation.

Whatever comes from such a chat is worked off in the transaction that keeps it: its answer is queued, and that is also how it is
known that it came before. So nothing waits in memory, and no words of theirs are kept but the choice itself, what waits for a
tap, and what tells of harm.
"""
