"""Prepared choices: who helps a person to choose, what was prepared, each offer of it, and what was decided."""

from sqlalchemy import JSON, Column, Date, Index, Integer, String, Table, Text, UniqueConstraint

from storage.tables.base import UtcTime, id_column, link, metadata

# Whom a person chose to help them; one whom they ended stays as history.
supporters = Table(
    "supporters",
    metadata,
    id_column(),
    link("person_id", "people", index=True),
    Column("name", String(120), nullable=False),
    Column("relation", String(20), nullable=False),
    # Where the person chose a member of staff.
    link("staff_id", "staff", required=False),
    Column("linked_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),
    # "person", "supporter", or the id of the member of staff who ended it for the person.
    Column("ended_by", String(32)),
)

supporter_codes = Table(
    "supporter_codes",
    metadata,
    Column("digest", String(64), primary_key=True),
    link("person_id", "people", index=True),
    Column("expires_at", UtcTime, nullable=False),
    Column("used_at", UtcTime),
    link("supporter_id", "supporters", required=False),
)

supporter_sessions = Table(
    "supporter_sessions",
    metadata,
    Column("token_digest", String(64), primary_key=True),
    link("supporter_id", "supporters", index=True),
    Column("csrf_token", String(64), nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("last_seen_at", UtcTime, nullable=False),
)

supporter_chats = Table(
    "supporter_chats",
    metadata,
    link("supporter_id", "supporters", primary_key=True),
    Column("channel", String(20), primary_key=True),
    Column("address", String(100), primary_key=True),
    # Of what was chosen before, nothing is told there.
    Column("linked_at", UtcTime),
    Column("ended_at", UtcTime),
    Column("blocked_at", UtcTime),
    Index("ix_supporter_chats_channel_address", "channel", "address"),
)

# One author: of staff, or a supporter. A draft may still lack what it needs before it may be offered.
choice_sets = Table(
    "choice_sets",
    metadata,
    id_column(),
    link("person_id", "people", index=True),
    link("house_id", "houses"),
    Column("question", Text, nullable=False),
    link("author_staff_id", "staff", required=False),
    link("author_supporter_id", "supporters", required=False, index=True),
    Column("state", String(20), nullable=False),
    Column("what_changes", String(20), nullable=False),
    # From when it may be offered by itself; none: only when the person asks.
    Column("offer_from", UtcTime),
    Column("offer_until", Date),
    Column("review_on", Date),
    # Who carries out what is chosen, and in how many working days.
    link("owner_id", "staff", required=False),
    Column("carry_out_days", Integer, nullable=False),
    Column("topic", String(30)),
    link("reused_from_id", "choice_sets", required=False),
    Column("made_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),
    Index("ix_choice_sets_state_offer_from", "state", "offer_from"),
)

choice_options = Table(
    "choice_options",
    metadata,
    id_column(),
    link("choice_set_id", "choice_sets"),
    # As prepared, from 0 on; how they are shown is shuffled for each offer.
    Column("place", Integer, nullable=False),
    Column("label", String(80), nullable=False),
    Column("sign", String(32)),
    Column("picture_id", String(36)),
    Column("meaning", Text),
    Column("synonyms", JSON, nullable=False, default=list),
    UniqueConstraint("choice_set_id", "place"),
)

choice_offers = Table(
    "choice_offers",
    metadata,
    id_column(),
    link("choice_set_id", "choice_sets", index=True),
    link("person_id", "people", index=True),
    Column("reason", String(20), nullable=False),
    Column("form", String(20), nullable=False),
    # The ids of the options in the order in which they were shown (R31).
    Column("shown_order", JSON, nullable=False),
    # The question that asks it now; of one at a time, the last of its questions.
    link("question_id", "questions", required=False),
    Column("offered_at", UtcTime, nullable=False),
    # When it was put once more, gently, as nothing was answered.
    Column("nudged_at", UtcTime),
    Column("closed_at", UtcTime),
    Column("result", String(20)),
    link("option_id", "choice_options", required=False),
)

# Each version of what a person decided. One holds; whoever changes their mind replaces it, and it stays (R34).
decisions = Table(
    "decisions",
    metadata,
    id_column(),
    link("choice_set_id", "choice_sets"),
    link("offer_id", "choice_offers"),
    link("person_id", "people", index=True),
    Column("version", Integer, nullable=False),
    link("option_id", "choice_options", required=False),
    # Their own words, where it was something else.
    link("content_id", "contents", required=False),
    link("reason_content_id", "contents", required=False),
    Column("helped_by", String(20), nullable=False),
    link("helper_id", "supporters", required=False),
    Column("decided_at", UtcTime, nullable=False),
    Column("replaced_at", UtcTime),
    # The same thing asked once more before a routine or a risk changes (conversation rule 27).
    link("second_offer_id", "choice_offers", required=False),
    Column("agreement", String(20), nullable=False),
    link("pending_action_id", "pending_actions", required=False, index=True),
    UniqueConstraint("choice_set_id", "version"),
)

# What staff write down of the help a person had with one decision (R33). What is blank was not recorded.
support_given = Table(
    "support_given",
    metadata,
    link("decision_id", "decisions", primary_key=True),
    Column("format", Text),
    Column("aids", Text),
    Column("place", Text),
    Column("time_allowed", Text),
    Column("understanding_checked_by", Text),
    Column("practicable_steps", Text),
    link("by_id", "staff"),
    Column("at", UtcTime, nullable=False),
)
