"""Someone who changes the database outside this program, to see that it shows."""

from sqlalchemy import text

from storage import Store


class Intruder:
    """`run` is stopped by the triggers that keep originals; `force` has the rights to go round them."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def run(self, statement: str, **values: object) -> None:
        with self._store.write() as tx:
            tx.execute(text(statement), values or None)

    def force(self, table: str, statement: str, **values: object) -> None:
        with self._store.write() as tx:
            if self._store.is_sqlite:
                for what in ("update", "delete"):
                    tx.execute(text(f"DROP TRIGGER IF EXISTS {table}_no_{what}"))
            else:
                tx.execute(text("SET LOCAL session_replication_role = replica"))
            tx.execute(text(statement), values or None)
