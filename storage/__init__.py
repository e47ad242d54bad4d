"""The shared store: what the records mean, and the database that keeps them.

Everything that is said, decided, done and told passes through here; rules about what a record may become live here and
nowhere else. Imports nothing of ours, and SQLAlchemy appears in no other room.
"""

from storage.database import Store, StoreError, Transaction

__all__ = ["Store", "StoreError", "Transaction"]
