"""Confirmed addresses. Whoever was a member before has confirmed none."""

import sqlalchemy as sa
from alembic import op

revision = "confirmation_0001"
down_revision = None
branch_labels = ("confirmation",)
depends_on = "0001"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "confirmation",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("user_id"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], ondelete="CASCADE"),
    )


def downgrade() -> None:
    """Take the table away: nobody has confirmed anything."""
    op.drop_table("confirmation")
