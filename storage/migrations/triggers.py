"""Triggers that keep originals and the trail as they are: even a mistake in this program cannot change them (R18, R69)."""

from alembic import op


def forbid_changes(table: str) -> None:
    """Refuse every update and delete of a row of this table."""
    if op.get_bind().dialect.name == "sqlite":
        for what in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{what.lower()} BEFORE {what} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'rows of {table} never change'); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION {table}_never_changes() RETURNS trigger AS $$ "
        f"BEGIN RAISE EXCEPTION 'rows of {table} never change'; END $$ LANGUAGE plpgsql"
    )
    op.execute(
        f"CREATE TRIGGER {table}_never_changes BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_never_changes()"
    )
    op.execute(
        f"CREATE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_never_changes()"
    )
