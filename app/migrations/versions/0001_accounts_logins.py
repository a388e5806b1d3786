"""Accounts and logins: tables of version 0.1.

That version made them by itself, without Alembic. They are taken over as they are, and what is missing is added.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
#: A capability has a base and a label of its own: it can be added, or left out, whatever became of these tables.
branch_labels = ("core",)
depends_on = None


def upgrade() -> None:
    """Make the two tables, where they are not there already."""
    op.create_table(
        "user",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("password_hash", sa.String(255), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("email"),
        sqlite_autoincrement=True,
        if_not_exists=True,
    )
    op.create_table(
        "login_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("user_agent", sa.String(256), nullable=False),
        sa.Column("is_remembered", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.Column("proven_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_hash"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], ondelete="CASCADE"),
        sqlite_autoincrement=True,
        if_not_exists=True,
    )
    op.create_index("ix_login_session_user_id", "login_session", ["user_id"], if_not_exists=True)


def downgrade() -> None:
    """Take the tables away, and everything in them."""
    for table in ("login_session", "user"):
        op.drop_table(table)
