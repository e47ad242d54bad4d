"""Choices prepared in advance: supporters, what they and staff prepare, each offer, and what was decided."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def link(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    """A foreign key, named as the tables of the program name it."""
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"))


def upgrade() -> None:
    form = sa.Column("choices_form", sa.String(length=20), nullable=False, server_default="together")
    op.add_column("people", form)
    op.create_table(
        "supporters",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("relation", sa.String(length=20), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=True),
        sa.Column("linked_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("ended_by", sa.String(length=32), nullable=True),
        link("supporters", "person_id", "people"),
        link("supporters", "staff_id", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supporters")),
    )
    op.create_index("ix_supporters_person_id", "supporters", ["person_id"])
    op.create_table(
        "supporter_codes",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.Column("supporter_id", sa.String(length=32), nullable=True),
        link("supporter_codes", "person_id", "people"),
        link("supporter_codes", "supporter_id", "supporters"),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_supporter_codes")),
    )
    op.create_index("ix_supporter_codes_person_id", "supporter_codes", ["person_id"])
    op.create_table(
        "supporter_sessions",
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("supporter_id", sa.String(length=32), nullable=False),
        sa.Column("csrf_token", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(), nullable=False),
        link("supporter_sessions", "supporter_id", "supporters"),
        sa.PrimaryKeyConstraint("token_digest", name=op.f("pk_supporter_sessions")),
    )
    op.create_index("ix_supporter_sessions_supporter_id", "supporter_sessions", ["supporter_id"])
    op.create_table(
        "supporter_chats",
        sa.Column("supporter_id", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("address", sa.String(length=100), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        link("supporter_chats", "supporter_id", "supporters"),
        sa.PrimaryKeyConstraint("supporter_id", "channel", "address", name=op.f("pk_supporter_chats")),
    )
    op.create_table(
        "choice_sets",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("house_id", sa.String(length=32), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("author_staff_id", sa.String(length=32), nullable=True),
        sa.Column("author_supporter_id", sa.String(length=32), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("what_changes", sa.String(length=20), nullable=False),
        sa.Column("offer_from", sa.DateTime(), nullable=True),
        sa.Column("offer_until", sa.Date(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("owner_id", sa.String(length=32), nullable=True),
        sa.Column("carry_out_days", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=30), nullable=True),
        sa.Column("reused_from_id", sa.String(length=32), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        link("choice_sets", "person_id", "people"),
        link("choice_sets", "house_id", "houses"),
        link("choice_sets", "author_staff_id", "staff"),
        link("choice_sets", "author_supporter_id", "supporters"),
        link("choice_sets", "owner_id", "staff"),
        link("choice_sets", "reused_from_id", "choice_sets"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_choice_sets")),
    )
    op.create_index("ix_choice_sets_author_supporter_id", "choice_sets", ["author_supporter_id"])
    op.create_index("ix_choice_sets_person_id", "choice_sets", ["person_id"])
    op.create_index("ix_choice_sets_state_offer_from", "choice_sets", ["state", "offer_from"])
    op.create_table(
        "choice_options",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("choice_set_id", sa.String(length=32), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("sign", sa.String(length=32), nullable=True),
        sa.Column("picture_id", sa.String(length=36), nullable=True),
        sa.Column("meaning", sa.Text(), nullable=True),
        sa.Column("synonyms", sa.JSON(), nullable=False),
        link("choice_options", "choice_set_id", "choice_sets"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_choice_options")),
        sa.UniqueConstraint("choice_set_id", "place", name=op.f("uq_choice_options_choice_set_id_place")),
    )
    op.create_table(
        "choice_offers",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("choice_set_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("form", sa.String(length=20), nullable=False),
        sa.Column("shown_order", sa.JSON(), nullable=False),
        sa.Column("question_id", sa.String(length=32), nullable=True),
        sa.Column("offered_at", sa.DateTime(), nullable=False),
        sa.Column("nudged_at", sa.DateTime(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("result", sa.String(length=20), nullable=True),
        sa.Column("option_id", sa.String(length=32), nullable=True),
        link("choice_offers", "choice_set_id", "choice_sets"),
        link("choice_offers", "person_id", "people"),
        link("choice_offers", "question_id", "questions"),
        link("choice_offers", "option_id", "choice_options"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_choice_offers")),
    )
    op.create_index("ix_choice_offers_choice_set_id", "choice_offers", ["choice_set_id"])
    op.create_index("ix_choice_offers_person_id", "choice_offers", ["person_id"])
    op.create_table(
        "decisions",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("choice_set_id", sa.String(length=32), nullable=False),
        sa.Column("offer_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("option_id", sa.String(length=32), nullable=True),
        sa.Column("content_id", sa.String(length=32), nullable=True),
        sa.Column("reason_content_id", sa.String(length=32), nullable=True),
        sa.Column("helped_by", sa.String(length=20), nullable=False),
        sa.Column("helper_id", sa.String(length=32), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=False),
        sa.Column("replaced_at", sa.DateTime(), nullable=True),
        sa.Column("second_offer_id", sa.String(length=32), nullable=True),
        sa.Column("agreement", sa.String(length=20), nullable=False),
        sa.Column("pending_action_id", sa.String(length=32), nullable=True),
        link("decisions", "choice_set_id", "choice_sets"),
        link("decisions", "offer_id", "choice_offers"),
        link("decisions", "person_id", "people"),
        link("decisions", "option_id", "choice_options"),
        link("decisions", "content_id", "contents"),
        link("decisions", "reason_content_id", "contents"),
        link("decisions", "helper_id", "supporters"),
        link("decisions", "second_offer_id", "choice_offers"),
        link("decisions", "pending_action_id", "pending_actions"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
        sa.UniqueConstraint("choice_set_id", "version", name=op.f("uq_decisions_choice_set_id_version")),
    )
    op.create_index("ix_decisions_pending_action_id", "decisions", ["pending_action_id"])
    op.create_index("ix_decisions_person_id", "decisions", ["person_id"])
    op.create_table(
        "support_given",
        sa.Column("decision_id", sa.String(length=32), nullable=False),
        sa.Column("format", sa.Text(), nullable=True),
        sa.Column("aids", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("time_allowed", sa.Text(), nullable=True),
        sa.Column("understanding_checked_by", sa.Text(), nullable=True),
        sa.Column("practicable_steps", sa.Text(), nullable=True),
        sa.Column("by_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        link("support_given", "decision_id", "decisions"),
        link("support_given", "by_id", "staff"),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_support_given")),
    )

def downgrade() -> None:
    raise NotImplementedError("there is no way back: restore the backup that was made before the upgrade")
