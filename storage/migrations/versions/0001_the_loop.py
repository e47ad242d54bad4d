"""The loop: people, what they said, what was done, what they were told, and the trail of it all."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.triggers import forbid_changes

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


# Originals and the trail (R18, R69).
APPEND_ONLY = ("feedback", "concern_notes", "audit_events")


def upgrade() -> None:
    op.create_table(
        "audit_events",
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor_kind", sa.String(length=10), nullable=False),
        sa.Column("actor_id", sa.String(length=32), nullable=True),
        sa.Column("verb", sa.String(length=60), nullable=False),
        sa.Column("subject_kind", sa.String(length=30), nullable=False),
        sa.Column("subject_id", sa.String(length=64), nullable=False),
        sa.Column("detail", sa.String(length=200), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_audit_events")),
    )
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "houses",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_houses")),
        sa.UniqueConstraint("name", name=op.f("uq_houses_name")),
    )
    op.create_table(
        "sign_in_attempts",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_sign_in_attempts")),
    )
    with op.batch_alter_table("sign_in_attempts", schema=None) as batch_op:
        batch_op.create_index("ix_sign_in_attempts_who_at", ["who", "at"], unique=False)

    op.create_table(
        "staff",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=30), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("email", name=op.f("uq_staff_email")),
    )
    op.create_table(
        "turn_steps",
        sa.Column("message_id", sa.String(length=32), nullable=False),
        sa.Column("verb", sa.String(length=60), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("message_id", "verb", name=op.f("pk_turn_steps")),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("house_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("pace", sa.String(length=10), nullable=False),
        sa.Column("audio_on", sa.Boolean(), nullable=False),
        sa.Column("notice_version", sa.String(length=40), nullable=True),
        sa.Column("notice_answer", sa.String(length=20), nullable=True),
        sa.Column("notice_at", sa.DateTime(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["house_id"], ["houses.id"], name=op.f("fk_people_house_id_houses")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
    )
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_people_house_id"), ["house_id"], unique=False)

    op.create_table(
        "staff_houses",
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("house_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["house_id"], ["houses.id"], name=op.f("fk_staff_houses_house_id_houses")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_houses_staff_id_staff")),
        sa.PrimaryKeyConstraint("staff_id", "house_id", name=op.f("pk_staff_houses")),
    )
    op.create_table(
        "staff_sessions",
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("csrf_token", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_sessions_staff_id_staff")),
        sa.PrimaryKeyConstraint("token_digest", name=op.f("pk_staff_sessions")),
    )
    op.create_table(
        "addresses",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("address", sa.String(length=100), nullable=False),
        sa.Column("linked_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_addresses_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_addresses")),
    )
    with op.batch_alter_table("addresses", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_addresses_person_id"), ["person_id"], unique=False)
        batch_op.create_index("uq_addresses_channel_address", ["channel", "address"], unique=True)

    op.create_table(
        "contents",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("purged_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_contents_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contents")),
    )
    with op.batch_alter_table("contents", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contents_person_id"), ["person_id"], unique=False)

    op.create_table(
        "link_codes",
        sa.Column("code_digest", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_link_codes_person_id_people")),
        sa.PrimaryKeyConstraint("code_digest", name=op.f("pk_link_codes")),
    )
    op.create_table(
        "pending_actions",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("house_id", sa.String(length=32), nullable=False),
        sa.Column("owner_id", sa.String(length=32), nullable=False),
        sa.Column("what_changes", sa.String(length=20), nullable=False),
        sa.Column("what_will_be_different", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("easy_words", sa.Text(), nullable=True),
        sa.Column("agreed_at", sa.DateTime(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=True),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.Column("told_at", sa.DateTime(), nullable=True),
        sa.Column("not_told_reason", sa.Text(), nullable=True),
        sa.Column("ask_on", sa.Date(), nullable=True),
        sa.Column("asked_at", sa.DateTime(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.Column("escalated_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["house_id"], ["houses.id"], name=op.f("fk_pending_actions_house_id_houses")),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_pending_actions_owner_id_staff")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_pending_actions_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pending_actions")),
    )
    with op.batch_alter_table("pending_actions", schema=None) as batch_op:
        batch_op.create_index("ix_pending_actions_house_id_status", ["house_id", "status"], unique=False)
        batch_op.create_index(batch_op.f("ix_pending_actions_person_id"), ["person_id"], unique=False)

    op.create_table(
        "questions",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("response", sa.String(length=80), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("shown_order", sa.JSON(), nullable=False),
        sa.Column("subject_id", sa.String(length=32), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("misunderstood", sa.Integer(), nullable=False),
        sa.Column("started_by", sa.String(length=10), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("answer", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_questions_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
    )
    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.create_index("ix_questions_person_id_status", ["person_id", "status"], unique=False)
        batch_op.create_index(
            "uq_questions_open",
            ["person_id"],
            unique=True,
            sqlite_where=sa.text("status = 'open'"),
            postgresql_where=sa.text("status = 'open'"),
        )

    op.create_table(
        "reviews",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("to_day", sa.Date(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("held_by_id", sa.String(length=32), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["held_by_id"], ["staff.id"], name=op.f("fk_reviews_held_by_id_staff")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_reviews_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
    )
    with op.batch_alter_table("reviews", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reviews_person_id"), ["person_id"], unique=False)

    op.create_table(
        "concerns",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("tier", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("rules_version", sa.String(length=40), nullable=False),
        sa.Column("content_id", sa.String(length=32), nullable=True),
        sa.Column("source_id", sa.String(length=64), nullable=False),
        sa.Column("raised_by_id", sa.String(length=32), nullable=True),
        sa.Column("status", sa.String(length=30), nullable=False),
        sa.Column("said_at", sa.DateTime(), nullable=False),
        sa.Column("raised_at", sa.DateTime(), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(), nullable=True),
        sa.Column("acknowledged_by_id", sa.String(length=32), nullable=True),
        sa.Column("told_person_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["acknowledged_by_id"], ["staff.id"], name=op.f("fk_concerns_acknowledged_by_id_staff")
        ),
        sa.ForeignKeyConstraint(["content_id"], ["contents.id"], name=op.f("fk_concerns_content_id_contents")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_concerns_person_id_people")),
        sa.ForeignKeyConstraint(["raised_by_id"], ["staff.id"], name=op.f("fk_concerns_raised_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concerns")),
        sa.UniqueConstraint("source_id", name=op.f("uq_concerns_source_id")),
    )
    with op.batch_alter_table("concerns", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_concerns_person_id"), ["person_id"], unique=False)

    op.create_table(
        "feedback",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("house_id", sa.String(length=32), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("content_id", sa.String(length=32), nullable=True),
        sa.Column("voice", sa.String(length=20), nullable=False),
        sa.Column("route", sa.String(length=20), nullable=False),
        sa.Column("visible_to", sa.String(length=20), nullable=False),
        sa.Column("replaces_id", sa.String(length=32), nullable=True),
        sa.Column("said_at", sa.DateTime(), nullable=False),
        sa.Column("kept_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["content_id"], ["contents.id"], name=op.f("fk_feedback_content_id_contents")),
        sa.ForeignKeyConstraint(["house_id"], ["houses.id"], name=op.f("fk_feedback_house_id_houses")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_feedback_person_id_people")),
        sa.ForeignKeyConstraint(["replaces_id"], ["feedback.id"], name=op.f("fk_feedback_replaces_id_feedback")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
    )
    with op.batch_alter_table("feedback", schema=None) as batch_op:
        batch_op.create_index("ix_feedback_house_id_said_at", ["house_id", "said_at"], unique=False)
        batch_op.create_index("ix_feedback_person_id_said_at", ["person_id", "said_at"], unique=False)
        batch_op.create_index("ix_feedback_replaces_id", ["replaces_id"], unique=False)

    op.create_table(
        "inbox",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("channel_message_id", sa.String(length=80), nullable=False),
        sa.Column("content_id", sa.String(length=32), nullable=True),
        sa.Column("option_token", sa.String(length=64), nullable=True),
        sa.Column("control", sa.String(length=30), nullable=True),
        sa.Column("sent_at", sa.DateTime(), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("reading", sa.JSON(), nullable=True),
        sa.Column("is_hidden", sa.Boolean(), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["content_id"], ["contents.id"], name=op.f("fk_inbox_content_id_contents")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_inbox_person_id_people")),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_inbox")),
        sa.UniqueConstraint(
            "channel", "person_id", "channel_message_id", name=op.f("uq_inbox_channel_person_id_channel_message_id")
        ),
        sa.UniqueConstraint("id", name=op.f("uq_inbox_id")),
    )
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inbox_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_inbox_person_id_position", ["person_id", "position"], unique=False)
        batch_op.create_index("ix_inbox_status_position", ["status", "position"], unique=False)

    op.create_table(
        "options",
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("question_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("answer", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_options_person_id_people")),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name=op.f("fk_options_question_id_questions")),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_options")),
    )
    with op.batch_alter_table("options", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_options_question_id"), ["question_id"], unique=False)

    op.create_table(
        "outbox",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("source_id", sa.String(length=64), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("response", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("content_id", sa.String(length=32), nullable=True),
        sa.Column("question_id", sa.String(length=32), nullable=True),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("not_before", sa.DateTime(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["content_id"], ["contents.id"], name=op.f("fk_outbox_content_id_contents")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_outbox_person_id_people")),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name=op.f("fk_outbox_question_id_questions")),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_outbox")),
        sa.UniqueConstraint("id", name=op.f("uq_outbox_id")),
        sa.UniqueConstraint("source_id", "part", name=op.f("uq_outbox_source_id_part")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outbox_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_outbox_person_id_position", ["person_id", "position"], unique=False)
        batch_op.create_index("ix_outbox_status_not_before", ["status", "not_before"], unique=False)

    op.create_table(
        "outcomes",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("pending_action_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("question_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pending_action_id"], ["pending_actions.id"], name=op.f("fk_outcomes_pending_action_id_pending_actions")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_outcomes_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcomes")),
        sa.UniqueConstraint("question_id", name=op.f("uq_outcomes_question_id")),
    )
    with op.batch_alter_table("outcomes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outcomes_pending_action_id"), ["pending_action_id"], unique=False)

    op.create_table(
        "review_decisions",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("review_id", sa.String(length=32), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("who_does_it", sa.String(length=120), nullable=False),
        sa.Column("by_day", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["review_id"], ["reviews.id"], name=op.f("fk_review_decisions_review_id_reviews")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_decisions")),
    )
    with op.batch_alter_table("review_decisions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_decisions_review_id"), ["review_id"], unique=False)

    op.create_table(
        "staff_requests",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("house_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("content_id", sa.String(length=32), nullable=True),
        sa.Column("source_id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("done_by_id", sa.String(length=32), nullable=True),
        sa.Column("what_was_done", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["content_id"], ["contents.id"], name=op.f("fk_staff_requests_content_id_contents")),
        sa.ForeignKeyConstraint(["done_by_id"], ["staff.id"], name=op.f("fk_staff_requests_done_by_id_staff")),
        sa.ForeignKeyConstraint(["house_id"], ["houses.id"], name=op.f("fk_staff_requests_house_id_houses")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_staff_requests_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_requests")),
        sa.UniqueConstraint("source_id", name=op.f("uq_staff_requests_source_id")),
    )
    with op.batch_alter_table("staff_requests", schema=None) as batch_op:
        batch_op.create_index("ix_staff_requests_house_id_done_at", ["house_id", "done_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_staff_requests_person_id"), ["person_id"], unique=False)

    op.create_table(
        "concern_notes",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("concern_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("content_id", sa.String(length=32), nullable=True),
        sa.Column("staff_id", sa.String(length=32), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["concern_id"], ["concerns.id"], name=op.f("fk_concern_notes_concern_id_concerns")),
        sa.ForeignKeyConstraint(["content_id"], ["contents.id"], name=op.f("fk_concern_notes_content_id_contents")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_concern_notes_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_notes")),
    )
    with op.batch_alter_table("concern_notes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_concern_notes_concern_id"), ["concern_id"], unique=False)

    op.create_table(
        "drafts",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("visible_to", sa.String(length=20), nullable=False),
        sa.Column("replaces_id", sa.String(length=32), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_drafts_person_id_people")),
        sa.ForeignKeyConstraint(["replaces_id"], ["feedback.id"], name=op.f("fk_drafts_replaces_id_feedback")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
    )
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_drafts_person_id"), ["person_id"], unique=False)

    op.create_table(
        "feedback_follow_ups",
        sa.Column("feedback_id", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=30), nullable=False),
        sa.Column("triage_due_on", sa.Date(), nullable=False),
        sa.Column("decision", sa.String(length=30), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decided_by_id", sa.String(length=32), nullable=True),
        sa.Column("pending_action_id", sa.String(length=32), nullable=True),
        sa.Column("possible_complaint", sa.Boolean(), nullable=False),
        sa.Column("about_staff_id", sa.String(length=32), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("told_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["about_staff_id"], ["staff.id"], name=op.f("fk_feedback_follow_ups_about_staff_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["staff.id"], name=op.f("fk_feedback_follow_ups_decided_by_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_feedback_follow_ups_feedback_id_feedback")
        ),
        sa.ForeignKeyConstraint(
            ["pending_action_id"],
            ["pending_actions.id"],
            name=op.f("fk_feedback_follow_ups_pending_action_id_pending_actions"),
        ),
        sa.PrimaryKeyConstraint("feedback_id", name=op.f("pk_feedback_follow_ups")),
    )
    with op.batch_alter_table("feedback_follow_ups", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_feedback_follow_ups_pending_action_id"), ["pending_action_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_feedback_follow_ups_status"), ["status"], unique=False)

    op.create_table(
        "feedback_help",
        sa.Column("feedback_id", sa.String(length=32), nullable=False),
        sa.Column("helped_by", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["feedback_id"], ["feedback.id"], name=op.f("fk_feedback_help_feedback_id_feedback")),
        sa.PrimaryKeyConstraint("feedback_id", name=op.f("pk_feedback_help")),
    )
    op.create_table(
        "review_items",
        sa.Column("review_id", sa.String(length=32), nullable=False),
        sa.Column("feedback_id", sa.String(length=32), nullable=False),
        sa.Column("is_included", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["feedback_id"], ["feedback.id"], name=op.f("fk_review_items_feedback_id_feedback")),
        sa.ForeignKeyConstraint(["review_id"], ["reviews.id"], name=op.f("fk_review_items_review_id_reviews")),
        sa.PrimaryKeyConstraint("review_id", "feedback_id", name=op.f("pk_review_items")),
    )
    op.create_table(
        "updates",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("pending_action_id", sa.String(length=32), nullable=True),
        sa.Column("feedback_id", sa.String(length=32), nullable=True),
        sa.Column("response", sa.String(length=80), nullable=False),
        sa.Column("values", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=30), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("heard_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["feedback_id"], ["feedback.id"], name=op.f("fk_updates_feedback_id_feedback")),
        sa.ForeignKeyConstraint(
            ["pending_action_id"], ["pending_actions.id"], name=op.f("fk_updates_pending_action_id_pending_actions")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_updates_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_updates")),
    )
    with op.batch_alter_table("updates", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_updates_feedback_id"), ["feedback_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_updates_pending_action_id"), ["pending_action_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_updates_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_updates_status_created_at", ["status", "created_at"], unique=False)

    op.create_table(
        "draft_words",
        sa.Column("draft_id", sa.String(length=32), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("content_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["content_id"], ["contents.id"], name=op.f("fk_draft_words_content_id_contents")),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name=op.f("fk_draft_words_draft_id_drafts")),
        sa.PrimaryKeyConstraint("draft_id", "part", name=op.f("pk_draft_words")),
    )
    op.execute("INSERT INTO audit_head (id, position, seal) VALUES (1, 0, '" + "0" * 64 + "')")
    for table in APPEND_ONLY:
        forbid_changes(table)


def downgrade() -> None:
    op.drop_table("draft_words")
    with op.batch_alter_table("updates", schema=None) as batch_op:
        batch_op.drop_index("ix_updates_status_created_at")
        batch_op.drop_index(batch_op.f("ix_updates_person_id"))
        batch_op.drop_index(batch_op.f("ix_updates_pending_action_id"))
        batch_op.drop_index(batch_op.f("ix_updates_feedback_id"))

    op.drop_table("updates")
    op.drop_table("review_items")
    op.drop_table("feedback_help")
    with op.batch_alter_table("feedback_follow_ups", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_feedback_follow_ups_status"))
        batch_op.drop_index(batch_op.f("ix_feedback_follow_ups_pending_action_id"))

    op.drop_table("feedback_follow_ups")
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_drafts_person_id"))

    op.drop_table("drafts")
    with op.batch_alter_table("concern_notes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_concern_notes_concern_id"))

    op.drop_table("concern_notes")
    with op.batch_alter_table("staff_requests", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_staff_requests_person_id"))
        batch_op.drop_index("ix_staff_requests_house_id_done_at")

    op.drop_table("staff_requests")
    with op.batch_alter_table("review_decisions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_decisions_review_id"))

    op.drop_table("review_decisions")
    with op.batch_alter_table("outcomes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outcomes_pending_action_id"))

    op.drop_table("outcomes")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index("ix_outbox_status_not_before")
        batch_op.drop_index("ix_outbox_person_id_position")
        batch_op.drop_index(batch_op.f("ix_outbox_person_id"))

    op.drop_table("outbox")
    with op.batch_alter_table("options", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_options_question_id"))

    op.drop_table("options")
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.drop_index("ix_inbox_status_position")
        batch_op.drop_index("ix_inbox_person_id_position")
        batch_op.drop_index(batch_op.f("ix_inbox_person_id"))

    op.drop_table("inbox")
    with op.batch_alter_table("feedback", schema=None) as batch_op:
        batch_op.drop_index("ix_feedback_replaces_id")
        batch_op.drop_index("ix_feedback_person_id_said_at")
        batch_op.drop_index("ix_feedback_house_id_said_at")

    op.drop_table("feedback")
    with op.batch_alter_table("concerns", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_concerns_person_id"))

    op.drop_table("concerns")
    with op.batch_alter_table("reviews", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reviews_person_id"))

    op.drop_table("reviews")
    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_questions_open", sqlite_where=sa.text("status = 'open'"), postgresql_where=sa.text("status = 'open'")
        )
        batch_op.drop_index("ix_questions_person_id_status")

    op.drop_table("questions")
    with op.batch_alter_table("pending_actions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pending_actions_person_id"))
        batch_op.drop_index("ix_pending_actions_house_id_status")

    op.drop_table("pending_actions")
    op.drop_table("link_codes")
    with op.batch_alter_table("contents", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contents_person_id"))

    op.drop_table("contents")
    with op.batch_alter_table("addresses", schema=None) as batch_op:
        batch_op.drop_index("uq_addresses_channel_address")
        batch_op.drop_index(batch_op.f("ix_addresses_person_id"))

    op.drop_table("addresses")
    op.drop_table("staff_sessions")
    op.drop_table("staff_houses")
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_people_house_id"))

    op.drop_table("people")
    op.drop_table("turn_steps")
    op.drop_table("staff")
    with op.batch_alter_table("sign_in_attempts", schema=None) as batch_op:
        batch_op.drop_index("ix_sign_in_attempts_who_at")

    op.drop_table("sign_in_attempts")
    op.drop_table("houses")
    op.drop_table("audit_head")
    op.drop_table("audit_events")
