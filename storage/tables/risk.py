"""Risk plans made together, and restrictions: each review is a version of its own, and no version ever changes (R35)."""

from sqlalchemy import JSON, Boolean, Column, Date, Integer, String, Table, Text, UniqueConstraint

from storage.tables.base import UtcTime, id_column, link, metadata

# One for each risk that is talked through. Append-only, as is all below but the drafts.
risk_plans = Table(
    "risk_plans",
    metadata,
    id_column(),
    link("person_id", "people", index=True),
    # What started it: something the person said, or a reason.
    link("feedback_id", "feedback", required=False),
    Column("reason", Text),
    # Of the form it was sent with: the same form sent twice is one plan.
    Column("source_id", String(64), nullable=False, unique=True),
    Column("at", UtcTime, nullable=False),
)

risk_plan_versions = Table(
    "risk_plan_versions",
    metadata,
    id_column(),
    link("plan_id", "risk_plans"),
    Column("version", Integer, nullable=False),
    # This and `easy_words` are in easy words: they stand on the person's own page.
    Column("about", Text, nullable=False),
    # The numbers of two of its options.
    Column("chosen", Integer, nullable=False),
    Column("chosen_why", Text),
    Column("least_restrictive", Integer, nullable=False),
    Column("least_restrictive_why", Text, nullable=False),
    Column("whose_words", String(20), nullable=False),
    Column("view", Text),
    Column("view_reason", Text),
    Column("how_asked", Text),
    Column("person_present", Boolean, nullable=False),
    Column("person_agreed", String(20), nullable=False),
    Column("easy_words", Text, nullable=False),
    Column("start_on", Date, nullable=False),
    Column("review_on", Date, nullable=False),
    link("kept_by_id", "staff"),
    Column("at", UtcTime, nullable=False),
    UniqueConstraint("plan_id", "version"),
)

# The ways that were looked at for one version, with both sides of each.
risk_plan_options = Table(
    "risk_plan_options",
    metadata,
    id_column(),
    link("version_id", "risk_plan_versions"),
    Column("number", Integer, nullable=False),
    Column("what", Text, nullable=False),
    Column("accepts_risk", Boolean, nullable=False),
    Column("good", Text, nullable=False),
    Column("could_go_wrong", Text, nullable=False),
    Column("whose_words", String(20), nullable=False),
    Column("how_asked", Text),
    # What others think stands apart from what the person says (R36).
    Column("others_say", Text),
    UniqueConstraint("version_id", "number"),
)

# Who took part in one version beside the person, and who of them agreed.
risk_plan_people = Table(
    "risk_plan_people",
    metadata,
    id_column(),
    link("version_id", "risk_plan_versions"),
    Column("number", Integer, nullable=False),
    Column("name", String(120), nullable=False),
    Column("part", String(20), nullable=False),
    Column("agreed", Boolean, nullable=False),
    UniqueConstraint("version_id", "number"),
)

risk_plan_ends = Table(
    "risk_plan_ends",
    metadata,
    link("plan_id", "risk_plans", primary_key=True),
    Column("reason", Text, nullable=False),
    link("ended_by_id", "staff"),
    Column("at", UtcTime, nullable=False),
)

# Which update told the person of which version.
risk_plan_tellings = Table(
    "risk_plan_tellings",
    metadata,
    link("update_id", "updates", primary_key=True),
    link("version_id", "risk_plan_versions", index=True),
)

restrictions = Table(
    "restrictions",
    metadata,
    id_column(),
    link("person_id", "people", index=True),
    # None: it stands alone.
    link("plan_id", "risk_plans", required=False, index=True),
    Column("source_id", String(64), nullable=False, unique=True),
    Column("at", UtcTime, nullable=False),
)

restriction_versions = Table(
    "restriction_versions",
    metadata,
    id_column(),
    link("restriction_id", "restrictions"),
    Column("version", Integer, nullable=False),
    Column("type", String(20), nullable=False),
    Column("about", Text, nullable=False),
    # The sentence about it that the person reads.
    Column("easy_words", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("authority", String(20), nullable=False),
    Column("authority_reference", Text, nullable=False),
    Column("authority_on", Date, nullable=False),
    # How it will be made less.
    Column("reduction", Text, nullable=False),
    Column("start_on", Date, nullable=False),
    Column("review_on", Date, nullable=False),
    link("kept_by_id", "staff"),
    Column("at", UtcTime, nullable=False),
    UniqueConstraint("restriction_id", "version"),
)

restriction_ends = Table(
    "restriction_ends",
    metadata,
    link("restriction_id", "restrictions", primary_key=True),
    Column("reason", Text, nullable=False),
    link("ended_by_id", "staff"),
    Column("at", UtcTime, nullable=False),
)

# A form that is half filled in, for its author alone: no plan, and gone once it is one.
risk_plan_drafts = Table(
    "risk_plan_drafts",
    metadata,
    id_column(),
    link("person_id", "people"),
    link("staff_id", "staff"),
    # None: of a new plan.
    link("plan_id", "risk_plans", required=False),
    Column("form", JSON, nullable=False),
    Column("at", UtcTime, nullable=False),
)
