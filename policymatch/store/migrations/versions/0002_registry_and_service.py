"""The registry and the service: drafts, events, receipts, accounts, audit; what is published cannot be changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from policymatch.store.migrations.guards import guard, unguard

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = (
    "account",
    "audit_entry",
    "idempotency_key",
    "receipt",
    "source_file",
    "version_event",
    "draft",
    "login",
    "showing",
    "review",
)
"""In the order in which they are made."""

GUARDED = ("policy_version", "version_event", "review", "receipt", "showing", "audit_entry")
"""Tables to which rows are only added."""
LAST_KNOWN = """
    SELECT kind FROM version_event AS event
    WHERE event.policy_id = policy_version.policy_id AND event.version = policy_version.version
    ORDER BY event.holds_from DESC, event.id DESC LIMIT 1
"""


def upgrade() -> None:
    """Make the tables; a version's state becomes an event of its own, so that its row need never change."""
    _make_tables()
    for name in ("cases", "department", "note"):
        default = "[]" if name == "cases" else ""
        kind = sa.String() if name == "department" else sa.Text()
        op.add_column("policy_version", sa.Column(name, kind, nullable=False, server_default=default))
    op.add_column("policy_version", sa.Column("supersedes", sa.Integer(), nullable=True))
    op.add_column("policy_version", sa.Column("cohort", sa.Text(), nullable=True))
    op.execute("""
        INSERT INTO version_event (policy_id, version, kind, holds_from, recorded_on, reason, actor, at)
        SELECT policy_id, version, lower(status), recorded_on, recorded_on, '', '', CURRENT_TIMESTAMP
        FROM policy_version WHERE lower(status) <> 'published'
    """)
    op.drop_column("policy_version", "status")
    guard(op, GUARDED)


def downgrade() -> None:
    """Write a version's last known state back into its row; what else the tables held is lost."""
    unguard(op, GUARDED)
    op.add_column("policy_version", sa.Column("status", sa.String(), nullable=False, server_default="PUBLISHED"))
    op.execute(f"""
        UPDATE policy_version SET status = upper(({LAST_KNOWN}))
        WHERE ({LAST_KNOWN}) IN ('suspended', 'repealed')
    """)
    for column in ("cohort", "supersedes", "note", "department", "cases"):
        op.drop_column("policy_version", column)
    for table in reversed(TABLES):
        op.drop_table(table)


def _make_tables() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("departments", sa.Text(), nullable=False),
        sa.Column("subject", sa.String(), nullable=True),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("issuer", sa.String(), nullable=True),
        sa.Column("identity", sa.String(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("issuer", "identity", name="ux_account_identity"),
        sa.UniqueConstraint("login"),
    )
    op.create_index("ix_account_subject", "account", ["subject"])
    op.create_table(
        "audit_entry",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("hash"),
    )
    op.create_index("ix_audit_target", "audit_entry", ["target"])
    op.create_table(
        "idempotency_key",
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("request_digest", sa.String(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("headers", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("actor", "key"),
    )
    op.create_index("ix_idempotency_key_at", "idempotency_key", ["at"])
    op.create_table(
        "receipt",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("known_on", sa.Date(), nullable=False),
        sa.Column("engine", sa.String(), nullable=False),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.Column("policy_id", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("item_id", sa.String(), nullable=True),
        sa.Column("verdict", sa.String(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_receipt_subject", "receipt", ["subject", "as_of"])
    op.create_table(
        "source_file",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest"),
    )
    op.create_table(
        "version_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("policy_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("holds_from", sa.Date(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("next_check_on", sa.Date(), nullable=True),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_version_event_policy_id", "version_event", ["policy_id"])
    op.create_table(
        "draft",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("policy_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("source_text", sa.Text(), nullable=False),
        sa.Column("source_file", sa.String(), nullable=True),
        sa.Column("coverage", sa.Text(), nullable=False),
        sa.Column("warnings", sa.Text(), nullable=False),
        sa.Column("supersedes", sa.Integer(), nullable=True),
        sa.Column("cohort", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("signed", sa.Text(), nullable=False),
        sa.Column("editors", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["source_file"], ["source_file.digest"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_draft_policy_id", "draft", ["policy_id"])
    op.create_index("ix_draft_state", "draft", ["state"])
    op.create_table(
        "login",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"]),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    op.create_index("ix_login_account_id", "login", ["account_id"])
    op.create_index("ix_login_ends_at", "login", ["ends_at"])
    op.create_table(
        "showing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("receipt_id", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipt.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_showing_receipt_id", "showing", ["receipt_id"])
    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("overruled", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_review_draft_id", "review", ["draft_id"])
