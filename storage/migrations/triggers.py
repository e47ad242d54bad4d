"""Triggers that keep originals and the trail as they are: even a mistake in this program cannot change them (R18, R69)."""

from alembic import op


def forbid_changes(table: str, columns: tuple[str, ...] = ()) -> None:
    """Refuse every update and delete of a row of this table; with `columns`, of updates only those of one of these."""
    update = f"UPDATE OF {', '.join(columns)}" if columns else "UPDATE"
    never = f"the original of {table} never changes" if columns else f"rows of {table} never change"
    if op.get_bind().dialect.name == "sqlite":
        for name, what in (("update", update), ("delete", "DELETE")):
            op.execute(
                f"CREATE TRIGGER {table}_no_{name} BEFORE {what} ON {table} BEGIN SELECT RAISE(ABORT, '{never}'); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION {table}_never_changes() RETURNS trigger AS $$ "
        f"BEGIN RAISE EXCEPTION '{never}'; END $$ LANGUAGE plpgsql"
    )
    op.execute(
        f"CREATE TRIGGER {table}_never_changes BEFORE {update} OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_never_changes()"
    )
    op.execute(
        f"CREATE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_never_changes()"
    )
