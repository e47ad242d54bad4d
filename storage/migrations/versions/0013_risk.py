"""Risk plans made together, and restrictions with an authority, a review day and a way to make them less."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.triggers import forbid_changes

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

# A review adds a version; what was agreed before stays as it was (R35).
APPEND_ONLY = (
    *("risk_plans", "risk_plan_versions", "risk_plan_options", "risk_plan_people", "risk_plan_ends"),
    *("risk_plan_tellings", "restrictions", "restriction_versions", "restriction_ends"),
)


def text(name: str, length: int | None = None, *, needed: bool = True) -> sa.Column:
    return sa.Column(name, sa.Text() if length is None else sa.String(length=length), nullable=not needed)


def of_type(kind: type[sa.types.TypeEngine], *names: str) -> list[sa.Column]:
    return [sa.Column(name, kind(), nullable=False) for name in names]


def table(
    name: str,
    *columns: sa.Column,
    links: dict[str, str],
    optional: tuple[str, ...] = (),
    key: str = "id",
    once: tuple[str, ...] = (),
) -> None:
    """One table, its constraints named as the tables of the program name them. `links`: column -> the table it points to."""
    own = [text("id", 32)] if key == "id" else []
    op.create_table(
        name,
        *own,
        *(text(one, 32, needed=one not in optional) for one in links),
        *columns,
        *(
            sa.ForeignKeyConstraint([one], [f"{target}.id"], name=op.f(f"fk_{name}_{one}_{target}"))
            for one, target in links.items()
        ),
        sa.PrimaryKeyConstraint(key, name=op.f(f"pk_{name}")),
        *([sa.UniqueConstraint(*once, name=op.f(f"uq_{name}_{'_'.join(once)}"))] if once else []),
    )


def upgrade() -> None:
    _plans()
    _restrictions()
    for name in APPEND_ONLY:
        forbid_changes(name)


def _plans() -> None:
    table(
        "risk_plans",
        text("reason", needed=False),
        text("source_id", 64),
        *of_type(sa.DateTime, "at"),
        links={"person_id": "people", "feedback_id": "feedback"},
        optional=("feedback_id",),
        once=("source_id",),
    )
    op.create_index("ix_risk_plans_person_id", "risk_plans", ["person_id"])
    table(
        "risk_plan_versions",
        *of_type(sa.Integer, "version", "chosen", "least_restrictive"),
        *(text(one) for one in ("about", "least_restrictive_why", "easy_words")),
        *(text(one, needed=False) for one in ("chosen_why", "view", "view_reason", "how_asked")),
        *(text(one, 20) for one in ("whose_words", "person_agreed")),
        *of_type(sa.Boolean, "person_present"),
        *of_type(sa.Date, "start_on", "review_on"),
        *of_type(sa.DateTime, "at"),
        links={"plan_id": "risk_plans", "kept_by_id": "staff"},
        once=("plan_id", "version"),
    )
    of_version = {"version_id": "risk_plan_versions"}
    table(
        "risk_plan_options",
        *of_type(sa.Integer, "number"),
        *of_type(sa.Boolean, "accepts_risk"),
        *(text(one) for one in ("what", "good", "could_go_wrong")),
        text("whose_words", 20),
        *(text(one, needed=False) for one in ("how_asked", "others_say")),
        links=of_version,
        once=("version_id", "number"),
    )
    table(
        "risk_plan_people",
        *of_type(sa.Integer, "number"),
        text("name", 120),
        text("part", 20),
        *of_type(sa.Boolean, "agreed"),
        links=of_version,
        once=("version_id", "number"),
    )
    ended = {"plan_id": "risk_plans", "ended_by_id": "staff"}
    table("risk_plan_ends", text("reason"), *of_type(sa.DateTime, "at"), links=ended, key="plan_id")
    table("risk_plan_tellings", links={"update_id": "updates", **of_version}, key="update_id")
    op.create_index("ix_risk_plan_tellings_version_id", "risk_plan_tellings", ["version_id"])
    table(
        "risk_plan_drafts",
        *of_type(sa.JSON, "form"),
        *of_type(sa.DateTime, "at"),
        links={"person_id": "people", "staff_id": "staff", "plan_id": "risk_plans"},
        optional=("plan_id",),
    )


def _restrictions() -> None:
    table(
        "restrictions",
        text("source_id", 64),
        *of_type(sa.DateTime, "at"),
        links={"person_id": "people", "plan_id": "risk_plans"},
        optional=("plan_id",),
        once=("source_id",),
    )
    for one in ("person_id", "plan_id"):
        op.create_index(f"ix_restrictions_{one}", "restrictions", [one])
    table(
        "restriction_versions",
        *of_type(sa.Integer, "version"),
        *(text(one, 20) for one in ("type", "authority")),
        *(text(one) for one in ("about", "easy_words", "reason", "authority_reference", "reduction")),
        *of_type(sa.Date, "authority_on", "start_on", "review_on"),
        *of_type(sa.DateTime, "at"),
        links={"restriction_id": "restrictions", "kept_by_id": "staff"},
        once=("restriction_id", "version"),
    )
    ended = {"restriction_id": "restrictions", "ended_by_id": "staff"}
    table("restriction_ends", text("reason"), *of_type(sa.DateTime, "at"), links=ended, key="restriction_id")


def downgrade() -> None:
    raise NotImplementedError("there is no way back: restore the backup that was made before the upgrade")
